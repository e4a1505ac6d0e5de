# SPDX-License-Identifier: GPL-3.0-or-later
"""The elements below the root of a stranger's XML, one at a time. No entities, no document type, bounded size.

Halves of a surrogate pair written as two references (``&#55357;&#56838;``), which phones do, are joined first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat

from evidence_vault import errors
from evidence_vault.hashing import canonical_digest
from evidence_vault.importers.base import well_formed
from evidence_vault.records import Json, RawSpan

LARGEST_ELEMENT = 128 * 1024 * 1024
"""Bytes without the end of an element. More: ``RecordTooLong``."""

_PIECE = 1 << 16
_LARGEST_PIECE = 1 << 25
_LONGEST_REFERENCE = 24
_DEEPEST = 20
_MOST_INNER = 10_000
_REFERENCE = rb"&#(?:[xX][0-9A-Fa-f]{4}|5[5-7][0-9]{3});"
_PAIR = re.compile(_REFERENCE + rb"(?:" + _REFERENCE + rb")?")


@dataclass
class Element:
    """``number`` counts the elements below the root from 0; ``inner`` are all elements inside, in order."""

    tag: str
    attributes: dict[str, str]
    number: int = 0
    inner: list["Element"] = field(default_factory=list)

    def span(self) -> RawSpan:
        """The span with the digest of tag, attributes and inner elements."""
        return RawSpan(self.number, self.number + 1, "element", canonical_digest(self.plain()))

    def plain(self) -> list[Json]:
        """Tag, attributes and inner elements as JSON."""
        attributes: dict[str, Json] = {well_formed(name): well_formed(value) for name, value in self.attributes.items()}
        return [self.tag, attributes, [each.plain() for each in self.inner]]


class XmlBroken(Exception):
    """The text stops being XML here, or holds what is refused."""


class XmlElements:
    """Iterates over the elements below the root; ``root`` is known as soon as the first piece was read."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self.root: Element | None = None
        self._stream = stream
        self._name = name
        self._open: list[Element] = []
        self._done: list[Element] = []
        self._count = 0
        self._broken = False
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.EntityDeclHandler = self._refuse

    def __iter__(self) -> Iterator[Element]:
        """Each element, complete. Raises XmlBroken after the last good one, RecordTooLong."""
        waiting, quiet = b"", 0
        # Without an end in sight the pieces grow: expat looks at an open token from its start with each piece.
        while piece := self._stream.read(max(_PIECE, min(quiet, _LARGEST_PIECE))):
            text = waiting + piece
            cut = text.rfind(b"&", max(0, len(text) - _LONGEST_REFERENCE))
            waiting = text[cut:] if cut >= 0 else b""
            quiet += len(piece)
            self._feed(text[:cut] if cut >= 0 else text, final=False)
            if self._done:
                quiet = 0
            yield from self._taken()
            if quiet > LARGEST_ELEMENT:
                raise errors.RecordTooLong(name=self._name)
        self._feed(waiting, final=True)
        yield from self._taken()
        if self._broken:
            raise XmlBroken

    def _feed(self, data: bytes, *, final: bool) -> None:
        if self._broken:
            return
        try:
            self._parser.Parse(_PAIR.sub(_joined, data), final)
        except (expat.ExpatError, XmlBroken, LookupError):  # LookupError: it names an encoding that there is not
            self._broken = True

    def _taken(self) -> Iterator[Element]:
        done, self._done = self._done, []
        yield from done

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        element = Element(tag, attributes)
        if self.root is None:
            self.root = element
            return
        if self._open and len(self._open[0].inner) < _MOST_INNER:
            self._open[0].inner.append(element)
        self._open.append(element)
        if len(self._open) > _DEEPEST:
            raise XmlBroken

    def _end(self, tag: str) -> None:
        if not self._open:
            return
        element = self._open.pop()
        if not self._open:
            element.number = self._count
            self._count += 1
            self._done.append(element)

    def _refuse(self, *_: object) -> None:
        raise XmlBroken


def _joined(match: re.Match[bytes]) -> bytes:
    numbers = [_number(part) for part in re.findall(_REFERENCE, match[0])]
    if not any(0xD800 <= number <= 0xDFFF for number in numbers):
        return match[0]
    if len(numbers) == 2 and 0xD800 <= numbers[0] < 0xDC00 <= numbers[1] <= 0xDFFF:
        return b"&#%d;" % (0x10000 + ((numbers[0] - 0xD800) << 10) + numbers[1] - 0xDC00)
    return b"".join(b"&#65533;" if 0xD800 <= number <= 0xDFFF else b"&#%d;" % number for number in numbers)


def _number(reference: bytes) -> int:
    digits = reference[2:-1]
    return int(digits[1:], 16) if digits[:1] in {b"x", b"X"} else int(digits)
