# SPDX-License-Identifier: GPL-3.0-or-later
"""Made-up pages of qq-chat-exporter. All people, numbers and words are invented."""

import json

from tests.importers.made_files import Bytes, made_zip

_TOP = (
    '<!DOCTYPE html>\n<html lang="zh-CN">\n<!-- QCE_METADATA: {"messageCount":4,"chatName":"读书会"} -->\n<head>\n'
    '<meta charset="UTF-8">\n<title>聊天记录 - 读书会</title>\n<style>.message{}</style>\n</head>\n<body>\n'
    '<div class="hero"><h1 class="hero-title">读书会</h1><p class="hero-subtitle">聊天记录</p></div>\n'
    '<div class="chat-content">\n'
)


def _block(side: str, number: str, name: str, time: str, content: str) -> str:
    return (
        f'<div class="message-block" data-date="2026-03-01"><div class="date-divider">2026-03-01 周日</div>\n'
        f'<div class="message {side}" data-sender-uid="u_{name}" id="msg-{number}">'
        f'<div class="avatar"><img src="http://q.qlogo.cn/g?b=qq&nk=1" alt="{name}"><span>{name[0]}</span></div>'
        f'<div class="message-wrapper"><div class="message-header"><span class="sender-title">群主</span>'
        f'<span class="sender">{name}</span>\n<span class="time">{time}</span></div>'
        f'<div class="message-bubble"><div class="content">{content}</div></div></div></div></div>'
    )


QCE_BLOCKS = (
    _block("other", "7001", "老王", "2026/03/01 09:30:00", '<span class="text-content">先付押金\n一个月</span>'),
    _block(
        "self",
        "7002",
        "小满",
        "2026/03/01 09:31:00",
        '<div class="reply-content" data-reply-to="msg-7001"><div class="reply-content-header"><strong>老王</strong>'
        '</div><div class="reply-content-text">先付押金</div></div><span class="text-content">哪里?</span>',
    ),
    _block(
        "other",
        "7003",
        "老王",
        "2026/03/01 09:32:00",
        '<div class="image-content"><img src="resources/images/a%20b.jpg" alt="a b.jpg"></div>'
        '<a href="resources/files/c.pdf" class="message-file" download="c.pdf">📎 c.pdf</a>',
    ),
    (
        '<div class="message-block" data-date="2026-03-01"><div class="system-message-container" style="margin:0">'
        '<div class="system-message">老王 撤回了一条消息</div><div style="color: #999">2026/03/01 09:33:00</div>'
        "</div></div>"
    ),
    _block(
        "other",
        "7004",
        "老王",
        "2026/03/01 09:34:00",
        '<div class="image-content"><img src="https://qq.invalid/x.png" alt="x.png"></div>',
    ),
)
QCE_PAGE = Bytes("读书会.html", (_TOP + "\n".join(QCE_BLOCKS) + "\n</div></body></html>").encode())
QCE_OLD_PAGE = Bytes(
    "old.html",
    (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta name="generator" content="QQ聊天记录导出工具">\n</head>\n'
        "<body>\n"
        '<div class="chat-container"><h1 class="chat-title">读书会</h1><div class="messages-container">\n'
        '<div class="message" data-message-id="1">\n<div class="message-header"><div class="message-avatar">老</div>'
        '<span class="message-sender">老王</span>\n<span class="message-time">2026-03-01 09:30:00</span></div>'
        '<div class="message-content"><div class="reply-content"><strong>小满:</strong> 在吗</div>先付押金<br>一个月'
        '<img src="images/a.jpg" class="message-image"></div></div>\n'
        '<div class="message system" data-message-id="2"><div class="message-content">老王加入了群聊</div></div>\n'
        "</div></div></body></html>"
    ).encode(),
)


def _chunk(*blocks: str) -> bytes:
    lines = ",\n".join(json.dumps({"id": f"msg-{n}", "html": block}) for n, block in enumerate(blocks))
    start = 'window.__QCE_CHUNK__ && window.__QCE_CHUNK__({id:"c000001",messages:[\n'
    return f"{start}{lines}\n]}});\n".encode()


QCE_SCRIPTS = made_zip(
    "读书会.zip",
    {
        "x/index.html": (_TOP + "</div></body></html>").encode(),
        "x/data/chunks/c000002.js": _chunk(QCE_BLOCKS[2]),
        "x/data/chunks/c000001.js": _chunk(*QCE_BLOCKS[:2]),
        "x/data/manifest.js": b"window.__QCE_MANIFEST__ && window.__QCE_MANIFEST__({});\n",
        "x/resources/images/a b.jpg": b"made up",
    },
)
QCE_PAGE_SAMPLES: dict[str, tuple[Bytes, ...]] = {
    "qq_qce_html": (QCE_PAGE, QCE_OLD_PAGE, QCE_SCRIPTS, Bytes("c000001.js", _chunk(*QCE_BLOCKS[:2]))),
}
