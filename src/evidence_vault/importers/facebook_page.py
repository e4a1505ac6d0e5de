# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the tags of Facebook's old ``messages.htm``: a thread with its names, headers, and the paragraph after each."""

from dataclasses import dataclass
from typing import NamedTuple

from evidence_vault.importers.markup_parser import MarkupParser

_VOID = frozenset({"br", "img", "meta", "link", "hr", "input"})
_DEEPEST = 200
_PARTS = frozenset({"user", "meta"})


@dataclass
class FacebookRecord:
    """One message. ``thread`` counts from 1; ``names`` are the words before the thread's first message."""

    thread: int
    names: str
    sender: str = ""
    time: str = ""
    text: str = ""
    start: tuple[int, int] = (0, 0)
    end: tuple[int, int] = (0, 0)


class _Open(NamedTuple):
    """An open element; ``target`` is where a link leads, ``record`` the message in which it opened."""

    tag: str
    classes: frozenset[str]
    target: str = ""
    record: FacebookRecord | None = None


class FacebookPage(MarkupParser):
    """A record starts with ``div.message`` and ends where the next one, or its thread, does."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.record: FacebookRecord | None = None
        self.finished: list[FacebookRecord] = []
        self._stack: list[_Open] = []
        self._thread = 0
        self._names = ""
        self._in_names = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        values = dict(attrs)
        classes = frozenset((values.get("class") or "").split())
        if tag in _VOID or len(self._stack) >= _DEEPEST:
            self._say("\n" if tag == "br" else "")
            return
        if tag == "div" and "thread" in classes:
            self.finish(self.getpos())
            self._thread += 1
            self._names, self._in_names = "", True
        elif tag == "div" and "message" in classes:
            self.finish(self.getpos())
            self._in_names = False
            self.record = FacebookRecord(self._thread, " ".join(self._names.split()), start=self.getpos())
        self._stack.append(_Open(tag, classes, (values.get("href") or "") if tag == "a" else "", self.record))

    def handle_endtag(self, tag: str) -> None:
        """Close the nearest open element of that name."""
        if tag in _VOID or all(element.tag != tag for element in self._stack):
            return
        while self._stack:
            element = self._stack.pop()
            self._say_target(element)
            if element.tag == "div" and "thread" in element.classes:
                self.finish(self.getpos())
            if element.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        """Text inside the open elements."""
        if self.record is None:
            if self._in_names:
                self._names += data
        elif (part := self._part()) == "user":
            self.record.sender += data
        elif part == "meta":
            self.record.time += data
        else:
            self._say(data)

    def finish(self, end: tuple[int, int]) -> None:
        """End the open record, also where a page breaks off."""
        if self.record is not None:
            self.record.end = end
            self.finished.append(self.record)
            self.record = None

    def _say(self, text: str) -> None:
        if self.record is not None:
            self.record.text += text

    def _say_target(self, link: _Open) -> None:
        # The words of a link and where it leads are two things; fraud lives on the difference.
        record = self.record
        if record is not None and link.record is record and "://" in link.target and not self._part():
            record.text += "" if record.text.rstrip().endswith(link.target) else f" ({link.target})"

    def _part(self) -> str:
        """“user” or “meta” inside such a ``span`` of this line, the innermost; a name or time can be a link, too."""
        for element in reversed(self._stack):
            if element.tag in {"div", "p"}:
                break
            if element.tag == "span" and (found := element.classes & _PARTS):
                return min(found)
        return ""
