# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a written Office file the same bytes each time: its entries in order, dated, with our own properties."""

import io
import zipfile
from datetime import UTC, datetime
from xml.sax.saxutils import escape

CORE = "docProps/core.xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_XML_TEXT = ((0x20, 0x7E), (0xA0, 0xD7FF), (0xE000, 0xFFFD), (0x10000, 0x10FFFF))
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_CORE_XML = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:creator>{author}'
    '</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">{time}</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{time}</dcterms:modified></cp:coreProperties>'
)


def settled(data: bytes, *, title: str, author: str, made_at: str) -> bytes:
    """The zip of an Office file without anything that depends on when it was written. ``made_at``: ISO 8601."""
    target = io.BytesIO()
    time = datetime.fromisoformat(made_at).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    core = _CORE_XML.format(title=escape(printable(title)), author=escape(printable(author)), time=time)
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as settled_zip:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            settled_zip.writestr(entry, core.encode() if name == CORE else source.read(name))
    return target.getvalue()


def printable(text: str) -> str:
    """``text`` with what XML 1.0 cannot hold, or what turns text around, shown by its number."""
    return "".join(character if _holds(character) else f"⟨U+{ord(character):04X}⟩" for character in text)


def _holds(character: str) -> bool:
    if character in "\t\n":
        return True
    return character not in _TURNING and any(first <= ord(character) <= last for first, last in _XML_TEXT)
