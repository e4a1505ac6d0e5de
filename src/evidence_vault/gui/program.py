# SPDX-License-Identifier: GPL-3.0-or-later
"""The running program: settings, jobs, the way through the places, opening, locking and leaving."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from evidence_vault.clock import SystemClock
from evidence_vault.errors import StorageGone
from evidence_vault.gui.flows.idle import IdleWatch, SleepWatch
from evidence_vault.gui.flows.routes import History, Place, Route, first_route
from evidence_vault.gui.job_runner import JobRunner
from evidence_vault.gui.settings_store import SettingsStore
from evidence_vault.gui.workspace import OpenedVault, OpenVault, Workspace
from evidence_vault.records import JournalState

LOCK_PATIENCE = 5000
"""Milliseconds that running work gets to stop when the vault is locked."""


@dataclass(frozen=True, slots=True)
class WantedPackage:
    """A package whose case shall be taken in. ``signer``: the fingerprint that was told another way."""

    path: Path
    signer: str | None = None
    files_only: bool = False


class Program(QObject):
    """What pages outside a vault are given. ``relaunch`` starts the program anew at a vault, with the code of what is
    to be said there ("" for nothing); ``end`` ends it.

    Locking ends the process, since only that wipes the memory (DESIGN §6).
    """

    moved = Signal(object)
    opened = Signal(object)
    closing = Signal()
    taking_in = Signal()

    def __init__(
        self,
        settings: SettingsStore,
        *,
        relaunch: Callable[[Path, str], object],
        end: Callable[[], object],
        asked_for: Route | None = None,
    ) -> None:
        super().__init__()
        self.settings = settings
        self.clock = SystemClock()
        self.jobs = JobRunner(self)
        self.workspace: Workspace | None = None
        self.wanted_package: WantedPackage | None = None
        self._relaunch = relaunch
        self._end = end
        self._is_closing = False
        self._vault: OpenedVault | None = None
        self.places = History(first_route([str(path) for path in settings.remembered()], asked_for))
        self.idle = IdleWatch(self.clock.monotonic, settings.now.idle_minutes)
        self.sleep = SleepWatch(lambda: self.clock.now().timestamp())
        settings.changed.connect(self._settings_changed)
        self.jobs.vault_lost.connect(self._vault_lost)

    def go(self, place: Place, argument: str = "") -> None:
        """Go to a place."""
        self.places.go(Route(place, argument))
        self.moved.emit(self.places.now)

    def back(self) -> None:
        """Go back to where the person came from."""
        self.moved.emit(self.places.back())

    def vault_made(self, opened: OpenedVault) -> None:
        """A vault was made and is open, though its recovery key is not confirmed yet: it must be closed at the end."""
        self._vault = opened

    def vault_opened(self, opened: OpenedVault) -> None:
        """A vault is open: from here on it is locked when idle."""
        self._vault = opened
        self.workspace = Workspace(opened, self.jobs, self.settings)
        self.idle.touch()
        self.opened.emit(self.workspace)
        self.go(Place.WORKSPACE)

    def take_in(self, wanted: WantedPackage) -> bool:
        """Take a case into the open vault; False where none is open: it is taken in as soon as one is."""
        self.wanted_package = wanted
        if self.workspace is None:
            return False
        self.go(Place.WORKSPACE)
        self.taking_in.emit()
        return True

    def lock_if_idle(self) -> None:
        """Called every few seconds; the computer may also have slept meanwhile."""
        has_slept = self.sleep.has_slept()
        if has_slept or self.idle.is_due(working=self.jobs.is_busy):
            self.lock_if_open()

    def lock_if_open(self) -> None:
        """Lock, if a vault is open: the session was locked, or the computer goes to sleep."""
        if self.workspace is not None:
            self.lock()

    def lock(self) -> None:
        """Close the vault and start anew at its unlock page."""
        self._close(restart=True)

    def _vault_lost(self, error: StorageGone) -> None:
        # Whatever is held open of it is of no use even when the disk comes back: the vault must be opened anew.
        if self.workspace is not None:
            self._close(restart=True, notice=error.code)

    def leave(self) -> None:
        """Close the vault and end; used by quit and by leave quickly."""
        self._close(restart=False)

    def _close(self, *, restart: bool, notice: str = "") -> None:
        if self._is_closing:
            return
        self._is_closing = True
        if self.workspace is not None:
            self.workspace.is_closing = True
        self.closing.emit()
        self.jobs.cancel_all()
        opened = self._vault

        def finish() -> None:
            self.jobs.close()
            if restart and opened is not None:
                self._relaunch(opened.folder, notice)
            self._end()

        if opened is None:
            finish()
        else:
            self._close_vault(opened, finish)

    def _close_vault(self, opened: OpenedVault, finish: Callable[[], object]) -> None:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(finish)
        timer.start(LOCK_PATIENCE)
        vault = opened.vault
        job = self.jobs.last(lambda: _lock(vault))
        job.succeeded.connect(lambda state: self._remember_state(opened.folder, state))

        def closed() -> None:
            if timer.isActive():
                timer.stop()
                finish()

        job.finished.connect(closed)

    def _remember_state(self, folder: Path, state: JournalState | None) -> None:
        # Only of vaults the person asked to remember: an older copy put back is then noticed.
        if state is not None and self.settings.known(folder) is not None:
            self.settings.remember(folder, state)

    def _settings_changed(self, name: str) -> None:
        if name == "idle_minutes":
            self.idle.minutes = self.settings.now.idle_minutes


def _lock(vault: OpenVault) -> JournalState | None:
    from evidence_vault.operations import unlock_vault

    return unlock_vault.lock_vault(vault)
