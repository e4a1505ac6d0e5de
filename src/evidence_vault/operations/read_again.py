# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a stored chat log again from its own bytes, with other answers of the person or as another format."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields

from evidence_vault.errors import FormatUnknown, NothingRead
from evidence_vault.operations.files_beside import names_of_items
from evidence_vault.operations.import_item import ItemMaker, Origin, Results
from evidence_vault.operations.import_options import ImportOptions, check_options, importer_version, stated
from evidence_vault.operations.import_reading import ReadingResult, ReadingStep, recognised
from evidence_vault.operations.picture_transcripts import IMPORTER as FROM_PICTURE
from evidence_vault.operations.picture_transcripts import VERSION as FROM_PICTURE_VERSION
from evidence_vault.operations.picture_transcripts import confirmed_again
from evidence_vault.operations.reading_sources import StoredSource
from evidence_vault.progress import Progress
from evidence_vault.records import Actor, Answers, EvidenceItem, LogEntry, Message, ReadingRecord
from evidence_vault.vault.vault import Vault

READ = "read"


@dataclass(frozen=True, slots=True)
class LastReading:
    """How an item was read last: by which importer and with which answers; ``importer`` None: never.

    ``also_from``: the other pictures of a conversation of several.
    """

    importer: str | None
    answers: Answers
    also_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadAgainReport:
    """``before`` is what to read with again to go back. ``messages``: how many there are now."""

    item: EvidenceItem
    importer: str
    answers: Answers
    messages: int
    before: LastReading


def last_reading(vault: Vault, item_id: str) -> LastReading:
    """How an item was read last, as the custody log says. Raises NoSuchEntry."""
    vault.item(item_id)
    entry: LogEntry | None = None
    for one in vault.item_history(item_id):
        if one.event == READ and one.payload is not None and one.subjects[0] == item_id:
            entry = one
    if entry is None or entry.payload is None:
        return LastReading(None, Answers())
    said = entry.payload.get("answers")
    known = {one.name for one in fields(Answers)}
    answers = {name: value for name, value in said.items() if name in known} if isinstance(said, dict) else {}
    return LastReading(str(entry.payload.get("importer") or "") or None, Answers(**answers), entry.subjects[1:])  # type: ignore[arg-type]


def with_answers(before: Answers, said: Answers) -> Answers:
    """``before`` with everything that ``said`` answers in its place."""
    return Answers(**{**asdict(before), **{name: value for name, value in asdict(said).items() if value is not None}})


def read_again(vault: Vault, item_id: str, options: ImportOptions, actor: Actor, progress: Progress) -> ReadAgainReport:
    """Read the stored bytes of an item again; journaled as a reading, and the bytes stay as they are.

    ``options.answers`` hold in full; ``options.importer`` None: the importer that read it before, else the one that
    recognises it. New files that lie inside it become evidence, too. An earlier reading stays where this one fails.
    Raises NoSuchEntry, TimeZoneUnknown, FormatUnknown, MappingUnusable, NothingRead, ReadingError,
    BlobDamaged, DiskFull, Cancelled.
    """
    item, before = vault.item(item_id), last_reading(vault, item_id)
    if before.importer == FROM_PICTURE and options.importer in {None, FROM_PICTURE}:
        return _confirmed_again(vault, item, before, stated(options.answers), actor)
    check_options(options)
    importer = options.importer or before.importer or _recognised(vault, item, options)
    results = Results()
    maker = ItemMaker(vault, options, actor, progress, results)
    step = ReadingStep(vault, options, actor, progress, storing=maker.storing, beside=names_of_items(vault, item))
    found = ReadingResult()
    records = _with_messages(step.records(item, importer, found), item)
    version, answers = importer_version(importer), stated(options.answers)
    messages = vault.add_reading(item.id, importer, version, answers, records, actor=actor)
    _take_members(vault, maker, item, found)
    return ReadAgainReport(vault.item(item_id), importer, answers, messages, before)


def _confirmed_again(
    vault: Vault, item: EvidenceItem, before: LastReading, answers: Answers, actor: Actor
) -> ReadAgainReport:
    """A picture holds no chat log: what a person confirmed of it stands, under the new answers."""
    records = confirmed_again(vault, item, answers)
    messages = vault.add_reading(
        item.id, FROM_PICTURE, FROM_PICTURE_VERSION, answers, records, actor=actor, also_from=before.also_from
    )
    return ReadAgainReport(vault.item(item.id), FROM_PICTURE, answers, messages, before)


def _recognised(vault: Vault, item: EvidenceItem, options: ImportOptions) -> str:
    known = recognised(StoredSource(vault, item.content_id, item.name, item.size), options)
    if known is None:
        raise FormatUnknown(name=item.name)
    return known.importer


def _with_messages(records: Iterator[ReadingRecord], item: EvidenceItem) -> Iterator[ReadingRecord]:
    has_message = False
    for record in records:
        has_message = has_message or isinstance(record, Message)
        yield record
    if not has_message:
        raise NothingRead(name=item.name)


def _take_members(vault: Vault, maker: ItemMaker, item: EvidenceItem, found: ReadingResult) -> None:
    known = {(one.name, one.sha256) for one in vault.items(contained_in=item.id)}
    for name, stored in found.members:
        if (name, stored.sha256) not in known:
            maker.take(Origin(name, f"{item.name}/{name}", contained_in=item.id), stored)
