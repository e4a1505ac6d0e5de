# SPDX-License-Identifier: GPL-3.0-or-later
"""One e-mail as Outlook saves it (.msg), with the items and files inside it. Nothing in it is loaded or run.

Where the item carries the lines of the servers (received mail), sender and date are taken from them; else from
Outlook's own properties, whose times are UTC.
"""

import email
import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import formataddr

from evidence_vault import errors
from evidence_vault.hashing import canonical_digest
from evidence_vault.importers import outlook_properties as mapi
from evidence_vault.importers.base import Tally, byte_span, well_formed
from evidence_vault.importers.html_text import text_of_html
from evidence_vault.importers.local_times import EARLIEST_YEAR, LATEST_YEAR
from evidence_vault.importers.mail_parts import Mail, MailFile, header_text
from evidence_vault.importers.mail_records import LARGEST_MAIL, MailPlace, mail_records
from evidence_vault.importers.outlook_properties import Storage
from evidence_vault.importers.outlook_rtf import decompressed, text_of_rtf
from evidence_vault.records import (
    Answers,
    Conversation,
    Participant,
    RawSpan,
    ReadingRecord,
    ReadingSource,
    Recognition,
    TimeCertainty,
)
from evidence_vault.translations import N_

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ROOT_STREAM = "__properties_version1.0"
_DEEPEST = 10
_BY_VALUE = frozenset({None, 0, 1})
# What olefile and the readers under it raise for damaged compound files.
_BROKEN = (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, struct.error, RecursionError, EOFError)
_MAIL_CLASSES = ("ipm.note", "report.", "ipm.document", "ipm.schedule", "ipm.outlook", "ipm.post", "ipm.sharing")


@dataclass
class OutlookMail(Mail):
    """A mail whose sender and time may stand in Outlook's properties instead of header lines."""

    submitted: datetime | None = None
    inner: list[Storage] = field(default_factory=list)
    name: str | None = None
    address: str | None = None

    def sender(self) -> tuple[str | None, str | None]:
        """Of the header lines, else of the properties."""
        if self.first("from"):
            return super().sender()
        return self.name or self.address, self.address

    def sent_at(self) -> tuple[str | None, TimeCertainty]:
        """The field ``Date`` with its offset, else the time of sending, UTC."""
        sent_at, certainty = super().sent_at()
        if sent_at is None and self.submitted and EARLIEST_YEAR <= self.submitted.year <= LATEST_YEAR:
            return self.submitted.isoformat(timespec="seconds"), TimeCertainty.UTC
        return sent_at, certainty


