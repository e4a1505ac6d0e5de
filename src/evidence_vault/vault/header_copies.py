# SPDX-License-Identifier: GPL-3.0-or-later
"""The two copies of the key header on the disk: what they are, and how a new generation is written.

Order and rules: docs/formats/vault.md, "Header", writing.
"""

import secrets
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from evidence_vault import errors
from evidence_vault.vault.durable import DISK, Disk, storage_errors, write_whole
from evidence_vault.vault.header_text import LARGEST, KeyHeader, parse_header
from evidence_vault.vault.layout import VaultLayout
from evidence_vault.vault.lost_disk import raise_if_gone


class CopyState(StrEnum):
    """What a copy of the header is before any secret is tried."""

    ABSENT = "absent"
    DAMAGED = "damaged"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class HeaderCopy:
    """One copy as it was read; ``header`` and ``mac`` only where it is whole (the mac is not checked yet)."""

    path: Path
    state: CopyState
    text: bytes = b""
    header: KeyHeader | None = None
    mac: bytes = b""


def read_copies(layout: VaultLayout) -> tuple[HeaderCopy, HeaderCopy]:
    """Copy A and copy B. Raises VaultTooNew; NotAVault when neither is there; HeaderDamaged when none is whole.

    StorageGone where the disk does not answer.
    """
    copies = read_copy(layout.header), read_copy(layout.header_copy)
    if all(copy.state is CopyState.ABSENT for copy in copies):
        raise errors.NotAVault(name=layout.folder.name)
    if not any(copy.state is CopyState.WHOLE for copy in copies):
        raise errors.HeaderDamaged
    return copies


def read_copy(path: Path) -> HeaderCopy:
    """One copy as it is. Raises VaultTooNew, StorageGone."""
    try:
        with path.open("rb") as file:
            text = file.read(LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return HeaderCopy(path, CopyState.ABSENT)
    except OSError as error:
        raise_if_gone(path.parent, error)
        return HeaderCopy(path, CopyState.DAMAGED)
    try:
        header, mac = parse_header(text)
    except errors.HeaderDamaged:
        return HeaderCopy(path, CopyState.DAMAGED, text)
    return HeaderCopy(path, CopyState.WHOLE, text, header, mac)


def write_copies(layout: VaultLayout, text: bytes, disk: Disk = DISK) -> None:
    """Write copy B, then copy A, each in one durable step. Raises DiskFull, VaultReadOnly, StorageFailed."""
    with storage_errors(layout.folder):
        for path in (layout.header_copy, layout.header):
            write_whole(disk, path, text, layout.temporary)


def repair_copy(layout: VaultLayout, path: Path, text: bytes, *, keep_old: bool, disk: Disk = DISK) -> None:
    """Write one copy anew; ``keep_old`` moves what stands there to quarantine first."""
    with storage_errors(layout.folder):
        if keep_old:
            disk.rename(path, layout.quarantine / f"{path.stem}.{secrets.token_hex(4)}.evh")
            disk.flush_folder(layout.quarantine)
        disk.make_folder(layout.temporary)
        write_whole(disk, path, text, layout.temporary)
