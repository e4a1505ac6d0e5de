# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a vault with a made-up case, so that somebody can look around without adding anything real."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui import theme
from evidence_vault.gui.pages.opening import opened_vault
from evidence_vault.gui.pages.outside_page import OutsidePage
from evidence_vault.gui.program import Program
from evidence_vault.gui.widgets.banner import Banner, error_banner
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.field import Field, text_field
from evidence_vault.gui.widgets.layout import card, clear, column, row
from evidence_vault.gui.widgets.status_strip import JobView
from evidence_vault.gui.widgets.words import label, selectable
from evidence_vault.gui.workspace import OpenedVault
from evidence_vault.progress import Progress
from evidence_vault.translations import _

FOLDER_NAME = "evidence-vault-demo"


class DemoPage(OutsidePage):
    """Asks where, makes it, then offers to open it."""

    def __init__(self, program: Program) -> None:
        super().__init__(program, _("A made-up case"))
        self.add_title(
            _("Try it with a made-up case"),
            _(
                "The program draws a few invented screenshots and chats, puts them into a vault of their own, and "
                "makes the packages that a platform and the police would get. Nobody in it exists."
            ),
        )
        self.folder: Field = text_field(
            _("New folder for it"),
            _("It must not exist yet. Delete it when you have seen enough."),
            value=str(Path.home() / FOLDER_NAME),
        )
        self.choose = button(_("Choose …"), self._choose, icon="folder-open")
        self.make = button(_("Make the example"), self.make_demo, look="primary", icon="flask-conical")
        self.column.addWidget(self.folder)
        self.column.addLayout(row(self.choose, None, self.make))
        self.job_view = JobView()
        self.column.addWidget(self.job_view)
        self._answer = QVBoxLayout()
        self._answer.setSpacing(theme.current().space(3))
        self.column.addLayout(self._answer)

    def take_focus(self) -> None:
        """To the way on."""
        self.make.setFocus()

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Choose a folder"), str(Path.home()))
        if name:
            self._edit().setText(str(Path(name) / FOLDER_NAME))

    def _edit(self) -> Any:
        return self.folder.control

    def make_demo(self) -> None:
        """Make everything in the folder that was named."""
        folder = Path(self._edit().text()).expanduser()
        clear(self._answer)
        self._set_busy(busy=True)

        def work(progress: Progress) -> Any:
            from evidence_vault.operations import make_demo

            return make_demo.make_demo(folder, progress)

        job = self.program.jobs.run(_("Making the example"), work, owner=self)
        self.job_view.follow(job)
        job.succeeded.connect(self._show)
        job.failed.connect(self._failed)
        job.finished.connect(self._ended)

    def _show(self, report: Any) -> None:
        go_on = button(_("Open it now"), lambda: self._open(report.vault, report.passphrase), look="primary")
        go_on.setObjectName("open-demo")
        inside = column(
            label(_("The example is ready"), "title"),
            label(_("Everything is in this folder:"), "muted"),
            selectable(str(report.folder)),
            label(_("The passphrase of its vault:"), "muted"),
            selectable(report.passphrase, "key"),
            row(None, go_on),
            gap=2,
        )
        self._answer.addWidget(card(inside))
        if not report.all_well:
            self._answer.addWidget(Banner("amber", _("The check found something. Please look at it.")))

    def _open(self, folder: Path, passphrase: str) -> None:
        def work(progress: Progress) -> OpenedVault:
            from evidence_vault.operations import unlock_vault

            return opened_vault(unlock_vault.unlock_vault(folder, passphrase, progress), folder)

        job = self.program.jobs.run(_("Opening the vault"), work, owner=self)
        job.succeeded.connect(self.program.vault_opened)
        job.failed.connect(self._failed)

    def _failed(self, error: EvidenceVaultError) -> None:
        self._answer.addWidget(error_banner(error))

    def _ended(self) -> None:
        self.job_view.let_go()
        self._set_busy(busy=False)

    def _set_busy(self, *, busy: bool) -> None:
        for widget in (self.make, self.choose, self.folder):
            widget.setEnabled(not busy)
