# SPDX-License-Identifier: GPL-3.0-or-later
"""Follows the tags of a Telegram HTML page and collects what belongs to each message."""

from dataclasses import dataclass, field

from evidence_vault.importers.markup_parser import MarkupParser

_VOID = frozenset({"br", "img", "meta", "link", "hr", "input", "source", "wbr"})
_DEEPEST = 200
_MEDIA = "media_"
_WRAPPED = {
    "photo_wrap": "picture",
    "video_file_wrap": "video",
    "animated_wrap": "gif",
    "sticker_wrap": "sticker",
    "media_wrap": None,
}


@dataclass
class Record:
    """What a page says about one message. ``start`` and ``end`` are (line from 1, column) in what was fed."""

    identity: str
    is_service: bool
    is_joined: bool
    time: str | None = None
    sender: str = ""
    text: str = ""
    details: str = ""
    forwarded: str = ""
    signature: str = ""
    reply_to: str | None = None
    media: str | None = None
    reactions: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    start: tuple[int, int] = (0, 0)
    end: tuple[int, int] = (0, 0)

    @property
    def is_separator(self) -> bool:
        """A day between the messages: these have a negative number."""
        return self.identity.startswith("message-")


class PageReader(MarkupParser):
    """Fed with a page line by line; ``record`` is the message that is open, ``finished`` those that ended."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.record: Record | None = None
        self.finished: list[Record] = []
        self._stack: list[tuple[str, frozenset[str], str | None]] = []
        self._depth_of_record = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        values = {name: value or "" for name, value in attrs}
        classes = frozenset(values.get("class", "").split())
        if tag == "br":
            self.handle_data("\n")
        if tag in _VOID or len(self._stack) >= _DEEPEST:
            return
        if self.record is None and {"message"} <= classes and classes & {"default", "service"}:
            self._start(values.get("id", ""), classes)
        self._stack.append((tag, classes, values.get("href")))
        if self.record is not None:
            self._look_at(tag, classes, values)

    def handle_endtag(self, tag: str) -> None:
        """Close the nearest open element of that name."""
        if tag in _VOID or all(open_tag != tag for open_tag, _, _ in self._stack):
            return
        while self._stack:
            open_tag, _, target = self._stack.pop()
            self._add_target(open_tag, target)
            if self.record is not None and len(self._stack) <= self._depth_of_record:
                line, column = self.getpos()
                self.finish((line, column + len(tag) + len("</>")))
            if open_tag == tag:
                return

    def handle_data(self, data: str) -> None:
        """Text inside the open elements."""
        if self.record is None:
            if self._inside("page_header") and self._inside("text"):
                self.title += data
            return
        self._say(self.record, data)

    def finish(self, end: tuple[int, int]) -> None:
        """End the open message, also at the end of a page that breaks off."""
        if self.record is not None:
            self.record.end = end
            self.finished.append(self.record)
            self.record = None
            self._depth_of_record = 0

    def _say(self, record: Record, data: str) -> None:
        if self._inside("reactions"):
            if record.reactions and data.strip() and not self._inside("initials"):
                record.reactions[-1] += f" {data.strip()}"
        elif self._inside("forwarded") and not self._inside("text") and not self._inside("media_wrap"):
            record.forwarded += data
        elif self._inside("from_name"):
            record.sender += data
        elif self._inside("signature"):
            record.signature += data
        elif self._inside("text") or (record.is_service and self._inside("details")):
            record.text += data
        elif self._inside("media_wrap"):
            record.details += data

    def _start(self, identity: str, classes: frozenset[str]) -> None:
        self._depth_of_record = len(self._stack)
        self.record = Record(identity, "service" in classes, "joined" in classes, start=self.getpos())

    def _look_at(self, tag: str, classes: frozenset[str], values: dict[str, str]) -> None:
        record = self.record
        if record is None:
            return
        if "date" in classes and self._inside("forwarded"):
            record.forwarded += f" ({values['title']}) " if values.get("title") else ""
        elif "date" in classes and record.time is None:
            record.time = values.get("title") or None
        _react(record, classes, values)
        if tag == "div" and self._inside("media_wrap"):
            record.details += "\n"
        record.media = record.media or _media_of(classes)
        if tag == "a" and self._inside("reply_to") and "go_to_message" in values.get("href", ""):
            record.reply_to = values["href"].rpartition("go_to_message")[2] or None
        elif tag == "a" and self._inside("media_wrap") and not values.get("href", "#").startswith("#"):
            record.files.append(values["href"])

    def _add_target(self, tag: str, target: str | None) -> None:
        # The words of a link and where it leads are two things; fraud lives on the difference.
        record = self.record
        if record is None or tag != "a" or not target or not self._inside("text"):
            return
        if not target.startswith("#") and not record.text.endswith(target):
            record.text += f" ({target})"

    def _inside(self, name: str) -> bool:
        return any(name in classes for _, classes, _ in self._stack[self._depth_of_record :])


def _media_of(classes: frozenset[str]) -> str | None:
    for name in sorted(classes):
        if name in _WRAPPED:
            return _WRAPPED[name]
        if name.startswith(_MEDIA):
            return name.removeprefix(_MEDIA)
    return None


def _react(record: Record, classes: frozenset[str], values: dict[str, str]) -> None:
    """A reaction, and those whose initials it shows: their names are in the title."""
    if "reaction" in classes:
        record.reactions.append("reaction:")
    elif "initials" in classes and record.reactions and values.get("title"):
        record.reactions[-1] += f" {values['title']}"
