# SPDX-License-Identifier: GPL-3.0-or-later
"""The importer a person steers: proposals, explicit dates, exact amounts, nothing dropped, nothing guessed."""

import io
import re
from datetime import datetime
from typing import Any

import pytest
from openpyxl import Workbook

from evidence_vault import errors
from evidence_vault.importers import mapping
from evidence_vault.importers.mapping import exact_amount
from evidence_vault.importers.mapping_dates import DatePattern, PatternUnusable, find_time, supported_patterns
from evidence_vault.importers.mapping_proposal import date_choices, propose
from evidence_vault.importers.mapping_spec import FORMAT, spec_from
from evidence_vault.importers.mapping_survey import survey
from evidence_vault.records import Answers, Json, MessageKind, ReadingRecord, TimeCertainty
from tests.importers import conformance
from tests.importers.made_files import Bytes
from tests.importers.mapping_samples import HEADED, LINES, TABLE

LOCAL, OFFSET = "local-device", "offset-known"
LINE_MAPPING: dict[str, Json] = {
    "format": FORMAT,
    "kind": "lines",
    "date": "{day}.{month}.{year}, {hour}:{minute}:{second}",
    "line": "({date}) <{sender}> {text}",
}
TABLE_MAPPING: dict[str, Json] = {
    "format": FORMAT,
    "kind": "table",
    "date": "{day}.{month}.{year}",
    "delimiter": ";",
    "heading_rows": 2,
    "headings": ["Datum", "Name", "Text", "Betrag", "Saldo"],
    "columns": {"date": 0, "sender": 1, "text": 2, "amount": 3},
    "decimal": ",",
    "currency": "EUR",
}


def read(source: Bytes, said: dict[str, Json] | None) -> list[ReadingRecord]:
    records = conformance.read(mapping.IMPORTER, source, Answers(mapping=said))
    conformance.check_conservation(records)
    conformance.check_order(records)
    conformance.check_spans(records, source)
    conformance.check_times(records)
    conformance.check_values(records)
    return records


def test_lines_by_what_was_pointed_at() -> None:
    records = read(LINES, LINE_MAPPING)
    found = [(m.kind.value, m.sent_at, m.sender, m.text) for m in conformance.messages(records)]
    assert found == [
        ("unknown", None, None, "Made with Plapper 3"),
        ("message", "2026-04-03T21:05:07", "Odo Brandt", "Hello\nare you there?"),
        ("message", "2026-04-03T21:06:00", "Marlene", "yes: here"),
        ("message", None, "Marlene", "no such day"),
        ("message", "2026-04-14T09:08:00", "Odo Brandt", None),
    ]
    assert conformance.messages(records)[3].sent_at_raw == "31.02.2026, 21:07:00"
    codes = conformance.warning_codes(records)
    assert codes == {"TEXT_BEFORE_FIRST_RECORD", "MAPPING_TIME_NOT_READ", "MAPPING_STATED"}


def test_a_table_with_money() -> None:
    records = read(TABLE, TABLE_MAPPING)
    found = conformance.messages(records)
    assert [(m.sent_at, m.time_certainty, m.sender, m.text) for m in found] == [
        ("2026-04-03", TimeCertainty.PARTIAL, "Odo Brandt", "Kaution"),
        ("2026-04-14", TimeCertainty.PARTIAL, "Marlene", "zurück;\nbitte"),
        ("2026-04-15", TimeCertainty.PARTIAL, "Marlene", "Nummer"),
    ]
    assert [m.payment and (m.payment.amount, m.payment.currency, m.payment.direction) for m in found] == [
        ("1234.50", "EUR", None),
        ("3.00", "EUR", None),
        (None, "EUR", None),
    ]
    assert {m.kind for m in found} == {MessageKind.PAYMENT}
    assert conformance.warning_codes(records) == {
        "TEXT_BEFORE_FIRST_RECORD", "SPREADSHEET_CHANGED", "AMOUNT_NOT_UNDERSTOOD", "RECORD_NOT_UNDERSTOOD",
        "MAPPING_COLUMNS_LEFT", "MAPPING_STATED",
    }  # fmt: skip


