# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the tags of a page of imessage-exporter: messages, the replies printed inside them, and notices."""

from dataclasses import dataclass, field

from evidence_vault.importers.markup_parser import MarkupParser

_VOID = frozenset({"br", "img", "meta", "link", "hr", "input", "source", "wbr"})
_BLOCKS = frozenset({"div", "p", "tr", "hr", "li", "table"})
_DEEPEST = 200
_NEAREST = 3
_NO_LINKS = ("#", "sms://open?message-guid=")
"""Where a link leads that the tool itself made: to a place on the page, to the message in the app."""


@dataclass
class PageRecord:
    """A message, a reply inside another message, or a notice. A message ends where its first reply begins.

    ``has_time``: its time is complete; what else is marked as one are words about edits.
    """

    identity: str | None
    is_notice: bool = False
    is_reply: bool = False
    time: str = ""
    has_time: bool = False
    sender: str = ""
    text: str = ""
    direction: str | None = None
    files: list[str] = field(default_factory=list)
    start: tuple[int, int] = (0, 0)
    end: tuple[int, int] = (0, 0)


class ImessagePage(MarkupParser):
    """``record`` is the message that is open; ``finished`` those that ended, in file order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.record: PageRecord | None = None
        self.finished: list[PageRecord] = []
        self._stack: list[tuple[str, frozenset[str], str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        values = {name: value or "" for name, value in attrs}
        classes = frozenset(values.get("class", "").split())
        if tag == "br" or tag in _BLOCKS:
            self._say("\n")
        if tag == "td":
            self._say(" ")
        if tag in {"img", "video", "audio", "source"} and self.record is not None and values.get("src"):
            self.record.files.append(values["src"])
        if tag in _VOID or len(self._stack) >= _DEEPEST:
            return
        if tag == "div" and classes & {"message", "announcement"}:
            self._start(values.get("id") or None, classes)
        elif tag == "div" and "replies" in classes:
            self.finish(self.getpos())
        elif tag == "div" and self.record is not None and classes & {"sent", "received"}:
            self.record.direction = self.record.direction or ("sent" if "sent" in classes else "received")
        self._stack.append((tag, classes, values.get("href")))

    def handle_endtag(self, tag: str) -> None:
        """Close the nearest open element of that name."""
        if tag in _VOID or all(open_tag != tag for open_tag, _, _ in self._stack):
            return
        while self._stack:
            open_tag, classes, target = self._stack.pop()
            if open_tag == "a" and target and self.record is not None and not target.startswith(_NO_LINKS):
                self._link(target)
            if "timestamp" in classes and self.record is not None:
                self.record.has_time = self.record.has_time or bool(self.record.time.strip())
            if open_tag == "div" and classes & {"message", "announcement"}:
                line, column = self.getpos()
                self.finish((line, column + len(tag) + len("</>")))
            if open_tag == tag:
                return

    def handle_data(self, data: str) -> None:
        """Text inside the open elements."""
        if self.record is None:
            return
        if self._inside("timestamp") and not self.record.has_time:
            self.record.time += data
        elif self._inside("sender") and self.record.text.strip() == "":
            self.record.sender += data
        elif not self._inside("reply_anchor"):
            self._say(data.replace("\n", " "))

    def finish(self, end: tuple[int, int]) -> None:
        """End the open record, also where a page breaks off."""
        if self.record is not None:
            self.record.end = end
            self.finished.append(self.record)
            self.record = None

    def _inside(self, name: str) -> bool:
        """In an element of that class, or in a link or emphasis within it."""
        return any(name in classes for _, classes, _ in self._stack[-_NEAREST:])

    def _start(self, identity: str | None, classes: frozenset[str]) -> None:
        self.finish(self.getpos())
        is_reply = any("reply" in open_classes for _, open_classes, _ in self._stack)
        self.record = PageRecord(identity, "announcement" in classes, is_reply, start=self.getpos())

    def _link(self, target: str) -> None:
        # The words of a link and where it leads are two things; fraud lives on the difference.
        if self.record is None:
            return
        if "attachments/" in target and "://" not in target:
            self.record.files.append(target)
        elif not self.record.text.rstrip().endswith(target):
            self._say(f" ({target})")

    def _say(self, text: str) -> None:
        if self.record is not None:
            self.record.text += text
