# SPDX-License-Identifier: GPL-3.0-or-later
"""Records of a reading as JSON objects and back: one form for the worker's pipe, the vault and the command line.

The form is the contract of ``read --jsonl`` and ``messages --jsonl``, described in ``docs/formats/reading.md``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO, TypeAlias, TypeVar

from evidence_vault.records import (
    Attachment,
    AttachmentState,
    Conversation,
    Json,
    Member,
    MentionedPayment,
    Message,
    MessageKind,
    Participant,
    RawSpan,
    ReadingRecord,
    ReadingSummary,
    ReadingWarning,
    Recognition,
    TimeCertainty,
)

JsonObject: TypeAlias = dict[str, Json]
OpenMember: TypeAlias = Callable[[], BinaryIO]
_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """The first line of a reading: which file, and which importer took it (None: kept as a plain file)."""

    importer: str | None
    certainty: Recognition
    name: str
    size: int
    sha256: str


LineRecord: TypeAlias = SourceLine | ReadingRecord


def to_json(record: LineRecord) -> JsonObject:
    """``record`` as a JSON object; its ``type`` says which record it is. Unknown values are None, never ""."""
    return _WRITERS[type(record)](record)


def from_json(line: Mapping[str, Json], *, open_member: OpenMember | None = None) -> LineRecord:
    """The record of a JSON object made by ``to_json``.

    Strict: raises ValueError for an unknown type, a missing or unknown field, or a value of the wrong kind.
    A ``member`` line carries no bytes; ``open_member`` gives them, without it a member is refused.
    """
    if not isinstance(line, Mapping):
        raise ValueError("a record is a JSON object")
    kind = line.get("type")
    if kind == "member":
        return _read_member(line, open_member)
    reader = _READERS.get(kind) if isinstance(kind, str) else None
    if reader is None:
        raise ValueError("unknown type of record")
    return reader(line)


# --- records to JSON -----------------------------------------------------------------------------------------


def _write_source(record: SourceLine) -> JsonObject:
    return {
        "type": "source",
        "importer": record.importer,
        "certainty": record.certainty.value,
        "name": record.name,
        "size": record.size,
        "sha256": record.sha256,
    }


def _write_conversation(record: Conversation) -> JsonObject:
    return {
        "type": "conversation",
        "id": record.id,
        "title": record.title,
        "platform": record.platform,
        "participants": [
            {"name": person.name, "account_id": person.account_id, "is_self": person.is_self}
            for person in record.participants
        ],
    }


def _write_message(record: Message) -> JsonObject:
    return {
        "type": "message",
        "conversation": record.conversation,
        "seq": record.seq,
        "kind": record.kind.value,
        "subkind": record.subkind,
        "sent_at": record.sent_at,
        "sent_at_raw": record.sent_at_raw,
        "time_certainty": record.time_certainty.value,
        "sender": record.sender,
        "sender_id": record.sender_id,
        "is_self": record.is_self,
        "text": record.text,
        "attachments": [{"name": each.name, "state": each.state.value} for each in record.attachments],
        "payment": None if record.payment is None else _write_payment(record.payment),
        "edited": record.edited,
        "reply_to": record.reply_to,
        "raw_span": None if record.raw_span is None else _write_span(record.raw_span),
    }


def _write_payment(payment: MentionedPayment) -> JsonObject:
    return {name: getattr(payment, name) for name in _PAYMENT_FIELDS}


def _write_span(span: RawSpan) -> JsonObject:
    return {
        "start": span.start,
        "end": span.end,
        "unit": span.unit,
        "sha256": span.sha256,
        "member": span.member,
    }


def _write_warning(record: ReadingWarning) -> JsonObject:
    return {"type": "warning", "code": record.code, "text": record.text or None, "line": record.line}


def _write_member(record: Member) -> JsonObject:
    return {"type": "member", "name": record.name, "size": record.size}


def _write_summary(record: ReadingSummary) -> JsonObject:
    return {
        "type": "summary",
        "conversations": record.conversations,
        "messages": record.messages,
        "by_kind": dict(record.by_kind),
        "headers_seen": record.headers_seen,
        "not_understood": record.not_understood,
    }


# --- JSON to records -----------------------------------------------------------------------------------------


def _read_source(line: Mapping[str, Json]) -> SourceLine:
    _expect(line, _SOURCE_FIELDS)
    return SourceLine(
        importer=_text_or_none(line["importer"]),
        certainty=_choice(Recognition, line["certainty"]),
        name=_text(line["name"]),
        size=_count(line["size"]),
        sha256=_text(line["sha256"]),
    )


def _read_conversation(line: Mapping[str, Json]) -> Conversation:
    _expect(line, _CONVERSATION_FIELDS)
    return Conversation(
        id=_text(line["id"]),
        title=_text_or_none(line["title"]),
        platform=_text(line["platform"]),
        participants=tuple(_read_participant(each) for each in _list(line["participants"])),
    )


def _read_participant(value: Json) -> Participant:
    fields = _object(value, _PARTICIPANT_FIELDS)
    return Participant(
        name=_text_or_none(fields["name"]),
        account_id=_text_or_none(fields["account_id"]),
        is_self=_bool_or_none(fields["is_self"]),
    )


def _read_message(line: Mapping[str, Json]) -> Message:
    _expect(line, _MESSAGE_FIELDS)
    values = [line[name] for name in Message._fields]
    # This runs a million times for one file: a row of types that was found right once is not looked at again.
    pattern = tuple(map(type, values))
    if pattern not in _known_patterns:
        _check_pattern(line, pattern)
    kind, certainty, span = _KINDS.get(values[_KIND]), _CERTAINTIES.get(values[_CERTAINTY]), values[_SPAN]
    if kind is None or certainty is None or values[_SEQ] < 0:  # type: ignore[operator]
        raise ValueError("not the values of a message")
    row: list[object] = [*values]
    row[_KIND], row[_CERTAINTY] = kind, certainty
    row[_SPAN] = None if span is None else _read_span(span)
    row[_ATTACHMENTS] = tuple(_read_attachment(each) for each in _list(line["attachments"]))
    row[_PAYMENT] = None if line["payment"] is None else _read_payment(line["payment"])
    return _new(Message, row)


def _check_pattern(line: Mapping[str, Json], pattern: tuple[type, ...]) -> None:
    for name in ("conversation", "kind", "time_certainty"):
        _text(line[name])
    for name in ("subkind", "sent_at", "sent_at_raw", "sender", "sender_id", "text", "reply_to"):
        _text_or_none(line[name])
    for name in ("is_self", "edited"):
        _bool_or_none(line[name])
    _count(line["seq"])
    _list(line["attachments"])
    if len(_known_patterns) < _MOST_PATTERNS:
        _known_patterns.add(pattern)


def _read_attachment(value: Json) -> Attachment:
    fields = _object(value, _ATTACHMENT_FIELDS)
    return Attachment(name=_text_or_none(fields["name"]), state=_choice(AttachmentState, fields["state"]))


def _read_payment(value: Json) -> MentionedPayment:
    fields = _object(value, frozenset(_PAYMENT_FIELDS))
    return MentionedPayment(**{name: _text_or_none(fields[name]) for name in _PAYMENT_FIELDS})


def _read_span(value: Json) -> RawSpan:
    fields = _object(value, _SPAN_FIELDS)
    span = (fields["start"], fields["end"], fields["unit"], fields["sha256"], fields["member"])
    if tuple(map(type, span)) not in _SPAN_PATTERNS or span[0] < 0 or span[1] < 0:  # type: ignore[operator]
        raise ValueError("not the values of a span")
    return _new(RawSpan, span)


def _read_warning(line: Mapping[str, Json]) -> ReadingWarning:
    _expect(line, _WARNING_FIELDS)
    number = line["line"]
    return ReadingWarning(
        code=_text(line["code"]),
        text=_text_or_none(line["text"]) or "",
        line=None if number is None else _count(number),
    )


def _read_member(line: Mapping[str, Json], open_member: OpenMember | None) -> Member:
    _expect(line, _MEMBER_FIELDS)
    if open_member is None:
        raise ValueError("a member needs its bytes")
    size = line["size"]
    return Member(name=_text(line["name"]), size=None if size is None else _count(size), open=open_member)


def _read_summary(line: Mapping[str, Json]) -> ReadingSummary:
    _expect(line, _SUMMARY_FIELDS)
    by_kind = line["by_kind"]
    if not isinstance(by_kind, dict):
        raise ValueError("by_kind is an object")
    return ReadingSummary(
        conversations=_count(line["conversations"]),
        messages=_count(line["messages"]),
        by_kind={_text(kind): _count(number) for kind, number in by_kind.items()},
        headers_seen=_count(line["headers_seen"]),
        not_understood=_count(line["not_understood"]),
    )


# --- values --------------------------------------------------------------------------------------------------


def _expect(line: Mapping[str, Json], fields: frozenset[str]) -> None:
    if line.keys() != fields:
        wrong = ", ".join(sorted(str(name) for name in line.keys() ^ fields))
        raise ValueError(f"missing or unknown field: {wrong}")


def _object(value: Json, fields: frozenset[str]) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise ValueError("an object is needed")
    _expect(value, fields)
    return value


def _list(value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise ValueError("a list is needed")
    return value


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise ValueError("a text is needed")
    return value


def _text_or_none(value: Json) -> str | None:
    if value is not None and not isinstance(value, str):
        raise ValueError("a text or null is needed")
    return value


def _bool_or_none(value: Json) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise ValueError("true, false or null is needed")
    return value


def _count(value: Json) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError("a whole number from 0 is needed")
    return value


def _choice(choices: type[_Choice], value: Json) -> _Choice:
    return choices(_text(value))


_new = tuple.__new__
_KINDS: dict[object, MessageKind] = {kind.value: kind for kind in MessageKind}
_CERTAINTIES: dict[object, TimeCertainty] = {certainty.value: certainty for certainty in TimeCertainty}
_KIND, _CERTAINTY, _SEQ = (Message._fields.index(name) for name in ("kind", "time_certainty", "seq"))
_SPAN, _ATTACHMENTS, _PAYMENT = (Message._fields.index(name) for name in ("raw_span", "attachments", "payment"))
_SPAN_PATTERNS = frozenset({(int, int, str, str, str), (int, int, str, str, type(None))})
_known_patterns: set[tuple[type, ...]] = set()
_MOST_PATTERNS = 1000
_PAYMENT_FIELDS = ("amount", "currency", "direction", "status", "memo", "reference", "counterparty")
_SOURCE_FIELDS = frozenset({"type", "importer", "certainty", "name", "size", "sha256"})
_CONVERSATION_FIELDS = frozenset({"type", "id", "title", "platform", "participants"})
_PARTICIPANT_FIELDS = frozenset({"name", "account_id", "is_self"})
_MESSAGE_FIELDS = frozenset({
    *("type", "conversation", "seq", "kind", "subkind", "sent_at", "sent_at_raw", "time_certainty", "sender"),
    *("sender_id", "is_self", "text", "attachments", "payment", "edited", "reply_to", "raw_span"),
})
_ATTACHMENT_FIELDS = frozenset({"name", "state"})
_SPAN_FIELDS = frozenset({"start", "end", "unit", "sha256", "member"})
_WARNING_FIELDS = frozenset({"type", "code", "text", "line"})
_MEMBER_FIELDS = frozenset({"type", "name", "size"})
_SUMMARY_FIELDS = frozenset({"type", "conversations", "messages", "by_kind", "headers_seen", "not_understood"})

_WRITERS: dict[type, Callable[..., JsonObject]] = {
    SourceLine: _write_source,
    Conversation: _write_conversation,
    Message: _write_message,
    ReadingWarning: _write_warning,
    Member: _write_member,
    ReadingSummary: _write_summary,
}
_READERS: dict[str, Callable[[Mapping[str, Json]], LineRecord]] = {
    "source": _read_source,
    "conversation": _read_conversation,
    "message": _read_message,
    "warning": _read_warning,
    "summary": _read_summary,
}
