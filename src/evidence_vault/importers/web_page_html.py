# SPDX-License-Identifier: GPL-3.0-or-later
"""A web page saved as .html, alone or zipped with its folder, as browsers and SingleFile write it."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from evidence_vault import errors
from evidence_vault.hashing import sha256_hex
from evidence_vault.importers.base import Tally
from evidence_vault.importers.containers import Export, head_of, open_export
from evidence_vault.importers.text_lines import decode_head
from evidence_vault.importers.web_pages import CONVERSATION, LARGEST_PAGE, decoded_page, page_message, saved_page
from evidence_vault.importers.zip_members import ZipMembers
from evidence_vault.records import Answers, Conversation, RawSpan, ReadingRecord, ReadingSource, Recognition
from evidence_vault.translations import N_

_PAGE = re.compile(r"(.*)\.(?:html?|xhtml)", re.IGNORECASE)
_MARKED = re.compile(r"<!--\s*(?:saved from url=|(?:Page saved with|Archive processed by) SingleFile)")
_MARKUP = re.compile(r"\s*(?:<!doctype html|<html[\s>]|<\?xml[^>]*>\s*<(?:!doctype )?html)", re.IGNORECASE)
_COMMENTS = re.compile(r"\ufeff?\s*(?:<!--.*?-->\s*)*", re.DOTALL)


class WebPageHtml:
    """The importer of saved pages."""

    id = "web_page_html"
    name = N_("Saved web page (HTML)")
    version = "1"
    suffixes = (".html", ".htm")

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from the comment of a browser or of SingleFile; any other page may have been saved, too."""
        head = decode_head(head_of(source, untrusted_head, _page_of))
        if _MARKED.search(head):
            return Recognition.CERTAIN, "the comment of a program that saved a page"
        comments = _COMMENTS.match(head)
        if _MARKUP.match(head, comments.end() if comments else 0):
            return Recognition.MAYBE, "a page of HTML"
        return Recognition.NO, "no page of HTML"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """The page; for a zip then its other files as members."""
        with open_export(source, _page_of) as export:
            yield from _read(export)


IMPORTER = WebPageHtml()


def _page_of(members: ZipMembers) -> str | None:
    pages = [name for name in members.names if _PAGE.fullmatch(name)]
    with_folder = [name for name in pages if _folder_of(name, members.names)]
    fitting = with_folder or (pages if len(pages) == 1 else [])
    return min(fitting, key=len, default=None) if len(fitting) == 1 else None


def _folder_of(page: str, names: tuple[str, ...]) -> bool:
    match = _PAGE.fullmatch(page)
    stem = match[1] if match else page
    return any(name.startswith((f"{stem}_files/", f"{stem}.files/", f"{stem}_Dateien/")) for name in names)


def _read(export: Export) -> Iterator[ReadingRecord]:
    with export.open() as stream:
        data = stream.read(LARGEST_PAGE + 1)
    if len(data) > LARGEST_PAGE:
        raise errors.RecordTooLong(name=export.file_name)
    if b"<" not in data:
        raise errors.FormatUnknown(name=export.file_name)
    markup, is_clean = decoded_page(data, None)
    page = saved_page(markup)
    tally = Tally()
    tally.conversations = 1
    yield Conversation(CONVERSATION, page.title or page.address, "web")
    yield from export.members(tally)
    files = tuple(export.files.attachment(unquote(name, errors="replace")) for name in page.files)
    span = RawSpan(0, len(data), "byte", sha256_hex(data), export.member)
    yield tally.count(page_message(page, span, files, tally))
    if page.address is None:
        yield from tally.warnings("PAGE_WITHOUT_ADDRESS")
    if not is_clean:
        yield from tally.warnings("TEXT_DAMAGED")
    yield from tally.warnings("WEB_PAGE_LIMITS")
    yield from tally.end()
