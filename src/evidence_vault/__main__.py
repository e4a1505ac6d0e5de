# SPDX-License-Identifier: GPL-3.0-or-later
"""The program: the window without arguments, else the command line."""

import os
import sys

from evidence_vault.isolation.child_flags import DOCUMENT_FLAG, WORKER_FLAG


def main() -> int:
    """Run the program with the arguments of this process; its exit status."""
    arguments = sys.argv[1:]
    if arguments and arguments[0] in {WORKER_FLAG, DOCUMENT_FLAG}:
        return _run_child(arguments)
    if not _has_display() or not _wants_window(arguments):
        from evidence_vault.cli.program import run as run_command

        return run_command(arguments)
    from evidence_vault.gui.app import run as run_window

    return run_window(to_open="".join(arguments[1:]))


def _wants_window(arguments: list[str]) -> bool:
    # The desktop's entry says "open" and leaves the path out where nothing was double-clicked.
    is_to_open = arguments[:1] == ["open"] and len(arguments) <= 2 and not arguments[-1].startswith("-")
    return not arguments or is_to_open


def _run_child(arguments: list[str]) -> int:
    """What a frozen program becomes when it starts itself: it has no Python to run a module with."""
    if arguments[0] == WORKER_FLAG:
        from evidence_vault.worker import main as serve

        return serve(arguments)
    from evidence_vault.exporters.pdf_process import main as set_documents

    return set_documents()


def _has_display() -> bool:
    """Whether a window can be opened: on Linux without a display Qt would end the process without a word."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in named)


if __name__ == "__main__":
    sys.exit(main())
