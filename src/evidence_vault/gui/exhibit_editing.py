# SPDX-License-Identifier: GPL-3.0-or-later
"""Says what a piece of evidence shows and how it was saved, in a form at the side of the evidence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from evidence_vault.gui.fact_editing import Editing, EditingWords, FactEditing
from evidence_vault.gui.flows.exhibit_words import EXHIBIT, EXHIBIT_GROUPS
from evidence_vault.gui.pages.page import Page
from evidence_vault.gui.widgets.fact_form import FactForm
from evidence_vault.gui.widgets.fact_panel import Draft
from evidence_vault.gui.workspace import OpenVault
from evidence_vault.records import EvidenceItem, Fact
from evidence_vault.translations import N_

_WORDS = EditingWords(
    N_("What this shows"),
    N_("What this shows"),
    N_("Written down. The file itself stays as it is."),
    N_("Changed. The file itself stays as it is."),
    N_("Taken back."),
    N_("What you typed about this evidence is kept until you go on."),
)
_KEPT = ("item_id", "tags")
"""What the form does not ask and a change must not lose."""


@dataclass(frozen=True, slots=True)
class _Read:
    fact: Fact | None
    fields: Mapping[str, Any]
    devices: tuple[tuple[str, str], ...]
    has_zone: bool


class ExhibitEditing:
    """Belongs to the evidence page."""

    def __init__(self, page: Page, show_details: Callable[[EvidenceItem], object]) -> None:
        self._page = page
        self._show_details = show_details
        self._item: EvidenceItem | None = None
        self._read: _Read | None = None
        self.editing = FactEditing(page, "evidence", "exhibit", _WORDS, self._form)
        self.editing.first_field = "title"
        self.editing.complete = self._complete
        self.editing.saved = lambda _fact: self._back()
        self.editing.closed = lambda _fact: self._back()

    def describe(self, item: EvidenceItem) -> None:
        """Open the form for an item of the open case."""
        case_id = self._page.workspace.case_id or ""

        def show(read: _Read) -> None:
            self._read, self._item = read, item
            fields = read.fact.fields if read.fact else {}
            self.editing.open(Editing(read.fact, fields, kept_under=item.id, case_id=case_id))

        self._page.workspace.read(self._page, lambda vault: _read(vault, case_id, item.id), show)

    def _back(self) -> None:
        if self._item is not None:
            self._show_details(self._item)

    def _form(self) -> FactForm | None:
        read = self._read
        if read is None:
            return None
        suggested = {"device_label": read.devices} if read.devices else {}
        return FactForm(EXHIBIT, EXHIBIT_GROUPS, read.fields, suggested=suggested, needs_zone=not read.has_zone)

    def _complete(self, draft: Draft) -> Draft:
        before = self._read.fact.fields if self._read and self._read.fact else {}
        return {
            **{name: before[name] for name in _KEPT if name in before},
            **draft,
            "item_id": self._item.id if self._item else "",
        }


def _read(vault: OpenVault, case_id: str, item_id: str) -> _Read:
    from evidence_vault.operations import edit_case, fact_forms

    case = edit_case.load_case(vault, case_id)
    labels = [str(device.fields["label"]) for device in case.devices if device.fields.get("label")]
    return _Read(
        edit_case.exhibit_facts(vault, case_id).get(item_id),
        fact_forms.form_fields("exhibit"),
        tuple((label, label) for label in labels),
        bool(case.fields.get("timezone")),
    )
