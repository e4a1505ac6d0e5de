# SPDX-License-Identifier: GPL-3.0-or-later
"""WhatsApp chats: the exported text of Android and iPhone, alone or in a zip with its media.

The grammar follows texts that phones write in many languages; the file names no time zone and no exporter.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain
from typing import NamedTuple, cast

from evidence_vault import errors
from evidence_vault.importers.attachment_names import AttachmentNames, names_beside
from evidence_vault.importers.base import HEAD_SIZE, Tally, byte_span
from evidence_vault.importers.text_lines import TextSource, head_lines, text_warnings
from evidence_vault.importers.whatsapp_body import WORDS, Body, BodyReader
from evidence_vault.importers.whatsapp_header import HeaderTimes, any_header
from evidence_vault.importers.whatsapp_lines import Headers, Preamble, Records, header_lines, records
from evidence_vault.importers.whatsapp_survey import Names, Survey, rare_forms
from evidence_vault.importers.zip_members import ZipMembers, is_zip, open_zip
from evidence_vault.message_columns import MessageColumns, ReadingPart, SpanColumns
from evidence_vault.records import (
    Answers,
    Attachment,
    Conversation,
    Message,
    MessageKind,
    Participant,
    ReadingRecord,
    ReadingSource,
    Recognition,
    TimeCertainty,
)
from evidence_vault.translations import N_

_CONVERSATION = "1"
_MOST_TEXTS_TRIED = 3
_IPHONE_NAME = "_chat.txt"
_TITLE = re.compile(
    r"(?:WhatsApp Chat with|WhatsApp Chat -|WhatsApp Chat mit|Chat de WhatsApp con|Conversa do WhatsApp com"
    r"|Discussion WhatsApp avec|Chat WhatsApp con|WhatsApp-chat met|Чат WhatsApp с|WhatsApp-chatt med) (.+)"
    r"|[与與](.+?)的 ?WhatsApp ?(?:聊天|對話)|(.+?)とのWhatsAppトーク|(.+?)님과의? ?WhatsApp 대화",
)
_ISO_BRACKET = re.compile(r"\[\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d|, \d\d:\d\d)\]")


class WhatsApp:
    """The importer of WhatsApp's own “export chat”."""

    id = "whatsapp"
    name = N_("WhatsApp chat (text or zip)")
    version = "6"
    suffixes = (".txt", ".zip")

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from two record headers at the start of the text."""
        if not is_zip(untrusted_head):
            return _recognise_text(head_lines(untrusted_head))
        try:
            with open_zip(source) as members:
                return _recognise_zip(members)
        except errors.ReadingError:
            return Recognition.NO, "a zip that cannot be opened"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingPart]:
        """Every record of the chat; for a zip then its other files as members."""
        with source.open() as stream:
            packed = is_zip(stream.read(4))
        if packed:
            return _read_zip(source, answers)
        return _read_chat(TextSource.of(source), answers, source.name, AttachmentNames(names_beside(source)), Tally())


IMPORTER = WhatsApp()


def _recognise_text(lines: list[str]) -> tuple[Recognition, str]:
    written = [line for line in lines if line.strip()][:200]
    headers = [line for line in written if any_header(line)]
    if not headers or headers[0] is not written[0]:
        return Recognition.NO, "does not start with a WhatsApp record"
    if len(headers) == 1 or all(_ISO_BRACKET.match(line) for line in headers):
        return Recognition.MAYBE, "other programs write such lines, too"
    return Recognition.CERTAIN, f"{len(headers)} of {len(written)} lines start a WhatsApp record"


def _recognise_zip(members: ZipMembers) -> tuple[Recognition, str]:
    best = (Recognition.NO, "no text with WhatsApp records in the zip")
    sure: dict[str, tuple[Recognition, str]] = {}
    for name in _texts_of(members):
        with members.open(name) as stream:
            found = _recognise_text(head_lines(stream.read(HEAD_SIZE)))
        if found[0] is Recognition.CERTAIN:
            sure[name] = found
        best = found if found[0] is Recognition.MAYBE else best
    # An export may hold a text that somebody sent; two with the name of an export are two chats.
    last_names = [name.rpartition("/")[2] for name in sure]
    if last_names.count(_IPHONE_NAME) > 1 or (len(sure) > 1 and _IPHONE_NAME not in last_names):
        return Recognition.MAYBE, "several chats in the zip; this reads one"
    return next(iter(sure.values()), best)


def _texts_of(members: ZipMembers) -> list[str]:
    texts = [name for name in members.names if name.lower().endswith(".txt")]
    texts.sort(key=lambda name: (not name.endswith(_IPHONE_NAME), -members.size(name)))
    return texts[:_MOST_TEXTS_TRIED]


def _chat_of(members: ZipMembers, source: ReadingSource) -> str:
    for name in _texts_of(members):
        with members.open(name) as stream:
            if _recognise_text(head_lines(stream.read(HEAD_SIZE)))[0] is not Recognition.NO:
                return name
    raise errors.FormatUnknown(name=source.name)


def _read_zip(source: ReadingSource, answers: Answers) -> Iterator[ReadingPart]:
    with open_zip(source) as members:
        chat = _chat_of(members, source)
        others = [name for name in members.names if name != chat]
        text = TextSource(lambda: members.open(chat), source.name, chat)
        tally = Tally()
        reading = _read_chat(text, answers, source.name, AttachmentNames(others), tally)
        yield next(reading)
        for name in others:
            yield members.member(name)
        for code, name in members.left_out:
            yield from tally.warnings(code, name)
        yield from reading


class _Understood(NamedTuple):
    """What some messages are, a list for each part."""

    kinds: list[MessageKind]
    subkinds: list[str | None]
    attachments: list[tuple[Attachment, ...]]
    edited: list[bool | None]
    words: list[str]


def _understood(bodies: list[str], closer: Mapping[int, Body]) -> _Understood:
    """``closer``: by their place, those of the ``bodies`` that are perhaps something else than words."""
    count = len(bodies)
    parts = _Understood([WORDS.kind] * count, [None] * count, [()] * count, [None] * count, [*bodies])
    for place, body in closer.items():
        parts.kinds[place], parts.subkinds[place], parts.edited[place] = body.kind, body.subkind, body.edited
        parts.attachments[place] = body.attachments
        parts.words[place] = (bodies[place] if body.text is None else body.text).lstrip("\u200e\u200f")
    return parts


def _places_of_none(values: Sequence[object]) -> Iterable[int]:
    return () if all(values) else [place for place, value in enumerate(values) if value is None]


def _is_blank(texts: list[str]) -> bool:
    return not any(text.strip("\ufeff \t\u200e") for text in texts)


def chat_title(file_name: str) -> str | None:
    """The other side's name in a file name such as ``WhatsApp Chat with Ada.txt``."""
    stem = re.sub(r"\.(txt|zip)$", "", file_name.rpartition("/")[2], flags=re.IGNORECASE)
    match = _TITLE.fullmatch(stem)
    return next((group for group in match.groups() if group), None) if match else None


