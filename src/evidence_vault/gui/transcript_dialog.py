# SPDX-License-Identifier: GPL-3.0-or-later
"""A screenshot of a chat beside what it seems to say, bubble for bubble, to be confirmed or corrected."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui import theme
from evidence_vault.gui.flows.transcript_draft import APPS, TranscriptDraft
from evidence_vault.gui.picture_viewer import LARGEST_SIDE, PictureView
from evidence_vault.gui.widgets.banner import error_banner
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.fact_controls import ZONES, ChoiceControl
from evidence_vault.gui.widgets.field import Field
from evidence_vault.gui.widgets.layout import box, clear, column, row, scrolling
from evidence_vault.gui.widgets.pixels import pixmap
from evidence_vault.gui.widgets.transcript_row import TranscriptRow
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenVault, Workspace
from evidence_vault.progress import Progress
from evidence_vault.records import EvidenceItem, Picture, ProposedTranscript, TextInPicture
from evidence_vault.translations import _, plural

PAGE = 0


@dataclass(frozen=True, slots=True)
class _Found:
    """What the vault has of a picture."""

    proposal: ProposedTranscript | None
    text: TextInPicture | None
    picture: Picture
    is_confirmed: bool
    can_read: bool


class TranscriptDialog(QDialog):
    """Reads the proposal of ``item``; ``confirmed`` entries become messages of the picture."""

    def __init__(self, workspace: Workspace, item: EvidenceItem, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.item = item
        self.draft: TranscriptDraft | None = None
        self.rows: list[TranscriptRow] = []
        self._was_asked_to_read = False
        self.setWindowTitle(_("What the chat says"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(parent.size())
        self._make_controls()
        self._lay_out()
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self._confirm)
        self._load()

    def _make_controls(self) -> None:
        self.view = PictureView()
        self.view.setAccessibleName(_("The screenshot"))
        self.view.places_chosen.connect(self._go_to_chosen)
        self.message = label(_("One moment …"), "muted")
        self.title = QLineEdit()
        self.app = QComboBox()
        for app, words in APPS.items():
            self.app.addItem(_(words), app)
        self.taken_on = QLineEdit()
        self.taken_on.setPlaceholderText("2026-03-08")
        self.first_day = QLineEdit()
        self.first_day.setPlaceholderText("2026-03-07")
        self.zone = ChoiceControl([(zone, zone) for zone in ZONES], free=True)
        self.confirm = button("", self._confirm, look="primary")
        self.cancel = button(_("Cancel"), self.reject)
        self._notices = QVBoxLayout()
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
        self._scroll = scrolling(box(column(self._fields, self._entries, None, gap=3)))
        hint = _("Compare each entry with the picture. Ctrl+1 to Ctrl+4 say whose it is, Ctrl+Enter confirms all.")
        right = column(
            label(_("What the chat says"), "title"), label(hint, "small"), self.message, self._notices, gap=2
        )
        right.addWidget(self._scroll, 1)
        right.addLayout(row(None, self.cancel, self.confirm, gap=2))
        side = box(right)
        side.setMinimumWidth(theme.current().body * 30)
        layout = QHBoxLayout(self)
        layout.addWidget(self.view, 1)
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

    # --- reading

    def _load(self) -> None:
        item_id = self.item.id

        def work(vault: OpenVault) -> _Found:
            from evidence_vault.operations import picture_transcripts, read_pictures, show_picture

            proposal = picture_transcripts.proposed_transcript(vault, item_id, PAGE)
            text = read_pictures.text_of_picture(vault, item_id, PAGE)
            picture = show_picture.show_picture(vault, item_id, PAGE, LARGEST_SIDE, LARGEST_SIDE)
            can_read = read_pictures.can_read_pictures()
            return _Found(proposal, text, picture, picture_transcripts.is_confirmed(vault, item_id), can_read)

        self._workspace.read(self, work, self._show, failed=self._failed, between_steps=False)

    def _read_first(self) -> None:
        """The background has not come to this picture yet."""
        self._was_asked_to_read = True
        item_id = self.item.id
        self.message.setText(_("The picture is being read …"))

        def work(vault: OpenVault, progress: Progress) -> None:
            from evidence_vault.operations import read_pictures

            read_pictures.read_one_page(vault, item_id, PAGE, progress)

        self._workspace.run(_("Reading the picture"), work, lambda _nothing: self._load(), failed=self._failed)

    def _show(self, found: "_Found") -> None:
        proposal, text = found.proposal, found.text
        self.view.show_pixmap(pixmap(found.picture))
        if text is None and found.can_read and not self._was_asked_to_read:
            self._read_first()
            return
        if text is None and not found.can_read:
            self.message.setText(_("The part that reads text in pictures is not installed."))
            return
        if proposal is None or text is None or not proposal.entries:
            self.message.setText(_("The program sees no chat in this picture. Nothing was changed."))
            return
        self.message.setText(
            _("These messages were confirmed before; confirming again replaces them.")
            if found.is_confirmed
            else _("Read by the program, not confirmed yet. Nothing is kept before you confirm it.")
        )
        self.draft = TranscriptDraft(proposal)
        self.draft.changed = self._show_counts
        self.title.setText(proposal.title or "")
        self.app.setCurrentIndex(max(0, self.app.findData(proposal.platform)))
        self._mark_places(text)
        self._show_rows()
        self._scroll.show()
        self.confirm.show()
        self._show_counts()
        if self.rows:
            self.rows[0].side.setFocus()

    def _mark_places(self, text: TextInPicture) -> None:
        scale = self.view.picture_width() / max(1, text.width)
        entries = self.draft.entries if self.draft else []
        places = [
            QRectF(e.box[0] * scale, e.box[1] * scale, (e.box[2] - e.box[0]) * scale, (e.box[3] - e.box[1]) * scale)
            for e in entries
        ]
        self.view.show_places(places, [entry.text or "" for entry in entries])

    def _show_rows(self) -> None:
        clear(self._entries)
        self.rows = []
        if self.draft is None:
            return
        for number in range(len(self.draft.entries)):
            one = TranscriptRow(self.draft, number)
            one.entered.connect(self._go_to_row)
            self.rows.append(one)
            self._entries.addWidget(one)

    def _go_to_row(self, number: int) -> None:
        self.view.choose_places([number])
        self._scroll.ensureWidgetVisible(self.rows[number])

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
        if len(chosen) == 1 and chosen[0] < len(self.rows) and self.view.hasFocus():
            row_widget = self.rows[chosen[0]]
            area: QScrollArea = self._scroll
            area.ensureWidgetVisible(row_widget)

    # --- confirming

    def _confirm(self) -> None:
        if self.draft is None or not self.draft.messages():
            return
        item_id, actor, entries = self.item.id, self._workspace.actor, self.draft.confirmed()
        statement = self._statement()

        def work(vault: OpenVault, progress: Progress) -> Any:
            from evidence_vault.operations import picture_transcripts

            del progress
            return picture_transcripts.confirm_transcript(vault, item_id, PAGE, entries, statement, actor)

        self.confirm.setEnabled(False)
        self._workspace.run(
            _("Keeping the messages"), work, self._kept, changes=("evidence", "custody"), failed=self._failed
        )

    def _statement(self) -> Any:
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
