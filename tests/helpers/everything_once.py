# SPDX-License-Identifier: GPL-3.0-or-later
"""Stores one content, reads it back, checks the vault and copies it; prints the most memory that took (MiB).

``python -m tests.helpers.everything_once FOLDER MEBIBYTES``
"""

import io
import resource
import shutil
import sys
from pathlib import Path
from typing import BinaryIO, cast

from evidence_vault.hashing import sha256_of_stream
from evidence_vault.progress import Silent
from evidence_vault.vault.vault import NewItem
from tests.helpers.vaults import OWNER, new_vault

MEBIBYTE = 1 << 20


class Pieces(io.RawIOBase):
    """So many bytes, each mebibyte another one; nothing of it lies in memory or on a disk."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._left = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        count = min(len(buffer), self._left)
        memoryview(buffer)[:count] = bytes([self._left // MEBIBYTE % 251]) * count
        self._left -= count
        return count


def main(folder: Path, mebibytes: int) -> None:
    """Everything once."""
    size = mebibytes * MEBIBYTE
    folder.mkdir()
    with new_vault(folder / "v.evidence-vault") as vault:
        source = cast("BinaryIO", Pieces(size))
        content = vault.store_content(source, progress=Silent(), expected_size=size)
        item = vault.add_item(NewItem(content, "large.bin", "application/octet-stream"), actor=OWNER)
        with vault.contents.open(item.id) as stream:
            assert sha256_of_stream(stream)[0] == item.sha256
        assert vault.verify(progress=Silent()).verdict == "intact"
        vault.back_up(folder / "copy.evidence-vault", progress=Silent())
    shutil.rmtree(folder)
    print(peak())


def peak() -> int:
    """MiB. Not ``ru_maxrss`` where Linux says it better: that one counts what the parent held when it started us."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    high = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM:"))
    return int(high.split()[1]) // 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
