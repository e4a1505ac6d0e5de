# SPDX-License-Identifier: GPL-3.0-or-later
"""Long made-up chats drawn from a seed, and the screenshots somebody takes while scrolling through them."""

import io
import random
from dataclasses import dataclass, field

from PIL import Image, ImageDraw

from evidence_vault.pictures.writing import font

SHORT = ("好的", "嗯", "OK", "收到", "在吗", "?", "好", "谢谢", "哈哈", "知道了", "行", "yes", "1")
SIGNS = (
    "我你他她们今天明天昨晚上午钱转账提现保证金平台老师客服群里说好了没有收到看看截图银行卡号户名开户女儿开学真的不能出问题"
    "系统维护登记内部渠道千万不要告诉别人先投五千试一下行情很好放心稳赚不赔本周三天内到账再等等已经问过什么时候可以"
)
WORDS = (
    *("please", "transfer", "today", "withdraw", "platform", "group", "member", "account", "teacher", "profit"),
    *("deposit", "fee", "week", "bank", "card", "screenshot", "I", "you", "they", "said", "will", "can", "not"),
    *("yet", "sure", "only", "between", "us", "any", "time", "minutes", "waiting", "reply", "again", "money"),
)
TITLES = ("王老师", "投资群 (38)", "Mike Chen", "客服小李")


def made_up(rng: random.Random) -> str:
    """A message nobody wrote: signs or words in any order, sometimes a number or an address in it."""
    if rng.random() < 0.6:
        text = "".join(rng.choices(SIGNS, k=rng.randrange(6, 60)))
    else:
        text = " ".join(rng.choices(WORDS, k=rng.randrange(3, 18)))
    extra = rng.random()
    if extra < 0.15:
        text += f" {rng.randrange(100, 99_999)}"
    elif extra < 0.22:
        text += f" https://example.invalid/{rng.randrange(10**6):x}"
    return text


@dataclass(frozen=True)
class Look:
    """How a phone draws a chat."""

    width: int = 1080
    height: int = 2340
    text: int = 40
    page: str = "#ededed"
    bar: str = "#f7f7f7"
    ink: str = "#1a1a1a"
    grey: str = "#8a8a8a"
    own: str = "#95ec69"
    other: str = "#ffffff"
    status: int = 90
    title: int = 110
    input: int = 150
    bubble: float = 0.62
    avatar: int = 84


def look_of(seed: int) -> Look:
    """A phone of its own for each seed."""
    rng = random.Random(seed)
    width, height = rng.choice([(1080, 2340), (1080, 1920), (1170, 2532), (828, 1792), (1440, 3200)])
    dark = rng.random() < 0.4
    colours = (
        {"page": "#111111", "bar": "#191919", "ink": "#d8d8d8", "grey": "#6f6f6f", "own": "#2f7d4a", "other": "#2c2c2c"}
        if dark
        else {}
    )
    unit = width / 1080
    return Look(
        width,
        height,
        text=round(unit * rng.choice([34, 40, 50])),
        status=round(unit * rng.choice([70, 90, 130])),
        title=round(unit * rng.choice([100, 120])),
        input=round(unit * rng.choice([120, 150, 190])),
        bubble=rng.choice([0.55, 0.62, 0.7]),
        avatar=round(unit * rng.choice([72, 84, 96])),
        **colours,
    )


@dataclass(frozen=True)
class Drawn:
    """One thing in a long chat: bubble, card, picture or time, at rows ``top`` to ``bottom`` of it."""

    kind: str
    own: bool | None
    text: str
    top: int
    bottom: int


@dataclass
class LongChat:
    """A chat as one tall picture; ``title`` stands in the bar of every screenshot."""

    look: Look
    page: Image.Image
    title: str
    drawn: tuple[Drawn, ...] = ()


@dataclass(frozen=True)
class Shot:
    """A screenshot: its picture, and how far down the chat its window begins (in pixels of the chat)."""

    image: Image.Image
    top: int
    number: int = 0
    notes: tuple[str, ...] = field(default=())


