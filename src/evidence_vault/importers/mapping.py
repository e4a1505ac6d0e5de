# SPDX-License-Identifier: GPL-3.0-or-later
"""Any text or table by what a person points at: date, sender, text, and money (docs/formats/mapping.md).

It is never chosen for a file by itself. Without a mapping the program's proposal is taken, and a warning says so.
"""

import re
from collections.abc import Iterator
from functools import partial

from evidence_vault import errors
from evidence_vault.importers.base import Tally, well_formed
from evidence_vault.importers.line_records import Block, Line, read_blocks
from evidence_vault.importers.mapping_dates import NO_TIME, ReadTime
from evidence_vault.importers.mapping_proposal import propose
from evidence_vault.importers.mapping_sources import MappedTable, cells_of, open_table, time_text
from evidence_vault.importers.mapping_spec import LINES, MappingSpec, spec_from
from evidence_vault.importers.table_rows import Row
from evidence_vault.importers.text_lines import TextSource, text_warnings
from evidence_vault.records import (
    Answers,
    Conversation,
    MentionedPayment,
    Message,
    MessageKind,
    Participant,
    ReadingRecord,
    ReadingSource,
    Recognition,
)
from evidence_vault.translations import N_

_CHAT = "1"
_PLATFORM = "mapping"
_MOST_PEOPLE = 10_000
_NOT_AMOUNT = re.compile(r"[^\d.,'\-()]")
_AMOUNT = re.compile(r"[0-9]{1,30}(?:\.[0-9]{1,18})?")
_SCIENTIFIC = re.compile(r"[-+]?\d[.,]?\d*[eE]\+?\d+")


class MappingImporter:
    """The importer for everything else."""

    id = "mapping"
    name = N_("Any text or table (you show what is what)")
    version = "1"
    suffixes = (".txt", ".csv", ".tsv", ".xlsx", ".log")

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Never: only a person chooses it."""
        return Recognition.NO, "only a person can say what is what"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every row or record in file order. Raises MappingUnusable, FormatUnknown (nothing to propose)."""
        spec = propose(source) if answers.mapping is None else spec_from(answers.mapping)
        if spec is None:
            raise errors.FormatUnknown(name=source.name)
        tally = Tally()
        tally.conversations = 1
        yield from _lines(source, spec, tally) if spec.kind == LINES else _table(source, spec, tally)
        yield from tally.warnings("MAPPING_PROPOSED" if answers.mapping is None else "MAPPING_STATED", spec.name or "")
        yield from tally.end()


IMPORTER = MappingImporter()


def _conversation(names: Iterator[str]) -> Conversation:
    people: dict[str, None] = {}
    for name in names:
        if name and len(people) < _MOST_PEOPLE:
            people[name] = None
    return Conversation(_CHAT, None, _PLATFORM, tuple(Participant(name) for name in people))


def _time(text: str, spec: MappingSpec, line: int, tally: Tally) -> tuple[ReadTime, list[ReadingRecord]]:
    if not text or spec.date is None:
        return NO_TIME, []
    found = spec.date.read(text)
    return found, [] if found.sent_at else list(tally.warnings("MAPPING_TIME_NOT_READ", text, line))


# --- lines ---------------------------------------------------------------------------------------------------


def _lines(source: ReadingSource, spec: MappingSpec, tally: Tally) -> Iterator[ReadingRecord]:
    text = TextSource.of(source)
    pattern = spec.line_pattern()
    header_of = partial(_header, pattern)
    yield _conversation(found["sender"] for line in text.texts() if (found := _parts(pattern, line)))
    for block in read_blocks(text, header_of):
        if block.header is None:
            yield from tally.warnings("TEXT_BEFORE_FIRST_RECORD", block.texts[0], block.line)
            yield tally.count(block.unknown(_CHAT, tally.messages))
        else:
            yield from _block(block, block.header, spec, tally)
    yield from text_warnings(text, tally)


def _header(pattern: re.Pattern[str], line: Line) -> dict[str, str] | None:
    return _parts(pattern, line.text)


def _parts(pattern: re.Pattern[str], text: str) -> dict[str, str] | None:
    match = pattern.fullmatch(text)
    return {"sender": "", "date": "", "text": "", **match.groupdict()} if match else None


def _block(
    block: Block[dict[str, str]], parts: dict[str, str], spec: MappingSpec, tally: Tally
) -> Iterator[ReadingRecord]:
    found, warnings = _time(parts["date"], spec, block.line, tally)
    yield from warnings
    words = "\n".join(filter(None, (parts["text"], block.body())))
    yield tally.count(
        Message(
            conversation=_CHAT,
            seq=tally.messages,
            kind=MessageKind.MESSAGE,
            sent_at=found.sent_at,
            sent_at_raw=parts["date"] or None,
            time_certainty=found.certainty,
            sender=parts["sender"] or None,
            text=words or None,
            raw_span=block.span(),
        )
    )


