# SPDX-License-Identifier: GPL-3.0-or-later
"""From a screenshot to messages: the program proposes, a person confirms or corrects, and every correction is kept."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from evidence_vault.errors import FactInvalid, NothingRead
from evidence_vault.importers.reading import answered
from evidence_vault.operations.picture_places import PicturePlace, places_of, span_in_picture
from evidence_vault.operations.read_pictures import pages_of
from evidence_vault.operations.transcript_times import TimesOfPicture
from evidence_vault.pictures.transcript import propose_transcript
from evidence_vault.records import (
    PICTURE_TRANSCRIPT,
    Actor,
    Answers,
    Attachment,
    AttachmentState,
    Conversation,
    EvidenceItem,
    Json,
    MentionedPayment,
    Message,
    MessageKind,
    Participant,
    ProposedEntry,
    ProposedTranscript,
    RawSpan,
    ReadingRecord,
    ReadingSummary,
    ReadingWarning,
)
from evidence_vault.vault.vault import Vault

IMPORTER = PICTURE_TRANSCRIPT
VERSION = "1"
CONFIRMED = "transcript-confirmed"
CONVERSATION = "picture"
PLATFORMS = ("wechat", "whatsapp", "telegram", "chat")
_COMPARED = ("kind", "is_self", "sender", "text", "amount", "time", "subkind")
_WITHOUT_TEXT = frozenset({"voice", "picture"})
_FROM_PICTURE, _DAY_NOT_KNOWN = "READ_FROM_PICTURE", "PICTURE_DAY_NOT_KNOWN"
NOTES = frozenset({
    *(_FROM_PICTURE, _DAY_NOT_KNOWN, "PICTURES_JOINED", "TRANSCRIPT_GAPS", "PICTURE_IN_CONVERSATION"),
})  # fmt: skip
"""What a confirmed reading says of itself, under whatever answers."""

MOST_CORRECTIONS = 400


@dataclass(frozen=True, slots=True)
class PictureStatement:
    """What the person says about a screenshot. ``taken_on``: YYYY-MM-DD, the day it was taken, for 昨天 and 18:02.

    ``first_day``: the day of the messages above the first line with a day. ``other_name``: who is on the other side
    where the bubbles bear no names; None: the title. ``day_first`` settles 3/4/2026.
    """

    title: str | None = None
    platform: str = "chat"
    other_name: str | None = None
    taken_on: str | None = None
    first_day: str | None = None
    time_zone: str | None = None
    day_first: bool | None = None


@dataclass(frozen=True, slots=True)
class ConfirmedReport:
    """``messages`` are in the vault now; ``corrected`` of the proposed entries were changed, left out or added."""

    messages: int
    corrected: int


def proposed_transcript(vault: Vault, item_id: str, page: int = 0) -> ProposedTranscript | None:
    """What a page seems to say; None where its text was not read yet. Without entries it is no chat.

    Raises NoSuchEntry.
    """
    text = vault.picture_texts.text(vault.item(item_id).content_id, page)
    return None if text is None else propose_transcript(text)


def is_confirmed(vault: Vault, item_id: str) -> bool:
    """Whether the messages of an item come from a picture and a person confirmed them. Raises NoSuchEntry."""
    return vault.item(item_id).importer == IMPORTER


def confirm_transcript(  # noqa: PLR0917 - everything a confirmation is made of
    vault: Vault,
    item_id: str,
    page: int,
    entries: Sequence[ProposedEntry],
    statement: PictureStatement,
    actor: Actor,
) -> ConfirmedReport:
    """Keep ``entries``, as the person leaves them, as the messages of a page; replaces those it had before.

    Messages confirmed of other pages of the same file stay.

    Every difference from what the program proposes is recorded in the custody log with the place in the picture.
    Raises NoSuchEntry, NothingRead (no message among the entries), FactInvalid (a day that is none),
    TimeZoneUnknown.
    """
    item = vault.item(item_id)
    if not any(entry.kind != "time" for entry in entries):
        raise NothingRead(name=item.name)
    text = vault.picture_texts.text(item.content_id, page)
    proposal = ProposedTranscript(()) if text is None else propose_transcript(text)
    answers = answers_of(statement)
    pages = _Pages(page, entries, _other_pages(vault, item, page))
    records = answered(_records(item, pages, statement), answers)
    messages = vault.add_reading(item_id, IMPORTER, VERSION, answers, records, actor=actor)
    corrections = tuple(_corrections(proposal.entries, entries))
    cases = {membership.case_id for membership in item.cases}
    payload: dict[str, Json] = {
        "page": page,
        "reader": "" if text is None else text.reader,
        "statement": {key: value for key, value in asdict(statement).items() if value is not None},
        "messages": messages,
        "corrected": len(corrections),
        "corrections": list(corrections[:MOST_CORRECTIONS]),
    }
    vault.record(CONFIRMED, [item_id], payload, actor=actor, case_id=cases.pop() if len(cases) == 1 else None)
    return ConfirmedReport(messages, len(corrections))


def confirmed_again(vault: Vault, item: EvidenceItem, answers: Answers) -> Iterator[ReadingRecord]:
    """The confirmed messages of a picture under other answers: the times get the zone that is said now."""
    stored = vault.conversations(item_id=item.id)
    found: list[ReadingRecord] = [one.conversation for one in stored]
    messages = [_without_offset(message) for message in vault.messages(item.id, count=100_000)]
    notes = [one for one in item.warnings if one.code in NOTES]
    summary = ReadingSummary(len(stored), len(messages), {}, len(messages), 0)
    return answered(iter([*found, *messages, *notes, summary]), answers)


def answers_of(statement: PictureStatement) -> Answers:
    """What of a statement every reading keeps as its answers."""
    return Answers(statement.time_zone, statement.day_first, None, statement.taken_on)


def times_of(statement: PictureStatement) -> TimesOfPicture:
    """The times of a picture under a statement, before its first line. Raises FactInvalid (a day that is none)."""
    return TimesOfPicture(
        day_of("taken_on", statement.taken_on), statement.day_first, day_of("first_day", statement.first_day)
    )


def day_of(field: str, said: str | None) -> date | None:
    """A day the person said, YYYY-MM-DD. Raises FactInvalid."""
    try:
        return None if said is None else date.fromisoformat(said)
    except ValueError as error:
        raise FactInvalid(field=field, value_kind="YYYY-MM-DD") from error


# --- records


@dataclass(frozen=True, slots=True)
class _Pages:
    """What is confirmed of ``page`` now, and the messages confirmed of other pages (page to them) before."""

    page: int
    entries: Sequence[ProposedEntry]
    others: Mapping[int, Sequence[Message]]


def _other_pages(vault: Vault, item: EvidenceItem, page: int) -> dict[int, list[Message]]:
    """Messages confirmed of other pages; none where the item stands in a conversation of several pictures."""
    found: dict[int, list[Message]] = {}
    if pages_of(item) < 2 or item.importer != IMPORTER:
        return found
    for message in vault.messages(item.id, count=100_000):
        places = places_of(message.raw_span, item.sha256)
        if len(places) == 1 and places[0].file_sha256 == item.sha256 and places[0].page != page:
            found.setdefault(places[0].page, []).append(_without_offset(message))
    return found


def _records(item: EvidenceItem, pages: _Pages, statement: PictureStatement) -> Iterator[ReadingRecord]:
    times = times_of(statement)
    yield conversation_of(pages.entries, statement)
    messages = 0
    for page in sorted({pages.page, *pages.others}):
        found = _messages(item, pages, statement, times) if page == pages.page else iter(pages.others[page])
        for message in found:
            yield message._replace(seq=messages)
            messages += 1
    yield from notes_of(times)
    yield ReadingSummary(1, messages, {}, messages, 0)


def _messages(
    item: EvidenceItem, pages: _Pages, statement: PictureStatement, times: TimesOfPicture
) -> Iterator[Message]:
    for entry in pages.entries:
        if entry.kind == "time":
            times.take_line(entry.text or "")
        else:
            span = span_in_picture(PicturePlace(item.sha256, pages.page, entry.box))
            yield message_of(Placing(0, span), entry, statement, times)


def conversation_of(entries: Sequence[ProposedEntry], statement: PictureStatement) -> Conversation:
    """The conversation with everybody who is named in it."""
    return Conversation(CONVERSATION, statement.title, statement.platform, _participants(entries, statement))


def notes_of(times: TimesOfPicture) -> Iterator[ReadingWarning]:
    """What is said of every confirmed reading."""
    yield ReadingWarning(_FROM_PICTURE)
    if times.open_lines:
        yield ReadingWarning(_DAY_NOT_KNOWN, times.open_lines[0])


def _participants(entries: Sequence[ProposedEntry], statement: PictureStatement) -> tuple[Participant, ...]:
    others = [_sender(entry, statement) for entry in entries if entry.kind == "message" and entry.is_self is False]
    people = [Participant(name, None, False) for name in dict.fromkeys(others) if name]
    has_self = any(entry.is_self for entry in entries)
    return (*people, *([Participant(None, None, True)] if has_self else []))


def _sender(entry: ProposedEntry, statement: PictureStatement) -> str | None:
    if entry.is_self or entry.kind != "message":
        return None
    return entry.sender or statement.other_name or statement.title


@dataclass(frozen=True, slots=True)
class Placing:
    """Which message of a reading it is, and where it stands."""

    seq: int
    span: RawSpan


def message_of(placing: Placing, entry: ProposedEntry, statement: PictureStatement, times: TimesOfPicture) -> Message:
    """The message of a confirmed entry, with the time that the lines above give it."""
    at = times.of_message(entry.time)
    payment = _payment(entry)
    is_message = entry.kind == "message"
    return Message(
        conversation=CONVERSATION,
        seq=placing.seq,
        kind=MessageKind.PAYMENT if payment else MessageKind.MESSAGE if is_message else MessageKind.SYSTEM,
        sent_at=at.sent_at,
        sent_at_raw=at.raw,
        time_certainty=at.certainty,
        sender=_sender(entry, statement),
        text=entry.text,
        raw_span=placing.span,
        is_self=entry.is_self if is_message else None,
        attachments=(Attachment(None, AttachmentState.MISSING),) if entry.subkind in _WITHOUT_TEXT else (),
        payment=payment,
        subkind=entry.subkind,
    )


def _payment(entry: ProposedEntry) -> MentionedPayment | None:
    if entry.subkind != "transfer" or not entry.amount:
        return None
    direction = None if entry.is_self is None else "sent" if entry.is_self else "received"
    return MentionedPayment(entry.amount, "CNY", direction, None, entry.text)


def _without_offset(message: Message) -> Message:
    sent_at = message.sent_at
    if sent_at is None or "T" not in sent_at:
        return message
    clock = sent_at.partition("T")[2]
    bare = sent_at[: len(sent_at) - len(clock)] + clock.partition("+")[0].partition("-")[0].removesuffix("Z")
    return message._replace(sent_at=bare)


# --- corrections


def _corrections(proposed: Iterable[ProposedEntry], confirmed: Iterable[ProposedEntry]) -> Iterator[dict[str, Json]]:
    """One line for each field that differs, entry left out, and entry added; entries are known by their place."""
    given = {entry.box: entry for entry in confirmed}
    known = {entry.box: entry for entry in proposed}
    for box, entry in known.items():
        said = given.get(box)
        if said is None:
            yield {"box": list(box), "field": "entry", "read": shown(entry), "said": None}
        else:
            where: dict[str, Json] = {"box": list(box)}
            yield from (where | line for line in differences(entry, said))
    for box, entry in given.items():
        if box not in known:
            yield {"box": list(box), "field": "entry", "read": None, "said": shown(entry)}


def differences(read: ProposedEntry, said: ProposedEntry) -> Iterator[dict[str, Json]]:
    """Every field in which what a person says differs from what was read (before signs in it were put right)."""
    field_read = "amount" if read.amount else "text"
    for name in _COMPARED:
        before, now = getattr(read, name), getattr(said, name)
        if read.as_read is not None and name == field_read:
            before = read.as_read
        if before != now:
            yield {"field": name, "read": before, "said": now}


def shown(entry: ProposedEntry) -> str:
    """An entry in one line of the log."""
    return " · ".join(part for part in (entry.kind, entry.sender, entry.text, entry.amount) if part)


def without_flags(entries: Iterable[ProposedEntry]) -> tuple[ProposedEntry, ...]:
    """Entries as a person confirms them: what the program was unsure of is no longer pointed out."""
    return tuple(replace(entry, flags=(), confidence=100) for entry in entries)
