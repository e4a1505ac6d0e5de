# SPDX-License-Identifier: GPL-3.0-or-later
"""The form of an agency as data: sections and questions in its own order (``resources/agencies``)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from evidence_vault.assets import resource
from evidence_vault.complaints.strict_table import Localised, StrictTable

QUESTIONS_FILE = "agencies/sheet/questions.toml"
PAYMENTS, SUSPECTS = "payments", "suspects"
REPEATS = frozenset({"", PAYMENTS, SUSPECTS})
REQUIRED, OPTIONAL, NARRATED, ATTACHED = "R", "o", "n", "p"
NEEDS = frozenset({REQUIRED, OPTIONAL, NARRATED, ATTACHED})
"""Asked or expected; if known; told in the narrative; pasted or attached as evidence (DOMAIN §3.11)."""
DIGITS = "digits"


@dataclass(frozen=True, slots=True)
class FormField:
    """A question. ``limit``: characters the form takes, None unknown. ``form``: "" or ``digits`` (no spaces)."""

    key: str
    label: Localised
    need: str
    limit: int | None
    form: str


@dataclass(frozen=True, slots=True)
class FormSection:
    """Questions that belong together; ``repeat``: asked once for each payment (of types ``only``) or suspect."""

    id: str
    title: Localised
    repeat: str
    only: frozenset[str]
    fields: tuple[FormField, ...]


@dataclass(frozen=True, slots=True)
class FormLimits:
    """What is known of the form. None: not known. ``no_attachments``: it takes no files."""

    attachments_max: int | None = None
    session_minutes: int | None = None
    no_attachments: bool = False


def read_section(table: StrictTable) -> FormSection:
    """A ``[[section]]``. Raises TemplateInvalid."""
    section = FormSection(
        id=table.text("id"),
        title=table.localised("title"),
        repeat=table.one_of("repeat", REPEATS, ""),
        only=frozenset(table.texts("only")),
        fields=tuple(_field(entry) for entry in table.tables("field")),
    )
    if not section.fields:
        raise table.invalid("field")
    table.done()
    return section


def read_limits(table: StrictTable) -> FormLimits:
    """The ``[limits]``. Raises TemplateInvalid."""
    found = FormLimits(
        table.number("attachments_max"), table.number("session_minutes"), table.flag("attachments_none") or False
    )
    table.done()
    return found


@cache
def questions() -> Mapping[str, Localised]:
    """Every question a form may ask, with our words for it. Raises TemplateInvalid."""
    table = StrictTable(tomllib.loads(resource(QUESTIONS_FILE).read_text("utf-8")), QUESTIONS_FILE)
    table.number("schema")
    found: dict[str, Localised] = {}
    for entry in table.tables("field"):
        found[entry.text("key")] = entry.localised("label")
        entry.done()
    table.done()
    return found


def _field(table: StrictTable) -> FormField:
    key = table.text("key")
    if key not in questions():
        raise table.invalid("key")
    field = FormField(
        key=key,
        label=table.localised("label") if table.has("label") else questions()[key],
        need=table.one_of("need", NEEDS),
        limit=table.number("limit"),
        form=table.one_of("form", frozenset({"", DIGITS}), ""),
    )
    table.done()
    return field
