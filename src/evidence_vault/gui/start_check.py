# SPDX-License-Identifier: GPL-3.0-or-later
"""A quick check of the vault a moment after it was opened; it says something only where something is wrong."""

from PySide6.QtCore import QObject, QTimer

from evidence_vault.gui.workspace import OpenVault, ResultAction, Workspace
from evidence_vault.progress import Progress
from evidence_vault.records import CheckReport
from evidence_vault.translations import _

DELAY = 3000
"""Milliseconds: the first page comes first."""

LARGEST = 5000
"""Entries. The check reads the whole log (about 2,000 entries a second); larger vaults are checked when asked."""


class StartCheck(QObject):
    """Checks once for each opening, not again when the window is made anew in another language."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        state = workspace.opened.state
        if state is None or state.size > LARGEST or workspace.was_looked_over:
            return
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.check)
        self._timer.start(DELAY)

    def check(self) -> None:
        """Check now: everything but the bytes of stored files."""
        self._workspace.was_looked_over = True

        def work(vault: OpenVault, progress: Progress) -> CheckReport:
            from evidence_vault.operations import verify_vault

            return verify_vault.verify_open_vault(vault, progress, quick=True)

        self._workspace.run(_("Looking the vault over"), work, self._tell, beside=True)

    def _tell(self, report: CheckReport) -> None:
        if report.verdict != "intact":
            see = ResultAction(_("See it"), lambda: self._workspace.show_section("history"))
            self._workspace.tell(_("Something in this vault is not as it was. Press “Check everything now”."), see)
