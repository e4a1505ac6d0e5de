# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the tags of a page of qq-chat-exporter (QCE), of its newer and its first pages. From the tool's source."""

from evidence_vault.importers.page_records import Element, PageRecord, RecordPage

_SYSTEM = frozenset({"system-message-container", "system"})
_NAMES = ("sender", "message-sender")
_TIMES = ("time", "message-time")
_WORDS = ("content", "message-content")
_QUOTED = ("reply-content",)
_TITLES = ("hero-title", "chat-title")
_LAYOUT = ("avatar", "message-avatar", "sender-title", "message-sender-title", "date-divider")
_OWN_ADDRESSES = ("resources/", "images/", "videos/", "audios/", "files/", "./")


class QcePage(RecordPage):
    """A record is a message, or the box of a notice."""

    def starts(self, element: Element) -> PageRecord | None:
        """``div.message`` with the number of its message, or ``div.system-message-container``."""
        if element.tag != "div" or not ("message" in element.classes or element.classes & _SYSTEM):
            return None
        values = element.values
        identity = values.get("data-message-id") or values.get("id", "").removeprefix("msg-")
        record = PageRecord(identity or None, sender_id=values.get("data-sender-uid") or None)
        if element.classes & _SYSTEM:
            record.marks.add("system")
        if "self" in element.classes:
            record.is_self = True
        elif "other" in element.classes:
            record.marks.add("other")
        return record

    def opened(self, element: Element) -> None:
        """Files; which message is answered; the day above."""
        record, values = self.record, element.values
        if record is None:
            return
        if "reply-content" in element.classes:
            record.reply_to = values.get("data-reply-to", "").removeprefix("msg-") or None
            record.lines.append(">")
        if self.inside(*_LAYOUT, *_QUOTED):
            return
        address = values.get("src") or (values.get("href", "") if "message-file" in element.classes else "")
        if not address or address.startswith("data:") or address in record.files:
            return
        if "://" not in address or address.startswith(_OWN_ADDRESSES):
            record.files.append(address)
        else:
            record.marks.add("linked")
        for word, kind in (("image", "picture"), ("video", "video"), ("audio", "voice"), ("file", "file")):
            if any(word in name for name in element.classes) or self.inside(f"{word}-content"):
                record.marks.add(f"kind:{kind}")

    def words(self, data: str) -> None:
        """Name, time, words; outside messages the title."""
        record = self.record
        if record is None:
            if self.inside(*_TITLES):
                self.title += data
        elif self.inside(*_LAYOUT):
            return
        elif self.inside(*_NAMES):
            record.sender += data
        elif self.inside(*_TIMES):
            record.time += data
        elif self.inside(*_QUOTED) and record.lines:
            record.lines[-1] += f" {data}"
        elif self.inside(*_WORDS) or "system" in record.marks:
            record.text += data
