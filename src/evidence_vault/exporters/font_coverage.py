# SPDX-License-Identifier: GPL-3.0-or-later
"""Which characters our fonts can draw: read from the fonts' own ``cmap`` tables (OpenType 1.9, formats 4 and 12)."""

import struct
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from pathlib import Path

_UNICODE_TABLES = {(0, 3), (0, 4), (0, 6), (3, 1), (3, 10)}
_INVISIBLE = frozenset("\u200c\u200d\u00ad\u2060\ufeff\u200b")
"""Marks that shape the text around them and draw nothing themselves."""

Ranges = list[tuple[int, int]]


class Coverage:
    """The characters that at least one of the fonts draws."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        merged: Ranges = []
        for start, end in sorted(ranges):
            if merged and start <= merged[-1][1] + 1:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        self._starts = [start for start, _end in merged]
        self._ends = [end for _start, end in merged]
        self._drawn: set[str] = set()
        """Characters asked for before: a chat uses the same few over and over."""

    def __contains__(self, character: str) -> bool:
        place = bisect_right(self._starts, ord(character)) - 1
        return place >= 0 and ord(character) <= self._ends[place]

    def drawable(self, text: str) -> str:
        """``text`` with everything that cannot be drawn, or that would turn text around, named in brackets."""
        unknown = set(text) - self._drawn
        self._drawn.update(character for character in unknown if self._is_drawn(character))
        if unknown <= self._drawn:
            return text
        return "".join(character if character in self._drawn else named(character) for character in text)

    def _is_drawn(self, character: str) -> bool:
        if character == "\n" or character in _INVISIBLE or "\ufe00" <= character <= "\ufe0f":
            return True
        if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
            return False
        return character in self


def named(character: str) -> str:
    """A character by its Unicode name in brackets, by its number where it has none."""
    name = unicodedata.name(character, "") or f"U+{ord(character):04X}"
    return f"[{name}]"


def coverage_of(fonts: Iterable[Path], inside_typst: str = "") -> Coverage:
    """What ``fonts`` (.ttf, .otf, .ttc) draw together; ``inside_typst``: characters that a font in Typst draws."""
    files = [found for font in fonts for found in _ranges_of_font(font)]
    return Coverage(files + [(ord(character), ord(character)) for character in inside_typst])


def _ranges_of_font(font: Path) -> Ranges:
    with font.open("rb") as file:
        head = file.read(16)
        start = struct.unpack_from(">I", head, 12)[0] if head[:4] == b"ttcf" else 0
        file.seek(start)
        count = struct.unpack(">4xH6x", file.read(12))[0]
        for _number in range(count):
            tag, offset, length = struct.unpack(">4s4xII", file.read(16))
            if tag == b"cmap":
                file.seek(offset)
                return _ranges_of_cmap(file.read(length))
    return []


def _ranges_of_cmap(table: bytes) -> Ranges:
    found: Ranges = []
    for number in range(struct.unpack_from(">2xH", table)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", table, 4 + number * 8)
        if (platform, encoding) not in _UNICODE_TABLES:
            continue
        form = struct.unpack_from(">H", table, offset)[0]
        if form == 4:
            found += _segments(table, offset)
        elif form == 12:
            found += _groups(table, offset)
    return found


def _groups(table: bytes, offset: int) -> Ranges:
    count = struct.unpack_from(">I", table, offset + 12)[0]
    groups = struct.iter_unpack(">III", table[offset + 16 : offset + 16 + count * 12])
    return [(start, end) for start, end, glyph in groups if glyph or end > start]


def _segments(table: bytes, offset: int) -> Ranges:
    """Format 4; a character that a segment maps to glyph 0 is not drawn."""
    count = struct.unpack_from(">H", table, offset + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", table, offset + 14)
    starts_at = offset + 16 + count * 2
    starts = struct.unpack_from(f">{count}H", table, starts_at)
    deltas = struct.unpack_from(f">{count}H", table, starts_at + count * 2)
    place = starts_at + count * 4
    range_offsets = struct.unpack_from(f">{count}H", table, place)
    found: Ranges = []
    for segment, (start, end) in enumerate(zip(starts, ends, strict=True)):
        for character in range(start, min(end, 0xFFFE) + 1):
            glyph = character + deltas[segment]
            if range_offsets[segment]:
                at = place + segment * 2 + range_offsets[segment] + (character - start) * 2
                raw = struct.unpack_from(">H", table, at)[0]
                glyph = raw + deltas[segment] if raw else 0
            if glyph & 0xFFFF:
                found.append((character, character))
    return found
