# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the tags of Facebook's old ``messages.htm``: a thread with its names, headers, and the paragraph after each."""

from dataclasses import dataclass
from html.parser import HTMLParser

_VOID = frozenset({"br", "img", "meta", "link", "hr", "input"})
_DEEPEST = 200


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


class FacebookPage(HTMLParser):
    """A record starts with ``div.message`` and ends where the next one, or its thread, does."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.record: FacebookRecord | None = None
        self.finished: list[FacebookRecord] = []
        self._stack: list[tuple[str, frozenset[str]]] = []
        self._thread = 0
        self._names = ""
        self._in_names = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        classes = frozenset((dict(attrs).get("class") or "").split())
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
        self._stack.append((tag, classes))

    def handle_endtag(self, tag: str) -> None:
        """Close the nearest open element of that name."""
        if tag in _VOID or all(open_tag != tag for open_tag, _ in self._stack):
            return
        while self._stack:
            open_tag, classes = self._stack.pop()
            if open_tag == "div" and "thread" in classes:
                self.finish(self.getpos())
            if open_tag == tag:
                return

    def handle_data(self, data: str) -> None:
        """Text inside the open elements."""
        inner = self._stack[-1] if self._stack else ("", frozenset())
        if self.record is None:
            if self._in_names:
                self._names += data
        elif inner[0] == "span" and "user" in inner[1]:
            self.record.sender += data
        elif inner[0] == "span" and "meta" in inner[1]:
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
