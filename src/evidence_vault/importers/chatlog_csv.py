# SPDX-License-Identifier: GPL-3.0-or-later
"""WeChat messages as the CSV of chatlog's HTTP interface gives them. Built from the tool's source."""

from evidence_vault.importers.chatlog_words import chatlog_kind, wrote_it
from evidence_vault.importers.local_times import local_or_utc
from evidence_vault.importers.table_chats import Fields, TableChats, TablePlace
from evidence_vault.records import Message, Participant
from evidence_vault.translations import N_

_SYSTEM = "系统消息"


class ChatlogCsv(TableChats):
    """The importer of chatlog's table."""

    id = "chatlog_csv"
    name = N_("WeChat chat read by chatlog (CSV)")
    headings = ("Time", "SenderName", "Sender", "TalkerName", "Talker", "Content")
    platform = "wechat"
    limits = "WECHAT_TOOL_LIMITS"

    def is_record(self, fields: Fields) -> bool:
        """A row down to its content."""
        return bool(fields.get("Time")) and "Content" in fields

    def chat(self, fields: Fields) -> tuple[str, str | None]:
        """The talker is the chat."""
        return fields.get("Talker") or "1", fields.get("TalkerName") or fields.get("Talker") or None

    def speaker(self, fields: Fields) -> Participant | None:
        """The sender; the tool writes 我 for the person."""
        name, account = fields.get("SenderName") or None, fields.get("Sender") or None
        if _SYSTEM in {name, account} or not (name or account):
            return None
        return Participant(name, account, True if name == "我" else None)

    def message(self, fields: Fields, place: TablePlace) -> Message:
        """One message."""
        sent_at, certainty = local_or_utc(fields["Time"])
        person = self.speaker(fields)
        words = fields.get("Content", "")
        understood = chatlog_kind(words, is_system=person is None, is_self=wrote_it(person))
        return Message(
            conversation=place.conversation,
            seq=place.seq,
            kind=understood.kind,
            sent_at=sent_at,
            sent_at_raw=fields["Time"],
            time_certainty=certainty,
            sender=person.name if person else None,
            text=words or None,
            raw_span=place.row.span(),
            sender_id=person.account_id if person else None,
            is_self=person.is_self if person else None,
            attachments=understood.attachments,
            payment=understood.payment,
            subkind=understood.subkind,
        )


IMPORTER = ChatlogCsv()
