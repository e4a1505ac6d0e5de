# SPDX-License-Identifier: GPL-3.0-or-later
"""The workbook that qq-chat-exporter (QCE) writes: one sheet of messages, three of counts. From the tool's source.

The tool's words for kinds are not trusted (see ``qce_messages``); recalled messages it marks in a column of their own.
"""

import re

from evidence_vault.importers.opened_tables import OpenedTable
from evidence_vault.importers.spreadsheet_cells import table_time
from evidence_vault.importers.table_chats import Fields, TableChats, TablePlace
from evidence_vault.records import (
    Attachment,
    AttachmentState,
    Message,
    MessageKind,
    Participant,
    ReadingSource,
)
from evidence_vault.translations import N_

_FILE = re.compile(r"\[(image|video|audio|file): ([^\[\]\n]+)\]")
_SUBKINDS = {"image": "picture", "audio": "voice"}
_NAME_END = re.compile(r"\.(?:xlsx|csv)$", re.IGNORECASE)
_NOBODY = frozenset({"", "0", "未知用户"})


class QqQceWorkbook(TableChats):
    """The importer of the workbook of qq-chat-exporter."""

    id = "qq_qce_workbook"
    name = N_("QQ chat exported by qq-chat-exporter (Excel)")
    headings = ("序号", "时间", "发送者", "发送者QQ号", "消息类型", "消息内容", "是否撤回", "资源数量")
    older_headings = (("序号", "时间", "发送者", "消息类型", "消息内容", "是否撤回", "资源数量"),)
    suffixes = (".xlsx", ".csv")
    version = "1"
    platform = "qq"
    limits = "QCE_TABLE_LIMITS"

    def title_of(self, source: ReadingSource, table: OpenedTable) -> str | None:
        """The tool names the file after the chat."""
        return _NAME_END.sub("", source.name) or None

    def is_record(self, fields: Fields) -> bool:
        """A row down to its words."""
        return bool(fields.get("时间")) and "消息内容" in fields

    def speaker(self, fields: Fields) -> Participant | None:
        """Name and number."""
        name, account = fields.get("发送者", ""), fields.get("发送者QQ号", "")
        if name in _NOBODY and account in _NOBODY:
            return None
        return Participant(name or None, None if account in _NOBODY else account)

    def message(self, fields: Fields, place: TablePlace) -> Message:
        """One message."""
        raw, words, person = fields["时间"], fields["消息内容"], self.speaker(fields)
        sent_at, certainty = table_time(raw)
        files = _FILE.findall(words)
        return Message(
            conversation=place.conversation,
            seq=place.seq,
            kind=_kind(fields),
            sent_at=sent_at,
            sent_at_raw=raw,
            time_certainty=certainty,
            sender=person.name if person else None,
            text=words or None,
            raw_span=place.row.span(),
            sender_id=person.account_id if person else None,
            attachments=tuple(Attachment(name, AttachmentState.MISSING) for _, name in files),
            subkind=_SUBKINDS.get(files[0][0], files[0][0]) if files else fields.get("消息类型") or None,
        )


IMPORTER = QqQceWorkbook()


def _kind(fields: Fields) -> MessageKind:
    if fields.get("是否撤回") == "是":
        return MessageKind.DELETED
    return MessageKind.SYSTEM if fields.get("消息类型") == "系统消息" else MessageKind.MESSAGE
