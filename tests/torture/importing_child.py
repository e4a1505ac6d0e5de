# SPDX-License-Identifier: GPL-3.0-or-later
"""Imports one file after the other until it is killed; says each one after it was reported as added.

``python -m tests.torture.importing_child VAULT SOURCES CYCLE``
"""

import sys
from pathlib import Path

from evidence_vault.operations.import_files import import_files
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.operations.unlock_vault import unlock_vault
from evidence_vault.progress import Silent
from evidence_vault.vault.vault import Vault
from tests.helpers.drawn_files import png
from tests.helpers.vaults import OWNER, PASSPHRASE


def main(folder: Path, sources: Path, cycle: str) -> None:
    """Text files, pictures (described by the worker) and larger files in turn."""
    vault = unlock_vault(folder, PASSPHRASE, Silent())
    # The worker starts with the first files, which takes longer on a busy machine than the child may live.
    first = [add(vault, sources, cycle, number) for number in range(2)]
    print("ready", *first, sep="\n", flush=True)
    for number in range(2, 100_000):
        print(add(vault, sources, cycle, number), flush=True)


def add(vault: Vault, sources: Path, cycle: str, number: int) -> str:
    """Import one file; its SHA-256 as it was reported."""
    mark = f"{cycle} {number} ".encode()
    data = [mark * 2000, png() + mark, mark * 100_000][number % 3]
    path = sources / f"{cycle}-{number}{('.txt', '.png', '.bin')[number % 3]}"
    path.write_bytes(data)
    report = import_files(vault, [path], ImportOptions(), OWNER, Silent())
    path.unlink()
    return report.items[0].sha256


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
