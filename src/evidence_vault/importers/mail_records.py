# SPDX-License-Identifier: GPL-3.0-or-later
"""An e-mail as records: itself, its files as members, and a WeChat chat that stands in its body."""

import io
from collections.abc import Iterator
from typing import NamedTuple

from evidence_vault.importers.attachment_names import AttachmentNames
from evidence_vault.importers.base import Tally, byte_span
from evidence_vault.importers.mail_parts import Mail, MailFile, parse_mail
from evidence_vault.importers.text_lines import TextSource
from evidence_vault.importers.wechat_shared import read_shared_chat, signs_of_shared_chat
from evidence_vault.records import (
    Attachment,
    AttachmentState,
    Member,
    Message,
    MessageKind,
    RawSpan,
    ReadingRecord,
    TimeCertainty,
)

LARGEST_MAIL = 128 * 1024 * 1024
"""Bytes of one e-mail that is taken in whole. Longer: ``RecordTooLong``."""

DEEPEST_MAIL = 8
"""So many e-mails inside each other are read; what lies deeper stays a file."""

_TOLD = ("subject", "to", "cc", "bcc", "reply-to", "x-gmail-labels")
_LINES_LOOKED_AT = 400


class MailPlace(NamedTuple):
    """Where an e-mail stands; ``folder`` comes before the names of its files (empty, or with a slash at the end).

    ``depth``: inside how many other e-mails it lies.
    """

    conversation: str
    span: RawSpan
    folder: str = ""
    subkind: str = "email"
    depth: int = 0


def mail_records(mail: Mail, place: MailPlace, tally: Tally) -> Iterator[ReadingRecord]:
    """The message of an e-mail, its files, its doubts, the e-mails attached to it with theirs.

    A WeChat chat in its body is a conversation of its own.
    """
    files = _named(mail.files, place.folder)
    message = _message(mail, place, tally.messages, tuple(files))
    yield tally.count(message)
    for name, file in files.items():
        yield Member(name, len(file.data), lambda data=file.data: io.BytesIO(data))  # type: ignore[misc]
    if message.sent_at is None:
        yield from tally.warnings("MAIL_DATE_DOUBTFUL", mail.first("date") or "–")
    for doubt in dict.fromkeys(mail.doubts):
        yield from tally.warnings("MAIL_PART_DAMAGED", doubt)
    body = mail.text or ""
    has_title, days, senders = signs_of_shared_chat(body.split("\n")[:_LINES_LOOKED_AT])
    if has_title and (days or senders):
        yield from _wechat(body, place, files, tally)
    yield from _attached_mails(files, place, tally)


def _attached_mails(files: dict[str, MailFile], place: MailPlace, tally: Tally) -> Iterator[ReadingRecord]:
    """An e-mail inside another: forwarded as it was, with the files that came with it."""
    for name, file in files.items():
        if not file.is_mail:
            continue
        if place.depth >= DEEPEST_MAIL:
            yield from tally.warnings("ITEMS_TOO_DEEP", name)
            continue
        span = byte_span(0, file.data, name)
        inner = MailPlace(place.conversation, span, f"{name}/", "attached_email", place.depth + 1)
        yield from mail_records(parse_mail(file.data), inner, tally)


def _wechat(body: str, place: MailPlace, files: dict[str, MailFile], tally: Tally) -> Iterator[ReadingRecord]:
    # The spans of these messages lie in the decoded body, which therefore becomes a file of its own.
    data = body.encode("utf-8", "replace")
    name = f"{place.folder}body.txt"
    while name in files:
        name += ".txt"
    yield Member(name, len(data), lambda: io.BytesIO(data))
    text = TextSource(lambda: io.BytesIO(data), name, name)
    names = AttachmentNames(files)
    yield from read_shared_chat(text, f"{place.folder}wechat", tally, names)


def _named(files: list[MailFile], folder: str) -> dict[str, MailFile]:
    found: dict[str, MailFile] = {}
    for number, file in enumerate(files, 1):
        name = file.name.replace("\\", "/").rpartition("/")[2] or f"part-{number}"
        full = f"{folder}{name}"
        found[full if full not in found else f"{folder}{number}-{name}"] = file
    return found


def _message(mail: Mail, place: MailPlace, seq: int, names: tuple[str, ...]) -> Message:
    sender, address = mail.sender()
    sent_at, certainty = mail.sent_at()
    lines = [f"{name.title()}: {value}" for name in _TOLD for value in mail.fields.get(name, ())]
    if sent_at is None:
        certainty = TimeCertainty.PARTIAL
        lines += [f"Received: {value}" for value in mail.fields.get("received", ())[:1]]
    return Message(
        conversation=place.conversation,
        seq=seq,
        kind=MessageKind.MESSAGE if mail.fields else MessageKind.UNKNOWN,
        sent_at=sent_at,
        sent_at_raw=mail.first("date") or None,
        time_certainty=certainty,
        sender=sender,
        text="\n".join(lines) + (f"\n\n{mail.text}" if mail.text else "") or None,
        raw_span=place.span,
        sender_id=address,
        attachments=(
            *(Attachment(name, AttachmentState.PRESENT) for name in names),
            *(Attachment(name, AttachmentState.MISSING) for name in mail.missing),
        ),
        reply_to=mail.first("in-reply-to") or None,
        subkind=place.subkind,
    )
