# SPDX-License-Identifier: GPL-3.0-or-later
"""Gives the worker the bytes it asks for while waiting for its answers."""

from typing import BinaryIO

from evidence_vault import errors
from evidence_vault.isolation.child import Child
from evidence_vault.isolation.error_transport import raised_error
from evidence_vault.isolation.frames import LARGEST_FRAME, FrameKind, PipeBroken, control_message
from evidence_vault.progress import Progress
from evidence_vault.records import Json, ReadingSource

_MOST_STEPS = 1 << 20


class Feed:
    """One task's conversation with the worker, over one open stream of the source."""

    def __init__(self, child: Child, stream: BinaryIO, source: ReadingSource, progress: Progress) -> None:
        self._child = child
        self._stream = stream
        self._source = source
        self._progress = progress

    def next_frame(self) -> tuple[FrameKind, bytes] | dict[str, Json]:
        """The next frame of bytes or records, or the next control message; requests for bytes are met.

        Raises the worker's error, PipeBroken, Cancelled, SourceChanged (fewer bytes than the source said) and what the
        source's stream raises.
        """
        while True:
            self._progress.raise_if_cancelled()
            kind, body = self._child.receive()
            if kind is not FrameKind.CONTROL:
                return kind, body
            message = control_message(body)
            if "need" in message:
                self._meet(message["need"])
            elif "step" in message:  # a long task says now and then that it goes on, so that it can be stopped
                self._report(message["step"])
            elif "error" in message:
                raise self._error(message)
            else:
                return message

    def last_answer(self) -> dict[str, Json]:
        """``answer``, with nothing to come after it."""
        done = self.answer()
        self.finished()
        return done

    def answer(self) -> dict[str, Json]:
        """The task's answer; bytes may follow it."""
        message = self.next_frame()
        if not isinstance(message, dict) or not isinstance(done := message.get("done"), dict):
            raise PipeBroken("answer expected")
        return done

    def last_bytes(self, size: int) -> bytes:
        """The end of the task: exactly ``size`` bytes, in as many frames as it takes."""
        received = bytearray()
        while len(received) < size:
            frame = self.next_frame()
            if isinstance(frame, dict) or frame[0] is not FrameKind.BYTES or not frame[1]:
                raise PipeBroken("bytes expected")
            received += frame[1]
        if len(received) != size:
            raise PipeBroken("too many bytes")
        self.finished()
        return bytes(received)

    def say(self, message: dict[str, Json]) -> None:
        """Send a control message."""
        self._child.send_control(message)

    def finished(self) -> None:
        """The worker's last word of this task came: the process may serve the next one."""
        self._child.finished()

    def _meet(self, untrusted_need: Json) -> None:
        offset, length = _range_of(untrusted_need, self._source.size)
        self._stream.seek(offset)
        data = self._stream.read(length)
        while len(data) < length and (more := self._stream.read(length - len(data))):
            data += more
        if len(data) != length:
            raise errors.SourceChanged(name=self._source.name)
        self._child.send(FrameKind.BYTES, data)

    def _report(self, untrusted_step: Json) -> None:
        match untrusted_step:
            case [int() as done, int() as total] if 0 <= done <= total <= _MOST_STEPS:
                self._progress.report(done, total, self._source.name)

    def _error(self, message: dict[str, Json]) -> errors.EvidenceVaultError:
        if message.get("usable") is True:
            self.finished()
        return raised_error(message, self._source.name)


def _range_of(untrusted: Json, size: int) -> tuple[int, int]:
    match untrusted:
        case [int() as offset, int() as length] if 0 <= offset < size and 0 < length <= min(
            LARGEST_FRAME, size - offset
        ):
            return offset, length
    raise PipeBroken("bytes outside the file asked for")
