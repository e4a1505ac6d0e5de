# SPDX-License-Identifier: GPL-3.0-or-later
"""The table that WeFlow writes of one chat ("WeClone CSV"): times in UTC, names, own side. Built from its source.

The tool leaves out every answer that quotes a message, and calls whatever is no media ``text``: transfers, calls and
notices are told by their words alone, as in its text.
"""

import re

from evidence_vault.importers.opened_tables import OpenedTable
from evidence_vault.importers.pywxdump_words import IS_SELF
from evidence_vault.importers.spreadsheet_cells import respelled, table_time
from evidence_vault.importers.table_chats import Fields, TableChats, TablePlace
from evidence_vault.importers.wechat_body import Body, read_body
from evidence_vault.importers.wechat_money import money_in_words
from evidence_vault.records import Attachment, AttachmentState, Message, MessageKind, Participant, ReadingSource
from evidence_vault.translations import N_

_MEDIA = {"image": "picture", "sticker": "sticker", "video": "video", "voice": "voice", "file": "file"}
_FILE_ENDING = re.compile(r"\.(?:csv|xlsx)$", re.IGNORECASE)


class WeflowCsv(TableChats):
    """The importer of WeFlow's table."""

    id = "weflow_csv"
    name = N_("WeChat chat exported by WeFlow (CSV)")
    headings = ("id", "MsgSvrID", "type_name", "is_sender", "talker", "msg", "src", "CreateTime")
    platform = "wechat"
    limits = "WEFLOW_CSV_LIMITS"

    def title_of(self, source: ReadingSource, table: OpenedTable) -> str | None:
        """The tool names the file after the chat."""
        return _FILE_ENDING.sub("", source.name) or None

    def is_record(self, fields: Fields) -> bool:
        """A row down to its time."""
        return bool(fields.get("CreateTime"))

    def speaker(self, fields: Fields) -> Participant | None:
        """The name; ``is_sender`` says whether it is the person."""
        name = fields.get("talker")
        return Participant(name, None, IS_SELF.get(fields.get("is_sender", ""))) if name else None

    def doubt(self, fields: Fields) -> str | None:
        """Numbers in scientific notation, times spelled again."""
        return respelled(fields.get("MsgSvrID", ""), fields["CreateTime"])

    def message(self, fields: Fields, place: TablePlace) -> Message:
        """One message."""
        raw, words, source = fields["CreateTime"], fields.get("msg", ""), fields.get("src", "")
        sent_at, certainty = table_time(raw)
        understood = _understood(fields.get("type_name", ""), words, source)
        return Message(
            conversation=place.conversation,
            seq=place.seq,
            kind=understood.kind,
            sent_at=sent_at,
            sent_at_raw=raw,
            time_certainty=certainty,
            sender=fields.get("talker") or None,
            text="\n".join(filter(None, (words, f"src: {source}" if source else ""))) or None,
            raw_span=place.row.span(),
            is_self=IS_SELF.get(fields.get("is_sender", "")),
            attachments=understood.attachments,
            payment=money_in_words(words, understood.subkind) if understood.kind is MessageKind.PAYMENT else None,
            subkind=understood.subkind,
        )


IMPORTER = WeflowCsv()


def _understood(word: str, words: str, source: str) -> Body:
    if word in _MEDIA:
        return Body(subkind=_MEDIA[word], attachments=(_attachment(source),))
    if word == "location":
        return Body(subkind="location")
    return read_body(words) if word == "text" else Body(MessageKind.UNKNOWN, word or None)


def _attachment(source: str) -> Attachment:
    if not source or "://" in source:
        return Attachment(None, AttachmentState.OMITTED)
    return Attachment(source.replace("\\", "/"), AttachmentState.MISSING)
