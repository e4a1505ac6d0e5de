# SPDX-License-Identifier: GPL-3.0-or-later
"""Records of a page that stand as texts in a list of a script: ``var msgArray = ["<div …>", …];``. Nothing is run.

Each text is a piece of the page; its record's span is that of the quoted text in the file.
"""

import json
import re
from collections.abc import Callable, Iterator

from evidence_vault.importers.base import byte_span, well_formed
from evidence_vault.importers.page_records import PageRecord, RecordPage
from evidence_vault.importers.text_lines import TextSource
from evidence_vault.records import RawSpan

_TEXT = re.compile(rb'\s*("(?:[^"\\]|\\.)*")\s*([,\]])')


def script_records(
    script: TextSource, list_name: re.Pattern[bytes], new_reader: Callable[[], RecordPage]
) -> Iterator[tuple[PageRecord, RawSpan]]:
    """Each record in lists that start after ``list_name`` (up to and with ``[``), one line for each list."""
    for offset, raw, _ in script.lines():
        for start in list_name.finditer(raw):
            yield from _listed(raw, start.end(), offset, (new_reader, script.member))


def _listed(
    raw: bytes, place: int, offset: int, made: tuple[Callable[[], RecordPage], str | None]
) -> Iterator[tuple[PageRecord, RawSpan]]:
    new_reader, member = made
    while match := _TEXT.match(raw, place):
        place = match.end()
        reader = new_reader()
        reader.feed(_piece(match[1]))
        reader.close()
        reader.finish((1, 0))
        for number, record in enumerate(reader.finished):
            if number == 0:  # a text that holds more is not what the tool writes; one span is one record
                yield record, byte_span(offset + match.start(1), match[1], member)
        if match[2] == b"]":
            return


def _piece(quoted: bytes) -> str:
    try:
        text = json.loads(quoted.decode("utf-8", "replace"), strict=False)
    except ValueError:
        return quoted.decode("utf-8", "replace")
    return well_formed(text) if isinstance(text, str) else ""
