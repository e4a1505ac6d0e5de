# SPDX-License-Identifier: GPL-3.0-or-later
"""Records on the pipe: a message as the row of its fields, every other record as ``record_json`` has it.

Only for speed: a chat of a million messages crosses in seconds. Both ends are of the same version. Types, lengths
and named values of every row are checked while it is decoded.
"""

import typing
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any, NamedTuple, cast

import msgspec

from evidence_vault.record_json import from_json, to_json
from evidence_vault.records import Json, MentionedPayment, Message, ReadingRecord

# The fields of ``Message`` without their defaults (a row that is too short must not be filled up), and a payment as
# its fields (one that is not known must not be dropped).
_TYPES = typing.get_type_hints(Message) | {"payment": dict[str, str | None] | None}
_Row = NamedTuple("_Row", [(name, _TYPES[name]) for name in Message._fields])  # type: ignore[misc]
_PAYMENT = Message._fields.index("payment")
_PAYMENT_FIELDS = {each.name for each in fields(MentionedPayment)}
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(list[_Row | dict[str, Any]]).decode
_new = tuple.__new__


def frame_of(records: Sequence[ReadingRecord]) -> bytes:
    """The body of a records frame. Half a surrogate pair in a text becomes U+FFFD."""
    lines: list[object] = [record if type(record) is Message else to_json(record) for record in records]
    try:
        return _encode(lines)
    except UnicodeEncodeError:
        return _encode(_well_formed(msgspec.to_builtins(lines)))


def records_of(untrusted: bytes) -> Iterator[ReadingRecord]:
    """The records of a frame's body. Raises ValueError for anything that ``frame_of`` does not make."""
    for line in _decode(untrusted):
        if type(line) is _Row:
            row = cast("Message", line)
            span = row.raw_span
            if row.seq < 0 or (span is not None and not 0 <= span.start <= span.end):
                raise ValueError("number out of its range")
            yield (
                _new(Message, row)
                if row.payment is None
                else _new(Message, (*row[:_PAYMENT], _payment(row.payment), *row[_PAYMENT + 1 :]))
            )
        else:
            yield cast("ReadingRecord", from_json(cast("dict[str, Json]", line)))


def _payment(untrusted: object) -> MentionedPayment:
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
