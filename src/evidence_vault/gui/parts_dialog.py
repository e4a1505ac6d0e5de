# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows the parts by others that the program is made of, and the licence of the chosen one."""

from PySide6.QtWidgets import QListWidget, QPlainTextEdit, QSplitter, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.secret_dialogs import SmallDialog
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.layout import row
from evidence_vault.operations.list_parts import Part, licence_texts, list_parts
from evidence_vault.translations import _


class PartsDialog(SmallDialog):
    """A list and a text, nothing to change. Closes with Esc."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(
            _("Parts and licences"),
            _("Evidence Vault stands on the work of others. Each part keeps its own licence."),
            parent,
        )
        self.parts = list_parts()
        self.names = QListWidget()
        self.names.setAccessibleName(_("Parts"))
        self.names.addItems([_title(part) for part in self.parts])
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("The licence of the chosen part"))
        both = QSplitter()
        both.addWidget(self.names)
        both.addWidget(self.text)
        look = theme.current()
        both.setSizes([look.body * 22, look.body * 38])
        self.column.addWidget(both, 1)
        self.column.addLayout(row(None, button(_("Close"), self.accept, look="primary")))
        self.resize(look.body * 64, look.body * 40)
        self.names.currentRowChanged.connect(self._show)
        self.names.setCurrentRow(0)

    def _show(self, number: int) -> None:
        part = self.parts[number]
        named = part.licence or _("The licence is named in its text.")
        texts = licence_texts(part.inside or part.name) if part.version or part.inside else ()
        self.text.setPlainText("\n\n".join([named, *texts]))


def _title(part: Part) -> str:
    if part.inside:
        return _("in {whole}: {name}").format(whole=part.inside, name=part.name)
    return f"{part.name} {part.version}".strip()
