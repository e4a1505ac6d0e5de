# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person sees of a text or table while they say what is what, and which kept mappings fit it."""

from collections.abc import Sequence
from itertools import islice

from evidence_vault import errors
from evidence_vault.importers.mapping_dates import DatePattern
from evidence_vault.importers.mapping_proposal import date_choices, propose, table_delimiters, time_samples
from evidence_vault.importers.mapping_sources import holds_workbook, open_table
from evidence_vault.importers.mapping_spec import LINES, MappingSpec, spec_from
from evidence_vault.importers.text_lines import TextSource
from evidence_vault.records import DateChoice, Json, MappingSurvey, ReadingSource

SHOWN_ROWS = 40
SHOWN_LINES = 80
_SHOWN_COLUMNS = 60
_SHOWN_TEXT = 200
_FITS = 0.7
_LINES_FIT = 0.2


def survey(source: ReadingSource, untrusted_mapping: Json, untrusted_kept: Sequence[Json]) -> MappingSurvey:
    """The beginning of the file under a mapping (None: a fitting kept one, else the proposal).

    Raises MappingUnusable, TextUndecodable, ArchiveDamaged, ArchiveTooLarge.
    """
    fits = tuple(at for at, kept in enumerate(untrusted_kept) if _fits(source, kept))
    spec = spec_from(untrusted_mapping) if untrusted_mapping is not None else None
    if spec is None:
        spec = spec_from(untrusted_kept[fits[0]]) if fits else propose(source)
    delimiters = table_delimiters(source)
    rows: tuple[tuple[str, ...], ...] = ()
    if spec is not None and spec.kind != LINES:
        rows = _rows(source, spec.delimiter)
    elif delimiters:
        rows = _rows(source, delimiters[0])
    return MappingSurvey(
        delimiters=delimiters,
        rows=rows,
        lines=_lines(source),
        mapping=spec.to_json() if spec else None,
        dates=_dates(source, spec),
        fits=fits,
    )


def _rows(source: ReadingSource, delimiter: str) -> tuple[tuple[str, ...], ...]:
    with open_table(source, delimiter) as table:
        return tuple(
            tuple(cell[:_SHOWN_TEXT] for cell in row.cells[:_SHOWN_COLUMNS]) for row in islice(table.rows(), SHOWN_ROWS)
        )


def _lines(source: ReadingSource) -> tuple[str, ...]:
    if holds_workbook(source):
        return ()
    return tuple(line[:_SHOWN_TEXT] for line in islice(TextSource.of(source).texts(), SHOWN_LINES))


def _dates(source: ReadingSource, spec: MappingSpec | None) -> tuple[DateChoice, ...]:
    return date_choices(source, spec) if spec else ()


def _fits(source: ReadingSource, untrusted: Json) -> bool:
    """Whether a kept mapping is for a file of this shape: the same headings, or lines that begin so, times it reads."""
    try:
        spec = spec_from(untrusted)
        return _has_shape(source, spec) and _reads_times(time_samples(source, spec), spec.date)
    except errors.ReadingError:
        return False


def _has_shape(source: ReadingSource, spec: MappingSpec) -> bool:
    if spec.kind == LINES:
        pattern = spec.line_pattern()
        lines = [line for line in islice(TextSource.of(source).texts(), 1_000) if line.strip()]
        return sum(pattern.fullmatch(line) is not None for line in lines) > _LINES_FIT * len(lines)
    with open_table(source, spec.delimiter) as table:
        rows = list(islice(table.rows(), spec.heading_rows + 5))
    if spec.headings:
        heading = rows[spec.heading_rows - 1] if 0 < spec.heading_rows <= len(rows) else None
        return heading is not None and tuple(cell.strip()[:_SHOWN_TEXT] for cell in heading.cells) == spec.headings
    most = max(at for columns in spec.columns.values() for at in columns)
    return any(len(row.cells) > most for row in rows)


def _reads_times(samples: Sequence[str], date: DatePattern | None) -> bool:
    texts = [text for text in samples if text]
    if date is None:
        return True
    return bool(texts) and sum(date.read(text).sent_at is not None for text in texts) >= _FITS * len(texts)
