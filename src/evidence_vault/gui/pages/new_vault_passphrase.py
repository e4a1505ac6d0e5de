# SPDX-License-Identifier: GPL-3.0-or-later
"""Second step of a new vault: the passphrase, and how strong it is in words."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui import theme
from evidence_vault.gui.flows.new_vault_flow import NewVaultFlow, Strength, passphrase_strength, suggest_passphrase
from evidence_vault.gui.program import Program
from evidence_vault.gui.widgets.banner import Banner, error_banner
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.field import Field, SecretEdit
from evidence_vault.gui.widgets.layout import clear, row
from evidence_vault.gui.widgets.words import label
from evidence_vault.translations import _


class PassphraseStep(QWidget):
    """Asks twice; no rules about signs, but an honest judgement."""

    finished = Signal(str)
    went_back = Signal()

    def __init__(self, program: Program, flow: NewVaultFlow) -> None:
        super().__init__()
        self._program = program
        self._flow = flow
        self.first = SecretEdit()
        self.second = SecretEdit()
        self.first_field = Field(
            _("Passphrase"), self.first, _("A short sentence or several words are better than one difficult word.")
        )
        self.second_field = Field(_("The same once more"), self.second)
        self.suggest = button(_("Suggest one"), self._suggest, icon="wand-sparkles")
        self.next = button(_("Make the vault"), self._continue, look="primary")
        self.back = button(_("Back"), self._back)
        self._bar = _strength_bar()
        self._judgement = label("", "muted")
        self._notices = QVBoxLayout()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._judge)
        self.first.textChanged.connect(self._changed)
        self.second.textChanged.connect(lambda: self.second_field.show_problem(""))
        self.second.returnPressed.connect(self._continue)
        self.first.returnPressed.connect(self.second.setFocus)
        self._lay_out()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.current().space(4))
        layout.addWidget(label(_("Choose a passphrase"), "heading"))
        layout.addWidget(
            label(
                _(
                    "It opens the vault. Nobody else has it: not we, not the police, not a shop. In the "
                    "next step you get a recovery key in case you forget it."
                ),
                "muted",
            )
        )
        layout.addLayout(self._notices)
        layout.addWidget(self.first_field)
        layout.addWidget(self._bar)
        layout.addWidget(self._judgement)
        layout.addLayout(row(self.suggest, None))
        layout.addWidget(self.second_field)
        layout.addWidget(
            Banner(
                "info",
                _("On a shared computer"),
                _(
                    "Others cannot open the vault, but they may see that it exists, and a program that "
                    "records keys could see what you type."
                ),
            )
        )
        layout.addLayout(row(self.back, None, self.next))
        layout.addStretch(1)

    def enter(self) -> None:
        """The step is shown."""
        self.setEnabled(True)
        self.first.setFocus()

    def show_error(self, error: EvidenceVaultError) -> None:
        """The vault could not be made."""
        self.setEnabled(True)
        clear(self._notices)
        self._notices.addWidget(error_banner(error))
        self.first.setFocus()

    def _changed(self) -> None:
        self.first_field.show_problem("")
        self._pause.start(150)

    def _judge(self) -> None:
        text = self.first.text()
        name = self._flow.folder.stem if self._flow.folder else ""
        job = self._program.jobs.read(lambda: passphrase_strength(text, (name,)), owner=self)
        job.succeeded.connect(self._show_strength)

    def _show_strength(self, strength: Strength) -> None:
        self._bar.setValue(strength.level + 1 if strength.word else 0)
        sentence = _("{strength}. Guessing it would take about: {time}.") if strength.word else ""
        text = sentence.format(strength=strength.word, time=strength.time)
        self._judgement.setText(f"{text} {strength.advice}".strip())
        self._bar.setAccessibleDescription(text)

    def _suggest(self) -> None:
        passphrase = suggest_passphrase()
        for edit in (self.first, self.second):
            edit.show_signs(shown=True)
        self.first.setText(passphrase)
        self.second.clear()
        self.second.setFocus()

    def _back(self) -> None:
        self._flow.back()
        self.went_back.emit()

    def _continue(self) -> None:
        if not self.first.text():
            self.first_field.show_problem(_("Type a passphrase first."))
            self.first.setFocus()
        elif self.first.text() != self.second.text():
            self.second_field.show_problem(_("The two are not the same. Type it once more."))
            self.second.setFocus()
        else:
            self.setEnabled(False)
            self.finished.emit(self.first.text())

    def forget(self) -> None:
        """Drop what was typed."""
        for edit in (self.first, self.second):
            edit.clear()


def _strength_bar() -> QProgressBar:
    bar = QProgressBar()
    bar.setRange(0, 5)
    bar.setTextVisible(False)
    bar.setAccessibleName(_("Strength of the passphrase"))
    return bar
