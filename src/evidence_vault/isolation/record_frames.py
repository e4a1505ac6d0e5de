# SPDX-License-Identifier: GPL-3.0-or-later
"""Records on the pipe: messages as columns, many in a frame; every other record as ``record_json`` has it.

Columns for speed: a chat of a million messages crosses in a second. Both ends are of the same version. Types, lengths
and named values are checked while a frame is decoded.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from functools import partial
from operator import le
from typing import Any, NamedTuple, TypeVar, cast

import msgspec

from evidence_vault.message_columns import MessageColumns
from evidence_vault.record_json import from_json, to_json
from evidence_vault.records import (
    Attachment,
    Json,
    MentionedPayment,
    MessageKind,
    ReadingRecord,
    TimeCertainty,
)

MOST_MESSAGES = 10_000
"""In one frame: so many may share one value, and no more, so that a few bytes never become a list without end."""

_Value = TypeVar("_Value")
_Texts = list[str | None]
_Flags = list[bool | None]


class _Spans(NamedTuple):
    """``SpanColumns`` on the pipe."""

    start: list[int]
    end: list[int]
    unit: list[str]
    sha256: list[str]
    member: _Texts


class _Messages(NamedTuple):
    """``MessageColumns`` on the pipe, after their number; a column of one value holds it for all of them.

    A payment is its fields: one that is not known must not be dropped.
    """

    number: int
    conversation: list[str]
    seq: list[int]
    kind: list[MessageKind]
    sent_at: _Texts
    sent_at_raw: _Texts
    time_certainty: list[TimeCertainty]
    sender: _Texts
    text: _Texts
    raw_span: _Spans | None
    sender_id: _Texts
    is_self: _Flags
    attachments: list[tuple[Attachment, ...]]
    payment: list[dict[str, str | None] | None]
    edited: _Flags
    reply_to: _Texts
    subkind: _Texts


_PAYMENT_FIELDS = {each.name for each in fields(MentionedPayment)}
_encode = msgspec.json.Encoder().encode
_decode_messages = msgspec.json.Decoder(_Messages).decode
_decode_records = msgspec.json.Decoder(list[dict[str, Any]]).decode


def records_frame(records: Iterable[ReadingRecord]) -> bytes:
    """The body of a records frame: anything but messages. Half a surrogate pair in a text becomes U+FFFD."""
    return _encoded([to_json(record) for record in records])


def records_of(untrusted: bytes) -> Iterator[ReadingRecord]:
    """The records of a frame's body. Raises ValueError for anything that ``records_frame`` does not make."""
    for line in _decode_records(untrusted):
        yield cast("ReadingRecord", from_json(cast("dict[str, Json]", line)))


def messages_frame(columns: MessageColumns) -> bytes:
    """The body of a messages frame. Half a surrogate pair in a text becomes U+FFFD."""
    return _encoded([columns.number, *columns.with_each(_shortest)])


def messages_of(untrusted: bytes) -> MessageColumns:
    """The messages of a frame's body. Raises ValueError for anything that ``messages_frame`` does not make."""
    number, *untrusted_columns = _decode_messages(untrusted)
    if not 0 < number <= MOST_MESSAGES:
        raise ValueError("number out of its range")
    columns = MessageColumns._make(untrusted_columns).with_each(partial(_whole, number=number))
    _check_numbers(columns)
    if columns.payment.count(None) < number:
        return columns._replace(payment=[*map(_payment, columns.payment)])
    return columns


def _encoded(value: object) -> bytes:
    try:
        return _encode(value)
    except UnicodeEncodeError:
        return _encode(_well_formed(msgspec.to_builtins(value)))


def _shortest(column: Sequence[_Value]) -> Sequence[_Value]:
    # All values are the same in half of the columns of a chat.
    is_one = column[0] == column[-1] and column.count(column[0]) == len(column)
    return column[:1] if is_one else column


def _whole(untrusted: list[_Value], number: int) -> list[_Value]:
    if len(untrusted) == number:
        return untrusted
    if len(untrusted) != 1:
        raise ValueError("column of another length")
    return untrusted * number


def _check_numbers(columns: MessageColumns) -> None:
    lowest, in_order = min(columns.seq), True
    if columns.raw_span is not None:
        lowest = min(lowest, *columns.raw_span.start)
        in_order = all(map(le, columns.raw_span.start, columns.raw_span.end))
    if lowest < 0 or not in_order:
        raise ValueError("number out of its range")


def _payment(untrusted: object) -> MentionedPayment | None:
    if untrusted is None:
        return None
    said = cast("dict[str, str | None]", untrusted)
    if said.keys() != _PAYMENT_FIELDS:
        raise ValueError("payment of another form of record")
    return MentionedPayment(**said)


def _well_formed(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, list | tuple):
        return [_well_formed(each) for each in value]
    if isinstance(value, dict):
        return {_well_formed(key): _well_formed(each) for key, each in value.items()}
    return value
