# SPDX-License-Identifier: GPL-3.0-or-later
"""Unlocking: which key is asked for, and how long to wait after failures."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

FREE_TRIES = 3
"""So many wrong tries cost no waiting: everybody mistypes."""

LONGEST_WAIT = 60.0
"""Seconds; the wait doubles from 2 up to this."""


class UnlockStep(StrEnum):
    """What the page asks for."""

    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a step
    RECOVERY_KEY = "recovery-key"


@dataclass
class UnlockFlow:
    """The state of the unlock page. ``monotonic`` gives seconds that never go backwards.

    The wait slows down somebody who tries at this window; against a copied vault the key derivation protects.
    """

    monotonic: Callable[[], float]
    step: UnlockStep = UnlockStep.PASSPHRASE
    failures: int = 0
    _free_at: float = field(default=0.0, repr=False)

    def failed(self) -> None:
        """Count a wrong key."""
        self.failures += 1
        if self.failures >= FREE_TRIES:
            wait = min(2.0 * 2 ** (self.failures - FREE_TRIES), LONGEST_WAIT)
            self._free_at = self.monotonic() + wait

    def seconds_to_wait(self) -> int:
        """Whole seconds until the next try, 0 when it may be made now."""
        return max(0, math.ceil(self._free_at - self.monotonic()))

    def forgot_passphrase(self) -> None:
        """Ask for the recovery key instead."""
        self.step = UnlockStep.RECOVERY_KEY

    def use_passphrase(self) -> None:
        """Ask for the passphrase again."""
        self.step = UnlockStep.PASSPHRASE
