# SPDX-License-Identifier: GPL-3.0-or-later
"""Made-up samples, at least one for every importer. All people, numbers and words are invented."""

import json

from tests.importers.chat_page_samples import CHAT_PAGE_SAMPLES
from tests.importers.json_samples import JSON_SAMPLES
from tests.importers.made_files import Bytes, made_zip
from tests.importers.mail_samples import MAIL_SAMPLES
from tests.importers.mapping_samples import MAPPING_SAMPLES
from tests.importers.memotrace_page_samples import MEMOTRACE_PAGE_SAMPLES
from tests.importers.mime_samples import MIME_SAMPLES
from tests.importers.more_samples import MORE_SAMPLES
from tests.importers.other_samples import OTHER_SAMPLES
from tests.importers.outlook_samples import OUTLOOK_SAMPLES
from tests.importers.package_samples import PACKAGE_SAMPLES
from tests.importers.page_samples import PAGE_SAMPLES
from tests.importers.qce_page_samples import QCE_PAGE_SAMPLES
from tests.importers.statement_samples import ALIPAY_OLD, ALIPAY_WORKBOOK, WECHAT_PAY_WORKBOOK
from tests.importers.table_samples import TABLE_SAMPLES
from tests.importers.wcda_page_samples import WCDA_PAGE_SAMPLES
from tests.importers.web_page_samples import WEB_PAGE_SAMPLES
from tests.importers.weflow_page_samples import WEFLOW_PAGE_SAMPLES

