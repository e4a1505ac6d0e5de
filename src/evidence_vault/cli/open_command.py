# SPDX-License-Identifier: GPL-3.0-or-later
"""The command open: the window at a vault, or at the check of a package. The desktop's double click calls it."""

from pathlib import Path

from evidence_vault.cli import exit_status, output
from evidence_vault.cli.shared_options import command, path_argument
from evidence_vault.translations import N_, _

NAME = "open"


@command(
    NAME,
    N_("Open the window at a vault, or check a package in it. A double click on a file of the program does this."),
)
@path_argument("path", "PATH")
def open_window(path: Path) -> int:
    """Only reached where no window can be opened: ``__main__`` takes the command where there is a display."""
    output.complain(_("There is no display to open {path} on. Use a command: evidence-vault --help.").format(path=path))
    return exit_status.USAGE


COMMANDS = (open_window,)