def test_without_a_mapping_the_proposal_is_taken_and_said() -> None:
    records = read(HEADED, None)
    found = [(m.sent_at, m.sender, m.text) for m in conformance.messages(records)]
    assert found == [("2026-03-01T12:30", "小雨", "在吗"), ("2026-03-01T13:31", "阿明", "在")]
    assert "MAPPING_PROPOSED" in conformance.warning_codes(records)
    with pytest.raises(errors.FormatUnknown):
        read(Bytes("x.txt", b"no time in here\nat all\n"), None)


@pytest.mark.parametrize(
    ("source", "kind", "expected"),
    [
        (LINES, "lines", LINE_MAPPING["line"]),
        (TABLE, "table", TABLE_MAPPING["columns"]),
        (HEADED, "lines", "{sender} {date}"),
        (
            Bytes("t.tsv", b"1767225600\tann\thello\n1767225660\tbob\tyes\n"),
            "table",
            {"date": 0, "sender": 1, "text": 2},
        ),
        (Bytes("n.txt", b"2026-01-01 10:00 note one\n2026-01-02 10:00 a longer note two\n"), "lines", "{date} {text}"),
        (
            Bytes("p.txt", b"[1/2/26, 9:30 PM] Ann: hi\n[13/2/26, 9:31 AM] Bo: x\n"),
            "lines",
            "[{date}] {sender}: {text}",
        ),
    ],
)
def test_what_is_proposed(source: Bytes, kind: str, expected: Any) -> None:
    found = propose(source)
    assert found is not None
    said = found.to_json()
    assert said["kind"] == kind
    assert (said["line"] if kind == "lines" else said["columns"]) == expected
    assert spec_from(said).to_json() == said


def test_the_day_is_asked_for_where_both_orders_fit_and_only_there() -> None:
    both = Bytes("b.txt", b"3/4/2026 10:00 Ann: x\n5/6/2026 10:00 Bo: y\n")
    said = propose(both)
    assert said is not None
    assert {(one.example, one.meaning) for one in date_choices(both, said)} == {
        ("3/4/2026 10:00", "2026-04-03T10:00"), ("3/4/2026 10:00", "2026-03-04T10:00"),
    }  # fmt: skip
    only = Bytes("o.txt", both.data + b"25/6/2026 10:00 Bo: y\n" * 3)
    said = propose(only)
    assert said is not None
    assert [one.pattern for one in date_choices(only, said)] == ["{day}/{month}/{year} {hour}:{minute}"]


@pytest.mark.parametrize(
    ("pattern", "text", "expected", "certainty"),
    [
        ("{year}{month}{day}{hour}{minute}{second}", "20260301093005", "2026-03-01T09:30:05", LOCAL),
        ("{epoch_seconds}", "1767225600", "2026-01-01T00:00:00+00:00", "utc"),
        ("{epoch_milliseconds}", "1767225600250", "2026-01-01T00:00:00.250000+00:00", "utc"),
        ("{month_name} {day}, {year} {hour}:{minute} {half}", "Mar 1, 2026 0:15 p. m.", "2026-03-01T12:15", LOCAL),
        ("{half}{hour}:{minute} {day}.{month}.{year2}", "下午3:05 1.2.26", "2026-02-01T15:05", LOCAL),
        ("{year}-{month}-{day}T{hour}:{minute}{offset}", "2026-03-01T09:30+0800", "2026-03-01T09:30+08:00", OFFSET),
        ("{year}-{month}-{day}", "2026-03-01", "2026-03-01", "partial"),
        ("{year}-{month}-{day} {hour}:{minute}", "2026-03-01\u202f9:30", "2026-03-01T09:30", LOCAL),
        ("{year}-{month}-{day}", "2026-02-30", None, "partial"),
        ("{day}/{month}/{year}", "3/4", None, "partial"),
        ("{year}-{month}-{day} {hour}:{minute}", "2026-03-01 25:00", None, "partial"),
    ],
)  # fmt: skip
def test_a_pattern_reads_what_it_says(pattern: str, text: str, expected: str | None, certainty: str) -> None:
    assert DatePattern(pattern).read(text) == (expected, TimeCertainty(certainty))


