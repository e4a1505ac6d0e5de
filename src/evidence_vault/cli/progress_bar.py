# SPDX-License-Identifier: GPL-3.0-or-later
"""Progress on a terminal, and Ctrl+C as a request to stop at the next safe point."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn

from evidence_vault.progress import Cancelled
from evidence_vault.safe_files import visible_name


class TerminalProgress:
    """Shows a bar on standard error where that is a terminal; ``raise_if_cancelled`` after Ctrl+C."""

    def __init__(self, bar: Progress | None) -> None:
        self._bar = bar
        self._task: TaskID | None = None
        self._asked_to_stop = False

    def report(self, done: int, total: int | None, what: str = "") -> None:
        """Move the bar."""
        if self._bar is None:
            return
        if self._task is None:
            self._task = self._bar.add_task("", total=total)
        self._bar.update(self._task, completed=done, total=total, description=visible_name(what)[:48])

    def raise_if_cancelled(self) -> None:
        """Raise Cancelled once Ctrl+C was pressed."""
        if self._asked_to_stop:
            raise Cancelled

    def ask_to_stop(self, _signal_number: int, _frame: FrameType | None) -> None:
        """The first Ctrl+C: stop at the next safe point. The second one breaks off at once."""
        if self._asked_to_stop:
            raise KeyboardInterrupt
        self._asked_to_stop = True


@contextmanager
def terminal_progress() -> Iterator[TerminalProgress]:
    """A progress for one operation; bar and Ctrl+C are put back as they were at the end."""
    bar = _bar() if sys.stderr.isatty() else None
    progress = TerminalProgress(bar)
    if threading.current_thread() is not threading.main_thread():
        yield progress
        return
    before = signal.signal(signal.SIGINT, progress.ask_to_stop)
    try:
        if bar:
            bar.start()
        yield progress
    finally:
        if bar:
            bar.stop()
        signal.signal(signal.SIGINT, before)


def _bar() -> Progress:
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
