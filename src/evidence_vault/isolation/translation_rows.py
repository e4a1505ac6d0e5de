# SPDX-License-Identifier: GPL-3.0-or-later
"""The lines of a translator's file on the pipe: each a row of its fields, many in a frame, checked on arrival."""

from collections.abc import Iterable, Iterator
from dataclasses import astuple

import msgspec

from evidence_vault.isolation.feed import Feed
from evidence_vault.isolation.frames import FrameKind, FramePipe, PipeBroken
from evidence_vault.records import TranslationLine

_LINES_IN_FRAME, _TEXT_IN_FRAME = 500, 1 << 20
_Row = tuple[int, int | None, str, str | None, str | None, str | None, str | None]
_decode = msgspec.json.Decoder(list[_Row]).decode


def send_translation_lines(pipe: FramePipe, lines: Iterable[TranslationLine]) -> None:
    """Send the lines in their order. Half a surrogate pair in a text becomes a question mark."""
    waiting: list[list[object]] = []
    length = 0
    for line in lines:
        row = [_well_formed(value) for value in astuple(line)]
        waiting.append(row)
        length += sum(len(value) for value in row if isinstance(value, str))
        if len(waiting) >= _LINES_IN_FRAME or length > _TEXT_IN_FRAME:
            pipe.send(FrameKind.RECORDS, msgspec.json.encode(waiting))
            waiting, length = [], 0
    if waiting:
        pipe.send(FrameKind.RECORDS, msgspec.json.encode(waiting))


def received_translation_lines(feed: Feed) -> Iterator[TranslationLine]:
    """The lines as they come. Raises PipeBroken for anything else, and what ``Feed.next_frame`` raises."""
    while True:
        frame = feed.next_frame()
        if isinstance(frame, dict):
            if "done" not in frame:
                raise PipeBroken("lines expected")
            feed.finished()
            return
        kind, body = frame
        if kind is not FrameKind.RECORDS:
            raise PipeBroken("lines expected")
        yield from _lines(body)


def _lines(untrusted: bytes) -> Iterator[TranslationLine]:
    try:
        rows = _decode(untrusted)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PipeBroken("line of another form") from error
    for row in rows:
        if row[0] < 1 or (row[1] is not None and row[1] < -1):
            raise PipeBroken("number out of its range")
        yield TranslationLine(*row)


def _well_formed(value: object) -> object:
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value
