# SPDX-License-Identifier: GPL-3.0-or-later
"""Imports one chat log into a new vault and prints the largest memory of both processes: ``FOLDER FILE``."""

import json
import sys
from pathlib import Path

from evidence_vault.operations.import_files import import_files
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.operations.workers import worker
from evidence_vault.progress import Silent
from evidence_vault.records import Answers
from tests.helpers.vaults import OWNER, new_vault


def main(folder: Path, file: Path) -> None:
    """Both figures in MiB, and how many messages were read and can be found."""
    with new_vault(folder) as vault:
        options = ImportOptions(answers=Answers(time_zone="Asia/Shanghai", day_first=True))
        report = import_files(vault, [file], options, OWNER, Silent())
        found = len(vault.search("needle"))
        child = worker()._idle
        assert child is not None
        own, theirs = peak("self"), peak(str(child.process_id))
        print(json.dumps({"messages": report.items[0].messages, "found": found, "parent": own, "worker": theirs}))


def peak(process: str) -> int:
    """MiB. Not ``ru_maxrss``, which counts what the tests' own process held when it started this one."""
    lines = Path(f"/proc/{process}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) // 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
