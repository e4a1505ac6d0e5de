# SPDX-License-Identifier: GPL-3.0-or-later
"""Payment statements as CSV: headings found by content, exact amounts, times as printed, blank cells as unknown."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from evidence_vault import errors
from evidence_vault.importers.base import Tally
from evidence_vault.importers.local_times import iso_local, iso_time
from evidence_vault.importers.table_rows import Row, read_rows
from evidence_vault.importers.text_lines import TextSource
from evidence_vault.records import MentionedPayment, Message, MessageKind, ReadingRecord, TimeCertainty

_DELIMITERS = (",", "\t", ";")
_TIME = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2}) (\d{1,2}):(\d{2})(?::(\d{2}))?")
_AMOUNT = re.compile(r"[¥￥]?\s*(\d{1,15}|\d{1,3}(?:,\d{3}){1,5})(\.\d{1,4})?\s*元?")
_ROUNDED = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d+")
_DIRECTIONS = {"支出": "sent", "收入": "received"}
_EMPTY = frozenset({"", "/", "-"})


@dataclass(frozen=True)
class Columns:
    """The headings of one kind of statement. Each value is the heading's text."""

    time: str
    kind: str
    counterparty: str
    goods: str
    direction: str
    amount: tuple[str, ...]
    status: str
    reference: str
    note: str


@dataclass(frozen=True)
class Table:
    """Where the table of a statement starts: its headings and the rows before them."""

    delimiter: str
    headings: tuple[str, ...]
    heading_row: int
    preamble: tuple[str, ...]

    def find(self, pattern: re.Pattern[str]) -> str | None:
        """The first group of ``pattern`` in the rows before the headings."""
        found = (match for line in self.preamble if (match := pattern.search(line)))
        return next((match[1] or None for match in found), None)

    def fields(self, row: Row) -> dict[str, str | None]:
        """Heading to cell without the tabs around it; blank cells and ``/`` are None."""
        cells = [cell.strip() for cell in row.cells]
        return {name: None if cell in _EMPTY else cell for name, cell in zip(self.headings, cells, strict=False)}


def find_table(text: TextSource, columns: Columns) -> Table:
    """The table of a statement; raises FormatUnknown where its headings are nowhere."""
    for delimiter in _DELIMITERS:
        preamble: list[str] = []
        for row in read_rows(text, delimiter):
            headings = tuple(cell.strip().replace("（", "(").replace("）", ")") for cell in row.cells)
            if columns.time in headings and set(columns.amount) & set(headings):
                return Table(delimiter, headings, row.number, tuple(preamble))
            preamble.append(" ".join(cell for cell in row.cells if cell.strip()))
            if row.number > 200:
                break
    raise errors.FormatUnknown(name=text.name)


class BillReader:
    """Turns the rows of a statement into payments."""

    def __init__(self, columns: Columns, table: Table, conversation: str) -> None:
        self._columns = columns
        self._table = table
        self._conversation = conversation

    def records(self, text: TextSource, tally: Tally) -> Iterator[ReadingRecord]:
        """A message for every row below the headings; a row without a time or of another shape is counted and named."""
        for row in read_rows(text, self._table.delimiter):
            if row.number <= self._table.heading_row or row.is_blank:
                continue
            fields = self._table.fields(row)
            time_text = fields.get(self._columns.time)
            if row.broken or time_text is None or not _TIME.fullmatch(time_text):
                tally.leave_out()
                yield from tally.warnings("ROW_NOT_UNDERSTOOD", " ".join(row.cells).strip(), row.line)
                continue
            message = self._message(row, fields, tally.messages)
            yield tally.count(message)
            yield from self._doubts(message, row, tally)

    def _message(self, row: Row, fields: Mapping[str, str | None], seq: int) -> Message:
        time_text = fields[self._columns.time]
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
            subkind=fields.get(self._columns.kind),
        )

    def _payment(self, fields: Mapping[str, str | None]) -> MentionedPayment:
        names = self._columns
        amount = next((fields[name] for name in names.amount if fields.get(name)), None)
        return MentionedPayment(
            amount=exact_amount(amount),
            currency="CNY",
            direction=_DIRECTIONS.get(fields.get(names.direction) or ""),
            status=fields.get(names.status),
            memo=fields.get(names.goods) or fields.get(names.note),
            reference=fields.get(names.reference),
            counterparty=fields.get(names.counterparty),
        )

    @staticmethod
    def _doubts(message: Message, row: Row, tally: Tally) -> Iterator[ReadingRecord]:
        payment = message.payment
        if payment is None or payment.amount is None:
            yield from tally.warnings("AMOUNT_NOT_UNDERSTOOD", message.text or "", row.line)
        elif payment.reference and _ROUNDED.fullmatch(payment.reference):
            yield from tally.warnings("REFERENCE_ROUNDED", payment.reference, row.line)


def exact_amount(text: str | None) -> str | None:
    """``¥1,234.50`` as ``1234.50``, digit by digit; None for anything else."""
    match = _AMOUNT.fullmatch(text) if text else None
    return f"{match[1].replace(',', '')}{match[2] or ''}" if match else None


def statement_time(text: str) -> str | None:
    """``2026-03-01 09:30:05`` or, saved again by a spreadsheet, ``2026/3/1 9:30``, as ISO 8601 without offset."""
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second = match.groups()
    clock = iso_time(int(hour) if int(hour) < 24 else None, int(minute), int(second) if second else None)
    return iso_local(int(year), int(month), int(day), clock)
