# SPDX-License-Identifier: GPL-3.0-or-later
"""The frozen things that travel between the parts: no behaviour beyond their own form.

Rules for all of them: unknown is ``None``, never "" or 0. A time from evidence is kept as the source writes
it, beside its ISO 8601 reading; a time of this computer is ISO 8601 with an offset. Money is a decimal string
with a currency (ISO 4217 or an asset's name). Ids are text made by the vault.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import BinaryIO, NamedTuple, Protocol, TypeAlias, Union

Json: TypeAlias = Union[bool, int, str, list["Json"], dict[str, "Json"], None]  # noqa: UP007 - recursive

# --- what an importer is given and hands over ----------------------------------------------------------------


class Recognition(StrEnum):
    """How sure an importer is that a file is its own."""

    NO = "no"
    MAYBE = "maybe"
    CERTAIN = "certain"


class TimeCertainty(StrEnum):
    """What is known about a claimed time (DESIGN §8)."""

    UTC = "utc"
    OFFSET_KNOWN = "offset-known"
    LOCAL_DEVICE = "local-device"
    DATE_AMBIGUOUS = "date-ambiguous"
    PARTIAL = "partial"


class MessageKind(StrEnum):
    """What a record of a chat log is."""

    MESSAGE = "message"
    SYSTEM = "system"
    CALL = "call"
    PAYMENT = "payment"
    DELETED = "deleted"
    UNKNOWN = "unknown"


class AttachmentState(StrEnum):
    """Whether the bytes an attachment names came along."""

    PRESENT = "present"
    MISSING = "missing"
    OMITTED = "omitted"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Answers:
    """What the person said about a file, kept as their statement. None: not asked or not answered.

    ``time_zone`` is an IANA name or ±HH:MM; ``day_first`` settles 3/4/2026; ``self_name`` is the sender who
    is the person; ``copied_on`` (YYYY-MM-DD) is the day text was copied, for "yesterday 12:30". ``mapping``: what
    the parts of a text or table are (docs/formats/mapping.md). ``time_zone_data``: version of the time zone data
    that ``time_zone`` was applied with; the program fills it in.
    """

    time_zone: str | None = None
    day_first: bool | None = None
    self_name: str | None = None
    copied_on: str | None = None
    mapping: Mapping[str, Json] | None = None
    time_zone_data: str | None = None


class ReadingSource(Protocol):
    """The bytes an importer reads; seekable, bounded, opened as often as needed."""

    @property
    def name(self) -> str:
        """The file's own name: a stranger's, only for recognising and showing."""

    @property
    def size(self) -> int:
        """The number of bytes."""

    def open(self) -> BinaryIO:
        """The bytes from the start; the caller closes it."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside a container (a zip, an e-mail): becomes an evidence item of its own.

    ``name`` is the stranger's name inside the container. ``open`` gives its bytes, bounded.
    """

    name: str
    size: int | None
    open: Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody of a conversation, as the file names them."""

    name: str | None
    account_id: str | None = None
    is_self: bool | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """One chat of a file. ``id`` is unique within the file; ``platform`` such as whatsapp, wechat."""

    id: str
    title: str | None
    platform: str
    participants: tuple[Participant, ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a message names."""

    name: str | None
    state: AttachmentState


@dataclass(frozen=True, slots=True)
class MentionedPayment:
    """Money inside a chat log or a bill. ``direction`` is sent, received or None; all as the file says."""

    amount: str | None = None
    currency: str | None = None
    direction: str | None = None
    status: str | None = None
    memo: str | None = None
    reference: str | None = None
    counterparty: str | None = None


class RawSpan(NamedTuple):
    """Where a record stands in its source: ``start`` up to ``end`` (not included), in ``unit``.

    ``unit`` is ``byte`` (offsets in the file, or in ``member`` of a container) or ``element`` (the number of
    the element in the file's list, of the row in its table). ``sha256`` is of the raw bytes of the span
    (of the canonical JSON of the element, of the row's cells). A named tuple, as ``Message``.
    """

    start: int
    end: int
    unit: str
    sha256: str
    member: str | None = None


class Message(NamedTuple):
    """One record of a chat log, in file order (``seq`` counts from 0 through the file, never sorted).

    ``sent_at`` is ISO 8601, with an offset only where ``time_certainty`` knows one; ``sent_at_raw`` is the
    text of the source. A named tuple, since a million of them are made for one file: six times as fast.
    """

    conversation: str
    seq: int
    kind: MessageKind
    sent_at: str | None
    sent_at_raw: str | None
    time_certainty: TimeCertainty
    sender: str | None
    text: str | None
    raw_span: RawSpan | None
    sender_id: str | None = None
    is_self: bool | None = None
    attachments: tuple[Attachment, ...] = ()
    payment: MentionedPayment | None = None
    edited: bool | None = None
    reply_to: str | None = None
    subkind: str | None = None


@dataclass(frozen=True, slots=True)
class ReadingWarning:
    """What an importer could not read, or the person should know. ``code`` has words in ``user_messages``.

    ``text`` is a short piece of the source or a fact; ``line`` counts from 1.
    """

    code: str
    text: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class ReadingSummary:
    """The end of every reading, for the conservation check.

    ``headers_seen`` (places where a record starts) = messages + ``not_understood``.
    """

    conversations: int
    messages: int
    by_kind: Mapping[str, int]
    headers_seen: int
    not_understood: int


ReadingRecord: TypeAlias = Conversation | Message | ReadingWarning | Member | ReadingSummary
"""What ``Importer.read`` yields, ``ReadingSummary`` once and last."""

# --- what is read in pictures: data about the evidence, made by the program and never the evidence itself -------

Box: TypeAlias = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels of an upright page; right and bottom lie outside."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text as the program read it.

    ``confidence``: percent, as the reader says. ``area``: the place in ``TextInPicture.areas`` of what the line
    stands in (a bubble, a card, a bar); None: on the page itself. ``ink`` and ``paper`` are ``#rrggbb``.
    """

    text: str
    box: Box
    confidence: int
    area: int | None = None
    ink: str = ""
    paper: str = ""


@dataclass(frozen=True, slots=True)
class PictureArea:
    """Something that lies on the page. ``kind``: flat (one colour: a bubble, a card) or picture (many colours).

    ``colour`` is its commonest one, ``#rrggbb``.
    """

    box: Box
    kind: str
    colour: str


@dataclass(frozen=True, slots=True)
class CodeInPicture:
    """A QR code or bar code, decoded as text and never opened. ``kind`` such as QRCode."""

    text: str
    kind: str
    box: Box


@dataclass(frozen=True, slots=True)
class TextInPicture:
    """What the program read on one page (from 0) of a picture or document.

    ``width`` and ``height`` are the page's, upright. ``lines`` go from top to bottom. ``reader`` names the engine
    and models with their versions. ``background``: the commonest colour, ``#rrggbb``. ``tilt``: by how much the
    lines fall to the right, in hundredths of a degree, as on the photo of a screen.
    """

    width: int
    height: int
    lines: tuple[TextLine, ...] = ()
    areas: tuple[PictureArea, ...] = ()
    codes: tuple[CodeInPicture, ...] = ()
    background: str = ""
    reader: str = ""
    tilt: int = 0


@dataclass(frozen=True, slots=True)
class FaceInPicture:
    """A face that was found. ``box`` covers the whole head; ``confidence``: percent, as the finder says."""

    box: Box
    confidence: int


@dataclass(frozen=True, slots=True)
class FacesInPicture:
    """The faces found on one page of ``width`` × ``height`` pixels, upright; there can be more that were missed."""

    width: int
    height: int
    faces: tuple[FaceInPicture, ...] = ()


PICTURE_TRANSCRIPT = "picture-transcript"
"""The ``importer`` of messages that were read from pictures and confirmed by a person."""

GAP = "gap"
"""Of a conversation of several screenshots: where one does not go on from the one before (an entry's kind, and the
``subkind`` of the message that stands there)."""


@dataclass(frozen=True, slots=True)
class ProposedEntry:
    """One entry of a chat as the program reads it off a screenshot: a proposal until a person confirms it.

    ``kind``: message, time (a line between messages), system or gap. ``subkind`` of a message: text, voice, picture,
    transfer, red-packet. ``is_self``: the side it stands on; None where that cannot be told. ``time``: the time shown
    in or beside the bubble. ``confidence``: percent, of its least sure line. ``flags``: what a person should look at
    (side-unclear, cut, unsure, signs-put-right), codes with words in ``user_messages``. ``as_read``: what the engine
    read, where signs that look alike were exchanged in ``text`` or ``amount``.
    """

    kind: str
    box: Box
    text: str | None = None
    is_self: bool | None = None
    sender: str | None = None
    subkind: str | None = None
    amount: str | None = None
    time: str | None = None
    confidence: int = 100
    flags: tuple[str, ...] = ()
    as_read: str | None = None


@dataclass(frozen=True, slots=True)
class ProposedTranscript:
    """What a screenshot of a chat seems to say, from top to bottom. ``title``: of the bar above, as it stands there.

    ``platform``: wechat, whatsapp, telegram, or chat where the look fits none of them.
    """

    entries: tuple[ProposedEntry, ...]
    title: str | None = None
    platform: str = "chat"


# --- the vault's contents ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something, for the custody log. ``role``: self, helper, lawyer, investigator, program."""

    id: str
    name: str
    role: str = "self"


@dataclass(frozen=True, slots=True)
class StoredContent:
    """Bytes in the vault. ``already_here``: the same bytes had been stored before.

    ``stored_sha256``: SHA-256 of the encrypted file, for checks without a key.
    """

    content_id: str
    sha256: str
    size: int
    already_here: bool
    stored_sha256: str = ""


@dataclass(frozen=True, slots=True)
class CaseMembership:
    """That an item belongs to a case, under an exhibit number given once."""

    case_id: str
    exhibit: str


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One acquisition of bytes.

    ``added_at``: this computer's clock with offset. ``file_modified_at``: what the file system said (UTC).
    ``claimed_at``: what the file itself says, ISO 8601, without an offset where it has none.
    ``claimed_basis``: where that stands (``exif:DateTimeOriginal``, ``png:tIME`` …).
    ``contained_in``: the item it came out of. ``derived_from``, ``derivation``: for derivatives.
    ``also``: later acquisitions of the same bytes, as (name, time) pairs.
    ``facts``: what the worker described (width, pages, duration …).
    ``erased_at``: when its bytes were erased, UTC; then ``content_id`` is "", and nothing else is known of it than
    hash, size, place and, where that was kept, its name (else "").
    """

    id: str
    content_id: str
    name: str
    sha256: str
    size: int
    media_type: str
    importer: str | None
    added_at: str
    added_by: str
    file_modified_at: str | None = None
    file_created_at: str | None = None
    source_folder: str | None = None
    claimed_at: str | None = None
    claimed_basis: str | None = None
    contained_in: str | None = None
    derived_from: str | None = None
    derivation: Mapping[str, Json] | None = None
    cases: tuple[CaseMembership, ...] = ()
    also: tuple[tuple[str, str], ...] = ()
    facts: Mapping[str, Json] = field(default_factory=dict)
    messages: int = 0
    warnings: tuple[ReadingWarning, ...] = ()
    erased_at: str | None = None


@dataclass(frozen=True, slots=True)
class ErasingPlan:
    """What erasing would take away: the items (those asked for, what they contain, what was made from them).

    ``contents``: ids of the stored bytes that go; ``shared``: how many of the items' bytes stay because other items
    hold them too. Items that are erased already are not in it.
    """

    items: tuple[EvidenceItem, ...]
    contents: tuple[str, ...]
    shared: int


class CopyPurpose(StrEnum):
    """Why a derivative was made: ``derivation["purpose"]`` of an item with a parent.

    Copies for print, contact sheet and upload and masked ones are made by an export, the others by the person.
    ``REDACTION`` hides something; ``derivation["use_for"]`` lists the kinds of export that take the copy in place of
    its original.
    """

    PRINT = "print"
    CONTACT_SHEET = "contact-sheet"
    UPLOAD = "upload"
    MASKED = "masked"
    REDACTION = "redaction"
    MARKS = "marks"
    STITCHED = "stitched"
    PART = "part"
    FRAME = "frame"


@dataclass(frozen=True, slots=True)
class StoredConversation:
    """A conversation of an item in the vault, with its place: ``item_id`` and the id within the item."""

    item_id: str
    conversation: Conversation
    messages: int
    first_at: str | None
    last_at: str | None


@dataclass(frozen=True, slots=True)
class StoredSender:
    """Under which name and account somebody wrote in a conversation.

    ``first_at``, ``last_at``: the smallest and largest time as the file writes them; ``first_seq``: the first of
    these messages in the file.
    """

    item_id: str
    conversation_id: str
    name: str | None
    account_id: str | None
    is_self: bool | None
    messages: int
    first_seq: int
    first_at: str | None
    last_at: str | None


@dataclass(frozen=True, slots=True)
class ShownName:
    """A name that an account showed. ``basis``: messages (``messages`` of them) or recorded (said by the person).

    ``first_at``, ``last_at`` as the sources write them (None: not known), the day alone where no zone explains the
    clock; the name may have been shown before and after. ``exhibits``: numbers. ``place``: item, conversation and
    number of its first message.
    """

    name: str
    first_at: str | None
    last_at: str | None
    basis: str
    messages: int = 0
    exhibits: tuple[str, ...] = ()
    place: tuple[str, str, int] | None = None


TAKEN_FROM = "taken_from"
"""The field of a fact that names what it was taken over from: each ``ITEM`` or ``ITEM/CONVERSATION/NUMBER``."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing somebody recorded: an entity (payment, suspect …) with its fields, as it stands now."""

    entity: str
    id: str
    case_id: str | None
    fields: Mapping[str, Json]
    recorded_at: str
    recorded_by: str


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One entry of the custody log as it is shown. ``payload`` is None where it was erased.

    ``envelope`` (canonical JSON text, what the log's hashes are made of) and ``salt`` (hex; None where erased)
    let a package carry the entry so that a stranger can check it (``docs/formats/package.md``); the vault
    fills them in.
    """

    seq: int
    utc: str
    actor: str
    event: str
    custody: bool
    subjects: tuple[str, ...]
    payload: Mapping[str, Json] | None
    entry_hash: str
    previous_hash: str
    envelope: str | None = None
    salt: str | None = None


@dataclass(frozen=True, slots=True)
class JournalState:
    """How far the custody log goes: number of entries, RFC 6962 root and hash of the last entry (hex)."""

    size: int
    root: str
    head: str


# --- results -------------------------------------------------------------------------------------------------


class Severity(StrEnum):
    """How much a finding matters."""

    PROBLEM = "problem"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a check noticed. ``code`` has words in ``user_messages``; ``facts`` fill them."""

    code: str
    severity: Severity
    subject: str
    facts: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FailedImport:
    """A file that was not added. ``code`` has words in ``user_messages``; ``facts`` fill them."""

    name: str
    code: str
    facts: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DuplicateImport:
    """Bytes the vault had already: ``same_as`` is the item's id."""

    name: str
    sha256: str
    same_as: str


@dataclass(frozen=True, slots=True)
class SkippedImport:
    """Litter of a folder that was left out. ``reason`` has words in ``user_messages``."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The end of an import: everything that was offered stands in exactly one of the lists."""

    items: tuple[EvidenceItem, ...] = ()
    duplicates: tuple[DuplicateImport, ...] = ()
    failed: tuple[FailedImport, ...] = ()
    skipped: tuple[SkippedImport, ...] = ()
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Signer:
    """Whose signature, and whether its fingerprint was compared: matched, different, not-compared."""

    fingerprint: str | None
    compared: str = "not-compared"


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What ``check`` or ``verify`` found. ``verdict`` is intact or problems; never shown alone."""

    verdict: str
    findings: tuple[Finding, ...]
    signer: Signer
    timestamps: tuple[Mapping[str, Json], ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels from the worker: ``rgba`` holds width × height × 4 bytes, rows from the top, not premultiplied."""

    width: int
    height: int
    rgba: bytes


@dataclass(frozen=True, slots=True)
class Preview:
    """The beginning of a reading, before anything is kept.

    ``warnings`` hold what is still open (TIME_ZONE_NOT_IN_FILE …). ``complete``: the file holds no more messages.
    """

    importer: str
    certainty: Recognition
    conversations: tuple[Conversation, ...]
    messages: tuple[Message, ...]
    warnings: tuple[ReadingWarning, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class DateChoice:
    """A pattern of dates that a file supports, with a text of the file and what it means by that pattern."""

    pattern: str
    example: str
    meaning: str


@dataclass(frozen=True, slots=True)
class MappingSurvey:
    """What a person sees of a text or table while they say what is what; everything cut to what a screen shows.

    ``delimiters`` that could part its cells; ``mapping`` in force (docs/formats/mapping.md), None where nothing was
    found; ``dates``: every reading of its times that fits; ``fits``: which of the kept mappings fit, by their place.
    """

    delimiters: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[str, ...]
    mapping: Mapping[str, Json] | None
    dates: tuple[DateChoice, ...]
    fits: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Description:
    """What the worker says about a file.

    ``media_type`` from its bytes, never from its name. ``pages``: pictures that can be shown (PDF pages,
    frames of a video, frames of an animation); 0 when there is nothing to show.
    """

    media_type: str
    pages: int
    claimed_at: str | None = None
    claimed_basis: str | None = None
    facts: Mapping[str, Json] = field(default_factory=dict)
    warnings: tuple[ReadingWarning, ...] = ()


# --- a case, as DOMAIN §3.10 names its fields ----------------------------------------------------------------

Fields: TypeAlias = Mapping[str, Json]
"""Field name of ``docs/formats/facts.md`` to value; absent means unknown."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """Somebody of the other side with every identifier seen, verbatim."""

    id: str
    fields: Fields
    identifiers: tuple[Fields, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with all its facts, each list in the order in which it is shown.

    ``people`` etc. hold Facts; ``narrative`` is numbered paragraphs. ``notes`` and ``proofs`` are for the work on
    the case: they stand in no report.
    """

    id: str
    title: str
    fields: Fields
    people: tuple[Fact, ...] = ()
    suspects: tuple[Suspect, ...] = ()
    payments: tuple[Fact, ...] = ()
    events: tuple[Fact, ...] = ()
    reports: tuple[Fact, ...] = ()
    devices: tuple[Fact, ...] = ()
    glossary: tuple[Fact, ...] = ()
    narrative: tuple[str, ...] = ()
    notes: tuple[Fact, ...] = ()
    proofs: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class TranslationLine:
    """One translation of a translator's file. ``line`` counts from 1; ``seq`` from 0, None where the number is none.

    ``untrusted_text``: what the message means, as the file has it. ``beside`` is the original as the file shows it,
    None where it does not.
    """

    line: int
    seq: int | None
    untrusted_text: str
    beside: str | None = None
    language: str | None = None
    translator: str | None = None
    made_on: str | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """How something came to be a file, as the person says. ``method``: a code of ``capture_method``.

    ``at`` is ISO 8601, without an offset where only the zone of the case explains it. None: not said.
    """

    method: str | None = None
    device: str | None = None
    by: str | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Exhibit:
    """An item of a case under its number. ``picture_item_id``: a derivative fit for printing, if one was made.

    ``upload_item_id``: a derivative fit for the platform's form, if one was made. ``picture_parts``: derivatives of a
    long picture, in order, each fit for a page.
    """

    number: str
    item: EvidenceItem
    title: str | None = None
    proves: str | None = None
    picture_item_id: str | None = None
    upload_item_id: str | None = None
    capture: Capture = Capture()
    picture_parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeStamp:
    """What a time-stamp authority (RFC 3161) said about the vault's log.

    ``entries``: how many entries of the log it covers, from the first. ``state``: trusted (to a root the person
    named), authority-unknown, wrong, not-checked. ``time``: ISO 8601 in UTC, as the authority says. ``authority``:
    the name in its certificate, a stranger's text. ``note`` is the signed checkpoint, ``request`` and ``reply`` the
    bytes over it; ``file`` where the reply lies in the vault.
    """

    file: str
    entries: int
    state: str
    time: str | None
    authority: str | None
    note: bytes
    request: bytes
    reply: bytes
    expires: str | None = None
    revocation: str = "not-checked"


@dataclass(frozen=True, slots=True)
class Translation:
    """What a message says in another language, as somebody put it; the message itself stays what counts.

    ``language`` is a tag (``en``, ``zh-Hans``); ``translator``: who, in their own words; ``made_on`` a day
    (YYYY-MM-DD). ``source``: the file it was brought in with, None where it was typed.
    """

    text: str
    language: str
    translator: str | None = None
    made_on: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything an export is made from: frozen, complete, sorted. The same dossier gives the same bytes.

    ``made_at`` is ISO 8601 with offset. ``journal`` is the log before this export. ``custody`` holds the
    custody entries of this case in full; ``other_entries`` (seq, leaf hash) counts the rest without telling.
    ``checkpoint``: the vault's signed note over ``journal``. ``time_stamps``: those over the log so far.
    ``transcripts``: ``item_id/conversation_id`` to its messages. ``translations``: the same key to the number (seq)
    of a message to what was said it means. ``derivatives``: the items that exhibits name as their picture or upload
    copy, and other copies that shall go along. ``kept_back``: items whose original stays
    in the vault: ``masked`` ones, which show what was masked in transcripts, and those that hold login secrets.
    ``facts``: everything recorded about the case, for another vault (kind ``archive`` only).
    ``shown_names``: the id of an identifier to the names its account showed over time.
    """

    case: CaseFile
    exhibits: tuple[Exhibit, ...]
    transcripts: Mapping[str, tuple[Message, ...]]
    conversations: tuple[StoredConversation, ...]
    custody: tuple[LogEntry, ...]
    other_entries: tuple[tuple[int, str], ...]
    journal: JournalState
    package_id: str
    made_at: str
    made_by: Actor
    language: str
    kind: str
    platform: str | None
    agency: str | None
    program_version: str
    time_zone_data: str
    signer_fingerprint: str
    options: Mapping[str, Json] = field(default_factory=dict)
    derivatives: tuple[EvidenceItem, ...] = ()
    checkpoint: str | None = None
    time_stamps: tuple[TimeStamp, ...] = ()
    kept_back: tuple[str, ...] = ()
    masked: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    translations: Mapping[str, Mapping[int, tuple[Translation, ...]]] = field(default_factory=dict)
    shown_names: Mapping[str, tuple[ShownName, ...]] = field(default_factory=dict)


class ContentSource(Protocol):
    """How exporters get bytes without seeing the vault."""

    def open(self, item_id: str) -> BinaryIO:
        """The stored bytes of an item, seekable; the caller closes it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of an export. ``path`` is below ``data/``, ASCII, made by us.

    ``role``: report, card, steps, text, upload, original, derivative, transcript, table, record.
    ``open`` gives its bytes from the start. ``parent_sha256`` and ``derivation`` for derivatives.
    ``original_name``: what the person's file was called; leave it out of redacted packages.
    """

    path: str
    role: str
    open: Callable[[], BinaryIO]
    exhibit: str | None = None
    derivation: Mapping[str, Json] | None = None
    parent_sha256: str | None = None
    original_name: str | None = None


PartStream: TypeAlias = Iterator[Part]
