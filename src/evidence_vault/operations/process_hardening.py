# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps the memory of a process that holds keys out of core dumps."""

import sys

_NO_DUMP_ON_LINUX = 1
"""Less than a page, so no file is written; and with exactly 1 nothing goes to a dump program such as apport either,
which a limit of 0 does not stop (core(5), "Piping core dumps to a program")."""


def forbid_core_dumps() -> None:
    """Make sure that a crash from now on writes no core dump, for this process and those it starts.

    Called before any key is derived; cannot be undone. Windows has no core dumps of its own accord.
    """
    if sys.platform == "win32":
        return
    import resource

    wanted = _NO_DUMP_ON_LINUX if sys.platform == "linux" else 0
    _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_CORE, (limit, limit))
