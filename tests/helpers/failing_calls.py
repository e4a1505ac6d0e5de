# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the n-th durable step of the whole program fail, or ends it there, whichever part of the vault takes it."""

from collections.abc import Callable
from typing import Any

import pytest

from evidence_vault.vault.durable import Disk
from tests.helpers.disks import STEPS, PowerCut


class FailingCalls:
    """Counts every step of every ``Disk``; the ``at``-th raises an OSError, with ``kill`` it and all later ones end it.

    ``at`` 0 only counts. Half of a write that fails is done.
    """

    def __init__(self, at: int, *, kill: bool = False, number: int = 5) -> None:
        self.at = at
        self.kill = kill
        self.number = number
        self.steps = 0

    @property
    def happened(self) -> bool:
        """Whether the step was reached."""
        return 0 < self.at <= self.steps

    def install(self, patch: pytest.MonkeyPatch) -> None:
        """Put it in place of the real steps until ``patch`` is undone."""
        for name in STEPS:
            patch.setattr(Disk, name, self._wrapped(name, getattr(Disk, name)))

    def _wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def step(disk: Disk, *arguments: Any) -> Any:
            self.steps += 1
            if self.steps == self.at or (self.kill and self.happened):
                if name == "write":
                    file, data = arguments
                    file.write(memoryview(data)[: len(data) // 2])
                raise PowerCut if self.kill else OSError(self.number, "made to fail")
            return real(disk, *arguments)

        return step
