# SPDX-License-Identifier: GPL-3.0-or-later
"""Fifth step of a complaint: the text, counted live as the form counts."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.complaint_flow import limit_words
from evidence_vault.gui.flows.hand_over_flow import LANGUAGE_NAMES
from evidence_vault.gui.passing_clipboard import PassingClipboard
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.layout import row
from evidence_vault.gui.widgets.words import label, retone
from evidence_vault.translations import _


class TextStep(QWidget):
    """``changed``: what stands in ``edit`` is another text now."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._plan: Any = None
        self.clipboard = PassingClipboard(self)
        self._language = label("", "muted")
        self.edit = QPlainTextEdit()
        self.edit.setAccessibleName(_("Text of the complaint"))
        self.edit.setTabChangesFocus(True)
        self.edit.setMinimumHeight(theme.current().body * 12)
        self.count = label("", "strong")
        self.claims = label("", "body", tone="amber")
        self.copy = button(_("Copy for 90 seconds"), self.copy_text, icon="copy")
        self.again = button(_("Write it anew from the case"), self.write_anew, icon="refresh-cw")
        self.copied = label("", "small")
        self.meaning = label("", "muted")
        self.edit.textChanged.connect(self._changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.current().space(2))
        for widget in (self._language, self.edit, self.count, self.claims):
            layout.addWidget(widget)
        layout.addLayout(row(self.copy, self.again, self.copied, None, gap=2))
        layout.addWidget(self.meaning)
        layout.addStretch(1)

    def show_text(self, plan: Any, text: str) -> None:
        """Show the text for the form of ``plan``."""
        self._plan = plan
        language = LANGUAGE_NAMES.get(plan.form_language, plan.form_language)
        self._language.setText(_("Facts only. The form is in {language}.").format(language=language))
        self.copied.setText("")
        self.meaning.setText(_("In your language: {text}").format(text=plan.draft.text))
        if self.edit.toPlainText() != text:
            self.edit.setPlainText(text)
        self._show_count()

    def text(self) -> str:
        """What stands there."""
        return self.edit.toPlainText()

    def write_anew(self) -> None:
        """Take the text that the facts of the case give; undo brings the other back."""
        cursor = self.edit.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(self._plan.form_text)
        self.edit.setFocus()

    def copy_text(self) -> None:
        """Put the text on the clipboard for a while."""
        self.clipboard.copy(self.text())
        self.copied.setText(_("Copied. The clipboard is emptied after 90 seconds."))

    def _has_meaning(self) -> bool:
        # Both are drafts from the same facts; once it is edited, the other one says something else.
        plan = self._plan
        is_foreign = bool(plan.form_language != plan.draft.language)
        return is_foreign and self.text().strip() == str(plan.form_text).strip()

    def _changed(self) -> None:
        if self._plan is not None:
            self.copied.setText("")
            self._show_count()
            self.changed.emit()

    def _show_count(self) -> None:
        from evidence_vault.operations import draft_complaint

        counted, limit = draft_complaint.count_characters(self.text()), self._plan.limits.text
        over = counted - limit if limit else 0
        words = limit_words(counted, limit)
        if over > 0:
            words = _(
                "{words}: {over} too many. The package cuts the text at the last whole sentence that fits."
            ).format(words=words, over=over)
        self.count.setText(words)
        retone(self.count, tone="red" if over > 0 else "")
        claims = draft_complaint.claims_too_much(self.text())
        self.meaning.setVisible(self._has_meaning())
        self.claims.setVisible(bool(claims))
        self.claims.setText(
            _("Better without “{words}”: no copy and no number can show that.").format(words=", ".join(claims))
        )
