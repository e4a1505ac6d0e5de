# SPDX-License-Identifier: GPL-3.0-or-later
"""A web page saved as one file of parts (.mhtml, .mht) by Chrome, Edge or Internet Explorer. Source: RFC 2557."""

import re
from collections.abc import Iterator

from evidence_vault import errors
from evidence_vault.hashing import sha256_of_stream
from evidence_vault.importers.base import Tally
from evidence_vault.importers.file_names import name_in_address, numbered_names
from evidence_vault.importers.mime_parts import MimeFile, MimePart, mime_file, opener
from evidence_vault.importers.text_lines import decode_head
from evidence_vault.importers.web_pages import (
    CONVERSATION,
    LARGEST_PAGE,
    SavedPage,
    decoded_page,
    page_message,
    saved_page,
)
from evidence_vault.records import (
    Answers,
    Attachment,
    AttachmentState,
    Conversation,
    Member,
    RawSpan,
    ReadingRecord,
    ReadingSource,
    Recognition,
)
from evidence_vault.translations import N_

_PARTS = re.compile(r"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_SAVED = re.compile(r"^(?:snapshot-content-location:|from:.{0,20}\bsaved? by\b)", re.IGNORECASE | re.MULTILINE)
_LOCATION = re.compile(r"^content-location:", re.IGNORECASE | re.MULTILINE)
_MAIL = re.compile(r"^(?:received|to|delivered-to):", re.IGNORECASE | re.MULTILINE)
_PAGES = frozenset({"text/html", "application/xhtml+xml"})


class WebPageMhtml:
    """The importer of saved pages in one file."""

    id = "web_page_mhtml"
    name = N_("Saved web page (MHTML)")
    version = "1"
    suffixes = (".mhtml", ".mht")

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from the fields that browsers write."""
        head = decode_head(untrusted_head)
        if not _PARTS.search(head):
            return Recognition.NO, "no file of parts"
        if _SAVED.search(head):
            return Recognition.CERTAIN, "the fields of a browser that saved a page"
        if _LOCATION.search(head) and not _MAIL.search(head.split("\n\n", 1)[0]):
            return Recognition.MAYBE, "parts with addresses, without the fields of an e-mail"
        return Recognition.NO, "no saved page"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """The page, and every part of it as a member."""
        file = mime_file(source)
        main = _main_part(file)
        if main is None:
            raise errors.FormatUnknown(name=source.name)
        tally = Tally()
        tally.conversations = 1
        page, is_clean = _page(source, file, main)
        yield Conversation(CONVERSATION, page.title or page.address, "web")
        names = numbered_names(_file_name(part) for part in file.parts)
        for name, part in zip(names, file.parts, strict=True):
            yield Member(name, None, opener(source, part))
        attachments = tuple(Attachment(name, AttachmentState.PRESENT) for name in names)
        with source.open() as stream:
            span = RawSpan(0, source.size, "byte", sha256_of_stream(stream)[0])
        yield tally.count(page_message(page, span, attachments, tally))
        if page.address is None:
            yield from tally.warnings("PAGE_WITHOUT_ADDRESS")
        if not is_clean:
            yield from tally.warnings("TEXT_DAMAGED")
        if file.is_cut:
            yield from tally.warnings("FILE_BREAKS_OFF", str(tally.messages))
        yield from tally.warnings("WEB_PAGE_LIMITS")
        yield from tally.end()


IMPORTER = WebPageMhtml()


def _main_part(file: MimeFile) -> MimePart | None:
    pages = [part for part in file.parts if part.kind in _PAGES]
    address = file.fields.get("snapshot-content-location") or file.fields.get("content-location")
    return next((part for part in pages if part.fields.get("content-location") == address), next(iter(pages), None))


def _page(source: ReadingSource, file: MimeFile, main: MimePart) -> tuple[SavedPage, bool]:
    with opener(source, main)() as stream:
        data = stream.read(LARGEST_PAGE + 1)
    if len(data) > LARGEST_PAGE:
        raise errors.RecordTooLong(name=source.name)
    markup, is_clean = decoded_page(data, main.parameter("charset"))
    page = saved_page(markup)
    given = file.fields.get("snapshot-content-location") or main.fields.get("content-location")
    page.address = given or page.address
    page.saved = file.fields.get("date") or page.saved
    page.title = page.title or file.fields.get("subject")
    return page, is_clean


def _file_name(part: MimePart) -> str:
    address = part.fields.get("content-location", "") or part.fields.get("content-id", "").strip("<>")
    return name_in_address(address, part.kind)
