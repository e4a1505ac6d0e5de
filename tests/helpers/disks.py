# SPDX-License-Identifier: GPL-3.0-or-later
"""Disks that fail on purpose, and one that remembers what it was asked to do."""

import errno
from collections import Counter
from pathlib import Path
from typing import Any

from evidence_vault.vault.durable import Disk

STEPS = (
    "create",
    "open_for_append",
    "write",
    "truncate",
    "flush_data",
    "flush",
    "make_read_only",
    "set_day",
    "rename",
    "remove",
    "make_folder",
    "flush_folder",
)


class FailingDisk(Disk):
    """Raises an OSError at the step with number ``fail_at`` (from 1), of which a write gets half done.

    With ``only`` the steps of that name alone are counted: steps of two threads come in no certain order.
    ``kill`` makes it a ``PowerCut`` instead, and every later step too: nothing is cleaned up through this disk.
    """

    def __init__(self, fail_at: int, number: int = errno.ENOSPC, *, kill: bool = False, only: str = "") -> None:
        self.only = only
        self.taken: Counter[str] = Counter()
        self.fail_at = fail_at
        self.number = number
        self.kill = kill
        self.steps = 0
        self.failed_step = ""

    def __getattribute__(self, name: str) -> Any:
        step = super().__getattribute__(name)
        if name not in STEPS:
            return step

        def counted(*arguments: Any) -> Any:
            counts = not self.only or name == self.only
            self.taken[name] += 1
            self.steps += counts
            if counts and (self.steps == self.fail_at or (self.kill and self.steps > self.fail_at)):
                self.failed_step = self.failed_step or name
                if name == "write":
                    file, data = arguments
                    file.write(memoryview(data)[: len(data) // 2])
                raise PowerCut if self.kill else OSError(self.number, "made to fail")
            return step(*arguments)

        return counted


class PowerCut(BaseException):
    """The process ends here."""


class RememberingDisk(Disk):
    """Does everything and keeps a list of (step, path, path or "")."""

    def __init__(self) -> None:
        self.trace: list[tuple[str, str, str]] = []
        self.opened: dict[int, str] = {}

    def __getattribute__(self, name: str) -> Any:
        step = super().__getattribute__(name)
        if name not in STEPS:
            return step

        def remembered(*arguments: Any) -> Any:
            names = [str(argument) for argument in arguments if isinstance(argument, Path)]
            if not names:
                names = [self.opened[arguments[0].fileno()]]
            self.trace.append((name, names[0], names[1] if len(names) > 1 else ""))
            result = step(*arguments)
            if name in {"create", "open_for_append"}:
                self.opened[result.fileno()] = names[0]
            return result

        return remembered
