# SPDX-License-Identifier: GPL-3.0-or-later
"""The worker's end of a reading: many records in a frame, a container's files only when they are wanted."""

import json

from evidence_vault import errors
from evidence_vault.isolation.error_transport import error_message
from evidence_vault.isolation.frames import PIECE, FrameKind, FramePipe, PipeBroken
from evidence_vault.isolation.message_rows import row_of
from evidence_vault.record_json import to_json
from evidence_vault.records import Member, Message, ReadingRecord

RECORDS_IN_FRAME = 500
_LARGEST_TEXT = 1 << 16


class RecordSender:
    """Sends records in their order. Without ``members`` a container's files are left out."""

    def __init__(self, pipe: FramePipe, *, members: bool) -> None:
        self._pipe = pipe
        self._members = members
        self._waiting: list[object] = []
        self._text = 0

    def send(self, record: ReadingRecord) -> None:
        """Send ``record``, at the latest with the next ``flush``."""
        if isinstance(record, Member):
            if self._members:
                self._offer(record)
            return
        row = row_of(record) if isinstance(record, Message) else None
        self._waiting.append(row or to_json(record))
        self._text += len(getattr(record, "text", None) or "")
        if len(self._waiting) >= RECORDS_IN_FRAME or self._text > _LARGEST_TEXT:
            self.flush()

    def flush(self) -> None:
        """Send what waits."""
        if self._waiting:
            self._pipe.send(FrameKind.RECORDS, _json_bytes(self._waiting))
        self._waiting, self._text = [], 0

    def _offer(self, member: Member) -> None:
        self.flush()
        self._pipe.send_control({"member": to_json(member)})
        if not self._wanted():
            return
        try:
            self._stream(member)
        except errors.EvidenceVaultError as error:  # a broken file of a container costs itself, not the rest
            message = error_message(error)
            self._pipe.send_control({"member_broken": True, "code": message["error"], "facts": message["facts"]})

    def _stream(self, member: Member) -> None:
        with member.open() as stream:
            while piece := stream.read(PIECE):
                self._pipe.send(FrameKind.BYTES, piece)
                if not self._wanted():
                    return
        self._pipe.send(FrameKind.BYTES, b"")

    def _wanted(self) -> bool:
        wanted = self._pipe.receive_control().get("more")
        if not isinstance(wanted, bool):
            raise PipeBroken("yes or no expected")
        return wanted


def _json_bytes(lines: list[object]) -> bytes:
    # Half a surrogate pair can stand in a stranger's text; JSON's reader on the other side takes it as well.
    return json.dumps(lines, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
