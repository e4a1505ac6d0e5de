# SPDX-License-Identifier: GPL-3.0-or-later
"""One e-mail as mail programs save it (.eml). Its fields are what the sender wrote; nothing in it is loaded."""

import re
from collections.abc import Iterator

from evidence_vault import errors
from evidence_vault.importers.base import Tally, byte_span
from evidence_vault.importers.mail_parts import parse_mail
from evidence_vault.importers.mail_records import LARGEST_MAIL, MailPlace, mail_records
from evidence_vault.records import (
    Answers,
    Conversation,
    Participant,
    ReadingRecord,
    ReadingSource,
    Recognition,
)
from evidence_vault.translations import N_

_FIELD = re.compile(rb"([!-9;-~]{1,60})[ \t]*:")
_USUAL = frozenset({
    *(b"date", b"to", b"subject", b"message-id", b"received", b"mime-version", b"return-path", b"delivered-to"),
    *(b"content-type", b"reply-to", b"cc"),
})
_ENOUGH = 3


class EmailEml:
    """The importer of single e-mails."""

    id = "email_eml"
    name = N_("E-mail (.eml)")
    version = "2"
    suffixes = (".eml",)

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from the fields of an e-mail before the first blank line."""
        names = _field_names(untrusted_head)
        if b"snapshot-content-location" in names or b"<saved by " in untrusted_head[:2000].lower():
            return Recognition.NO, "a saved web page"
        usual = len(names & _USUAL)
        if b"from" in names and usual >= _ENOUGH:
            return Recognition.CERTAIN, "the fields of an e-mail"
        if b"from" in names and usual:
            return Recognition.MAYBE, "some fields of an e-mail"
        return Recognition.NO, "no fields of an e-mail"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """The e-mail, its files as members, and a WeChat chat that it carries."""
        with source.open() as stream:
            raw = stream.read(LARGEST_MAIL + 1)
        if len(raw) > LARGEST_MAIL:
            raise errors.RecordTooLong(name=source.name)
        if not _field_names(raw[:65536]):
            raise errors.FormatUnknown(name=source.name)
        mail = parse_mail(raw)
        tally = Tally()
        tally.conversations = 1
        sender, address = mail.sender()
        people = (Participant(sender, address),) if sender or address else ()
        yield Conversation("1", mail.first("subject") or None, "email", people)
        yield from mail_records(mail, MailPlace("1", byte_span(0, raw)), tally)
        yield from tally.warnings("EMAIL_LIMITS")
        yield from tally.end()


IMPORTER = EmailEml()


def _field_names(untrusted_head: bytes) -> set[bytes]:
    found: set[bytes] = set()
    for line in untrusted_head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").split(b"\n"):
        if not line.strip():
            break
        if line[:1] in {b" ", b"\t"} and found:
            continue
        match = _FIELD.match(line)
        if match is None:
            return set()
        found.add(match[1].lower())
    return found
