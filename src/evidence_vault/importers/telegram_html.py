# SPDX-License-Identifier: GPL-3.0-or-later
"""Telegram Desktop's ``messages.html`` pages: one page alone, or all pages of a zip in numeric order.

Nothing of a page is ever run or loaded: its tags are read as text.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from evidence_vault import errors
from evidence_vault.importers.attachment_names import AttachmentNames, names_beside
from evidence_vault.importers.base import HEAD_SIZE, Tally
from evidence_vault.importers.local_times import iso_date, iso_local, iso_time
from evidence_vault.importers.markup_records import markup_records
from evidence_vault.importers.telegram_page import PageReader, Record
from evidence_vault.importers.text_lines import TextSource, decode_head, text_warnings
from evidence_vault.importers.worded_dates import MONTH_NUMBERS
from evidence_vault.importers.zip_members import ZipMembers, is_zip, open_zip
from evidence_vault.records import (
    Answers,
    Attachment,
    AttachmentState,
    Conversation,
    MentionedPayment,
    Message,
    MessageKind,
    Participant,
    RawSpan,
    ReadingRecord,
    ReadingSource,
    ReadingWarning,
    Recognition,
    TimeCertainty,
)
from evidence_vault.translations import N_

_PAGE = re.compile(r"(.*/)?messages(\d*)\.html")
_TIME = re.compile(
    r"(\d{1,2})\.(\d{1,2})\.(\d{4}) (\d{1,2}):(\d{2}):(\d{2})(?: (UTC)(?:([+-]\d{2}):?(\d{2}))?)?",
)
_DAY = re.compile(r"(\d{1,2}) (\w{3,12}) (\d{4})")
_VIA_BOT = re.compile(r"(.+) via (@\w{3,32})")
_MOST_NAMES = 10_000
_SUBKINDS = {"photo": "picture", "audio_file": "audio", "live_location": "live-location"}
_CALL = re.compile(
    r"(?:outgoing|incoming|missed|cancelled|declined) (?:video )?call|voice chat|video chat", re.IGNORECASE
)


class TelegramHtml:
    """The importer of Telegram Desktop's readable export."""

    id = "telegram_html"
    name = N_("Telegram export (HTML)")
    version = "5"
    suffixes = (".html", ".zip")

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from the classes that Telegram gives to a page and its messages."""
        head = untrusted_head
        if is_zip(untrusted_head):
            try:
                with open_zip(source) as members:
                    folders = _folders(members)
                    if folders:
                        with members.open(folders[0][0]) as stream:
                            head = stream.read(HEAD_SIZE)
            except errors.ReadingError:
                return Recognition.NO, "a zip that cannot be opened"
        text = decode_head(head)
        if 'class="page_wrap"' in text and 'class="message ' in text and 'class="history"' in text:
            return Recognition.CERTAIN, "the page and messages of a Telegram export"
        return Recognition.NO, "no Telegram page"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every message of every page; for a zip then its other files as members."""
        with source.open() as stream:
            packed = is_zip(stream.read(4))
        if not packed:
            chat = _Chat("1", [TextSource.of(source)], AttachmentNames(names_beside(source)))
            yield from _read([chat], source.name, Tally())
            return
        with open_zip(source) as members:
            yield from _read_zip(members, source)


IMPORTER = TelegramHtml()


class _Chat(NamedTuple):
    """One chat of an export: its pages in numeric order, and the files beside them."""

    id: str
    pages: list[TextSource]
    files: AttachmentNames


def _folders(members: ZipMembers) -> list[list[str]]:
    """The pages of each chat: those of one folder, by their numbers. An export of an account has many folders."""
    found: dict[str, list[tuple[int, str]]] = {}
    for name in members.names:
        if match := _PAGE.fullmatch(name):
            found.setdefault(match[1] or "", []).append((int(match[2] or 1), name))
    return [[name for _, name in sorted(pages)] for _, pages in sorted(found.items())]


def _read_zip(members: ZipMembers, source: ReadingSource) -> Iterator[ReadingRecord]:
    folders = _folders(members)
    used = {page for pages in folders for page in pages}
    others = [name for name in members.names if name not in used]
    chats = []
    for number, pages in enumerate(folders, 1):
        folder = pages[0].rpartition("/")[0]
        names = [name.removeprefix(f"{folder}/") if folder else name for name in others]
        texts = [TextSource(lambda page=page: members.open(page), source.name, page) for page in pages]  # type: ignore[misc]
        chats.append(_Chat(str(number), texts, AttachmentNames(names)))
    tally = Tally()
    reading = _read(chats, source.name, tally)
    yield from islice(reading, len(chats))
    for name in others:
        yield members.member(name)
    for code, name in members.left_out:
        yield from tally.warnings(code, name)
    yield from reading


def _read(chats: list[_Chat], file_name: str, tally: Tally) -> Iterator[ReadingRecord]:
    surveys = [_survey(chat.pages) for chat in chats]
    if all(people is None for _, people in surveys):
        raise errors.FormatUnknown(name=file_name)
    tally.conversations = len(chats)
    for chat, (title, people) in zip(chats, surveys, strict=True):
        yield Conversation(chat.id, title, "telegram", tuple(Participant(name) for name in people or ()))
    for chat in chats:
        yield from _chat_records(chat, tally)
    yield from tally.warnings("TELEGRAM_EXPORT_LIMITS")
    yield from tally.end()


