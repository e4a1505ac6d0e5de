# SPDX-License-Identifier: GPL-3.0-or-later
"""WhatsApp chats: the exported text of Android and iPhone, alone or in a zip with its media.

The grammar follows texts that phones write in many languages; the file names no time zone and no exporter.
"""

import re
from collections.abc import Iterator
from hashlib import sha256

from evidence_vault import errors
from evidence_vault.importers.attachment_names import AttachmentNames, names_beside
from evidence_vault.importers.base import HEAD_SIZE, Tally
from evidence_vault.importers.text_lines import LONGEST_LINE, TextSource, head_lines, text_warnings
from evidence_vault.importers.whatsapp_body import BodyReader
from evidence_vault.importers.whatsapp_header import HEADER, USUAL_HEADER, HeaderTimes, seldom_header
from evidence_vault.importers.whatsapp_survey import Names, Survey, header_form, rare_forms
from evidence_vault.importers.zip_members import ZipMembers, is_zip, open_zip
from evidence_vault.records import (
    Answers,
    Conversation,
    Message,
    MessageKind,
    Participant,
    RawSpan,
    ReadingRecord,
    ReadingSource,
    Recognition,
    TimeCertainty,
)
from evidence_vault.translations import N_

_CONVERSATION = "1"
_MOST_TEXTS_TRIED = 3
_new = tuple.__new__
"""Makes a named tuple of all its values in half the time; it is done a million times for one file."""
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
    version = "3"
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

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every record of the chat; for a zip then its other files as members."""
        with source.open() as stream:
            packed = is_zip(stream.read(4))
        if not packed:
            files = AttachmentNames(names_beside(source))
            yield from _read_chat(TextSource.of(source), answers, source.name, files, Tally())
            return
        with open_zip(source) as members:
            yield from _read_zip(members, source, answers)


IMPORTER = WhatsApp()


def _recognise_text(lines: list[str]) -> tuple[Recognition, str]:
    written = [line for line in lines if line.strip()][:200]
    headers = [line for line in written if HEADER.match(line) or seldom_header(line)]
    if not headers or headers[0] is not written[0]:
        return Recognition.NO, "does not start with a WhatsApp record"
    if len(headers) == 1 or all(_ISO_BRACKET.match(line) for line in headers):
        return Recognition.MAYBE, "other programs write such lines, too"
    return Recognition.CERTAIN, f"{len(headers)} of {len(written)} lines start a WhatsApp record"


def _recognise_zip(members: ZipMembers) -> tuple[Recognition, str]:
    best = (Recognition.NO, "no text with WhatsApp records in the zip")
    for name in _texts_of(members):
        with members.open(name) as stream:
            found = _recognise_text(head_lines(stream.read(HEAD_SIZE)))
        if found[0] is Recognition.CERTAIN:
            return found
        best = found if found[0] is Recognition.MAYBE else best
    return best


def _texts_of(members: ZipMembers) -> list[str]:
    texts = [name for name in members.names if name.lower().endswith(".txt")]
    texts.sort(key=lambda name: (not name.endswith("_chat.txt"), -members.size(name)))
    return texts[:_MOST_TEXTS_TRIED]


def _chat_of(members: ZipMembers, source: ReadingSource) -> str:
    for name in _texts_of(members):
        with members.open(name) as stream:
            if _recognise_text(head_lines(stream.read(HEAD_SIZE)))[0] is not Recognition.NO:
                return name
    raise errors.FormatUnknown(name=source.name)


def _read_zip(members: ZipMembers, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
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


def _is_blank(texts: list[str]) -> bool:
    return not any(text.strip("\ufeff \t\u200e") for text in texts)


def chat_title(file_name: str) -> str | None:
    """The other side's name in a file name such as ``WhatsApp Chat with Ada.txt``."""
    stem = re.sub(r"\.(txt|zip)$", "", file_name.rpartition("/")[2], flags=re.IGNORECASE)
    match = _TITLE.fullmatch(stem)
    return next((group for group in match.groups() if group), None) if match else None


def _read_chat(
    text: TextSource, answers: Answers, file_name: str, files: AttachmentNames, tally: Tally
) -> Iterator[ReadingRecord]:
    title = chat_title(file_name)
    survey = Survey().take(text.texts())
    if not survey.headers:
        raise errors.FormatUnknown(name=file_name)
    names = Names.of(survey, title)
    tally.conversations = 1
    yield Conversation(_CONVERSATION, title, "whatsapp", tuple(Participant(name) for name in names.people))
    chat = _Chat(text, survey, names, files, answers)
    yield from chat.messages(tally)
    yield from chat.closing_warnings(tally)
    yield from tally.end()


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

    def messages(self, tally: Tally) -> Iterator[ReadingRecord]:
        """Every record in file order; what stands before the first header is one, too, of unknown kind."""
        usual_header, any_header = USUAL_HEADER.match, HEADER.match
        header: re.Match[str] | None = None
        start = number = size = 0
        raws: list[bytes] = []
        texts: list[str] = []
        for offset, raw, line in self._text.lines():
            number += 1
            found = usual_header(line) or any_header(line) or seldom_header(line)
            if found is None:
                size += len(raw)
                if size > LONGEST_LINE:
                    raise errors.RecordTooLong(name=self._text.name)
                raws.append(raw)
                texts.append(line)
                continue
            if raws and not (header is None and _is_blank(texts)):
                yield tally.count(self._record(header, texts, start, raws, tally.messages))
            header, start, raws, texts, size = found, offset, [raw], [line], len(raw)
            if self._rare and header_form(found[1], found[3], found[4]) in self._rare:
                yield from tally.warnings("HEADER_UNUSUAL", line, number)
        if raws:
            yield tally.count(self._record(header, texts, start, raws, tally.messages))

    def _record(
        self, header: re.Match[str] | None, texts: list[str], start: int, raws: list[bytes], seq: int
    ) -> Message:
        raw = raws[0] if len(raws) == 1 else b"".join(raws)
        span = _new(RawSpan, (start, start + len(raw), "byte", sha256(raw).hexdigest(), self._text.member))
        if header is not None:
            return self._message(header, texts, seq, span)
        self._preamble = texts[0]
        text = "\n".join(texts)
        return Message(_CONVERSATION, seq, MessageKind.UNKNOWN, None, None, TimeCertainty.PARTIAL, None, text, span)

    def _message(self, header: re.Match[str], texts: list[str], seq: int, span: RawSpan) -> Message:
        _, date_text, sign, time_text = header.groups()
        sent_at, certainty = self._times.read(date_text, sign, time_text)
        line, date_at, time_at = texts[0], header.start(2), header.start(4)
        sender, body = self._names.split(line, header.end())
        understood = self._bodies.system(body) if sender is None else self._bodies.read(body)
        words = (body if understood.text is None else understood.text).lstrip("\u200e\u200f")
        if len(texts) > 1:
            words = "\n".join([words, *texts[1:]])
        values = (
            _CONVERSATION,
            seq,
            understood.kind,
            sent_at,
            line[date_at : header.end(4)] if date_at < time_at else line[time_at : header.end(2)],
            certainty,
            sender,
            words,
            span,
            None,
            None,
            understood.attachments,
            None,
            understood.edited,
            None,
            understood.subkind,
        )
        return _new(Message, values)

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