class EmailMsg:
    """The importer of Outlook's single items."""

    id = "email_msg"
    name = N_("E-mail saved by Outlook (.msg)")
    version = "1"
    suffixes = (".msg",)

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from a compound file with the properties of an item."""
        if not untrusted_head.startswith(_MAGIC):
            return Recognition.NO, "no compound file"
        import olefile

        try:
            with source.open() as stream, olefile.OleFileIO(stream) as ole:
                if ole.exists(_ROOT_STREAM):
                    return Recognition.CERTAIN, "the properties of an Outlook item"
        except _BROKEN:
            return Recognition.NO, "a compound file that cannot be opened"
        return Recognition.NO, "a compound file of something else"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """The e-mail, the ones inside it, and their files as members."""
        if source.size > LARGEST_MAIL:
            raise errors.RecordTooLong(name=source.name)
        import olefile

        tally = Tally()
        with source.open() as stream:
            raw = stream.read(LARGEST_MAIL + 1)
        try:
            with olefile.OleFileIO(io.BytesIO(raw)) as ole:  # short bytes would be taken for the name of a file
                if not ole.exists(_ROOT_STREAM):
                    raise errors.FormatUnknown(name=source.name)
                yield from _items(Storage(ole, (), mapi.TOP), raw, tally)
        except _BROKEN as error:
            raise errors.ArchiveDamaged(name=source.name) from error
        yield from tally.warnings("EMAIL_LIMITS")
        yield from tally.end()


IMPORTER = EmailMsg()


def _items(root: Storage, raw: bytes, tally: Tally) -> Iterator[ReadingRecord]:
    mail = _mail(root)
    tally.conversations = 1
    sender, address = mail.sender()
    people = (Participant(sender, address),) if sender or address else ()
    yield Conversation("1", mail.first("subject"), "email", people)
    yield from mail_records(mail, MailPlace("1", byte_span(0, raw)), tally)
    waiting = [(storage, f"attached-{number}/", 1) for number, storage in enumerate(mail.inner, 1)]
    while waiting:
        storage, folder, depth = waiting.pop(0)
        inner = _mail(storage)
        yield from mail_records(inner, MailPlace("1", _span(inner, folder), folder, "attached_email"), tally)
        if inner.inner and (depth >= _DEEPEST or len(waiting) > mapi.MOST_PARTS):
            yield from tally.warnings("ITEMS_TOO_DEEP", f"{folder}attached-1")
        else:
            waiting += [(each, f"{folder}attached-{n}/", depth + 1) for n, each in enumerate(inner.inner, 1)]


def _span(mail: OutlookMail, folder: str) -> RawSpan:
    sent_at, _ = mail.sent_at()
    digest = canonical_digest({
        "fields": {name: list(values) for name, values in sorted(mail.fields.items())},
        "sent_at": sent_at,
        "text": mail.text,
    })
    return RawSpan(0, 1, "element", digest, folder.rstrip("/"))


def _mail(item: Storage) -> OutlookMail:
    mail = OutlookMail(submitted=item.time(mapi.SUBMITTED) or item.time(mapi.DELIVERED))
    mail.name = item.text(mapi.ON_BEHALF_NAME) or item.text(mapi.SENDER_NAME)
    mail.address = _address(item)
    _take_headers(mail, item)
    _take_properties(mail, item)
    _take_text(mail, item)
    for number, part in enumerate(item.parts("attach"), 1):
        _take_part(mail, part, number)
    return mail


def _address(item: Storage) -> str | None:
    numbers = (mapi.ON_BEHALF_SMTP, mapi.SENDER_SMTP, mapi.ON_BEHALF_ADDRESS, mapi.SENDER_ADDRESS)
    found = [text for number in numbers if (text := item.text(number))]
    return next((text for text in found if "@" in text), next(iter(found), None))


def _take_headers(mail: OutlookMail, item: Storage) -> None:
    headers = item.text(mapi.HEADERS)
    if not headers:
        return
    message = email.message_from_string(headers.lstrip("\r\n"))
    for name, value in message.raw_items():
        mail.fields.setdefault(name.lower(), []).append(header_text(value))


def _take_properties(mail: OutlookMail, item: Storage) -> None:
    recipients: dict[int, list[str]] = {}
    for part in item.parts("recip"):
        name, address = part.text(mapi.NAME) or "", part.text(mapi.SMTP) or part.text(mapi.ADDRESS) or ""
        shown = formataddr((name, address), "utf-8") if name.isascii() and "@" in address else f"{name} <{address}>"
        recipients.setdefault(part.number(mapi.RECIPIENT_KIND) or 0, []).append(shown)
    values = {
        "subject": item.text(mapi.SUBJECT),
        "to": ", ".join(recipients.get(1, ())) or item.text(mapi.TO),
        "cc": ", ".join(recipients.get(2, ())) or item.text(mapi.CC),
        "bcc": ", ".join(recipients.get(3, ())) or item.text(mapi.BCC),
        "message-id": item.text(mapi.MESSAGE_ID),
        "in-reply-to": item.text(mapi.ANSWER_TO),
    }
    for name, value in values.items():
        if value:
            mail.fields.setdefault(name, [value])
    kind = (item.text(mapi.ITEM_CLASS) or "ipm.note").lower()
    if not kind.startswith(_MAIL_CLASSES):
        mail.doubts.append(f"item: {kind}")


def _take_text(mail: OutlookMail, item: Storage) -> None:
    text = item.text(mapi.BODY)
    if text is None and (markup := item.markup(mapi.HTML)):
        text = text_of_html(markup)
    if text is None and (packed := item.binary(mapi.RTF)):
        rich = decompressed(packed)
        text = None if rich is None else well_formed(text_of_rtf(rich))
        mail.doubts.append("rich text")
    mail.text = text.replace("\r\n", "\n").strip("\n") or None if text else None


def _take_part(mail: OutlookMail, part: Storage, number: int) -> None:
    name = part.text(mapi.LONG_NAME) or part.text(mapi.SHORT_NAME) or part.text(mapi.NAME)
    if inner := part.inner_item():
        mail.inner.append(inner)
    elif part.number(mapi.METHOD) in _BY_VALUE and (data := part.binary(mapi.DATA)) is not None:
        mail.files.append(MailFile(name or f"part-{number}", data))
    else:
        mail.missing.append(name or f"part-{number}")