@pytest.mark.parametrize(
    "pattern", ["", "x", "{day}", "{day}{day}{month}", "{dya}/{month}", "{day", "{month}" + "x" * 200]
)
def test_a_pattern_that_tells_nothing_is_refused(pattern: str) -> None:
    with pytest.raises(PatternUnusable):
        DatePattern(pattern)


def test_patterns_come_from_the_file() -> None:
    assert supported_patterns(["3/4/2026", "14/4/2026", ""]) == ("{day}/{month}/{year}",)
    assert supported_patterns(["hello", "x"]) == ()
    found = find_time("at 2026/03/01 - 09:30:05.123Z ok")
    assert found is not None
    assert found.patterns == ("{year}/{month}/{day} - {hour}:{minute}:{second}.{fraction}{offset}",)


@pytest.mark.parametrize(
    ("said", "decimal", "expected"),
    [
        ("12.50", ".", "12.50"), ("-1,234.50", ".", "1234.50"), ("1.234,50 €", ",", "1234.50"), ("¥ 8", ".", "8"),
        ("1'000.00", ".", "1000.00"), ("(3.00)", ".", "3.00"), ("1,23.4", ".", None), ("4.5E+11", ".", None),
        ("1.2.3", ".", None), ("", ".", None), ("abc", ".", None), ("12,50", ".", None), ("1.234", ",", "1234"),
        ("0.10", ".", "0.10"), ("١٢", ".", None),
    ],
)  # fmt: skip
def test_amounts_are_exact_or_unknown(said: str, decimal: str, expected: str | None) -> None:
    assert exact_amount(said, decimal) == expected


BAD: dict[str, dict[str, Json]] = {
    "format": {"format": "other"},
    "kind": {"kind": "other"},
    "date": {"date": "{nothing}"},
    "columns": {"columns": {}},
    "columns.sender": {"columns": {"date": 0, "sender": -1, "text": 2}},
    "columns.time": {"columns": {"time": 1, "text": 2}, "date": None},
    "date ": {"columns": {"sender": 1, "text": 2}},
    "delimiter": {"delimiter": "x"},
    "heading_rows": {"heading_rows": "1"},
    "headings": {"headings": [1]},
    "directions": {"directions": {"x": "away"}},
    "decimal": {"decimal": ";"},
    "strange": {"strange": 1},
}


@pytest.mark.parametrize("field", BAD)
def test_a_mapping_that_does_not_hold_together_names_the_field(field: str) -> None:
    with pytest.raises(errors.MappingUnusable) as raised:
        spec_from(TABLE_MAPPING | BAD[field])
    assert raised.value.facts == {"what": field.strip()}


@pytest.mark.parametrize(
    "line",
    ["", "no place", "{date}{sender}", "{text} {date}", "{date} {date}", "{date} {skip} {skip} {text}", "{text}"],
)
def test_a_line_that_does_not_hold_together_is_refused(line: str) -> None:
    with pytest.raises(errors.MappingUnusable):
        spec_from(LINE_MAPPING | {"line": line})


def test_a_line_pattern_is_not_slow_on_hostile_text() -> None:
    spec = spec_from(LINE_MAPPING | {"line": "{skip} <{sender}> [{date}] {text}"})
    pattern = spec.line_pattern()
    assert pattern.fullmatch(" < " * 20_000 + "> [") is None
    assert re.compile(spec.date.shape if spec.date else "").groups == 0


