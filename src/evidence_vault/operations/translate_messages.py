# SPDX-License-Identifier: GPL-3.0-or-later
"""Translations of messages: typed one by one, or brought in as the file of a translator, and out again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evidence_vault.cases.field_kinds import LANGUAGE_TAG
from evidence_vault.cases.translated_messages import TRANSLATION, TranslatedMessages, translation_of
from evidence_vault.errors import FactInvalid, SourceMissing, SourceUnreadable, TranslationsBroken
from evidence_vault.hashing import sha256_hex
from evidence_vault.operations.edit_case import put_fact, retract_fact
from evidence_vault.operations.reading_sources import BytesSource
from evidence_vault.operations.translation_sheet import LARGEST, fits, said_in, sheet_of
from evidence_vault.operations.workers import worker
from evidence_vault.progress import Progress
from evidence_vault.records import Actor, Fact, Fields, Json, Message, ReadingWarning, Translation, TranslationLine
from evidence_vault.safe_files import write_new_file
from evidence_vault.translations import _
from evidence_vault.vault.vault import Vault

SHEET_OUT = "translator-table"
_PAGE = 2000


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What became of a file: every line of it is in exactly one of the numbers.

    ``refused``: lines that were not taken; their codes have words in ``user_messages``.
    """

    new: int
    changed: int
    same: int
    refused: tuple[ReadingWarning, ...] = ()


def put_translation(  # noqa: PLR0917 - an operation with everything it belongs to
    vault: Vault, case_id: str, item_id: str, message: Message, said: Translation, actor: Actor
) -> Fact | None:
    """Record what a message means in ``said.language``, in place of what was said before; "" takes it back.

    Raises FactInvalid, NoSuchEntry.
    """
    translated = translations_of_item(vault, case_id, item_id)
    if said.text.strip():
        before = _in_language(translated.facts_at(message), said.language)
        fields = _fields(item_id, message, said)
        return put_fact(vault, case_id, TRANSLATION, fields, actor, fact_id=before.id if before else None)
    while before := _in_language(translated.facts_of(message), said.language):
        retract_fact(vault, before.id, actor)
        translated = translations_of_item(vault, case_id, item_id)
    return None


def translations_of_item(vault: Vault, case_id: str, item_id: str) -> TranslatedMessages:
    """The translations of an item's messages, to be asked for each message."""
    return TranslatedMessages(vault.facts(TRANSLATION, case_id=case_id), item_id)


def bring_in(  # noqa: PLR0917 - an operation with everything it belongs to
    vault: Vault, case_id: str, item_id: str, path: Path, said: Translation, actor: Actor, progress: Progress
) -> BroughtIn:
    """Take in a translator's file for one chat log. ``said`` holds what a line does not say itself.

    A line that does not fit costs itself only. What was taken before a cancel stays; brought in again, it is the same.
    Raises TranslationsBroken (nothing is changed), SourceMissing, SourceUnreadable, NoSuchEntry, Cancelled.
    """
    vault.item(item_id)
    untrusted = _bytes_of(path)
    read = worker().translations(BytesSource(path.name, untrusted), progress=progress)
    lines = [line for line in read if said_in(line).strip()]
    source = f"{path.name} (SHA-256 {sha256_hex(untrusted)})"
    taking = _Taking(vault, case_id, item_id, actor, {line.seq for line in lines if line.seq is not None})
    for place, line in enumerate(lines):
        progress.raise_if_cancelled()
        progress.report(place, len(lines), _("Taking in translations"))
        taking.take(line, said, source)
    return taking.report()


