# SPDX-License-Identifier: GPL-3.0-or-later
"""How long work reports where it is, and is asked to stop."""

from typing import Protocol


class Cancelled(Exception):
    """The person asked to stop. Silent: never shown as a failure."""


class Progress(Protocol):
    """Given to every operation as its last argument; the operation owns no thread and no terminal."""

    def report(self, done: int, total: int | None, what: str = "") -> None:
        """Say how far the work is: ``done`` of ``total`` steps or bytes (None: not known), and at what."""

    def raise_if_cancelled(self) -> None:
        """Raise ``Cancelled`` if the person asked to stop; called between steps only."""


class Silent:
    """A progress that shows nothing and never stops."""

    def report(self, done: int, total: int | None, what: str = "") -> None:
        """Show nothing."""

    def raise_if_cancelled(self) -> None:
        """Never stop."""
