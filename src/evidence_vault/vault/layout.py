# SPDX-License-Identifier: GPL-3.0-or-later
"""The names of the files and folders of a vault (docs/formats/vault.md, "Layout")."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from evidence_vault import errors
from evidence_vault.vault.durable import DISK, Disk, storage_errors, write_whole
from evidence_vault.vault.lost_disk import reading_errors

SUFFIX = ".evidence-vault"
BLOB_SUFFIX = ".evb"
PART_SUFFIX = ".part"
PLACEHOLDER_SUFFIX = ".icloud"
FOLDERS = ("blobs", "journal", "anchors", "keys", "tmp", "quarantine")

README = """\
This folder is an Evidence Vault.

It holds evidence, encrypted. Please do not rename, move or delete single files in it; copy the folder as a whole.
To open it, install Evidence Vault and choose "Open a vault", or run:  evidence-vault
You need the passphrase, or the recovery key that was printed when the vault was made. Nobody else can open it.

Without the program: the file evidence_vault_rescue.py, which comes with the program and needs only Python and its
package "cryptography", writes the originals out with either key. The format is described in docs/formats/vault.md.


这个文件夹是一个“证据保险库”（Evidence Vault）。

里面是加密保存的证据。请不要重命名、移动或删除其中的单个文件；需要备份时，请复制整个文件夹。
打开方法：安装 Evidence Vault，选择“打开保险库”，或运行：  evidence-vault
您需要口令，或建立保险库时打印的恢复密钥。没有它们，任何人都打不开。

没有本程序时：随程序提供的 evidence_vault_rescue.py（只需要 Python 及其 cryptography 软件包）可以用口令或恢复密钥
把原件取出来。格式说明见 docs/formats/vault.md。
"""


@dataclass(frozen=True, slots=True)
class VaultLayout:
    """Where everything of one vault stands."""

    folder: Path

    @property
    def readme(self) -> Path:
        """What the folder is, for whoever finds it."""
        return self.folder / "README.txt"

    @property
    def header(self) -> Path:
        """The key header, copy A."""
        return self.folder / "header.evh"

    @property
    def header_copy(self) -> Path:
        """The key header, copy B: written first."""
        return self.folder / "header-b.evh"

    @property
    def blobs(self) -> Path:
        """The contents."""
        return self.folder / "blobs"

    @property
    def blob_list(self) -> Path:
        """SHA-256 of every blob file."""
        return self.folder / "blobs.sha256"

    @property
    def journal(self) -> Path:
        """The log's segments."""
        return self.folder / "journal"

    @property
    def anchors(self) -> Path:
        """Checkpoints and time stamps."""
        return self.folder / "anchors"

    @property
    def keys(self) -> Path:
        """Sealed signing keys of cases."""
        return self.folder / "keys"

    @property
    def database(self) -> Path:
        """The index."""
        return self.folder / "index.db"

    @property
    def temporary(self) -> Path:
        """Unfinished writes."""
        return self.folder / "tmp"

    @property
    def quarantine(self) -> Path:
        """What was set aside."""
        return self.folder / "quarantine"

    @property
    def copy_note(self) -> Path:
        """Marks a copy made by "back up": the signed checkpoint it was made at."""
        return self.folder / "copy.note"

    @property
    def lock(self) -> Path:
        """Held by the process that has the vault open."""
        return self.folder / "vault.lock"

    def blob(self, content_id: str) -> Path:
        """The file of one content."""
        return self.blobs / content_id[0] / f"{content_id}{BLOB_SUFFIX}"


def blob_list(layout: VaultLayout, stored: Iterable[tuple[str, str]]) -> bytes:
    """The bytes of ``blobs.sha256`` for pairs (content id, SHA-256 of its file), which come sorted."""
    lines = (f"{digest}  {layout.blob(each).relative_to(layout.folder).as_posix()}\n" for each, digest in stored)
    return "".join(lines).encode()


def looks_like_a_vault(folder: Path) -> bool:
    """Whether ``folder`` holds a copy of a key header. Raises StorageGone, StorageFailed."""
    layout = VaultLayout(folder)
    with reading_errors(folder):
        return layout.header.is_file() or layout.header_copy.is_file()


def refuse_no_vault(folder: Path) -> None:
    """Raise NotAVault where ``folder`` is none, VaultOnlineOnly where only placeholders of one are there.

    Also StorageGone, StorageFailed.
    """
    if looks_like_a_vault(folder):
        return
    layout = VaultLayout(folder)
    if any(placeholder_of(path).is_file() for path in (layout.header, layout.header_copy)):
        raise errors.VaultOnlineOnly(name=folder.name)
    raise errors.NotAVault(name=folder.name)


def placeholder_of(path: Path) -> Path:
    """What iCloud Drive leaves in the place of a file whose bytes are not on this computer."""
    return path.with_name(f".{path.name}{PLACEHOLDER_SUFFIX}")


def make_vault_folders(folder: Path, disk: Disk = DISK) -> VaultLayout:
    """Make the folder, which must be new or empty, for its owner alone, with its inner folders and README.

    Its parent must exist. Raises VaultExists, SourceMissing, DiskFull, VaultReadOnly, StorageFailed.
    """
    with reading_errors(folder.parent):
        _refuse_what_is_there(folder)
    layout = VaultLayout(folder)
    with storage_errors(folder):
        disk.make_folder(folder)
        disk.make_private(folder)  # an empty folder that was there may be open to others
        for name in FOLDERS:
            disk.make_folder(folder / name)
        write_whole(disk, layout.readme, README.encode(), layout.temporary)
        disk.flush_folder(folder.parent)
    return layout


def _refuse_what_is_there(folder: Path) -> None:
    if not folder.parent.is_dir():
        raise errors.SourceMissing(name=folder.parent.name)
    if folder.is_dir() and not folder.is_symlink():
        if any(folder.iterdir()):
            raise errors.VaultExists(name=folder.name)
    elif os.path.lexists(folder):
        raise errors.VaultExists(name=folder.name)
