# SPDX-License-Identifier: GPL-3.0-or-later
"""Slack's own export: the zip with a folder of day files for each channel, or one day file. Files are links only."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from evidence_vault.importers.chat_files import ChatFile, ChatFiles
from evidence_vault.importers.json_chats import Chat, Header, JsonChats, Place
from evidence_vault.importers.json_details import details, dict_of, dicts_of, joined, shown, text_or_none
from evidence_vault.importers.json_walk import walk
from evidence_vault.importers.local_times import utc_from_epoch
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

_DAY_FILE = re.compile(r"(?:.*/)?[^/]+/\d{4}-\d{2}-\d{2}\.json")
_USERS = "users.json"
_LISTS = ("channels.json", "groups.json", "dms.json", "mpims.json")
_TS = re.compile(r"\d{9,11}\.\d{6}")
_ENTITY = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
_MESSAGES = frozenset({
    *(
        "message_changed",
        "bot_message",
        "me_message",
        "file_share",
        "thread_broadcast",
        "file_comment",
        "reply_broadcast",
    ),
    *("assistant_app_thread", "document_mention"),
})
_DELETED = frozenset({"tombstone", "message_deleted"})
_BEFORE = frozenset({"original", "previous_message", "deleted_ts"})
_SYSTEM = re.compile(r"(?:channel|group|bot|pinned|unpinned|reminder|sh|ekm|app)_\w+")
_SHOWN = frozenset({
    *("type", "subtype", "user", "bot_id", "username", "text", "ts", "thread_ts", "edited", "files", "blocks"),
    *("user_profile", "client_msg_id", "team", "user_team", "source_team", "reply_count", "reply_users_count"),
    *(
        "latest_reply",
        "reply_users",
        "replies",
        "is_locked",
        "subscribed",
        "parent_user_id",
        "upload",
        "display_as_bot",
    ),
    *("bot_profile", "app_id", "metadata", "channel_name", "reactions", "inviter", "root", "display_as_bot"),
})
_DEEPEST_BLOCK = 20
_BLOCK_ENDS = frozenset({"section", "header", "rich_text_section", "rich_text_quote", "rich_text_preformatted"})


class SlackJson(JsonChats):
    """The importer of Slack exports."""

    id = "slack_json"
    name = N_("Slack export (zip or one day)")
    version = "4"
    limits = "SLACK_LIMITS"
    messages = ()

    def file_fits(self, name: str) -> bool:
        """A day file in the folder of a channel."""
        return _DAY_FILE.fullmatch(name) is not None

    def prepared(self, files: ChatFiles) -> Sequence[ChatFile]:
        """Channel by channel, day by day."""
        return sorted(files.found, key=lambda file: file.path)

    def sign(self, header: Header, items: Sequence[dict[str, Any]]) -> tuple[Recognition, str]:
        """Certain from messages with Slack's time and a user or subtype."""
        found = [item for item in items if isinstance(item.get("ts"), str) and _TS.fullmatch(item["ts"])]
        if any({"user", "bot_id", "subtype"} & item.keys() and {"text", "message"} & item.keys() for item in found):
            return Recognition.CERTAIN, "messages with the ts of Slack"
        return Recognition.NO, "no messages with the ts of Slack"

    def shared(self, files: ChatFiles) -> dict[str, Any]:
        """The names of users and channels; direct messages are named after their members."""
        users: dict[str, str] = {}
        channels: dict[str, str | None] = {}
        lists = sorted(files.names, key=lambda name: not name.endswith(_USERS))
        for name in lists:
            last = name.rpartition("/")[2]
            if last == _USERS:
                users |= {str(user.get("id")): found for user in _objects(files, name) if (found := _name(user))}
            elif last in _LISTS:
                channels |= {str(each.get("id")): _title(each, users) for each in _objects(files, name)}
        return {"users": users, "channels": channels}

    def conversation(self, chat: Chat) -> Conversation:
        """The channel after its folder; direct messages have an id as their folder."""
        folder = chat.file.folder.rpartition("/")[2]
        first = chat.first_items[0] if chat.first_items else {}
        title = dict_of(chat.header.get("channels")).get(folder) or folder or text_or_none(first.get("channel_name"))
        return Conversation(folder or "1", title or None, "slack")

    def speaker(self, item: dict[str, Any], header: Header) -> Participant | None:
        """The user with the name of users.json, else of the message."""
        item = _event(item).item
        account = text_or_none(item.get("user")) or text_or_none(item.get("bot_id"))
        profile = dict_of(item.get("user_profile"))
        own = (item.get("username"), profile.get("display_name"), profile.get("real_name"), profile.get("name"))
        name = dict_of(header.get("users")).get(account or "") or next(filter(None, map(text_or_none, own)), None)
        return Participant(name, account) if name or account else None

    def message(self, item: dict[str, Any], place: Place) -> Message:
        """One message."""
        event = _event(item)
        item = event.item
        raw = text_or_none(item.get("ts"))
        sent_at = _moment(raw)
        person = self.speaker(item, place.header)
        thread = text_or_none(item.get("thread_ts"))
        users = dict_of(place.header.get("users"))
        return Message(
            conversation=place.conversation,
            seq=place.seq,
            kind=_kind(text_or_none(item.get("subtype"))),
            sent_at=sent_at,
            sent_at_raw=raw,
            time_certainty=TimeCertainty.UTC if sent_at else TimeCertainty.PARTIAL,
            sender=person.name if person else None,
            text=joined(
                _words(item.get("text"), users) or _words(_in_blocks(item), users), [*event.lines, *_lines(item, users)]
            ),
            raw_span=place.span,
            sender_id=person.account_id if person else None,
            attachments=tuple(_attachment(each, place) for each in dicts_of(item.get("files"))),
            edited=True if dict_of(item.get("edited")) else None,
            reply_to=event.about or (thread if thread != raw else None),
            subkind=text_or_none(item.get("subtype")),
        )


