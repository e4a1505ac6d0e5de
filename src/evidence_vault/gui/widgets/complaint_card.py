# SPDX-License-Identifier: GPL-3.0-or-later
"""The card of a complaint: everything in the order in which it is tapped, and what to do afterwards."""

from typing import Any

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.complaint_flow import ComplaintFlow, limit_words, picture_limit_words, reason_path
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.complaint_entry import tap_labels, warning_banners
from evidence_vault.gui.widgets.exhibit_strip import ExhibitStrip
from evidence_vault.gui.widgets.layout import card, clear, column, row
from evidence_vault.gui.widgets.words import label, selectable
from evidence_vault.gui.workspace import Workspace
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _, plural


class ComplaintCard(QWidget):
    """Shows what the steps card of the package will say."""

    def __init__(self, workspace: Workspace, copy_text: Any) -> None:
        super().__init__()
        self._workspace = workspace
        self._copy_text = copy_text
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.current().space(3))

    def show_flow(self, plan: Any, flow: ComplaintFlow) -> None:
        """Show what was chosen."""
        clear(self._layout)
        for banner in warning_banners(plan):
            self._layout.addWidget(banner)
        self._layout.addWidget(card(column(*tap_labels(plan, flow.entry), gap=1)))
        self._layout.addWidget(self._reason(plan, flow))
        self._layout.addWidget(self._text(plan, flow))
        self._layout.addWidget(self._pictures(plan, flow))
        if flow.picks:
            words = plural("{count} message to select", "{count} messages to select", len(flow.picks))
            hint = label(_("They stand in messages-to-select.csv, in order."), "muted")
            self._layout.addWidget(card(column(label(words, "strong"), hint, gap=1)))
        afterwards = _("Note the date, the time and the number. Keep the chat; do not block or delete anything yet.")
        self._layout.addWidget(card(column(label(_("Afterwards"), "strong"), label(afterwards), gap=1)))

    def _reason(self, plan: Any, flow: ComplaintFlow) -> QFrame:
        path = reason_path(plan.draft.categories, flow.category)
        lines = [label(f"{number}. {_in_both(plan, choice)}") for number, choice in enumerate(path, 1)] or [
            label(_("Choose the narrowest reason that fits."), "muted")
        ]
        return card(column(label(_("Reason to choose"), "strong"), *lines, gap=1))

    def _text(self, plan: Any, flow: ComplaintFlow) -> QFrame:
        from evidence_vault.operations import draft_complaint

        counted = draft_complaint.count_characters(flow.text)
        copy = button(_("Copy for 90 seconds"), self._copy_text, icon="copy", look="small")
        title = row(label(_("Text to paste"), "strong", wrap=False), copy, None, gap=2)
        count = label(limit_words(counted, plan.limits.text), "small")
        return card(column(title, selectable(flow.text or "—"), count, gap=1.5))

    def _pictures(self, plan: Any, flow: ComplaintFlow) -> QFrame:
        by_item = {exhibit.item.id: exhibit for exhibit in plan.candidates}
        chosen = [by_item[item_id] for item_id in flow.places.chosen() if item_id in by_item]
        title = label(_("Pictures, in this order"), "strong")
        count = label(picture_limit_words(len(chosen), plan.limits.pictures), "small")
        layout = column(title, count, gap=1.5)
        if chosen:
            strip = ExhibitStrip(self._workspace)
            strip.setAccessibleName(_("Pictures, in this order"))
            strip.show_items([exhibit.item for exhibit in chosen], self._workspace.case_id)
            layout.addWidget(strip)
            names = " · ".join(
                f"{number}. {visible_name(exhibit.title or exhibit.number)}" for number, exhibit in enumerate(chosen, 1)
            )
            layout.addWidget(label(names, "small"))
        return card(layout)


def _in_both(plan: Any, choice: Any) -> str:
    form = plan.form_labels.get(choice.code, choice.label)
    return form if form == choice.label else f"{form} ({choice.label})"
