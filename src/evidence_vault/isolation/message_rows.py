# SPDX-License-Identifier: GPL-3.0-or-later
"""The pipe's short form of a plain message: its fields as a row, in the order in which ``Message`` has them.

Only for speed: a chat of a million messages crosses in seconds. What is not plain (attachments, a payment)
and every other record crosses as ``record_json`` has it. Both ends are of the same version.
"""

from collections.abc import Sequence

from evidence_vault.records import Json, Message, MessageKind, RawSpan, TimeCertainty

_FIELDS = Message._fields
_KINDS: dict[object, MessageKind] = {kind.value: kind for kind in MessageKind}
_CERTAINTIES: dict[object, TimeCertainty] = {certainty.value: certainty for certainty in TimeCertainty}
_KIND, _CERTAINTY, _SEQ = (_FIELDS.index(name) for name in ("kind", "time_certainty", "seq"))
_SPAN, _ATTACHMENTS, _PAYMENT = (_FIELDS.index(name) for name in ("raw_span", "attachments", "payment"))

_NOTHING: type = type(None)
_TEXT_OR_NOTHING: frozenset[type] = frozenset({str, _NOTHING})
_ALLOWED: dict[str, frozenset[type]] = dict.fromkeys(_FIELDS, _TEXT_OR_NOTHING) | {
    "conversation": frozenset({str}),
    "seq": frozenset({int}),
    "kind": frozenset({str}),
    "time_certainty": frozenset({str}),
    "raw_span": frozenset({list, _NOTHING}),
    "is_self": frozenset({bool, _NOTHING}),
    "edited": frozenset({bool, _NOTHING}),
    "attachments": frozenset({list}),
    "payment": frozenset({_NOTHING}),
}
_known_patterns: set[tuple[type, ...]] = set()
_MOST_PATTERNS = 1000


def row_of(message: Message) -> Sequence[object] | None:
    """The row of a plain message; None for one that is not plain."""
    return None if message.attachments or message.payment is not None else message


def message_of(untrusted_row: list[Json]) -> Message:
    """The message of a row. Raises ValueError for anything that ``row_of`` does not make."""
    pattern = tuple(map(type, untrusted_row))
    if pattern not in _known_patterns:
        _check_pattern(pattern)
    row: list[object] = list(untrusted_row)
    kind, certainty = _KINDS.get(row[_KIND]), _CERTAINTIES.get(row[_CERTAINTY])
    if kind is None or certainty is None or row[_ATTACHMENTS] or untrusted_row[_SEQ] < 0:  # type: ignore[operator]
        raise ValueError("not the row of a message")
    row[_KIND], row[_CERTAINTY], row[_ATTACHMENTS] = kind, certainty, ()
    if row[_SPAN] is not None:
        row[_SPAN] = _span_of(row[_SPAN])
    return Message._make(row)  # every type was checked just now


def _span_of(untrusted: object) -> RawSpan:
    if isinstance(untrusted, list) and len(untrusted) == len(RawSpan._fields):
        span = RawSpan._make(untrusted)
        member = span.member
        if (
            type(span.start) is type(span.end) is int
            and 0 <= span.start <= span.end
            and type(span.unit) is type(span.sha256) is str
            and (member is None or type(member) is str)
        ):
            return span
    raise ValueError("not the row of a span")


def _check_pattern(pattern: tuple[type, ...]) -> None:
    if len(pattern) != len(_FIELDS):
        raise ValueError("row of another length")
    for name, kind in zip(_FIELDS, pattern, strict=True):
        if kind not in _ALLOWED[name]:
            raise ValueError(f"{name} of another kind")
    if len(_known_patterns) < _MOST_PATTERNS:
        _known_patterns.add(pattern)
