# SPDX-License-Identifier: GPL-3.0-or-later
"""The capture checklist: what to save before it is gone; it suggests and never blocks."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from evidence_vault.assets import resource
from evidence_vault.errors import TemplateInvalid
from evidence_vault.records import CaseFile, Fact
from evidence_vault.translations import LANGUAGES

FILE = "checklists/capture.toml"
SCHEMA = 1
OPEN, DONE, NOT_NEEDED = "open", "done", "not-needed"
_CONDITIONS = frozenset({"always", "money_sent"})


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to capture. ``texts``: language tag to sentence. ``when``: always, or money_sent."""

    id: str
    when: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CheckState:
    """A check in a case. ``state``: open, done, not-needed; ``applies``: False for one that the case does not need.

    ``tick``: what was recorded, where it was ticked or said not to apply.
    """

    check: Check
    state: str
    applies: bool
    tick: Fact | None = None

    def text(self, language: str) -> str:
        """The sentence in ``language`` (a tag of ``LANGUAGES``)."""
        return self.check.texts[language]


@cache
def checks() -> tuple[Check, ...]:
    """All checks in their order. Raises TemplateInvalid (name, field)."""
    data = tomllib.loads(resource(FILE).read_text("utf-8"))
    if data.get("schema") != SCHEMA:
        raise TemplateInvalid(name=FILE, field="schema")
    return tuple(_check(table) for table in data["check"])


def checklist(case: CaseFile, ticks: Iterable[Fact]) -> tuple[CheckState, ...]:
    """Every check with its state; ``ticks`` are the case's facts of the entity ``checklist``."""
    ticked = {str(fact.fields.get("check_id")): fact for fact in ticks}
    states = {name: str(fact.fields.get("state")) for name, fact in ticked.items()}
    money_sent = bool(case.payments) or case.fields.get("total_loss") is not None
    return tuple(
        CheckState(check, states.get(check.id, OPEN), check.when == "always" or money_sent, ticked.get(check.id))
        for check in checks()
    )


def _check(table: Mapping[str, object]) -> Check:
    for name in ("id", "when", *LANGUAGES):
        if not isinstance(table.get(name), str) or not table[name]:
            raise TemplateInvalid(name=FILE, field=name)
    if table["when"] not in _CONDITIONS:
        raise TemplateInvalid(name=FILE, field="when")
    return Check(str(table["id"]), str(table["when"]), {tag: str(table[tag]) for tag in LANGUAGES})
