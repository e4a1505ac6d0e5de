# SPDX-License-Identifier: GPL-3.0-or-later
"""WeChat chats that PyWxDump wrote as JSON: a list of the same fields as its table. Built from the tool's source."""

from typing import Any

from evidence_vault.importers.json_chats import Header, Place
from evidence_vault.importers.json_details import details, joined, shown, text_or_none
from evidence_vault.importers.pywxdump_words import IS_SELF, pywxdump_kind
from evidence_vault.importers.spreadsheet_cells import table_time
from evidence_vault.importers.wechat_lists import WechatLists, wechat_message
from evidence_vault.importers.wechat_money import money_in_words
from evidence_vault.records import Message, MessageKind, Participant
from evidence_vault.translations import N_

_KEYS = frozenset({"MsgSvrID", "type_name", "is_sender", "talker", "room_name", "CreateTime"})


class PywxdumpJson(WechatLists):
    """The importer of PyWxDump's JSON."""

    id = "pywxdump_json"
    name = N_("WeChat chat exported by PyWxDump (JSON)")
    version = "3"
    keys = _KEYS

    def part(self, item: dict[str, Any]) -> tuple[str, str | None] | None:
        """The room is the chat."""
        room = text_or_none(item.get("room_name"))
        return (room, room) if room else None

    def speaker(self, item: dict[str, Any], header: Header) -> Participant | None:
        """The talker by account."""
        account = text_or_none(item.get("talker"))
        return Participant(None, account, IS_SELF.get(text_or_none(item.get("is_sender")) or "")) if account else None

    def message(self, item: dict[str, Any], place: Place) -> Message:
        """One message; ``msg`` is a text, or an object for what is no text."""
        raw = text_or_none(item.get("CreateTime"))
        content = item.get("msg")
        words = text_or_none(content) if isinstance(content, str | int) else shown(content) if content else None
        kind, subkind = pywxdump_kind(text_or_none(item.get("type_name")) or "", words or "")
        person = self.speaker(item, place.header)
        return wechat_message(place, person, raw, table_time(raw or ""))._replace(
            kind=kind,
            text=joined(words, details(item, {*_KEYS, "id", "msg"})),
            payment=money_in_words(words, subkind) if kind is MessageKind.PAYMENT else None,
            subkind=subkind,
        )


IMPORTER = PywxdumpJson()
