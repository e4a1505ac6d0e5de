# SPDX-License-Identifier: GPL-3.0-or-later
"""WeChat chats that PyWxDump wrote as CSV, with the clock of the exporting computer; often saved again by Excel.

Built from the tool's source.
"""

import re

from evidence_vault.importers.local_times import iso_local, iso_time, local_or_utc
from evidence_vault.importers.table_chats import Fields, TableChats, TablePlace
from evidence_vault.importers.wechat_body import read_body
from evidence_vault.importers.wechat_money import transfer, yuan
from evidence_vault.records import Message, MessageKind, Participant, TimeCertainty
from evidence_vault.translations import N_

_SELF = {"1": True, "0": False}
_SPREADSHEET_TIME = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2}) (\d{1,2}):(\d{2})(?::(\d{2}))?")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+\d+", re.IGNORECASE)
_PLAIN = frozenset({"文本", "引用回复", "链接", "图片", "语音", "视频", "动画表情", "文件", "名片", "位置", "小程序"})
_SUBKINDS = {
    "图片": "picture",
    "语音": "voice",
    "视频": "video",
    "动画表情": "sticker",
    "文件": "file",
    "名片": "contact",
    "位置": "location",
    "小程序": "mini-program",
    "引用回复": "quote",
    "链接": "link",
}


class PywxdumpCsv(TableChats):
    """The importer of PyWxDump's table."""

    id = "pywxdump_csv"
    name = N_("WeChat chat exported by PyWxDump (CSV)")
    headings = ("id", "MsgSvrID", "type_name", "is_sender", "talker", "room_name", "msg", "src", "CreateTime")
    platform = "wechat"
    limits = "WECHAT_TOOL_LIMITS"

    def is_record(self, fields: Fields) -> bool:
        """A row down to its time."""
        return bool(fields.get("CreateTime"))

    def chat(self, fields: Fields) -> tuple[str, str | None]:
        """The room is the chat."""
        return fields.get("room_name") or "1", fields.get("room_name") or None

    def speaker(self, fields: Fields) -> Participant | None:
        """The talker by account; ``is_sender`` says whether it is the person."""
        account = fields.get("talker")
        return Participant(None, account, _SELF.get(fields.get("is_sender", ""))) if account else None

    def doubt(self, fields: Fields) -> str | None:
        """Numbers in scientific notation, times without seconds."""
        if _SCIENTIFIC.fullmatch(fields.get("MsgSvrID", "")):
            return fields["MsgSvrID"]
        return fields["CreateTime"] if _SPREADSHEET_TIME.fullmatch(fields["CreateTime"]) else None

    def message(self, fields: Fields, place: TablePlace) -> Message:
        """One message."""
        raw, words = fields["CreateTime"], fields.get("msg", "")
        sent_at, certainty = _time(raw)
        kind, subkind = _kind(fields.get("type_name", ""), words)
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
            is_self=_SELF.get(fields.get("is_sender", "")),
            payment=transfer(yuan(words)) if kind is MessageKind.PAYMENT else None,
            subkind=subkind,
        )


IMPORTER = PywxdumpCsv()


def _kind(word: str, words: str) -> tuple[MessageKind, str | None]:
    if "转账" in word:
        return MessageKind.PAYMENT, "transfer"
    if "红包" in word:
        return MessageKind.PAYMENT, "red-packet"
    if "通话" in word:
        return MessageKind.CALL, "call"
    if "系统" in word:
        recalled = read_body(words).kind is MessageKind.DELETED
        return (MessageKind.DELETED, "recalled") if recalled else (MessageKind.SYSTEM, "notice")
    if word not in _PLAIN:
        return MessageKind.UNKNOWN, word or None
    return MessageKind.MESSAGE, _SUBKINDS.get(word)


def _time(raw: str) -> tuple[str | None, TimeCertainty]:
    match = _SPREADSHEET_TIME.fullmatch(raw.strip())
    if match is None:
        return local_or_utc(raw.strip())
    year, month, day, hour, minute, second = match.groups()
    clock = iso_time(int(hour) if int(hour) < 24 else None, int(minute), int(second) if second else None)
    local = iso_local(int(year), int(month), int(day), clock)
    return local, TimeCertainty.LOCAL_DEVICE if local else TimeCertainty.PARTIAL
