# SPDX-License-Identifier: GPL-3.0-or-later
"""Discord channels that DiscordChatExporter wrote as JSON. Times have an offset; earlier revisions are not in it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from evidence_vault.importers.json_chats import Chat, Header, JsonChats, Place
from evidence_vault.importers.json_details import details, dict_of, dicts_of, joined, shown, text_or_none
from evidence_vault.importers.local_times import local_or_utc
from evidence_vault.records import (
    Attachment,
    AttachmentState,
    Conversation,
    Message,
    MessageKind,
    Participant,
    Recognition,
    TimeCertainty,
)
from evidence_vault.translations import N_

_MESSAGES = frozenset({"Default", "Reply", "0", "19", "20", "23", "ApplicationCommand", "ContextMenuCommand"})
_SYSTEM = frozenset({
    *("RecipientAdd", "RecipientRemove", "ChannelNameChange", "ChannelIconChange", "ChannelPinnedMessage"),
    *("GuildMemberJoin", "ThreadCreated"),
})
_SHOWN = frozenset({
    *("id", "type", "timestamp", "timestampEdited", "content", "author", "attachments", "reference", "mentions"),
    *("inlineEmojis", "reactions", "stickers", "forwardedMessage"),
})


class DiscordJson(JsonChats):
    """The importer of DiscordChatExporter's JSON."""

    id = "discord_json"
    name = N_("Discord channel exported by DiscordChatExporter (JSON)")
    version = "3"
    limits = "DISCORD_LIMITS"

    def sign(self, header: Header, items: Sequence[dict[str, Any]]) -> tuple[Recognition, str]:
        """Certain from a guild and a channel beside messages."""
        if isinstance(header.get("guild"), dict) and isinstance(header.get("channel"), dict) and "messages" in header:
            return Recognition.CERTAIN, "a guild, a channel and messages"
        if isinstance(header.get("guild"), dict) and isinstance(header.get("channel"), dict) and items:
            return Recognition.CERTAIN, "a guild, a channel and messages"
        return Recognition.NO, "no guild and channel"

    def conversation(self, chat: Chat) -> Conversation:
        """The channel; a guild with the id 0 is Discord's way to say direct messages."""
        guild, channel = dict_of(chat.header.get("guild")), dict_of(chat.header.get("channel"))
        names = [text_or_none(channel.get("name"))]
        if guild.get("id") != "0":
            names = [text_or_none(guild.get("name")), text_or_none(channel.get("category")), *names]
        title = " / ".join(name for name in names if name) or None
        return Conversation(text_or_none(channel.get("id")) or "1", title, "discord")

    def speaker(self, item: dict[str, Any], header: Header) -> Participant | None:
        """The author by the name shown in the channel."""
        author = dict_of(item.get("author"))
        name = text_or_none(author.get("nickname")) or text_or_none(author.get("name"))
        account = text_or_none(author.get("id"))
        return Participant(name, account) if name or account else None

    def message(self, item: dict[str, Any], place: Place) -> Message:
        """One message."""
        raw = text_or_none(item.get("timestamp"))
        sent_at, certainty = local_or_utc(raw) if raw else (None, TimeCertainty.PARTIAL)
        person = self.speaker(item, place.header)
        return Message(
            conversation=place.conversation,
            seq=place.seq,
            kind=_kind(item),
            sent_at=sent_at,
            sent_at_raw=raw,
            time_certainty=certainty,
            sender=person.name if person else None,
            text=joined(text_or_none(item.get("content")), _lines(item, person)),
            raw_span=place.span,
            sender_id=person.account_id if person else None,
            attachments=_attachments(item, place),
            edited=True if text_or_none(item.get("timestampEdited")) else None,
            reply_to=text_or_none(dict_of(item.get("reference")).get("messageId")),
            subkind=None if item.get("type") == "Default" else text_or_none(item.get("type")),
        )

    def notes(self, chat: Chat) -> Iterator[tuple[str, str]]:
        """An export of a part, or with fewer messages than it says."""
        dates = dict_of(chat.header.get("dateRange"))
        if text_or_none(dates.get("after")) or text_or_none(dates.get("before")):
            yield "PARTIAL_EXPORT", f"{shown(dates.get('after'))} … {shown(dates.get('before'))}"
        said = chat.header.get("messageCount")
        if isinstance(said, int) and said != chat.items:
            yield "COUNT_DIFFERS", f"{said} / {chat.items}"


IMPORTER = DiscordJson()


def _kind(item: Mapping[str, Any]) -> MessageKind:
    kind = text_or_none(item.get("type")) or "Default"
    if kind == "Call":
        return MessageKind.CALL
    return MessageKind.MESSAGE if kind in _MESSAGES else MessageKind.SYSTEM if kind in _SYSTEM else MessageKind.UNKNOWN


def _lines(item: Mapping[str, Any], person: Participant | None) -> Iterator[str]:
    author = dict_of(item.get("author"))
    name = text_or_none(author.get("name"))
    if person and name and name != person.name:
        yield f"user name: {name}"
    forwarded = dict_of(item.get("forwardedMessage"))
    if forwarded:
        yield f"forwarded: {shown(forwarded)}"
    for sticker in dicts_of(item.get("stickers")):
        yield f"sticker: {shown(sticker.get('name'))}"
    for reaction in dicts_of(item.get("reactions")):
        names = [text_or_none(user.get("name")) or "–" for user in dicts_of(reaction.get("users"))]
        named = f" ({', '.join(names)})" if names else ""
        yield f"reaction: {shown(dict_of(reaction.get('emoji')).get('name'))} ×{shown(reaction.get('count'))}{named}"
    yield from details(item, _SHOWN)


def _attachments(item: Mapping[str, Any], place: Place) -> tuple[Attachment, ...]:
    forwarded = dicts_of(dict_of(item.get("forwardedMessage")).get("attachments"))
    return tuple(_attachment(each, place) for each in (*dicts_of(item.get("attachments")), *forwarded))


def _attachment(fields: Mapping[str, Any], place: Place) -> Attachment:
    name, url = text_or_none(fields.get("fileName")), text_or_none(fields.get("url"))
    if url is None or "://" in url:
        place.masking.text(url or "")
        return Attachment(name, AttachmentState.OMITTED)
    return place.files.attachment(url.replace("\\", "/"))