# --- tables --------------------------------------------------------------------------------------------------


def _table(source: ReadingSource, spec: MappingSpec, tally: Tally) -> Iterator[ReadingRecord]:
    with open_table(source, spec.delimiter) as table:
        yield _conversation(_one(row, spec, "sender") or "" for row in _data(table, spec))
        for row in table.rows():
            if row.is_blank:
                continue
            if row.number < spec.heading_rows:
                if row.number < spec.heading_rows - 1:
                    yield from tally.warnings("TEXT_BEFORE_FIRST_RECORD", " ".join(row.cells), row.line)
            else:
                yield from _row(row, spec, tally)
        yield from _left_columns(table, spec, tally)
        for name in table.other_sheets:
            yield from tally.warnings("SHEET_NOT_READ", name)
        if table.text:
            yield from text_warnings(table.text, tally)


def _data(table: MappedTable, spec: MappingSpec) -> Iterator[Row]:
    return (row for row in table.rows() if row.number >= spec.heading_rows and not row.is_blank)


def _one(row: Row, spec: MappingSpec, role: str) -> str | None:
    return well_formed(next(iter(cells_of(row, spec, role)), "")) or None


def _row(row: Row, spec: MappingSpec, tally: Tally) -> Iterator[ReadingRecord]:
    if row.broken or not any(cells_of(row, spec, role) for role in spec.columns):
        tally.leave_out()
        yield from tally.warnings("RECORD_NOT_UNDERSTOOD", " ".join(row.cells), row.line)
        return
    when = time_text(row, spec)
    found, warnings = _time(when, spec, row.line, tally)
    yield from warnings
    for role in ("amount", "account", "sender"):
        if any(_SCIENTIFIC.fullmatch(cell) for cell in cells_of(row, spec, role)):
            yield from tally.warnings("SPREADSHEET_CHANGED", _one(row, spec, role) or "", row.line)
    payment = _payment(row, spec)
    if payment and payment.amount is None:
        yield from tally.warnings("AMOUNT_NOT_UNDERSTOOD", _one(row, spec, "amount") or "", row.line)
    words = well_formed("\n".join(filter(None, cells_of(row, spec, "text"))))
    yield tally.count(
        Message(
            conversation=_CHAT,
            seq=tally.messages,
            kind=MessageKind.PAYMENT if payment else MessageKind.MESSAGE,
            sent_at=found.sent_at,
            sent_at_raw=well_formed(when) or None,
            time_certainty=found.certainty,
            sender=_one(row, spec, "sender"),
            sender_id=_one(row, spec, "account"),
            text=words or (_one(row, spec, "amount") if payment else None),
            raw_span=row.span(),
            payment=payment,
        )
    )


def _payment(row: Row, spec: MappingSpec) -> MentionedPayment | None:
    """The money of a row; without an amount where its cell is no plain number. The sign stands in the text only."""
    said = _one(row, spec, "amount")
    if said is None:
        return None
    word = _one(row, spec, "direction") or ""
    return MentionedPayment(
        amount=exact_amount(said, spec.decimal),
        currency=_one(row, spec, "currency") or spec.currency,
        direction=spec.directions.get(word),
        counterparty=_one(row, spec, "sender"),
        memo=said,
    )


def exact_amount(said: str, decimal: str) -> str | None:
    """The number of ``-1.234,50 €`` without its sign, digit by digit; None where it could be read in two ways."""
    if _SCIENTIFIC.fullmatch(said):
        return None
    plain = _NOT_AMOUNT.sub("", said).strip("-()'")
    grouping = "," if decimal == "." else "."
    whole, point, cents = plain.partition(decimal)
    groups = whole.replace("'", grouping).split(grouping)
    if len(groups) > 1 and not (1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])):
        return None
    number = "".join(groups) + ("." + cents if point else "")
    return number if _AMOUNT.fullmatch(number) else None


def _left_columns(table: MappedTable, spec: MappingSpec, tally: Tally) -> Iterator[ReadingRecord]:
    """Columns that hold something and were not pointed at: they stay in the original, and that is said."""
    used = {at for columns in spec.columns.values() for at in columns}
    filled: set[int] = set()
    for row in _data(table, spec):
        if not row.broken:
            filled.update(
                at for at, cell in enumerate(row.cells) if at not in used and at not in filled and cell.strip()
            )
    names = [
        spec.headings[at] if at < len(spec.headings) and spec.headings[at] else f"#{at + 1}" for at in sorted(filled)
    ]
    if names:
        yield from tally.warnings("MAPPING_COLUMNS_LEFT", ", ".join(names))
