# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages as WeFlow writes them: messages as elements (older), and as pieces in the list of a script (newer)."""

import json
from typing import Any

from tests.importers.made_files import Bytes, made_zip

_START = 1741857300


def _top(title: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head><title>{title} - 聊天记录</title><style>p {{ margin: 0 }}</style>'
        f'</head>\n<body><div class="page"><div class="header"><h1 class="title">{title}</h1>'
        '<div class="meta"><span>3 条消息</span><span>私聊</span></div></div>\n'
    )


def bubble(minute: int, content: str, name: str = "") -> str:
    """What stands in a message, as the tool lays it out."""
    named = f'<div class="sender-name">{name}</div>' if name else ""
    return (
        f'<div class="message-time">2025-03-13 17:{15 + minute}:00</div>{named}'
        f'<div class="message-content">{content}</div>'
    )


def words(text: str) -> str:
    """Words of a message."""
    return f'<div class="message-text">{text}</div>'


_QUOTE = (
    '<div class="quoted-message"><div class="quoted-sender">老王</div><div class="quoted-text">先付押金</div></div>'
)
_SIGN = '<img class="inline-emoji" src="data:image/png;base64,AA==" alt="[微笑]" />'
_LINK = '<a class="message-link-card" href="https://x.example/?a=1&amp;b=2" target="_blank">租约</a>'
_PICTURE = '<img class="message-media image previewable" src="media/images/a%20b.jpg" data-full="x" alt="图片消息" />'
_VOICE = '<audio class="message-media audio" controls src="media/voices/1.wav"></audio>'
CONTENTS: tuple[tuple[int, int, str, dict[str, str]], ...] = (
    (1, 0, words("先付押金<br />一个月 &lt;b&gt;"), {"p": "7001"}),
    (2, 1, _QUOTE + words(f"哪里?{_SIGN}"), {"p": "7002", "r": "7001"}),
    (3, 0, _PICTURE, {}),
    (4, 1, words("[转账] (我 转账给 老王) ￥1,500.00"), {}),
    (5, 0, words("老王撤回了一条消息"), {}),
    (6, 0, _VOICE + words("好的"), {}),
    (7, 1, words(_LINK), {}),
)


def item(minute: int, side: int, content: str, more: dict[str, str], name: str = "", face: str = "") -> dict[str, Any]:
    """One element of the list of a newer page."""
    shown = face or "<span>王</span>"
    return {"i": minute, "t": _START + 60 * minute, "s": side, "a": shown, "b": bubble(minute, content, name), **more}


def listed_page(title: str, *lines: str) -> Bytes:
    """A newer page with ``lines`` of its list."""
    script = "<script>\n      window.WEFLOW_DATA = [\n" + ",\n".join(lines) + "\n];\n    </script>"
    return Bytes(f"{title}.html", f"{_top(title)}{script}<script>let a = [];</script></div></body>\n</html>".encode())


def _element(minute: int, side: int, content: str) -> str:
    return (
        f'<div class="message {"sent" if side else "received"}" data-timestamp="{_START + 60 * minute}" '
        f'data-index="{minute}">\n<div class="message-row">\n<div class="avatar"><span>王</span></div>\n'
        f'<div class="bubble">\n{bubble(minute, content)}\n</div></div></div>\n'
    )


WEFLOW_LINES = [json.dumps(item(*each), ensure_ascii=False) for each in CONTENTS]
WEFLOW_PAGE = listed_page("老王", *WEFLOW_LINES)
WEFLOW_OLD_PAGE = Bytes(
    "老王.html",
    (
        _top("老王")
        + '<div class="messages">'
        + "".join(_element(*each[:3]) for each in CONTENTS)
        + "</div></div></body>\n</html>"
    ).encode(),
)
_FACE = '<img src="avatars/1.jpg" alt="阿珍" />'
WEFLOW_GROUP = listed_page(
    "读书会",
    json.dumps(item(1, 0, words("到了"), {}, "阿珍", _FACE), ensure_ascii=False),
    json.dumps(item(2, 1, words("好"), {}, "小满"), ensure_ascii=False),
)
WEFLOW_PAGES = made_zip(
    "pages.zip",
    {
        "a/老王.html": WEFLOW_PAGE.data,
        "a/media/images/a b.jpg": b"made up",
        "b/读书会.html": WEFLOW_GROUP.data,
    },
)
WEFLOW_PAGE_SAMPLES: dict[str, tuple[Bytes, ...]] = {
    "weflow_html": (WEFLOW_PAGE, WEFLOW_OLD_PAGE, WEFLOW_GROUP, WEFLOW_PAGES),
}
