# SPDX-License-Identifier: GPL-3.0-or-later
"""Records over the pipe: many in a frame; a container's files as a stream each, only when they are wanted."""

import io
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, BinaryIO, cast

from evidence_vault.isolation.error_transport import raised_error
from evidence_vault.isolation.feed import Feed
from evidence_vault.isolation.frames import FrameKind, PipeBroken
from evidence_vault.isolation.record_frames import messages_of, records_of
from evidence_vault.message_columns import ReadingPart
from evidence_vault.record_json import SourceLine, from_json
from evidence_vault.records import Json, Member, Message, ReadingRecord

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


def read_records(feed: Feed) -> Generator[ReadingPart, None, dict[str, Json]]:
    """The records of a reading that has begun, messages as columns; at its end the worker's answer.

    Raises PipeBroken and what ``Feed.next_frame`` raises.
    """
    while True:
        frame = feed.next_frame()
        if not isinstance(frame, dict):
            yield from _records_of(*frame)
        elif "member" in frame:
            yield from _member(feed, frame["member"])
        elif "done" in frame:
            feed.finished()
            return frame["done"] if isinstance(frame["done"], dict) else {}
        else:
            raise PipeBroken("records expected")


def _records_of(kind: FrameKind, body: bytes) -> Iterator[ReadingPart]:
    try:
        if kind is FrameKind.MESSAGES:
            yield messages_of(body)
        elif kind is FrameKind.RECORDS:
            for record in records_of(body):
                if isinstance(record, SourceLine | Member | Message):
                    raise PipeBroken("record out of place")
                yield record
        else:
            raise PipeBroken("records expected")
    except ValueError as error:
        raise PipeBroken("record of another form") from error


def _member(feed: Feed, untrusted_line: Json) -> Iterator[ReadingRecord]:
    stream = _MemberStream(feed)
    try:
        record = from_json(cast("dict[str, Json]", untrusted_line), open_member=stream.begin)
    except ValueError as error:
        raise PipeBroken("record of another form") from error
    if not isinstance(record, Member):
        raise PipeBroken("member expected")
    stream.name = record.name
    yield record
    stream.leave()


class _MemberStream(io.RawIOBase):
    """The bytes of one file of a container, once, from the start; each piece is asked for."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self.name = ""
        self._piece = memoryview(b"")
        self._begun = self._ended = self._left = False

    def begin(self) -> BinaryIO:
        """The stream, once; afterwards, or when the next record was asked for, ValueError."""
        if self._begun or self._left:
            raise ValueError("a member is read once, before the next record")
        self._begun = True
        return cast("BinaryIO", io.BufferedReader(self, 1 << 20))

    def leave(self) -> None:
        """Go on to the next record, whether all was read or not."""
        if not self._ended:
            self._feed.say({"more": False})
        self._left = self._ended = True

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        target = memoryview(buffer).cast("B")
        if not self._piece and not self._ended:
            self._next_piece()
        size = min(len(self._piece), len(target))
        target[:size] = self._piece[:size]
        self._piece = self._piece[size:]
        return size

    def _next_piece(self) -> None:
        self._feed.say({"more": True})
        frame = self._feed.next_frame()
        if isinstance(frame, dict):
            self._ended = True
            raise self._why(frame)
        self._piece = memoryview(frame[1])
        self._ended = not self._piece

    def _why(self, untrusted: dict[str, Json]) -> Exception:
        if untrusted.get("member_broken") is not True:
            return PipeBroken("bytes expected")
        return raised_error({"error": untrusted.get("code"), "facts": untrusted.get("facts")}, self.name)
