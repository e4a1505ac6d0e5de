# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of a case as CSV and as one workbook; columns have the names of the facts."""

from collections.abc import Iterator, Sequence

from evidence_vault.exporters.base import bytes_part
from evidence_vault.exporters.exhibit_index import ExhibitIndex
from evidence_vault.exporters.tables import Sheet, csv_bytes
from evidence_vault.money import totals
from evidence_vault.records import Dossier, Fact, Fields, Json, Part
from evidence_vault.translations import Words

_AMOUNTS = frozenset({"amount", "amount_home", "fee", "refunded_amount", "seq"})
EXHIBIT_COLUMNS = (
    "exhibit", "title", "proves", "file", "original_name", "media_type", "size", "sha256", "added_at", "added_by",
    "file_modified_at", "file_created_at", "claimed_at", "claimed_basis", "source_folder", "contained_in", "copies",
    "capture_method", "device", "captured_by", "captured_at",
)  # fmt: skip


def table_parts(dossier: Dossier, names: dict[str, str], words: Words) -> Iterator[Part]:
    """The tables as ``tables/exhibits.csv`` and so on, and all of them as ``tables/case.xlsx``."""
    from evidence_vault.exporters.workbook import workbook  # late: slow to load

    sheets = list(case_sheets(dossier, names, words))
    for sheet in sheets:
        yield bytes_part(f"tables/{sheet.name}.csv", "table", csv_bytes(sheet.columns, sheet.rows))
    book = workbook(sheets, title=dossier.case.title, author=dossier.made_by.name, made_at=dossier.made_at)
    yield bytes_part("tables/case.xlsx", "table", book)


def case_sheets(dossier: Dossier, names: dict[str, str], words: Words) -> Iterator[Sheet]:
    """exhibits, payments, totals, timeline, people, identifiers, reports."""
    index = ExhibitIndex(dossier)
    case = dossier.case
    yield Sheet("exhibits", EXHIBIT_COLUMNS, list(_exhibit_rows(dossier, names)), frozenset({"size"}))
    yield _facts("payments", case.payments, index, words)
    yield Sheet(
        "totals",
        ("currency", "sent", "received", "recovered", "net", "payments", "not_counted"),
        [
            [total.currency, total.sent, total.received, total.recovered, total.net, total.payments, total.not_counted]
            for total in totals(payment.fields for payment in case.payments)
        ],
        frozenset({"sent", "received", "recovered", "net", "payments", "not_counted"}),
    )
    yield _facts("timeline", case.events, index, words)
    yield _fields("people", [fact.fields for fact in case.people])
    yield _fields("identifiers", list(_identifiers(dossier, index, words)))
    yield _facts("reports", case.reports, index, words)


def _exhibit_rows(dossier: Dossier, names: dict[str, str]) -> Iterator[list[Json]]:
    numbers = {exhibit.item.id: exhibit.number for exhibit in dossier.exhibits}
    copies: dict[str, list[str]] = {}
    for copy in dossier.derivatives:
        copies.setdefault(copy.derived_from or "", []).append(copy.sha256)
    for exhibit in dossier.exhibits:
        item = exhibit.item
        yield [
            exhibit.number, exhibit.title, exhibit.proves, names.get(exhibit.number), item.name, item.media_type,
            item.size, item.sha256, item.added_at, item.added_by, item.file_modified_at, item.file_created_at,
            item.claimed_at, item.claimed_basis, item.source_folder, numbers.get(item.contained_in or ""),
            "; ".join(copies.get(item.id, [])), exhibit.capture.method, exhibit.capture.device, exhibit.capture.by,
            exhibit.capture.at,
        ]  # fmt: skip


def _identifiers(dossier: Dossier, index: ExhibitIndex, words: Words) -> Iterator[Fields]:
    for suspect in dossier.case.suspects:
        for identifier in suspect.identifiers:
            own = {name: value for name, value in identifier.items() if name != "id"}
            seen = index.numbers(own.get("seen_in_items"), words)
            shown = dossier.shown_names.get(str(identifier.get("id")), ())
            if shown:
                own["names_shown"] = "; ".join(
                    f"{one.name} {one.first_at or '?'}/{one.last_at or '?'}" for one in shown
                )
            yield {"suspect": suspect.fields.get("label"), **own, **({"seen_in_items": seen} if seen else {})}


def _facts(name: str, facts: Sequence[Fact], index: ExhibitIndex, words: Words) -> Sheet:
    rows: list[Fields] = []
    for fact in facts:
        numbers = index.numbers(fact.fields.get("evidence_items"), words)
        rows.append({**fact.fields, **({"evidence_items": numbers} if numbers else {})})
    return _fields(name, rows)


def _fields(name: str, rows: Sequence[Fields]) -> Sheet:
    columns = list(dict.fromkeys(field for row in rows for field in row if field != "key")) or ["empty"]
    return Sheet(name, columns, [[row.get(column) for column in columns] for row in rows], _AMOUNTS)
