# SPDX-License-Identifier: GPL-3.0-or-later
"""Made-up samples of iMessage, old Facebook pages, a KakaoTalk table and a WeChat text. All people are invented."""

from tests.importers.made_files import Bytes, made_zip

IMESSAGE_TEXT = Bytes(
    "+49170000001.txt",
    (
        b"Mar 01, 2026 10:30:00 AM (Read by you after 5 seconds)\n+49170000001\npay first\n"
        b"    Mar 01, 2026  9:31:00 PM\n    Me\n    no\n\n"
        b"Mar 01, 2026  9:31:00 PM\nMe\nno\nEdited 15 seconds later: never\n\n"
        b"Mar 01, 2026  9:32:00 PM +49170000001 unsent a message!\n\n"
        b"Mar 01, 2026  9:33:00 PM You named the conversation Flat\n\n"
        b"Mar 01, 2026  9:34:00 PM\n+49170000001\nApple Cash transaction: $5\n\n"
        b"Mar 01, 2026  9:35:00 PM\n+49170000001\nAttachment missing!\nlook\n\n"
    ),
)
IMESSAGE_HTML = Bytes(
    "Odo.html",
    (
        b'<html><meta charset="UTF-8">\n<div class="message" id="g-1">\n<div class="received">\n'
        b'<p><span class="timestamp">Mar 01, 2026 10:30:00 AM (Read by you after 5 seconds)</span>\n'
        b'<span class="sender">Odo</span></p><hr>\n'
        b'<div class="message_part"><span class="bubble">pay <a href="https://bank.invalid/x">here</a></span></div>\n'
        b'<div class="replies"><div class="reply"><div class="message"><div class="sent iMessage">'
        b'<p><span class="timestamp">Mar 01, 2026 10:31:00 AM</span><span class="sender">Me</span></p>\n'
        b'<div class="message_part"><img src="attachments/a%20b.jpeg"></div></div></div></div></div>\n'
        b'</div></div>\n<div class="announcement"><p><span class="timestamp">Mar 01, 2026 10:32:00 AM</span> '
        b"Odo renamed the conversation</p></div>\n</html>\n"
    ),
)
FACEBOOK = Bytes(
    "messages.htm",
    (
        '<html><body><div class="contents"><h1>Tilda Ramm</h1>\n<div><div class="thread">Tilda Ramm, Odo Brändt\n'
        '<div class="message"><div class="message_header"><span class="user">Odo Brändt</span>'
        '<span class="meta">Sunday, March 1, 2015 at 10:31am UTC+01</span></div></div><p>pay &amp; wait</p>\n'
        '<div class="message"><div class="message_header"><span class="user">Tilda Ramm</span>'
        '<span class="meta">Sunday, March 1, 2015 at 10:30pm PDT</span></div></div><p>no<br/>never</p></div>\n'
        '<div class="thread">Tilda Ramm, Ada\n<div class="message"><div class="message_header">'
        '<span class="user">Ada</span><span class="meta">March</span></div></div><p></p></div></div>'
        "</div></body></html>"
    ).encode(),
)
KAKAO_CSV = Bytes(
    "KakaoTalk_room.csv",
    (
        '\ufeffDate,User,Message\n2026-03-01 10:30:00,김도윤,"먼저 입금해 주세요\n계좌는, 여기"\n'
        "2026-03-01 10:31:00,시스템,이하은님이 들어왔습니다.\n2026-03-01 10:32:00,이하은,사진\n"
        "2026-03-01 10:33:00,이하은,삭제된 메시지입니다.\nbroken row\n"
    ).encode(),
)
WCDA_CHAT_TEXT = (
    "会话: 老王 (wxid_x)\n账号: wxid_me\n导出时间: 2026-03-02T10:00:00\n\n"
    "[2026-03-01 09:30:00] 老王(wxid_x): 先付押金\n明天给你\n"
    "[2026-03-01 09:31:00] 我(wxid_me): 押金金额=￥1500.00 状态=已被接收\n"
    "[2026-03-01 09:32:00] 老王(wxid_x): [图片] media/images/a.jpg\n"
    "[2026-03-01 09:33:00] [系统] “老王”撤回了一条消息\n"
)
WCDA_TEXT = made_zip(
    "wechat_export_txt.zip",
    {
        "conversations/0001_x/messages.txt": WCDA_CHAT_TEXT.encode(),
        "media/images/a.jpg": b"p",
        "manifest.json": b"{}",
    },
)

PAGE_SAMPLES: dict[str, tuple[Bytes, ...]] = {
    "imessage_text": (IMESSAGE_TEXT,),
    "imessage_html": (IMESSAGE_HTML,),
    "facebook_html": (FACEBOOK,),
    "kakaotalk_csv": (KAKAO_CSV,),
    "wcda_text": (WCDA_TEXT, Bytes("messages.txt", WCDA_CHAT_TEXT.encode())),
}
