# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a package for somebody who looks at it: bounded, and only files that are still as the package describes them.

Everything here is a stranger's text or bytes. Nothing is written, rendered or run.
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from evidence_vault import errors
from evidence_vault.package import manifest
from evidence_vault.package.description import (
    DescribedPart,
    DescriptionBroken,
    DescriptionTooNew,
    PackageDescription,
    read_description,
)
from evidence_vault.package.reader import OpenPackage, open_package, read_small
from evidence_vault.package.strict_json import parse_json
from evidence_vault.records import Json

MOST_BYTES_SHOWN = 64 << 20
MOST_ROWS = 20_000
LONGEST_CELL = 4000
_LONGEST_LINE = 16 << 20
_PROOF_RECORDS = (manifest.DESCRIPTION, manifest.CHECKPOINT, manifest.LOG_STAMPS)
_FORMULA_MARK = re.compile(r"'(?=\s*[=+\-@＝＋－＠])")


@dataclass(frozen=True, slots=True)
class ReviewedTable:
    """Rows of text, all as long as ``columns``; ``left_out``: how many more there were."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: int = 0


class ReviewedPackage:
    """A package being looked at. Raises the errors of ``open_package``."""

    def __init__(self, path: Path) -> None:
        self._package: OpenPackage = open_package(path)
        self.description = _description(self._package)
        self.tag_manifest_sha256 = hashlib.sha256(read_small(self._package, manifest.TAG_MANIFEST) or b"").hexdigest()
        self.parts: tuple[DescribedPart, ...] = self.description.parts if self.description else ()
        self._by_path = {part.path: part for part in self.parts}

    def with_role(self, *roles: str) -> tuple[DescribedPart, ...]:
        """The parts in one of the roles, by path."""
        return tuple(part for part in self.parts if part.role in roles)

    def read(self, path: str) -> bytes:
        """A whole file, when it is what the package describes. Raises PartNotShown."""
        part = self._by_path.get(path)
        if part is None or self._package.sizes.get(path, MOST_BYTES_SHOWN + 1) > MOST_BYTES_SHOWN:
            raise errors.PartNotShown(name=path)
        data = read_small(self._package, path, MOST_BYTES_SHOWN)
        if data is None or hashlib.sha256(data).hexdigest() != part.sha256:
            raise errors.PartNotShown(name=path)
        return data

    def table(self, path: str) -> ReviewedTable:
        """A table (CSV as the writer makes it). Raises PartNotShown."""
        text = self.read(path).decode("utf-8-sig", "replace").replace("\0", "\ufffd")
        reader = csv.reader(io.StringIO(text, newline=""))
        try:
            columns = tuple(_cell(cell) for cell in next(reader, []))
            rows: list[tuple[str, ...]] = []
            left_out = 0
            for row in reader:
                if len(rows) < MOST_ROWS:
                    rows.append(_fitted(row, len(columns)))
                else:
                    left_out += 1
        except csv.Error as error:
            raise errors.PartNotShown(name=path) from error
        return ReviewedTable(columns, tuple(rows), left_out)

    def log(self) -> ReviewedTable:
        """The entries of the custody log that are told in full. Raises PartNotShown.

        ``left_out`` counts those that the package only counts.
        """
        return log_table(self.log_lines())

    def open(self, path: str) -> BinaryIO:
        """The bytes of a file that the package describes, as they are now: whoever reads compares their hash.

        Raises PartNotShown where it is not there, or not described.
        """
        if path not in self._by_path or path not in self._package.sizes:
            raise errors.PartNotShown(name=path)
        try:
            return cast(BinaryIO, io.BufferedReader(self._package.open(path), 1 << 20))
        except OSError as error:
            raise errors.PartNotShown(name=path) from error

    def proof_files(self) -> Iterator[tuple[str, bytes]]:
        """Path and bytes of what proves the package: lists, signature, key, description, time stamps."""
        for path in sorted(self._package.sizes):
            if not path.startswith(manifest.PAYLOAD) or path.startswith(_PROOF_RECORDS):
                data = read_small(self._package, path)
                if data is not None:
                    yield path, data

    def log_lines(self) -> Iterator[bytes]:
        """The lines of the custody log, and at the end PartNotShown where they were not those of the package."""
        part = self._by_path.get(manifest.CUSTODY_LOG)
        if part is None or manifest.CUSTODY_LOG not in self._package.sizes:
            raise errors.PartNotShown(name=manifest.CUSTODY_LOG)
        digest = hashlib.sha256()
        try:
            with self._package.open(manifest.CUSTODY_LOG) as stream, io.BufferedReader(stream) as lines:  # type: ignore[type-var] # a raw stream of ours
                while line := lines.readline(_LONGEST_LINE):
                    digest.update(line)
                    yield line
        except OSError as error:
            raise errors.PartNotShown(name=manifest.CUSTODY_LOG) from error
        if digest.hexdigest() != part.sha256:
            raise errors.PartNotShown(name=manifest.CUSTODY_LOG)


def log_table(untrusted_lines: Iterable[bytes]) -> ReviewedTable:
    """The lines of a custody log as rows; those that are only counted, and what is too much, are left out."""
    rows: list[tuple[str, ...]] = []
    left_out = 0
    for line in untrusted_lines:
        value = parse_json(line)
        row = _log_row(value) if isinstance(value, dict) else None
        if row is None or len(rows) >= MOST_ROWS:
            left_out += 1
        else:
            rows.append(row)
    return ReviewedTable(("seq", "utc", "actor", "event", "what"), tuple(rows), left_out)


def _description(package: OpenPackage) -> PackageDescription | None:
    try:
        return read_description(read_small(package, manifest.DESCRIPTION) or b"")
    except (DescriptionBroken, DescriptionTooNew):
        return None


def _fitted(row: list[str], count: int) -> tuple[str, ...]:
    cells = [_cell(cell) for cell in row[:count]]
    return tuple(cells + [""] * (count - len(cells)))


def _cell(untrusted: str) -> str:
    text = _FORMULA_MARK.sub("", untrusted, count=1) if untrusted.startswith("'") else untrusted
    return text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + "…"


def _log_row(value: dict[str, Json]) -> tuple[str, ...] | None:
    envelope, payload = value.get("envelope"), value.get("payload")
    if not isinstance(envelope, dict):
        return None
    told = payload if isinstance(payload, dict) else {}
    words = [str(told[name]) for name in ("name", "number", "package_id") if isinstance(told.get(name), str)]
    cells = [str(envelope.get(name, "")) for name in ("seq", "utc", "actor", "event")]
    return tuple(_cell(cell) for cell in [*cells, " · ".join(words)])
