# SPDX-License-Identifier: GPL-3.0-or-later
"""Made-up samples of ChatLab's lines, PyWxDump's JSON, signal-export's pages and copied Telegram messages."""

import json

from tests.importers.made_files import Bytes, made_zip

CHATLAB_LINES = Bytes(
    "chat.jsonl",
    "\n".join(
        line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)
        for line in (
            {
                "_type": "header",
                "chatlab": {"version": "0.0.2"},
                "meta": {"name": "读书会", "platform": "qq", "type": "group", "groupId": "9", "ownerId": "me"},
            },
            "# a remark",
            {"_type": "member", "platformId": "a", "accountName": "阿岚", "groupNickname": "岚"},
            {"_type": "member", "platformId": "me", "accountName": "小满"},
            {
                "_type": "message",
                "sender": "a",
                "accountName": "阿岚",
                "timestamp": 1772357400,
                "type": 0,
                "content": "先付押金",
                "platformMessageId": "1",
            },
            {
                "_type": "message",
                "sender": "me",
                "accountName": "小满",
                "timestamp": 1772357460,
                "type": 21,
                "content": "[转账] ￥1500.00",
                "replyToMessageId": "1",
            },
            {"_type": "sticker"},
            "broken",
            {"_type": "message", "sender": "a", "timestamp": 1772357520, "type": 80, "content": "x"},
        )
    ).encode(),
)
PYWXDUMP_JSON = Bytes(
    "wxid_x_0_5000.json",
    json.dumps(
        [
            {
                "id": 1,
                "MsgSvrID": "8123456789012345678",
                "type_name": "文本",
                "is_sender": 0,
                "talker": "wxid_x",
                "room_name": "wxid_x",
                "msg": "先付押金",
                "src": "",
                "extra": {},
                "CreateTime": "2026-03-01 09:30:00",
            },
            {
                "id": 2,
                "MsgSvrID": "8123456789012345679",
                "type_name": "转账",
                "is_sender": 1,
                "talker": "wxid_me",
                "room_name": "wxid_x",
                "msg": "￥1500.00 押金",
                "src": "FileStorage/x",
                "CreateTime": "2026-03-01 09:31:00",
            },
            {
                "id": 3,
                "MsgSvrID": "3",
                "type_name": "图片",
                "is_sender": 0,
                "talker": "wxid_y",
                "room_name": "1@chatroom",
                "msg": {"path": "a.jpg"},
                "CreateTime": "yesterday",
            },
        ],
        ensure_ascii=False,
    ).encode(),
)
SIGNAL_OLD = Bytes(
    "index.html",
    (
        "<!doctype html>\n<html lang='en'>\n<head>\n<title>Ada</title>\n"
        "<link rel=stylesheet href='../style.css'>\n</head>\n"
        "<body>\n<div class=first><a href=#pg0>FIRST</a></div>\n<div class='msg'>\n<span class=date>2026-03-01</span>\n"
        "<span class=time>09:30:00</span>\n<span class=sender>Ada</span>\n<p class=quote>old words</p>\n"
        "<p class=body>pay <a href='https://bank.invalid/x' target='_blank'>here</a></p>\n"
        "<p class=reaction>Bo: 👍</p>\n</div>\n"
        "<div class='msg me'>\n<span class=date>2026-03-01</span>\n<span class=time>09:31:00</span>\n"
        '<span class=sender>Me</span>\n<figure><label for="x"><img load="lazy" src="./media/a%20b.jpg" alt="x"></label>'
        "</figure>\n</div>\n</body></html>\n"
    ).encode(),
)
SIGNAL_NEW = (
    '<!doctype html>\n<html lang="en">\n<head><title>Ada</title>'
    '<link href="../style.css" rel="stylesheet"/></head>\n<body>\n'
    '<div class="msg"><div class="meta"><span class="sender">Ada</span> <time datetime="2026-03-01T09:30:00">09:30'
    '</time></div><div class="body"><p>one</p></div></div>\n'
    '<div class="msg cont"><div class="body"><p>two</p></div></div>\n'
    '<div class="msg me cont deleted"><div class="body">This message was deleted</div></div>\n'
    '<div class="event call missed"><span>📞</span> Missed call '
    '<time datetime="2026-03-01T09:40:00">09:40</time></div>\n'
    '<div class="msg"><div class="meta"><span class="sender">No-Sender</span> <time datetime="2026-03-01T09:41:00">'
    '09:41</time></div><div class="body">🖼️ Image not exported</div></div>\n</body></html>\n'
).encode()
TELEGRAM_COPY = Bytes(
    "paste.txt",
    (
        "Lotte Krügel, [01.03.2026 10:30]\npay first\n\nthen move\n\nOdo, Dr., [01.03.2026 10:31]\n"
        "[Forwarded from Carl]\nold words\n\nLotte Krügel, [13.03.2026 10:32]\n[ Photo ]\n"
    ).encode(),
)
MORE_SAMPLES: dict[str, tuple[Bytes, ...]] = {
    "chatlab_jsonl": (CHATLAB_LINES,),
    "pywxdump_json": (PYWXDUMP_JSON,),
    "signal_export_html": (
        SIGNAL_OLD,
        made_zip(
            "signal.zip", {"Ada/index.html": SIGNAL_NEW, "Ada/media/a b.jpg": b"p", "Bo/index.html": SIGNAL_OLD.data}
        ),
    ),
    "telegram_copied_text": (TELEGRAM_COPY,),
}
