# SPDX-License-Identifier: GPL-3.0-or-later
"""A zip around one file: a bill or a chat that a program or a mail sends packed is read where it lies."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from evidence_vault import errors
from evidence_vault.importers.base import HEAD_SIZE, Importer, Tally
from evidence_vault.importers.zip_members import ZipMembers, is_zip, open_zip
from evidence_vault.records import Answers, Member, Message, ReadingRecord, ReadingSource, ReadingWarning, Recognition

LARGEST_INNER = 256 * 1024 * 1024
"""A larger one is not read packed: it is unpacked into memory, for importers read a file more than once."""

_LITTER = "MEMBER_LITTER"


@dataclass(frozen=True, slots=True)
class InnerFile:
    """The one file of a zip, as a source of its own."""

    name: str
    content: bytes
    litter: tuple[str, ...] = ()
    """What a system left beside it."""

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
    with members.open(names[0]) as stream:
        return InnerFile(names[0], stream.read(), tuple(name for _, name in members.left_out))


def read_inside(source: ReadingSource, importer: Importer, answers: Answers) -> Iterator[ReadingRecord]:
    """What ``importer`` reads in ``source``, or in its one file where it knows only that.

    As in every container, the file that is read is no member: its zip is the item, and is masked as a whole.
    """
    inner = _known_inside(source, importer)
    return importer.read(source, answers) if inner is None else _read_inner(inner, importer, answers)


def _read_inner(inner: InnerFile, importer: Importer, answers: Answers) -> Iterator[ReadingRecord]:
    tally = Tally()
    for name in inner.litter:
        yield from tally.warnings(_LITTER, name)
    yield from (record for record in tally.end() if isinstance(record, ReadingWarning))
    for record in importer.read(inner, answers):
        yield _inside(record, inner.name)


def _known_inside(source: ReadingSource, importer: Importer) -> InnerFile | None:
    with source.open() as stream:
        head = stream.read(HEAD_SIZE)
    if not is_zip(head) or importer.recognise(head, source.name, source)[0] is not Recognition.NO:
        return None
    with open_zip(source) as members:
        inner = inner_file(members, source.name)
    if inner is None or importer.recognise(inner.head, inner.name, inner)[0] is Recognition.NO:
        return None
    return inner


def _inside(record: ReadingRecord, name: str) -> ReadingRecord:
    if isinstance(record, Message) and record.raw_span is not None:
        within = record.raw_span.member
        return record._replace(raw_span=record.raw_span._replace(member=f"{name}/{within}" if within else name))
    if isinstance(record, Member):
        return Member(f"{name}/{record.name}", record.size, record.open)
    return record
