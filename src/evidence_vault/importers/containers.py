# SPDX-License-Identifier: GPL-3.0-or-later
"""An export that comes as its main file alone, or as a zip with the main file and media beside it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from evidence_vault import errors
from evidence_vault.importers.attachment_names import AttachmentNames, names_beside
from evidence_vault.importers.base import HEAD_SIZE, Tally
from evidence_vault.importers.zip_members import ZipMembers, is_zip, open_zip
from evidence_vault.records import Member, ReadingSource, ReadingWarning

Choose = Callable[[ZipMembers], str | None]
"""Picks the main file out of a zip; None when there is none."""


class Export:
    """The main file and what lies beside it."""

    def __init__(self, source: ReadingSource, members: ZipMembers | None = None, main: str | None = None) -> None:
        self.file_name = source.name
        self.member = main
        self._source = source
        self._members = members
        self._main = main
        self._others = [name for name in members.names if name != main] if members else []
        names = [self._beside(name) for name in self._others] if members else names_beside(source)
        self.files = AttachmentNames(names)

    def open(self) -> BinaryIO:
        """The bytes of the main file."""
        if self._members is None or self._main is None:
            return self._source.open()
        return self._members.open(self._main)

    def members(self, tally: Tally) -> Iterator[Member | ReadingWarning]:
        """The other files, then a warning for each that was not safe to take."""
        if self._members is None:
            return
        for name in self._others:
            yield self._members.member(name)
        for code, name in self._members.left_out:
            yield from tally.warnings(code, name)

    def _beside(self, name: str) -> str:
        folder = (self._main or "").rpartition("/")[0]
        return name.removeprefix(f"{folder}/") if folder else name


@contextmanager
def open_export(source: ReadingSource, choose: Choose) -> Iterator[Export]:
    """``source`` as an export. Raises ArchiveDamaged, ArchiveTooLarge, or FormatUnknown without a main file."""
    with source.open() as stream:
        packed = is_zip(stream.read(4))
    if not packed:
        yield Export(source)
        return
    with open_zip(source) as members:
        main = choose(members)
        if main is None:
            raise errors.FormatUnknown(name=source.name)
        yield Export(source, members, main)


def head_of(source: ReadingSource, untrusted_head: bytes, choose: Choose) -> bytes:
    """The beginning of the main file for recognising; b"" where there is none. Never raises."""
    if not is_zip(untrusted_head):
        return untrusted_head
    try:
        with open_export(source, choose) as export, export.open() as stream:
            return stream.read(HEAD_SIZE)
    except errors.ReadingError:
        return b""


def member_named(*endings: str) -> Choose:
    """Chooses the member with the shortest path whose file name is one of ``endings``."""

    def choose(members: ZipMembers) -> str | None:
        fitting = [name for name in members.names if name.rpartition("/")[2] in endings]
        return min(fitting, key=len, default=None)

    return choose
