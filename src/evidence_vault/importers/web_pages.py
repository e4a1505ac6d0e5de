# SPDX-License-Identifier: GPL-3.0-or-later
"""A saved web page as a record: address, time of saving, title and words. It is never rendered, and nothing is loaded.

What a page says about itself (its address in a comment, a time of saving) is what the saving program wrote.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser

from evidence_vault.importers.base import Tally
from evidence_vault.importers.html_text import text_of_html
from evidence_vault.importers.local_times import EARLIEST_YEAR, LATEST_YEAR
from evidence_vault.importers.mail_parts import CHARSETS
from evidence_vault.importers.page_records import one_line
from evidence_vault.records import Attachment, Message, MessageKind, RawSpan, TimeCertainty

LARGEST_PAGE = 64 * 1024 * 1024
"""Bytes of a page whose words are read. Longer pages are kept, their words are not."""

CONVERSATION = "1"
_MOST_FILES = 5_000
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_SAVED_FROM = re.compile(r"\s*saved from url=\(\d+\)(\S+)\s*")
_SINGLE_FILE = re.compile(r"\s*(?:Page saved with|Archive processed by) SingleFile")
_SINGLE_FILE_LINE = re.compile(r"^\s*(url|saved date):\s*(\S.*?)\s*$", re.MULTILINE)
_SCRIPT_DATE = re.compile(
    r"[A-Z][a-z]{2} (?P<month>[A-Z][a-z]{2}) (?P<day>\d{2}) (?P<year>\d{4}) (?P<clock>\d{2}:\d{2}:\d{2}) "
    r"GMT(?P<offset>[+-]\d{4})(?: \(.*\))?"
)
_REFERENCES = {"img": "src", "script": "src", "link": "href", "source": "src", "iframe": "src", "frame": "src"}


@dataclass
class SavedPage:
    """What is known of a page. ``address`` and ``saved`` as the saving program wrote them; ``files`` it refers to."""

    address: str | None = None
    saved: str | None = None
    title: str | None = None
    words: str | None = None
    files: list[str] = field(default_factory=list)
    is_marked: bool = False


def saved_page(markup: str) -> SavedPage:
    """``markup`` read for what it says about itself."""
    reader = _Facts()
    try:
        reader.feed(markup)
        reader.close()
    except AssertionError:  # the standard reader's answer to some broken declarations
        pass
    page = reader.page
    page.title = one_line(reader.title) or None
    page.address = page.address or reader.canonical
    page.words = text_of_html(markup) or None
    return page


def decoded_page(data: bytes, charset: str | None) -> tuple[str, bool]:
    """The text of a page, and whether every byte of it was understood."""
    declared = _CHARSET.search(data[:4096])
    names = [charset, declared[1].decode("ascii") if declared else None]
    candidates = [CHARSETS.get(name.lower(), name.lower()) for name in names if name]
    mark = (
        "utf-8-sig"
        if data.startswith(b"\xef\xbb\xbf")
        else "utf-16"
        if data[:2] in {b"\xff\xfe", b"\xfe\xff"}
        else None
    )
    for candidate in (mark, *candidates, "utf-8"):
        try:
            if candidate:
                return data.decode(candidate), True
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8", "replace"), False


def page_message(page: SavedPage, span: RawSpan, files: tuple[Attachment, ...], tally: Tally) -> Message:
    """The page as a record: title, address and words as text; the time is that of saving, where one is given."""
    sent_at, certainty = saving_time(page.saved)
    head = "\n".join(filter(None, (page.title, page.address)))
    return Message(
        conversation=CONVERSATION,
        seq=tally.messages,
        kind=MessageKind.MESSAGE,
        sent_at=sent_at,
        sent_at_raw=page.saved,
        time_certainty=certainty,
        sender=None,
        text="\n\n".join(filter(None, (head, page.words))) or None,
        raw_span=span,
        attachments=files,
        subkind="web_page",
    )


def saving_time(text: str | None) -> tuple[str | None, TimeCertainty]:
    """The time of saving as browsers write it: a mail date, or ``Sun Mar 01 2026 10:30:05 GMT+0100 (…)``."""
    moment = None
    try:
        if match := _SCRIPT_DATE.fullmatch(text or ""):
            written = "{month} {day} {year} {clock} {offset}".format(**match.groupdict())
            moment = datetime.strptime(written, "%b %d %Y %H:%M:%S %z")
        elif text:
            moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        moment = None
    if moment is None or not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
        return None, TimeCertainty.PARTIAL
    if moment.tzinfo is None:  # RFC 5322: -0000 is UTC without a word about the place
        is_utc = bool(re.search(r"-0000\s*$", text or ""))
        moment = moment.replace(tzinfo=UTC) if is_utc else moment
        return moment.isoformat(), TimeCertainty.UTC if is_utc else TimeCertainty.LOCAL_DEVICE
    return moment.isoformat(timespec="seconds"), TimeCertainty.OFFSET_KNOWN


class _Facts(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = SavedPage()
        self.title = ""
        self.canonical: str | None = None
        self._in_title = False

    def handle_comment(self, data: str) -> None:
        """The comments in which programs say what they saved; only the first of each."""
        if (match := _SAVED_FROM.fullmatch(data)) and not self.page.is_marked:
            self.page.address, self.page.is_marked = match[1], True
        elif _SINGLE_FILE.match(data) and not self.page.is_marked:
            facts = dict(_SINGLE_FILE_LINE.findall(data))
            self.page.address, self.page.saved = facts.get("url"), facts.get("saved date")
            self.page.is_marked = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Title, address, and files beside the page."""
        values = {name: value or "" for name, value in attrs}
        self._in_title = tag == "title" and not self.title
        if tag == "link" and "canonical" in values.get("rel", "").lower().split():
            self.canonical = self.canonical or values.get("href") or None
        elif tag == "meta" and values.get("property") == "og:url":
            self.canonical = self.canonical or values.get("content") or None
        else:
            self._take_file(values.get(_REFERENCES.get(tag, ""), ""))

    def handle_endtag(self, tag: str) -> None:
        """The title ends."""
        self._in_title &= tag != "title"

    def handle_data(self, data: str) -> None:
        """Words of the title."""
        if self._in_title:
            self.title += data

    def _take_file(self, address: str) -> None:
        is_beside = bool(address) and ":" not in address and not address.startswith(("//", "#", "/"))
        if is_beside and len(self.page.files) < _MOST_FILES:
            name = address.partition("#")[0].partition("?")[0].removeprefix("./")
            if name and name not in self.page.files:
                self.page.files.append(name)
