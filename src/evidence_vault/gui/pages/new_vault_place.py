# SPDX-License-Identifier: GPL-3.0-or-later
"""First step of a new vault: where it lies, and who works with it."""

import platform
import uuid
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.new_vault_flow import NewVaultFlow, default_folder, name_problem
from evidence_vault.gui.program import Program
from evidence_vault.gui.widgets.banner import Banner
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.field import Field
from evidence_vault.gui.widgets.layout import clear, row
from evidence_vault.gui.widgets.words import label
from evidence_vault.records import Actor
from evidence_vault.translations import N_, _

ROLES = (
    ("self", N_("It happened to me")),
    ("helper", N_("I help somebody")),
    ("lawyer", N_("I am a lawyer or legal-aid worker")),
    ("investigator", N_("I investigate")),
)


class PlaceStep(QWidget):
    """Asks for the place; says in plain words what speaks against it, and never forbids it."""

    finished = Signal()

    def __init__(self, program: Program, flow: NewVaultFlow) -> None:
        super().__init__()
        self._program = program
        self._flow = flow
        self._parent = default_folder(Path.home(), platform.system())
        self.name = Field(
            _("Name of the vault"),
            QLineEdit(_("My evidence")),
            _("Others who use this computer may see it: choose a name that says nothing."),
        )
        self.folder = Field(_("Folder"), QLineEdit(str(self._parent)), _("The vault is one folder inside this one."))
        self.who = Field(
            _("Your name for the records (may stay empty)"),
            QLineEdit(),
            _("It is kept inside the vault only, and written beside everything you do."),
        )
        self.role = Field(_("Why are you here?"), _roles())
        self.remember = QCheckBox(_("Remember where this vault is"))
        self.remember.setToolTip(
            _("Keeps its path in this program's settings, where others who use this computer could see it.")
        )
        self.next = button(_("Continue"), self._continue, look="primary")
        self._warnings = QVBoxLayout()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._look_at_place)
        self._lay_out()
        self.edit(self.name).textChanged.connect(self._changed)
        self.edit(self.folder).textChanged.connect(self._changed)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.current().space(4))
        layout.addWidget(label(_("Where should it be?"), "heading"))
        layout.addWidget(
            label(_("A vault is a folder that only your passphrase opens. You can move it later."), "muted")
        )
        layout.addWidget(self.name)
        choose = button(_("Choose …"), self._choose, icon="folder-open")
        place = row(self.folder, choose)
        place.setStretch(0, 1)
        place.setAlignment(choose, Qt.AlignmentFlag.AlignBottom)
        layout.addLayout(place)
        layout.addLayout(self._warnings)
        layout.addWidget(self.who)
        layout.addWidget(self.role)
        layout.addWidget(self.remember)
        layout.addLayout(row(None, self.next))
        layout.addStretch(1)

    @staticmethod
    def edit(field: Field) -> QLineEdit:
        """The line of a field."""
        if not isinstance(field.control, QLineEdit):
            raise TypeError
        return field.control

    def enter(self) -> None:
        """The step is shown."""
        self.edit(self.name).setFocus()
        self.edit(self.name).selectAll()
        self._look_at_place()

    def owner(self) -> Actor:
        """Who works with the vault."""
        choice = self.role.control
        role = choice.currentData() if isinstance(choice, QComboBox) else "self"
        return Actor(id=uuid.uuid4().hex, name=self.edit(self.who).text().strip(), role=str(role))

    def wants_remembering(self) -> bool:
        """Whether the path may be kept in the settings."""
        return self.remember.isChecked()

    def _changed(self) -> None:
        self.name.show_problem("")
        self._pause.start(300)

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, _("Choose the folder for the vault"), self.edit(self.folder).text()
        )
        if folder:
            self.edit(self.folder).setText(folder)

    def _place(self) -> Path:
        return Path(self.edit(self.folder).text().strip() or str(self._parent)).expanduser()

    def _look_at_place(self) -> None:
        self._flow.choose_place(self._place(), self.edit(self.name).text() or "_")
        folder = self._flow.folder

        def work() -> Any:
            from evidence_vault.operations import create_vault

            return folder and create_vault.describe_place(folder)

        job = self._program.jobs.read(work, owner=self)
        job.succeeded.connect(self._show_place)
        job.failed.connect(lambda _error: clear(self._warnings))

    def _show_place(self, report: Any) -> None:
        clear(self._warnings)
        for look, title, text in place_warnings(report):
            self._warnings.addWidget(Banner(look, title, text))

    def _continue(self) -> None:
        problem = name_problem(self.edit(self.name).text())
        self.name.show_problem(problem)
        if problem:
            self.edit(self.name).setFocus()
            return
        self._flow.choose_place(self._place(), self.edit(self.name).text())
        self._flow.to_passphrase()
        self.finished.emit()


def place_warnings(report: Any) -> list[tuple[str, str, str]]:
    """What to know about a place, as (look, title, text)."""
    found: list[tuple[str, str, str]] = []
    if report.exists:
        found.append((
            "amber",
            _("There is already something with this name"),
            _("Choose another name, or open the vault that is there."),
        ))
    if report.synced_by:
        found.append((
            "amber",
            _("This folder is copied to {service}").format(service=report.synced_by),
            _(
                "Syncing can damage a vault that is open, and keeps copies you cannot take back. A "
                "folder outside it is safer."
            ),
        ))
    if report.removable:
        found.append((
            "info",
            _("This is a removable disk"),
            _("Keep it plugged in while you work, and make a second copy: sticks get lost and wear out."),
        ))
    if not report.writable and not report.exists:
        found.append(("amber", _("This folder cannot be written to"), _("Choose a folder of your own.")))
    if report.free_bytes is not None and report.free_bytes < 1_000_000_000:
        found.append(("amber", _("Little room is left on this disk"), _("Less than 1 GB. Videos may not fit.")))
    return found


def _roles() -> QComboBox:
    choice = QComboBox()
    for role, words in ROLES:
        choice.addItem(_(words), role)
    return choice
