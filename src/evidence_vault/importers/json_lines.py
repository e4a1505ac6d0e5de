# SPDX-License-Identifier: GPL-3.0-or-later
"""One JSON value a line: each with the bytes it stands in, so that a broken line costs only itself."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from evidence_vault.importers.base import byte_span
from evidence_vault.importers.json_walk import strict_value
from evidence_vault.importers.text_lines import TextSource
from evidence_vault.records import RawSpan


class JsonLine(NamedTuple):
    """``value`` is None where the line is no JSON object."""

    number: int
    raw: bytes
    offset: int
    text: str
    value: dict[str, Any] | None

    def span(self, member: str | None = None) -> RawSpan:
        """The bytes of the line, its end included."""
        return byte_span(self.offset, self.raw, member)


def json_lines(source: TextSource) -> Iterator[JsonLine]:
    """Every line that is not blank; ``number`` counts from 1."""
    for number, (offset, raw, text) in enumerate(source.lines(), 1):
        if text.strip():
            yield JsonLine(number, raw, offset, text, object_of(text))


def object_of(text: str) -> dict[str, Any] | None:
    """The object that a text is; None for anything else."""
    try:
        value = strict_value(text)
    except (json.JSONDecodeError, ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
