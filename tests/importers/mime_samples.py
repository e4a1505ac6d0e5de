# SPDX-License-Identifier: GPL-3.0-or-later
"""Made-up files of parts: QQ's page and saved web pages. All people, numbers and addresses are invented."""

import base64

from tests.importers.made_files import Bytes

BOUNDARY = "----=_NextPart_0000_0001"
PNG = b"\x89PNG\r\n\x1a\nmade up" * 9


def mime(head: str, *parts: tuple[str, bytes], ended: bool = True) -> bytes:
    """A file with ``head`` and, for each part, its fields and its body as it stands."""
    body = b"".join(f"\r\n--{BOUNDARY}\r\n{fields}\r\n\r\n".encode() + data for fields, data in parts)
    end = f"\r\n--{BOUNDARY}--\r\n".encode() if ended else b""
    return (
        f'{head}\r\nContent-Type: multipart/related; boundary="{BOUNDARY}"; type="text/html"\r\n\r\n'.encode()
        + body
        + end
    )


def lines64(data: bytes) -> bytes:
    return base64.encodebytes(data).replace(b"\n", b"\r\n").rstrip()


DAY_STYLE = "border-bottom-width:1px;border-bottom-color:#8EC3EB;color:#3568BB;font-weight:bold;padding-left:10px;"


def qq_row(name: str, clock: str, inside: str, colour: str = "#006EFE") -> str:
    return (
        f"<tr><td><div style=color:{colour};padding-left:10px;><div style=float:left;margin-right:6px;>{name}</div>"
        f"{clock}</div><div style=padding-left:20px;>{inside}</div></td></tr>"
    )


def qq_words(words: str) -> str:
    return (
        f"<font style=\"font-size:10pt;font-family:'宋体','MS Sans Serif',sans-serif;\" color='000000'>{words}</font>"
    )


def qq_day(day: str) -> str:
    return f"<tr><td style={DAY_STYLE}>日期: {day}</td></tr>"


def qq_chat(group: str, name: str) -> str:
    return (
        f"<tr><td><div style=padding-left:10px;>消息分组:{group}</div></td></tr>"
        f"<tr><td><div style=padding-left:10px;>消息对象:{name}</div></td></tr>"
        "<tr><td><div style=padding-left:10px;>&nbsp;</div></td></tr>"
    )


def qq_page(*rows: str) -> bytes:
    return (
        '<html xmlns="http://www.w3.org/1999/xhtml"><head>'
        '<meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />'
        '<title>QQ Message</title><style type="text/css">td{font-size:12px;}</style></head><body><table width=100% '
        "cellspacing=0><tr><td><div style=padding-left:10px;><br><b>消息记录</b></div></td></tr>"
        + "".join(rows)
        + "</table></body></html>"
    ).encode()


def qq_file(*rows: str, ended: bool = True) -> bytes:
    picture = "Content-Type:image/png\r\nContent-Transfer-Encoding:base64\r\nContent-Location:{A1}.dat"
    return mime(
        "From: <Save by Tencent MsgMgr>\r\nSubject: Tencent IM Message\r\nMIME-Version: 1.0",
        ("Content-Type: text/html\r\nContent-Transfer-Encoding:7bit", qq_page(*rows)),
        (picture, lines64(PNG)),
        ended=ended,
    )


QQ_ROWS = (
    qq_chat("我的好友", "阿岚"),
    qq_day("2026-03-01"),
    qq_row("阿岚", "9:05:10", qq_words("先付押金<br>明天&nbsp;给你")),
    qq_row("小满", "9:06:00", '<IMG src="{A1}.dat">', "#42B475"),
    qq_row("小满", "9:06:30", '<IMG src="{B2}.dat">', "#42B475"),
    qq_day("2026/3/2"),
    qq_row("阿岚", "21:07:00", qq_words("[红包]")),
    qq_chat("我的群聊", "读书会"),
    qq_day("2026-03-03"),
    qq_row("系统消息(10000)", "4:36:46", qq_words("你已经是群成员了")),
    qq_row("【群主】老王(123456)", "12:00:00", qq_words("2026-03-03 12:00:00 小满(1)")),
    qq_row("", "12:01:00", qq_words("nameless")),
)
QQ = Bytes("qq.mht", qq_file(*QQ_ROWS))
MIME_SAMPLES: dict[str, tuple[Bytes, ...]] = {"qq_mht": (QQ,)}
