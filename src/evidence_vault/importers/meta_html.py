# SPDX-License-Identifier: GPL-3.0-or-later
"""Facebook Messenger and Instagram chats of “download your information” as pages, since 2018; alone or zipped.

The page's classes carry no meaning and changed in 2022; what is stable is a box with a name, words and a time. The time
is printed for the account's language without a zone. Messages stand newest first and are kept in this order.
"""

import re
from collections.abc import Sequence
from urllib.parse import unquote

from evidence_vault.importers.chat_files import ChatFile
from evidence_vault.importers.json_details import joined
from evidence_vault.importers.meta_platform import meta_platform
from evidence_vault.importers.page_chats import PageChat, PageChats, PagePlace
from evidence_vault.importers.page_records import Element, PageRecord, RecordPage, one_line, without_blank_lines
from evidence_vault.records import Attachment, AttachmentState, Message, MessageKind, Participant, Recognition
from evidence_vault.translations import N_

_BOX = frozenset({"pam", "uiBoxWhite"})
_NEWER_BOX = "_a6-g"
_NAME = ("_2lel", "_a6-h")
_TIME = ("_2lem", "_a6-o")
_TITLE = ("_3b0d", "_a70e")
_REACTIONS = ("_tqp", "_a6-q")
_PAGE = re.compile(r"(?:.*/)?message(?:s)?_?(\d{1,6})?\.html?")
_BOX_SIGN = re.compile(r"class=[\"']?(?=[^\"'>]*\bpam\b)(?=[^\"'>]*\buiBoxWhite\b)")
_NEWER_SIGN = re.compile(r"<(?:div|section)\b[^>]*class=[\"'][^\"']*\b_a6-g\b")
_WORDS_SIGN = re.compile(r"\b_a6-p[\"']>\s*<div>\s*<div>\s*</div>\s*<div>")
"""The empty box before the words of a message: posts and comments of the newer pages have none."""


class MetaPage(RecordPage):
    """A record is a box with a name and a time."""

    def starts(self, element: Element) -> PageRecord | None:
        """The box of one message."""
        is_box = element.tag in {"div", "section"} and (element.classes >= _BOX or _NEWER_BOX in element.classes)
        return PageRecord() if is_box else None

    def opened(self, element: Element) -> None:
        """Files; a list of reactions."""
        record = self.record
        if record is None:
            return
        address = element.values.get("src") or (element.values.get("href", "") if element.tag == "a" else "")
        if address and "://" not in address and not address.startswith(("#", "data:")) and address not in record.files:
            record.files.append(address)
        if element.tag == "li" and self._is_reaction():
            record.lines.append("reaction: ")

    def words(self, data: str) -> None:
        """Name, time, words; outside boxes the title."""
        record = self.record
        if record is None:
            if self.inside(*_TITLE):
                self.title += data
        elif self.inside(*_NAME) or any(element.tag in {"h2", "h3"} for element in self.open_elements):
            record.sender += data
        elif self.inside(*_TIME):
            record.time += data
        elif self._is_reaction() and record.lines:
            record.lines[-1] += data.strip()
        else:
            record.text += data.replace("\n", " ")

    def _is_reaction(self) -> bool:
        lists = [element for element in self.open_elements if element.tag == "ul"]
        return bool(lists) and not lists[-1].classes.isdisjoint(_REACTIONS)


class MetaHtml(PageChats):
    """The importer of the accounts centre's pages."""

    id = "meta_html"
    name = N_("Facebook Messenger or Instagram chat (HTML)")
    version = "3"
    platform = "messenger"
    limits = "META_PAGE_LIMITS"

    def sign(self, head: str) -> tuple[Recognition, str]:
        """Certain from the box of a message with its time; pages about other things have such boxes, too."""
        boxes = len(_BOX_SIGN.findall(head))
        is_page = ("_a706" in head or "_3b0d" in head or "_4t5n" in head) and ("_a6-g" in head or "_2lej" in head)
        if boxes and is_page and any(each in head for each in ("_a6-p", "_2let")):
            return Recognition.CERTAIN, "the boxes of a page of messages"
        if _NEWER_SIGN.search(head) and "_a6-o" in head and _WORDS_SIGN.search(head):
            return Recognition.CERTAIN, "the boxes of a newer page of messages"
        if boxes and any(each in head for each in _TIME):
            return Recognition.MAYBE, "boxes like those of a page of messages"
        return Recognition.NO, "no boxes of messages"

    def file_fits(self, name: str) -> bool:
        """``message_1.html`` and on: the same download holds pages about everything else."""
        return _PAGE.fullmatch(name) is not None

    def chat_of(self, file: ChatFile) -> str:
        """The pages of a folder are one chat."""
        return file.folder if file.member else "1"

    def prepared(self, files: Sequence[ChatFile]) -> Sequence[ChatFile]:
        """Folder by folder, the parts by their numbers: message_1 is the newest."""
        return sorted(files, key=_folder_and_number) if len(files) > 1 else files

    def platform_of(self, chat: PageChat) -> str:
        """The app that the folders name."""
        return meta_platform(chat.pages[0][0].path if chat.pages and chat.pages[0][0].member else "")

    def reader(self) -> MetaPage:
        """A new reader for one page."""
        return MetaPage()

    def speaker(self, record: PageRecord) -> Participant | None:
        """Nobody for a box without a time: it lists who takes part."""
        return super().speaker(record) if record.time.strip() else None

    def message(self, record: PageRecord, place: PagePlace) -> Message:
        """One message."""
        raw = one_line(record.time) or None
        sent_at, certainty = place.times.read(raw or "")
        words = without_blank_lines(record.text)
        is_message = raw is not None
        return Message(
            conversation=place.chat.id,
            seq=place.seq,
            kind=MessageKind.MESSAGE if is_message else MessageKind.SYSTEM,
            sent_at=sent_at,
            sent_at_raw=raw,
            time_certainty=certainty,
            sender=one_line(record.sender) or None if is_message else None,
            text=joined(words if is_message else joined(one_line(record.sender), [words]), record.lines),
            raw_span=place.span,
            attachments=tuple(_attachment(address, place) for address in record.files),
            subkind=None if is_message else "notice?",
        )


IMPORTER = MetaHtml()


def _folder_and_number(file: ChatFile) -> tuple[str, int]:
    match = _PAGE.fullmatch(file.path)
    return file.folder, int(match[1] or 0) if match else 0


def _attachment(address: str, place: PagePlace) -> Attachment:
    name = unquote(address, errors="replace")
    while name.startswith("../"):
        name = name.removeprefix("../")
    found = place.files.attachment(name)
    return found if found.name else Attachment(None, AttachmentState.MISSING)
