# SPDX-License-Identifier: GPL-3.0-or-later
"""The list at the end of an import: added, already here, not added and why, left out."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.import_words import import_sentence
from evidence_vault.gui.flows.words_of_values import size_text
from evidence_vault.gui.widgets.layout import row
from evidence_vault.gui.widgets.words import label, picture_label
from evidence_vault.records import ImportReport
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _, plural
from evidence_vault.user_messages import words_for

LONGEST_LIST = 200
"""So many lines of each kind are shown; the rest is counted."""


class ImportResult(QWidget):
    """What became of every file that was offered."""

    def __init__(self, report: ImportReport) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setSpacing(theme.current().space(2))
        self._layout.addWidget(label(_("What was added"), "title"))
        self._layout.addWidget(label(import_sentence(report), "muted"))
        failed = [(visible_name(one.name), _why(one.code, dict(one.facts))) for one in report.failed]
        added = [(visible_name(item.name), size_text(item.size)) for item in report.items]
        again = [(visible_name(one.name), _("The same bytes are in the vault.")) for one in report.duplicates]
        skipped = [(visible_name(one.name), words_for(one.reason).sentence) for one in report.skipped]
        self._group(_("Not added, and why"), "triangle-alert", "amber", failed)
        self._group(_("Added"), "circle-check", "green", added)
        self._group(_("Already here"), "copy-check", "muted", again)
        self._group(_("Left out"), "circle-minus", "muted", skipped)
        self._layout.addStretch(1)

    def _group(self, title: str, icon: str, colour: str, lines: list[tuple[str, str]]) -> None:
        if not lines:
            return
        self._layout.addSpacing(theme.current().space(2))
        self._layout.addLayout(
            row(picture_label(icon, colour), label(f"{title} ({len(lines)})", "strong"), None, gap=2)
        )
        for name, words in lines[:LONGEST_LIST]:
            self._layout.addWidget(label(name))
            self._layout.addWidget(label(words, "small"))
        rest = len(lines) - LONGEST_LIST
        if rest > 0:
            self._layout.addWidget(label(plural("and {count} more", "and {count} more", rest), "small"))


def _why(code: str, facts: dict[str, str | int]) -> str:
    words = words_for(code, facts)
    return f"{words.sentence} {words.next_step}".strip()
