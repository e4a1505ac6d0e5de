# SPDX-License-Identifier: GPL-3.0-or-later
"""What importers of JSON chats share: two walks through each file, first for the people, then for the messages."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from evidence_vault import errors
from evidence_vault.importers.attachment_names import AttachmentNames
from evidence_vault.importers.base import HEAD_SIZE, Tally
from evidence_vault.importers.chat_files import ChatFile, ChatFiles, heads_of, open_chat_files
from evidence_vault.importers.json_details import Masking
from evidence_vault.importers.json_walk import JsonEvent, Path, element_span, encoding_of_json, peek, walk
from evidence_vault.records import (
    Answers,
    Conversation,
    Message,
    Participant,
    RawSpan,
    ReadingRecord,
    ReadingSource,
    Recognition,
)

_MOST_PEOPLE = 5_000
_MOST_EVENTS_OF_A_HEAD = 300
_FEW = 10

Header = Mapping[str, Any]
"""What a chat's object (and the root) says beside its messages."""


class Place(NamedTuple):
    """Where a message stands and what helps to read it."""

    conversation: str
    seq: int
    span: RawSpan
    header: Header
    files: AttachmentNames
    masking: Masking


@dataclass
class Chat:
    """One chat of a file as the first walk found it."""

    file: ChatFile
    header: dict[str, Any] = field(default_factory=dict)
    people: dict[Participant, None] = field(default_factory=dict)
    id: str = ""
    items: int = 0
    first_items: list[dict[str, Any]] = field(default_factory=list)
    parts: dict[str, str | None] = field(default_factory=dict)
    people_of_parts: dict[str, dict[Participant, None]] = field(default_factory=dict)


