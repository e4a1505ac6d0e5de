# SPDX-License-Identifier: GPL-3.0-or-later
"""The program: the window without arguments, else the command line."""

import os
import sys


def main() -> int:
    """Run the program with the arguments of this process; its exit status."""
    arguments = sys.argv[1:]
    if arguments or not _has_display():
        from evidence_vault.cli.program import run as run_command

        return run_command(arguments)
    from evidence_vault.gui.app import run as run_window

    return run_window()


def _has_display() -> bool:
    """Whether a window can be opened: on Linux without a display Qt would end the process without a word."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in named)


if __name__ == "__main__":
    sys.exit(main())
