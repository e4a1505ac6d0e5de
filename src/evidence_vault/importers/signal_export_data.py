# SPDX-License-Identifier: GPL-3.0-or-later
"""``data.json`` of the tool signal-export: one message a line despite its name, with the clock of that computer."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from evidence_vault import errors
from evidence_vault.importers.base import Tally
from evidence_vault.importers.chat_files import ChatFile, ChatFiles, heads_of, open_chat_files
from evidence_vault.importers.json_details import dict_of, dicts_of, list_of, shown, text_or_none
from evidence_vault.importers.json_lines import JsonLine, json_lines, object_of
from evidence_vault.importers.local_times import local_or_utc
from evidence_vault.importers.text_lines import TextSource, head_lines, text_warnings
from evidence_vault.records import (
    Answers,
    Attachment,
    AttachmentState,
    Conversation,
    Message,
    MessageKind,
    Participant,
    ReadingRecord,
    ReadingSource,
    Recognition,
    TimeCertainty,
)
from evidence_vault.translations import N_

_FILE = re.compile(r"(?:.*/)?data\.json")
_KEYS = frozenset({"date", "sender", "body", "quote", "reactions", "attachments"})
_NOBODY = "No-Sender"
_MOST_PEOPLE = 5_000


class SignalExportData:
    """The importer of signal-export's data."""

    id = "signal_export_data"
    name = N_("Signal chat exported by signal-export")
    version = "2"
    suffixes = (".json", ".zip")

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from the keys of the first line."""
        for head in heads_of(source, untrusted_head, _fits):
            first = object_of(head_lines(head)[0])
            if first is not None and first.keys() >= _KEYS:
                return Recognition.CERTAIN, "lines with the keys of signal-export"
        return Recognition.NO, "no lines of signal-export"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every line; in a zip each folder is a chat."""
        with open_chat_files(source, _fits) as files:
            yield from _read(files)


IMPORTER = SignalExportData()


def _fits(name: str) -> bool:
    return _FILE.fullmatch(name) is not None


def _read(files: ChatFiles) -> Iterator[ReadingRecord]:
    chats = [(file, TextSource(file.open, files.name, file.member)) for file in files.found]
    chats = [(file, text) for file, text in chats if _is_chat(text)]
    if not chats:
        raise errors.FormatUnknown(name=files.name)
    tally = Tally()
    tally.conversations = len(chats)
    for number, (file, text) in enumerate(chats, 1):
        title = file.folder.rpartition("/")[2] if file.member else ""
        yield Conversation(str(number), title or None, "signal", tuple(_people(text)))
    yield from files.members([file for file, _ in chats], tally)
    for number, (file, text) in enumerate(chats, 1):
        for line in json_lines(text):
            yield from _line(line, str(number), (files, file, tally))
        yield from text_warnings(text, tally)
    yield from tally.warnings("SIGNAL_TOOL_LIMITS")
    yield from tally.end()


def _is_chat(text: TextSource) -> bool:
    return any(line.value is not None and "date" in line.value and "sender" in line.value for line in json_lines(text))


def _people(text: TextSource) -> Iterator[Participant]:
    names: dict[str, None] = {}
    for line in json_lines(text):
        name = text_or_none((line.value or {}).get("sender"))
        if name and name != _NOBODY and len(names) < _MOST_PEOPLE:
            names[name] = None
    yield from (Participant(name, None, True if name == "Me" else None) for name in names)


def _line(line: JsonLine, chat: str, state: tuple[ChatFiles, ChatFile, Tally]) -> Iterator[ReadingRecord]:
    files, file, tally = state
    if line.value is None:
        tally.leave_out()
        yield from tally.warnings("RECORD_NOT_UNDERSTOOD", line.text, line.number)
        return
    if text_or_none(dict_of(line.value.get("sticker")).get("packKey")):
        yield from tally.warnings("SECRETS_INSIDE")
    yield tally.count(_message(line.value, chat, tally.messages, (line, files, file)))


def _message(item: Mapping[str, Any], chat: str, seq: int, place: tuple[JsonLine, ChatFiles, ChatFile]) -> Message:
    line, files, file = place
    raw, sender = text_or_none(item.get("date")), text_or_none(item.get("sender"))
    sent_at, certainty = local_or_utc(raw) if raw else (None, TimeCertainty.PARTIAL)
    is_call, missed = item.get("call") is True, item.get("missed") is True
    kind = MessageKind.CALL if is_call else MessageKind.DELETED if item.get("deleted") is True else MessageKind.MESSAGE
    return Message(
        conversation=chat,
        seq=seq,
        kind=kind,
        sent_at=sent_at,
        sent_at_raw=raw,
        time_certainty=certainty,
        sender=None if sender == _NOBODY else sender,
        text="\n".join(_words(item)) or None,
        raw_span=line.span(file.member),
        is_self=True if sender == "Me" else None,
        attachments=tuple(_attachment(each, files) for each in dicts_of(item.get("attachments"))),
        subkind="missed-call" if missed else "call" if is_call else "sticker" if dict_of(item.get("sticker")) else None,
    )


def _words(item: Mapping[str, Any]) -> Iterator[str]:
    quote, body = text_or_none(item.get("quote")), text_or_none(item.get("body"))
    if quote:
        yield quote.strip("\n")
    if body:
        yield body
    if emoji := text_or_none(dict_of(item.get("sticker")).get("emoji")):
        yield f"sticker: {emoji}"
    for pair in list_of(item.get("reactions")):
        yield "reaction: " + " ".join(shown(each) for each in (pair if isinstance(pair, list) else [pair]))


def _attachment(fields: Mapping[str, Any], files: ChatFiles) -> Attachment:
    path, name = text_or_none(fields.get("path")), text_or_none(fields.get("name"))
    if path:
        return files.files.attachment(path.removeprefix("./"))
    state = AttachmentState.OMITTED if text_or_none(fields.get("missing_kind")) else AttachmentState.MISSING
    return Attachment(name, state)
