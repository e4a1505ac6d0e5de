# SPDX-License-Identifier: GPL-3.0-or-later
"""The worker's end of a reading: many records in a frame, a container's files only when they are wanted."""

from collections.abc import Iterable

from evidence_vault import errors
from evidence_vault.isolation.error_transport import error_message
from evidence_vault.isolation.frames import PIECE, FrameKind, FramePipe, PipeBroken
from evidence_vault.isolation.record_frames import MOST_MESSAGES, messages_frame, records_frame
from evidence_vault.message_columns import MessageColumns, ReadingPart, in_columns
from evidence_vault.record_json import to_json
from evidence_vault.records import Member, Message, ReadingRecord

_RECORDS_IN_FRAME = 500
_MOST_TEXT = 1 << 19
"""Characters of the texts of one frame: written as JSON, some become six bytes."""


class RecordSender:
    """Sends records in their order. Without ``members`` a container's files are left out."""

    def __init__(self, pipe: FramePipe, *, members: bool) -> None:
        self._pipe = pipe
        self._members = members
        self._waiting: list[ReadingRecord] = []

    def send_all(self, records: Iterable[ReadingPart]) -> None:
        """Send all of ``records``; messages go fastest as columns."""
        for record in records:
            if isinstance(record, MessageColumns):
                self._flush()
                self._send_messages(record)
            elif isinstance(record, Message):
                self.send_all(in_columns([record]))
            elif isinstance(record, Member):
                self._flush()
                self._offer(record)
            else:
                self._waiting.append(record)
                if len(self._waiting) >= _RECORDS_IN_FRAME:
                    self._flush()
        self._flush()

    def _send_messages(self, columns: MessageColumns) -> None:
        number = columns.number
        if number > 1 and (number > MOST_MESSAGES or sum(map(len, filter(None, columns.text))) > _MOST_TEXT):
            self._send_messages(columns.part(slice(number // 2)))
            self._send_messages(columns.part(slice(number // 2, None)))
        else:
            self._pipe.send(FrameKind.MESSAGES, messages_frame(columns))

    def _flush(self) -> None:
        if self._waiting:
            self._pipe.send(FrameKind.RECORDS, records_frame(self._waiting))
        self._waiting.clear()

    def _offer(self, member: Member) -> None:
        if not self._members:
            return
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
