# SPDX-License-Identifier: GPL-3.0-or-later
"""The export with a part of what is known: only fields on a list go out, and what is withheld is counted.

No original, no conversation, no report. Hashes stay, so that each line can be held against the complete package that
it names as its parent (docs/formats/package.md §4, "Redacted packages").
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from evidence_vault.exporters.base import bytes_part, copy_part
from evidence_vault.exporters.case_tables import case_sheets
from evidence_vault.exporters.evidence_files import time_parts
from evidence_vault.exporters.tables import Sheet, csv_bytes
from evidence_vault.hashing import canonical_json
from evidence_vault.package.custody_log import custody_lines
from evidence_vault.package.names import evidence_file_name
from evidence_vault.package.redaction import FORMAT
from evidence_vault.progress import Progress
from evidence_vault.records import ContentSource, CopyPurpose, Dossier, EvidenceItem, Json, Part
from evidence_vault.translations import Words

TABLES = ("exhibits", "payments", "totals", "timeline", "people", "identifiers", "reports")
KEPT_BY_ITSELF = (
    "exhibits.exhibit", "exhibits.media_type", "exhibits.size", "exhibits.sha256", "exhibits.added_at",
    "exhibits.contained_in",
    "payments.seq", "payments.direction", "payments.type", "payments.status", "payments.sent_at",
    "payments.sent_at_precision", "payments.timezone", "payments.amount", "payments.currency",
    "payments.evidence_items",
    "totals.currency", "totals.sent", "totals.received", "totals.recovered", "totals.net", "totals.payments",
    "totals.not_counted",
    "timeline.seq", "timeline.at", "timeline.at_precision", "timeline.timezone", "timeline.channel",
    "timeline.direction", "timeline.evidence_items",
    "people.role", "identifiers.type", "identifiers.platform",
    "reports.org_type", "reports.reported_at", "reports.timezone", "reports.evidence_items",
)  # fmt: skip
"""What goes out where nothing else is asked for: no names, accounts, texts, places or file names."""
KEEP, PARENT, PARENT_LANGUAGE = "keep_fields", "parent", "parent_language"
_OF_ONE_PACKAGE = frozenset({"exhibits.file", "exhibits.copies"})
"""Columns about the files of the complete package: they say nothing here."""


@dataclass(frozen=True, slots=True)
class _Reduced:
    sheet: Sheet
    kept: tuple[str, ...]
    withheld: Mapping[str, int]


class RedactedPackage:
    """Kind ``redacted``."""

    kind = "redacted"

    def parts(self, dossier: Dossier, contents: ContentSource, words: Words, progress: Progress) -> Iterator[Part]:
        """Tables with the columns that may go out, redacted copies, the log as hashes, and what was withheld."""
        progress.report(0, 1, words.translate("Writing tables and transcripts"))
        reduced = [_reduced(sheet, dossier) for sheet in _sheets(dossier)]
        for one in reduced:
            if one.kept:
                rows = _columns(one.sheet, one.kept)
                yield bytes_part(f"tables/{one.sheet.name}.csv", "table", csv_bytes(one.kept, rows))
        progress.raise_if_cancelled()
        yield from _copies(dossier, contents)
        leaves = [*((entry.seq, entry.entry_hash) for entry in dossier.custody), *dossier.other_entries]
        yield bytes_part("records/custody-log.jsonl", "record", b"".join(custody_lines((), leaves)))
        yield from time_parts(dossier)
        yield bytes_part("records/redaction.json", "record", _told(dossier, reduced, self.withheld(dossier)))

    def withheld(self, dossier: Dossier) -> Mapping[str, int]:
        """Originals, filled cells of tables, messages and entries of the log that stay behind."""
        cells = sum(sum(_reduced(one, dossier).withheld.values()) for one in _sheets(dossier))
        counts = {
            "ORIGINAL_REDACTED": len(dossier.exhibits),
            "FIELD_REDACTED": cells,
            "MESSAGE_REDACTED": sum(len(messages) for messages in dossier.transcripts.values()),
            "ENTRY_REDACTED": len(dossier.custody),
        }
        return {reason: count for reason, count in counts.items() if count}


def _sheets(dossier: Dossier) -> Iterator[Sheet]:
    """The tables as the complete package has them, in its language: cells must be the same there and here."""
    language = dossier.options.get(PARENT_LANGUAGE)
    return case_sheets(dossier, {}, Words(language if isinstance(language, str) else dossier.language))


def _reduced(sheet: Sheet, dossier: Dossier) -> _Reduced:
    allowed = dossier.options.get(KEEP)
    names = allowed if isinstance(allowed, list) else list[Json](KEPT_BY_ITSELF)
    allowed_here = [name for name in names if name not in _OF_ONE_PACKAGE]
    kept = tuple(column for column in sheet.columns if f"{sheet.name}.{column}" in allowed_here)
    filled = {
        column: sum(row[place] not in (None, "", []) for row in sheet.rows)
        for place, column in enumerate(sheet.columns)
        if column not in kept
    }
    return _Reduced(sheet, kept, {column: count for column, count in filled.items() if count})


def _columns(sheet: Sheet, kept: Sequence[str]) -> list[list[Json]]:
    places = [list(sheet.columns).index(column) for column in kept]
    return [[row[place] for place in places] for row in sheet.rows]


def _copies(dossier: Dossier, contents: ContentSource) -> Iterator[Part]:
    """Copies in which a person covered something for good; of how they were made only that."""
    by_item = {exhibit.item.id: exhibit for exhibit in dossier.exhibits}
    taken: set[str] = set()
    for copy in dossier.derivatives:
        exhibit = by_item.get(copy.derived_from or "")
        if exhibit is None or not is_redaction(copy):
            continue
        ending = copy.name.rpartition(".")[2]
        name = evidence_file_name(f"{exhibit.number}-redacted", f"{exhibit.number}.{ending}", taken)
        taken.add(name.lower())
        part = copy_part(
            f"derivatives/{name}", "derivative", item_id=copy.id, copy=copy, parent=exhibit.item,
            exhibit=exhibit.number, contents=contents,
        )  # fmt: skip
        yield replace(part, derivation={"purpose": CopyPurpose.REDACTION.value})


def is_redaction(copy: EvidenceItem) -> bool:
    """Whether a copy is one in which parts were covered."""
    return (copy.derivation or {}).get("purpose") == CopyPurpose.REDACTION


def _told(dossier: Dossier, reduced: Sequence[_Reduced], withheld: Mapping[str, int]) -> bytes:
    tables: dict[str, Json] = {
        one.sheet.name: {"kept": list(one.kept), "withheld": dict(one.withheld), "rows": len(one.sheet.rows)}
        for one in reduced
    }
    value: dict[str, Json] = {
        "format": FORMAT,
        "parent": dossier.options.get(PARENT),
        "tables": tables,
        "withheld": dict(withheld),
    }
    return canonical_json(value) + b"\n"
