# SPDX-License-Identifier: GPL-3.0-or-later
"""The workbook that WeFlow and its forerunner EchoTrace write of one chat: lines about the chat, then a table.

Built from the tool's source; three sets of columns (for groups, for two, short), and accounts under two names.
"""

from evidence_vault.importers.opened_tables import OpenedTable
from evidence_vault.importers.spreadsheet_cells import table_time
from evidence_vault.importers.table_chats import Fields, TableChats, TablePlace
from evidence_vault.importers.wechat_money import money_in_words
from evidence_vault.importers.weflow_words import weflow_files, weflow_kind
from evidence_vault.records import Attachment, AttachmentState, Message, MessageKind, Participant, ReadingSource
from evidence_vault.translations import N_

_ACCOUNTS = ("发送者账号ID", "发送者微信ID")
_SELF = "我"


def _layouts(account: str) -> tuple[tuple[str, ...], ...]:
    start, end = ("序号", "时间", "发送者昵称", account, "发送者备注"), ("发送者身份", "消息类型", "内容")
    return ((*start, *end), (*start, "群昵称", *end))


class WeflowWorkbook(TableChats):
    """The importer of WeFlow's workbook."""

    id = "weflow_workbook"
    name = N_("WeChat chat exported by WeFlow (Excel)")
    headings = ("序号", "时间", "发送者身份", "消息类型", "内容")
    older_headings = tuple(layout for account in _ACCOUNTS for layout in _layouts(account))
    suffixes = (".xlsx", ".csv")
    version = "1"
    platform = "wechat"
    limits = "WECHAT_TOOL_LIMITS"

    def title_of(self, source: ReadingSource, table: OpenedTable) -> str | None:
        """The remark, else the nickname, in the lines above the table."""
        said: dict[str, str] = {}
        for row in table.before:
            # Merged cells leave empty ones between a name and its value.
            cells = [cell.strip() for cell in row.cells if cell.strip()]
            said |= dict(zip(cells[::2], cells[1::2], strict=False))
        return said.get("备注") or said.get("昵称") or None

    def is_record(self, fields: Fields) -> bool:
        """A row down to its time."""
        return bool(fields.get("时间")) and "发送者身份" in fields

    def speaker(self, fields: Fields) -> Participant | None:
        """The name the tool shows; in chats of two it writes 我 for the person.

        In the short columns nothing tells a chat of two from a group, where a member may be called 我.
        """
        account = next((fields[name] for name in _ACCOUNTS if fields.get(name)), None)
        shown = fields["发送者身份"]
        if shown == _SELF and "群昵称" not in fields and fields.get("发送者昵称"):
            return Participant(fields["发送者昵称"], account, is_self=True)
        return Participant(shown or None, account) if shown or account else None

    def message(self, fields: Fields, place: TablePlace) -> Message:
        """One message."""
        raw, words, person = fields["时间"], fields.get("内容", ""), self.speaker(fields)
        sent_at, certainty = table_time(raw)
        kind, subkind = weflow_kind(fields.get("消息类型"), words)
        return Message(
            conversation=place.conversation,
            seq=place.seq,
            kind=kind,
            sent_at=sent_at,
            sent_at_raw=raw,
            time_certainty=certainty,
            sender=person.name if person else None,
            text=words or None,
            raw_span=place.row.span(),
            sender_id=person.account_id if person else None,
            is_self=person.is_self if person else None,
            attachments=weflow_files(words, subkind, _named),
            payment=money_in_words(words, subkind) if kind is MessageKind.PAYMENT else None,
            subkind=subkind,
        )


IMPORTER = WeflowWorkbook()


def _named(path: str) -> Attachment:
    return Attachment(path, AttachmentState.MISSING)
