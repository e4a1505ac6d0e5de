# SPDX-License-Identifier: GPL-3.0-or-later
"""What the person said about a piece of evidence: title, what it shows, how it was saved."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.exhibit_words import said_lines
from evidence_vault.gui.widgets.layout import column
from evidence_vault.gui.widgets.words import label, selectable
from evidence_vault.gui.workspace import OpenVault, Workspace


class ExhibitSaid(QWidget):
    """Read when it is made; nothing where nothing was said."""

    def __init__(self, workspace: Workspace, item_id: str) -> None:
        super().__init__()
        self._case_id, self._item_id = workspace.case_id, item_id
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(theme.current().space(2))
        self.hide()
        if self._case_id is not None:
            workspace.read(self, self._read, self._show)

    def _read(self, vault: OpenVault) -> tuple[tuple[str, str], ...]:
        from evidence_vault.operations import edit_case, fact_forms

        said = edit_case.exhibit_facts(vault, self._case_id or "").get(self._item_id)
        return tuple(said_lines(said.fields, fact_forms.form_fields("exhibit"))) if said else ()

    def _show(self, said: tuple[tuple[str, str], ...]) -> None:
        for name, value in said:
            self._inside.addLayout(column(label(name, "caption"), selectable(value), gap=0.5))
        self.setVisible(bool(said))