def long_chat(seed: int, height: int, look: Look | None = None) -> LongChat:
    """A chat at least ``height`` pixels tall."""
    rng = random.Random(seed * 7919 + 1)
    look = look or look_of(seed)
    page = Image.new("RGB", (look.width, height + 2000), look.page)
    draw = ImageDraw.Draw(page)
    y, minute = 30, rng.randrange(600, 900)
    drawn: list[Drawn] = []
    while y < height:
        if rng.random() < 0.14:
            minute += rng.randrange(3, 90)
            drawn.append(_time_line(draw, look, y, minute))
            y += look.text * 2
        kind = rng.random()
        own = rng.random() < 0.45
        start, words = y, ""
        if kind < 0.08:
            words = f"¥{rng.randrange(1, 99) * 100}.00"
            y += _card(draw, look, y, own, words)
        elif kind < 0.14:
            y += _picture(page, look, y, own, rng)
        else:
            words = rng.choice(SHORT) if kind < 0.4 else made_up(rng)
            y += _bubble(draw, look, y, own, words)
        drawn.append(Drawn("card" if kind < 0.08 else "picture" if kind < 0.14 else "bubble", own, words, start, y))
    return LongChat(look, page.crop((0, 0, look.width, y)), rng.choice(TITLES), tuple(drawn))


def shots(chat: LongChat, seed: int, *, count: int, least: float = 0.08, most: float = 0.6) -> list[Shot]:
    """``count`` screenshots from top to bottom, each sharing between ``least`` and ``most`` of the window."""
    rng = random.Random(seed * 104729 + 5)
    window = chat.look.height - chat.look.status - chat.look.title - chat.look.input
    top, found, minute = 0, [], rng.randrange(600, 1300)
    for number in range(count):
        if top + window > chat.page.height:
            break
        minute += rng.randrange(0, 2)
        found.append(Shot(_shot(chat, top, minute, rng), top, number))
        top += round(window * (1 - rng.uniform(least, most)))
    return found


def height_for(look: Look, count: int) -> int:
    """A chat so tall is enough for ``count`` screenshots."""
    return look.height * (count + 2)


def recompressed(image: Image.Image, rng: random.Random) -> Image.Image:
    """As a chat app passes a screenshot on: perhaps smaller, as a JPEG."""
    if rng.random() < 0.4:
        scale = rng.choice([0.6, 0.75, 0.9])
        image = image.resize((round(image.width * scale), round(image.height * scale)), Image.Resampling.LANCZOS)
    target = io.BytesIO()
    image.save(target, "JPEG", quality=rng.choice([55, 70, 85]))
    target.seek(0)
    with Image.open(target) as opened:
        return opened.convert("RGB")


