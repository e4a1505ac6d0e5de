# SPDX-License-Identifier: GPL-3.0-or-later
"""A zip of several chats, e-mails or statements: each file in it that is certainly one is read, one after the other.

People put what they have into one zip: two WhatsApp chats, a folder of e-mails, bills of four quarters, texts and calls
of a phone. A zip that a program made as a whole is read by that program's importer, a zip around one file or one chat
by ``single_files``; what is left comes here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from evidence_vault import errors
from evidence_vault.importers.base import HEAD_SIZE, Importer, Tally
from evidence_vault.importers.single_files import LARGEST_INNER, InnerFile, chat_among, inner_file
from evidence_vault.importers.zip_members import ZipMembers, is_zip, open_zip
from evidence_vault.message_columns import one_by_one
from evidence_vault.records import (
    Answers,
    Attachment,
    AttachmentState,
    Conversation,
    Member,
    Message,
    ReadingRecord,
    ReadingSource,
    ReadingSummary,
    ReadingWarning,
    Recognition,
)
from evidence_vault.translations import N_

_MOST_LOOKED_AT = 500
"""Files of a zip that are opened to see what they are."""

_NEEDED_WHOLE = (".zip", ".xlsx", ".msg")
"""Containers themselves: their beginning alone says nothing."""

_MEDIA = (
    *(".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".bmp", ".tif", ".tiff", ".mp4", ".mov", ".avi", ".mkv"),
    *(".3gp", ".webm", ".mp3", ".m4a", ".aac", ".ogg", ".opus", ".wav", ".amr", ".silk", ".pdf", ".dat", ".css"),
)


class ZipCollection:
    """The importer of a zip that holds several files of formats that others read."""

    id = "zip_collection"
    name = N_("Several chats or files in one zip")
    version = "1"
    suffixes = (".zip",)

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain where a file in it certainly is a chat; never for a zip that is read as one file."""
        if not is_zip(untrusted_head):
            return Recognition.NO, "no zip"
        try:
            with open_zip(source) as members:
                is_ours = _is_collection(members, source)
        except errors.ReadingError:
            return Recognition.NO, "a zip that cannot be opened"
        if not is_ours:
            return Recognition.NO, "no file in the zip that is certainly a chat"
        return Recognition.CERTAIN, "files in the zip that are certainly chats"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every record of every known file in the order of the zip; then the other files as members."""
        with open_zip(source) as members:
            known = list(_known(members))
            if not known:
                raise errors.FormatUnknown(name=source.name)
            yield from _Collection(members, answers).records(known)


IMPORTER = ZipCollection()


def _readers() -> tuple[Importer, ...]:
    from evidence_vault.importers import IMPORTERS

    return tuple(importer for importer in IMPORTERS if importer is not IMPORTER)


def _is_collection(members: ZipMembers, source: ReadingSource) -> bool:
    """Whether there is something to read that is neither the one file of the zip nor its one chat."""
    if inner_file(members, source.name) is not None:
        return False
    found = list(islice(_known(members), 2))
    return len(found) > 1 or (len(found) == 1 and chat_among(members, _readers()) is None)


def _known(members: ZipMembers) -> Iterator[tuple[str, Importer]]:
    """The files that some importer is certain of."""
    readers = _readers()
    likely = [name for name in members.names if not name.lower().endswith(_MEDIA)]
    for name in likely[:_MOST_LOOKED_AT]:
        if members.size(name) <= LARGEST_INNER and (reader := _reader_of(members, name, readers)):
            yield name, reader


def _reader_of(members: ZipMembers, name: str, readers: tuple[Importer, ...]) -> Importer | None:
    try:
        with members.open(name) as stream:
            whole = name.lower().endswith(_NEEDED_WHOLE)
            beginning = InnerFile(name, stream.read() if whole else stream.read(HEAD_SIZE))
    except errors.ReadingError:
        return None  # a damaged file among others: it is named when it is taken out
    for reader in readers:
        if reader.recognise(beginning.head, name, beginning)[0] is Recognition.CERTAIN:
            return reader
    return None


def _taken_out(members: ZipMembers, name: str) -> InnerFile:
    """The file with the names of those in its own folder: those of another folder belong to another chat."""
    folder = name.rpartition("/")[0]
    start = f"{folder}/" if folder else ""
    beside = tuple(other.removeprefix(start) for other in members.names if other != name and other.startswith(start))
    with members.open(name) as stream:
        return InnerFile(name, stream.read(), beside=beside)


@dataclass
class _Collection:
    """One reading of several files: their records with the place of each, their counts added up."""

    members: ZipMembers
    answers: Answers
    conversations: int = 0
    messages: int = 0
    headers: int = 0
    not_understood: int = 0
    by_kind: dict[str, int] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)

    def records(self, known: list[tuple[str, Importer]]) -> Iterator[ReadingRecord]:
        used = {name for name, _ in known}
        for number, (name, reader) in enumerate(known, 1):
            yield from self._file(name, reader, number)
        for name in self.members.names:
            if name not in used:
                yield self.members.member(name)
        tally = Tally()
        for code, name in self.members.left_out:
            yield from tally.warnings(code, name)
        yield from (record for record in tally.end() if isinstance(record, ReadingWarning))
        yield ReadingSummary(
            self.conversations, self.messages, dict(sorted(self.by_kind.items())), self.headers, self.not_understood
        )

    def _file(self, name: str, reader: Importer, number: int) -> Iterator[ReadingRecord]:
        before = self.messages
        try:
            for record in one_by_one(reader.read(_taken_out(self.members, name), self.answers)):
                if isinstance(record, ReadingSummary):
                    self.headers += record.headers_seen
                    self.not_understood += record.not_understood
                    return
                if (placed := self._placed(record, name, number)) is not None:
                    yield placed
        except errors.ReadingError as error:
            # One broken file among others: what was read of it stays.
            self.headers += self.messages - before
            yield ReadingWarning(error.code, name)

    def _placed(self, record: ReadingRecord, name: str, number: int) -> ReadingRecord | None:
        if isinstance(record, Message):
            return self._message(record, name, number)
        if isinstance(record, Conversation):
            self.conversations += 1
            title = record.title or name
            return Conversation(f"{number}/{record.id}", title, record.platform, record.participants)
        if isinstance(record, Member):
            return Member(f"{name}/{record.name}", record.size, record.open)
        if isinstance(record, ReadingWarning):
            return self._warning(record, name)
        return record

    def _message(self, message: Message, name: str, number: int) -> Message:
        span = message.raw_span
        if span is not None:
            span = span._replace(member=f"{name}/{span.member}" if span.member else name)
        message = message._replace(
            conversation=f"{number}/{message.conversation}",
            seq=self.messages,
            raw_span=span,
            attachments=tuple(map(self._named_from(name), message.attachments)),
        )
        self.messages += 1
        kind = str(message.kind)
        self.by_kind[kind] = self.by_kind.get(kind, 0) + 1
        return message

    def _named_from(self, name: str) -> Callable[[Attachment], Attachment]:
        """Names of present files from the top of the zip on, for files of the same name in two folders."""
        folder = name.rpartition("/")[0]

        def named(attachment: Attachment) -> Attachment:
            path = f"{folder}/{attachment.name}" if folder and attachment.name else ""
            is_there = attachment.state is AttachmentState.PRESENT and path in self.members.names
            return Attachment(path, AttachmentState.PRESENT) if is_there else attachment

        return named

    def _warning(self, warning: ReadingWarning, name: str) -> ReadingWarning | None:
        """Said once where it is about the kind of a file, else with the file's name."""
        if not warning.text and warning.line is None:
            if warning.code in self.told:
                return None
            self.told.add(warning.code)
            return warning
        return ReadingWarning(warning.code, f"{name}: {warning.text}" if warning.text else name, warning.line)
