# SPDX-License-Identifier: GPL-3.0-or-later
"""Which proof is there and which is missing, in words (``operations.cover_case.CoverageLine``)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from evidence_vault.gui.flows.words_of_values import time_text
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import N_, plural

THERE, MISSING, NOT_NEEDED = "there", "missing", "not-needed"
STATE_ICONS: Mapping[str, tuple[str, str]] = {
    THERE: ("circle-check", "green"),
    MISSING: ("circle-dashed", "amber"),
    NOT_NEEDED: ("circle-minus", "muted"),
}
"""Icon and colour of a state; the words say it as well."""
STATE_WORDS: Mapping[str, str] = {
    THERE: N_("there"),
    MISSING: N_("missing"),
    NOT_NEEDED: N_("does not apply"),
}


def counts_text(lines: Sequence[Any]) -> str:
    """How much is there and how much is missing."""
    there, missing = (sum(line.state == state for line in lines) for state in (THERE, MISSING))
    counted = (plural("{count} there", "{count} there", there), plural("{count} missing", "{count} missing", missing))
    return " · ".join(counted)


def grouped(lines: Iterable[Any], *, only_missing: bool) -> list[tuple[str, list[Any]]]:
    """The lines of each suspect and payment under its id; those with nothing to show left out."""
    found: dict[str, list[Any]] = {}
    for line in lines:
        if not only_missing or line.state == MISSING:
            found.setdefault(line.fact_id, []).append(line)
    return list(found.items())


def mark_text(mark: Any, exhibit: str) -> str:
    """A marked message as what shows it: who wrote it and when, in which exhibit."""
    who = visible_name(str(mark.sender or mark.sender_id or "—"))
    return f"{exhibit} · {who} · {time_text(mark.sent_at)}"
