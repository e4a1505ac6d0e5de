# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes the files of erased contents out of a vault or a copy of one. What the disk keeps of them is not ours."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from evidence_vault.vault.durable import Disk
from evidence_vault.vault.layout import VaultLayout

_OLDER = ("index-", "torn-")
_UNFINISHED = (".part", ".db", ".db-wal", ".db-journal")


def remove_contents(disk: Disk, layout: VaultLayout, content_ids: Iterable[str]) -> int:
    """Remove these blobs, also where they were set aside as damaged; how many files there were. Raises OSError."""
    wanted = frozenset(content_ids)
    there = [path for path in map(layout.blob, sorted(wanted)) if path.exists()]
    aside = [path for path in sorted(layout.quarantine.iterdir()) if path.name.partition(".")[0] in wanted]
    return _remove(disk, [*there, *aside])


def remove_set_aside(disk: Disk, layout: VaultLayout) -> int:
    """Remove what lies in quarantine and may repeat erased words or bytes: unfinished writes, older indexes, torn ends.

    None of it is the only copy of anything that was ever shown as kept. Raises OSError.
    """
    return _remove(
        disk,
        [
            path
            for path in sorted(layout.quarantine.iterdir())
            if path.name.startswith(_OLDER) or path.name.endswith(_UNFINISHED)
        ],
    )


def _remove(disk: Disk, paths: Sequence[Path]) -> int:
    for path in paths:
        disk.remove(path)
    for folder in sorted({path.parent for path in paths}):
        disk.flush_folder(folder)
    return len(paths)
