# SPDX-License-Identifier: GPL-3.0-or-later
"""A copy of an export with its login secrets masked: same length, every other byte as it was (CHAT-FORMATS §0.8)."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, cast

from evidence_vault import errors
from evidence_vault.importers.signal_items import SECRET_FIELDS
from evidence_vault.importers.zip_members import is_zip, open_zip
from evidence_vault.records import Member, ReadingSource

PIECE = 1 << 20
_LONGEST_SECRET = 1 << 18
"""What is kept back at each end of a piece, so that a secret is seen whole."""
_TEXT_ENDINGS = (".json", ".jsonl", ".csv", ".txt", ".html", ".htm", ".xml", ".js", ".md", ".log")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_FIRST_YEAR = (1980, 1, 1, 0, 0, 0)

_FIELDS = b"|".join(sorted(name.encode() for name in SECRET_FIELDS))
_SECRET = re.compile(
    rb"(?P<token>\bxox[a-z]-[A-Za-z0-9-]{6,}|\bxapp-[A-Za-z0-9-]{6,})"
    rb"|(?:[?&;]|\\u0026)(?:t|token|access_token|sig|signature|hm|ex|is|oh|oe)=(?P<parameter>[^&\s\"'<>\\]+)"
)
_SIGNAL_SECRET = re.compile(rb'"(?:' + _FIELDS + rb')"\s*:\s*"(?P<key>(?:[^"\\]|\\.)+)"|' + _SECRET.pattern)
_COLLECTION = "zip_collection"
SIGNAL_IMPORTERS = frozenset({"signal_jsonl", "signal_export_data", _COLLECTION})
"""Importers whose files can hold the keys of Signal: a zip of several files can hold anything."""


def masked_copy(source: ReadingSource, importer: str | None) -> Member:
    """``source`` with its secrets masked, as a stream to be read once; ``importer``: which one read it.

    A zip becomes a zip of the same names, its text files masked and the rest as it was. Reading it raises
    MaskingFailed at the end where nothing was found to mask (then it is no masked copy), or at once for wide text.
    """
    return Member(source.name, None, lambda: _opened(source, importer))


def _opened(source: ReadingSource, importer: str | None) -> BinaryIO:
    masker = _Masker(_SIGNAL_SECRET if importer in SIGNAL_IMPORTERS else _SECRET)
    with source.open() as stream:
        head = stream.read(4)
    if head.startswith(_WIDE):
        raise errors.MaskingFailed(name=source.name)
    if importer == _COLLECTION and _holds_zips(source):
        raise errors.MaskingFailed(name=source.name)  # what is packed twice is not looked into here
    pieces = _zip_pieces(source, masker) if is_zip(head) else masker.pieces(source.open)
    return cast("BinaryIO", io.BufferedReader(_Pieces(_checked(pieces, masker, source.name)), PIECE))


def _checked(pieces: Iterable[bytes], masker: "_Masker", name: str) -> Iterator[bytes]:
    yield from pieces
    if not masker.masked:
        raise errors.MaskingFailed(name=name)


class _Masker:
    def __init__(self, secret: re.Pattern[bytes]) -> None:
        self._secret = secret
        self.masked = 0

    def pieces(self, opener: Callable[[], BinaryIO]) -> Iterator[bytes]:
        """The bytes of a stream, masked, in pieces of bounded size."""
        waiting = bytearray()
        with opener() as stream:
            while piece := stream.read(PIECE):
                waiting += piece
                self._mask(waiting, is_end=False)
                ready = max(0, len(waiting) - _LONGEST_SECRET)
                yield bytes(waiting[:ready])
                del waiting[:ready]
        self._mask(waiting, is_end=True)
        yield bytes(waiting)

    def _mask(self, text: bytearray, *, is_end: bool) -> None:
        for match in self._secret.finditer(bytes(text)):
            start, end = match.span(match.lastgroup or 0)
            # What touches the end may go on in the next piece; longer than any secret, it is masked as it stands.
            if is_end or match.end() < len(text) or match.start() <= len(text) - _LONGEST_SECRET:
                text[start:end] = b"*" * (end - start)
                self.masked += 1


def _zip_pieces(source: ReadingSource, masker: _Masker) -> Iterator[bytes]:
    sink = _Sink()
    with open_zip(source) as members, zipfile.ZipFile(cast("BinaryIO", sink), "w") as archive:
        for name in members.names:
            info = zipfile.ZipInfo(name, _FIRST_YEAR)
            pieces = masker.pieces if name.lower().endswith(_TEXT_ENDINGS) else _plain_pieces
            with archive.open(info, "w", force_zip64=True) as target:
                for piece in pieces(lambda name=name: members.open(name)):  # type: ignore[misc]
                    target.write(piece)
                    yield sink.taken()
    yield sink.taken()


def _holds_zips(source: ReadingSource) -> bool:
    with open_zip(source) as members:
        for name in members.names:
            with members.open(name) as stream:
                if is_zip(stream.read(4)):
                    return True
    return False


def _plain_pieces(opener: Callable[[], BinaryIO]) -> Iterator[bytes]:
    with opener() as stream:
        while piece := stream.read(PIECE):
            yield piece


class _Sink(io.RawIOBase):
    """Holds what the writer of a zip wrote until it is taken; it cannot go back."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._waiting += data
        return len(data)

    def taken(self) -> bytes:
        """What waits, once."""
        data = bytes(self._waiting)
        self._waiting.clear()
        return data


class _Pieces(io.RawIOBase):
    """Pieces of bytes as a stream."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._piece = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._piece:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._piece = memoryview(piece)
        size = min(len(buffer), len(self._piece))
        buffer[:size] = self._piece[:size]
        self._piece = self._piece[size:]
        return size