def test_a_kept_mapping_is_offered_for_the_same_shape_only() -> None:
    kept: list[Json] = [LINE_MAPPING, TABLE_MAPPING, {"format": "broken"}]
    assert survey(LINES, None, kept).fits == (0,)
    found = survey(TABLE, None, kept)
    assert found.fits == (1,)
    assert found.mapping == spec_from(TABLE_MAPPING).to_json()
    renamed = Bytes("t.csv", TABLE.data.replace(b"Betrag", b"Summe"))
    assert survey(renamed, None, kept).fits == ()
    assert survey(TABLE, LINE_MAPPING, kept).mapping == spec_from(LINE_MAPPING).to_json()


def test_a_survey_shows_little_of_a_lot() -> None:
    wide = Bytes("w.csv", b"\n".join(b",".join([b"2026-01-01", *[b"x" * 1_000] * 300]) for _ in range(60)))
    found = survey(wide, None, [])
    assert len(found.rows) <= 40
    assert max(len(row) for row in found.rows) <= 60
    assert max(len(cell) for row in found.rows for cell in row) <= 200
    assert max(len(line) for line in found.lines) <= 200


def workbook(*sheets: list[list[object]]) -> Bytes:
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return Bytes("list.xlsx", target.getvalue())


def test_a_workbook_is_a_table() -> None:
    source = workbook(
        [],
        [
            ["When", "Who", "What", "Amount"],
            [datetime.fromisoformat("2026-04-03T21:05"), "Ann", "rent", 12.5],
            [datetime.fromisoformat("2026-04-04T21:05"), "Ann", "rent", None],
            [datetime.fromisoformat("2026-04-05T21:05"), "Ann", "rent", None],
            ["x", "Bo", "more", None],
        ],
        [["another sheet"]],
    )
    said = propose(source)
    assert said is not None
    assert (said.delimiter, said.columns["amount"]) == ("workbook", (3,))
    records = read(source, said.to_json())
    first, *_, second = conformance.messages(records)
    assert (first.sent_at, first.sender, first.payment and first.payment.amount) == (
        "2026-04-03T21:05:00",
        "Ann",
        "12.5",
    )
    assert (second.sent_at, second.sent_at_raw) == (None, "x")
    assert "SHEET_NOT_READ" in conformance.warning_codes(records)
    with pytest.raises(errors.ReadingError):
        read(Bytes("x.xlsx", source.data[:200]), said.to_json())
    with pytest.raises(errors.ReadingError):
        read(LINES, said.to_json())
    with pytest.raises(errors.ReadingError):
        read(workbook([]), said.to_json())


def test_a_banks_days_and_clocks_of_digits_are_proposed() -> None:
    table = (
        "交易日期,交易时间,支出金额,余额,对方户名,摘要\n20260301,093005,1500.00,20.00,老王,转账\n"
        "20260314,100000,,320.00,公司,工资\n"
    )
    source = Bytes("bank.csv", table.encode())
    spec = propose(source)
    assert spec is not None
    assert spec.columns == {"date": (0,), "time": (1,), "amount": (2,), "sender": (4,), "text": (5,)}
    first, second = conformance.messages(read(source, spec.to_json()))
    assert (first.sent_at, first.sender, first.text) == ("2026-03-01T09:30:05", "老王", "转账")
    assert first.payment is not None
    assert (first.payment.amount, second.sent_at) == ("1500.00", "2026-03-14T10:00:00")


def test_a_balance_is_proposed_neither_as_words_nor_as_a_name() -> None:
    table = 'Date,Description,Amount,Balance\n03/13/2026,TO ODO,"-1,234.56",100.00\n03/14/2026,DEPOSIT,50.00,150.00\n'
    spec = propose(Bytes("bank.csv", table.encode()))
    assert spec is not None
    assert spec.columns == {"date": (0,), "amount": (2,), "text": (1,)}
