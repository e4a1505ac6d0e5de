# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be done with a checked package: hold it against more, time stamps, a report, take the case in."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.review_checks import Beside
from evidence_vault.gui.review_dialogs import CheckpointDialog
from evidence_vault.gui.time_actions import CERTIFICATES, REPLIES
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.layout import FlowLayout, box, column
from evidence_vault.gui.widgets.words import label
from evidence_vault.translations import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

MOVABLE = ("archive", "police")


class ReviewActions(QWidget):
    """``beside_wanted`` asks to check again with more beside it; the other signals carry the place that was chosen."""

    beside_wanted = Signal(object)
    report_wanted = Signal(object)
    request_wanted = Signal(object)
    reply_chosen = Signal(object)
    take_in_wanted = Signal(bool)

    def __init__(self, beside: Beside, *, kind: str, intact: bool, has_vault: bool) -> None:
        super().__init__()
        self._beside = beside
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.current().space(3))
        layout.addLayout(self._comparing(has_vault=has_vault))
        layout.addLayout(self._keeping())
        if kind in MOVABLE:
            layout.addLayout(self._taking(intact=intact))

    def _comparing(self, *, has_vault: bool) -> QVBoxLayout:
        words = label(_("Hold it against something that did not come with it: an older package of the case shows what "
                        "was added, removed or changed."), "muted")  # fmt: skip
        buttons = [
            button(_("Compare with a .zip …"), self._choose_zip, icon="file-archive"),
            button(_("Compare with a folder …"), self._choose_folder, icon="folder-open"),
            button(_("A checkpoint noted elsewhere …"), self.ask_checkpoint, icon="notebook-pen"),
            button(_("Name a time-stamp authority …"), self._choose_authority, icon="file-badge"),
        ]
        if has_vault:
            buttons.append(button(_("Compare with the open vault"), self.compare_with_vault, icon="lock-keyhole-open"))
        return column(words, _flow(buttons), gap=2)

    def _keeping(self) -> QVBoxLayout:
        buttons = [
            button(_("Save the check report as PDF …"), self._choose_report, icon="file-text"),
            button(_("Write a time-stamp request …"), self._choose_request, icon="file-output"),
            button(_("Bring in a reply …"), self._choose_reply, icon="file-input"),
        ]
        return column(_flow(buttons), gap=2)

    def _taking(self, *, intact: bool) -> QVBoxLayout:
        if intact:
            self.take_in = button(
                _("Take this case into my vault …"), lambda: self.take_in_wanted.emit(False), icon="folder-input"
            )
            words = _("Its evidence keeps its bytes and numbers; what it says about times stays a claim of the sender.")
        else:
            self.take_in = button(
                _("Take only the unchanged files …"), lambda: self.take_in_wanted.emit(True), icon="folder-input"
            )
            words = _("The package has problems. Files that are still as listed can be taken as plain files, each with "
                      "a warning; nothing else that it says is kept.")  # fmt: skip
        return column(label(words, "muted"), _flow([self.take_in]), gap=2)

    def ask_checkpoint(self) -> CheckpointDialog:
        """Ask for a checkpoint, then check again with it."""
        dialog = CheckpointDialog(lambda noted: self._again(checkpoint=noted), self)
        dialog.open()
        return dialog

    def compare_with_vault(self) -> None:
        """Check again, held against the vault that is open."""
        self._again(vault=True)

    def _again(self, **more: object) -> None:
        self.beside_wanted.emit(replace(self._beside, **more))  # type: ignore[arg-type] # fields of Beside

    def _choose_zip(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, _("Choose a package"), str(Path.home()), "ZIP (*.zip)")
        if name:
            self._again(against=Path(name))

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Choose a package"), str(Path.home()))
        if name:
            self._again(against=Path(name))

    def _choose_authority(self) -> None:
        title = _("The authority's root certificate, from a source you trust")
        name, _kind = QFileDialog.getOpenFileName(self, title, str(Path.home()), f"PEM ({CERTIFICATES})")
        if name:
            self._again(authority=Path(name))

    def _choose_report(self) -> None:
        suggested = str(Path.home() / _("check-report.pdf"))
        name, _kind = QFileDialog.getSaveFileName(self, _("Save the check report as PDF …"), suggested, "PDF (*.pdf)")
        if name:
            self.report_wanted.emit(Path(name))

    def _choose_request(self) -> None:
        suggested = str(Path.home() / _("time-stamp-request.tsq"))
        name, _kind = QFileDialog.getSaveFileName(self, _("Write a request"), suggested, "TSQ (*.tsq)")
        if name:
            self.request_wanted.emit(Path(name))

    def _choose_reply(self) -> None:
        title = _("The reply of the authority")
        name, _kind = QFileDialog.getOpenFileName(self, title, str(Path.home()), f"TSR ({REPLIES})")
        if name:
            self.reply_chosen.emit(Path(name))


def _flow(buttons: "list[QPushButton]") -> QWidget:
    flow = FlowLayout(gap=2)
    for one in buttons:
        flow.addWidget(one)
    return box(flow)
