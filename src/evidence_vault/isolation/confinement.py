# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes from the worker's own process what it never needs: network, other programs, writing files."""

import os
import sys

from evidence_vault.isolation.limits import WorkerLimits, bind_process

_REFUSED_EVENTS = frozenset({
    *("socket.__new__", "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname"),
    *("subprocess.Popen", "os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn"),
    *("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.startfile"),
})
_WRITING_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Refused(PermissionError):
    """The worker tried something that it may not do."""


def refuse_by_audit() -> None:
    """Refuse network, programs and writing at Python's own doors: works on every system, cannot be undone."""
    sys.addaudithook(_audit)


def _audit(event: str, arguments: tuple[object, ...]) -> None:
    if event in _REFUSED_EVENTS:
        raise Refused(event)
    if event == "open":
        _, mode, flags = arguments
        if isinstance(flags, int) and flags & _WRITING_FLAGS:
            raise Refused(event)
        if isinstance(mode, str) and set(mode) & set("wax+"):
            raise Refused(event)


def confine(limits: WorkerLimits) -> None:
    """Bind this process for good to what a worker may do, with everything this system offers."""
    if sys.platform == "linux":
        from evidence_vault.isolation.linux_filter import install_filter

        install_filter()
    refuse_by_audit()
    bind_process(limits)
