# SPDX-License-Identifier: GPL-3.0-or-later
"""Follows the tags of a page of chat, fed line by line: what stands inside each element that is a record.

A format says which elements are records and what their inner elements mean; nothing of a page is run or loaded.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from evidence_vault.importers.markup_parser import MarkupParser

VOID = frozenset({"br", "img", "meta", "link", "hr", "input", "source", "wbr", "col", "use", "embed", "area", "base"})
BLOCKS = frozenset({"div", "p", "tr", "hr", "li", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "pre"})
SILENT = frozenset({"script", "style", "template", "head", "title", "svg"})
_DEEPEST = 200


class Element(NamedTuple):
    """An open element: ``classes`` of its own, ``values`` of its attributes (lower-case names)."""

    tag: str
    classes: frozenset[str]
    values: Mapping[str, str]


@dataclass
class PageRecord:
    """What a page says about one message. ``start`` and ``end`` are (line from 1, column) in what was fed.

    ``files`` are addresses as the page writes them; ``marks`` what the format's reader noted.
    """

    identity: str | None = None
    sender: str = ""
    sender_id: str | None = None
    time: str = ""
    text: str = ""
    is_self: bool | None = None
    reply_to: str | None = None
    edited: bool = False
    files: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)
    start: tuple[int, int] = (0, 0)
    end: tuple[int, int] = (0, 0)


class RecordPage(MarkupParser, ABC):
    """``record`` is the one that is open, ``finished`` those that ended, in file order.

    ``title`` of the chat, and ``notes`` that the page has about itself, are complete after ``ended``.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.notes: dict[str, str] = {}
        self.record: PageRecord | None = None
        self.finished: list[PageRecord] = []
        self.open_elements: list[Element] = []
        self._depth = 0

    @abstractmethod
    def starts(self, element: Element) -> PageRecord | None:
        """A new record where ``element`` is one."""

    @abstractmethod
    def opened(self, element: Element) -> None:
        """An element that opens, inside a record or outside; void ones (``img``) too."""

    @abstractmethod
    def words(self, data: str) -> None:
        """Text inside the open elements, never of scripts and styles."""

    def ended(self) -> None:
        """The whole page was fed."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        values = {name: value or "" for name, value in attrs}
        element = Element(tag, frozenset(values.get("class", "").split()), values)
        if self.record is None and (record := self.starts(element)):
            record.start = self.getpos()
            self.record, self._depth = record, len(self.open_elements)
        elif tag == "br" or tag in BLOCKS:
            self.say("\n")
        if tag not in VOID and len(self.open_elements) < _DEEPEST:
            self.open_elements.append(element)
        self.opened(element)

    def handle_endtag(self, tag: str) -> None:
        """Close the nearest open element of that name; a record ends with its own."""
        if tag in VOID or all(element.tag != tag for element in self.open_elements):
            return
        while self.open_elements:
            element = self.open_elements.pop()
            self._closed(element)
            if self.record is not None and len(self.open_elements) <= self._depth:
                line, column = self.getpos()
                self.finish((line, column + len(tag) + len("</>")))
            if element.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        """Pass text on, unless it is a script's or a style's."""
        if not any(element.tag in SILENT for element in self.open_elements):
            self.words(data)

    def finish(self, end: tuple[int, int]) -> None:
        """End the open record, also where a page breaks off."""
        if self.record is not None:
            self.record.end = end
            self.finished.append(self.record)
            self.record = None

    def say(self, text: str) -> None:
        """Add to the words of the open record."""
        if self.record is not None:
            self.record.text += text

    def inside(self, *classes: str) -> bool:
        """Whether an element with one of ``classes`` is open (inside the open record, where there is one)."""
        depth = self._depth if self.record is not None else 0
        return any(not element.classes.isdisjoint(classes) for element in self.open_elements[depth:])

    def _closed(self, element: Element) -> None:
        # The words of a link and where it leads are two things; fraud lives on the difference.
        target = element.values.get("href", "")
        record = self.record
        if element.tag != "a" or record is None or not target or target.startswith("#") or target in record.files:
            return
        if "://" in target and not record.text.rstrip().endswith(target):
            record.text += f" ({target})"


def one_line(text: str) -> str:
    """``text`` with every run of white space as one space."""
    return " ".join(text.split())


def tidy(text: str) -> str:
    """Lines without blanks at their ends, and none that are empty at both ends of the text."""
    return "\n".join(line.strip() for line in text.strip().split("\n"))


def without_blank_lines(text: str) -> str:
    """Lines that hold something: for pages whose blocks only lay things out."""
    return "\n".join(line for each in text.split("\n") if (line := one_line(each)))
