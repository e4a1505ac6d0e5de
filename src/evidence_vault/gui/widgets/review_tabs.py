# SPDX-License-Identifier: GPL-3.0-or-later
"""What is in a package, to read and to search: evidence, conversations, timeline, money, custody log. Read-only."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QTabWidget

from evidence_vault.gui import theme
from evidence_vault.gui.program import Program
from evidence_vault.gui.widgets.review_evidence import ReviewEvidence
from evidence_vault.gui.widgets.review_rows import ReviewRows
from evidence_vault.translations import N_, _

HEIGHT = 34
"""In heights of body text: what the tabs never get lower than."""
_TITLES = {
    "seq": N_("No."),
    "utc": N_("Time (UTC)"),
    "actor": N_("Who"),
    "event": N_("What"),
    "what": N_("Concerning"),
    "sent_at": N_("Time"),
    "sent_at_raw": N_("Time as written"),
    "sender": N_("Sender"),
    "text": N_("Text"),
    "kind": N_("Kind"),
    "amount": N_("Amount"),
    "currency": N_("Currency"),
    "title": N_("Title"),
    "exhibit": N_("Exhibit"),
}
_TABLES = {"timeline": N_("Timeline"), "money": N_("Money")}


class ReviewTabs(QTabWidget):
    """``review`` is the operation's ``Review``; a part is read when its tab is first shown."""

    def __init__(self, program: Program, review: Any) -> None:
        super().__init__()
        from evidence_vault.operations import review_package

        self._program = program
        self.setAccessibleName(_("In the package"))
        self.setMinimumHeight(theme.current().body * HEIGHT)
        self.addTab(ReviewEvidence(program, review), _("Evidence"))
        present = {part.path for part in review.package.parts}
        for part in review.transcripts:
            self._add(_transcript_name(part), partial(review_package.table, review, part.path))
        for key, name in _TABLES.items():
            path = review_package.TABLES[key]
            if path in present:
                self._add(_(name), partial(review_package.table, review, path))
        if any(path.endswith("custody-log.jsonl") for path in present):
            self._add(_("Custody log"), partial(review_package.custody_log, review))

    def _add(self, name: str, read: Callable[[], Any]) -> None:
        self.addTab(ReviewRows(name, self._program.jobs, read, column_titles()), name)


def column_titles() -> dict[str, str]:
    """The columns that people know, by their names in the files."""
    return {column: _(title) for column, title in _TITLES.items()}


def _transcript_name(part: Any) -> str:
    name = part.path.rpartition("/")[2].removesuffix(".csv")
    return _("Conversation {name}").format(name=name)
