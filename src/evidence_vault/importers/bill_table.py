# SPDX-License-Identifier: GPL-3.0-or-later
"""Payment statements: headings found by content, exact amounts, times as printed, blank cells as unknown."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from evidence_vault.importers.base import Tally
from evidence_vault.importers.local_times import iso_local, iso_time
from evidence_vault.importers.table_rows import Row
from evidence_vault.records import MentionedPayment, Message, MessageKind, ReadingRecord, TimeCertainty

MOST_ROWS_BEFORE = 200
_TIME = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?")
_SERIAL = re.compile(r"[2-6]\d{4}\.\d{1,11}")
_SERIAL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a wall clock, as the statement's own
_AMOUNT = re.compile(r"[¥￥]?\s*(\d{1,15}|\d{1,3}(?:,\d{3}){1,5})(\.\d{1,4})?\s*元?")
_ROUNDED = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d+|[1-9]\d{11,14}0{5,}")
LONGEST_EXACT = 15
"""Digits of a number that a spreadsheet keeps."""
_DIRECTIONS = {"支出": "sent", "收入": "received"}
_EMPTY = frozenset({"", "/", "-"})

ReadRows = Callable[[], Iterator[Row]]
"""All rows of a table from its start, as often as needed."""


@dataclass(frozen=True)
class Columns:
    """The headings of one kind of statement; each value lists what a column is called in its layouts, newest first."""

    time: tuple[str, ...]
    kind: tuple[str, ...]
    counterparty: tuple[str, ...]
    goods: tuple[str, ...]
    direction: tuple[str, ...]
    amount: tuple[str, ...]
    status: tuple[str, ...]
    reference: tuple[str, ...]
    note: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Where the table of a statement starts: its headings and the rows before them."""

    rows: ReadRows
    headings: tuple[str, ...]
    heading_row: int
    preamble: tuple[str, ...]

    def find(self, pattern: re.Pattern[str]) -> str | None:
        """The first group of ``pattern`` in the rows before the headings."""
        found = (match for line in self.preamble if (match := pattern.search(line)))
        return next((match[1] or None for match in found), None)

    def fields(self, row: Row) -> dict[str, str | None]:
        """Heading to cell without the tabs around it; blank cells and ``/`` are None."""
        cells = [cell.strip().removeprefix("`") for cell in row.cells]
        return {name: None if cell in _EMPTY else cell for name, cell in zip(self.headings, cells, strict=False)}


def find_table(rows: ReadRows, columns: Columns) -> Table | None:
    """The table of a statement; None where its headings are nowhere near the start."""
    preamble: list[str] = []
    for row in rows():
        headings = tuple(cell.strip().replace("（", "(").replace("）", ")") for cell in row.cells)
        if all(set(names) & set(headings) for names in (columns.time, columns.amount, columns.status)):
            return Table(rows, headings, row.number, tuple(preamble))
        preamble.append(" ".join(cell for cell in row.cells if cell.strip()))
        if row.number > MOST_ROWS_BEFORE:
            break
    return None


class BillReader:
    """Turns the rows of a statement into payments."""

    def __init__(self, columns: Columns, table: Table, conversation: str) -> None:
        self._columns = columns
        self._table = table
        self._conversation = conversation
        self._reference_places = frozenset(
            place for place, name in enumerate(table.headings) if name in columns.reference
        )

    def records(self, tally: Tally) -> Iterator[ReadingRecord]:
        """A message for every row below the headings; a row without a time or of another shape is counted and named."""
        for row in self._table.rows():
            if row.number <= self._table.heading_row or row.is_blank:
                continue
            fields = self._table.fields(row)
            time_text = _first(fields, self._columns.time)
            if row.broken or time_text is None or not (_TIME.fullmatch(time_text) or _SERIAL.fullmatch(time_text)):
                tally.leave_out()
                yield from tally.warnings("ROW_NOT_UNDERSTOOD", " ".join(row.cells).strip(), row.line)
                continue
            message = self._message(row, fields, tally.messages)
            yield tally.count(message)
            yield from self._doubts(message, row, tally)

    def _message(self, row: Row, fields: Mapping[str, str | None], seq: int) -> Message:
        time_text = _first(fields, self._columns.time)
        sent_at = statement_time(time_text or "")
        return Message(
            conversation=self._conversation,
            seq=seq,
            kind=MessageKind.PAYMENT,
            sent_at=sent_at,
            sent_at_raw=time_text,
            time_certainty=TimeCertainty.LOCAL_DEVICE if sent_at else TimeCertainty.PARTIAL,
            sender=None,
            text="\n".join(f"{name}: {value}" for name, value in fields.items() if name and value),
            raw_span=row.span(),
            payment=self._payment(fields),
            subkind=_first(fields, self._columns.kind),
        )

    def _payment(self, fields: Mapping[str, str | None]) -> MentionedPayment:
        names = self._columns
        return MentionedPayment(
            amount=exact_amount(_first(fields, names.amount)),
            currency="CNY",
            direction=_DIRECTIONS.get(_first(fields, names.direction) or ""),
            status=_first(fields, names.status),
            memo=_first(fields, names.goods) or _first(fields, names.note),
            reference=_first(fields, names.reference),
            counterparty=_first(fields, names.counterparty),
        )

    def _doubts(self, message: Message, row: Row, tally: Tally) -> Iterator[ReadingRecord]:
        payment = message.payment
        if payment is None or payment.amount is None:
            yield from tally.warnings("AMOUNT_NOT_UNDERSTOOD", message.text or "", row.line)
        elif payment.reference and self._is_rounded(payment.reference, row):
            yield from tally.warnings("REFERENCE_ROUNDED", payment.reference, row.line)
        time_text = message.sent_at_raw or ""
        if not row.numbers and "/" in time_text and time_text.count(":") == 1:
            yield from tally.warnings("SPREADSHEET_CHANGED", time_text, row.line)

    def _is_rounded(self, reference: str, row: Row) -> bool:
        is_number = bool(row.numbers & self._reference_places)
        return bool(_ROUNDED.fullmatch(reference)) or (is_number and len(reference) > LONGEST_EXACT)


def _first(fields: Mapping[str, str | None], names: tuple[str, ...]) -> str | None:
    return next((value for name in names if (value := fields.get(name))), None)


def exact_amount(text: str | None) -> str | None:
    """``¥1,234.50`` as ``1234.50``, digit by digit; None for anything else."""
    match = _AMOUNT.fullmatch(text) if text else None
    return f"{match[1].replace(',', '')}{match[2] or ''}" if match else None


def statement_time(text: str) -> str | None:
    """``2026-03-01 09:30:05``, a table's ``2026/3/1 9:30`` or its number of days, as ISO 8601 without offset."""
    if _SERIAL.fullmatch(text):
        moment = _SERIAL_ZERO + timedelta(seconds=round(float(text) * 86_400))
        return iso_local(moment.year, moment.month, moment.day, iso_time(moment.hour, moment.minute, moment.second))
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second = match.groups()
    clock = iso_time(int(hour) if int(hour) < 24 else None, int(minute), int(second) if second else None)
    return iso_local(int(year), int(month), int(day), clock)