class _Taking:
    """Takes the lines of one file, each for itself."""

    def __init__(self, vault: Vault, case_id: str, item_id: str, actor: Actor, wanted: set[int]) -> None:
        self._vault, self._case_id, self._item_id, self._actor = vault, case_id, item_id, actor
        self._messages = {one.seq: one for one in messages_of_item(vault, item_id) if one.seq in wanted}
        self._translated = translations_of_item(vault, case_id, item_id)
        self._fresh: dict[tuple[int, str], Fact] = {}
        self._counts = {"new": 0, "changed": 0, "same": 0}
        self._refused: list[ReadingWarning] = []

    def take(self, line: TranslationLine, said: Translation, source: str) -> None:
        """Record a line, or list why not."""
        message = self._messages.get(-1 if line.seq is None else line.seq)
        reason = _reason_against(line, message)
        if message is not None and not reason:
            try:
                self._counts[self._put(message, _said(line, said, source))] += 1
            except FactInvalid:
                reason = "TRANSLATION_INVALID"
        if reason:
            self._refused.append(ReadingWarning(reason, line.untrusted_text[:80], line.line))

    def report(self) -> BroughtIn:
        """What became of the lines."""
        return BroughtIn(**self._counts, refused=tuple(self._refused))

    def _put(self, message: Message, said: Translation) -> str:
        key = message.seq, said.language
        before = self._fresh.get(key) or _in_language(self._translated.facts_at(message), said.language)
        if before and replace(translation_of(before), source=None) == replace(said, source=None):
            return "same"
        fields = _fields(self._item_id, message, said)
        fact_id = before.id if before else None
        self._fresh[key] = put_fact(self._vault, self._case_id, TRANSLATION, fields, self._actor, fact_id=fact_id)
        return "changed" if before else "new"


def save_sheet(vault: Vault, case_id: str, item_id: str, language: str, path: Path, actor: Actor) -> int:  # noqa: PLR0917
    """Write the table for a translator into ``language`` to a new file; how many messages stand in it.

    That it left the vault is journaled. Raises DestinationExists, DestinationUnwritable, DiskFull, NoSuchEntry.
    """
    rows = list(translated_messages(vault, case_id, item_id, language))
    data = sheet_of(rows, language)
    write_new_file(path, data)
    payload: dict[str, Json] = {"language": language, "messages": len(rows), "sha256": sha256_hex(data)}
    vault.record(SHEET_OUT, [item_id], payload, actor=actor, case_id=case_id)
    return len(rows)


def translated_messages(
    vault: Vault, case_id: str, item_id: str, language: str
) -> Iterator[tuple[Message, Translation | None]]:
    """Every message of an item that has words, with its translation into ``language``. Raises NoSuchEntry."""
    vault.item(item_id)
    translated = translations_of_item(vault, case_id, item_id)
    for message in messages_of_item(vault, item_id):
        if message.text:
            yield message, next((one for one in translated.of(message) if one.language == language), None)


def messages_of_item(vault: Vault, item_id: str) -> Iterator[Message]:
    """All messages of an item, read in pages."""
    start = 0
    while page := vault.messages(item_id, start=start, count=_PAGE):
        yield from page
        start += len(page)


def _reason_against(line: TranslationLine, message: Message | None) -> str:
    if line.seq is None:
        return "TRANSLATION_INVALID"
    if message is None:
        return "TRANSLATION_WITHOUT_MESSAGE"
    return "" if fits(line, message) else "TRANSLATION_OF_OTHER_TEXT"


def _said(line: TranslationLine, said: Translation, source: str) -> Translation:
    return Translation(
        said_in(line),
        line.language or said.language,
        line.translator or said.translator,
        line.made_on or said.made_on,
        source,
    )


def _fields(item_id: str, message: Message, said: Translation) -> Fields:
    if not said.language:  # left out it would count as unknown
        raise FactInvalid(field="language", value_kind=_(LANGUAGE_TAG.needs))
    return {
        "item_id": item_id,
        "conversation_id": message.conversation,
        "seq": message.seq,
        "span_sha256": message.raw_span.sha256 if message.raw_span else None,
        "language": said.language,
        "text": said.text,
        "translator": said.translator,
        "made_on": said.made_on,
        "source": said.source,
    }


def _in_language(facts: Sequence[Fact], language: str) -> Fact | None:
    """The last of the facts in that language."""
    return next((fact for fact in reversed(facts) if fact.fields.get("language") == language), None)


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise SourceMissing(name=path.name) from error
    except OSError as error:
        raise SourceUnreadable(name=path.name) from error
    if len(data) > LARGEST:
        raise TranslationsBroken(name=path.name, line=1)
    return data
