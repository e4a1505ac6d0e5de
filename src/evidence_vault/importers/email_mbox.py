# SPDX-License-Identifier: GPL-3.0-or-later
"""A mailbox of many e-mails (.mbox), as Google's Takeout and mail programs write it; read one e-mail at a time."""

import io
import re
from collections.abc import Iterator
from functools import partial

from evidence_vault import errors
from evidence_vault.importers.base import Tally, byte_span
from evidence_vault.importers.mail_parts import parse_mail
from evidence_vault.importers.mail_records import LARGEST_MAIL, MailPlace, mail_records
from evidence_vault.records import Answers, Conversation, ReadingRecord, ReadingSource, Recognition
from evidence_vault.translations import N_

_SEPARATOR = re.compile(rb"From (?:\S+|MAILER DAEMON)\s.*\d{1,2}:\d{2}(?::\d{2})?.*\d{4}|From - .*\d{4}")
_FIELD = re.compile(rb"[!-9;-~]{1,60}[ \t]*:")
_LONGEST_LINE = 16 * 1024 * 1024


class EmailMbox:
    """The importer of mailboxes."""

    id = "email_mbox"
    name = N_("Mailbox (.mbox)")
    version = "2"
    suffixes = (".mbox",)

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from the line that separates e-mails, with a field below."""
        lines = untrusted_head.split(b"\n", 2)
        if len(lines) > 1 and _SEPARATOR.match(lines[0]) and _FIELD.match(lines[1]):
            return Recognition.CERTAIN, "a line of a mailbox and a field of an e-mail"
        return Recognition.NO, "does not begin like a mailbox"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every e-mail in file order, each with its files as members; nothing is taken out of ``>From``."""
        tally = Tally()
        tally.conversations = 1
        yield Conversation("1", None, "email")
        number = 0
        for start, raw in _mails(source):
            number += 1
            if number == 1 and not _SEPARATOR.match(raw):
                raise errors.FormatUnknown(name=source.name)
            mail = parse_mail(raw.partition(b"\n")[2])
            yield from mail_records(mail, MailPlace("1", byte_span(start, raw), f"{number:06d}/"), tally)
        if not number:
            raise errors.FormatUnknown(name=source.name)
        yield from tally.warnings("EMAIL_LIMITS")
        yield from tally.end()


IMPORTER = EmailMbox()


def _mails(source: ReadingSource) -> Iterator[tuple[int, bytes]]:
    """Each e-mail with its separating line and where it starts."""
    start = size = 0
    kept: list[bytes] = []
    blank_before = True
    with source.open() as opened:
        stream = io.BufferedReader(opened, 1 << 20) if isinstance(opened, io.RawIOBase) else opened
        for line in iter(partial(stream.readline, _LONGEST_LINE), b""):
            if kept and blank_before and line.startswith(b"From ") and _SEPARATOR.match(line):
                yield start, b"".join(kept)
                start, size, kept = start + size, 0, []
            kept.append(line)
            size += len(line)
            if size > LARGEST_MAIL:
                raise errors.RecordTooLong(name=source.name)
            blank_before = not line.strip(b"\r\n")
    if kept:
        yield start, b"".join(kept)