def _read_chat(
    text: TextSource, answers: Answers, file_name: str, files: AttachmentNames, tally: Tally
) -> Iterator[ReadingPart]:
    title = chat_title(file_name)
    survey = Survey().take(header_lines(text))
    if not survey.headers:
        raise errors.FormatUnknown(name=file_name)
    names = Names.of(survey, title)
    tally.conversations = 1
    conversation = Conversation(_CONVERSATION, title, "whatsapp", tuple(Participant(name) for name in names.people))
    chat = _Chat(text, survey, names, files, answers)
    return chain([conversation], chat.records(tally), chat.closing_warnings(tally), tally.end())


class _Chat:
    """The second pass."""

    def __init__(
        self, text: TextSource, survey: Survey, names: Names, files: AttachmentNames, answers: Answers
    ) -> None:
        self._text = text
        self._survey = survey
        self._names = names
        brackets = sum(count for form, count in survey.forms.items() if form[0])
        needs_mark = survey.marked > 0 and brackets * 2 > survey.headers
        self._bodies = BodyReader(needs_mark=needs_mark, names=files)
        orders = {sign: dates.day_first(answers.day_first) for sign, dates in survey.dates.items()}
        self._times = HeaderTimes(orders)
        self._rare = rare_forms(survey.forms)
        self._preamble: str | None = None

    def records(self, tally: Tally) -> Iterator[ReadingPart]:
        """Every record in file order; what stands before the first header is one of unknown kind."""
        for part in records(self._text):
            if isinstance(part, Records):
                yield from self._with_unusual_told(part, self._messages(part, tally), tally)
            elif not _is_blank(part.lines):
                yield self._before_first(part, tally)

    def _with_unusual_told(self, part: Records, messages: MessageColumns, tally: Tally) -> Iterator[ReadingPart]:
        begun = 0
        for place in self._places_of_rare(part.headers):
            if begun < place:
                yield messages.part(slice(begun, place))
            begun = place
            line = part.raws[place].decode(self._text.encoding, "replace").split("\n", 1)[0]
            yield from tally.warnings("HEADER_UNUSUAL", line, part.numbers[place])
        yield messages.part(slice(begun, None)) if begun else messages

    def _places_of_rare(self, headers: Headers) -> Iterable[int]:
        if self._rare.isdisjoint(headers.forms):
            return ()
        return (place for place, form in enumerate(headers.forms) if form in self._rare)

    def _before_first(self, part: Preamble, tally: Tally) -> Message:
        self._preamble = part.lines[0]
        start = len(self._text.mark)
        raw_span = byte_span(start, part.raw, self._text.member)
        words = "\n".join(part.lines)
        seq, unknown, partial = tally.messages, MessageKind.UNKNOWN, TimeCertainty.PARTIAL
        return tally.count(Message(_CONVERSATION, seq, unknown, None, None, partial, None, words, raw_span))

    def _messages(self, part: Records, tally: Tally) -> MessageColumns:
        """The messages of some records. A million are made for one file, so each step does all of them at once."""
        headers = part.headers
        senders, bodies = self._senders_and_bodies(headers)
        understood = self._bodies.read_many(bodies)
        for place in _places_of_none(senders):
            understood[place] = self._bodies.system(bodies[place])
        kinds, subkinds, attachments, edited, words = _understood(bodies, understood)
        if any(part.furthers):
            lines = zip(words, part.furthers, strict=True)
            words = ["\n".join([first, *further]) if further else first for first, further in lines]
        sent_at, certainties = self._times.read_many(headers.dates, headers.signs, headers.times)
        first, number = tally.messages, len(kinds)
        tally.count_all(kinds)
        nothing = [None] * number
        return MessageColumns(
            conversation=[_CONVERSATION] * number,
            seq=[*range(first, first + number)],
            kind=kinds,
            sent_at=sent_at,
            sent_at_raw=headers.whens,
            time_certainty=certainties,
            sender=senders,
            text=words,
            raw_span=self._spans(part),
            sender_id=nothing,
            is_self=nothing,
            attachments=attachments,
            payment=nothing,
            edited=edited,
            reply_to=nothing,
            subkind=subkinds,
        )

    def _senders_and_bodies(self, headers: Headers) -> tuple[list[str | None], list[str]]:
        known = self._names.known
        senders = [*map(known.get, cast("Sequence[str]", headers.names))]
        bodies = [*headers.rests]
        for index in _places_of_none(senders):
            name, rest = headers.names[index], headers.rests[index]
            senders[index], bodies[index] = self._names.split(rest if name is None else f"{name}: {rest}")
        return senders, bodies

    def _spans(self, part: Records) -> SpanColumns:
        number = len(part.raws)
        hashes = [sha256(raw).hexdigest() for raw in part.raws]
        return SpanColumns(part.offsets, part.ends, ["byte"] * number, hashes, [self._text.member] * number)

    def closing_warnings(self, tally: Tally) -> Iterator[ReadingRecord]:
        """What the person should know about the whole file."""
        yield from tally.warnings("WHATSAPP_EXPORT_LIMITS")
        if self._preamble is not None:
            yield from tally.warnings("TEXT_BEFORE_FIRST_RECORD", self._preamble, 1)
        yield from self._date_warnings(tally)
        for longer in self._names.extended.values():
            yield from tally.warnings("NAME_WITH_COLON", longer[0])
        for name in self._names.doubtful:
            yield from tally.warnings("SENDER_DOUBTFUL", name)
        yield from text_warnings(self._text, tally)

    def _date_warnings(self, tally: Tally) -> Iterator[ReadingRecord]:
        for sign, dates in self._survey.dates.items():
            if dates.is_mixed:
                yield from tally.warnings("DATE_ORDER_MIXED", f"{sign}")
            elif dates.open_dates and self._times.day_first[sign] is None:
                yield from tally.warnings("DATE_ORDER_UNKNOWN")
