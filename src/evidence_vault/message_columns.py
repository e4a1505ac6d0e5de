# SPDX-License-Identifier: GPL-3.0-or-later
"""Many messages as a list for each of their fields: how a chat of a million goes through the program in seconds.

What is done with all messages (the person's answers, the worker's pipe) is done a column at a time; an object for each
message is made where somebody looks at them one by one, and only there.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, groupby, repeat
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias, cast

from evidence_vault.records import (
    Attachment,
    MentionedPayment,
    Message,
    MessageKind,
    RawSpan,
    ReadingRecord,
    TimeCertainty,
)

_new = tuple.__new__
"""Makes a named tuple of all its values in half the time; it is done a million times for one file."""
_SPAN = Message._fields.index("raw_span")


class SpanColumns(NamedTuple):
    """The fields of ``RawSpan``, a sequence for each."""

    start: Sequence[int]
    end: Sequence[int]
    unit: Sequence[str]
    sha256: Sequence[str]
    member: Sequence[str | None]


class MessageColumns(NamedTuple):
    """Messages that follow each other, at least one: the fields of ``Message``, a sequence for each.

    ``raw_span``: None where none of them has one.
    """

    conversation: Sequence[str]
    seq: Sequence[int]
    kind: Sequence[MessageKind]
    sent_at: Sequence[str | None]
    sent_at_raw: Sequence[str | None]
    time_certainty: Sequence[TimeCertainty]
    sender: Sequence[str | None]
    text: Sequence[str | None]
    raw_span: SpanColumns | None
    sender_id: Sequence[str | None]
    is_self: Sequence[bool | None]
    attachments: Sequence[tuple[Attachment, ...]]
    payment: Sequence[MentionedPayment | None]
    edited: Sequence[bool | None]
    reply_to: Sequence[str | None]
    subkind: Sequence[str | None]

    @property
    def number(self) -> int:
        """How many messages."""
        return len(self.seq)

    def with_each(self, change: Callable[[Sequence[Any]], Sequence[Any]]) -> "MessageColumns":
        """Every column as ``change`` makes it."""
        span = None if self.raw_span is None else SpanColumns._make(map(change, self.raw_span))
        return MessageColumns._make([*map(change, self._before_span), span, *map(change, self._after_span)])

    def part(self, part: slice) -> "MessageColumns":
        """Some of them."""
        return self.with_each(itemgetter(part))

    def messages(self) -> Iterator[Message]:
        """One by one."""
        spans: Iterable[RawSpan | None] = repeat(None)
        if self.raw_span is not None:
            spans = map(_new, repeat(RawSpan), zip(*self.raw_span, strict=True))
        values = zip(*self._before_span, spans, *self._after_span, strict=False)
        return map(_new, repeat(Message), values)

    @property
    def _before_span(self) -> tuple[Sequence[Any], ...]:
        return cast("tuple[Sequence[Any], ...]", self[:_SPAN])

    @property
    def _after_span(self) -> tuple[Sequence[Any], ...]:
        return cast("tuple[Sequence[Any], ...]", self[_SPAN + 1 :])


def in_columns(messages: Sequence[Message]) -> Iterator[MessageColumns]:
    """``messages`` in their order, as few columns as hold them."""
    if not messages:
        return
    columns = [*zip(*messages, strict=True)]
    spans = columns[_SPAN]
    if None in spans:
        for without, some in groupby(messages, lambda message: message.raw_span is None):
            yield _with_spans([*zip(*some, strict=True)], without=without)
    else:
        yield _with_spans(columns, without=False)


def _with_spans(columns: list[tuple[object, ...]], *, without: bool) -> MessageColumns:
    spans = cast("tuple[RawSpan, ...]", columns[_SPAN])
    return MessageColumns._make(columns)._replace(raw_span=None if without else SpanColumns(*zip(*spans, strict=True)))


ReadingPart: TypeAlias = ReadingRecord | MessageColumns
"""What a reading goes through the program as, from the importer to whoever asked."""


def one_by_one(records: Iterable[ReadingPart]) -> Iterator[ReadingRecord]:
    """``records`` with each message by itself."""
    return chain.from_iterable(
        record.messages() if isinstance(record, MessageColumns) else (record,) for record in records
    )
