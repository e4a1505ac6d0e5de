# SPDX-License-Identifier: GPL-3.0-or-later
"""WeChat chats that WeChatDataAnalysis wrote as JSON: the zip with ``conversations/…/messages.json``, or one such file.

Built from the output of the real tool on its own test data.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from evidence_vault.importers.json_chats import Chat, Header, JsonChats, Place
from evidence_vault.importers.json_details import details, dict_of, dicts_of, joined, shown, text_or_none
from evidence_vault.importers.local_times import utc_from_number
from evidence_vault.importers.wcda_words import wcda_kind
from evidence_vault.importers.wechat_lists import wechat_message
from evidence_vault.importers.wechat_money import transfer, transfer_subkind, yuan
from evidence_vault.records import (
    Attachment,
    AttachmentState,
    Conversation,
    MentionedPayment,
    Message,
    MessageKind,
    Participant,
    Recognition,
)
from evidence_vault.translations import N_

_FILE = re.compile(r"(?:.*/)?messages\.json")
_MEDIA = frozenset({"picture", "voice", "video", "file", "sticker"})
_TOLD = ("title", "url", "from", "quoteTitle", "quoteContent", "recordItem", "voipType", "voiceLength", "fileSize")
_PLACE = ("locationPoiname", "locationLabel", "locationLat", "locationLng")


class WcdaJson(JsonChats):
    """The importer of WeChatDataAnalysis' JSON."""

    id = "wcda_json"
    name = N_("WeChat chat exported by WeChatDataAnalysis (JSON)")
    limits = "WECHAT_TOOL_LIMITS"

    def file_fits(self, name: str) -> bool:
        """``messages.json`` of a conversation."""
        return _FILE.fullmatch(name) is not None

    def sign(self, header: Header, items: Sequence[dict[str, Any]]) -> tuple[Recognition, str]:
        """Certain from the schema version beside account, conversation and filters."""
        if {"schemaVersion", "account", "conversation", "filters"} <= header.keys():
            return Recognition.CERTAIN, "account, conversation and filters of WeChatDataAnalysis"
        return Recognition.NO, "not the keys of WeChatDataAnalysis"

    def conversation(self, chat: Chat) -> Conversation:
        """The conversation with its account."""
        fields = dict_of(chat.header.get("conversation"))
        identity = text_or_none(fields.get("username")) or chat.file.folder or "1"
        return Conversation(identity, text_or_none(fields.get("displayName")), "wechat")

    def speaker(self, item: dict[str, Any], header: Header) -> Participant | None:
        """The sender; system notices have none."""
        name, account = text_or_none(item.get("senderDisplayName")), text_or_none(item.get("senderUsername"))
        if item.get("renderType") == "system" or (name is None and account is None):
            return None
        sent = item.get("isSent")
        return Participant(name, account, sent if isinstance(sent, bool) else None)

    def message(self, item: dict[str, Any], place: Place) -> Message:
        """One message."""
        word = text_or_none(item.get("renderType"))
        kind, subkind = wcda_kind(word)
        if subkind == "transfer":
            subkind = transfer_subkind(text_or_none(item.get("paySubType")))
        person = self.speaker(item, place.header)
        raw = text_or_none(item.get("createTimeText")) or text_or_none(item.get("createTime"))
        return wechat_message(place, person, raw, utc_from_number(item.get("createTime")))._replace(
            kind=kind,
            text=joined(text_or_none(item.get("content")), _lines(item)),
            attachments=_attachments(item, subkind, place),
            payment=_payment(item) if kind is MessageKind.PAYMENT else None,
            reply_to=text_or_none(item.get("quoteServerId")),
            subkind=subkind,
        )

    def notes(self, chat: Chat) -> Iterator[tuple[str, str]]:
        """An export of a part."""
        lines = details(dict_of(chat.header.get("filters")), ())
        if lines:
            yield "PARTIAL_EXPORT", "; ".join(lines)


IMPORTER = WcdaJson()


def _lines(item: Mapping[str, Any]) -> Iterator[str]:
    content = text_or_none(item.get("content")) or ""
    for key in _TOLD:
        value = text_or_none(item.get(key))
        if value and value not in content:
            yield f"{key}: {shown(value)}"
    location = [shown(item[key]) for key in _PLACE if text_or_none(item.get(key))]
    if location:
        yield "location: " + ", ".join(location)


def _payment(item: Mapping[str, Any]) -> MentionedPayment:
    sent = item.get("isSent")
    return transfer(
        yuan(text_or_none(item.get("amount"))),
        pay_subtype=text_or_none(item.get("paySubType")),
        sent_by_self=sent if isinstance(sent, bool) else None,
        status=text_or_none(item.get("transferStatus")),
        memo=text_or_none(item.get("content")),
        reference=text_or_none(item.get("transferId")),
    )


def _attachments(item: Mapping[str, Any], subkind: str | None, place: Place) -> tuple[Attachment, ...]:
    found = tuple(_attachment(each, place) for each in dicts_of(item.get("offlineMedia")))
    return found or ((Attachment(None, AttachmentState.OMITTED),) if subkind in _MEDIA else ())


def _attachment(fields: Mapping[str, Any], place: Place) -> Attachment:
    path, title = text_or_none(fields.get("path")), text_or_none(fields.get("title"))
    if path is None:
        return Attachment(title, AttachmentState.MISSING)
    return place.files.attachment(path)
