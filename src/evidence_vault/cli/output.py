# SPDX-License-Identifier: GPL-3.0-or-later
"""The only place where the command line writes: lines for people, JSON for programs."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence

from rich.cells import cell_len

from evidence_vault.records import Json
from evidence_vault.safe_files import visible_name


def use_utf8() -> None:
    """Write UTF-8 whatever the system's own encoding is; what has no UTF-8 is written as ``?``."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")


def say(text: str = "") -> None:
    """One line for people on standard output; signs that steer a terminal are made visible."""
    print("\n".join(visible_name(line) for line in text.split("\n")))


def complain(text: str) -> None:
    """One line for people on standard error."""
    print("\n".join(visible_name(line) for line in text.split("\n")), file=sys.stderr)


def say_json(value: Json) -> None:
    """One JSON document on standard output."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def say_json_line(value: Mapping[str, Json]) -> None:
    """One JSON object on one line."""
    print(json.dumps(value, ensure_ascii=False))


def say_table(rows: Iterable[Sequence[str]], headings: Sequence[str]) -> None:
    """Columns as wide as their widest cell, Chinese counted as two; the last column is not filled up."""
    cells = [[visible_name(text) for text in row] for row in (headings, *rows)]
    widths = [max(cell_len(row[column]) for row in cells) for column in range(len(headings))]
    for row in cells:
        padded = [text + " " * (width - cell_len(text)) for text, width in zip(row, widths, strict=True)]
        print("  ".join(padded).rstrip())


def say_exactly(text: str) -> None:
    """Text of a format of ours, as it is."""
    print(text, end="")
