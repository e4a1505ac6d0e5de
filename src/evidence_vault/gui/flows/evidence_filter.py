# SPDX-License-Identifier: GPL-3.0-or-later
"""Kinds of evidence, and which items a filter keeps."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from evidence_vault.records import EvidenceItem
from evidence_vault.translations import N_


class Kind(StrEnum):
    """What an item is, for people."""

    PICTURE = "picture"
    CHAT = "chat"
    VIDEO = "video"
    SOUND = "sound"
    DOCUMENT = "document"
    ARCHIVE = "archive"
    OTHER = "other"


KIND_WORDS: dict[Kind, str] = {
    Kind.PICTURE: N_("Picture"),
    Kind.CHAT: N_("Chat log or bill"),
    Kind.VIDEO: N_("Video"),
    Kind.SOUND: N_("Sound"),
    Kind.DOCUMENT: N_("Document"),
    Kind.ARCHIVE: N_("Archive"),
    Kind.OTHER: N_("Other file"),
}

KIND_ICONS: dict[Kind, str] = {
    Kind.PICTURE: "image",
    Kind.CHAT: "messages-square",
    Kind.VIDEO: "film",
    Kind.SOUND: "music",
    Kind.DOCUMENT: "file-text",
    Kind.ARCHIVE: "file-archive",
    Kind.OTHER: "file",
}

_DOCUMENTS = ("application/pdf", "application/msword", "application/vnd.openxmlformats", "text/")
_ARCHIVES = frozenset({"application/zip", "application/x-7z-compressed", "application/vnd.rar", "application/gzip"})


def kind_of(item: EvidenceItem) -> Kind:
    """What ``item`` is: what an importer read counts before what the bytes say."""
    if item.importer and item.messages:
        return Kind.CHAT
    top = item.media_type.partition("/")[0]
    by_top = {"image": Kind.PICTURE, "video": Kind.VIDEO, "audio": Kind.SOUND}
    if top in by_top:
        return by_top[top]
    if item.media_type.startswith(_DOCUMENTS):
        return Kind.DOCUMENT
    return Kind.ARCHIVE if item.media_type in _ARCHIVES else Kind.OTHER


def can_be_chat(item: EvidenceItem) -> bool:
    """Whether messages could be read from an item that none was read from: text, tables, archives, unknown bytes."""
    return not item.media_type.startswith(("image/", "audio/", "video/", "application/pdf")) and not item.derived_from


def can_show_picture(item: EvidenceItem) -> bool:
    """Whether the worker can make a picture of it: pictures, videos and PDF pages."""
    return kind_of(item) in {Kind.PICTURE, Kind.VIDEO} or item.media_type == "application/pdf"


def page_count(item: EvidenceItem) -> int:
    """How many pictures an item has: pages of a PDF, frames of an animation; at least one where there is any."""
    told = [item.facts.get(name) for name in ("pages", "pdf_pages", "frames")]
    count = next((pages for pages in told if isinstance(pages, int) and not isinstance(pages, bool)), 1)
    return max(1, count) if can_show_picture(item) else 0


class State(StrEnum):
    """What the evidence can be narrowed down to beside kind and tag."""

    UNREAD = "unread"
    UNTAGGED = "untagged"
    IN_NO_CASE = "in-no-case"


STATE_WORDS: dict[State, str] = {
    State.UNREAD: N_("Text not read yet"),
    State.UNTAGGED: N_("Without a tag"),
    State.IN_NO_CASE: N_("In no case"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the filter asks for; "" is everything. ``tag`` in whatever capitals, ``state`` one of ``State``."""

    words: str = ""
    kind: str = ""
    tag: str = ""
    state: str = ""


def keeps(item: EvidenceItem, wanted: Wanted, tags: Sequence[str] = (), *, is_unread: bool = False) -> bool:
    """Whether a filter keeps ``item``: every word stands in its name, exhibit numbers, hash or tags."""
    if wanted.kind and kind_of(item) != wanted.kind:
        return False
    if wanted.tag and wanted.tag.casefold() not in {tag.casefold() for tag in tags}:
        return False
    if (wanted.state == State.UNREAD and not is_unread) or (wanted.state == State.UNTAGGED and tags):
        return False
    if wanted.state == State.IN_NO_CASE and item.cases:
        return False
    numbers = (membership.exhibit for membership in item.cases)
    text = " ".join([item.name, item.sha256, *numbers, *tags]).casefold()
    return all(word in text for word in wanted.words.casefold().split())


def exhibit_of(item: EvidenceItem, case_id: str | None) -> str:
    """The exhibit number of ``item`` in a case; "" where it has none."""
    return next((membership.exhibit for membership in item.cases if membership.case_id == case_id), "")
