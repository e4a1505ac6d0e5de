# SPDX-License-Identifier: GPL-3.0-or-later
"""The progress of one file within the progress of all."""

from evidence_vault.progress import Progress


class PartProgress:
    """Reports bytes of one file as bytes of all: ``before`` of ``total`` were done when it began."""

    def __init__(self, whole: Progress, before: int, total: int, what: str) -> None:
        self._whole = whole
        self._before = before
        self._total = total
        self._what = what

    def report(self, done: int, total: int | None, what: str = "") -> None:
        """``done`` bytes of this file."""
        self._whole.report(min(self._before + done, self._total), self._total, self._what)

    def raise_if_cancelled(self) -> None:
        """Whether the whole was asked to stop."""
        self._whole.raise_if_cancelled()
