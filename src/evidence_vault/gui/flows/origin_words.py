# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a fact comes from, in words: who recorded it, when, and from which evidence or message."""

from collections.abc import Sequence
from typing import Any

from evidence_vault.gui.flows.words_of_values import time_text
from evidence_vault.records import Exhibit, Fact
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _


def recorded_text(fact: Fact, sources: Sequence[Any]) -> str:
    """One line. ``sources`` are ``operations.fact_origins.Source``."""
    words = _("Recorded by {name}, {time}").format(
        name=visible_name(fact.recorded_by), time=time_text(fact.recorded_at)
    )
    named = ", ".join(dict.fromkeys(source_text(one) for one in sources if one.exhibit))
    return _("{recorded}, from {sources}").format(recorded=words, sources=named) if named else words


def source_text(source: Any) -> str:
    """A piece of evidence by its number, a message by its place in it."""
    if source.seq is None:
        return str(source.exhibit)
    return _("{exhibit}, message {number}").format(exhibit=source.exhibit, number=source.seq + 1)


def sources_of(fact: Fact, exhibits: Sequence[Exhibit]) -> tuple[Any, ...]:
    """What a fact names among the exhibits that a page has read."""
    from evidence_vault.operations import fact_origins

    return fact_origins.sources_among(fact.fields, tuple(exhibits))
