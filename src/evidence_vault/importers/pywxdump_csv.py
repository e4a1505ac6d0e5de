# SPDX-License-Identifier: GPL-3.0-or-later
"""WeChat chats that PyWxDump wrote as CSV, with the clock of the exporting computer; often saved again by Excel.

Built from the tool's source.
"""

from evidence_vault.importers.json_details import text_or_none
from evidence_vault.importers.json_lines import object_of
from evidence_vault.importers.pywxdump_words import IS_SELF, pywxdump_kind
from evidence_vault.importers.spreadsheet_cells import respelled, table_time
from evidence_vault.importers.table_chats import Fields, TableChats, TablePlace
from evidence_vault.importers.table_rows import Row
from evidence_vault.importers.wechat_money import money_in_words
from evidence_vault.records import Message, MessageKind, Participant
from evidence_vault.translations import N_


class PywxdumpCsv(TableChats):
    """The importer of PyWxDump's table."""

    id = "pywxdump_csv"
    name = N_("WeChat chat exported by PyWxDump (CSV)")
    headings = ("id", "MsgSvrID", "type_name", "is_sender", "talker", "room_name", "msg", "src", "CreateTime")
    older_headings = (("id", "MsgSvrID", "type_name", "is_sender", "talker", "room_name", "content", "CreateTime"),)
    version = "3"
    platform = "wechat"
    limits = "WECHAT_TOOL_LIMITS"

    def fields(self, row: Row, headings: tuple[str, ...]) -> Fields:
        """In the older layout ``msg`` and ``src`` stand in one cell as JSON, at first without quotes around it."""
        if "content" not in headings:
            return super().fields(row, headings)
        start, cells = headings.index("content"), row.cells
        if len(cells) > len(headings):
            cells = (*cells[:start], ",".join(cells[start:-1]), cells[-1])
        fields = dict(zip(headings, cells, strict=False))
        content = object_of(fields.get("content", ""))
        if content is None:
            return {**fields, "msg": fields.get("content", "")}
        return {**fields, **{name: text_or_none(content.get(name)) or "" for name in ("msg", "src")}}

    def is_record(self, fields: Fields) -> bool:
        """A row down to its time."""
        return bool(fields.get("CreateTime"))

    def chat(self, fields: Fields) -> tuple[str, str | None]:
        """The room is the chat."""
        return fields.get("room_name") or "1", fields.get("room_name") or None

    def speaker(self, fields: Fields) -> Participant | None:
        """The talker by account; ``is_sender`` says whether it is the person."""
        account = fields.get("talker")
        return Participant(None, account, IS_SELF.get(fields.get("is_sender", ""))) if account else None

    def doubt(self, fields: Fields) -> str | None:
        """Numbers in scientific notation, times without seconds."""
        return respelled(fields.get("MsgSvrID", ""), fields["CreateTime"])

    def message(self, fields: Fields, place: TablePlace) -> Message:
        """One message."""
        raw, words = fields["CreateTime"], fields.get("msg", "")
        sent_at, certainty = table_time(raw)
        kind, subkind = pywxdump_kind(fields.get("type_name", ""), words)
        source = fields.get("src", "")
        return Message(
            conversation=place.conversation,
            seq=place.seq,
            kind=kind,
            sent_at=sent_at,
            sent_at_raw=raw,
            time_certainty=certainty,
            sender=None,
            text="\n".join(filter(None, (words, f"src: {source}" if source else ""))) or None,
            raw_span=place.row.span(),
            sender_id=fields.get("talker") or None,
            is_self=IS_SELF.get(fields.get("is_sender", "")),
            payment=money_in_words(words, subkind) if kind is MessageKind.PAYMENT else None,
            subkind=subkind,
        )


IMPORTER = PywxdumpCsv()
