# SPDX-License-Identifier: GPL-3.0-or-later
"""What every importer must do, whatever its format; run for each entry of IMPORTERS by test_conformance.py."""

import hashlib
import random
import re
import zipfile
from datetime import datetime

from evidence_vault.errors import ReadingError
from evidence_vault.importers import IMPORTERS
from evidence_vault.importers.base import HEAD_SIZE, Importer
from evidence_vault.importers.zip_members import is_zip
from evidence_vault.message_columns import one_by_one
from evidence_vault.record_json import from_json, to_json
from evidence_vault.records import (
    Answers,
    Conversation,
    Member,
    Message,
    MessageKind,
    ReadingRecord,
    ReadingSource,
    ReadingSummary,
    ReadingWarning,
    Recognition,
    TimeCertainty,
)
from evidence_vault.user_messages import WORDS
from tests.importers.made_files import Bytes

SENT_AT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?([+-]\d\d:\d\d)?)?")
DAMAGES = 24
CHOSEN_BY_PEOPLE = {"mapping"}


def importer(importer_id: str) -> Importer:
    return next(each for each in IMPORTERS if each.id == importer_id)


def read(reader: Importer, source: ReadingSource, answers: Answers | None = None) -> list[ReadingRecord]:
    return list(one_by_one(reader.read(source, answers or Answers())))


def messages(records: list[ReadingRecord]) -> list[Message]:
    return [record for record in records if isinstance(record, Message)]


def warning_codes(records: list[ReadingRecord]) -> set[str]:
    return {record.code for record in records if isinstance(record, ReadingWarning)}


def check_recognition(reader: Importer, source: ReadingSource) -> None:
    """It knows its own sample, gives a reason, and nobody asked before it is certain of it.

    The importer that only a person chooses never takes a file, and no other one is certain of its samples.
    """
    with source.open() as stream:
        head = stream.read(HEAD_SIZE)
    for each in IMPORTERS:
        recognition, reason = each.recognise(head, source.name, source)
        assert reason
        if each is reader:
            assert (recognition is Recognition.NO) == (reader.id in CHOSEN_BY_PEOPLE)
            return
        assert recognition is not Recognition.CERTAIN, f"{each.id} claims a sample of {reader.id}"


def check_conservation(records: list[ReadingRecord]) -> None:
    """The summary stands last, once, and everything it counts adds up."""
    summaries = [record for record in records if isinstance(record, ReadingSummary)]
    assert len(summaries) == 1
    assert records[-1] is summaries[0]
    summary, found = summaries[0], messages(records)
    assert summary.messages == len(found)
    assert summary.headers_seen == summary.messages + summary.not_understood
    assert sum(summary.by_kind.values()) == summary.messages
    assert summary.conversations == sum(isinstance(record, Conversation) for record in records)
    for kind, number in summary.by_kind.items():
        assert number == sum(message.kind == MessageKind(kind) for message in found)


def check_order(records: list[ReadingRecord]) -> None:
    """Sequence numbers have no gap; every message belongs to a conversation that came before it."""
    assert [message.seq for message in messages(records)] == list(range(len(messages(records))))
    known: set[str] = set()
    for record in records:
        if isinstance(record, Conversation):
            assert record.id not in known
            known.add(record.id)
        elif isinstance(record, Message):
            assert record.conversation in known


def check_spans(records: list[ReadingRecord], source: Bytes) -> None:
    """Byte spans slice the raw bytes back and do not overlap; element spans go up."""
    ends: dict[str | None, int] = {}
    for message in messages(records):
        span = message.raw_span
        assert span is not None
        assert span.unit in {"byte", "element"}
        assert span.start < span.end
        assert span.start >= ends.get(span.member, 0)
        ends[span.member] = span.end
        if span.unit == "byte":
            raw = _bytes_of(source, span.member, records)[span.start : span.end]
            assert hashlib.sha256(raw).hexdigest() == span.sha256
        else:
            assert re.fullmatch(r"[0-9a-f]{64}", span.sha256)


def _bytes_of(source: Bytes, member: str | None, records: list[ReadingRecord]) -> bytes:
    if member is None:
        return source.data
    if not is_zip(source.data):
        return next(each for each in records if isinstance(each, Member) and each.name == member).open().read()
    with zipfile.ZipFile(source.open()) as archive:
        return archive.read(member)


def check_times(records: list[ReadingRecord]) -> None:
    """An offset stands only where the source knows one; an open date stays open."""
    for message in messages(records):
        sent_at, certainty = message.sent_at, message.time_certainty
        if sent_at is None:
            assert certainty in {TimeCertainty.PARTIAL, TimeCertainty.DATE_AMBIGUOUS}
            continue
        assert SENT_AT.fullmatch(sent_at)
        datetime.fromisoformat(sent_at)
        has_offset = re.search(r"T.*[+-]\d\d:\d\d$", sent_at) is not None
        assert has_offset == (certainty in {TimeCertainty.UTC, TimeCertainty.OFFSET_KNOWN})
        assert certainty is not TimeCertainty.DATE_AMBIGUOUS


def check_values(records: list[ReadingRecord]) -> None:
    """Unknown is None, not ""; texts have a UTF-8 form; every warning has words."""
    for record in records:
        if isinstance(record, Member):
            continue
        assert from_json(to_json(record)) == record
        str(to_json(record)).encode()
        if isinstance(record, ReadingWarning):
            assert record.code in WORDS
        if isinstance(record, Message):
            texts = (record.sent_at, record.sent_at_raw, record.sender, record.sender_id, record.reply_to)
            assert "" not in texts
            if record.payment and record.payment.amount is not None:
                assert re.fullmatch(r"\d+(\.\d+)?", record.payment.amount)


def check_repeats(reader: Importer, source: Bytes, records: list[ReadingRecord]) -> None:
    """The same file gives the same records."""
    again = [to_json(record) for record in read(reader, source)]
    assert again == [to_json(record) for record in records]


def check_damage(reader: Importer, source: Bytes) -> None:
    """Cut off or with changed bytes, the file gives records that add up, or one of our reading errors."""
    chance = random.Random(source.name)
    for number in range(DAMAGES):
        data = bytearray(source.data)
        if number % 2:
            del data[chance.randrange(len(data)) :]
        else:
            for _ in range(1 + number // 4):
                data[chance.randrange(len(data))] = chance.randrange(256)
        check_survives(reader, Bytes(source.name, bytes(data)))


def check_survives(reader: Importer, source: Bytes) -> None:
    """Whatever the bytes are: records that add up, or one of our reading errors."""
    recognition, reason = reader.recognise(source.data[:HEAD_SIZE], source.name, source)
    assert isinstance(recognition, Recognition)
    assert reason
    problem: ReadingError | None = None
    records: list[ReadingRecord] = []
    try:
        records = read(reader, source)
    except ReadingError as error:
        problem = error
    if problem is not None:
        assert problem.code in WORDS
        return
    check_conservation(records)
    check_order(records)
    check_times(records)
    check_values(records)


def check_all(reader: Importer, source: Bytes) -> None:
    """The whole suite for one sample."""
    check_recognition(reader, source)
    records = read(reader, source)
    check_conservation(records)
    assert messages(records)
    check_order(records)
    check_spans(records, source)
    check_times(records)
    check_values(records)
    check_repeats(reader, source, records)
    check_damage(reader, source)
