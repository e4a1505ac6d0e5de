# SPDX-License-Identifier: GPL-3.0-or-later
"""When to lock by itself (idle, slept), and when somebody wants to leave quickly."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

LONGEST_PAUSE = 60.0
"""Seconds; two looks a few seconds apart are never that far apart unless the computer slept."""

LEAVE_PRESSES = 3
LEAVE_WITHIN = 2.0
"""Seconds in which Shift is pressed three times to leave quickly."""


@dataclass
class IdleWatch:
    """Says when the vault should lock: after ``minutes`` without a key or click; 0 means never."""

    monotonic: Callable[[], float]
    minutes: int
    _last: float = field(default=0.0, repr=False)

    def __post_init__(self) -> None:
        self.touch()

    def touch(self) -> None:
        """A key or click came."""
        self._last = self.monotonic()

    def is_due(self, *, working: bool) -> bool:
        """Whether to lock now. Work that runs counts as presence: an import of an hour is not cut off."""
        if working:
            self.touch()
        return self.minutes > 0 and self.monotonic() - self._last >= self.minutes * 60


@dataclass
class SleepWatch:
    """Says whether the computer slept since the last look: more time passed on the wall than between two looks.

    Works on every system, but only after waking. A clock that is set forward looks the same; then the vault is
    locked once for nothing.
    """

    wall: Callable[[], float]
    _last: float = field(default=0.0, repr=False)

    def __post_init__(self) -> None:
        self._last = self.wall()

    def has_slept(self) -> bool:
        """Whether it slept; to be asked every few seconds."""
        before, self._last = self._last, self.wall()
        return self._last - before > LONGEST_PAUSE


@dataclass
class LeaveQuickly:
    """Notices Shift pressed three times within two seconds, with nothing else in between."""

    monotonic: Callable[[], float]
    _times: deque[float] = field(default_factory=lambda: deque(maxlen=LEAVE_PRESSES), repr=False)

    def pressed(self, *, shift_alone: bool) -> bool:
        """Take note of a key; true when it completes the sign."""
        if not shift_alone:
            self._times.clear()
            return False
        self._times.append(self.monotonic())
        complete = len(self._times) == LEAVE_PRESSES and self._times[-1] - self._times[0] <= LEAVE_WITHIN
        if complete:
            self._times.clear()
        return complete
