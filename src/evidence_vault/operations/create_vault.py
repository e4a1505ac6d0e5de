# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a vault at a chosen place, and says beforehand what is known about the place."""

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from evidence_vault.clock import SystemClock
from evidence_vault.operations.process_hardening import forbid_core_dumps
from evidence_vault.operations.synced_folders import synced_by
from evidence_vault.progress import Progress
from evidence_vault.records import Actor
from evidence_vault.vault.layout import looks_like_a_vault
from evidence_vault.vault.vault import Vault

_REMOVABLE_ROOTS = ("/media/", "/run/media/", "/mnt/usb", "/Volumes/")
_DRIVE_REMOVABLE = 2


@dataclass(frozen=True)
class CreatedVault:
    """A new open vault, and the recovery key to be shown once."""

    vault: Vault
    recovery_key: str


@dataclass(frozen=True, slots=True)
class PlaceReport:
    """What is known about a place for a vault. ``synced_by``: the program that copies it to the internet."""

    exists: bool
    is_vault: bool
    synced_by: str | None
    removable: bool
    free_bytes: int
    writable: bool


def create_vault(folder: Path, passphrase: str, owner: Actor, progress: Progress) -> CreatedVault:
    """Make a vault at ``folder``, which must not exist.

    Raises VaultExists, PassphraseTooShort, DestinationUnwritable, DiskFull, SourceMissing (no such parent).
    """
    forbid_core_dumps()
    vault, recovery_key = Vault.create(folder, passphrase, owner=owner, clock=SystemClock(), progress=progress)
    return CreatedVault(vault, recovery_key)


def describe_place(folder: Path) -> PlaceReport:
    """What is known about ``folder`` before a vault is made or opened there; writes nothing."""
    existing = _nearest_existing(folder)
    return PlaceReport(
        exists=folder.exists(),
        is_vault=looks_like_a_vault(folder),
        synced_by=synced_by(folder),
        removable=_is_removable(existing),
        free_bytes=shutil.disk_usage(existing).free,
        writable=os.access(existing, os.W_OK | os.X_OK),
    )


def _nearest_existing(folder: Path) -> Path:
    return next(path for path in (folder.absolute(), *folder.absolute().parents) if path.is_dir())


def _is_removable(folder: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == _DRIVE_REMOVABLE)
    return str(folder).startswith(_REMOVABLE_ROOTS)
