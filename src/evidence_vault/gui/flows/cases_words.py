# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of cases in words, and its orders (``operations.edit_case.CaseSummary``)."""

from collections.abc import Iterable, Mapping
from typing import Any

from evidence_vault.gui.flows.words_of_values import day_text
from evidence_vault.translations import N_, _, plural

DUE, RECENT, TITLE = "due", "recent", "title"
ORDERS: Mapping[str, str] = {
    DUE: N_("What is due first"),
    RECENT: N_("What changed last first"),
    TITLE: N_("By title"),
}
_LATE = "9999"


def in_order(cases: Iterable[Any], order: str, words: str) -> list[Any]:
    """The cases whose title holds ``words``, in an order of ``ORDERS``."""
    kept = [case for case in cases if words.strip().casefold() in case.title.casefold()]
    if order == TITLE:
        return sorted(kept, key=lambda case: case.title.casefold())
    recent = sorted(kept, key=lambda case: str(case.changed_at), reverse=True)
    return sorted(recent, key=lambda case: str(case.next_due or _LATE)) if order == DUE else recent


def below_words(case: Any, today: str) -> str:
    """How much a case holds, when it changed, and what is due."""
    parts = [
        plural("{count} piece of evidence", "{count} pieces of evidence", case.items),
        plural("{count} conversation", "{count} conversations", case.conversations),
        plural("{count} payment", "{count} payments", case.payments),
        _("changed {day}").format(day=day_text(case.changed_at)),
    ]
    if case.next_due:
        words = _("due since {day}") if case.next_due <= today else _("next step on {day}")
        parts.append(words.format(day=case.next_due))
    return " · ".join(parts)
