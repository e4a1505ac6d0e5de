# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of the form about a piece of evidence: title, what it shows, how it was captured."""

from collections.abc import Iterator, Mapping
from typing import Any

from evidence_vault.gui.flows.fact_words import FieldWords, Group
from evidence_vault.gui.flows.words_of_values import time_text
from evidence_vault.records import Fields
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import N_, _

EXHIBIT: Mapping[str, FieldWords] = {
    "title": FieldWords(N_("Title"), N_("A few words, as they stand in the list of exhibits.")),
    "proves": FieldWords(N_("What it shows"), N_("Only what can be seen or read in it."), lines=2),
    "capture_method": FieldWords(N_("How it was saved")),
    "device_label": FieldWords(N_("Device"), N_("The phone or computer it was saved on.")),
    "captured_by": FieldWords(N_("Who saved it")),
    "captured_at": FieldWords(
        N_("When it was saved"), N_("Only if you know it. A day alone is fine."), example="2026-03-05 14:22"
    ),
}
EXHIBIT_GROUPS: tuple[Group, ...] = (
    Group("", ("title", "proves", "capture_method", "device_label", "captured_by", "captured_at")),
)


def said_lines(said: Fields, fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What was said about it, field by field; ``fields``: ``operations.fact_forms.form_fields``."""
    for name, words in EXHIBIT.items():
        value = said.get(name)
        if not value:
            continue
        chosen = dict(fields[name].choices).get(str(value), str(value))
        yield _(words.name), time_text(str(value)) if name == "captured_at" else visible_name(chosen)
