# SPDX-License-Identifier: GPL-3.0-or-later
"""Properties of Outlook's container for one item (.msg), read from its compound file.

Source: [MS-OXMSG] (streams ``__properties_version1.0`` and ``__substg1.0_…``) and [MS-OXPROPS] (the numbers).
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from evidence_vault.importers.base import well_formed

if TYPE_CHECKING:
    from olefile import OleFileIO

SUBJECT, BODY, HTML, RTF = 0x0037, 0x1000, 0x1013, 0x1009
SUBMITTED, DELIVERED, HEADERS, ITEM_CLASS = 0x0039, 0x0E06, 0x007D, 0x001A
SENDER_NAME, SENDER_ADDRESS, SENDER_SMTP = 0x0C1A, 0x0C1F, 0x5D01
ON_BEHALF_NAME, ON_BEHALF_ADDRESS, ON_BEHALF_SMTP = 0x0042, 0x0065, 0x5D02
TO, CC, BCC, MESSAGE_ID, ANSWER_TO = 0x0E04, 0x0E03, 0x0E02, 0x1035, 0x1042
NAME, ADDRESS, SMTP, RECIPIENT_KIND = 0x3001, 0x3003, 0x39FE, 0x0C15
DATA, METHOD, LONG_NAME, SHORT_NAME = 0x3701, 0x3705, 0x3707, 0x3704
_CODE_PAGES = (0x3FFD, 0x3FDE)

TOP, EMBEDDED, PART = 32, 24, 8
"""Bytes before the first property: of the item itself, of an item inside it, of an attachment or recipient."""

MOST_PARTS = 2_000
_STREAM = "__properties_version1.0"
_STRING8, _STRING, _BINARY, _TIME = 0x001E, 0x001F, 0x0102, 0x0040
_NUMBER_TYPES = frozenset({0x0002, 0x0003, 0x000B})
_ENTRY = struct.Struct("<HHI8s")
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_SPECIAL_PAGES = {65001: "utf-8", 20127: "ascii", 936: "gb18030", 51949: "cp949", 20932: "euc_jp", 50220: "iso2022_jp"}


@dataclass(frozen=True)
class Storage:
    """One storage of the compound file: the item, something inside it, an attachment. ``path`` () is the root."""

    ole: "OleFileIO"
    path: tuple[str, ...]
    header: int

    def fixed(self) -> dict[int, tuple[int, bytes]]:
        """Number of each property to its type and its eight bytes of value."""
        data = self.stream(_STREAM) or b""
        whole = len(data) - (len(data) - self.header) % _ENTRY.size if len(data) >= self.header else 0
        found = (_ENTRY.unpack_from(data, place) for place in range(self.header, whole, _ENTRY.size))
        return {number: (kind, value) for kind, number, _, value in found}

    def stream(self, name: str) -> bytes | None:
        """The bytes of a stream in this storage; None where there is none."""
        path = [*self.path, name]
        if not self.ole.exists(path) or self.ole.get_type(path) != 2:
            return None
        with self.ole.openstream(path) as stream:
            return bytes(stream.read())

    def text(self, number: int) -> str | None:
        """A property that is text, in whichever of the two forms it is kept; None for no or empty text."""
        raw = self.stream(f"__substg1.0_{number:04X}001F")
        if raw is not None:
            text = raw.decode("utf-16-le", "replace")
        else:
            raw = self.stream(f"__substg1.0_{number:04X}001E")
            if raw is None:
                return None
            text = self._of_code_page(raw)
        return well_formed(text.rstrip("\0")).replace("\0", "\ufffd") or None

    def binary(self, number: int) -> bytes | None:
        """A property that is bytes."""
        return self.stream(f"__substg1.0_{number:04X}0102")

    def markup(self, number: int) -> str | None:
        """A property that is HTML, as bytes or as text."""
        raw = self.binary(number)
        return self.text(number) if raw is None else well_formed(self._of_code_page(raw))

    def number(self, number: int) -> int | None:
        """A property that is a whole number."""
        kind, value = self.fixed().get(number, (0, b""))
        return int.from_bytes(value[:4], "little", signed=True) if kind in _NUMBER_TYPES else None

    def time(self, number: int) -> datetime | None:
        """A property that is a time, always UTC."""
        kind, value = self.fixed().get(number, (0, b""))
        if kind != _TIME:
            return None
        try:
            return _EPOCH + timedelta(microseconds=int.from_bytes(value, "little") // 10)
        except OverflowError:
            return None

    def parts(self, kind: str) -> Iterator["Storage"]:
        """The attachments (``attach``) or recipients (``recip``), in their order."""
        for number in range(MOST_PARTS):
            path = (*self.path, f"__{kind}_version1.0_#{number:08X}")
            if not self.ole.exists(list(path)):
                return
            yield Storage(self.ole, path, PART)

    def inner_item(self) -> "Storage | None":
        """The item that an attachment is, where it is one."""
        path = (*self.path, f"__substg1.0_{DATA:04X}000D")
        if self.ole.exists(list(path)) and self.ole.exists([*path, _STREAM]):
            return Storage(self.ole, path, EMBEDDED)
        return None

    def _of_code_page(self, raw: bytes) -> str:
        pages = [self.number(number) for number in _CODE_PAGES]
        for page in (*(page for page in pages if page), 65001, 1252):
            try:
                return raw.decode(_SPECIAL_PAGES.get(page, f"cp{page}"))
            except (UnicodeDecodeError, LookupError):
                continue
        return raw.decode("latin-1")
