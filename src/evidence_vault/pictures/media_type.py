# SPDX-License-Identifier: GPL-3.0-or-later
"""What a file is, from its bytes alone: names lie."""

import re

from evidence_vault.pictures.signatures import BRANDS, SIGNATURES, ZIP_CONTENTS
from evidence_vault.records import ReadingSource

UNKNOWN = "application/octet-stream"
HEAD = 1 << 16
_TAIL = 1 << 18
_TEXT_BEGINNINGS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<(?:!doctype\s+)?svg\b", re.IGNORECASE), "image/svg+xml"),
    (re.compile(r"<(?:!doctype\s+html|html|head|body|script|iframe)\b", re.IGNORECASE), "text/html"),
    (re.compile(r"#!\s*/"), "text/x-script"),
    (re.compile(r"['\"]use strict['\"]|\(function\s*\(|function \w+\s*\(|var \w+\s*="), "text/javascript"),
    (re.compile(r"\{\s*[\"}]|\[\s*(?:[\[{\"\]]|(?:-?\d+(?:\.\d+)?|true|false|null)\s*[,\]])"), "application/json"),
    (
        re.compile(r"(?:Received|Return-Path|Delivered-To|Message-ID|MIME-Version|From|X-[\w-]+): "),
        "message/rfc822",
    ),
)
_BITMAP_HEADERS = {bytes([size, 0, 0, 0]) for size in (12, 40, 52, 56, 64, 108, 124)}
_EBML = b"\x1a\x45\xdf\xa3"
_BEFORE_ELEMENT = re.compile(r"<\?|<!--")
_MAIL_FIELD = re.compile(r"^(?:Date|From|To|Subject|Received): ", re.MULTILINE)


def media_type_of(source: ReadingSource) -> str:
    """The media type of the bytes; ``application/octet-stream`` when nothing fits."""
    with source.open() as stream:
        head = stream.read(HEAD)
        kind = _by_signature(head)
        if kind == "application/zip":
            stream.seek(max(0, source.size - _TAIL))
            return _kind_of_zip(head + stream.read(_TAIL))
    return kind or _kind_of_text(head, whole=source.size <= HEAD) or _by_large_table(head)


def _by_signature(head: bytes) -> str | None:
    for offset, signature, kind in SIGNATURES:
        if head.startswith(signature, offset):
            return kind
    for special in (_kind_of_riff, _kind_of_iso_file, _kind_of_others):
        if kind_found := special(head):
            return kind_found
    return None


def _kind_of_riff(head: bytes) -> str | None:
    if not head.startswith(b"RIFF"):
        return None
    return {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}.get(head[8:12])


def _kind_of_iso_file(head: bytes) -> str | None:
    if head[4:8] in {b"moov", b"mdat", b"wide"}:
        return "video/quicktime"
    if head[4:8] != b"ftyp":
        return None
    end = min(int.from_bytes(head[:4], "big"), 256)
    # The major brand counts most; a general one such as mif1 or isom is told apart by the others.
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, end, 4))]
    if any(brand in {b"avif", b"avis"} for brand in brands):
        return "image/avif"
    for known, kind in BRANDS:
        if brands[0].startswith(known):
            return kind
    return "video/mp4"


def _kind_of_others(head: bytes) -> str | None:
    """What one row of a table cannot say."""
    kinds = {
        "application/zip": head.startswith((b"PK\x03\x04", b"PK\x05\x06")),
        "application/vnd.microsoft.portable-executable": head.startswith(b"MZ") and b"PE\x00\x00" in head[:4096],
        "image/bmp": head.startswith(b"BM") and head[14:18] in _BITMAP_HEADERS,
        "video/webm": head.startswith(_EBML) and b"webm" in head[:64],
        "video/x-matroska": head.startswith(_EBML),
        "audio/aac": head[:2] in {b"\xff\xf1", b"\xff\xf9"},
        "audio/mpeg": head[:2] in {b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa"},
        "video/mp2t": len(head) > 376 and head[0] == head[188] == head[376] == 0x47,
    }
    return next((kind for kind, fits in kinds.items() if fits), None)


def _kind_of_zip(ends: bytes) -> str:
    if b"vbaProject.bin" in ends:
        return "application/x-macro-document"
    for name, kind in ZIP_CONTENTS:
        if name in ends:
            return kind
    if b"mimetypeapplication/epub+zip" in ends[:100]:
        return "application/epub+zip"
    return "application/zip"


def _kind_of_text(head: bytes, *, whole: bool) -> str | None:
    text = _as_text(head, whole=whole)
    if text is None:
        return None
    beginning = text.lstrip("\ufeff \t\r\n")[:8192]
    if beginning.startswith(("<?xml", "<!--")):
        return _kind_of_markup(beginning)
    kind = next((kind for pattern, kind in _TEXT_BEGINNINGS if pattern.match(beginning)), "text/plain")
    if kind == "message/rfc822" and len(_MAIL_FIELD.findall(beginning)) < 3:
        return "text/plain"
    return kind


def _kind_of_markup(text: str) -> str:
    """The kind of XML or HTML that begins with a declaration or comments."""
    while match := _BEFORE_ELEMENT.match(text):
        end = text.find("-->" if match[0].startswith("<!--") else "?>")
        if end < 0:
            break
        text = text[end + 2 :].lstrip("> \t\r\n")
    return next((kind for pattern, kind in _TEXT_BEGINNINGS[:2] if pattern.match(text)), "text/xml")


def _as_text(head: bytes, *, whole: bool) -> str | None:
    """``head`` as text, where it is text: UTF-16 only with its mark, then UTF-8, then GB 18030."""
    if not head:
        return None
    encodings = ("utf-16",) if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8", "gb18030")
    for encoding in encodings:
        for cut in range(1 if whole else 4):  # the head may end inside a sign
            try:
                text = head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return text if _looks_written(text, strict=encoding == "gb18030") else None
    return None


def _looks_written(text: str, *, strict: bool) -> bool:
    controls = sum(1 for sign in text if sign < " " and sign not in "\t\n\r\f\x1b")
    if controls > len(text) // 1000:
        return False
    if not strict:
        return True
    # GB 18030 accepts nearly any bytes: real text in it is mostly Chinese signs, letters and punctuation.
    known = sum(
        1
        for sign in text
        if sign < "\x7f" or "\u4e00" <= sign <= "\u9fff" or "\u3000" <= sign <= "\u303f" or "\uff00" <= sign <= "\uffef"
    )
    return known >= len(text) * 0.95


def _by_large_table(head: bytes) -> str:
    import puremagic

    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError, IndexError):
        return UNKNOWN
    # Short signatures fit by accident: three bytes fit one file in sixteen million.
    sure = [each for each in found if len(each.byte_match) >= 4 and re.fullmatch(r"\w+/[\w.+-]+", each.mime_type or "")]
    return sure[0].mime_type if sure else UNKNOWN
