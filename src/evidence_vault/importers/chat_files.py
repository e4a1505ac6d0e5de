# SPDX-License-Identifier: GPL-3.0-or-later
"""The chat files of an export: one file alone, or several in a zip or tar with other files beside them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO, NamedTuple

from evidence_vault import errors
from evidence_vault.importers.attachment_names import AttachmentNames, names_beside
from evidence_vault.importers.base import HEAD_SIZE, Tally
from evidence_vault.importers.tar_members import TAR_HEAD, is_tar, open_tar
from evidence_vault.importers.zip_members import ArchiveMembers, is_zip, open_zip
from evidence_vault.records import Member, ReadingSource, ReadingWarning

_MOST_LOOKED_AT = 3

Fits = Callable[[str], bool]
"""Whether a name inside a zip can be that of a chat file."""


class ChatFile(NamedTuple):
    """``path`` is the stranger's name; ``member`` the same inside a zip, None for a file alone."""

    path: str
    open: Callable[[], BinaryIO]
    member: str | None = None

    @property
    def folder(self) -> str:
        """The path without the last name."""
        return self.path.rpartition("/")[0]


class ChatFiles:
    """The files that may be chats in the order of the zip, and what lies beside them."""

    def __init__(self, source: ReadingSource, members: ArchiveMembers | None, fits: Fits) -> None:
        self.name = source.name
        self._members = members
        names = members.names if members else ()
        self.files = AttachmentNames(names if members else names_beside(source))
        self.found: tuple[ChatFile, ...] = (ChatFile(source.name, source.open),)
        if members:
            self.found = tuple(self.file(name) for name in names if fits(name))

    def file(self, member: str) -> ChatFile:
        """A file inside the zip; only for names that ``names`` gives."""
        members = self._members
        if members is None:
            raise errors.FormatUnknown(name=self.name)
        return ChatFile(member, lambda: members.open(member), member)

    @property
    def names(self) -> tuple[str, ...]:
        """All names of the zip; () for a file alone."""
        return self._members.names if self._members else ()

    def members(self, used: Sequence[ChatFile], tally: Tally) -> Iterator[Member | ReadingWarning]:
        """The files that are not ``used`` as chats, then a warning for each that was not safe to take."""
        if self._members is None:
            return
        chats = {file.member for file in used}
        for name in self._members.names:
            if name not in chats:
                yield self._members.member(name)
        for code, name in self._members.left_out:
            yield from tally.warnings(code, name)


@contextmanager
def open_chat_files(source: ReadingSource, fits: Fits) -> Iterator[ChatFiles]:
    """The chat files of ``source``. Raises ArchiveDamaged, ArchiveTooLarge, or FormatUnknown for a zip without any."""
    with source.open() as stream:
        head = stream.read(TAR_HEAD)
    if not is_zip(head) and not is_tar(head):
        yield ChatFiles(source, None, fits)
        return
    with open_tar(source) if is_tar(head) else open_zip(source) as members:
        files = ChatFiles(source, members, fits)
        if not files.found:
            raise errors.FormatUnknown(name=source.name)
        yield files


def heads_of(source: ReadingSource, untrusted_head: bytes, fits: Fits) -> list[bytes]:
    """The beginnings of the first chat files for recognising. Never raises."""
    if not is_zip(untrusted_head) and not is_tar(untrusted_head):
        return [untrusted_head]
    try:
        with open_chat_files(source, fits) as files:
            return [_head(file) for file in files.found[:_MOST_LOOKED_AT]]
    except errors.ReadingError:
        return []


def _head(file: ChatFile) -> bytes:
    with file.open() as stream:
        return stream.read(HEAD_SIZE)
