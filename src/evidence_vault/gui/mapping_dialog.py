# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets a person point at date, sender and text of an unknown text or table, and shows what comes of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QSplitter, QVBoxLayout, QWidget

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui import theme
from evidence_vault.gui.flows.chat_choices import notes_of
from evidence_vault.gui.flows.mapping_flow import LINES, TABLE, MappingFlow, date_words
from evidence_vault.gui.widgets.banner import error_banner
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.field import Field
from evidence_vault.gui.widgets.layout import clear, column, row, scrolling
from evidence_vault.gui.widgets.mapped_lines import MappedLines
from evidence_vault.gui.widgets.mapped_table import MappedTable
from evidence_vault.gui.widgets.message_preview import MessagePreview
from evidence_vault.gui.widgets.padded import padded
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenVault, Workspace
from evidence_vault.progress import Silent
from evidence_vault.records import Json, MappingSurvey, Preview
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _, plural
from evidence_vault.user_messages import words_for

PAUSE = 250
"""Milliseconds without a change before the file is looked at again."""

Looked = tuple[MappingSurvey, Preview | None]


class MappingDialog(QDialog):
    """``begin`` shows a file; after ``accepted`` the result is ``mapping``. ``source`` gives its bytes."""

    def __init__(self, workspace: Workspace, source: Callable[[OpenVault], Any], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("What is what?"))
        self._workspace = workspace
        self._source = source
        self._kept: Sequence[Any] = ()
        self._asked = 0
        self._survey: MappingSurvey | None = None
        self.flow = MappingFlow()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.look)
        self._make_controls()
        self._lay_out()

    def _make_controls(self) -> None:
        self.kind = QComboBox()
        self.kind.addItem(_("a table: one message in a row"), TABLE)
        self.kind.addItem(_("lines of text"), LINES)
        self.kind.activated.connect(lambda _index: self._kind_chosen())
        self.kept = QComboBox()
        self.kept.activated.connect(lambda _index: self._kept_chosen())
        self.date = QComboBox()
        self.date.activated.connect(lambda _index: self._date_chosen())
        self.table = MappedTable()
        self.table.changed.connect(self._changed)
        self.lines = MappedLines()
        self.lines.changed.connect(self._changed)
        self.preview = MessagePreview()
        self.name = QLineEdit()
        self.name.setMaxLength(80)
        self.use = button(_("Read it so"), self._use, look="primary", icon="check")

    def _lay_out(self) -> None:
        look = theme.current()
        self._title = label("", "title")
        words = label(
            _("Say where date, sender and text stand. Beside it you see what comes of it. The file stays as it is.")
        )
        self._notices = QVBoxLayout()
        self._result = label("", "small")
        self.kept_field = Field(_("As you did before"), self.kept)
        self.date_field = Field(_("Dates are meant so"), self.date)
        hint = _("Then it is offered for files of the same shape. Leave it empty if not.")
        self.name_field = Field(_("Remember it in this vault as"), self.name, hint)
        above = row(Field(_("The file is"), self.kind), self.kept_field, None)
        pieces = (above, self.date_field, self._notices, self.table, self.lines, None)
        pointing = scrolling(padded(column(*pieces, gap=3)))
        below = padded(column(self._result, self.preview, self.name_field, gap=2))
        split = QSplitter()
        split.setChildrenCollapsible(False)
        for widget, share in ((pointing, 60), (below, 40)):
            split.addWidget(widget)
            split.setStretchFactor(split.count() - 1, share)
        split.setSizes([6000, 4000])
        layout = column(self._title, words, gap=3, margin=6)
        layout.addWidget(split, 1)
        layout.addLayout(row(button(_("Cancel"), self.reject), None, self.use))
        self.setLayout(layout)
        self.resize(look.body * 80, look.body * 46)

    # --- beginning

    def begin(self, name: str, mapping: Mapping[str, Json] | None, kept: Sequence[Any]) -> None:
        """Look at a file, under a mapping that was said before (None: what the program proposes)."""
        self._title.setText(visible_name(name.rpartition("/")[2]))
        self._kept = kept
        self.use.setEnabled(False)
        self._run(dict(mapping) if mapping is not None else None, self._begun)

    def _begun(self, looked: Looked) -> None:
        self._survey = looked[0]
        self.flow = MappingFlow.of(self._survey)
        if self._survey.mapping is not None and self.flow.kind == LINES:
            self.lines.mark_from(self.flow.line)
        self.kept.clear()
        self.kept.addItem(_("not chosen"), None)
        for at in self._survey.fits:
            self.kept.addItem(visible_name(self._kept[at].name), at)
        self.kept_field.setVisible(bool(self._survey.fits))
        self.name.setText(self.flow.name)
        self._show()
        self.look()

    # --- changing

    def _kind_chosen(self) -> None:
        self.flow.kind = str(self.kind.currentData())
        self.flow.date = None
        self._show()
        self.look()

    def _kept_chosen(self) -> None:
        at = self.kept.currentData()
        if at is not None:
            self.flow.take(self._kept[at].mapping)
            self.name.setText(self._kept[at].name)
            self._show()
            self.look()

    def _date_chosen(self) -> None:
        self.flow.date = self.date.currentData()
        self.look()

    def _changed(self) -> None:
        self.use.setEnabled(False)
        self._pause.start()

    def look(self) -> None:
        """Look at the file under what was said so far."""
        self._pause.stop()
        self._run(self.flow.mapping(), self._show_looked)

    def _run(self, mapping: dict[str, Json] | None, done: Callable[[Looked], None]) -> None:
        kept, source = self._kept, self._source
        self._asked += 1
        number = self._asked

        def work(vault: OpenVault) -> Looked:
            from evidence_vault.operations import look_at_files

            given = source(vault)
            survey = look_at_files.survey_of(given, mapping, kept, Silent())
            return survey, look_at_files.preview_of_mapping(given, mapping, Silent())

        def finished(looked: Looked) -> None:
            if number == self._asked:
                clear(self._notices)
                done(looked)

        def failed(error: EvidenceVaultError) -> None:
            if number == self._asked:
                self._failed(error)

        self._workspace.read(self, work, finished, failed=failed, between_steps=False)

    def _failed(self, error: EvidenceVaultError) -> None:
        clear(self._notices)
        self._notices.addWidget(error_banner(error))
        self.preview.show_messages(())
        self._result.setText("")
        self.use.setEnabled(False)

    # --- showing

    def _show(self) -> None:
        survey = self._survey
        if survey is None:
            return
        is_table = self.flow.kind == TABLE
        self.kind.setCurrentIndex(self.kind.findData(self.flow.kind))
        self.table.setVisible(is_table)
        self.lines.setVisible(not is_table)
        if is_table:
            self.table.show_table(self.flow, survey)
        else:
            self.lines.show_lines(self.flow, survey.lines)

    def _show_looked(self, looked: Looked) -> None:
        survey, preview = looked
        self._survey = survey
        self._show_dates(survey)
        self._show()
        self.preview.show_messages(preview.messages if preview else ())
        self._result.setText(_result_words(preview))
        self.use.setEnabled(preview is not None and bool(preview.messages) and not self._date_is_open(survey))

    def _show_dates(self, survey: MappingSurvey) -> None:
        choices = survey.dates
        if self.flow.date is None and len(choices) == 1:
            self.flow.date = choices[0].pattern
            QTimer.singleShot(0, self.look)
        self.date.clear()
        if len(choices) > 1:
            self.date.addItem(_("Choose"), None)
        for choice in choices:
            self.date.addItem(visible_name(date_words(choice)), choice.pattern)
        if len(choices) == 1:
            self.date.addItem(_("Leave them as they stand"), "")
        self.date.setCurrentIndex(max(0, self.date.findData(self.flow.date)))
        self.date_field.setVisible(bool(choices))
        wrong = _("The file allows several. Say which one is meant.") if self._date_is_open(survey) else ""
        self.date_field.show_problem(wrong)

    def _date_is_open(self, survey: MappingSurvey) -> bool:
        return self.flow.date is None and len(survey.dates) > 1

    # --- ending

    def mapping(self) -> dict[str, Json]:
        """What was said."""
        return self.flow.mapping()

    def _use(self) -> None:
        self.flow.name = self.name.text()
        if not self.flow.name.strip():
            self.accept()
            return
        name, mapping, actor = self.flow.name, self.flow.mapping(), self._workspace.actor

        def work(vault: OpenVault) -> Any:
            from evidence_vault.operations import saved_mappings

            return saved_mappings.save_mapping(vault, name, mapping, actor)

        self._workspace.change(self, work, what="custody", done=lambda _saved: self.accept(), failed=self._failed)


def _result_words(preview: Preview | None) -> str:
    if preview is None or not preview.messages:
        return _("Nothing is read this way yet.")
    words = plural("Its first message:", "Its first {count} messages:", len(preview.messages))
    titles = dict.fromkeys(words_for(note.code).title for note in notes_of(preview))
    return "\n".join(filter(None, (words, " · ".join(titles))))
