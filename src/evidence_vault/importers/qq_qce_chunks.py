# SPDX-License-Identifier: GPL-3.0-or-later
"""QQ chats that qq-chat-exporter (QCE) wrote in chunks of JSON lines: a zip with ``manifest.json``, or one chunk."""

import re
from collections.abc import Iterator
from typing import Any

from evidence_vault import errors
from evidence_vault.importers.base import Tally
from evidence_vault.importers.chat_files import ChatFile, ChatFiles, heads_of, open_chat_files
from evidence_vault.importers.json_chats import Header, Place
from evidence_vault.importers.json_details import Masking, dict_of
from evidence_vault.importers.json_lines import JsonLine, json_lines, object_of
from evidence_vault.importers.json_walk import walk
from evidence_vault.importers.qce_messages import is_qce, qce_conversation, qce_message, qce_speaker
from evidence_vault.importers.text_lines import TextSource, head_lines, text_warnings
from evidence_vault.records import Answers, Conversation, Participant, ReadingRecord, ReadingSource, Recognition
from evidence_vault.translations import N_

_CHUNK = re.compile(r"(?:.*/)?chunks/[^/]*\.jsonl")
_MOST_PEOPLE = 5_000


class QqQceChunks:
    """The importer of qq-chat-exporter's chunked form."""

    id = "qq_qce_chunks"
    name = N_("QQ chat exported by qq-chat-exporter (chunks)")
    version = "1"
    suffixes = (".zip", ".jsonl")

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from lines of messages with QQ's two account ids."""
        for head in heads_of(source, untrusted_head, _fits):
            first = object_of(head_lines(head)[0])
            if first is not None and _is_message(first):
                return Recognition.CERTAIN, "messages of qq-chat-exporter, one a line"
        return Recognition.NO, "no lines of qq-chat-exporter"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every line of every chunk in the order of the chunks' names."""
        with open_chat_files(source, _fits) as files:
            chunks = sorted(files.found, key=lambda file: file.path)
            yield from _read(files, chunks)


IMPORTER = QqQceChunks()


def _fits(name: str) -> bool:
    return _CHUNK.fullmatch(name) is not None


def _is_message(value: dict[str, Any]) -> bool:
    sender = dict_of(value.get("sender"))
    return "uid" in sender and {"id", "messageId"} & value.keys() != set() and "content" in value


def _read(files: ChatFiles, chunks: list[ChatFile]) -> Iterator[ReadingRecord]:
    tally, masking, header = Tally(), Masking(), _header(files)
    texts = [TextSource(chunk.open, files.name, chunk.member) for chunk in chunks]
    people = _people(texts, header)
    if people is None:
        raise errors.FormatUnknown(name=files.name)
    tally.conversations = 1
    chat = qce_conversation(header)
    yield Conversation(chat.id, chat.title, chat.platform, tuple(dict.fromkeys((*chat.participants, *people))))
    yield from files.members(chunks, tally)
    for text in texts:
        for line in json_lines(text):
            yield from _line(line, text, header, (files, masking, tally))
        yield from text_warnings(text, tally)
    if not header:
        yield from tally.warnings("QCE_MANIFEST_MISSING")
    yield from tally.warnings("QCE_LIMITS")
    yield from tally.end()


def _line(
    line: JsonLine, text: TextSource, header: Header, state: tuple[ChatFiles, Masking, Tally]
) -> Iterator[ReadingRecord]:
    files, masking, tally = state
    if line.value is None:
        tally.leave_out()
        yield from tally.warnings("RECORD_NOT_UNDERSTOOD", line.text, line.number)
        return
    place = Place("1", tally.messages, line.span(text.member), header, files.files, masking)
    yield tally.count(qce_message(line.value, place))


def _header(files: ChatFiles) -> Header:
    for name in files.names:
        if name.rpartition("/")[2] == "manifest.json":
            events = walk(files.file(name).open, {()})
            header = {event.path[0]: event.value for event in events if event.kind == "value"}
            if is_qce(header):
                return header
    return {}


def _people(texts: list[TextSource], header: Header) -> list[Participant] | None:
    found: dict[Participant, None] = {}
    seen = False
    for text in texts:
        for line in json_lines(text):
            if line.value is None:
                continue
            seen = seen or _is_message(line.value)
            person = qce_speaker(line.value, header)
            if person is not None and len(found) < _MOST_PEOPLE:
                found[person] = None
    return list(found) if seen else None
