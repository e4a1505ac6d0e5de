# SPDX-License-Identifier: GPL-3.0-or-later
"""Opening a vault with the passphrase, or with the recovery key when the passphrase is forgotten."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout

from evidence_vault.errors import EvidenceVaultError, StorageGone, WrongPassphrase, WrongRecoveryKey
from evidence_vault.gui import theme
from evidence_vault.gui.flows.routes import Place
from evidence_vault.gui.flows.unlock_flow import UnlockFlow, UnlockStep
from evidence_vault.gui.pages.opening import opened_vault
from evidence_vault.gui.pages.outside_page import OutsidePage
from evidence_vault.gui.program import Program
from evidence_vault.gui.widgets.banner import Banner, error_banner
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.field import Field, SecretEdit
from evidence_vault.gui.widgets.layout import clear, row
from evidence_vault.gui.widgets.words import label, picture_label
from evidence_vault.gui.workspace import OpenedVault
from evidence_vault.progress import Progress
from evidence_vault.records import Severity
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _, plural


class UnlockPage(OutsidePage):
    """Asks for a key and waits visibly after failures. ``notice``: the code of why the vault was closed."""

    ems = 32

    def __init__(self, program: Program, folder: Path, notice: str = "") -> None:
        super().__init__(program, _("Open a vault"))
        self.folder = folder
        self.flow = UnlockFlow(program.clock.monotonic)
        self.corner.addWidget(button(_("Other vault …"), lambda: program.go(Place.WELCOME), look="quiet"))
        self._form = QVBoxLayout()
        self._form.setSpacing(theme.current().space(4))
        self.column.addLayout(self._form)
        self._tick = QTimer(self)
        self._tick.setInterval(250)
        self._tick.timeout.connect(self._count_down)
        self._show_form()
        if notice == StorageGone.code:
            self._notices.addWidget(error_banner(StorageGone(name=visible_name(folder.name))))

    def _show_form(self) -> None:
        clear(self._form)
        look = theme.current()
        self._form.addSpacing(look.space(8))
        self._form.addWidget(picture_label("lock-keyhole", "accent", look.icon * 2))
        self._form.addWidget(label(visible_name(self.folder.name.removesuffix(".evidence-vault")), "heading"))
        self._notices = QVBoxLayout()
        self._form.addLayout(self._notices)
        self.remember = QCheckBox(_("Remember where this vault is"))
        self.remember.setChecked(self.folder in self.program.settings.remembered())
        if self.flow.step is UnlockStep.PASSPHRASE:
            self._ask_passphrase()
        else:
            self._ask_recovery_key()
        self._first().setFocus()
        self._count_down()

    def take_focus(self) -> None:
        """To the place for the key."""
        self._first().setFocus()

    def _first(self) -> QLineEdit:
        return self.passphrase if self.flow.step is UnlockStep.PASSPHRASE else self.recovery_key

    def _ask_passphrase(self) -> None:
        self.passphrase = SecretEdit()
        self.passphrase.returnPressed.connect(self.unlock)
        self.open = button(_("Open"), self.unlock, look="primary", icon="lock-keyhole-open")
        self.forgot = button(_("Forgot your passphrase?"), self._forgot, look="link")
        self._form.addWidget(Field(_("Passphrase"), self.passphrase))
        self._form.addWidget(self.remember)
        self._form.addLayout(row(self.forgot, None, self.open))

    def _ask_recovery_key(self) -> None:
        self.recovery_key = QLineEdit()
        self.new_passphrase = SecretEdit()
        self.new_again = SecretEdit()
        self.open = button(_("Open with the recovery key"), self.unlock, look="primary", icon="key-round")
        back = button(_("I do remember my passphrase"), self._use_passphrase, look="link")
        self._again = Field(_("The same once more"), self.new_again)
        self.new_again.returnPressed.connect(self.unlock)
        self._form.addWidget(
            label(
                _(
                    "The recovery key was shown when the vault was made: groups of letters and digits, "
                    "on the sheet you printed or wrote."
                ),
                "muted",
            )
        )
        self._form.addWidget(Field(_("Recovery key"), self.recovery_key, _("Spaces and dashes do not matter.")))
        self._form.addWidget(Field(_("New passphrase"), self.new_passphrase, _("From now on it opens the vault.")))
        self._form.addWidget(self._again)
        self._form.addLayout(row(back, None, self.open))

    def _forgot(self) -> None:
        self.flow.forgot_passphrase()
        self._show_form()

    def _use_passphrase(self) -> None:
        self.flow.use_passphrase()
        self._show_form()

    def unlock(self) -> None:
        """Try the key that was typed."""
        if self.flow.seconds_to_wait() or not self._first().text():
            self._first().setFocus()
            return
        work = self._with_passphrase() if self.flow.step is UnlockStep.PASSPHRASE else self._with_recovery_key()
        if work is None:
            return
        clear(self._notices)
        self._set_busy(busy=True)
        job = self.program.jobs.run(_("Opening the vault"), work, owner=self)
        job.succeeded.connect(self._opened)
        job.failed.connect(self._failed)
        job.cancelled.connect(lambda: self._set_busy(busy=False))

    def _with_passphrase(self) -> Callable[[Progress], OpenedVault]:
        folder, passphrase, known = self.folder, self.passphrase.text(), self.program.settings.known(self.folder)

        def work(progress: Progress) -> OpenedVault:
            from evidence_vault.operations import unlock_vault

            return opened_vault(unlock_vault.unlock_vault(folder, passphrase, progress, known=known), folder)

        return work

    def _with_recovery_key(self) -> Callable[[Progress], OpenedVault] | None:
        folder, key, new = self.folder, self.recovery_key.text(), self.new_passphrase.text()
        known = self.program.settings.known(folder)
        if new != self.new_again.text() or not new:
            self._again.show_problem(_("Type the new passphrase twice, the same each time."))
            return None

        def work(progress: Progress) -> OpenedVault:
            from evidence_vault.operations import unlock_vault

            vault = unlock_vault.unlock_with_recovery_key(folder, key, new, progress, known=known)
            return opened_vault(vault, folder)

        return work

    def _opened(self, opened: OpenedVault) -> None:
        if self.remember.isChecked():
            # After a warning the later state stays remembered until the vault is closed.
            warned = any(note.severity is Severity.PROBLEM for note in opened.notes)
            self.program.settings.remember(self.folder, None if warned else opened.state)
        elif self.folder in self.program.settings.remembered():
            self.program.settings.forget(self.folder)
        self.program.vault_opened(opened)

    def _failed(self, error: EvidenceVaultError) -> None:
        self._set_busy(busy=False)
        if isinstance(error, WrongPassphrase | WrongRecoveryKey):
            self.flow.failed()
        clear(self._notices)
        self._notices.addWidget(error_banner(error))
        self._first().selectAll()
        self._first().setFocus()
        self._count_down()

    def _set_busy(self, *, busy: bool) -> None:
        self._first().setReadOnly(busy)
        self.open.setEnabled(not busy)
        self.open.setText(_("Opening …") if busy else self._open_words())

    def _open_words(self) -> str:
        return _("Open") if self.flow.step is UnlockStep.PASSPHRASE else _("Open with the recovery key")

    def _count_down(self) -> None:
        seconds = self.flow.seconds_to_wait()
        if seconds:
            clear(self._notices)
            wait = plural("You can try again in {count} second.", "You can try again in {count} seconds.", seconds)
            self._notices.addWidget(Banner("amber", _("That key does not open this vault."), wait))
            self._tick.start()
        elif self._tick.isActive():
            self._tick.stop()
            clear(self._notices)
        self.open.setEnabled(not seconds)
