# SPDX-License-Identifier: GPL-3.0-or-later
"""Made-up pages of Discord, Messenger and WechatExporter. All people, numbers and words are invented."""

import json

from tests.importers.made_files import Bytes, made_zip

FIRST, SECOND, THIRD = (str((ms - 1_420_070_400_000) << 22) for ms in (1772357400000, 1772357460500, 1772361000000))


def discord_page(*groups: str, count: int = 3, ending: bool = True) -> bytes:
    head = (
        "<!DOCTYPE html><html lang=en><head><title>Flat hunt - general</title><meta charset=utf-8>"
        "<style>.chatlog__message{color:#fff}</style></head><body>\n"
        "<div class=preamble><div class=preamble__entries-container><div class=preamble__entry>Flat hunt</div>"
        "<div class=preamble__entry>Text channels / general</div></div></div>\n<div class=chatlog>\n"
    )
    end = f"<div class=postamble><div class=postamble__entry>Exported {count} message(s)</div></div></body></html>"
    return (head + "\n".join(groups) + "\n</div>" + (end if ending else "")).encode()


DISCORD_GROUP = (
    f"<div class=chatlog__message-group><div id=chatlog__message-container-{FIRST} class=chatlog__message-container "
    f"data-message-id={FIRST}><div class=chatlog__message><div class=chatlog__message-aside>"
    '<img class=chatlog__avatar src="https://cdn.discordapp.com/a.png" alt=Avatar></div>'
    '<div class=chatlog__message-primary><div class=chatlog__header><span class=chatlog__author title="odo_b" '
    'data-user-id="4201">Odo</span> <span class=chatlog__timestamp title="Sunday, 1 March 2026 10:30">'
    f'<a href="#chatlog__message-container-{FIRST}">01/03/2026 10:30</a></span></div>'
    "<div class=chatlog__content><span class=chatlog__markdown-preserve>Pay first\nthen <strong>move</strong> in "
    '<a href="https://bank.invalid/x">here</a></span> <span class=chatlog__edited-timestamp title="x">(edited)</span>'
    '</div><div class=chatlog__attachment><a href="a.html_Files/plan.png"><img class=chatlog__attachment-media '
    'src="a.html_Files/plan.png"></a></div><div class=chatlog__reactions><div class=chatlog__reaction title=thumbsup>'
    "<span class=chatlog__reaction-count>2</span></div></div></div></div></div>\n"
    f"<div id=chatlog__message-container-{SECOND} class=chatlog__message-container data-message-id={SECOND}>"
    "<div class=chatlog__message><div class=chatlog__message-aside><div class=chatlog__short-timestamp "
    'title="Sunday, 1 March 2026 10:31">10:31</div></div><div class=chatlog__message-primary>'
    '<div class=chatlog__attachment><a href="https://cdn.discordapp.com/attachments/1/2/id.pdf?ex=65&hm=ab">id.pdf</a>'
    "</div></div></div></div></div>"
)
DISCORD_SYSTEM = (
    f"<div class=chatlog__message-group><div class=chatlog__message-container data-message-id={THIRD}>"
    "<div class=chatlog__message><div class=chatlog__message-primary><span class=chatlog__system-notification-author "
    'data-user-id="77">Tilda</span> <span class=chatlog__system-notification-content>started a call that lasted 4 '
    'minutes</span> <span class=chatlog__system-notification-timestamp><a href="#x">01/03/2026 11:30</a></span>'
    "</div></div></div></div>"
)
DISCORD_OLD = (
    '<div class="chatlog__message-group"><div class="x"><img class="chatlog__author-avatar" '
    'src="a.png"></div><div class="chatlog__messages"><span class="chatlog__author-name" title="odo#0001" '
    'data-user-id="4201">Odo</span><span class="chatlog__timestamp">13-Mar-26 10:30 AM</span>'
    '<div class="chatlog__message" data-message-id="5" id="message-5"><div class="chatlog__content">'
    '<div class="markdown"><span class="preserve-whitespace">one</span></div></div></div>\n'
    '<div class="chatlog__message" data-message-id="6" id="message-6"><div class="chatlog__content">'
    '<div class="markdown"><span class="preserve-whitespace">two</span></div></div></div></div></div>'
)
DISCORD = Bytes("general.html", discord_page(DISCORD_GROUP, DISCORD_SYSTEM))
DISCORD_ZIP = made_zip(
    "general.zip", {"a.html": discord_page(DISCORD_GROUP, count=2), "a.html_Files/plan.png": b"made up"}
)


def meta_2022(name: str, words: str, time: str, more: str = "") -> str:
    return (
        f'<div class="pam _3-95 _2ph- _a6-g uiBoxWhite noborder"><h2 class="_3-95 _2pim _a6-h _a6-i">{name}</h2>'
        f'<div class="_3-95 _a6-p"><div><div></div><div>{words}</div><div></div>{more}</div></div>'
        f'<div class="_3-94 _a6-o">{time}</div></div>'
    )


def meta_2018(name: str, words: str, time: str) -> str:
    date = f'<div class="_3-94 _2lem">{time}</div>' if time else ""
    return (
        f'<div class="pam _3-95 _2pi0 _2lej uiBoxWhite noborder"><div class="_3-96 _2pio _2lek _2lel">{name}</div>'
        f'<div class="_3-96 _2let"><div><div></div><div>{words}</div><div></div><div></div></div></div>{date}</div>'
    )


