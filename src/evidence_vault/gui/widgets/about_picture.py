# SPDX-License-Identifier: GPL-3.0-or-later
"""What a picture's file says about itself, read when somebody asks for it."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui import theme
from evidence_vault.gui.widgets.banner import Banner
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.layout import column, line
from evidence_vault.gui.widgets.words import label, selectable
from evidence_vault.gui.workspace import OpenVault, Workspace
from evidence_vault.progress import Silent
from evidence_vault.records import EvidenceItem
from evidence_vault.translations import _
from evidence_vault.user_messages import words_for, words_for_error


class AboutPictureBox(QWidget):
    """A button first; then the notes and every entry."""

    def __init__(self, workspace: Workspace, item: EvidenceItem) -> None:
        super().__init__()
        self._workspace = workspace
        self._item = item
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.current().space(2))
        self._layout.addWidget(line())
        self.ask = button(_("About the picture"), self.read, look="small", icon="info")
        self._layout.addWidget(self.ask)

    def read(self) -> None:
        """Read out the file."""
        self.ask.setEnabled(False)
        item = self._item

        def work(vault: OpenVault) -> Any:
            from evidence_vault.operations import about_picture

            return about_picture.about_picture(vault, item.id, Silent())

        self._workspace.read(self, work, self._show, failed=self._failed, between_steps=False)

    def _failed(self, error: EvidenceVaultError) -> None:
        self._layout.addWidget(label(words_for_error(error).sentence))

    def _show(self, about: Any) -> None:
        self.ask.hide()
        self._layout.addWidget(label(_("About the picture"), "strong"))
        said = _("What the file says. Anybody can write such things into a file: they are hints, not proof.")
        self._layout.addWidget(label(said, "small"))
        for note in about.notes:
            words = words_for(note.code, note.facts)
            self._layout.addWidget(Banner("info", words.title, f"{words.sentence} {words.next_step}"))
        if not about.notes:
            self._layout.addWidget(label(_("Nothing unusual was noticed. That is no proof either."), "small"))
        for entry in about.entries:
            name = f"{entry.group}: {entry.name}"
            self._layout.addLayout(column(label(name, "caption"), selectable(entry.value), gap=0.5))
