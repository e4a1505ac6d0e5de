# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds something and backs up, again and again, until it is killed; says each finished backup.

``python -m tests.torture.backing_up_child VAULT PLACE``
"""

import sys
from pathlib import Path

from evidence_vault.operations.back_up import back_up
from evidence_vault.operations.unlock_vault import unlock_vault
from evidence_vault.progress import Silent
from tests.helpers.vaults import OWNER, PASSPHRASE, add


def main(folder: Path, place: Path) -> None:
    """Small and larger contents in turn."""
    vault = unlock_vault(folder, PASSPHRASE, Silent())
    print("ready", flush=True)
    start = len(vault.items())
    for number in range(start, start + 100_000):
        add(vault, f"{number}.txt", b"%d " % number * (20_000 if number % 3 else 400_000))
        back_up(vault, place, OWNER, Silent())
        print(number + 1, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
