# SPDX-License-Identifier: GPL-3.0-or-later
"""The package of one's own data that Discord sends: a folder for each channel, with nothing but one's own messages.

Forms from the package and its parsers: ``messages/c123/messages.json`` (since 2024; before, a table of the same
columns), ``channel.json`` beside it, ``index.json`` with the names of channels, ``account/user.json``. The printed
time has no zone; the number of a message holds its moment in UTC.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evidence_vault import errors
from evidence_vault.importers.attachment_names import AttachmentNames
from evidence_vault.importers.base import Tally
from evidence_vault.importers.chat_files import ChatFile, ChatFiles, heads_of, open_chat_files
from evidence_vault.importers.discord_moments import moment_in
from evidence_vault.importers.json_details import Masking, details, dict_of, joined, list_of, text_or_none
from evidence_vault.importers.json_walk import element_span, peek, walk
from evidence_vault.importers.local_times import local_or_utc
from evidence_vault.importers.table_rows import Row, read_rows
from evidence_vault.importers.text_lines import TextSource, decode_head, text_warnings
from evidence_vault.records import (
    Answers,
    Attachment,
    AttachmentState,
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

_HEADINGS = ("ID", "Timestamp", "Contents", "Attachments")
_MESSAGES = re.compile(r"(.*/)?messages/c?\d{15,20}/messages\.(?:json|csv)", re.IGNORECASE)
_CHANNEL = re.compile(r"(.*/)?messages/c?\d{15,20}/channel\.json", re.IGNORECASE)
_INDEX = re.compile(r"(.*/)?messages/index\.json", re.IGNORECASE)
_USER = re.compile(r"(.*/)?[^/]+/user\.json", re.IGNORECASE)
_WHOLE = frozenset({()})
_FEW = 20


@dataclass(frozen=True)
class _Package:
    """What other files of the package say: the person, and by folder or number what a channel is."""

    me: Participant
    channels: Mapping[str, Mapping[str, Any]]
    names: Mapping[str, Any]


class DiscordPackage:
    """The importer of Discord's own data package."""

    id = "discord_package"
    name = N_("Discord's download of your own data")
    version = "1"
    suffixes = (".zip", ".json", ".csv")

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from the keys or headings of a list of messages."""
        for head in heads_of(source, untrusted_head, _fits):
            items = [event.value for event in peek(head, _WHOLE, _FEW) if event.kind == "item"]
            first = decode_head(head[:200]).lstrip("\ufeff").split("\n", 1)[0]
            if any(_is_message(item) for item in items) or first.strip() == ",".join(_HEADINGS):
                return Recognition.CERTAIN, "the messages of Discord's data package"
        return Recognition.NO, "no messages of Discord's data package"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Channel by channel in the order of their folders; then the other files as members."""
        with open_chat_files(source, _fits) as files:
            yield from _read(files)


IMPORTER = DiscordPackage()


def _fits(name: str) -> bool:
    return _MESSAGES.fullmatch(name) is not None


def _is_message(item: Any) -> bool:
    return isinstance(item, dict) and item.keys() >= set(_HEADINGS[:3])


def _read(files: ChatFiles) -> Iterator[ReadingRecord]:
    chats = sorted(files.found, key=lambda file: file.path)
    if not any(_holds(file) for file in chats):
        raise errors.FormatUnknown(name=files.name)
    package, tally, masking = _package(files), Tally(), Masking()
    tally.conversations = len(chats)
    yield from (_conversation(file, package) for file in chats)
    yield from files.members(chats, tally)
    for file in chats:
        for found in _elements(file, tally):
            if isinstance(found, ReadingWarning):
                yield found
                continue
            item, span, line = found
            if span is None:
                tally.leave_out()
                yield from tally.warnings("RECORD_NOT_UNDERSTOOD", str(item), line)
                continue
            yield tally.count(_message(item, (_channel_of(file), tally.messages, span), package, files.files, masking))
    if masking.found:
        yield from tally.warnings("SECRETS_INSIDE")
    yield from tally.warnings("DISCORD_PACKAGE_LIMITS")
    yield from tally.end()


def _beginning(file: ChatFile) -> str:
    with file.open() as stream:
        return decode_head(stream.read(4096)).lstrip("\ufeff \r\n")


def _holds(file: ChatFile) -> bool:
    return _beginning(file).startswith(("[", f"{_HEADINGS[0]},"))


