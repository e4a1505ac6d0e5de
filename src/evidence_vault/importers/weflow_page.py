# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the tags of a page of WeFlow: a message with its side and seconds, and what its bubble holds."""

from evidence_vault.importers.page_records import Element, PageRecord, RecordPage

_SIDES = {"sent": True, "received": False}
_KINDS = {"image": "picture", "emoji": "sticker", "audio": "voice", "video": "video", "file": "file"}


class WeflowPage(RecordPage):
    """A record is ``div.message`` with one of two sides."""

    def starts(self, element: Element) -> PageRecord | None:
        """A message; ``time`` is its seconds since 1970."""
        side = next((side for name, side in _SIDES.items() if name in element.classes), None)
        if element.tag != "div" or "message" not in element.classes or side is None:
            return None
        values = element.values
        return PageRecord(
            identity=values.get("data-platform-message-id") or None,
            time=values.get("data-timestamp", ""),
            is_self=side,
            reply_to=values.get("data-reply-to-message-id") or None,
        )

    def opened(self, element: Element) -> None:
        """Media, signs of WeChat drawn as pictures, the name in a picture of a person, a quote."""
        record = self.record
        if record is None:
            return
        if self.inside("avatar"):
            # The tool writes one letter where it has no picture; a picture names the person.
            record.sender = record.sender or element.values.get("alt", "")
        elif "quoted-message" in element.classes:
            record.lines.append(">")
        elif "message-media" in element.classes:
            record.files.extend(filter(None, (element.values.get("src"),)))
            record.marks.update(f"kind:{kind}" for name, kind in _KINDS.items() if name in element.classes)
        elif "message-link-card" in element.classes:
            record.marks.add("kind:link")
        elif element.tag == "img":
            self.words(element.values.get("alt", ""))

    def words(self, data: str) -> None:
        """What stands in a message; outside messages the title."""
        record = self.record
        if record is None:
            self.title += data if self.inside("title") else ""
        elif not self.inside("avatar"):
            self._said(record, data)

    def _said(self, record: PageRecord, data: str) -> None:
        if self.inside("sender-name"):
            record.sender = (record.sender if "named" in record.marks else "") + data
            record.marks.add("named")
        elif self.inside("message-time"):
            record.time = record.time or data
        elif self.inside("quoted-message") and record.lines:
            record.lines[-1] += f" {data}{':' if self.inside('quoted-sender') else ''}"
        elif self.inside("message-content"):
            record.text += data
