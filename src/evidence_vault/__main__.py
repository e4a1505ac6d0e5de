# SPDX-License-Identifier: GPL-3.0-or-later
"""The program: the window without arguments, else the command line."""

import sys


def main() -> int:
    """Run the program with the arguments of this process; its exit status."""
    arguments = sys.argv[1:]
    if not arguments:
        from evidence_vault.gui.app import run as run_window

        return run_window()
    from evidence_vault.cli.program import run as run_command

    return run_command(arguments)


if __name__ == "__main__":
    sys.exit(main())
