# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of a case as CSV: exhibits, payments, timeline, people; columns have the names of the facts."""

from collections.abc import Iterable, Iterator, Sequence

from evidence_vault.exporters.base import bytes_part
from evidence_vault.exporters.exhibit_index import ExhibitIndex
from evidence_vault.exporters.tables import csv_bytes
from evidence_vault.money import totals
from evidence_vault.records import Dossier, Fact, Fields, Json, Part
from evidence_vault.translations import Words

EXHIBIT_COLUMNS = (
    "exhibit", "title", "proves", "file", "original_name", "media_type", "size", "sha256", "added_at", "added_by",
    "file_modified_at", "file_created_at", "claimed_at", "claimed_basis", "source_folder", "contained_in", "copies",
)  # fmt: skip


def table_parts(dossier: Dossier, names: dict[str, str], words: Words) -> Iterator[Part]:
    """tables/exhibits.csv, payments.csv, totals.csv, timeline.csv, people.csv, identifiers.csv, reports.csv."""
    index = ExhibitIndex(dossier)
    case = dossier.case
    people = [fact.fields for fact in case.people]
    yield _part("exhibits", EXHIBIT_COLUMNS, _exhibit_rows(dossier, names))
    yield _facts_part("payments", case.payments, index, words)
    yield _part(
        "totals",
        ("currency", "sent", "received", "recovered", "net", "payments", "not_counted"),
        [
            [total.currency, total.sent, total.received, total.recovered, total.net, total.payments, total.not_counted]
            for total in totals(payment.fields for payment in case.payments)
        ],
    )
    yield _facts_part("timeline", case.events, index, words)
    yield _fields_part("people", people)
    yield _fields_part("identifiers", list(_identifiers(dossier, index, words)))
    yield _facts_part("reports", case.reports, index, words)


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
            "; ".join(copies.get(item.id, [])),
        ]  # fmt: skip


def _identifiers(dossier: Dossier, index: ExhibitIndex, words: Words) -> Iterator[Fields]:
    for suspect in dossier.case.suspects:
        for identifier in suspect.identifiers:
            own = {name: value for name, value in identifier.items() if name != "id"}
            seen = index.numbers(own.get("seen_in_items"), words)
            yield {"suspect": suspect.fields.get("label"), **own, **({"seen_in_items": seen} if seen else {})}


def _facts_part(name: str, facts: Sequence[Fact], index: ExhibitIndex, words: Words) -> Part:
    rows: list[Fields] = []
    for fact in facts:
        numbers = index.numbers(fact.fields.get("evidence_items"), words)
        rows.append({**fact.fields, **({"evidence_items": numbers} if numbers else {})})
    return _fields_part(name, rows)


def _fields_part(name: str, rows: Sequence[Fields]) -> Part:
    columns = list(dict.fromkeys(field for row in rows for field in row if field != "key"))
    return _part(name, columns or ["empty"], [[row.get(column) for column in columns] for row in rows])


def _part(name: str, columns: Sequence[str], rows: Iterable[Sequence[Json]]) -> Part:
    return bytes_part(f"tables/{name}.csv", "table", csv_bytes(columns, rows))