WHATSAPP_ANDROID = Bytes(
    "WhatsApp Chat with Marlene Lehnhoff.txt",
    (
        b"28/02/2026, 23:58 - Messages and calls are end-to-end encrypted. Tap to learn more.\n"
        b"28/02/2026, 23:59 - Marlene Lehnhoff: Hello, is the flat still free?\n"
        b"01/03/2026, 09:30 - Odo Brandt: Yes. Please transfer the deposit first\n"
        b"\n"
        b"and send me the receipt: today\n"
        b"01/03/2026, 09:31 - Marlene Lehnhoff: IMG-20260301-WA0001.jpg (file attached)\n"
        b"the receipt\n"
        b"01/03/2026, 09:32 - Odo Brandt: <Media omitted>\n"
        b"01/03/2026, 09:33 - Odo Brandt: This message was deleted\n"
        b"01/03/2026, 09:34 - Missed voice call\n"
        b"01/03/2026, 09:35 - Marlene Lehnhoff: answer me <This message was edited>\n"
    ),
)
WHATSAPP_IPHONE = made_zip(
    "WhatsApp Chat - Odo Brandt.zip",
    {
        "_chat.txt": (
            "\u200e[31.01.26, 22:15:03] Odo Brandt: \u200eMessages and calls are end-to-end encrypted.\r\n"
            "[31.01.26, 22:15:04] Odo Brandt: Look\u2028at this\r\n"
            "\u200e[01.02.26, 08:00:00] Odo Brandt: \u200e<attached: 00000003-PHOTO-2026-02-01-08-00-00.jpg>\r\n"
            "[01.02.26, 08:01:10] ~\u202fTilda: image omitted\r\n"
            "\u200e[01.02.26, 08:02:10] ~\u202fTilda: \u200eimage omitted\r\n"
        ).encode(),
        "00000003-PHOTO-2026-02-01-08-00-00.jpg": b"\xff\xd8\xff made up",
    },
)
TELEGRAM_CHAT = Bytes(
    "result.json",
    json.dumps({
        "name": "Lotte Krügel",
        "type": "personal_chat",
        "id": 777,
        "messages": [
            {
                "id": 1,
                "type": "message",
                "date": "2026-03-01T10:30:00",
                "date_unixtime": "1772357400",
                "from": "Lotte Krügel",
                "from_id": "user42",
                "text": ["Pay at ", {"type": "text_link", "text": "my bank", "href": "https://bank.invalid/x"}],
            },
            {
                "id": 2,
                "type": "service",
                "date": "2026-03-01T10:31:00",
                "date_unixtime": "1772357460",
                "actor": "Lotte Krügel",
                "actor_id": "user42",
                "action": "phone_call",
                "duration_seconds": 35,
                "text": "",
            },
            {
                "id": 3,
                "type": "message",
                "date": "2026-03-01T10:32:00",
                "date_unixtime": "1772357520",
                "edited": "2026-03-01T10:33:00",
                "from": None,
                "from_id": "user7",
                "photo": "(File not included. Change data exporting settings to download.)",
                "location_information": {"latitude": 52.5, "longitude": 13.4},
                "reply_to_message_id": 1,
                "text": "",
            },
        ],
    }).encode(),
)
WECHAT_SHARED = Bytes(
    "chat.txt",
    (
        "阿岚 和 小满 在微信上的聊天记录如下，请查收。\n\n"
        "—————  2026-04-06  —————\n\n\n"
        "小满  16:21\n\n有点事，一会儿回\n\n"
        "阿岚  16:22\n\n[图片: 2b42dd21.jpg(请在附件中查看)]\n\n"
        "—————  2026-04-07  —————\n\n\n"
        "小满  09:05\n\n[转账]\n\n"
    ).encode(),
)
WECHAT_COPIED = Bytes(
    "粘贴.txt",
    (
        "小满 2026/4/6 16:21\n你好\n\n老王@某公司 2026/4/6 16:25:30\n请先付押金\n明天 16:00\n\n小满 16:26\n[图片]\n"
    ).encode(),
)
WECHAT_PAY_HEAD = (
    "微信支付账单明细,,,,,,,,,,\n微信昵称：[小满],,,,,,,,,,\n共2笔记录,,,,,,,,,,\n"
    "----------------------微信支付账单明细列表--------------------,,,,,,,,,,\n"
    "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注\n"
)
WECHAT_PAY_ROWS = (
    '2026-04-06 16:30:05,转账,老王,"押金, 一个月",支出,¥1500.00,零钱,朋友已收钱,"10000500012026040600\t",\t/,/\n'
    "2026-04-07 08:00:00,微信红包,阿岚,/,收入,¥0.01,/,已存入零钱,10000500012026040601,/,/\n"
)
WECHAT_PAY = Bytes("微信支付账单.csv", ("\ufeff" + WECHAT_PAY_HEAD + WECHAT_PAY_ROWS).encode())
MEMOTRACE_TEXT = Bytes(
    "老王.txt",
    (
        "2026-04-06 16:21:05 小满\n你好\n\n2026-04-06 16:22:00 老王\n先付押金\n\n第二段\n\n"
        "2026-04-06 16:23:00 老王撤回了一条消息\n\n2026-04-06 16:24:00 小满\n[图片]\n\n"
    ).encode(),
)
MEMOTRACE_CSV = Bytes(
    "老王_utf8.csv",
    (
        "\ufefflocalId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender\n"
        "1,3,1,0,1,1775463665,2,你好,2026-04-06 16:21:05\n"
        '2,3,1,0,0,1775463720,3,"先付押金\n一个月",2026-04-06 16:22:00\n'
        "3,3,49,2000,1,1775463780,3,,2026-04-06 16:23:00\n"
        "4,3,10000,0,0,1775463840,3,撤回,2026-04-06 16:24:00,老王,王,wxid_made_up\n"
        "5,3,77,0,0,1775463900,3,?,2026-04-06 16:25:00\n"
    ).encode(),
)
QQ_TEXT = Bytes(
    "qq.txt",
    (
        "消息记录（此消息记录为文本格式，不支持重新导入）\n\n================================================================\n"
        "消息分组:我的群聊\n================================================================\n消息对象:读书会\n"
        "================================================================\n\n"
        "2026-05-06 8:43:38 PM 小李(87200175)\n第一行\n2006-01-02 15:04:05\n\n"
        "2026-05-06 9:01:05 【群主】老王(123456)\n[图片]\n\n"
        "================================================================\n消息分组:我的好友\n"
        "================================================================\n消息对象:阿岚\n"
        "================================================================\n\n"
        "2026-05-07 12:00:00 阿岚\n在吗\n\n2026-05-07 12:01:00 系统消息(10000)\n对方已撤回\n"
    ).encode(),
)
ALIPAY = Bytes(
    "alipay.csv",
    (
        "------------------------支付宝（中国）网络技术有限公司  电子客户回单------------------------\n"
        "姓名：小满\n共2笔记录\n"
        "交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,\n"
        "2026-04-06 16:30:05,转账红包,老王,wan***@x.invalid,押金,支出,1500.00,余额,交易成功,2026040622001\t,\t,,\n"
        "2026-04-07 08:00:00,退款,某店,/,退款-衣服,不计收支,20.50,余额,退款成功,2026040722002\t,\t,,\n"
    ).encode("gb18030"),
)
LINE_PHONE = Bytes(
    "line.txt",
    (
        "[LINE] アダとのトーク履歴\n保存日時：2026/4/8 21:09\n\n2026/4/6(月)\n"
        '午前0:03\tアダ\tこんばんは\n午後4:21\tベン\t"一行目\n\n2026/1/1(木)\n言った""はい"""\n'
        "午後4:22\tアダ\t[写真]\n午後4:23\t\tアダが参加しました\n\n2026/4/7(火)\n"
        "9:05\tアダ\t☎ 通話時間 0:54\n9:06アダがメッセージの送信を取り消しました\n"
    ).encode(),
)
LINE_COMPUTER = Bytes(
    "line-pc.txt",
    (
        "2026.4.6 月曜日\n11:24 Ada Lind hello there\n11:25 Ben [写真]\n11:26 Ada Lind two\nlines\n"
        "11:27 Ada Lind three\n11:28 Benがメッセージの送信を取り消しました\n"
    ).encode(),
)
KAKAO_ANDROID = Bytes(
    "kakao.txt",
    (
        "\ufeff별 님과 카카오톡 대화\n저장한 날짜 : 2026년 4월 8일 오전 11:29\n\n\n2026년 4월 6일 오전 12:05\n"
        "2026년 4월 6일 오전 12:05, 회원님 : 안녕하세요\n2026년 4월 6일 오후 1:33, 별 : 사진\n"
        "2026년 4월 6일 오후 1:34, 별 : 첫 줄\n\n둘째 줄 : 끝\n2026년 4월 6일 오후 1:35, 하늘님을 초대하였습니다.\n"
        "2026년 4월 6일 오후 1:36, 회원님 : 송금 50,000원을 보냈어요.\n"
    ).encode(),
)


