# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the file of a translator: a table (CSV) or JSON lines, in UTF-8 (docs/formats/translations.md)."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping

from evidence_vault.errors import TranslationsBroken
from evidence_vault.records import ReadingSource, TranslationLine

LONGEST_LINE = 1 << 20
_DELIMITERS = (",", ";", "\t")
_Cells = Mapping[str, str | None]


def translation_lines(source: ReadingSource) -> Iterator[TranslationLine]:
    """The translations of a file in their order; lines without one are passed over. Raises TranslationsBroken."""
    with source.open() as stream:
        untrusted = stream.read()
    try:
        text = untrusted.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TranslationsBroken(name=source.name, line=untrusted[: error.start].count(b"\n") + 1) from error
    del untrusted
    read = _json_lines if text.lstrip().startswith("{") else _table_lines
    for line, cells in read(source.name, text):
        if (cells.get("translation") or "").strip():
            yield _line(line, cells)


def _line(line: int, cells: _Cells) -> TranslationLine:
    return TranslationLine(
        line=line,
        seq=_seq(cells),
        untrusted_text=cells.get("translation") or "",
        beside=cells.get("text"),
        language=_known(cells.get("language")),
        translator=_known(cells.get("translator")),
        made_on=_known(cells.get("made_on")),
    )


def _seq(cells: _Cells) -> int | None:
    """``seq`` counts from 0, ``number`` (as it is printed) from 1."""
    for column, first in (("seq", 0), ("number", 1)):
        text = (cells.get(column) or "").strip()
        if text:
            return int(text) - first if text.isascii() and text.isdigit() and len(text) < 12 else None
    return None


def _table_lines(name: str, text: str) -> Iterator[tuple[int, _Cells]]:
    head = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    csv.field_size_limit(LONGEST_LINE)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        _mind_columns(name, reader.fieldnames or ())
        for row in reader:
            yield reader.line_num, {key: value for key, value in row.items() if isinstance(value, str)}
    except csv.Error as error:
        raise TranslationsBroken(name=name, line=reader.line_num + 1) from error


def _mind_columns(name: str, columns: Iterable[str]) -> None:
    there = set(columns)
    if "translation" not in there or not there & {"seq", "number"}:
        raise TranslationsBroken(name=name, line=1)


def _json_lines(name: str, text: str) -> Iterator[tuple[int, _Cells]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line) if len(line) <= LONGEST_LINE else None
        except (ValueError, RecursionError) as error:
            raise TranslationsBroken(name=name, line=number) from error
        if not isinstance(value, dict):
            raise TranslationsBroken(name=name, line=number)
        yield number, {key: _json_text(entry) for key, entry in value.items()}


def _json_text(value: object) -> str | None:
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _known(text: str | None) -> str | None:
    return text.strip() or None if text else None
