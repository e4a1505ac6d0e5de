# SPDX-License-Identifier: GPL-3.0-or-later
"""Third step of a new vault: the recovery key is shown once, and two of its groups are typed back."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui import theme
from evidence_vault.gui.flows.new_vault_flow import NewVaultFlow, groups
from evidence_vault.gui.program import Program
from evidence_vault.gui.widgets.banner import Banner, error_banner
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.field import Field
from evidence_vault.gui.widgets.layout import card, clear, row
from evidence_vault.gui.widgets.words import label, selectable
from evidence_vault.safe_files import write_new_file
from evidence_vault.translations import _

COLUMNS = 4


class KeyStep(QWidget):
    """Shows the key, offers to print or save it, and asks for two groups before it goes on."""

    finished = Signal()

    def __init__(self, program: Program, flow: NewVaultFlow, go_on: str = "") -> None:
        super().__init__()
        self._program = program
        self._flow = flow
        self._fields: list[Field] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.current().space(4))
        self.next = button(go_on or _("Open the vault"), self._continue, look="primary")

    def enter(self) -> None:
        """The vault was made: show its key."""
        clear(self._layout)
        add = self._layout.addWidget
        add(label(_("Your recovery key"), "heading"))
        add(
            label(
                _(
                    "If you forget the passphrase, only this key opens the vault. It is shown this one "
                    "time. Print it, or write it down, and keep it away from this computer."
                ),
                "muted",
            )
        )
        self._notices = QVBoxLayout()
        self._layout.addLayout(self._notices)
        add(self._key_card())
        print_it = button(_("Print …"), self.print_key, icon="printer")
        save_it = button(
            _("Save as a file …"),
            self.save_key,
            icon="save",
            tip=_("Keep that file on another device, for example a stick."),
        )
        self._layout.addLayout(row(print_it, save_it, None))
        add(label(_("Now type two of its groups, so that we both know you have it."), "strong"))
        self._layout.addLayout(self._ask())
        self._layout.addLayout(row(None, self.next))
        self._layout.addStretch(1)
        self._fields[0].control.setFocus()

    def _key_card(self) -> QWidget:
        grid = QGridLayout()
        look = theme.current()
        grid.setHorizontalSpacing(look.space(5))
        grid.setVerticalSpacing(look.space(3))
        for number, group in enumerate(groups(self._flow.recovery_key)):
            cell = QHBoxLayout()
            cell.setSpacing(look.space(2))
            cell.addWidget(label(f"{number + 1}", "small", wrap=False))
            words = selectable(group, "key")
            words.setAccessibleName(_("Group {number}: {group}").format(number=number + 1, group=" ".join(group)))
            cell.addWidget(words, 1)
            grid.addLayout(cell, number // COLUMNS, number % COLUMNS)
        return card(grid)

    def _ask(self) -> QHBoxLayout:
        self._fields = []
        line = row()
        for number in self._flow.asked_groups:
            edit = QLineEdit()
            edit.setMaxLength(12)
            edit.returnPressed.connect(self._continue)
            field = Field(_("Group {number}").format(number=number + 1), edit)
            self._fields.append(field)
            line.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        line.addStretch(1)
        return line

    def fields(self) -> list[QLineEdit]:
        """The places where groups are typed."""
        return [field.control for field in self._fields if isinstance(field.control, QLineEdit)]

    def _continue(self) -> None:
        typed = tuple(edit.text() for edit in self.fields())
        if self._flow.groups_match(typed):
            self.finished.emit()
            return
        for field in self._fields:
            field.show_problem(_("This is not what stands above. Look again; there is no hurry."))
        self.fields()[0].setFocus()

    def sheet(self) -> str:
        """The sheet for printing, as HTML that loads nothing."""
        from evidence_vault.operations.recovery_sheet import SheetFacts, recovery_sheet

        name = self._flow.folder.name if self._flow.folder else ""
        facts = SheetFacts(name, self._flow.vault_id, self._flow.recovery_key, self._program.clock.now())
        return recovery_sheet(facts)

    def print_key(self) -> None:
        """Print the sheet with the system's own dialog."""
        from PySide6.QtGui import QTextDocument
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter()
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            document = QTextDocument()
            document.setHtml(self.sheet())
            document.print_(printer)

    def save_key(self) -> None:
        """Write the sheet where the person says."""
        path, _kind = QFileDialog.getSaveFileName(
            self, _("Save the recovery key"), str(Path.home() / "recovery-key.html")
        )
        if not path:
            return
        clear(self._notices)
        try:
            write_new_file(Path(path), self.sheet().encode())
        except EvidenceVaultError as error:
            self._notices.addWidget(error_banner(error))
        else:
            self._notices.addWidget(
                Banner("green", _("Saved"), _("Move this file to another device, then delete it here."))
            )
