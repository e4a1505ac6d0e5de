# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps Python's full collections short: what the program is made of is set aside and not gone through again.

A full collection goes through every object, with modules and pages some hundred thousand, while the window stands still
(docs/decisions/0181). What lives as long as the process is told apart once it is there.
"""

import gc

from PySide6.QtCore import QTimer

from evidence_vault.gui.program import Program

SETTLED_AFTER = 2000
"""Milliseconds after a vault was opened: its first page stands by then, with the modules it needed."""


def set_aside() -> int:
    """Leave out of later collections whatever is there now; how many objects those are.

    Only young objects are looked through for what nobody needs any more: a full collection here would be such a pause.
    """
    gc.collect(1)
    gc.freeze()
    return gc.get_freeze_count()


def set_aside_when_settled(program: Program) -> None:
    """Now, and each time a vault was opened."""
    QTimer.singleShot(0, set_aside)
    program.opened.connect(lambda _opened: QTimer.singleShot(SETTLED_AFTER, set_aside))