def telegram_page(*messages: str) -> bytes:
    head = '<!DOCTYPE html><html><head><meta charset="utf-8"/></head><body onload="CheckLocation();">\n'
    title = '<div class="page_wrap"><div class="page_header"><div class="text bold">Lotte &amp; co</div></div>\n'
    body = '<div class="page_body chat_page"><div class="history">\n' + "\n".join(messages)
    return f"{head}{title}{body}\n</div></div></div></body></html>\n".encode()


def telegram_div(number: int, inside: str, kind: str = "default clearfix") -> str:
    return f'<div class="message {kind}" id="message{number}">\n <div class="body">{inside}</div>\n</div>'


def telegram_date(title: str) -> str:
    return f'<div class="pull_right date details" title="{title}">08:37</div>'


TELEGRAM_PAGE = telegram_page(
    telegram_div(-1, "1 March 2026", "service"),
    telegram_div(
        5,
        telegram_date("01.03.2026 08:37:48 UTC+01:00")
        + '<div class="from_name">\nLotte </div><div class="text">Pay <a href="https://bank.invalid/x">here</a><br>now</div>',
    ),
    telegram_div(
        6,
        telegram_date("01.03.2026 08:38:00 UTC+01:00")
        + '<div class="reply_to details">In reply to <a href="#go_to_message5">this</a></div>'
        + '<div class="media_wrap"><a class="photo_wrap" href="photos/p.jpg"><img src="photos/p.jpg"></a></div>',
        "default clearfix joined",
    ),
    '<div class="message service" id="message7"><div class="body details">Lotte pinned a message</div></div>',
)
TELEGRAM_PAGE_TWO = telegram_page(
    telegram_div(
        8, telegram_date("01.03.2026 08:39:00") + '<div class="text">second page</div>', "default clearfix joined"
    )
)
TELEGRAM_HTML = Bytes("messages.html", TELEGRAM_PAGE)
TELEGRAM_HTML_ZIP = made_zip(
    "ChatExport.zip", {"c/messages2.html": TELEGRAM_PAGE_TWO, "c/messages.html": TELEGRAM_PAGE, "c/photos/p.jpg": b"p"}
)

SAMPLES: dict[str, tuple[Bytes, ...]] = {
    **CHAT_PAGE_SAMPLES,
    **JSON_SAMPLES,
    **MAIL_SAMPLES,
    **MAPPING_SAMPLES,
    **MIME_SAMPLES,
    **MORE_SAMPLES,
    **OTHER_SAMPLES,
    **OUTLOOK_SAMPLES,
    **PACKAGE_SAMPLES,
    **PAGE_SAMPLES,
    **MEMOTRACE_PAGE_SAMPLES,
    **QCE_PAGE_SAMPLES,
    **WCDA_PAGE_SAMPLES,
    **WEFLOW_PAGE_SAMPLES,
    **TABLE_SAMPLES,
    **WEB_PAGE_SAMPLES,
    "whatsapp": (WHATSAPP_ANDROID, WHATSAPP_IPHONE),
    "telegram_json": (
        TELEGRAM_CHAT,
        made_zip("DataExport.zip", {"x/result.json": TELEGRAM_CHAT.data, "x/photos/p.jpg": b"p"}),
    ),
    "wechat_shared_text": (WECHAT_SHARED,),
    "wechat_copied_text": (WECHAT_COPIED,),
    "telegram_html": (TELEGRAM_HTML, TELEGRAM_HTML_ZIP),
    "line_text": (LINE_PHONE, LINE_COMPUTER),
    "kakaotalk_text": (KAKAO_ANDROID,),
    "alipay_bill": (ALIPAY, ALIPAY_OLD, ALIPAY_WORKBOOK),
    "memotrace_csv": (MEMOTRACE_CSV,),
    "memotrace_text": (MEMOTRACE_TEXT,),
    "qq_text": (QQ_TEXT,),
    "zip_collection": (
        made_zip(
            "everything.zip",
            {
                "a/WhatsApp Chat with Ada.txt": WHATSAPP_ANDROID.data,
                "a/IMG-20260301-WA0001.jpg": b"made up",
                "b/WhatsApp Chat with Ben.txt": WHATSAPP_ANDROID.data,
                "line.txt": LINE_PHONE.data,
                "bill.csv": WECHAT_PAY.data,
            },
        ),
    ),
    "wechat_pay_bill": (
        WECHAT_PAY,
        Bytes("bill.csv", (WECHAT_PAY_HEAD + WECHAT_PAY_ROWS).encode("gb18030")),
        WECHAT_PAY_WORKBOOK,
    ),
}
