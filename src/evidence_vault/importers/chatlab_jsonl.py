# SPDX-License-Identifier: GPL-3.0-or-later
"""ChatLab's exchange format in lines (JSONL): a header, the members, then a message a line; ``#`` starts a remark."""

from collections.abc import Iterator, Mapping
from typing import Any

from evidence_vault import errors
from evidence_vault.importers.base import Tally
from evidence_vault.importers.chatlab_messages import chatlab_chat, chatlab_message, chatlab_person
from evidence_vault.importers.json_details import dict_of
from evidence_vault.importers.json_lines import JsonLine, json_lines, object_of
from evidence_vault.importers.text_lines import TextSource, head_lines, text_warnings
from evidence_vault.records import Answers, Participant, ReadingRecord, ReadingSource, Recognition
from evidence_vault.translations import N_

_MOST_PEOPLE = 10_000


class ChatlabJsonl:
    """The importer of ChatLab's lines."""

    id = "chatlab_jsonl"
    name = N_("Chat in ChatLab's format (JSONL)")
    version = "2"
    suffixes = (".jsonl",)

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from the first line that is an object."""
        lines = [line for line in head_lines(untrusted_head)[:20] if line.strip() and not line.startswith("#")]
        first = object_of(lines[0].lstrip("\ufeff")) if lines else None
        if first is not None and first.get("_type") == "header" and isinstance(first.get("chatlab"), dict):
            return Recognition.CERTAIN, "the header line of ChatLab"
        return Recognition.NO, "no header line of ChatLab"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every line that holds a message; a line of another kind is counted and named."""
        text = TextSource.of(source)
        meta, people = _survey(text)
        if meta is None:
            raise errors.FormatUnknown(name=source.name)
        tally = Tally()
        tally.conversations = 1
        chat = chatlab_chat(meta, people)
        yield chat
        for line in json_lines(text):
            yield from _line(line, meta, chat.id, tally)
        yield from tally.warnings("CHATLAB_LIMITS")
        yield from text_warnings(text, tally)
        yield from tally.end()


IMPORTER = ChatlabJsonl()


def _survey(text: TextSource) -> tuple[Mapping[str, Any] | None, tuple[Participant, ...]]:
    meta: Mapping[str, Any] | None = None
    people: dict[str | None, Participant] = {}
    for line in json_lines(text):
        value = line.value or {}
        if value.get("_type") == "header" and meta is None:
            meta = dict_of(value.get("meta"))
        elif value.get("_type") in {"member", "message"} and len(people) < _MOST_PEOPLE:
            account = value.get("platformId") if value["_type"] == "member" else value.get("sender")
            if person := chatlab_person(value.get("accountName"), account, meta or {}):
                key = person.account_id or person.name
                if key not in people or people[key].name is None:
                    people[key] = person
    return meta, tuple(people.values())


def _line(line: JsonLine, meta: Mapping[str, Any], chat: str, tally: Tally) -> Iterator[ReadingRecord]:
    value = line.value
    if value is not None and value.get("_type") == "message":
        yield tally.count(chatlab_message(value, meta, (chat, tally.messages, line.span())))
    elif not line.text.lstrip("\ufeff").startswith("#") and (value or {}).get("_type") not in {"header", "member"}:
        tally.leave_out()
        yield from tally.warnings("RECORD_NOT_UNDERSTOOD", line.text, line.number)