def _package(files: ChatFiles) -> _Package:
    channels: dict[str, Mapping[str, Any]] = {}
    names: Mapping[str, Any] = {}
    user: Mapping[str, Any] = {}
    for name in files.names:
        if _CHANNEL.fullmatch(name):
            channels[name.rpartition("/")[0]] = _object(files, name)
        elif _INDEX.fullmatch(name):
            names = _object(files, name)
        elif _USER.fullmatch(name) and not user:
            user = _object(files, name)
    shown = text_or_none(user.get("global_name")) or text_or_none(user.get("username"))
    return _Package(Participant(shown, text_or_none(user.get("id")), is_self=True), channels, names)


def _object(files: ChatFiles, name: str) -> Mapping[str, Any]:
    return {
        event.path[0]: event.value
        for event in walk(files.file(name).open, _WHOLE)
        if event.kind == "value" and len(event.path) == 1
    }


def _channel_of(file: ChatFile) -> str:
    return (file.folder.rpartition("/")[2].lstrip("cC") if file.member else "") or "1"


def _conversation(file: ChatFile, package: _Package) -> Conversation:
    channel, number = package.channels.get(file.folder, {}), _channel_of(file)
    guild = text_or_none(dict_of(channel.get("guild")).get("name"))
    name = text_or_none(package.names.get(number)) or text_or_none(channel.get("name"))
    title = f"{name} ({guild})" if name and guild and guild not in name else name
    others = [text_or_none(each) for each in list_of(channel.get("recipients"))]
    people = (Participant(None, each) for each in others if each and each != package.me.account_id)
    return Conversation(number, title, "discord", (package.me, *people) if package.me.account_id else tuple(people))


def _elements(
    file: ChatFile, tally: Tally
) -> Iterator[ReadingWarning | tuple[Mapping[str, Any], RawSpan | None, int | None]]:
    """Each message with its span (None: it is none) and line."""
    if not _beginning(file).startswith("["):
        yield from _rows(TextSource(file.open, file.path, file.member), tally)
        return
    number = 0
    for event in walk(file.open, _WHOLE):
        if event.kind == "item":
            fits = _is_message(event.value)
            item = event.value if isinstance(event.value, dict) else {"": event.value}
            yield item, element_span(number, event.value, file.member) if fits else None, None
            number += 1
        elif event.kind == "broken":
            yield from tally.warnings("FILE_BREAKS_OFF", str(tally.messages))
        elif event.kind == "damaged":
            yield from tally.warnings("TEXT_DAMAGED")


def _rows(
    text: TextSource, tally: Tally
) -> Iterator[ReadingWarning | tuple[Mapping[str, Any], RawSpan | None, int | None]]:
    headings: Sequence[str] = ()
    for row in read_rows(text):
        if not headings:
            headings = tuple(cell.strip().lstrip("\ufeff") for cell in row.cells)
        elif not row.is_blank:
            yield _fields(row, headings), None if _is_short(row) else row.span(text.member), row.line
    yield from text_warnings(text, tally)


def _fields(row: Row, headings: Sequence[str]) -> Mapping[str, Any]:
    return dict(zip(headings, row.cells, strict=False)) if not row.broken else {"": " ".join(row.cells)}


def _is_short(row: Row) -> bool:
    return row.broken or len(row.cells) < len(_HEADINGS) - 1


def _message(
    item: Mapping[str, Any],
    place: tuple[str, int, RawSpan],
    package: _Package,
    files: AttachmentNames,
    masking: Masking,
) -> Message:
    raw = text_or_none(item.get("Timestamp"))
    moment = moment_in(text_or_none(item.get("ID")) or "")
    printed = local_or_utc(raw) if raw else (None, TimeCertainty.PARTIAL)
    sent_at, certainty = (moment, TimeCertainty.UTC) if moment else printed
    links = (text_or_none(item.get("Attachments")) or "").split()
    words = joined(text_or_none(item.get("Contents")), details(item, _HEADINGS))
    for link in links:
        masking.text(link)
    return Message(
        conversation=place[0],
        seq=place[1],
        kind=MessageKind.MESSAGE,
        sent_at=sent_at,
        sent_at_raw=raw,
        time_certainty=certainty,
        sender=package.me.name,
        text=masking.text(words) if words else None,
        raw_span=place[2],
        sender_id=package.me.account_id,
        is_self=True,
        attachments=tuple(_attachment(link, files) for link in links),
    )


def _attachment(link: str, files: AttachmentNames) -> Attachment:
    name = link.partition("?")[0].rpartition("/")[2]
    return files.attachment(name) if name in files else Attachment(name or None, AttachmentState.OMITTED)