def meta_page(*boxes: str) -> bytes:
    return (
        '<html><head><title>Tilda Ramm</title><base href="../../../../"/><style>.a{}</style></head>'
        '<body class="_5vb_ _2yq _a7o5"><div class="_a70e">Tilda Ramm</div><div class="_a706" role="main">'
        + "".join(boxes)
        + "</div></body></html>"
    ).encode()


META_NEWEST = meta_page(
    meta_2022("Tilda Ramm", "no<br/>never", "Mar 13, 2026 10:31&#8239;PM"),
    meta_2022(
        "Odo Brändt",
        "",
        "Mar 13, 2026 10:30 PM",
        '<div><a target="_blank" href="your_facebook_activity/messages/inbox/tilda_1/photos/p.jpg">'
        '<img src="your_facebook_activity/messages/inbox/tilda_1/photos/p.jpg"/></a></div>'
        '<ul class="_a6-q"><li>👍Tilda Ramm</li></ul>',
    ),
)
META_OLDER = meta_page(meta_2022("Odo Brändt", "pay &amp; wait", "Mar 12, 2026 9:00 AM"))
META_FOLDER = "your_facebook_activity/messages/inbox/tilda_1"
META_ZIP = made_zip(
    "facebook.zip",
    {
        f"{META_FOLDER}/message_2.html": META_OLDER,
        f"{META_FOLDER}/message_1.html": META_NEWEST,
        f"{META_FOLDER}/photos/p.jpg": b"p",
        "your_facebook_activity/posts/your_posts.html": META_OLDER,
    },
)
META_2018 = Bytes(
    "message_1.html",
    (
        '<html><body><div class="_4t5n" role="main"><div class="_3b0d">Tilda</div>'
        + meta_2018("Participants: Tilda und Odo", "", "")
        + meta_2018("Tilda", "wann?", "13.03.2026, 22:31")
        + meta_2018("Odo", "morgen", "02.03.2026, 22:30")
        + "</div></body></html>"
    ).encode(),
)


def wechat_div(number: int, side: str, inside: str, kind: int = 1, box: str = "chat") -> str:
    names = {"left": ("wxid_x", "老王"), "right": ("wxid_me", "小满")}
    account, who = names[side]
    name = f'<span class="dspname {side}" wxId="{account}">{who}</span>'
    return (
        f'<div class="msg {box} {side} " msgid="{number}" msgtype="{kind}">\n<div class="avatar-box">\n'
        f'<img src="老王_files/Portrait/a.jpg" class="avatar" />\n</div>\n<div class="nt-box">{name} '
        f'2026-03-01 09:30:0{number}</div>\n<div class="content-box">\n<div class="triangle"></div>\n'
        f"{inside}\n</div>\n</div>\n"
    )


def wechat_words(words: str) -> str:
    return f'<span class="dont-break-out msg-text"><pre>{words}</pre></span>'


WECHAT_NOTICE = (
    '<div class="msg chat-notice " msgid="4">\n<div class="content-box">\n<span class="dont-break-out msg-text">'
    "“老王”撤回了一条消息</span>\n</div>\n</div>\n"
)
WECHAT_MONEY = (
    f'<div><div>{wechat_words("￥1500.00 - 已收款&#13;&#10;押金")}</div></div><div class="appinfo">'
    '<img src="data:image/png;base64,AA" class="transfer-icon" /><span class="app-name">微信转账</span></div>'
)
WECHAT_MORE = [wechat_div(5, "left", wechat_words("还在吗")), wechat_div(6, "right", wechat_words("在"))]


def wechat_page(*divs: str, script: str = "") -> bytes:
    return (
        '<!doctype html>\n<html>\n<head><meta charset="utf-8">'
        f"<title>老王 - 微信聊天记录</title>{script}</head>\n<body>\n" + "".join(divs) + "</body></html>\n"
    ).encode()


WECHAT_DIVS = (
    wechat_div(1, "left", wechat_words("先付押金\n明天给你")),
    wechat_div(2, "right", WECHAT_MONEY, 49),
    wechat_div(3, "left", '<img rawUrl="老王_files/3.jpg" src="老王_files/3_thumb.jpg" class="image" />', 3, "media"),
    WECHAT_NOTICE,
)
WECHAT_SCRIPT = f"(function() {{\n var msgArray = {json.dumps(WECHAT_MORE)};\n for (;;) {{}}\n}})();\n".encode()
WECHAT_PAGE = Bytes("老王.html", wechat_page(*WECHAT_DIVS))
WECHAT_ZIP = made_zip(
    "老王.zip",
    {
        "wx/老王.html": wechat_page(*WECHAT_DIVS, script='<script>var a = "老王_files/Data/msg-" + n;</script>'),
        "wx/老王_files/Data/msg-1.js": WECHAT_SCRIPT,
        "wx/老王_files/3.jpg": b"p",
    },
)
CHAT_PAGE_SAMPLES: dict[str, tuple[Bytes, ...]] = {
    "discord_html": (DISCORD, DISCORD_ZIP, Bytes("old.html", discord_page(DISCORD_OLD, count=2))),
    "meta_html": (Bytes("message_1.html", META_NEWEST), META_2018, META_ZIP),
    "wechat_exporter_html": (WECHAT_PAGE, WECHAT_ZIP, Bytes("msg-1.js", WECHAT_SCRIPT)),
}
