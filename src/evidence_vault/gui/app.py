# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the window: fonts, language, theme, then the first page; everything heavy comes after the first paint."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, QProcess, QProcessEnvironment, QTimer
from PySide6.QtWidgets import QApplication

from evidence_vault import translations
from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui import fonts, icons, theme
from evidence_vault.gui.collecting import set_aside_when_settled
from evidence_vault.gui.flows.routes import Place, Route
from evidence_vault.gui.main_window import MainWindow
from evidence_vault.gui.program import Program
from evidence_vault.gui.session_watch import SessionWatch
from evidence_vault.gui.settings_store import SettingsStore
from evidence_vault.translations import _

UNLOCK_VARIABLE = "EVIDENCE_VAULT_UNLOCK"
NOTICE_VARIABLE = "EVIDENCE_VAULT_NOTICE"
"""Names the vault to a program started anew by "lock". The environment is private to the user, arguments are not."""


class Desktop:
    """The program with its window; makes the window anew when language or text size change."""

    def __init__(self, application: QApplication, settings: SettingsStore, program: Program) -> None:
        self._application = application
        self.settings = settings
        self.program = program
        self._system_pixels = theme.system_text_pixels()
        self._apply_language()
        self._apply_theme()
        self.window = MainWindow(program)
        settings.changed.connect(self._settings_changed)
        application.styleHints().colorSchemeChanged.connect(lambda _scheme: self._apply_theme())
        program.jobs.crashed.connect(self.show_crash)

    def show(self) -> None:
        """Show the window."""
        self.window.show()

    def show_crash(self, error: BaseException) -> None:
        """Show what went wrong in the program, and go on."""
        from evidence_vault.gui.crash_dialog import CrashDialog

        dialog = CrashDialog(error, self.window)
        dialog.open()

    def _apply_language(self) -> None:
        system = QLocale.system().uiLanguages()
        translations.use(self.settings.now.language or (system[0] if system else translations.ENGLISH))
        self._application.setApplicationDisplayName(_("Evidence Vault"))

    def _apply_theme(self) -> None:
        now = self.settings.now
        theme.apply(self._application, now.look, now.text_scale, self._system_pixels)

    def _settings_changed(self, name: str) -> None:
        if name == "look":
            self._apply_theme()
        elif name in {"language", "text_scale"}:
            # Not now: the control that was used must first finish its own event.
            QTimer.singleShot(0, self._make_window_anew)

    def _make_window_anew(self) -> None:
        self._apply_language()
        self._apply_theme()
        old, section = self.window, self.window.frame.section if self.window.frame else ""
        self.window = MainWindow(self.program)
        if self.window.frame is not None and self.program.workspace is not None and section:
            self.program.workspace.choose_case(self.program.workspace.case_id, self.program.workspace.case_title)
        self.window.show()
        old.discard()


def relaunch(folder: Path, notice: str = "") -> None:
    """Start the program anew at the unlock page of ``folder``, which says first what ``notice`` is the code of."""
    fresh_process(folder, notice).startDetached()


def fresh_process(folder: Path, notice: str = "") -> QProcess:
    """The program anew, told which vault to ask for; not started yet."""
    process = QProcess()
    environment = QProcessEnvironment.systemEnvironment()
    environment.insert(UNLOCK_VARIABLE, str(folder))
    if notice:
        environment.insert(NOTICE_VARIABLE, notice)
    process.setProcessEnvironment(environment)
    process.setProgram(sys.executable)
    process.setArguments([] if getattr(sys, "frozen", False) else ["-m", "evidence_vault"])
    return process


def end_process() -> None:
    """End at once: only the end of the process wipes keys from memory, and no thread may hold it up."""
    sys.stdout.flush()
    os._exit(0)


def run(arguments: Sequence[str] = (), *, to_open: str = "") -> int:
    """Open the window and stay until it is closed; gives the exit status.

    ``to_open``: a path that the desktop handed over, a vault or a package; nothing is read before the window shows.
    """
    application = QApplication([sys.argv[0], *arguments])
    application.setApplicationName("evidence-vault")
    application.setDesktopFileName("evidence-vault")
    application.setStyle("Fusion")
    application.setWindowIcon(icons.program_icon())
    application.setQuitOnLastWindowClosed(False)
    fonts.choose_fonts(application)
    settings = SettingsStore()
    program = Program(settings, relaunch=relaunch, end=end_process, asked_for=_asked_for(to_open))
    desktop = Desktop(application, settings, program)
    sys.excepthook = lambda _kind, error, _trace: desktop.show_crash(error)
    desktop.show()
    watch = SessionWatch(program)
    watch.away.connect(program.lock_if_open)
    QTimer.singleShot(100, watch.listen)
    set_aside_when_settled(program)
    QTimer.singleShot(200, lambda: program.jobs.read(_warm_up))
    return application.exec()


def _asked_for(to_open: str) -> Route | None:
    start_at, notice = os.environ.pop(UNLOCK_VARIABLE, ""), os.environ.pop(NOTICE_VARIABLE, "")
    if start_at:
        return Route(Place.UNLOCK, start_at, notice)
    if not to_open:
        return None
    from evidence_vault.operations.what_to_open import what_to_open

    try:
        found = what_to_open(Path(to_open))
    except EvidenceVaultError:  # the check of packages says what is wrong with the path, in words
        return Route(Place.CHECK, to_open)
    return Route(Place.UNLOCK if found.is_vault else Place.CHECK, str(found.path))


def _warm_up() -> None:
    # On the vault's thread, while the person reads the first page: the next steps then start at once.
    from evidence_vault.operations import create_vault, unlock_vault

    del create_vault, unlock_vault


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
