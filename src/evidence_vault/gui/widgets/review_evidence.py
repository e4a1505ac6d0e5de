# SPDX-License-Identifier: GPL-3.0-or-later
"""The evidence in a package: a list, and the chosen file as a picture where it has one. Nothing is opened or run."""

from typing import Any

from PySide6.QtCore import QItemSelection, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui import theme
from evidence_vault.gui.flows.words_of_values import size_text
from evidence_vault.gui.models.rows_model import RowsModel
from evidence_vault.gui.program import Program
from evidence_vault.gui.widgets.layout import row
from evidence_vault.gui.widgets.pixels import blurred, pixmap
from evidence_vault.gui.widgets.table import Table
from evidence_vault.gui.widgets.words import label, selectable
from evidence_vault.records import Picture
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import N_, _
from evidence_vault.user_messages import words_for_error

SIDE = 480
_ROLES = {
    "original": N_("Original"),
    "derivative": N_("Copy"),
    "upload": N_("Picture for upload"),
}


class ReviewEvidence(QWidget):
    """``review`` is the operation's ``Review``; files are read and drawn when they are chosen."""

    def __init__(self, program: Program, review: Any) -> None:
        super().__init__()
        self._program = program
        self._review = review
        self._parts = sorted(review.evidence, key=lambda part: part.role != "original")
        rows = [_row(part) for part in self._parts]
        columns = (_("Exhibit"), _("What"), _("Name at the person's"), _("Size"))
        self._model = RowsModel(columns, rows)
        self.table = Table(self._model, _("Evidence"), widths={0: 5, 1: 6, 2: 14, 3: 6}, stretch=2)
        self.table.selectionModel().selectionChanged.connect(self._chosen)
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setFixedSize(SIDE // 2 + SIDE // 4, SIDE // 2 + SIDE // 4)
        self.picture.setAccessibleName(_("Picture"))
        self.picture.hide()
        self.message = label(_("Choose a file to see it here."), "muted")
        self.details = selectable("", "fixed")
        self.details.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        beside = QVBoxLayout()
        beside.setSpacing(theme.current().space(2))
        for widget in (self.picture, self.message, self.details):
            beside.addWidget(widget)
        beside.addStretch(1)
        layout = row(self.table, beside, gap=4)
        layout.setStretch(0, 1)
        layout.setContentsMargins(0, theme.current().space(3), 0, 0)
        self.setLayout(layout)

    def _chosen(self, _selected: QItemSelection) -> None:
        rows = self.table.selectionModel().selectedRows()
        if not rows:
            return
        part = self._parts[rows[0].row()]
        self.picture.clear()
        self.picture.hide()
        self.message.setText(_("Reading …"))
        self.details.setText(f"{part.path}\nSHA-256\n{part.sha256[:32]}\n{part.sha256[32:]}")
        review = self._review

        def work() -> Picture:
            from evidence_vault.operations import review_package

            return review_package.picture(review, part.path, 0, SIDE, SIDE)

        job = self._program.jobs.read(work, owner=self, between_steps=False)
        job.succeeded.connect(lambda picture: self._show(part, picture))
        job.failed.connect(lambda error: self._failed(part, error))

    def _show(self, part: Any, picture: Picture) -> None:
        if not self._is_chosen(part):
            return
        shown = pixmap(picture)
        if self._program.settings.now.blur_pictures:
            shown = blurred(shown)
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        self.picture.setPixmap(shown.scaled(self.picture.size(), keep, smooth))
        self.picture.show()
        self.picture.setAccessibleName(_("Picture: {name}").format(name=visible_name(part.path)))
        self.message.setText(_("Drawn from the file in the package; the file stays as it is."))

    def _failed(self, part: Any, error: EvidenceVaultError) -> None:
        if self._is_chosen(part):
            words = words_for_error(error)
            self.message.setText(f"{words.sentence} {words.next_step}".strip())

    def _is_chosen(self, part: Any) -> bool:
        rows = self.table.selectionModel().selectedRows()
        return bool(rows) and self._parts[rows[0].row()] is part


def _row(part: Any) -> tuple[str, str, str, str]:
    name = part.original_name or part.path.rpartition("/")[2]
    return part.exhibit or "—", _(_ROLES[part.role]), name, size_text(part.size)
