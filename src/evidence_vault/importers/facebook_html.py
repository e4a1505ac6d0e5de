# SPDX-License-Identifier: GPL-3.0-or-later
"""``messages.htm`` of Facebook archives until 2017: threads of headers, each with its words in the next paragraph.

Times have minutes and the letters of a zone (PDT, UTC+01), which say no offset for certain unless they are UTC.
"""

import re
from collections.abc import Iterator

from evidence_vault import errors
from evidence_vault.importers.base import Tally
from evidence_vault.importers.facebook_page import FacebookPage, FacebookRecord
from evidence_vault.importers.json_details import Masking
from evidence_vault.importers.markup_records import markup_records
from evidence_vault.importers.text_lines import TextSource, decode_head, text_warnings
from evidence_vault.importers.worded_dates import local_from_words
from evidence_vault.records import (
    Answers,
    Conversation,
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

_OFFSET = re.compile(r"\bUTC(?:([+-])(\d{1,2})(?::?(\d{2}))?)?\s*$")
_MOST_PEOPLE = 5_000


class FacebookHtml:
    """The importer of Facebook's old archive page."""

    id = "facebook_html"
    name = N_("Facebook messages of an old archive (HTML)")
    version = "3"
    suffixes = (".htm", ".html")

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from the classes of a thread, a message and its header."""
        text = decode_head(untrusted_head)
        if all(f'class="{each}"' in text for each in ("thread", "message", "message_header", "user", "meta")):
            return Recognition.CERTAIN, "threads and message headers of Facebook"
        return Recognition.NO, "no threads of Facebook"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every message of every thread in file order."""
        page = TextSource.of(source)
        threads = _threads(page)
        if not threads:
            raise errors.FormatUnknown(name=source.name)
        tally, masking = Tally(), Masking()
        tally.conversations = len(threads)
        for number, (title, names) in threads.items():
            people = tuple(Participant(name) for name in names)
            yield Conversation(str(number), title or None, "messenger", people)
        for record, span in markup_records(page, tally, FacebookPage()):
            if isinstance(record, ReadingWarning):
                yield record
            else:
                yield tally.count(_message(record, span, masking, tally.messages))
        if masking.found:
            yield from tally.warnings("SECRETS_INSIDE")
        yield from tally.warnings("META_LIMITS")
        yield from text_warnings(page, tally)
        yield from tally.end()


IMPORTER = FacebookHtml()


def _threads(page: TextSource) -> dict[int, tuple[str, dict[str, None]]]:
    threads: dict[int, tuple[str, dict[str, None]]] = {}
    for record, _ in markup_records(page, Tally(), FacebookPage()):
        if not isinstance(record, FacebookRecord):
            continue
        _, names = threads.setdefault(record.thread, (record.names, {}))
        sender = " ".join(record.sender.split())
        if sender and len(names) < _MOST_PEOPLE:
            names[sender] = None
    return threads


def _message(record: FacebookRecord, span: RawSpan, masking: Masking, seq: int) -> Message:
    raw = " ".join(record.time.split())
    sent_at, certainty = _time(raw)
    text = "\n".join(line.strip() for line in record.text.strip().split("\n")).strip()
    return Message(
        conversation=str(record.thread),
        seq=seq,
        kind=MessageKind.MESSAGE,
        sent_at=sent_at,
        sent_at_raw=raw or None,
        time_certainty=certainty,
        sender=" ".join(record.sender.split()) or None,
        text=masking.text(text) or None,
        raw_span=span,
    )


def _time(raw: str) -> tuple[str | None, TimeCertainty]:
    local = local_from_words(_OFFSET.sub("", raw))
    if local is None:
        return None, TimeCertainty.PARTIAL
    match = _OFFSET.search(raw)
    if match is None:
        return local, TimeCertainty.LOCAL_DEVICE
    sign, hours, minutes = match.groups()
    if sign is None:
        return f"{local}+00:00", TimeCertainty.UTC
    if int(hours) > 14 or int(minutes or 0) > 59:
        return None, TimeCertainty.PARTIAL
    return f"{local}{sign}{int(hours):02d}:{int(minutes or 0):02d}", TimeCertainty.OFFSET_KNOWN
