# SPDX-License-Identifier: GPL-3.0-or-later
"""What made-up people say to each other on the synthetic screenshots: from a seed, in Chinese, English and both."""

from dataclasses import dataclass, field
from random import Random

from tests.pictures.time_lines import time_line

CHINESE = (
    "你好，我是小陈，昨天在群里看到你的头像",
    "在吗？",
    "好的，我知道了",
    "这个平台是公司内部的，不对外公开，名额只剩{n}个",
    "我先帮你垫{amount}元，你只要补剩下的就可以提现了",
    "今天的行情不错，跟着老师操作，保证盈利{n}%",
    "为什么提现一直是审核中？客服说要再交{amount}元的保证金",
    "您的账户被冻结了，需要缴纳{amount}元解冻费，否则资金将被清零",
    "我真的没有钱了，能不能先把本金退给我",
    "姐，你别急，我问一下上面的领导，晚上给你答复",
    "收款人：{name}，开户行：某某银行城东支行，账号 {account}",
    "转好了发截图给我，备注写“货款”",
    "嗯嗯",
    "哈哈，你真有意思",
    "明天下午{n}点之前必须到账，过时不候",
    "我在开会，等会儿给你打电话",
    "这是税务局的规定，不交税就不能提现，你自己考虑清楚",
    "你什么时候来上海？我请你吃饭",
    "已经转了，请查收",
    "流水号 {account}，你看一下",
    "不要告诉家里人，这是我们之间的秘密",
    "下载这个软件：https://{site}/app 用手机浏览器打开",
    "老师的微信号是 {wxid}，加的时候说是我介绍的",
    "为了我们的将来，你再想想办法，借一点也行",
    "第一单返现{amount}元，第二单需要充值",
    "你怎么不回消息了？",
    "我报警了，警察让我保留聊天记录",
    "随便你，报警也没用",
    "身份证正反面拍给我，要办理实名认证",
    "周末一起去爬山吧，天气预报说是晴天",
    "谢谢您的帮助！",
    "订单尾号{n}，预计三个工作日内送达，请保持电话畅通",
)
ENGLISH = (
    "Hello, is this the number of {name}?",
    "Sorry, wrong person. But nice to meet you anyway!",
    "ok",
    "The platform is only for members, there are {n} places left",
    "I have put in {amount} for you, you only need to add the rest",
    "Why is my withdrawal still pending? It has been {n} days",
    "You must pay a deposit of {amount} to unlock your account",
    "I don't have any more money, please give me back what I paid",
    "Send me the screenshot when it's done",
    "Transfer to account {account}, name {name}",
    "See you tomorrow at {n} pm?",
    "The tax has to be paid before Friday, otherwise the funds are frozen.",
    "Please don't tell your family about this",
    "Open https://{site}/login in your browser",
    "Add my teacher on WeChat: {wxid}",
    "I will call you after the meeting",
    "Thank you so much",
    "I have reported this to the police and my bank.",
    "Do whatever you want, nobody can help you",
    "What is your email address?",
    "Profit today was {n}% again, my friend",
    "Are you still there?",
    "Good morning! How did you sleep?",
    "I need your ID card, front and back",
)
MIXED = (
    "用 USDT 充值也可以，TRC20 地址我发给你",
    "下载 App 以后选 VIP{n} 等级",
    "客服 Lisa 说 KYC 没通过，要再交{amount}",
    "今天 BTC 涨了{n}%，快点 deposit",
    "发 email 到 help@{site}，写上你的 ID {wxid}",
    "OK，那我等你的 message",
    "Wi-Fi 不好，晚点再 call 你",
)
EMOJI = "😀😂😊😍😭😡👍🙏❤🌹🎉💰🔥😅😘"
NAMES = ("陈家豪", "李婉婷", "王老师", "财务小周", "客服007", "张伟", "刘敏", "林乔", "赵总", "投资顾问-Amy")
LATIN_NAMES = ("Daniel K.", "Grace Lim", "Support Team", "Maria", "Uncle Ben", "Trader Joe 88", "Anna-Lena", "O. Novak")
GROUPS = ("港股交流群(128)", "内部福利三群(36)", "家人们", "VIP学员班(512)")
LATIN_GROUPS = ("Crypto Signals VIP", "Family", "Project Phoenix", "Neighbours 24/7")
TRANSFER_NOTES = ("转账给你", "请收款", "已收款", "已被接收", "货款", "You've a transfer", "保证金")
PACKET_WORDS = ("恭喜发财，大吉大利", "生日快乐", "Best wishes", "一点心意")


@dataclass(frozen=True)
class Said:
    """One entry of a made-up chat. ``kind``: text, voice, picture, transfer, packet, time, system.

    ``side``: own, other or "" (time and system lines). ``amount`` as the label has it: 5000.00.
    """

    kind: str
    side: str = ""
    text: str = ""
    sender: str = ""
    amount: str = ""
    time: str = ""
    extra: str = ""


