# SPDX-License-Identifier: GPL-3.0-or-later
"""Files as nobody wants them: empty, cut short, bombs, foreign encodings, names that climb out of their folder."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

from tests.helpers.drawn_files import chat_page, saved

WECHAT_COPIED = "王老师 2026-03-01 09:30\n先转五千\n\n我 2026-03-01 09:31\n好的，已经转了\n\n"


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def wide_png() -> bytes:
    """A PNG of 20,000,000 × 1,000 pixels in a few bytes."""
    header = struct.pack(">IIBBBBB", 20_000_000, 1000, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", body) + png_chunk(b"IEND", b"")


def zip_of(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


def whatsapp_zip(extra: dict[str, bytes]) -> bytes:
    chat = "[2026/3/5 14:22:01] 陈经理: 你好\n[2026/3/5 14:23:05] 我: 在吗\n"
    return zip_of({"_chat.txt": chat.encode(), **extra})


def write_bad_files(folder: Path) -> dict[str, Path]:
    """One file of each kind, by what is wrong with it."""
    png, jpeg = saved(chat_page(), "PNG"), saved(chat_page(), "JPEG")
    contents = {
        "empty.png": b"",
        "truncated.png": png[: len(png) // 2],
        "truncated.jpg": jpeg[: len(jpeg) // 2],
        "wide.png": wide_png(),
        "bomb.zip": zip_of({"_chat.txt": b"\0" * (300 << 20)}),
        "climbing.zip": whatsapp_zip({"../../evil.txt": b"out", "/etc/evil.txt": b"out", "photo.jpg": jpeg}),
        "gb18030.txt": WECHAT_COPIED.encode("gb18030"),
        "utf16.txt": WECHAT_COPIED.encode("utf-16"),
        "whole.png": png,
    }
    paths = {}
    for name, data in contents.items():
        paths[name] = folder / name
        paths[name].write_bytes(data)
    return paths
