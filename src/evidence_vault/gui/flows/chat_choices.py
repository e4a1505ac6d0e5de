# SPDX-License-Identifier: GPL-3.0-or-later
"""Chat logs that wait to be added: what each leaves open, what the person said, once for all that ask the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evidence_vault.gui.flows.mark_words import ME, ORDER, ZONE
from evidence_vault.records import Answers, Json, Preview, ReadingWarning, TimeCertainty

DAY = "day"
QUESTIONS = (ORDER, ZONE, ME, DAY)
"""What a chat log can leave open, in the order in which it is asked."""
MAPPING, PLAIN_FILE = "mapping", "plain-file"
_ASKED_BY = {"TIME_ZONE_NOT_IN_FILE": ZONE, "SELF_UNKNOWN": ME, "COPIED_DAY_UNKNOWN": DAY, "DATE_ORDER_UNKNOWN": ORDER}


@dataclass
class WaitingChat:
    """One file (``found`` is its ``FoundChat``) and how it would be read. ``me`` and ``mapping`` are its own."""

    found: Any
    importer: str
    preview: Preview | None
    asked: frozenset[str]
    me: str | None = None
    mapping: Mapping[str, Json] | None = None

    @property
    def is_read(self) -> bool:
        """Whether it is read at all, and not only kept."""
        return self.importer != PLAIN_FILE and (self.importer != MAPPING or self.mapping is not None)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that can be the person's own, as the chat writes it."""
        return names_of(self.preview)


@dataclass
class ChatChoices:
    """All that wait. What is shared between files is asked once."""

    chats: list[WaitingChat]
    zone: str | None = None
    day_first: bool | None = None
    copied_on: str | None = None

    @classmethod
    def of(cls, looked: Any) -> "ChatChoices":
        """What was found by a look at the files (``Looked``)."""
        return cls([_waiting(found) for found in looked.chats])

    def asking(self, question: str) -> int:
        """How many of the files that are read leave this open."""
        return sum(question in chat.asked and chat.is_read for chat in self.chats)

    def answers(self, chat: WaitingChat) -> Answers:
        """What was said about one file; nothing is said where nothing was asked."""
        asked = chat.asked
        return Answers(
            time_zone=self.zone if ZONE in asked else None,
            day_first=self.day_first if ORDER in asked else None,
            self_name=chat.me if ME in asked else None,
            copied_on=self.copied_on if DAY in asked else None,
            mapping=chat.mapping if chat.importer == MAPPING else None,
        )

    def open_questions(self, chat: WaitingChat) -> tuple[str, ...]:
        """What of a chat is asked and not answered."""
        said = self.answers(chat)
        answers = {ZONE: said.time_zone, ORDER: said.day_first, ME: said.self_name, DAY: said.copied_on}
        return tuple(one for one in QUESTIONS if one in chat.asked and answers[one] is None)

    def is_answered(self, chat: WaitingChat) -> bool:
        """Whether anything that a chat asks was answered, here or for another one."""
        return chat.is_read and len(self.open_questions(chat)) < len(chat.asked)

    def say_me(self, chat: WaitingChat, name: str | None) -> None:
        """The person's own name in one chat; chats with the same name that were not answered take it over."""
        chat.me = name
        for other in self.chats:
            if name and other.me is None and ME in other.asked and name in other.names:
                other.me = name

    def take_preview(self, chat: WaitingChat, preview: Preview | None) -> None:
        """Another look at a file, read another way. What was asked before and is answered stays asked."""
        chat.preview = preview
        answered = chat.asked - set(self.open_questions(chat))
        chat.asked = frozenset(open_in(preview) | answered)

    def options(self, case_id: str | None) -> Any:
        """The ``ImportOptions`` for all of them."""
        from evidence_vault.operations.import_options import FileChoice, ImportOptions

        choices: dict[Path, FileChoice] = {}
        for chat in self.chats:
            if chat.found.path is not None:
                choices[chat.found.path] = self.choice(chat)
        return ImportOptions(case_id=case_id, choices=choices)

    def choice(self, chat: WaitingChat) -> Any:
        """The ``FileChoice`` for one of them."""
        from evidence_vault.operations.import_options import FileChoice

        return FileChoice(chat.importer if chat.is_read else PLAIN_FILE, self.answers(chat))


def open_in(preview: Preview | None) -> set[str]:
    """What a reading leaves open."""
    if preview is None:
        return set()
    found = {_ASKED_BY[warning.code] for warning in preview.warnings if warning.code in _ASKED_BY}
    if any(message.time_certainty is TimeCertainty.DATE_AMBIGUOUS for message in preview.messages):
        found.add(ORDER)
        if not any(warning.code == "TIME_ZONE_NOT_IN_FILE" for warning in preview.warnings):
            found.add(ZONE)  # a day that is open keeps its zone from being asked about
    return found


def notes_of(preview: Preview | None) -> tuple[ReadingWarning, ...]:
    """What the person should know besides what is asked, each kind once."""
    if preview is None:
        return ()
    seen = {warning.code: warning for warning in preview.warnings if warning.code not in _ASKED_BY}
    return tuple(seen.values())


def names_of(preview: Preview | None) -> tuple[str, ...]:
    """Names of everybody in the beginning of a chat."""
    if preview is None:
        return ()
    names = [person.name for chat in preview.conversations for person in chat.participants if person.name]
    names += [message.sender for message in preview.messages if message.sender]
    return tuple(dict.fromkeys(names))


def _waiting(found: Any) -> WaitingChat:
    if found.preview is not None:
        return WaitingChat(found, found.preview.importer, found.preview, frozenset(open_in(found.preview)))
    # Only a mapping that was kept before is taken by itself; a proposal is kept as a file until the person says so.
    kept = found.survey.mapping if found.survey is not None and found.survey.fits else None
    return WaitingChat(found, MAPPING if kept else PLAIN_FILE, None, frozenset(), mapping=kept)