@dataclass
class Talk:
    """A made-up chat: who it is with, and what is said."""

    title: str
    language: str
    group: bool
    entries: list[Said] = field(default_factory=list)


def make_talk(
    random: Random,
    language: str,
    *,
    group: bool,
    emoji: bool,
    length: int,
    cards: bool,
    times: float = 0.10,
    part: str = "building",
) -> Talk:
    """A chat of about ``length`` entries.

    ``cards``: transfers, red packets and the like may occur; ``times``: the share of time lines, in the forms of
    ``part``.
    """
    maker = _Maker(random, language, group=group, emoji=emoji, cards=cards, part=part)
    return maker.talk(length, times)


def amount_of(random: Random) -> str:
    """An amount with two decimals, as people are asked for."""
    whole = random.choice((random.randint(1, 999), random.randint(1, 99) * 100, random.randint(1, 500) * 1000))
    return f"{whole}.{random.choice(('00', '00', '00', '50', '88', f'{random.randint(1, 99):02d}'))}"


class _Maker:
    def __init__(self, random: Random, language: str, *, group: bool, emoji: bool, cards: bool, part: str) -> None:
        self._random = random
        self._language = language
        self._group = group
        self._emoji = emoji
        self._cards = cards
        self._part = part
        self._names = random.sample(NAMES if language != "english" else LATIN_NAMES, 3)
        self._minutes = random.randint(7 * 60, 22 * 60)

    def talk(self, length: int, times: float) -> Talk:
        random = self._random
        chinese = self._language != "english"
        title = random.choice(GROUPS if chinese else LATIN_GROUPS) if self._group else self._names[0]
        talk = Talk(title, self._language, self._group, [self._time()])
        side = random.choice(("own", "other"))
        while len(talk.entries) < length:
            roll = random.random()
            if roll < times:
                talk.entries.append(self._time())
            elif roll < times + 0.05:
                talk.entries.append(self._system())
            else:
                side = side if random.random() < 0.45 else ("other" if side == "own" else "own")
                talk.entries.append(self._message(side))
        return talk

    def _clock(self) -> str:
        self._minutes = min(self._minutes + self._random.randint(0, 9), 24 * 60 - 1)
        return f"{self._minutes // 60:02d}:{self._minutes % 60:02d}"

    def _time(self) -> Said:
        line = time_line(self._random, self._clock(), english=self._language == "english", part=self._part)
        return Said("time", text=line)

    def _system(self) -> Said:
        name = self._names[0]
        if self._language == "english":
            forms = (f"{name} recalled a message", "You have added this contact", f"{name} joined the group")
        else:
            forms = (f"“{name}”撤回了一条消息", "你撤回了一条消息", "以上是打招呼的内容", f"“{name}”加入了群聊")
        return Said("system", text=self._random.choice(forms))

    def _message(self, side: str) -> Said:
        random = self._random
        sender = self._random.choice(self._names) if side == "other" and self._group else ""
        roll = random.random()
        if roll < 0.08:
            return Said("voice", side, f'{random.randint(2, 59)}"', sender, time=self._clock())
        if roll < 0.16:
            return Said("picture", side, "", sender, time=self._clock())
        if self._cards and roll < 0.50:
            kind = "transfer" if roll < 0.43 else "packet"
            note = random.choice(TRANSFER_NOTES if kind == "transfer" else PACKET_WORDS)
            amount = amount_of(random) if kind == "transfer" else ""
            return Said(kind, side, note, sender, amount, self._clock())
        return Said("text", side, self._words(), sender, time=self._clock())

    def _words(self) -> str:
        random = self._random
        pool = {"chinese": CHINESE, "english": ENGLISH, "mixed": CHINESE + ENGLISH + MIXED * 4}[self._language]
        text = random.choice(pool).format(
            n=random.randint(1, 99),
            amount=f"{random.randint(1, 80) * 500:,}" if random.random() < 0.5 else str(random.randint(100, 90_000)),
            name=random.choice(self._names),
            account="".join(str(random.randint(0, 9)) for _ in range(random.choice((12, 16, 19)))),
            site=random.choice(("gold-trade.test", "vip88.example", "pay-help.test")),
            wxid=random.choice(("wx_lin2023", "chen-vip88", "amy_trade01")),
        )
        if random.random() < 0.15:
            text += "\n" + random.choice(CHINESE if self._language == "chinese" else ENGLISH).split("{")[0].rstrip(
                "（，,: "
            )
        if self._emoji and random.random() < 0.4:
            text += "".join(random.choice(EMOJI) for _ in range(random.randint(1, 2)))
        return text
