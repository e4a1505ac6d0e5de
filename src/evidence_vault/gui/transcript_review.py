# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of a chat beside what they seem to say, bubble for bubble, to be confirmed or corrected."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui import theme
from evidence_vault.gui.flows.transcript_draft import APPS, TranscriptDraft
from evidence_vault.gui.widgets.banner import error_banner
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.fact_controls import ZoneControl
from evidence_vault.gui.widgets.field import Field
from evidence_vault.gui.widgets.gap_row import GapRow
from evidence_vault.gui.widgets.layout import box, clear, column, row, scrolling
from evidence_vault.gui.widgets.picture_view import PictureView
from evidence_vault.gui.widgets.transcript_row import TranscriptRow
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenVault, Workspace
from evidence_vault.progress import Progress
from evidence_vault.records import GAP
from evidence_vault.translations import _, plural

ROWS_AT_ONCE = 12
"""So many entries are laid out before the window goes on: a long conversation never holds it up."""


class TranscriptReview(QDialog):
    """What one or several pictures say, to be looked through; the makers of proposals derive from it."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.draft: TranscriptDraft | None = None
        self.rows: list[TranscriptRow | GapRow] = []
        self.setWindowTitle(_("What the chat says"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(parent.size())
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._show_more_rows)
        self._make_controls()
        self._lay_out()
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self._confirm)

    def _make_controls(self) -> None:
        self.view = PictureView()
        self.view.setAccessibleName(_("The screenshot"))
        self.view.places_chosen.connect(self._go_to_chosen)
        self.message = label(_("One moment …"), "muted")
        self.picture_name = label("", "small")
        self.picture_name.hide()
        self.title = QLineEdit()
        self.app = QComboBox()
        for app, words in APPS.items():
            self.app.addItem(_(words), app)
        self.taken_on = QLineEdit()
        self.taken_on.setPlaceholderText("2026-03-08")
        self.first_day = QLineEdit()
        self.first_day.setPlaceholderText("2026-03-07")
        self.zone = ZoneControl()
        self.confirm = button("", self._confirm, look="primary")
        self.cancel = button(_("Cancel"), self.reject)
        self._notices = QVBoxLayout()
        self.to_know = QVBoxLayout()
        self._entries = QVBoxLayout()
        self._entries.setSpacing(theme.current().space(2))

    def _lay_out(self) -> None:
        fields = column(
            row(Field(_("Name of the chat"), self.title), Field(_("App"), self.app), gap=2),
            row(self._day_field(), self._first_day_field(), gap=2),
            Field(_("Time zone of the phone"), self.zone.widget),
            gap=2,
        )
        self._fields = box(fields)
        self._scroll = scrolling(box(column(self.to_know, self._fields, self._entries, None, gap=3)))
        hint = _("Compare each entry with the picture. Ctrl+1 to Ctrl+4 say whose it is, Ctrl+Enter confirms all.")
        right = column(
            label(_("What the chat says"), "title"), label(hint, "small"), self.message, self._notices, gap=2
        )
        right.addWidget(self._scroll, 1)
        right.addLayout(row(None, self.cancel, self.confirm, gap=2))
        side = box(right)
        side.setMinimumWidth(theme.current().body * 30)
        layout = QHBoxLayout(self)
        left = column(self.picture_name, gap=1)
        left.addWidget(self.view, 1)
        layout.addLayout(left, 1)
        layout.addWidget(side, 1)
        self._scroll.hide()
        self.confirm.hide()

    def _day_field(self) -> Field:
        hint = _("Year-month-day. Then “yesterday” and a bare 18:02 mean a day. Kept as your statement.")
        self.day_field = Field(_("Screenshot taken on"), self.taken_on, hint)
        return self.day_field

    def _first_day_field(self) -> Field:
        hint = _("Of the messages above the first date in the picture.")
        self.first_day_field = Field(_("Day at the top"), self.first_day, hint)
        return self.first_day_field

    # --- the proposal

    def show_draft(self, draft: TranscriptDraft, title: str | None, platform: str) -> None:
        """Lay out the entries, a few at a time."""
        self.draft = draft
        draft.changed = self._show_counts
        self.title.setText(title or "")
        self.app.setCurrentIndex(max(0, self.app.findData(platform)))
        clear(self._entries)
        self.rows = []
        self._scroll.show()
        self.confirm.show()
        self._show_more_rows()
        self._show_counts()
        if self.rows:
            self.rows[0].focus_first()

    def _show_more_rows(self) -> None:
        if self.draft is None:
            return
        entries = self.draft.entries
        for number in range(len(self.rows), min(len(entries), len(self.rows) + ROWS_AT_ONCE)):
            one = (GapRow if entries[number].kind == GAP else TranscriptRow)(self.draft, number)
            one.entered.connect(self._go_to_row)
            self.rows.append(one)
            self._entries.addWidget(one)
        if len(self.rows) < len(entries):
            self._later.start(0)

    def _go_to_row(self, number: int) -> None:
        self.show_place(number)
        self._scroll.ensureWidgetVisible(self.rows[number])

    def show_place(self, number: int) -> None:
        """Show where an entry stands in its picture."""
        raise NotImplementedError

    def _show_counts(self) -> None:
        if self.draft is None:
            return
        count = self.draft.messages()
        words = plural("Confirm {count} message", "Confirm {count} messages", count)
        self.confirm.setText(words)
        self.confirm.setAccessibleName(words)
        self.confirm.setEnabled(count > 0)
        self.day_field.setVisible(self.draft.needs_day())
        self.first_day_field.setVisible(not self.draft.has_day_at_top())

    def _go_to_chosen(self) -> None:
        chosen = self.view.chosen_places()
        if len(chosen) == 1 and self.view.hasFocus():
            number = self.row_of_place(chosen[0])
            if number is not None and number < len(self.rows):
                area: QScrollArea = self._scroll
                area.ensureWidgetVisible(self.rows[number])

    def row_of_place(self, place: int) -> int | None:
        """Which entry a frame on the picture belongs to."""
        raise NotImplementedError

    # --- confirming

    def work_to_keep(self) -> Callable[[OpenVault, Progress], Any]:
        """What keeps the entries as they stand now."""
        raise NotImplementedError

    def _confirm(self) -> None:
        if self.draft is None or not self.draft.messages():
            return
        self.confirm.setEnabled(False)
        self._workspace.run(
            _("Keeping the messages"),
            self.work_to_keep(),
            self._kept,
            changes=("evidence", "custody"),
            failed=self._failed,
        )

    def statement(self) -> Any:
        """What the person says about the pictures."""
        from evidence_vault.operations.picture_transcripts import PictureStatement

        return PictureStatement(
            title=self.title.text().strip() or None,
            platform=str(self.app.currentData()),
            taken_on=self.taken_on.text().strip() or None,
            first_day=self.first_day.text().strip() or None,
            time_zone=str(self.zone.value() or "") or None,
        )

    def _kept(self, report: Any) -> None:
        words = plural("{count} message was confirmed", "{count} messages were confirmed", report.messages)
        corrections = plural("{count} correction", "{count} corrections", report.corrected)
        self._workspace.tell(f"{words}, {corrections}.")
        self.accept()

    def _failed(self, error: EvidenceVaultError) -> None:
        clear(self._notices)
        self._notices.addWidget(error_banner(error, closable=True))
        self.confirm.setEnabled(True)
