# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects of a list in a page's script, ``name = [{type: 1, text: 'x'}, …]``, with where they stand. Nothing is run.

Only what describes data is understood: texts in either quotes, whole and decimal numbers, true, false, null, lists and
objects whose keys may stand without quotes.
"""

import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, BinaryIO, NamedTuple

from evidence_vault.importers.base import well_formed

_PIECE = 1 << 20
_LONGEST = 4 << 20
_LONGEST_AFTER_A_FAULT = 1 << 16
_TAIL = 1 << 12
_DEEPEST = 40
_QUOTED = r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\""
_MARK = re.compile(rb"(?:" + _QUOTED.encode() + rb")|[{}\[\]'\"]")
_BETWEEN = re.compile(rb"[\s,]*")
_TOKEN = re.compile(
    rf"\s*(?:(?P<quoted>{_QUOTED})|(?P<number>-?\d+(?:\.\d+)?)(?!\w)|(?P<word>[^\W\d][\w$]*)|(?P<sign>[{{}}\[\]:,]))"
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(.))", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None, "undefined": None, "None": None}


class ScriptObject(NamedTuple):
    """``value`` is None for what could not be understood; ``raw`` is empty where the list breaks off."""

    offset: int
    raw: bytes
    value: dict[str, Any] | None


def script_objects(
    open_bytes: Callable[[], BinaryIO], list_start: re.Pattern[bytes], object_start: re.Pattern[bytes]
) -> Iterator[ScriptObject]:
    """Each object of the list whose ``[`` ends ``list_start``; after a fault on from the next ``object_start``."""
    with open_bytes() as stream:
        window = _Window(stream)
        if window.find(list_start):
            yield from _listed(window, object_start)


class _Window:
    """A piece of the file: ``place`` is where reading is, ``base`` the offset of its first byte."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.bytes = b""
        self.base = self.place = 0
        self.ended = False

    def more(self) -> bool:
        """Read on; what lies before ``place`` is let go."""
        piece = self._stream.read(_PIECE)
        self.ended = not piece
        self.bytes, self.base, self.place = self.bytes[self.place :] + piece, self.base + self.place, 0
        return not self.ended

    def find(self, pattern: re.Pattern[bytes]) -> bool:
        """Move behind the next ``pattern``."""
        while self.more():
            match = pattern.search(self.bytes)
            if match:
                self.place = match.end()
                return True
            self.place = max(0, len(self.bytes) - _TAIL)
        return False

    def skip(self) -> bytes:
        """Move over blanks and commas; the next byte, b"" at the end."""
        while True:
            match = _BETWEEN.match(self.bytes, self.place)
            self.place = match.end() if match else self.place
            if self.place < len(self.bytes) or not self.more():
                return self.bytes[self.place : self.place + 1]

    def object_end(self, longest: int) -> int | None:
        """Where the object at ``place`` ends; None where it does not."""
        while True:
            end = _end(self.bytes, self.place)
            if end is not None or len(self.bytes) - self.place > longest or not self.more():
                return end


def _listed(window: _Window, object_start: re.Pattern[bytes]) -> Iterator[ScriptObject]:
    longest = _LONGEST
    while (sign := window.skip()) not in {b"", b"]"}:
        end = window.object_end(longest) if sign == b"{" else None
        offset, raw = window.base + window.place, window.bytes[window.place : end]
        value = _value(raw) if end is not None else None
        if value is None:
            longest = _LONGEST_AFTER_A_FAULT
            match = object_start.search(window.bytes, window.place + 1)
            while match is None and len(window.bytes) - window.place <= longest and window.more():
                match = object_start.search(window.bytes, 1)
            end = match.start() if match else len(window.bytes)
            raw = window.bytes[window.place : end]
        yield ScriptObject(offset, raw, value)
        window.place = len(window.bytes) if end is None else end
    if sign == b"":
        yield ScriptObject(window.base + window.place, b"", None)


def _end(data: bytes, place: int) -> int | None:
    depth = 0
    for match in _MARK.finditer(data, place):
        sign = match[0]
        if sign in {b"{", b"["}:
            depth += 1
        elif sign in {b"}", b"]"}:
            depth -= 1
            if depth == 0:
                return match.end()
        elif len(sign) == 1:  # a quotation mark that nothing closes
            return None
    return None


def _value(raw: bytes) -> dict[str, Any] | None:
    text = raw.decode("utf-8", "replace")
    try:
        value = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError):
        try:
            value, end = _parsed(text, 0, 0)
        except ValueError:
            return None
        value = value if end == len(text) else None
    return value if isinstance(value, dict) else None


def _token(text: str, place: int) -> re.Match[str]:
    match = _TOKEN.match(text, place)
    if match is None:
        message = "no token"
        raise ValueError(message)
    return match


def _parsed(text: str, place: int, depth: int) -> tuple[Any, int]:
    match = _token(text, place)
    if match["quoted"]:
        return _unquoted(match["quoted"]), match.end()
    if match["number"]:
        number = match["number"]
        return (Decimal(number) if "." in number else int(number)) if len(number) < 40 else number, match.end()
    if match["word"]:
        if match["word"] not in _WORDS:
            raise ValueError(match["word"])
        return _WORDS[match["word"]], match.end()
    if depth >= _DEEPEST or match["sign"] not in {"{", "["}:
        raise ValueError(match["sign"])
    return _inner(text, match, depth)


def _inner(text: str, opening: re.Match[str], depth: int) -> tuple[Any, int]:
    is_object = opening["sign"] == "{"
    pairs: list[tuple[str, Any]] = []
    place = opening.end()
    while (match := _token(text, place))["sign"] not in {"}", "]"}:
        key = ""
        if is_object:
            key = _unquoted(match["quoted"]) if match["quoted"] else match["word"] or match["number"]
            colon = _token(text, match.end())
            if not key or colon["sign"] != ":":
                raise ValueError(key)
            place = colon.end()
        value, place = _parsed(text, place, depth + 1)
        pairs.append((key, value))
        comma = _token(text, place)
        if comma["sign"] == ",":
            place = comma.end()
        elif comma["sign"] not in {"}", "]"}:
            raise ValueError(key)
    if (match["sign"] == "}") != is_object:
        raise ValueError(match["sign"])
    return dict(pairs) if is_object else [value for _, value in pairs], match.end()


def _unquoted(quoted: str) -> str:
    return well_formed(_ESCAPE.sub(_unescaped, quoted[1:-1]))


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _ESCAPES.get(match[3], match[3])
