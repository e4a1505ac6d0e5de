# SPDX-License-Identifier: GPL-3.0-or-later
"""Freezes a case into a dossier: everything an export is made from, complete and sorted."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files

from evidence_vault import __version__
from evidence_vault.cases.case import case_file
from evidence_vault.cases.exhibit_numbers import sort_key
from evidence_vault.cases.exhibit_words import ENTITY as EXHIBIT
from evidence_vault.cases.exhibit_words import described, said_about
from evidence_vault.cases.name_history import name_histories
from evidence_vault.cases.translated_messages import TRANSLATION, TranslatedMessages
from evidence_vault.errors import CheckpointRefused
from evidence_vault.records import (
    Actor,
    Dossier,
    EvidenceItem,
    Exhibit,
    Fact,
    Fields,
    Json,
    LogEntry,
    Message,
    StoredConversation,
    TimeStamp,
    Translation,
)
from evidence_vault.vault.vault import Vault

_PAGE = 5000
_COMPLETE = frozenset({"police", "archive"})
"""The kinds that leave nothing out."""
_REDACTED = "complaint"
"""The kind that holds nothing of the custody log."""
_STAMP_ADDED = "time-stamp-added"
_WHOLE = "archive"
"""The kind that another vault can take in, with everything that was recorded about the case."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """For whom an export is made, as the person chose it; ``made_at`` is ISO 8601 with offset."""

    kind: str
    language: str
    platform: str | None
    agency: str | None
    package_id: str
    made_at: str
    made_by: Actor
    options: Mapping[str, Json]
    time_stamps: tuple[TimeStamp, ...] = ()
    kept_back: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Copies:
    """Copies of exhibits made for this export, by the exhibit's item id; ``by_hand``: those the person sends along.

    ``parts``: those of long pictures, in order.
    """

    for_print: Mapping[str, EvidenceItem]
    for_upload: Mapping[str, EvidenceItem]
    masked: Mapping[str, EvidenceItem] = field(default_factory=dict)
    by_hand: tuple[EvidenceItem, ...] = ()
    parts: Mapping[str, tuple[EvidenceItem, ...]] = field(default_factory=dict)


def freeze_dossier(
    vault: Vault, case_id: str, copies: Copies, purpose: Purpose, *, with_messages: bool = True
) -> Dossier:
    """The case as it stands now, with the log before this export; messages may be left out. Raises NoSuchEntry."""
    signer = vault.case_signing_key(case_id).fingerprint
    checkpoint = _checkpoint(vault) if purpose.kind != _REDACTED else None
    exhibits = _exhibits(vault, case_id, copies)
    conversations = vault.conversations(case_id=case_id)
    facts = vault.facts(case_id=case_id)
    transcripts = {key_of(one): _all_messages(vault, one) for one in conversations} if with_messages else {}
    custody = _custody(vault, case_id, purpose.kind)
    return Dossier(
        case=case_file(vault.fact(case_id), facts),
        exhibits=exhibits,
        transcripts=transcripts,
        conversations=conversations,
        custody=custody,
        other_entries=_other_entries(vault, custody),
        journal=vault.journal_state(),
        package_id=purpose.package_id,
        made_at=purpose.made_at,
        made_by=purpose.made_by,
        language=purpose.language,
        kind=purpose.kind,
        platform=purpose.platform,
        agency=purpose.agency,
        program_version=__version__,
        time_zone_data=time_zone_data_version(),
        signer_fingerprint=signer,
        options=purpose.options,
        derivatives=_derivatives(copies),
        checkpoint=checkpoint,
        time_stamps=purpose.time_stamps if purpose.kind != _REDACTED else (),
        kept_back=purpose.kept_back,
        facts=vault.facts(case_id=case_id) if purpose.kind == _WHOLE else (),
        translations=_translations(facts, conversations if with_messages else (), transcripts),
        shown_names=name_histories(vault, case_id) if purpose.kind in _COMPLETE else {},
    )


def _translations(
    facts: tuple[Fact, ...],
    conversations: tuple[StoredConversation, ...],
    transcripts: Mapping[str, tuple[Message, ...]],
) -> dict[str, Mapping[int, tuple[Translation, ...]]]:
    found: dict[str, Mapping[int, tuple[Translation, ...]]] = {}
    said = [fact for fact in facts if fact.entity == TRANSLATION]
    for conversation in conversations if said else ():
        translated = TranslatedMessages(said, conversation.item_id)
        messages = transcripts[key_of(conversation)]
        by_seq = {message.seq: translations for message in messages if (translations := translated.of(message))}
        if by_seq:
            found[key_of(conversation)] = by_seq
    return found


def _custody(vault: Vault, case_id: str, kind: str) -> tuple[LogEntry, ...]:
    """The entries of the case in full, and those of time stamps: a later one can then be shown to cover them."""
    entries = {entry.seq: entry for entry in vault.log(case_id=case_id, custody_only=True)}
    if kind != _REDACTED:
        entries |= {entry.seq: entry for entry in vault.log(custody_only=True) if entry.event == _STAMP_ADDED}
    return tuple(entries[seq] for seq in sorted(entries))


def _checkpoint(vault: Vault) -> str | None:
    """How far the log goes, signed; None where it contradicts what was signed before (said when it was opened)."""
    try:
        return vault.checkpoint("export")
    except CheckpointRefused:
        return None


def time_zone_data_version() -> str:
    """The version of the time zone data that comes with the program, as its makers name it: ``2026f``."""
    with files("tzdata").joinpath("zoneinfo", "tzdata.zi").open(encoding="utf-8") as data:
        return data.readline().removeprefix("# version").strip()


def key_of(conversation: StoredConversation) -> str:
    """The key of a conversation's messages in a dossier."""
    return f"{conversation.item_id}/{conversation.conversation.id}"


