# SPDX-License-Identifier: GPL-3.0-or-later
"""The beginning of handing over: three choices, what is still missing, and what was made before."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.hand_over_flow import ARCHIVE, COMPLAINT, POLICE, REDACTED, kind_name
from evidence_vault.gui.flows.words_of_values import size_text, time_text
from evidence_vault.gui.widgets.buttons import ChoiceButton, button
from evidence_vault.gui.widgets.layout import FlowLayout, box, card, clear, column, row
from evidence_vault.gui.widgets.words import label, selectable
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _, plural

MISSING_SHOWN = 8


class HandOverStart(QWidget):
    """``chosen`` names the kind; ``give_wanted`` the package that was given to somebody."""

    chosen = Signal(str)
    give_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.current().space(4))
        self.choices = {
            POLICE: self._choice(
                POLICE,
                "shield-check",
                _("Police and bank"),
                _("A report with a stop-payment card on top, and every piece of evidence, complete."),
            ),
            COMPLAINT: self._choice(
                COMPLAINT,
                "megaphone",
                _("The platform"),
                _("A complaint step by step: text and pictures that fit the form. Never an original."),
            ),
            ARCHIVE: self._choice(
                ARCHIVE,
                "archive",
                _("A lawyer, or to keep"),
                _("Everything of this case as files, with tables and the log. No report."),
            ),
        }
        choices = QHBoxLayout()
        choices.setSpacing(theme.current().space(3))
        for choice in self.choices.values():
            choices.addWidget(choice, 1)
        layout.addLayout(choices)
        self.part = button(
            _("Only a part, with names withheld …"), lambda: self.chosen.emit(REDACTED), look="link", icon="eye-off"
        )
        layout.addLayout(row(self.part, None))
        self._missing = QVBoxLayout()
        self._made = QVBoxLayout()
        layout.addLayout(self._missing)
        layout.addLayout(self._made)
        layout.addStretch(1)

    def _choice(self, kind: str, icon: str, title: str, purpose: str) -> ChoiceButton:
        return ChoiceButton(icon, title, purpose, lambda: self.chosen.emit(kind))

    def show_overview(self, overview: Any) -> None:
        """Show what is missing and what was made."""
        clear(self._missing)
        clear(self._made)
        if overview.missing:
            self._missing.addWidget(missing_card(overview.missing))
        if overview.made:
            self._made.addWidget(label(_("Made so far"), "title"))
            for package in overview.made:
                self._made.addSpacing(theme.current().space(2))
                self._made.addWidget(_made_card(package, self.give_wanted.emit))


def missing_card(missing: tuple[Any, ...]) -> QFrame:
    """What would help and is not recorded yet: a hint, nothing is blocked."""
    flow = FlowLayout(gap=2)
    words = list(dict.fromkeys(_(fact.what) for fact in missing))
    for text in words[:MISSING_SHOWN]:
        flow.addWidget(label(text, "badge", wrap=False))
    more = len(words) - MISSING_SHOWN
    if more > 0:
        flow.addWidget(label(plural("{count} more", "{count} more", more), "small", wrap=False))
    title = label(_("Not recorded yet"), "strong")
    hint = label(_("It would help. You can hand over without it, and once more later."), "muted")
    return card(column(title, hint, box(flow), gap=1.5))


def _made_card(package: Any, give: Callable[[str], object]) -> QFrame:
    count = plural("{count} file", "{count} files", package.files)
    facts = [time_text(package.made_at), count, size_text(package.size)]
    if package.encrypted:
        facts.append(_("with a password"))
    lines: list[QWidget] = [
        label(kind_name(package.kind), "strong"),
        label(" · ".join(facts), "small"),
        selectable(_("Number: {number}").format(number=package.package_id), "small"),
    ]
    for receiver in package.receivers:
        who = ", ".join(visible_name(part) for part in (receiver.name, receiver.organisation) if part)
        words = _("Given to {who} ({how}), recorded {time}")
        lines.append(label(words.format(who=who, how=visible_name(receiver.how), time=time_text(receiver.at))))
    if not package.receivers:
        lines.append(label(_("Not recorded that anybody was given it."), "muted"))
    record = button(_("Record that I gave it to …"), lambda: give(package.package_id), look="small")
    beside = row(column(*lines, gap=0.5), record)
    beside.setStretch(0, 1)
    return card(beside, padding=4)
