# SPDX-License-Identifier: GPL-3.0-or-later
"""The fields of an entity as a form asks for them: what kind of value, and the words for its choices."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from evidence_vault.cases.fields import ENTITIES
from evidence_vault.complaints.catalogue import platforms
from evidence_vault.complaints.scam_types import scam_type_label
from evidence_vault.errors import EvidenceVaultError
from evidence_vault.exporters import labels
from evidence_vault.records import Exhibit
from evidence_vault.translations import N_, _, interface_words
from evidence_vault.vault.vault import Vault

Choice = tuple[str, str]
"""A value as it is kept, and the words a person reads, in the language of the interface."""

_PRECISIONS: Mapping[str, str] = {
    "exact_second": N_("to the second"),
    "minute": N_("to the minute"),
    "hour": N_("about the hour"),
    "day": N_("the day only"),
    "approximate": N_("roughly"),
}
_WORDS: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("payment", "direction"): labels.DIRECTIONS,
    ("payment", "type"): labels.PAYMENT_TYPES,
    ("payment", "status"): labels.PAYMENT_STATES,
    ("payment", "sent_at_precision"): _PRECISIONS,
    ("identifier", "type"): labels.IDENTIFIER_TYPES,
    ("person", "role"): labels.PERSON_ROLES,
    ("case", "risk_flags"): labels.RISKS,
    ("report", "org_type"): labels.ORGANISATIONS,
    ("event", "direction"): labels.DIRECTIONS,
    ("event", "at_precision"): _PRECISIONS,
    ("exhibit", "capture_method"): labels.CAPTURE_METHODS,
}


@dataclass(frozen=True, slots=True)
class FormField:
    """One field: its name in docs/formats/facts.md, its kind of value, its choices where it has some.

    ``is_wrong`` says whether a value cannot be kept; it never raises.
    """

    name: str
    kind: str
    choices: tuple[Choice, ...]
    is_wrong: Callable[[object], bool]


@cache
def _choices(entity: str, name: str, options: tuple[str, ...], language: str) -> tuple[Choice, ...]:
    del language  # part of the key: the words are of the interface
    known = _WORDS.get((entity, name), {})
    if (entity, name) == ("case", "scam_type"):
        return tuple((option, scam_type_label(option, interface_words().tag) or option) for option in options)
    return tuple((option, _(known.get(option, option))) for option in options)


def form_fields(entity: str) -> Mapping[str, FormField]:
    """Every field of ``entity`` by its name, in the order of the format."""
    language = interface_words().tag
    found = {}
    for name, kind in ENTITIES[entity].items():
        options = tuple(kind.needs.split(" | ")) if kind.name.startswith("choice") else ()
        found[name] = FormField(name, kind.name, _choices(entity, name, options, language), _checker(kind.check))
    return found


def platform_choices() -> tuple[Choice, ...]:
    """The platforms that have a complaint template; a case may name any other."""
    tag = interface_words().tag
    return tuple((one.id, str(one.name[tag])) for one in platforms())


def exhibit_choices(vault: Vault, case_id: str) -> tuple[Exhibit, ...]:
    """What a fact can name as its proof: the evidence of the case under its numbers."""
    return tuple(Exhibit(number, item) for number, item in vault.exhibits(case_id))


def _checker(check: Callable[[object], object]) -> Callable[[object], bool]:
    def is_wrong(value: object) -> bool:
        try:
            check(value)
        except (ValueError, EvidenceVaultError):
            return True
        return False

    return is_wrong
