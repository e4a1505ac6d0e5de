# SPDX-License-Identifier: GPL-3.0-or-later
"""Skype's export (``messages.json`` of its tar). Built from parsers; no public file of the service was found.

Messages stand newest first and are kept in this order.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from evidence_vault.importers.json_chats import Chat, Header, JsonChats, Place
from evidence_vault.importers.json_details import details, dict_of, joined, text_or_none
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

_EDITED = re.compile(r"<e_m\b[^<>]*>(?:</e_m>)?")
_LINK = re.compile(r"<a\b[^<>]*?\bhref=\"([^\"<>]*)\"[^<>]*>(.*?)</a>", re.DOTALL)
_NAME = re.compile(r"<OriginalName\b[^<>]*?\bv=\"([^\"<>]*)\"")
_GROUP = "19:"
_CONTACT = re.compile(r"<c\b([^<>]*)/?>")
_PLACE = re.compile(r"<location\b([^<>]*)>")
_VALUE = re.compile(r"\b([a-zA-Z]{1,20})=\"([^\"<>]*)\"")
_QUOTE = re.compile(r"<quote\b([^>]*)>((?:(?!<quote\b).)*?)</quote>", re.DOTALL)
_LEGACY = re.compile(r"<legacyquote>.*?</legacyquote>", re.DOTALL)
_ANSWERED = re.compile(r'^\s*<quote\b[^>]*\bmessageid="(\d{1,20})"')
_MOST_QUOTES = 20
_TAG = re.compile(r"<[^<>]*>")
_SHOWN = frozenset({
    *("id", "displayName", "originalarrivaltime", "messagetype", "version", "content", "conversationid", "from"),
    *("properties", "amsreferences"),
})


class SkypeJson(JsonChats):
    """The importer of Skype's export."""

    id = "skype_json"
    name = N_("Skype export (JSON)")
    version = "3"
    limits = "SKYPE_LIMITS"
    suffixes = (".json", ".tar", ".zip")
    chat = ("conversations", "*")
    messages = ("MessageList",)

    def sign(self, header: Header, items: Sequence[dict[str, Any]]) -> tuple[Recognition, str]:
        """Certain from a list of messages with Skype's keys, or the account beside them."""
        if any({"originalarrivaltime", "messagetype"} <= item.keys() for item in items):
            return Recognition.CERTAIN, "messages with originalarrivaltime and messagetype"
        if {"userId", "exportDate", "conversations"} <= header.keys() or "MessageList" in header:
            return Recognition.MAYBE, "userId and exportDate beside conversations"
        return Recognition.NO, "no messages of Skype"

    def conversation(self, chat: Chat) -> Conversation:
        """One conversation."""
        identity = text_or_none(chat.header.get("id")) or "1"
        return Conversation(identity, text_or_none(chat.header.get("displayName")), "skype")

    def speaker(self, item: dict[str, Any], header: Header) -> Participant | None:
        """The sender by account; ``userId`` of the file is the person."""
        account, name = text_or_none(item.get("from")), text_or_none(item.get("displayName"))
        if account and account.startswith(_GROUP) and name is None:
            return None  # what happens to a group comes from the group
        own = text_or_none(header.get("userId"))
        if account is None and name is None:
            return None
        return Participant(name, account, account == own if own and account else None)

    def message(self, item: dict[str, Any], place: Place) -> Message:
        """One message."""
        raw, content = text_or_none(item.get("originalarrivaltime")), text_or_none(item.get("content")) or ""
        sent_at, certainty = local_or_utc(raw) if raw else (None, TimeCertainty.PARTIAL)
        properties = dict_of(item.get("properties"))
        person = self.speaker(item, place.header)
        word = text_or_none(item.get("messagetype"))
        edited = _EDITED.search(content) is not None or bool(text_or_none(properties.get("edittime")))
        return Message(
            conversation=place.conversation,
            seq=place.seq,
            kind=_kind(word or "", content, properties),
            sent_at=sent_at,
            sent_at_raw=raw,
            time_certainty=certainty,
            sender=person.name if person else None,
            text=joined(_words(content, word or ""), _lines(item, properties)),
            raw_span=place.span,
            sender_id=person.account_id if person else None,
            is_self=person.is_self if person else None,
            attachments=_attachments(word or "", content, place),
            edited=True if edited else None,
            reply_to=match[1] if (match := _ANSWERED.search(content)) else None,
            subkind=word,
        )

    def notes(self, chat: Chat) -> Iterator[tuple[str, str]]:
        """The order of the file, where it is the other way round."""
        times = [item.get("originalarrivaltime") for item in chat.first_items]
        texts = [time for time in times if isinstance(time, str)]
        if len(texts) > 1 and texts[0] > texts[-1]:
            yield "NEWEST_FIRST", ""


IMPORTER = SkypeJson()


def _kind(word: str, content: str, properties: Mapping[str, Any]) -> MessageKind:
    if text_or_none(properties.get("deletetime")) and not content:
        return MessageKind.DELETED
    if word.startswith("Event/Call"):
        return MessageKind.CALL
    if word.startswith(("ThreadActivity", "Control", "Notice", "PopCard")):
        return MessageKind.SYSTEM
    known = word in {"Text", "RichText", "Poll"} or word.startswith("RichText/")
    return MessageKind.MESSAGE if known else MessageKind.UNKNOWN


def _words(content: str, word: str) -> str | None:
    if word == "Text":
        return content or None
    plain = _LINK.sub(_link, _EDITED.sub("", content))
    for _ in range(_MOST_QUOTES):  # one inside another: the innermost first
        plain, found = _QUOTE.subn(_quoted, plain)
        if not found:
            break
    # Cards and places keep what they say in attributes; between the tags of others stand words.
    told = [_told(match) for form in (_CONTACT, _PLACE) for match in form.finditer(plain)]
    apart = bool(told) or "Call" in word or word.startswith("ThreadActivity")
    words = re.sub(r"[ \t]+", " ", html.unescape(_TAG.sub(" ", plain) if apart else _TAG.sub("", plain)))
    return "\n".join(filter(None, (words.strip(), *told))) or None


def _quoted(match: re.Match[str]) -> str:
    # What somebody quotes is another person's words: it must not run into their own.
    author = re.search(r'\bauthorname="([^"]+)"', match[1]) or re.search(r'\bauthor="([^"]+)"', match[1])
    words = _TAG.sub("", _LEGACY.sub("", match[2])).strip().split("\n")
    return "\n".join([
        "",
        f"&gt; {author[1] if author else '–'}: {words[0]}",
        *(f"&gt; {line}" for line in words[1:]),
        "",
    ])


def _told(match: re.Match[str]) -> str:
    return "; ".join(f"{name} {html.unescape(value)}" for name, value in _VALUE.findall(match[1]) if value)


def _link(match: re.Match[str]) -> str:
    # The words of a link and where it leads are two things; fraud lives on the difference.
    target, words = match.groups()
    return words if html.unescape(words) == html.unescape(target) else f"{words} ({target})"


def _lines(item: dict[str, Any], properties: Mapping[str, Any]) -> Iterator[str]:
    yield from details(properties, ("edittime", "deletetime", "isserversidegenerated", "urlpreviews", "mentions"))
    yield from details(item, _SHOWN)


def _attachments(word: str, content: str, place: Place) -> tuple[Attachment, ...]:
    if not word.startswith(("RichText/UriObject", "RichText/Media")):
        return ()
    match = _NAME.search(content)
    name = html.unescape(match[1]) if match and match[1] else None
    return (place.files.attachment(name) if name else Attachment(None, AttachmentState.MISSING),)
