# SPDX-License-Identifier: GPL-3.0-or-later
"""Signal's own plain export: ``main.jsonl`` with one frame a line, alone or in a zip with ``files/``.

Built from Signal's source and its test vectors. It holds keys: they are never shown, and the person is warned.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from evidence_vault import errors
from evidence_vault.importers.base import Tally
from evidence_vault.importers.chat_files import ChatFile, ChatFiles, heads_of, open_chat_files
from evidence_vault.importers.json_details import dict_of, text_or_none
from evidence_vault.importers.json_lines import JsonLine, json_lines, object_of
from evidence_vault.importers.signal_items import SignalItems, recipient_name, title_of_group
from evidence_vault.importers.text_lines import TextSource, head_lines, text_warnings
from evidence_vault.records import Answers, Conversation, Participant, ReadingRecord, ReadingSource, Recognition
from evidence_vault.translations import N_

_FILE = re.compile(r"(?:.*/)?main\.jsonl")
_MOST_RECIPIENTS = 100_000

_CALLS = "call-links"
"""The conversation for calls by links, which belong to no chat."""


class SignalJsonl:
    """The importer of Signal's plain export."""

    id = "signal_jsonl"
    name = N_("Signal export (main.jsonl)")
    version = "2"
    suffixes = (".jsonl", ".zip")

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from the first line."""
        for head in heads_of(source, untrusted_head, _fits):
            first = object_of(head_lines(head)[0])
            if first is not None and {"version", "backupTimeMs"} <= first.keys():
                return Recognition.CERTAIN, "the first line of a Signal export"
        return Recognition.NO, "not the first line of a Signal export"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every chat, then every message in file order; for a zip then its other files as members."""
        with open_chat_files(source, _fits) as files:
            yield from _read(files, files.found[0])


IMPORTER = SignalJsonl()


def _fits(name: str) -> bool:
    return _FILE.fullmatch(name) is not None


@dataclass
class _Survey:
    own_id: str | None = None
    recipients: dict[str, dict[str, Any]] = field(default_factory=dict)
    chats: dict[str, str] = field(default_factory=dict)
    writers: dict[str, dict[str, None]] = field(default_factory=dict)
    frames: int = 0
    own_name: str | None = None
    has_calls: bool = False


def _read(files: ChatFiles, file: ChatFile) -> Iterator[ReadingRecord]:
    text = TextSource(file.open, files.name, file.member)
    survey = _survey(text)
    if not survey.frames:
        raise errors.FormatUnknown(name=files.name)
    tally = Tally()
    ids = list(dict.fromkeys((*survey.chats, *survey.writers, *([_CALLS] if survey.has_calls else ()))))
    tally.conversations = len(ids)
    for identity in ids:
        yield _conversation(identity, survey)
    yield from files.members([file], tally)
    items = SignalItems(survey.recipients, survey.own_id, files.files)
    for line in json_lines(text):
        yield from _line(line, items, text, tally)
    yield from tally.warnings("SECRETS_INSIDE")
    yield from tally.warnings("SIGNAL_LIMITS")
    yield from text_warnings(text, tally)
    yield from tally.end()


def _line(line: JsonLine, items: SignalItems, text: TextSource, tally: Tally) -> Iterator[ReadingRecord]:
    if line.value is None:
        tally.leave_out()
        # The words of a broken line are not repeated: they could be a key.
        yield from tally.warnings("RECORD_NOT_UNDERSTOOD", "", line.number)
    elif "chatItem" in line.value:
        item = line.value["chatItem"]
        if not isinstance(item, dict) or text_or_none(item.get("chatId")) is None:
            tally.leave_out()
            yield from tally.warnings("RECORD_NOT_UNDERSTOOD", "chatItem", line.number)
            return
        yield tally.count(items.message(item, tally.messages, line.span(text.member)))
    elif isinstance(line.value.get("adHocCall"), dict):
        yield tally.count(items.call(line.value["adHocCall"], _CALLS, tally.messages, line.span(text.member)))


def _survey(text: TextSource) -> _Survey:
    survey = _Survey()
    for line in json_lines(text):
        frame = line.value or {}
        survey.frames += bool(frame.keys() & {"backupTimeMs", "account", "recipient", "chat", "chatItem"})
        _take(survey, frame)
    if survey.own_id and survey.own_name:
        survey.recipients[survey.own_id]["self"] = {"name": survey.own_name}
    return survey


def _take(survey: _Survey, frame: dict[str, Any]) -> None:
    recipient, chat, item = (dict_of(frame.get(key)) for key in ("recipient", "chat", "chatItem"))
    survey.has_calls |= isinstance(frame.get("adHocCall"), dict)
    account = dict_of(frame.get("account"))
    names = (account.get("givenName"), account.get("familyName"))
    survey.own_name = survey.own_name or " ".join(filter(None, map(text_or_none, names))) or None
    identity = text_or_none(recipient.get("id"))
    if identity and len(survey.recipients) < _MOST_RECIPIENTS:
        survey.recipients[identity] = dict(recipient)
        if "self" in recipient:
            survey.own_id = identity
    if chat_id := text_or_none(chat.get("id")):
        survey.chats[chat_id] = text_or_none(chat.get("recipientId")) or ""
    if chat_id := text_or_none(item.get("chatId")):
        author = text_or_none(item.get("authorId"))
        writers = survey.writers.setdefault(chat_id, {})
        if author and len(writers) < _MOST_RECIPIENTS:
            writers[author] = None


def _conversation(identity: str, survey: _Survey) -> Conversation:
    other = survey.recipients.get(survey.chats.get(identity, ""), {})
    title = title_of_group(other) or recipient_name(other)[0]
    people = []
    for writer in survey.writers.get(identity, {}):
        name, account = recipient_name(survey.recipients.get(writer, {}))
        is_self = writer == survey.own_id if survey.own_id else None
        people.append(Participant(name, account or f"recipient {writer}", is_self))
    return Conversation(identity, title, "signal", tuple(people))
