# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of one chat that newer versions of MemoTrace (留痕) write: Chinese headings, words for kinds.

Built from the tool's source and that of a fork, whose table names the account in place of the sender. The times are
those of the exporting computer. Amounts stand in the words of transfers; nothing tells which side is the person's.
"""

import re

from evidence_vault.importers.opened_tables import OpenedTable
from evidence_vault.importers.spreadsheet_cells import respelled, table_time
from evidence_vault.importers.table_chats import Fields, TableChats, TablePlace
from evidence_vault.importers.wechat_body import read_body
from evidence_vault.importers.wechat_money import transfer, transfer_subkind, yuan
from evidence_vault.records import (
    Attachment,
    AttachmentState,
    MentionedPayment,
    Message,
    MessageKind,
    Participant,
    ReadingSource,
)
from evidence_vault.translations import N_

_KINDS = {
    "文本": (MessageKind.MESSAGE, None),
    "图片": (MessageKind.MESSAGE, "picture"),
    "视频": (MessageKind.MESSAGE, "video"),
    "语音": (MessageKind.MESSAGE, "voice"),
    "表情包": (MessageKind.MESSAGE, "sticker"),
    "文件": (MessageKind.MESSAGE, "file"),
    "位置分享": (MessageKind.MESSAGE, "location"),
    "分享链接": (MessageKind.MESSAGE, "link"),
    "引用消息": (MessageKind.MESSAGE, "quote"),
    "合并转发的聊天记录": (MessageKind.MESSAGE, "forwarded-chat"),
    "小程序": (MessageKind.MESSAGE, "mini-program"),
    "视频号": (MessageKind.MESSAGE, "channel-video"),
    "音乐分享": (MessageKind.MESSAGE, "music"),
    "收藏笔记": (MessageKind.MESSAGE, "note"),
    "群公告": (MessageKind.MESSAGE, "group-notice"),
    "个人/公众号名片": (MessageKind.MESSAGE, "contact"),
    "企业微信名片": (MessageKind.MESSAGE, "contact"),
    "音视频通话": (MessageKind.CALL, "call"),
    "系统消息": (MessageKind.SYSTEM, "notice"),
    "拍一拍": (MessageKind.SYSTEM, "pat"),
    "红包": (MessageKind.PAYMENT, "red-packet"),
    "转账": (MessageKind.PAYMENT, "transfer"),
}
_PAY_SUBTYPES = {"发起转账": "1", "已收款": "3", "已退还": "4", "非实时转账收款": "5", "发起非实时转账": "7"}
"""The tool's words for WeChat's numbers of a transfer's state."""
_TRANSFER = re.compile(r"【(?P<state>[^【】\n]{1,20})】:(?P<amount>[^\n]*)(?:\n备注: ?(?P<memo>.*))?", re.DOTALL)
_FILE = re.compile(r"【文件】(?P<name>.+?) \d+\.\d\d (?:B|KB|MB|GB) .*", re.DOTALL)
_MEDIA = frozenset({"picture", "video", "voice", "sticker", "file"})
_FILE_ENDING = re.compile(r"\.(?:csv|xlsx)$", re.IGNORECASE)


class MemotraceChatCsv(TableChats):
    """The importer of MemoTrace's table of one chat."""

    id = "memotrace_chat_csv"
    name = N_("WeChat chat exported by MemoTrace (table with Chinese headings)")
    headings = ("消息ID", "类型", "发送人", "时间", "内容", "备注", "昵称", "更多信息")
    older_headings = (("消息ID", "类型", "wxid", "时间", "内容", "备注", "群昵称", "昵称"),)
    suffixes = (".csv", ".xlsx")
    platform = "wechat"
    limits = "MEMOTRACE_CHAT_LIMITS"

    def title_of(self, source: ReadingSource, table: OpenedTable) -> str | None:
        """The tool names the file after the chat."""
        return _FILE_ENDING.sub("", source.name) or None

    def is_record(self, fields: Fields) -> bool:
        """A row down to its words."""
        return bool(fields.get("时间")) and "内容" in fields

    def speaker(self, fields: Fields) -> Participant | None:
        """The name that the tool shows; notices have none, and in the fork's table the account stands, too."""
        name = fields.get("发送人") or fields.get("备注") or fields.get("群昵称") or fields.get("昵称") or None
        account = fields.get("wxid") or None
        return Participant(name, account) if name or account else None

    def doubt(self, fields: Fields) -> str | None:
        """Numbers in scientific notation, times spelled again."""
        return respelled(fields.get("消息ID", ""), fields["时间"])

    def message(self, fields: Fields, place: TablePlace) -> Message:
        """One message."""
        raw, words, person = fields["时间"], fields["内容"].rstrip("\n"), self.speaker(fields)
        sent_at, certainty = table_time(raw)
        kind, subkind = _kind(fields.get("类型", ""), words)
        payment = _payment(words, subkind) if kind is MessageKind.PAYMENT else None
        if payment and subkind == "transfer":
            subkind = transfer_subkind(_pay_subtype(words))
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
            attachments=_attachments(words, subkind),
            payment=payment,
            subkind=subkind,
        )


IMPORTER = MemotraceChatCsv()


def _kind(word: str, words: str) -> tuple[MessageKind, str | None]:
    kind, subkind = _KINDS.get(word, (MessageKind.UNKNOWN, word or None))
    if kind is MessageKind.SYSTEM and read_body(words).kind is MessageKind.DELETED:
        return MessageKind.DELETED, "recalled"
    return kind, subkind


def _pay_subtype(words: str) -> str | None:
    match = _TRANSFER.fullmatch(words)
    return _PAY_SUBTYPES.get(match["state"]) if match else None


def _payment(words: str, subkind: str | None) -> MentionedPayment:
    # A red packet carries no amount: ¥ in its words is what somebody wished, not what was in it.
    match = _TRANSFER.fullmatch(words) if subkind == "transfer" else None
    if match is None:
        return transfer(None)
    return transfer(yuan(match["amount"]), pay_subtype=_pay_subtype(words), memo=(match["memo"] or "").strip() or None)


def _attachments(words: str, subkind: str | None) -> tuple[Attachment, ...]:
    if subkind not in _MEDIA:
        return ()
    if match := _FILE.fullmatch(words):
        return (Attachment(match["name"], AttachmentState.MISSING),)
    return (Attachment(None, AttachmentState.OMITTED),)