IMPORTER = SlackJson()


class _Event(NamedTuple):
    """A message, or what happened to one: ``about`` is the number of the message it happened to."""

    item: dict[str, Any]
    lines: tuple[str, ...] = ()
    about: str | None = None


def _event(item: dict[str, Any]) -> _Event:
    # Exports for compliance keep each change and deletion as an event with the words before it.
    subtype = item.get("subtype")
    before = text_or_none(dict_of(item.get("original") or item.get("previous_message")).get("text"))
    lines = (f"before: {before}",) if before else ()
    inner = dict_of(item.get("message"))
    if subtype == "message_changed" and inner:
        marked = {"ts": item.get("ts"), "subtype": subtype, "edited": inner.get("edited") or {"ts": item.get("ts")}}
        return _Event({**inner, **marked}, lines, text_or_none(inner.get("ts")))
    if subtype == "message_deleted":
        rest = {key: value for key, value in item.items() if key not in _BEFORE}
        return _Event(rest, lines, text_or_none(item.get("deleted_ts")))
    return _Event(item)


def _objects(files: ChatFiles, name: str) -> Iterator[dict[str, Any]]:
    for event in walk(files.file(name).open, {()}):
        if event.kind == "item" and isinstance(event.value, dict):
            yield event.value


def _name(user: Mapping[str, Any]) -> str | None:
    profile = dict_of(user.get("profile"))
    named = (profile.get("display_name"), profile.get("real_name"), user.get("real_name"), user.get("name"))
    return next(filter(None, map(text_or_none, named)), None)


def _title(channel: Mapping[str, Any], users: Mapping[str, str]) -> str | None:
    members = channel.get("members")
    names = [users.get(each, each) for each in members if isinstance(each, str)] if isinstance(members, list) else []
    return text_or_none(channel.get("name")) or ", ".join(names) or None


def _moment(raw: str | None) -> str | None:
    try:
        return utc_from_epoch(Decimal(raw)) if raw and _TS.fullmatch(raw) else None
    except InvalidOperation:
        return None


def _kind(subtype: str | None) -> MessageKind:
    if subtype is None or subtype in _MESSAGES:
        return MessageKind.MESSAGE
    if subtype in _DELETED:
        return MessageKind.DELETED
    if subtype.startswith("huddle"):
        return MessageKind.CALL
    return MessageKind.SYSTEM if _SYSTEM.fullmatch(subtype) else MessageKind.UNKNOWN


def _in_blocks(item: Mapping[str, Any]) -> str:
    """The words of messages that apps write: some stand in blocks alone, with nothing in ``text``."""
    return "\n".join(filter(None, ("".join(_pieces(block, 0)).strip() for block in dicts_of(item.get("blocks")))))


def _pieces(block: Mapping[str, Any], depth: int) -> Iterator[str]:
    """The words of one block: https://docs.slack.dev/reference/block-kit/blocks."""
    if depth > _DEEPEST_BLOCK:
        return
    if isinstance(block.get("text"), dict):
        yield from _pieces(dict_of(block["text"]), depth + 1)
    else:
        yield _own_words(block)
    for key in ("elements", "fields"):
        for inner in dicts_of(block.get(key)):
            yield from _pieces(inner, depth + 1)
    if block.get("type") in _BLOCK_ENDS:
        yield "\n"


def _own_words(block: Mapping[str, Any]) -> str:
    words, target = text_or_none(block.get("text")), text_or_none(block.get("url"))
    if words:
        return f"{words} ({target})" if target and target != words else words
    if user := text_or_none(block.get("user_id")):
        return f"<@{user}>"
    if block.get("type") == "emoji":
        return f":{text_or_none(block.get('name')) or '?'}:"
    return target or text_or_none(block.get("title")) or text_or_none(block.get("alt_text")) or ""


def _words(value: Any, users: Mapping[str, str]) -> str | None:
    text = text_or_none(value)
    return html.unescape(_ENTITY.sub(lambda match: _entity(match, users), text)) if text else None


def _entity(match: re.Match[str], users: Mapping[str, str]) -> str:
    target, label = match.groups()
    if target.startswith("@"):
        return f"@{label or users.get(target[1:]) or target[1:]}"
    if target.startswith(("#", "!")):
        return f"{'#' if target[0] == '#' else '@'}{label or target[1:]}"
    # The words of a link and where it leads are two things; fraud lives on the difference.
    return f"{label} ({target})" if label and label != target else target


def _lines(item: Mapping[str, Any], users: Mapping[str, str]) -> Iterator[str]:
    for reaction in dicts_of(item.get("reactions")):
        who = reaction.get("users")
        names = (
            [users.get(each, each) if isinstance(each, str) else each for each in who] if isinstance(who, list) else who
        )
        yield f"reaction: {shown(reaction.get('name'))} {shown(names)}"
    yield from details(item, _SHOWN)


def _attachment(fields: Mapping[str, Any], place: Place) -> Attachment:
    name = text_or_none(fields.get("name")) or text_or_none(fields.get("title")) or text_or_none(fields.get("id"))
    for key, value in fields.items():
        if key.startswith("url_") and isinstance(value, str):
            place.masking.text(value)
    if fields.get("mode") in {"tombstone", "hidden_by_limit"}:
        return Attachment(name, AttachmentState.EXPIRED)
    if name and name in place.files:
        return place.files.attachment(name)
    return Attachment(name, AttachmentState.OMITTED)