def _shot(chat: LongChat, top: int, minute: int, rng: random.Random) -> Image.Image:
    look = chat.look
    image = Image.new("RGB", (look.width, look.height), look.bar)
    start = look.status + look.title
    window = look.height - start - look.input
    image.paste(chat.page.crop((0, top, look.width, top + window)), (0, start))
    draw = ImageDraw.Draw(image)
    small = font(round(look.status * 0.4), 600)
    draw.text((look.width // 18, look.status // 4), f"{minute // 60 % 24}:{minute % 60:02d}", font=small, fill=look.ink)
    draw.text((look.width * 0.8, look.status // 4), f"5G {rng.randrange(20, 99)}%", font=small, fill=look.ink)
    face = font(round(look.title * 0.42), 600)
    draw.text((look.width // 2, look.status + look.title // 2), chat.title, font=face, fill=look.ink, anchor="mm")
    draw.line((0, start - 1, look.width, start - 1), fill=look.grey)
    box = (look.width // 8, look.height - look.input * 0.8, look.width * 0.75, look.height - look.input * 0.25)
    draw.rounded_rectangle(box, 12, fill=look.other)
    return image


def _time_line(draw: ImageDraw.ImageDraw, look: Look, y: int, minute: int) -> Drawn:
    time = f"{minute // 60 % 24}:{minute % 60:02d}"
    _centred(draw, look, y, time)
    return Drawn("time", None, time, y, y + look.text)


def _centred(draw: ImageDraw.ImageDraw, look: Look, y: int, text: str) -> None:
    draw.text((look.width // 2, y), text, font=font(round(look.text * 0.75)), fill=look.grey, anchor="mt")


def _lines(draw: ImageDraw.ImageDraw, text: str, width: float, size: int) -> list[str]:
    lines, line = [], ""
    for sign in text:
        if line and draw.textlength(line + sign, font=font(size)) > width:
            lines.append(line)
            line = ""
        line += sign
    return [*lines, line]


def _avatar(draw: ImageDraw.ImageDraw, look: Look, y: int, own: bool) -> int:
    margin = look.width // 30
    left = look.width - margin - look.avatar if own else margin
    draw.rounded_rectangle((left, y, left + look.avatar, y + look.avatar), 12, fill="#7a9cc6" if own else "#c9a66b")
    return margin + look.avatar + look.width // 40


def _bubble(draw: ImageDraw.ImageDraw, look: Look, y: int, own: bool, text: str) -> int:
    side, size = _avatar(draw, look, y, own), look.text
    lines = _lines(draw, text, look.width * look.bubble - size, size)
    width = max(draw.textlength(line, font=font(size)) for line in lines) + size * 1.4
    height = round(len(lines) * size * 1.45 + size)
    left = look.width - side - width if own else side
    draw.rounded_rectangle((left, y, left + width, y + height), 14, fill=look.own if own else look.other)
    for number, line in enumerate(lines):
        draw.text((left + size * 0.7, y + size * 0.45 + number * size * 1.45), line, font=font(size), fill=look.ink)
    return max(height, look.avatar) + round(size * 0.9)


def _card(draw: ImageDraw.ImageDraw, look: Look, y: int, own: bool, amount: str) -> int:
    side, size = _avatar(draw, look, y, own), look.text
    width, height = look.width * 0.56, size * 5
    left = look.width - side - width if own else side
    draw.rounded_rectangle((left, y, left + width, y + height), 14, fill="#f79c46")
    draw.text((left + size * 2.6, y + size * 0.8), amount, font=font(round(size * 1.1), 600), fill="white")
    draw.text((left + size * 2.6, y + size * 2.2), "转账给你", font=font(round(size * 0.75)), fill="white")
    draw.text((left + size * 0.7, y + size * 3.8), "微信转账", font=font(round(size * 0.6)), fill="#fff3e6")
    return round(height + size * 0.9)


def _picture(page: Image.Image, look: Look, y: int, own: bool, rng: random.Random) -> int:
    side = _avatar(ImageDraw.Draw(page), look, y, own)
    width, height = round(look.width * 0.4), round(look.width * rng.choice([0.3, 0.5]))
    noise = Image.frombytes("L", (12, 12), rng.randbytes(144)).resize((width, height), Image.Resampling.BICUBIC)
    page.paste(noise.convert("RGB"), (look.width - side - width if own else side, y))
    return height + look.text


def edited(image: Image.Image, rng: random.Random, kind: str) -> Image.Image:
    """A copy somebody made: crop, resize, compress, or both crop and resize; always compressed again."""
    if kind in {"crop", "both"}:
        left, top, right, bottom = (rng.uniform(0.03, 0.25) for _ in range(4))
        width, height = image.size
        image = image.crop((int(width * left), int(height * top), int(width * (1 - right)), int(height * (1 - bottom))))
    if kind in {"resize", "both"}:
        scale = rng.choice([0.5, 0.7, 1.3])
        image = image.resize((int(image.width * scale), int(image.height * scale)), Image.Resampling.LANCZOS)
    target = io.BytesIO()
    image.save(target, "JPEG", quality=rng.choice([50, 70, 90]))
    target.seek(0)
    with Image.open(target) as opened:
        return opened.convert("RGB")


def voucher(amount: str, *, minute: int = 14, number: int = 6) -> Image.Image:
    """A page of a made-up payment: pages that differ in one digit are different vouchers."""
    image = Image.new("RGB", (1080, 1920), "white")
    draw = ImageDraw.Draw(image)
    draw.text((540, 300), "转账-给陈某某", font=font(40), fill="#1a1a1a", anchor="mm")
    draw.text((540, 420), f"-{amount}", font=font(96, 700), fill="#1a1a1a", anchor="mm")
    rows = {
        "当前状态": "已收款",
        "转账时间": f"2026年3月1日 20:{minute:02d}:05",
        "转账单号": f"42000018{number}2100039",
        "支付方式": "测试银行(0000)",
    }
    for place, (name, value) in enumerate(rows.items()):
        draw.text((60, 640 + 90 * place), name, font=font(36), fill="#8a8a8a")
        draw.text((340, 640 + 90 * place), value, font=font(36), fill="#1a1a1a")
    return image
