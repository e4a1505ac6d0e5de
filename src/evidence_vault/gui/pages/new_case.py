# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a case: the first one right after the vault, others from the case chooser."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.field import Field, text_field
from evidence_vault.gui.widgets.layout import box, card, column, row, scrolling
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenVault, Workspace
from evidence_vault.translations import _


class NewCasePage(QWidget):
    """Asks for a title only: everything else can come later."""

    made = Signal(str, str)
    cancelled = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.setProperty("area", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, on=True)
        self._heading = label("", "heading")
        self._words = label("", "muted")
        hint = _("A few words that you will recognise. You can change them later.")
        self.title = text_field(_("What is it about?"), hint, placeholder=_("For example: investment group, March"))
        self.like = QComboBox()
        words = _("It takes over kind, platform, time zone and who files; nothing of the person.")
        self._like = Field(_("Begin like"), self.like, words)
        self.cancel = button(_("Cancel"), self.cancelled.emit)
        self.make = button(_("Make the case"), self._make, look="primary")
        self.edit().returnPressed.connect(self._make)
        first = card(
            column(
                label(_("The phone stays the original"), "strong"),
                label(
                    _(
                        "Do not delete, clean up or reset anything on it, and stay in the group until you "
                        "have captured everything. What you add here is a copy, kept exactly as it is."
                    ),
                    "muted",
                ),
                gap=1,
            )
        )
        self._lay_out(first)

    def _lay_out(self, first: QWidget) -> None:
        look, buttons = theme.current(), row(self.cancel, None, self.make)
        inner = box(column(self._heading, self._words, self.title, self._like, first, buttons, gap=4))
        inner.setMaximumWidth(look.body * 40)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(inner, 1000)
        middle.addStretch(1)
        content = QVBoxLayout()
        content.addSpacing(look.space(10))
        content.addLayout(middle)
        content.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addWidget(scrolling(box(content)))

    def edit(self) -> Any:
        """The line for the title."""
        return self.title.control

    def start(self, *, first_one: bool) -> None:
        """Show the page, empty; ``first_one``: there is no case yet to go back to."""
        self._heading.setText(_("Your first case") if first_one else _("A new case"))
        self._words.setText(
            _("The vault is ready. A case keeps together what belongs to one matter: evidence, people, payments.")
            if first_one
            else _("A case keeps together what belongs to one matter: evidence, people, payments.")
        )
        self.cancel.setVisible(not first_one)
        self.edit().clear()
        self.title.show_problem("")
        self.edit().setFocus()
        self._like.hide()
        if not first_one:
            self._workspace.read(self, _titles, self._show_cases)

    def _show_cases(self, cases: list[tuple[str, str]]) -> None:
        self.like.clear()
        self.like.addItem(_("An empty case"), "")
        for case_id, title in cases:
            self.like.addItem(title, case_id)
        self._like.setVisible(bool(cases))

    def _make(self) -> None:
        title = self.edit().text().strip()
        if not title:
            self.title.show_problem(_("Give it a title first."))
            self.edit().setFocus()
            return
        actor = self._workspace.actor
        like = "" if self._like.isHidden() else str(self.like.currentData() or "")

        def work(vault: OpenVault) -> tuple[str, str]:
            from evidence_vault.operations import case_templates, edit_case

            if like:
                case = case_templates.new_case_from(vault, title, case_templates.template_of(vault, like), actor)
            else:
                case = edit_case.new_case(vault, title, actor)
            return case.id, case.title

        self._workspace.change(self, work, done=lambda made: self.made.emit(*made))


def _titles(vault: OpenVault) -> list[tuple[str, str]]:
    from evidence_vault.operations import edit_case

    return [(case.id, case.title) for case in edit_case.list_cases(vault)]
