# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks through a JSON file of any size, one list element at a time, and keeps what stands before a break.

A file that is cut off or damaged gives every element before the damage and then one ``broken`` event. Numbers
with a fraction come as ``decimal.Decimal``, exactly as written; lone surrogates stay until ``well_formed``.
"""

import codecs
import io
import json
import re
from collections.abc import Callable, Collection, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, BinaryIO, NamedTuple, TypeAlias

import msgspec

from evidence_vault.hashing import canonical_digest, sha256_hex
from evidence_vault.importers.base import well_formed
from evidence_vault.records import Json, RawSpan

LARGEST_VALUE = 64 * 1024 * 1024
"""Characters of one value that is taken in whole: one message."""

MOST_CHARACTERS_OF_A_NUMBER = 400
DEEPEST = 100
"""Levels of one value; no chat comes near."""

Path: TypeAlias = tuple[str, ...]
"""Keys from the root; ``*`` stands for an element of a list."""

_PIECE = 1 << 20


_canonical = msgspec.json.Encoder(order="sorted").encode
_SPACE = re.compile(r"[ \t\n\r]*")


class JsonEvent(NamedTuple):
    """``kind`` is open, close (of a walked object or list), value (of a key), item (of a list), and at the
    end broken (no JSON from here on) or before it damaged (some bytes stand as U+FFFD in a text).
    """

    kind: str
    path: Path
    value: Any = None


class _Break(Exception):
    """The text stops being JSON here."""


def walk(open_bytes: Callable[[], BinaryIO], opened: Collection[Path]) -> Iterator[JsonEvent]:
    """The events of a file. Objects and lists at a path of ``opened`` are walked, all others are one value."""
    with open_bytes() as stream:
        walker = _Walker(stream, frozenset(opened) | {()})
        try:
            yield from walker.value(())
            walker.expect_end()
        except (_Break, RecursionError):
            is_broken = True
        else:
            is_broken = False
        if walker.damaged:
            yield JsonEvent("damaged", ())
        if is_broken:
            yield JsonEvent("broken", ())


def peek(untrusted_head: bytes, opened: Collection[Path], most: int = 200) -> list[JsonEvent]:
    """The first events of the beginning of a file, for recognising; [] where it is no JSON object or list."""
    if untrusted_head[:64].lstrip(codecs.BOM_UTF8 + codecs.BOM_UTF16 + codecs.BOM_UTF16_BE + b" \t\r\n\0")[:1] not in {
        b"{",
        b"[",
    }:
        return []
    events = walk(lambda: io.BytesIO(untrusted_head), opened)
    return [event for _, event in zip(range(most), events, strict=False)]


def element_span(number: int, element: Any, member: str | None = None) -> RawSpan:
    """The span of element ``number`` (from 0, through the file) with the digest of its canonical JSON.

    A number with a fraction or exponent stands there as the string of its decimal value; a lone surrogate as
    U+FFFD, since UTF-8 has no form for it.
    """
    try:
        # The same bytes as ``canonical_json``, five times as fast: decimals become strings, and there are no floats.
        digest = sha256_hex(_canonical(element))
    except UnicodeEncodeError:
        digest = canonical_digest(plain_json(element))
    return RawSpan(number, number + 1, "element", digest, member)


def encoding_of_json(first: bytes) -> str:
    """The encoding of a file that begins with ``first``: UTF-8, UTF-16 by its mark, GB18030 where most is no UTF-8.

    JSON is UTF-8, but editors on Chinese computers save it again in theirs.
    """
    if first[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        return "utf-16"
    text = codecs.getincrementaldecoder("utf-8-sig")("replace").decode(first)
    damaged = text.count("\ufffd")
    if damaged and damaged * 2 > len(text) - len(text.encode("ascii", "ignore")):
        try:
            codecs.getincrementaldecoder("gb18030")().decode(first)
        except UnicodeDecodeError:
            return "utf-8-sig"
        return "gb18030"
    return "utf-8-sig"


def strict_value(text: str) -> Any:
    """The value of a whole text, with the limits of ``walk``. Raises ValueError or RecursionError."""
    value = _decoder().decode(text)
    if _depth(value) > DEEPEST:
        raise ValueError("too deep")
    return value


def plain_json(value: Any) -> Json:
    """``value`` with decimals as strings and without lone surrogates."""
    if isinstance(value, str):
        return well_formed(value)
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, list):
        return [plain_json(inner) for inner in value]
    if isinstance(value, dict):
        return {well_formed(key): plain_json(inner) for key, inner in value.items()}
    return value  # type: ignore[no-any-return]


class _Walker:
    def __init__(self, stream: BinaryIO, opened: frozenset[Path]) -> None:
        self._stream = stream
        self._opened = opened
        self._text = ""
        self._at = 0
        self._ended = False
        first = stream.read(_PIECE)
        # Bad bytes become U+FFFD inside a text; outside a text they end the walk.
        self._decoder = codecs.getincrementaldecoder(encoding_of_json(first))("replace")
        self.damaged = False
        self._text = self._decoded(first)
        self._scan = _decoder().raw_decode

    def value(self, path: Path) -> Iterator[JsonEvent]:
        sign = self._peek()
        if sign == "{" and path in self._opened:
            yield from self._object(path)
        elif sign == "[" and path in self._opened:
            yield from self._list(path)
        else:
            yield JsonEvent("item" if path[-1:] == ("*",) else "value", path, self._whole())

    def expect_end(self) -> None:
        if self._peek():
            raise _Break

    def _object(self, path: Path) -> Iterator[JsonEvent]:
        yield JsonEvent("open", path)
        self._at += 1
        if self._peek() != "}":
            while True:
                key = self._whole()
                if not isinstance(key, str) or self._peek() != ":":
                    raise _Break
                self._at += 1
                yield from self.value((*path, key))
                if not self._another("}"):
                    break
        self._at += 1
        yield JsonEvent("close", path)

    def _list(self, path: Path) -> Iterator[JsonEvent]:
        yield JsonEvent("open", path)
        self._at += 1
        inner = (*path, "*")
        if self._peek() != "]":
            may_be_opened = inner in self._opened
            while True:
                if may_be_opened:
                    yield from self.value(inner)
                else:
                    yield JsonEvent("item", inner, self._whole())
                if not self._another("]"):
                    break
        self._at += 1
        yield JsonEvent("close", path)

    def _another(self, closing: str) -> bool:
        sign = self._peek()
        if sign == ",":
            self._at += 1
            return True
        if sign == closing:
            return False
        raise _Break

    def _peek(self) -> str:
        while True:
            sign = self._text[self._at : self._at + 1]
            if sign > " ":  # nearly always, and a message is three looks
                return sign
            self._at = _SPACE.match(self._text, self._at).end()  # type: ignore[union-attr]
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def _whole(self) -> Any:
        # A value that touches the end of what was read may go on: "12" of "123".
        self._peek()
        while True:
            try:
                value, end = self._scan(self._text, self._at)
                if end < len(self._text) or not self._more():
                    self._check_depth(value, end)
                    self._at = end
                    return value
            except json.JSONDecodeError as error:
                if self._is_wrong_for_good(error) or not self._more():
                    raise _Break from error
            except ValueError as error:
                raise _Break from error

    def _check_depth(self, value: Any, end: int) -> None:
        brackets = self._text.count("[", self._at, end) + self._text.count("{", self._at, end)
        if brackets > DEEPEST and _depth(value) > DEEPEST:
            raise _Break

    def _is_wrong_for_good(self, error: json.JSONDecodeError) -> bool:
        # Only an error close to the end of what was read, or an unended string, can be cured by more text.
        return error.pos < len(self._text) - 16 and not error.msg.startswith("Unterminated string")

    def _more(self) -> bool:
        kept = len(self._text) - self._at
        if self._ended or kept > LARGEST_VALUE:
            return False
        piece = self._stream.read(max(_PIECE, kept))
        self._ended = not piece
        self._text = self._text[self._at :] + self._decoded(piece, final=self._ended)
        self._at = 0
        return not self._ended or len(self._text) > kept

    def _decoded(self, piece: bytes, *, final: bool = False) -> str:
        text = self._decoder.decode(piece, final=final)
        # A sign that itself is U+FFFD stands in the file as three bytes; more of them than that were bad bytes.
        if "\ufffd" in text and text.count("\ufffd") > piece.count(b"\xef\xbf\xbd"):
            self.damaged = True
        return text


def _decoder() -> json.JSONDecoder:
    return json.JSONDecoder(parse_float=_decimal, parse_int=_integer, parse_constant=_constant)


def _depth(value: Any) -> int:
    depth, level = 0, [value]
    while level := [inner for each in level if isinstance(each, dict | list) for inner in _inner(each)]:
        depth += 1
    return depth


def _inner(value: dict[str, Any] | list[Any]) -> Collection[Any]:
    return value.values() if isinstance(value, dict) else value


def _decimal(text: str) -> Decimal:
    if len(text) > MOST_CHARACTERS_OF_A_NUMBER:
        raise ValueError("number too long")
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise ValueError("number out of range") from error


def _integer(text: str) -> int:
    if len(text) > MOST_CHARACTERS_OF_A_NUMBER:
        raise ValueError("number too long")
    return int(text)


def _constant(text: str) -> None:
    raise ValueError(f"{text} is not JSON")
