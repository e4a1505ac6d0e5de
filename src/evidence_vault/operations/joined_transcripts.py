# SPDX-License-Identifier: GPL-3.0-or-later
"""Several screenshots of one scroll as one conversation: the program proposes it whole, a person confirms or corrects.

The messages are kept as a reading of the first picture; every message names each picture it stands in, with its region.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from evidence_vault.errors import NothingRead, SeriesTooShort
from evidence_vault.importers.reading import answered
from evidence_vault.operations.picture_places import PicturePlace, span_in_pictures
from evidence_vault.operations.picture_transcripts import (
    CONFIRMED,
    IMPORTER,
    MOST_CORRECTIONS,
    VERSION,
    ConfirmedReport,
    PictureStatement,
    Placing,
    answers_of,
    conversation_of,
    day_of,
    differences,
    message_of,
    notes_of,
    shown,
    times_of,
)
from evidence_vault.operations.sketches import PairProgress, sketches_of
from evidence_vault.pictures.joined_transcript import (
    JoinedPiece,
    PlacedTranscript,
    join_transcripts,
    platform_of,
    titles_of,
)
from evidence_vault.pictures.series import Placed, strips_of
from evidence_vault.pictures.transcript import propose_transcript
from evidence_vault.progress import Progress
from evidence_vault.records import (
    GAP,
    Actor,
    Answers,
    Box,
    CopyPurpose,
    EvidenceItem,
    Json,
    Message,
    MessageKind,
    ProposedEntry,
    ProposedTranscript,
    ReadingRecord,
    ReadingSummary,
    ReadingWarning,
    TimeCertainty,
)
from evidence_vault.vault.vault import Vault

JOINED, GAPS, ELSEWHERE = "PICTURES_JOINED", "TRANSCRIPT_GAPS", "PICTURE_IN_CONVERSATION"
_PAGE = 0


@dataclass(frozen=True, slots=True)
class ItemPlace:
    """A region of the picture ``item_id``."""

    item_id: str
    box: Box


@dataclass(frozen=True, slots=True)
class PlacedEntry:
    """An entry and every picture it stands in, the clearest first. A gap has the top row of the picture after it.

    A gap's ``text`` may be a day (YYYY-MM-DD): the person's statement about what follows.
    """

    entry: ProposedEntry
    places: tuple[ItemPlace, ...]


@dataclass(frozen=True, slots=True)
class JoinedProposal:
    """``pictures`` from top to bottom, ``sizes`` (width, height) of their upright pages.

    ``titles``: what their title bars show; more than one may be several chats.

    ``unread``: their text was not read yet, nothing of them is in the entries. ``without_chat``: read, but the
    program sees no chat. ``held_by``: conversations confirmed before that hold some of them, but begin with another
    picture.
    """

    pictures: tuple[EvidenceItem, ...]
    entries: tuple[PlacedEntry, ...]
    titles: tuple[str, ...] = ()
    platform: str = "chat"
    unread: tuple[EvidenceItem, ...] = ()
    without_chat: tuple[EvidenceItem, ...] = ()
    held_by: tuple[EvidenceItem, ...] = ()
    sizes: tuple[tuple[int, int], ...] = ()

    @property
    def gaps(self) -> int:
        """At how many places something may be missing."""
        return sum(1 for placed in self.entries if placed.entry.kind == GAP)


def in_order(vault: Vault, item_ids: Sequence[str], progress: Progress) -> tuple[str, ...]:
    """Pictures by what they share; strips that share nothing follow each other by their times. Nothing is written.

    Raises NoSuchEntry, BlobDamaged, Cancelled.
    """
    items = [vault.item(item_id) for item_id in dict.fromkeys(item_ids)]
    ordered = tuple(sorted(items, key=lambda item: item.claimed_at or item.file_modified_at or item.added_at))
    opened, sketches = sketches_of(vault, ordered, progress)
    strips = strips_of(sketches, PairProgress(progress))
    found = [opened[placed.picture].id for strip in strips for placed in strip.pictures]
    return (*found, *(item.id for item in ordered if item.id not in set(found)))


def proposed_conversation(vault: Vault, item_ids: Sequence[str], progress: Progress) -> JoinedProposal:
    """What the pictures, in this order, seem to say together. Nothing is written.

    Raises SeriesTooShort (fewer than two, or one twice), NoSuchEntry, BlobDamaged, Cancelled.
    """
    if len(set(item_ids)) < 2 or len(set(item_ids)) != len(item_ids):
        raise SeriesTooShort
    items = tuple(vault.item(item_id) for item_id in item_ids)
    texts = [vault.picture_texts.text(item.content_id, _PAGE) for item in items]
    found = [ProposedTranscript(()) if text is None else propose_transcript(text) for text in texts]
    sizes = [
        _size(item) if text is None else (text.width, text.height) for item, text in zip(items, texts, strict=True)
    ]
    known = _positions(vault, items, progress)
    where = [known.get(item.id) for item in items]
    placed = [_laid(*each) for each in zip(found, sizes, where, [None, *where[:-1]], strict=True)]
    pieces = join_transcripts(placed)
    return JoinedProposal(
        items,
        tuple(_placed_entry(piece, items) for piece in pieces),
        titles_of(placed),
        platform_of(placed),
        tuple(item for item, text in zip(items, texts, strict=True) if text is None),
        tuple(
            item for item, text, one in zip(items, texts, found, strict=True) if text is not None and not one.entries
        ),
        tuple(vault.item(holder) for holder in _holders(vault, items)),
        tuple(sizes),
    )


def host_of(first: EvidenceItem) -> str:
    """The item with which the messages stand: the first picture, or the recording it is a still of."""
    is_still = (first.derivation or {}).get("purpose") == CopyPurpose.FRAME
    return first.derived_from if is_still and first.derived_from else first.id


def conversation_holding(vault: Vault, item_id: str) -> str | None:
    """The first picture of the conversation that holds the messages of a picture; None where there is no other.

    Raises NoSuchEntry.
    """
    return next(iter(_holders(vault, (vault.item(item_id),))), None)


def confirm_conversation(  # noqa: PLR0917 - everything a confirmation is made of
    vault: Vault,
    item_ids: Sequence[str],
    entries: Sequence[PlacedEntry],
    statement: PictureStatement,
    actor: Actor,
    progress: Progress,
) -> ConfirmedReport:
    """Keep ``entries``, as the person leaves them, as the messages of the pictures: one conversation.

    Earlier messages of these pictures alone make way. Every difference from what the program proposes is recorded in
    the custody log with the place in the picture. Raises SeriesTooShort, NoSuchEntry, NothingRead (no message among
    the entries), FactInvalid (a day that is none), TimeZoneUnknown, BlobDamaged, Cancelled.
    """
    proposal = proposed_conversation(vault, item_ids, progress)
    first = proposal.pictures[0]
    if not any(placed.entry.kind not in {"time", GAP} for placed in entries):
        raise NothingRead(name=first.name)
    answers = answers_of(statement)
    records = answered(_records(proposal, entries, statement), answers)
    host = host_of(first)
    also = [item.id for item in proposal.pictures if item.id != host]
    messages = vault.add_reading(host, IMPORTER, VERSION, answers, records, actor=actor, also_from=also)
    corrections = tuple(_corrections(proposal, entries))
    cases = {membership.case_id for item in proposal.pictures for membership in item.cases}
    payload: dict[str, Json] = {
        "pictures": [{"item": item.id, "sha256": item.sha256} for item in proposal.pictures],
        "statement": {key: value for key, value in asdict(statement).items() if value is not None},
        "messages": messages,
        "gaps": sum(1 for placed in entries if placed.entry.kind == GAP),
        "corrected": len(corrections),
        "corrections": list(corrections[:MOST_CORRECTIONS]),
    }
    case_id = cases.pop() if len(cases) == 1 else None
    vault.record(CONFIRMED, [item.id for item in proposal.pictures], payload, actor=actor, case_id=case_id)
    for item in (one for one in proposal.pictures if one.id != host):
        vault.add_reading(item.id, IMPORTER, VERSION, Answers(), elsewhere(first), actor=actor)
    gaps = sum(1 for placed in entries if placed.entry.kind == GAP)
    return ConfirmedReport(messages - gaps, len(corrections))


# --- where each picture stands


@dataclass(frozen=True, slots=True)
class _Position:
    """Where a picture stands: in which strip, at which place of it (0 from the top), and how."""

    strip: int
    place: int
    placed: Placed


def _positions(vault: Vault, items: tuple[EvidenceItem, ...], progress: Progress) -> dict[str, _Position]:
    """By item; a picture that nobody can open has none."""
    opened, sketches = sketches_of(vault, items, progress)
    return {
        opened[placed.picture].id: _Position(number, place, placed)
        for number, strip in enumerate(strips_of(sketches, PairProgress(progress)))
        for place, placed in enumerate(strip.pictures)
    }


def _laid(
    found: ProposedTranscript, size: tuple[int, int], here: _Position | None, before: _Position | None
) -> PlacedTranscript:
    """A picture where it stands; it follows the one before where that is the next above it in one strip."""
    if here is None:
        return PlacedTranscript(found, *size, 0.0, (0.0, 0.0), None)
    is_next = before is not None and (before.strip, before.place + 1) == (here.strip, here.place)
    top, upper, lower = float(here.placed.top), *map(float, here.placed.bars)
    return PlacedTranscript(found, *size, top, (upper, lower), here.placed.is_sure if is_next else None)


def _size(item: EvidenceItem) -> tuple[int, int]:
    width, height = item.facts.get("width"), item.facts.get("height")
    return (width if isinstance(width, int) else 1), (height if isinstance(height, int) else 1)


def _placed_entry(piece: JoinedPiece, items: tuple[EvidenceItem, ...]) -> PlacedEntry:
    places = tuple(ItemPlace(items[place.picture].id, place.entry.box) for place in piece.places)
    return PlacedEntry(piece.entry, places)


def _holders(vault: Vault, items: Sequence[EvidenceItem]) -> dict[str, None]:
    """First pictures of conversations, as they stand now, that hold some of the items and are not among them."""
    own = {item.id for item in items}
    found: dict[str, None] = {}
    for item in items:
        for entry in vault.item_history(item.id):
            if entry.event == "read" and entry.subjects[0] not in own and item.id in entry.subjects:
                found[entry.subjects[0]] = None
    return {holder: None for holder in found if own & set(pictures_of_conversation(vault, holder))}


def pictures_of_conversation(vault: Vault, item_id: str) -> tuple[str, ...]:
    """The pictures of the conversation whose first picture is ``item_id``, it among them; none where it holds none.

    Raises NoSuchEntry.
    """
    if vault.item(item_id).importer != IMPORTER:
        return ()
    own = [one for one in vault.item_history(item_id) if one.event == "read" and one.subjects[0] == item_id]
    return own[-1].subjects if own else ()


# --- records


def _records(
    proposal: JoinedProposal, entries: Sequence[PlacedEntry], statement: PictureStatement
) -> Iterator[ReadingRecord]:
    sha256 = {item.id: item.sha256 for item in proposal.pictures}
    times = times_of(statement)
    yield conversation_of([placed.entry for placed in entries], statement)
    messages = gaps = 0
    for placed in entries:
        if placed.entry.kind == "time":
            times.take_line(placed.entry.text or "")
            continue
        if placed.entry.kind == GAP:
            times.take_gap(day_of("first_day", placed.entry.text))
            gaps += 1
            yield gap_message(messages)
        else:
            places = [PicturePlace(sha256[one.item_id], _PAGE, one.box) for one in placed.places]
            yield message_of(Placing(messages, span_in_pictures(places)), placed.entry, statement, times)
        messages += 1
    yield ReadingWarning(JOINED, str(len(proposal.pictures)))
    if gaps:
        yield ReadingWarning(GAPS, str(gaps))
    yield from notes_of(times)
    yield ReadingSummary(1, messages, {}, messages, 0)


def gap_message(seq: int) -> Message:
    """A record that says: between the messages before and after, some may be missing."""
    return Message("picture", seq, MessageKind.SYSTEM, None, None, TimeCertainty.PARTIAL, None, None, None, subkind=GAP)


def elsewhere(first: EvidenceItem) -> Iterator[ReadingRecord]:
    """The reading of a picture whose messages stand with another one."""
    return iter([ReadingWarning(ELSEWHERE, first.name), ReadingSummary(0, 0, {}, 0, 0)])


# --- corrections


def _corrections(proposal: JoinedProposal, entries: Sequence[PlacedEntry]) -> Iterator[dict[str, Json]]:
    """One line for each field that differs, entry left out, and entry added; entries are known by their first place."""
    given = {placed.places[0]: placed.entry for placed in entries}
    known = {placed.places[0]: placed.entry for placed in proposal.entries}
    for place, entry in known.items():
        said = given.get(place)
        where: dict[str, Json] = {"item": place.item_id, "box": list(place.box)}
        if said is None:
            yield {**where, "field": "entry", "read": shown(entry), "said": None}
        else:
            yield from (where | line for line in differences(entry, said))
    for place, entry in given.items():
        if place not in known:
            yield {"item": place.item_id, "box": list(place.box), "field": "entry", "read": None, "said": shown(entry)}
