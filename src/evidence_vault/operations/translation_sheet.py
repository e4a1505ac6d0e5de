# SPDX-License-Identifier: GPL-3.0-or-later
"""The table a translator fills in: written as CSV, read as CSV or JSON lines (docs/formats/translations.md)."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from evidence_vault.errors import TranslationsBroken
from evidence_vault.exporters.tables import MARK, csv_bytes, safe_cell
from evidence_vault.records import Message, Translation

COLUMNS = ("number", "time", "sender", "text", "translation", "language", "translator", "made_on", "seq")
LARGEST = 64 << 20
"""Bytes of a file of translations; a million messages of ordinary length."""
LONGEST_LINE = 1 << 20
_DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One translation of a file. ``line`` counts from 1; ``seq`` from 0, None where the number is none.

    ``beside`` is the original as the file shows it, None where it does not.
    """

    line: int
    seq: int | None
    untrusted_text: str
    beside: str | None = None
    language: str | None = None
    translator: str | None = None
    made_on: str | None = None

    def fits(self, message: Message) -> bool:
        """Whether the original beside the translation is this message's (spaces do not count)."""
        if self.beside is None:
            return True
        text = message.text or ""
        return _squeezed(self.beside) in {_squeezed(text), _squeezed(safe_cell(text))}


def sheet_of(messages: Iterable[tuple[Message, Translation | None]], language: str) -> bytes:
    """The table for a translator into ``language``, with what is translated already."""
    return csv_bytes(COLUMNS, (_row(message, translation, language) for message, translation in messages))


def _row(message: Message, translation: Translation | None, language: str) -> list[str | int | None]:
    said = translation or Translation("", language)
    time = message.sent_at or message.sent_at_raw
    return [
        message.seq + 1, time, message.sender, message.text, said.text, said.language, said.translator, said.made_on,
        message.seq,
    ]  # fmt: skip


def lines_of(name: str, untrusted: bytes) -> Iterator[SheetLine]:
    """The translations of a file in their order; lines without one are passed over. Raises TranslationsBroken."""
    try:
        text = untrusted.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TranslationsBroken(name=name, line=untrusted[: error.start].count(b"\n") + 1) from error
    found = _json_lines(name, text) if text.lstrip().startswith("{") else _table_lines(name, text)
    for line, cells in found:
        if (cells.get("translation") or "").strip():
            yield _line(line, cells)


def _line(line: int, cells: Mapping[str, str | None]) -> SheetLine:
    return SheetLine(
        line=line,
        seq=_seq(cells),
        untrusted_text=_unmarked(cells.get("translation") or ""),
        beside=cells.get("text"),
        language=_known(cells.get("language")),
        translator=_known(cells.get("translator")),
        made_on=_known(cells.get("made_on")),
    )


def _seq(cells: Mapping[str, str | None]) -> int | None:
    """``seq`` counts from 0, ``number`` (as it is printed) from 1."""
    for column, first in (("seq", 0), ("number", 1)):
        text = (cells.get(column) or "").strip()
        if text:
            return int(text) - first if text.isascii() and text.isdigit() and len(text) < 12 else None
    return None


def _table_lines(name: str, text: str) -> Iterator[tuple[int, Mapping[str, str | None]]]:
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


def _json_lines(name: str, text: str) -> Iterator[tuple[int, Mapping[str, str | None]]]:
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


def _unmarked(text: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from computing a cell."""
    bare = text.removeprefix(MARK)
    return bare if bare != text and safe_cell(bare) == text else text


def _known(text: str | None) -> str | None:
    return text.strip() or None if text else None


def _squeezed(text: str) -> str:
    return "".join(text.split())
