# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings while the program runs: read once, written when changed, tells who wants to know."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from evidence_vault import settings as settings_file
from evidence_vault.errors import EvidenceVaultError, SettingsDamaged
from evidence_vault.records import JournalState
from evidence_vault.settings import RememberedVault, Settings


class SettingsStore(QObject):
    """Holds the settings. ``problem`` is what went wrong when they were read or written, for the window to show."""

    changed = Signal(str)

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.problem: EvidenceVaultError | None = None
        try:
            self.now = settings_file.load(folder)
        except SettingsDamaged as error:
            self.problem = error
            self.now = Settings()
            settings_file.put_aside(folder)

    def change(self, **values: Any) -> None:
        """Set fields of ``Settings`` and write them; ``changed`` names each field."""
        self.now = replace(self.now, **values)
        self._save()
        for name in values:
            self.changed.emit(name)

    def view(self, name: str, default: str = "") -> str:
        """A remembered choice of a page, such as grid or table."""
        return self.now.views.get(name, default)

    def set_view(self, name: str, value: str) -> None:
        """Remember a choice of a page."""
        self.change(views={**self.now.views, name: value})

    def remember(self, path: Path, state: JournalState | None = None) -> None:
        """Keep the path of a vault, because the person asked for it, and how far its log goes where that is known."""
        known = self.known(path) or RememberedVault(str(path))
        if state is not None:
            known = RememberedVault(str(path), state.size, state.root)
        self.now = settings_file.remember(self.now, known)
        self._save()

    def known(self, path: Path) -> RememberedVault | None:
        """What is remembered of the vault at ``path``, if the person asked for it."""
        return settings_file.remembered_vault(self.now, str(path))

    def forget(self, path: Path) -> None:
        """Drop the path of a vault."""
        self.now = settings_file.forget(self.now, str(path))
        self._save()

    def remembered(self) -> list[Path]:
        """The vaults that the person asked to remember."""
        return [Path(vault.path) for vault in self.now.remembered.values()]

    def _save(self) -> None:
        try:
            settings_file.save(self.now, self._folder)
        except EvidenceVaultError as error:
            self.problem = error
