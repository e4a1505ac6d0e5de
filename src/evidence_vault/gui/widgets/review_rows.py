# SPDX-License-Identifier: GPL-3.0-or-later
"""A table out of a package that can be searched; read when it is first seen."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui import theme
from evidence_vault.gui.job_runner import JobRunner
from evidence_vault.gui.models.rows_model import RowsModel
from evidence_vault.gui.widgets.banner import error_banner
from evidence_vault.gui.widgets.finder_line import finder_line
from evidence_vault.gui.widgets.layout import clear
from evidence_vault.gui.widgets.table import Table
from evidence_vault.gui.widgets.words import label
from evidence_vault.translations import _, plural

NARROW, WIDE = 9, 16
LONGEST_NARROW = 24
TELLING = ("seq", "sent_at", "sender", "text", "utc", "event", "what", "actor", "title", "amount", "currency")
"""Columns that come first where a table has them."""


class ReviewRows(QWidget):
    """``read`` gives the table in the working thread; ``titles`` name the columns that people know."""

    def __init__(self, name: str, jobs: JobRunner, read: Callable[[], Any], titles: dict[str, str]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.table: Table | None = None
        self._name = name
        self._jobs = jobs
        self._read = read
        self._titles = titles
        self._asked = False
        self.finder = finder_line(_("Search in: {name}").format(name=name), magnifier=True)
        self.count = label("", "small")
        self._place = QVBoxLayout()
        layout = QVBoxLayout(self)
        space = theme.current().space
        layout.setContentsMargins(0, space(3), 0, 0)
        layout.setSpacing(space(2))
        layout.addWidget(self.finder)
        layout.addWidget(self.count)
        layout.addLayout(self._place, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what is to be shown, once."""
        super().showEvent(event)
        if not self._asked:
            self._asked = True
            job = self._jobs.read(self._read, owner=self)
            job.succeeded.connect(self._show)
            job.failed.connect(self._failed)

    def _show(self, found: Any) -> None:
        columns, rows = _with_the_telling_first(found.columns, found.rows)
        titles = [self._titles.get(column, column) for column in columns]
        model = QSortFilterProxyModel(self)
        model.setSourceModel(RowsModel(titles, rows))
        model.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        model.setFilterKeyColumn(-1)
        self._rows = model.sourceModel()  # the proxy does not keep it
        self.finder.textChanged.connect(model.setFilterFixedString)
        self.finder.textChanged.connect(lambda _text: self._say(model.rowCount(), found.left_out))
        widths = _widths(rows, len(titles))
        stretch = max(widths, key=lambda column: widths[column], default=0)
        self.table = Table(model, self._name, widths=widths, stretch=stretch, sortable=False)
        self._place.addWidget(self.table, 1)
        self._say(len(found.rows), found.left_out)

    def _say(self, count: int, left_out: int) -> None:
        words = plural("{count} line", "{count} lines", count)
        if left_out:
            words += " · " + plural(
                "{count} more is counted, not shown", "{count} more are counted, not shown", left_out
            )
        self.count.setText(words)

    def _failed(self, error: EvidenceVaultError) -> None:
        clear(self._place)
        self._place.addWidget(error_banner(error))


def _with_the_telling_first(
    columns: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[list[str], list[tuple[str, ...]]]:
    """The same table, with the columns that people look for at its start; the others follow in their order."""
    told = [columns.index(name) for name in TELLING if name in columns]
    order = told + [place for place in range(len(columns)) if place not in told]
    return [columns[place] for place in order], [tuple(row[place] for place in order) for row in rows]


def _widths(rows: Sequence[Sequence[str]], count: int) -> dict[int, int]:
    """Columns in widths of body text: wide where the first rows have long cells."""
    seen = rows[:50]
    longest = [max((len(row[column]) for row in seen), default=0) for column in range(count)]
    return {column: NARROW if size <= LONGEST_NARROW else WIDE for column, size in enumerate(longest)}
