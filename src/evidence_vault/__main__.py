# SPDX-License-Identifier: GPL-3.0-or-later
"""The program: the window without arguments, else the command line."""

import sys

from evidence_vault.isolation.child_flags import WORKER_FLAG


def main() -> int:
    """Run the program with the arguments of this process; its exit status."""
    arguments = sys.argv[1:]
    if not arguments:
        from evidence_vault.gui.app import run as run_window

        return run_window()
    if arguments[0] == WORKER_FLAG:  # a frozen program has no -m: it starts itself as its own worker
        from evidence_vault.worker import main as run_worker

        return run_worker(arguments[1:])
    from evidence_vault.cli.program import run as run_command

    return run_command(arguments)


if __name__ == "__main__":
    sys.exit(main())
