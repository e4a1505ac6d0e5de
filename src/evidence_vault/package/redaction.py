# SPDX-License-Identifier: GPL-3.0-or-later
"""data/records/redaction.json: what a redacted package keeps and withholds, against its tables and its parent."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

from evidence_vault.package import manifest
from evidence_vault.package.reader import OpenPackage, read_small
from evidence_vault.package.strict_json import parse_json
from evidence_vault.records import Json

FORMAT = "evidence-vault-redaction/1"
TABLES = "data/tables/"
_HEX64 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Redaction:
    """``parent``: id and SHA-256 of the tagmanifest of the complete package. ``kept``: table to its columns.

    ``rows``: table to how many it has, whether or not a column of it was kept.
    """

    parent: tuple[str, str]
    kept: Mapping[str, tuple[str, ...]]
    rows: Mapping[str, int]


def check_redaction(package: OpenPackage, withheld: Mapping[str, int]) -> Redaction | None:
    """Hold redaction.json against the tables that are there, and its counts against ``withheld`` of package.json."""
    if manifest.REDACTION not in package.sizes:
        return None  # a part that is required: said already
    redaction = _read(read_small(package, manifest.REDACTION) or b"", withheld)
    if redaction is None:
        package.findings.problem("REDACTION_BROKEN", manifest.REDACTION)
        return None
    named = {f"{TABLES}{name}.csv": columns for name, columns in redaction.kept.items() if columns}
    for path in sorted(package.sizes):
        if path.startswith(TABLES) and path not in named:
            package.findings.problem("REDACTION_BROKEN", path)
    for path, columns in named.items():
        count = redaction.rows[path.removeprefix(TABLES).removesuffix(".csv")]
        if not _is_as_told(table_rows(package, path), columns, count):
            package.findings.problem("REDACTION_BROKEN", path)
    return redaction


def compare_with_parent(
    package: OpenPackage, redaction: Redaction, parent: OpenPackage, parent_is: tuple[str, str | None]
) -> None:
    """The parent must be the very package that is named, and every cell that was kept must be its own.

    ``parent_is``: id and SHA-256 of the tagmanifest of the package that is held beside.
    """
    if redaction.parent[0] != parent_is[0]:
        package.findings.note("REDACTION_OF_ANOTHER", parent.name, package=redaction.parent[0])
        return
    if redaction.parent[1] != parent_is[1]:
        package.findings.problem("REDACTION_PARENT_DIFFERS", parent.name, package=redaction.parent[0])
        return
    for name, columns in redaction.kept.items():
        path = f"{TABLES}{name}.csv"
        if columns and not _is_projection(table_rows(package, path), table_rows(parent, path)):
            package.findings.problem("REDACTION_CHANGED", path)


def table_rows(package: OpenPackage, path: str) -> list[list[str]] | None:
    """The rows of a table, its head first; None where it is none, or empty."""
    if package.sizes.get(path, manifest.MOST_BYTES_AT_ONCE + 1) > manifest.MOST_BYTES_AT_ONCE:
        return None
    text = (read_small(package, path) or b"").decode("utf-8-sig", "replace").replace("\0", "\ufffd")
    try:
        rows = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error:
        return None
    return rows or None


def _is_as_told(rows: list[list[str]] | None, columns: tuple[str, ...], count: int) -> bool:
    if rows is None or tuple(rows[0]) != columns or len(rows) != count + 1:
        return False
    return all(len(row) == len(columns) for row in rows)


def _is_projection(rows: list[list[str]] | None, of: list[list[str]] | None) -> bool:
    if rows is None or of is None or any(column not in of[0] for column in rows[0]):
        return False
    places = [of[0].index(column) for column in rows[0]]
    whole = [[row[place] if place < len(row) else "" for place in places] for row in of]
    return rows == whole


def _read(untrusted: bytes, withheld: Mapping[str, int]) -> Redaction | None:
    value = parse_json(untrusted)
    if not isinstance(value, dict) or set(value) != {"format", "parent", "tables", "withheld"}:
        return None
    parent, tables = _parent(value["parent"]), value["tables"]
    if value["format"] != FORMAT or parent is None or not isinstance(tables, dict) or value["withheld"] != withheld:
        return None
    kept: dict[str, tuple[str, ...]] = {}
    rows: dict[str, int] = {}
    cells = 0
    for name, told in tables.items():
        table = _table(told)
        if table is None or not re.fullmatch(r"[a-z]{1,30}", name):
            return None
        kept[name], rows[name], counted = table
        cells += counted
    return Redaction(parent, kept, rows) if cells == withheld.get("FIELD_REDACTED", 0) else None


def _parent(untrusted: Json) -> tuple[str, str] | None:
    if not isinstance(untrusted, dict) or set(untrusted) != {"package_id", "tagmanifest_sha256"}:
        return None
    package_id, digest = untrusted["package_id"], untrusted["tagmanifest_sha256"]
    if not isinstance(package_id, str) or not isinstance(digest, str) or not _HEX64.fullmatch(digest):
        return None
    return package_id, digest


def _table(untrusted: Json) -> tuple[tuple[str, ...], int, int] | None:
    """Columns that were kept, rows, cells that were withheld."""
    if not isinstance(untrusted, dict) or set(untrusted) != {"kept", "withheld", "rows"}:
        return None
    kept, withheld, rows = untrusted["kept"], untrusted["withheld"], untrusted["rows"]
    if not isinstance(kept, list) or not isinstance(withheld, dict) or not isinstance(rows, int):
        return None
    columns = tuple(one for one in kept if isinstance(one, str))
    counts = [count for count in withheld.values() if isinstance(count, int) and not isinstance(count, bool)]
    if len(columns) != len(kept) or len(counts) != len(withheld) or set(columns) & set(withheld):
        return None
    return columns, rows, sum(counts)