class JsonChats(ABC):
    """An importer of a JSON format; subclasses name its places and turn elements into messages.

    ``chat`` is the path of a chat's object; ``messages`` of its list,
    without which (``needs_list``) a file is no chat. ``limits`` is the warning that says what the
    format cannot contain.
    """

    id: str
    name: str
    limits: str
    version = "2"
    suffixes: tuple[str, ...] = (".json", ".zip")
    chat: Path = ()
    messages: Path = ("messages",)
    needs_list = True

    def file_fits(self, name: str) -> bool:
        """Whether a name inside a zip may be a chat file."""
        return name.endswith(".json")

    @abstractmethod
    def sign(self, header: Header, items: Sequence[dict[str, Any]]) -> tuple[Recognition, str]:
        """How sure, from the first values and messages of a file."""

    @abstractmethod
    def conversation(self, chat: Chat) -> Conversation:
        """The chat with what its header says; people who write are added."""

    @abstractmethod
    def speaker(self, item: dict[str, Any], header: Header) -> Participant | None:
        """Who wrote a message; None for nobody."""

    @abstractmethod
    def message(self, item: dict[str, Any], place: Place) -> Message:
        """The message of one element."""

    def prepared(self, files: ChatFiles) -> Sequence[ChatFile]:
        """The chat files in the order in which they are read."""
        return files.found

    def shared(self, files: ChatFiles) -> dict[str, Any]:
        """What other files of the zip say, added to the header of every chat."""
        return {}

    def part(self, item: dict[str, Any]) -> tuple[str, str | None] | None:
        """Id and title of the chat of a message, in formats that mix chats in one list."""
        return None

    def notes(self, chat: Chat) -> Iterator[tuple[str, str]]:
        """Warnings about one chat: code and text."""
        yield from ()

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """From the keys of the file; see ``sign``."""
        best = (Recognition.NO, "not the keys of this format")
        for head in heads_of(source, untrusted_head, self.file_fits):
            events = peek(head, self._opened, _MOST_EVENTS_OF_A_HEAD)
            items = [event.value for event in events if event.kind == "item" and isinstance(event.value, dict)]
            header = {event.path[-1]: event.value for event in events if event.kind == "value" and event.path}
            header |= {event.path[-1]: [] for event in events if event.kind == "open" and event.path}
            found = self.sign(header, items) if events else best
            if found[0] is Recognition.CERTAIN:
                return found
            best = found if found[0] is Recognition.MAYBE else best
        return best

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every message of every chat file in file order; for a zip then its other files as members."""
        with open_chat_files(source, self.file_fits) as files:
            yield from self._read(files)

    @property
    def _opened(self) -> tuple[Path, ...]:
        inner = (*self.chat, *self.messages)
        return tuple(inner[:length] for length in range(len(inner) + 1))

    def _read(self, files: ChatFiles) -> Iterator[ReadingRecord]:
        shared = self.shared(files)
        chats = [chat for file in self.prepared(files) for chat in self._survey(file, shared)]
        if not chats:
            raise errors.FormatUnknown(name=files.name)
        tally, masking = Tally(), Masking()
        conversations = self._conversations(chats)
        tally.conversations = len(conversations)
        yield from conversations.values()
        used = list(dict.fromkeys(chat.file for chat in chats))
        yield from files.members(used, tally)
        for file in used:
            with file.open() as stream:
                if encoding_of_json(stream.read(HEAD_SIZE)) == "gb18030":
                    yield from tally.warnings("ENCODING_GB18030")
            own = [chat for chat in chats if chat.file is file]
            yield from self._messages(own, files.files, masking, tally)
        for chat in chats:
            for code, text in self.notes(chat):
                yield from tally.warnings(code, text)
        if masking.found:
            yield from tally.warnings("SECRETS_INSIDE")
        yield from tally.warnings(self.limits)
        yield from tally.end()

    def _survey(self, file: ChatFile, shared: Header) -> list[Chat]:
        chats: list[Chat] = []
        root = dict(shared)
        list_path = (*self.chat, *self.messages)
        has_list = broken = False
        for event in walk(file.open, self._opened):
            broken = event.kind == "broken"
            has_list |= event.path == list_path and event.kind == "open"
            if event.path == self.chat and event.kind == "open":
                chats.append(Chat(file, dict(root)))
            self._take(event, chats, root)
        for chat in chats:
            chat.header = root | chat.header
        if (has_list or not self.needs_list) and any(self._belongs(chat) for chat in chats):
            return chats
        if broken and file.member is None:
            raise errors.JsonDamaged(name=file.path)
        return []

    def _take(self, event: JsonEvent, chats: list[Chat], root: dict[str, Any]) -> None:
        if event.path == (*self.chat, *self.messages, "*"):
            if chats:
                self._meet(chats[-1], event.value)
        elif event.kind == "value" and event.path:
            if event.path[:-1] == self.chat and chats:
                chats[-1].header[event.path[-1]] = event.value
            elif len(event.path) == 1:
                root[event.path[0]] = event.value

    def _belongs(self, chat: Chat) -> bool:
        return self.sign(chat.header, chat.first_items)[0] is not Recognition.NO

    def _meet(self, chat: Chat, item: Any) -> None:
        chat.items += 1
        if isinstance(item, dict) and len(chat.first_items) < _FEW:
            chat.first_items.append(item)
        if not isinstance(item, dict):
            return
        person = self.speaker(item, chat.header)
        part = self.part(item)
        if part:
            chat.parts.setdefault(part[0], part[1])
        people = chat.people_of_parts.setdefault(part[0], {}) if part else chat.people
        if person is not None and len(people) < _MOST_PEOPLE:
            people[person] = None

    def _conversations(self, chats: Sequence[Chat]) -> dict[str, Conversation]:
        found: dict[str, Conversation] = {}
        for chat in chats:
            conversation = self.conversation(chat)
            chat.id = conversation.id
            before = found.get(chat.id, conversation)
            known = (*before.participants, *conversation.participants, *chat.people)
            for identity, title in chat.parts.items() or ((chat.id, before.title),):
                people = dict.fromkeys((*known, *chat.people_of_parts.get(identity, ())))
                found[identity] = replace(before, id=identity, title=title, participants=_merged(people))
        return found

    def _messages(
        self, chats: Sequence[Chat], files: AttachmentNames, masking: Masking, tally: Tally
    ) -> Iterator[ReadingRecord]:
        item_path = (*self.chat, *self.messages, "*")
        index, number = -1, 0
        for event in walk(chats[0].file.open, self._opened):
            if event.path == self.chat and event.kind == "open":
                index += 1
            elif event.path == item_path:
                chat = chats[min(max(index, 0), len(chats) - 1)]
                yield from self._element(event.value, chat, number, (files, masking, tally))
                number += 1
            elif event.kind == "broken":
                yield from tally.warnings("FILE_BREAKS_OFF", str(tally.messages))
            elif event.kind == "damaged":
                yield from tally.warnings("TEXT_DAMAGED")

    def _element(
        self, item: Any, chat: Chat, number: int, state: tuple[AttachmentNames, Masking, Tally]
    ) -> Iterator[ReadingRecord]:
        files, masking, tally = state
        if not isinstance(item, dict):
            tally.leave_out()
            yield from tally.warnings("RECORD_NOT_UNDERSTOOD", str(item))
            return
        span = element_span(number, item, chat.file.member)
        part = self.part(item)
        identity = part[0] if part else chat.id if not chat.parts else next(iter(chat.parts))
        message = self.message(item, Place(identity, tally.messages, span, chat.header, files, masking))
        if message.text and (masked := masking.text(message.text)) != message.text:
            message = message._replace(text=masked)
        yield tally.count(message)


def _merged(people: Mapping[Participant, None]) -> tuple[Participant, ...]:
    # A person known with an account or as oneself is not listed again by the bare name, or without one.
    by_name = {person.name for person in people if person.account_id or person.is_self is not None}
    by_account = {person.account_id for person in people if person.name}
    return tuple(
        person
        for person in people
        if (person.account_id or person.is_self is not None or person.name not in by_name)
        and (person.name or person.account_id not in by_account)
    )
