# SPDX-License-Identifier: GPL-3.0-or-later
"""The program that the journeys drive: ours in this environment, or a packaged one named by EVIDENCE_VAULT_PROGRAM."""

import os
import shlex
import sys

VARIABLE = "EVIDENCE_VAULT_PROGRAM"


def program_command() -> list[str]:
    """The command to which arguments are added."""
    return shlex.split(os.environ.get(VARIABLE, "")) or [sys.executable, "-m", "evidence_vault"]
