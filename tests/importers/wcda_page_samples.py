# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages as WeChatDataAnalysis writes them: one page, and a zip whose older messages stand in scripts."""

import json

from tests.importers.made_files import Bytes, made_zip

_TITLE = "2026-03-01 09:30:00"


def row(kind: str, body: str, *, sent: bool = False, name: str = "", seconds: str = "") -> str:
    """A row of a page."""
    told = f' data-wce-create-time="{seconds}"' if seconds else ""
    start = f'          <div class="mb-6" data-render-type="{kind}" title="{_TITLE}"{told}>\n'
    if kind == "system":
        return (
            f'{start}            <div class="wce-system">\n<div class="px-3">{body}</div>\n</div>\n          </div>\n'
        )
    side = "sent" if sent else "received"
    named = f'<div class="text-[11px] text-gray-500 mb-1 text-left">{name}</div>\n' if name else ""
    return (
        f'{start}            <div class="wce-msg-row wce-msg-row-{side} flex">\n<div class="wce-msg">\n'
        f'<div class="wce-avatar wce-avatar-{side}"><img src="../../media/avatars/1.png" alt="avatar" /></div>\n'
        f'<div class="flex relative">\n{named}<div class="absolute -top-6 pointer-events-none">{_TITLE}</div>\n'
        f"{body}\n</div>\n</div>\n</div>\n          </div>\n"
    )


def bubble(text: str) -> str:
    """Words of a message."""
    return f'<div class="px-3 relative msg-bubble">{text}</div>'


ROWS = (
    row("text", bubble('先付 "押金"\n一个月 <img src="../../x.png" alt="[微笑]" /> C:\\new'), seconds="1741857365"),
    row(
        "image",
        '<a href="../../media/a.jpg" target="_blank">\n<img src="../../media/a.jpg" alt="图片" />\n</a>',
        sent=True,
    ),
    row("system", "老王撤回了一条消息"),
    row("system", "你已添加了老王"),
    row(
        "transfer",
        '<div class="wechat-transfer-card">\n<img src="../../i.png" class="wechat-transfer-icon" alt="" />\n'
        '<span class="wechat-transfer-amount">¥1500.00</span>\n<span class="wechat-transfer-status">已收款</span>\n'
        '<div class="wechat-transfer-bottom"><span>微信转账</span></div></div>',
        sent=True,
    ),
    row(
        "quote",
        bubble("好") + '\n<div class="text-neutral-600 bg-[#e1e1e1]">\n<b>老王:</b>\n<b>先付</b>\n</div>',
    ),
    row(
        "file",
        '<a href="../../media/a%20b.pdf" download class="wechat-file-card">\n<span>a b.pdf</span>\n<span>1 KB</span>\n'
        '<img src="../../pdf.png" alt="" class="wechat-file-icon" />\n'
        '<div class="wechat-redpacket-bottom wechat-file-bottom"><span>微信电脑版</span></div></a>',
    ),
    row(
        "link",
        '<a href="https://x.example/?a=1&amp;b=2" class="wechat-link-card">\n<div>租约</div>\n'
        '<div class="wechat-link-from-avatar">站</div><div class="wechat-link-from-name">站点</div></a>',
    ),
    row(
        "voice",
        '<span class="wechat-voice-duration">12"</span>\n<audio src="../../media/1.wav" class="hidden"></audio>',
    ),
    row("voip", '<img src="../../x.png" class="wechat-voip-icon" alt="" /><span>通话时长 00:12</span>'),
    row("redPacket", '<span class="wechat-redpacket-text">恭喜 ¥5</span>'),
    row(
        "chatHistory",
        '<div data-wce-chat-history="1" data-record-item-b64="PHJlY29yZGl0ZW0+eDwvcmVjb3JkaXRlbT4=">\n'
        "<div>聊天记录</div>\n<div>甲: 一</div>\n</div>",
    ),
    row("emoji", '<div><img src="https://stickers.example/1.gif" alt="表情" /></div>'),
)


def page(title: str, *rows: str, pages: int = 1) -> bytes:
    """The page of a chat."""
    more = f'<script type="application/json" id="wcePageMeta">{{"totalPages":{pages}}}</script>' if pages > 1 else ""
    return (
        f'<!doctype html>\n<html lang="zh-CN">\n<head>\n<title>{title}</title></head>\n<body>\n'
        '<div id="wceJsMissing">提示</div>\n<h3>别的聊天</h3>\n'
        f'<div class="chat-header"><h2 class="text-base">{title}</h2><select><option>全部</option></select></div>\n'
        f'<div id="wceMessageList">\n{"".join(rows)}</div>{more}</body>\n</html>\n'
    ).encode()


def script(number: int, *rows: str) -> bytes:
    """A script with older messages."""
    piece = json.dumps("".join(rows), ensure_ascii=False)
    return (
        f"(() => {{\n  const pageNo = {number};\n  const html = {piece};\n  try {{\n"
        "    const fn = window.__WCE_PAGE_LOADED__;\n  } catch {}\n})();\n"
    ).encode()


WCDA_PAGE = Bytes("messages.html", page("老王", *ROWS))
WCDA_SCRIPT = Bytes("page-0001.js", script(1, *ROWS[:3]))
WCDA_PAGES = made_zip(
    "export.zip",
    {
        "index.html": b'<html><body><div id="wceJsMissing"></div></body></html>',
        "conversations/0001_x/messages.html": page("老王", *ROWS[5:], pages=11),
        "conversations/0001_x/meta.json": b"{}",
        "conversations/0001_x/pages/page-0010.js": script(10, *ROWS[3:5]),
        "conversations/0001_x/pages/page-0002.js": script(2, *ROWS[:3]),
        "conversations/0002_y/messages.html": page("读书会", row("text", bubble("到了"), name="阿珍")),
        "media/a.jpg": b"made up",
    },
)
WCDA_PAGE_SAMPLES: dict[str, tuple[Bytes, ...]] = {"wcda_html": (WCDA_PAGE, WCDA_SCRIPT, WCDA_PAGES)}
