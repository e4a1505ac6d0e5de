# SPDX-License-Identifier: GPL-3.0-or-later
"""The only place where the command line writes: lines for people, JSON for programs."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from rich.cells import cell_len

from evidence_vault.records import Json
from evidence_vault.safe_files import visible_name

_LINES_TOGETHER = 1000
_encode = msgspec.json.Encoder().encode


def use_utf8() -> None:
    """Write UTF-8 whatever the system's own encoding is; what has no UTF-8 is written as ``?``."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")


def say(text: str = "") -> None:
    """One line for people on standard output; signs that steer a terminal are made visible."""
    print(_visible(text))


def say_lines(texts: Iterable[str]) -> None:
    """``say`` for each; many are written at a time, since a chat has a million."""
    _print_together(map(_visible, texts))


def complain(text: str) -> None:
    """One line for people on standard error."""
    print(_visible(text), file=sys.stderr)


def say_json(value: Json) -> None:
    """One JSON document on standard output."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def say_json_line(value: Mapping[str, Json]) -> None:
    """One JSON object on one line."""
    print(_json_line(value))


def say_json_lines(values: Iterable[Mapping[str, Json]]) -> None:
    """``say_json_line`` for each; many are written at a time."""
    _print_together(map(_json_line, values))


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


def _visible(text: str) -> str:
    return "\n".join(map(visible_name, text.split("\n")))


def _json_line(value: Mapping[str, Json]) -> str:
    # The same text as json.dumps, which takes four times as long.
    try:
        return msgspec.json.format(_encode(value), indent=0).decode()
    except UnicodeEncodeError:  # half a surrogate pair in a text
        return json.dumps(value, ensure_ascii=False)


def _print_together(lines: Iterable[str]) -> None:
    waiting: list[str] = []
    try:
        for line in lines:
            waiting.append(line)
            if len(waiting) >= _LINES_TOGETHER:
                print("\n".join(waiting))
                waiting.clear()
    finally:  # what was said before an error is not lost
        if waiting:
            print("\n".join(waiting))