def case_exhibits(vault: Vault, case_id: str) -> tuple[Exhibit, ...]:
    """The exhibits of a case by number, with what was said about them."""
    return _exhibits(vault, case_id, Copies({}, {}))


def _exhibits(vault: Vault, case_id: str, copies: Copies) -> tuple[Exhibit, ...]:
    numbered = sorted(vault.exhibits(case_id), key=lambda pair: sort_key(pair[0]))
    said = said_about(vault.facts(EXHIBIT, case_id=case_id), numbered)
    return tuple(_exhibit(number, item, said.get(item.id, {}), copies) for number, item in numbered)


def _exhibit(number: str, item: EvidenceItem, said: Fields, copies: Copies) -> Exhibit:
    printed, upload = copies.for_print.get(item.id), copies.for_upload.get(item.id)
    return replace(
        described(number, item, said),
        picture_item_id=printed.id if printed else None,
        upload_item_id=upload.id if upload else None,
        picture_parts=tuple(part.id for part in copies.parts.get(item.id, ())),
    )


def _derivatives(copies: Copies) -> tuple[EvidenceItem, ...]:
    found = {item.id: item for item in _all_of(copies)}
    return tuple(sorted(found.values(), key=lambda item: item.id))


def _all_of(copies: Copies) -> tuple[EvidenceItem, ...]:
    parts = [part for several in copies.parts.values() for part in several]
    return (*copies.for_print.values(), *parts, *copies.for_upload.values(), *copies.masked.values(), *copies.by_hand)


def _all_messages(vault: Vault, conversation: StoredConversation) -> tuple[Message, ...]:
    messages: list[Message] = []
    item_id, inner_id = conversation.item_id, conversation.conversation.id
    while page := vault.messages(item_id, inner_id, start=len(messages), count=_PAGE):
        messages += page
    return tuple(messages)


def _other_entries(vault: Vault, custody: tuple[LogEntry, ...]) -> tuple[tuple[int, str], ...]:
    shown = {entry.seq for entry in custody}
    return tuple((seq, leaf) for seq, leaf in enumerate(vault.leaf_hashes()) if seq not in shown)
