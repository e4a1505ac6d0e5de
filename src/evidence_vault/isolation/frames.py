# SPDX-License-Identifier: GPL-3.0-or-later
"""Length-prefixed frames over two pipes, with a hard cap on what either side accepts."""

import json
import struct
from enum import IntEnum
from typing import BinaryIO

from evidence_vault.records import Json

LARGEST_FRAME = 8 << 20
"""Bytes of one frame's body; a larger announcement ends the conversation before anything is read."""

PIECE = 1 << 20
"""Bytes of one piece of a long answer (pixels, a file inside a container)."""

_HEAD = struct.Struct(">BI")


class FrameKind(IntEnum):
    """What the body of a frame is: a JSON object, plain bytes, a JSON list of records, or columns of messages."""

    CONTROL = 1
    BYTES = 2
    RECORDS = 3
    MESSAGES = 4


class PipeBroken(Exception):
    """The other side is gone, or does not keep to the protocol."""


class FramePipe:
    """One end of the conversation. Not thread-safe; each side waits for the other in turns."""

    def __init__(self, incoming: BinaryIO, outgoing: BinaryIO) -> None:
        self._incoming = incoming
        self._outgoing = outgoing

    def send(self, kind: FrameKind, body: bytes | memoryview) -> None:
        """Send one frame. Raises PipeBroken when the other side is gone, ValueError above the cap."""
        if len(body) > LARGEST_FRAME:
            raise ValueError("frame too large")
        try:
            self._outgoing.write(_HEAD.pack(kind, len(body)))
            self._outgoing.write(body)
            self._outgoing.flush()
        except OSError as error:
            raise PipeBroken from error

    def send_control(self, message: dict[str, Json]) -> None:
        """Send one JSON object."""
        self.send(FrameKind.CONTROL, json.dumps(message, separators=(",", ":")).encode())

    def receive(self) -> tuple[FrameKind, bytes]:
        """The next frame. Raises PipeBroken at the end of the pipe and for anything that is no frame."""
        kind, length = _HEAD.unpack(self._exactly(_HEAD.size))
        if length > LARGEST_FRAME:
            raise PipeBroken("frame too large")
        try:
            return FrameKind(kind), self._exactly(length)
        except ValueError as error:
            raise PipeBroken("unknown kind of frame") from error

    def receive_control(self) -> dict[str, Json]:
        """The next frame, which must be a JSON object."""
        kind, body = self.receive()
        if kind is not FrameKind.CONTROL:
            raise PipeBroken("control frame expected")
        return control_message(body)

    def _exactly(self, length: int) -> bytes:
        try:
            data = self._incoming.read(length)
        except OSError as error:
            raise PipeBroken from error
        if len(data) != length:
            raise PipeBroken("end of pipe")
        return data


def control_message(body: bytes) -> dict[str, Json]:
    """The JSON object of a control frame. Raises PipeBroken for anything else."""
    try:
        message = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise PipeBroken("not JSON") from error
    if not isinstance(message, dict):
        raise PipeBroken("not an object")
    return message
