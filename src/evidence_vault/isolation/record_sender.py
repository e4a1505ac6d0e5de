# SPDX-License-Identifier: GPL-3.0-or-later
"""The worker's end of a reading: many records in a frame, a container's files only when they are wanted."""

from collections.abc import Iterable

from evidence_vault import errors
from evidence_vault.isolation.error_transport import error_message
from evidence_vault.isolation.frames import PIECE, FrameKind, FramePipe, PipeBroken
from evidence_vault.isolation.message_rows import frame_of
from evidence_vault.record_json import to_json
from evidence_vault.records import Member, Message, ReadingRecord

RECORDS_IN_FRAME = 500
_LARGEST_TEXT = 1 << 16


class RecordSender:
    """Sends records in their order. Without ``members`` a container's files are left out."""

    def __init__(self, pipe: FramePipe, *, members: bool) -> None:
        self._pipe = pipe
        self._members = members
        self._waiting: list[ReadingRecord] = []
        self._text = 0

    def send_all(self, records: Iterable[ReadingRecord], *, flush: bool = True) -> None:
        """Send all of ``records``; without ``flush`` the last ones may wait."""
        waiting = self._waiting
        for record in records:
            # This runs a million times for one file.
            if type(record) is Message:
                self._text += len(record.text or "")
            elif isinstance(record, Member):
                if self._members:
                    self._offer(record)
                continue
            waiting.append(record)
            if self._text > _LARGEST_TEXT or len(waiting) >= RECORDS_IN_FRAME:
                self.flush()
        if flush:
            self.flush()

    def send(self, record: ReadingRecord) -> None:
        """Send ``record``, at the latest with the next ``flush``."""
        self.send_all([record], flush=False)

    def flush(self) -> None:
        """Send what waits."""
        if self._waiting:
            self._pipe.send(FrameKind.RECORDS, frame_of(self._waiting))
        self._waiting.clear()
        self._text = 0

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
