# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the tags of a page of DiscordChatExporter, of every layout since 2017, from the templates of the tool.

A group of messages has one author; only its first message names them. Old layouts give time and author to the group.
"""

import re

from evidence_vault.importers.page_records import Element, PageRecord, RecordPage, one_line

_SCROLL = re.compile(r"scrollToMessage\(event, ?'(\d{1,20})'\)")
_LINK = re.compile(r"#(?:chatlog__)?message(?:-container)?-(\d{1,20})")
_AUTHORS = ("chatlog__author", "chatlog__author-name", "chatlog__system-notification-author")
_TIMES = ("chatlog__timestamp", "chatlog__short-timestamp", "chatlog__system-notification-timestamp")
_NOT_WORDS = (
    *("chatlog__author-tag", "chatlog__bot-label", "chatlog__reply-author", "chatlog__reply-avatar"),
    *("chatlog__edited-timestamp", "chatlog__reply-edited-timestamp", "chatlog__attachment-spoiler-caption"),
    *("chatlog__reaction", "chatlog__attachment-generic-size", "chatlog__reference-edited-timestamp"),
)
_QUOTES = ("chatlog__reply", "chatlog__reference", "chatlog__referenced-message")


class DiscordPage(RecordPage):
    """A record is an element with the number of its message."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[str] = []
        self._author: tuple[str, str | None] = ("", None)
        self._time = ""
        self._quote = ""

    def starts(self, element: Element) -> PageRecord | None:
        """``data-message-id``, else the class of a message."""
        identity = element.values.get("data-message-id")
        if identity is None and "chatlog__message" in element.classes:
            identity = element.values.get("id", "").rpartition("-")[2] or None
        if identity is None:
            return None
        self._quote = ""
        return PageRecord(identity)

    def opened(self, element: Element) -> None:
        """Authors, times, files, answers; outside records those of the group, and the channel's name."""
        if "chatlog__message-group" in element.classes:
            self._author, self._time = ("", None), ""
        if element.classes & {"preamble__entry", "postamble__entry"}:
            self._entries.append("")
        if not element.classes.isdisjoint(_AUTHORS):
            self._take_author(element)
        elif self.record is not None:
            self._look_at(self.record, element)

    def words(self, data: str) -> None:
        """Text of the element that is open."""
        if self.inside("preamble__entry", "postamble__entry"):
            self._entries[-1] += data
        elif self.inside(*_AUTHORS):
            self._say_author(data)
        elif self.inside(*_TIMES):
            self._say_time(data)
        elif self.record is not None and self.inside("chatlog__reaction-count") and self.record.lines:
            self.record.lines[-1] += f" ×{data.strip()}"
        elif self.record is not None and not self.inside(*_NOT_WORDS):
            self._say_words(self.record, data)

    def finish(self, end: tuple[int, int]) -> None:
        """Give the record what stands at its group."""
        record = self.record
        if record is not None:
            record.sender, record.sender_id = record.sender or self._author[0], record.sender_id or self._author[1]
            record.time = record.time or self._time
            self._author = (record.sender, record.sender_id)
            if quote := one_line(self._quote):
                record.lines.append(f"> {quote}")
        super().finish(end)

    def ended(self) -> None:
        """What the page says about the channel and about itself."""
        entries = [one_line(entry) for entry in self._entries if one_line(entry)]
        count = next((entry for entry in entries if entry.startswith("Exported ")), None)
        self.title = " / ".join(entry for entry in entries[:2] if entry != count)
        if count:
            self.notes["count"] = re.sub(r"\D", "", count)
        if between := next((entry for entry in entries if entry.startswith(("Between ", "After ", "Before "))), None):
            self.notes["range"] = between

    def _take_author(self, element: Element) -> None:
        identity = element.values.get("data-user-id") or None
        if self.record is None:
            self._author = ("", identity)
            return
        self.record.sender_id = self.record.sender_id or identity
        if "chatlog__system-notification-author" in element.classes:
            self.record.marks.add("system")
        full = element.values.get("title", "")
        if full:
            self.record.marks.add(f"user name: {full}")

    def _say_author(self, data: str) -> None:
        if self.inside("chatlog__author-tag"):
            return
        if self.record is None:
            self._author = (self._author[0] + data, self._author[1])
        else:
            self.record.sender += data

    def _say_time(self, data: str) -> None:
        if self.record is None:
            self._time += data
        elif "titled" not in self.record.marks:
            self.record.time += data

    def _look_at(self, record: PageRecord, element: Element) -> None:
        values = element.values
        if not element.classes.isdisjoint(_TIMES) and values.get("title"):
            record.time = values["title"]
            record.marks.add("titled")
        if "chatlog__edited-timestamp" in element.classes:
            record.edited = True
        if "chatlog__message-container--pinned" in element.classes or "chatlog__message--pinned" in element.classes:
            record.marks.add("pinned")
        if "chatlog__reaction" in element.classes and values.get("title"):
            record.lines.append(f"reaction: {values['title']}")
        quoted = _SCROLL.search(values.get("onclick", ""))
        pinned = self.inside("chatlog__system-notification-content") and _LINK.search(values.get("href", ""))
        if answered := quoted or pinned:
            record.reply_to = answered[1]
        address = values.get("href") or values.get("src")
        if address and address not in record.files and self.inside("chatlog__attachment", "chatlog__sticker"):
            record.files.append(address)

    def _say_words(self, record: PageRecord, data: str) -> None:
        if self.inside(*_QUOTES):
            self._quote += data
            return
        preserved = self.inside("chatlog__markdown-preserve", "preserve-whitespace", "chatlog__content", "pre")
        record.text += data if preserved else data.replace("\n", " ")