def _chat_records(chat: _Chat, tally: Tally) -> Iterator[ReadingRecord]:
    sender = day = None
    for page in chat.pages:
        for record, span in _records(page, tally):
            if isinstance(record, ReadingWarning):
                yield record
                continue
            if record.is_separator:
                day = _one_line(record.text) or None
                continue
            if not record.is_service and not record.is_joined:
                sender = _name(record.sender) or None
            elif record.is_joined and sender is None:
                yield from tally.warnings("SENDER_ON_EARLIER_PAGE", record.identity)
            yield tally.count(_message(record, _Place(chat, sender, day, span, tally.messages)))
        yield from text_warnings(page, tally)


def _survey(pages: list[TextSource]) -> tuple[str | None, dict[str, None] | None]:
    title: str | None = None
    people: dict[str, None] = {}
    found = False
    for page in pages:
        reader = PageReader()
        for record, _ in _records(page, Tally(), reader):
            found |= isinstance(record, ReadingWarning) or not record.is_separator
            if isinstance(record, Record) and len(people) < _MOST_NAMES and _one_line(record.sender):
                people[_name(record.sender)] = None
        title = title or _one_line(reader.title) or None
    return title, people if found else None


class _Place(NamedTuple):
    """What is known around a message: ``day`` as printed above it, ``sender`` of the last message with a name."""

    chat: _Chat
    sender: str | None
    day: str | None
    span: RawSpan
    seq: int


def _records(
    page: TextSource, tally: Tally, reader: PageReader | None = None
) -> Iterator[tuple[Record | ReadingWarning, RawSpan]]:
    """Each message and each day separator of a page with its bytes."""
    yield from markup_records(page, tally, reader or PageReader())


def _message(record: Record, place: _Place) -> Message:
    text = _tidy(record.text)
    if record.forwarded.strip():
        text = f"{text}\nforwarded: {_one_line(record.forwarded)}".strip()
    if record.details.strip():
        text = f"{text}\n{_one_line(record.details)}".strip()
    via = _VIA_BOT.fullmatch(_one_line(record.sender))
    signed = _one_line(record.signature)
    text = "\n".join(
        filter(None, (text, *record.reactions, via and f"via_bot: {via[2]}", signed and f"author: {signed}"))
    )
    raw = record.time or (place.day if record.is_service else None)
    sent_at, certainty = _time(record.time) if record.time else (_day(raw), TimeCertainty.PARTIAL)
    return Message(
        conversation=place.chat.id,
        seq=place.seq,
        kind=_kind(record, text),
        sent_at=sent_at,
        sent_at_raw=raw,
        time_certainty=certainty,
        sender=None if record.is_service else place.sender,
        text=text or None,
        raw_span=place.span,
        attachments=_attachments(record, place.chat.files),
        reply_to=record.reply_to,
        payment=MentionedPayment(status="invoice") if record.media == "invoice" else None,
        subkind=_SUBKINDS.get(record.media or "", record.media),
    )


def _kind(record: Record, text: str) -> MessageKind:
    if record.is_service:
        return MessageKind.CALL if _CALL.search(text) else MessageKind.SYSTEM
    if record.media == "call":
        return MessageKind.CALL
    return MessageKind.PAYMENT if record.media == "invoice" else MessageKind.MESSAGE


def _attachments(record: Record, files: AttachmentNames) -> tuple[Attachment, ...]:
    if record.files:
        return tuple(files.attachment(name) for name in record.files if "://" not in name)
    return (Attachment(None, AttachmentState.OMITTED),) if "not included" in record.details.lower() else ()


def _day(text: str | None) -> str | None:
    """``1 March 2026`` as ``2026-03-01``: a service message has no time but that of the day above it."""
    match = _DAY.fullmatch(text) if text else None
    month = MONTH_NUMBERS.get(match[2].casefold()) if match else None
    return iso_date(int(match[3]), month, int(match[1])) if match and month else None


def _time(text: str | None) -> tuple[str | None, TimeCertainty]:
    match = _TIME.fullmatch(text) if text else None
    if match is None:
        return None, TimeCertainty.PARTIAL
    day, month, year, hour, minute, second, zone, hours, minutes = match.groups()
    clock = iso_time(int(hour) if int(hour) < 24 else None, int(minute), int(second))
    sent_at = iso_local(int(year), int(month), int(day), clock)
    if sent_at is None:
        return None, TimeCertainty.PARTIAL
    if zone is None:
        return sent_at, TimeCertainty.LOCAL_DEVICE
    if hours is None:
        return f"{sent_at}+00:00", TimeCertainty.UTC
    if int(hours) > 15 or int(minutes) > 59:
        return None, TimeCertainty.PARTIAL
    return f"{sent_at}{hours}:{minutes}", TimeCertainty.OFFSET_KNOWN


def _name(sender: str) -> str:
    """The sender without the bot that a message was made with: the page writes both in one line."""
    name = _one_line(sender)
    via = _VIA_BOT.fullmatch(name)
    return via[1] if via else name


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _tidy(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().split("\n"))
