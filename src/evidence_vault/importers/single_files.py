# SPDX-License-Identifier: GPL-3.0-or-later
"""A zip around one file, or around one chat and the files it names: read where it lies.

A bill or a chat that a program or a mail sends packed is the one file. Programs that write a text or a table beside a
folder of media are read from a zip of both where exactly one of its texts is certainly a chat of theirs.
"""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from evidence_vault import errors
from evidence_vault.importers.base import HEAD_SIZE, Importer, Tally
from evidence_vault.importers.zip_members import ZipMembers, is_zip, open_zip
from evidence_vault.message_columns import ReadingPart, one_by_one
from evidence_vault.records import (
    Answers,
    Member,
    Message,
    ReadingRecord,
    ReadingSource,
    ReadingSummary,
    ReadingWarning,
    Recognition,
)

LARGEST_INNER = 256 * 1024 * 1024
"""A larger one is not read packed: it is unpacked into memory, for importers read a file more than once."""

WITH_FILES = frozenset({
    *("discord_csv", "discord_text", "kakaotalk_csv", "kakaotalk_text", "line_text"),
    *("memotrace_chat_csv", "qq_qce_text", "qq_qce_workbook", "weflow_csv", "weflow_text", "weflow_workbook"),
})
"""Importers of one text or table whose program lays media beside it; they look for names in ``beside``."""

_LITTER = "MEMBER_LITTER"
_WORKBOOK = ".xlsx"
_TEXTS = (".txt", ".csv", _WORKBOOK)
_MOST_TEXTS = 200
"""In a zip with more texts than these no chat is looked for: each is opened for its beginning."""


@dataclass(frozen=True, slots=True)
class InnerFile:
    """The one file of a zip that is read, as a source of its own."""

    name: str
    content: bytes
    left_out: tuple[tuple[str, str], ...] = ()
    """What in the zip was not taken, each with the code of its warning."""
    beside: tuple[str, ...] = ()
    """The other files, named from its folder on; () where it is alone."""
    others: tuple[str, ...] = ()
    """The same by their names in the zip."""

    @property
    def size(self) -> int:
        """The number of bytes unpacked."""
        return len(self.content)

    @property
    def head(self) -> bytes:
        """What it is recognised by."""
        return self.content[:HEAD_SIZE]

    def open(self) -> BinaryIO:
        """The unpacked bytes from the start."""
        return io.BytesIO(self.content)


def inner_file(members: ZipMembers, source_name: str) -> InnerFile | None:
    """The one file of a zip; None where there are more, or it is too large to be read packed.

    Raises ArchiveLocked where everything in it is locked with a password, ArchiveDamaged.
    """
    names = members.names
    codes = {code for code, _ in members.left_out} - {_LITTER}
    if not names and "MEMBER_ENCRYPTED" in codes:
        raise errors.ArchiveLocked(name=source_name)
    if len(names) != 1 or codes or members.size(names[0]) > LARGEST_INNER:
        return None
    return _taken_out(members, names[0])


def chat_among(members: ZipMembers, importers: Iterable[Importer]) -> tuple[InnerFile, Importer] | None:
    """The chat of a zip that holds more than it, and who knows it; only one text may be one, and surely.

    Never a guess: with two chats, or a text that only may be one, the zip stays what it is.
    """
    readers = [importer for importer in importers if importer.id in WITH_FILES]
    texts = [name for name in members.names if name.lower().endswith(_TEXTS)]
    if not readers or len(members.names) < 2 or not 0 < len(texts) <= _MOST_TEXTS:
        return None
    found = [(name, importer) for name in texts if (importer := _reader_of(members, name, readers))]
    if len(found) != 1 or members.size(found[0][0]) > LARGEST_INNER:
        return None
    return _taken_out(members, found[0][0]), found[0][1]


def _reader_of(members: ZipMembers, name: str, readers: Iterable[Importer]) -> Importer | None:
    try:
        with members.open(name) as stream:
            # A workbook is a zip: only the whole of it can be looked into.
            whole = name.lower().endswith(_WORKBOOK) and members.size(name) <= LARGEST_INNER
            beginning = InnerFile(name, stream.read() if whole else stream.read(HEAD_SIZE))
    except errors.ReadingError:
        return None  # one damaged file among others; it is named when it is taken out
    for importer in readers:
        if importer.recognise(beginning.head, name, beginning)[0] is Recognition.CERTAIN:
            return importer
    return None


def _taken_out(members: ZipMembers, name: str) -> InnerFile:
    others = tuple(other for other in members.names if other != name)
    folder = name.rpartition("/")[0]
    beside = tuple(other.removeprefix(f"{folder}/") if folder else other for other in others)
    with members.open(name) as stream:
        return InnerFile(name, stream.read(), tuple(members.left_out), beside, others)


def read_inside(source: ReadingSource, importer: Importer, answers: Answers) -> Iterator[ReadingPart]:
    """What ``importer`` reads in ``source``, or in its one file where it knows only that.

    As in every container, the file that is read is no member: its zip is the item, and is masked as a whole.
    """
    with source.open() as stream:
        head = stream.read(HEAD_SIZE)
    if not is_zip(head) or importer.recognise(head, source.name, source)[0] is not Recognition.NO:
        return importer.read(source, answers)
    return _read_zip(source, importer, answers)


def _read_zip(source: ReadingSource, importer: Importer, answers: Answers) -> Iterator[ReadingPart]:
    with open_zip(source) as members:
        inner = _known_inside(members, source.name, importer)
        if inner is None:
            yield from importer.read(source, answers)
            return
        tally = Tally()
        for code, name in inner.left_out:
            yield from tally.warnings(code, name)
        yield from (record for record in tally.end() if isinstance(record, ReadingWarning))
        for record in one_by_one(importer.read(inner, answers)):
            if isinstance(record, ReadingSummary):
                yield from map(members.member, inner.others)
            yield _inside(record, inner.name)


def _known_inside(members: ZipMembers, source_name: str, importer: Importer) -> InnerFile | None:
    inner = inner_file(members, source_name)
    if inner is None:
        found = chat_among(members, [importer])
        return found[0] if found else None
    return None if importer.recognise(inner.head, inner.name, inner)[0] is Recognition.NO else inner


def _inside(record: ReadingRecord, name: str) -> ReadingRecord:
    if isinstance(record, Message) and record.raw_span is not None:
        within = record.raw_span.member
        return record._replace(raw_span=record.raw_span._replace(member=f"{name}/{within}" if within else name))
    if isinstance(record, Member):
        return Member(f"{name}/{record.name}", record.size, record.open)
    return record
