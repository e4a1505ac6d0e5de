# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks to whom a package was given, and writes it into the custody log."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QVBoxLayout

from evidence_vault.gui import theme
from evidence_vault.gui.flows.hand_over_flow import HOW_CHOICES
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.field import Field
from evidence_vault.gui.widgets.layout import card, column, row
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenVault, Workspace
from evidence_vault.translations import _


class ReceiverForm(QFrame):
    """``recorded`` says that it stands in the log."""

    recorded = Signal()

    def __init__(self, workspace: Workspace, package_id: str) -> None:
        super().__init__()
        self._workspace = workspace
        self._package_id = package_id
        self.name = Field(_("Name of the person"), QLineEdit(), _("Officer, clerk or lawyer; a badge number helps."))
        self.organisation = Field(_("Office or company"), QLineEdit())
        how = QComboBox()
        how.addItems([_(words) for words in HOW_CHOICES])
        how.setEditable(True)
        self.how = Field(_("How"), how)
        self.save = button(_("Record it"), self.record, icon="check")
        words = _("This goes into the log of who did what, with the time. It cannot be changed later.")
        title = column(label(_("Record that I gave it to …"), "strong"), label(words, "muted"), gap=1)
        fields = column(title, self.name, self.organisation, self.how, row(self.save, None), gap=3)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card(fields))
        for field in (self.name, self.organisation, self.how):
            field.setMaximumWidth(theme.current().body * 34)

    def _how(self) -> QComboBox:
        if not isinstance(self.how.control, QComboBox):
            raise TypeError
        return self.how.control

    @staticmethod
    def edit(field: Field) -> QLineEdit:
        """The line of a field."""
        if not isinstance(field.control, QLineEdit):
            raise TypeError
        return field.control

    def record(self) -> None:
        """Write it, if somebody is named."""
        name, organisation = self.edit(self.name).text().strip(), self.edit(self.organisation).text().strip()
        if not name and not organisation:
            self.name.show_problem(_("Say who has it now: a name, or at least the office."))
            self.edit(self.name).setFocus()
            return
        self.name.show_problem("")
        self.save.setEnabled(False)
        how, package_id = self._how().currentText(), self._package_id
        case_id, actor = self._workspace.case_id or "", self._workspace.actor

        def work(vault: OpenVault) -> object:
            from evidence_vault.operations import hand_over

            receiver = hand_over.Receiver(name, organisation, how)
            return hand_over.record_hand_over(vault, case_id, package_id, receiver, actor)

        def failed(error: object) -> None:
            self.save.setEnabled(True)
            self._workspace.went_wrong.emit(error)

        self._workspace.change(self, work, what="custody", done=self._done, failed=failed)

    def _done(self, _entry: object) -> None:
        self._workspace.tell(_("Recorded: who has the package now stands in the log."))
        self.recorded.emit()
