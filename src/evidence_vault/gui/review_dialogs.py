# SPDX-License-Identifier: GPL-3.0-or-later
"""Small dialogs of review mode: a checkpoint copied from paper, and the vault that shall take a case."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.routes import Place
from evidence_vault.gui.program import Program
from evidence_vault.gui.secret_dialogs import SmallDialog
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.field import Field
from evidence_vault.gui.widgets.layout import row
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _


class CheckpointDialog(SmallDialog):
    """Three lines typed or pasted, or a file; handed to ``go_on`` as bytes or as its path."""

    def __init__(self, go_on: Callable[[Path | bytes], object], parent: QWidget | None) -> None:
        why = _(
            "A checkpoint says how far the log of the vault went at a time, and its hash. One that was kept elsewhere, "
            "on paper or by somebody else, shows whether this package is a later one and whether the log was written "
            "anew."
        )
        super().__init__(_("Compare with a checkpoint"), why, parent)
        self._go_on = go_on
        self.lines = QPlainTextEdit()
        self.lines.setTabChangesFocus(True)
        self.lines.setMaximumHeight(theme.current().body * 7)
        self.column.addWidget(Field(_("Its first three lines: name, number, hash"), self.lines))
        self.column.addLayout(
            row(
                button(_("Cancel"), self.reject),
                button(_("Choose a file …"), self._choose, icon="file-text"),
                None,
                button(_("Compare"), self.finish, look="primary"),
            )
        )

    def _choose(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Compare with a checkpoint"), str(Path.home()), "*.txt *.note"
        )
        if name:
            self.accept()
            self._go_on(Path(name))

    def finish(self) -> None:
        """Take what was typed."""
        typed = self.lines.toPlainText().strip()
        if typed:
            self.accept()
            self._go_on(typed.encode())


class VaultChooser(SmallDialog):
    """Which vault shall take a case in: one that is remembered, another, or a new one."""

    def __init__(self, program: Program, parent: QWidget | None) -> None:
        why = _("Open the vault that shall take the case in. The package is taken in as soon as it is open.")
        super().__init__(_("Which vault?"), why, parent)
        self._program = program
        for path in program.settings.remembered():
            self.column.addWidget(button(visible_name(path.stem), partial(self._open, path), icon="lock-keyhole"))
        self.column.addWidget(button(_("Another vault …"), self._choose, icon="folder-open"))
        self.column.addWidget(button(_("Make a new vault"), self._make, icon="folder-plus"))
        self.column.addLayout(row(button(_("Cancel"), self.reject), None))
        self.rejected.connect(self._forget)

    def _open(self, folder: Path) -> None:
        self.accept()
        self._program.go(Place.UNLOCK, str(folder))

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Choose the vault's folder"), str(Path.home()))
        if folder:
            self._open(Path(folder))

    def _make(self) -> None:
        self.accept()
        self._program.go(Place.NEW_VAULT)

    def _forget(self) -> None:
        self._program.wanted_package = None
