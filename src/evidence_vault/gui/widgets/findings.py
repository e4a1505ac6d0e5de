# SPDX-License-Identifier: GPL-3.0-or-later
"""The answer of a check: verdict as sentence, colour and symbol, then what was found."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.check_words import finding_words, verdict_words
from evidence_vault.gui.widgets.banner import Banner
from evidence_vault.gui.widgets.layout import card, column
from evidence_vault.gui.widgets.words import label
from evidence_vault.records import CheckReport, Severity
from evidence_vault.translations import _, plural

LONGEST_LIST = 200


class CheckResult(QWidget):
    """``of_package``: the words are for a package, else for the own vault."""

    def __init__(self, report: CheckReport, *, of_package: bool) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.current().space(3))
        look, title, text = verdict_words(report, of_package=of_package)
        layout.addWidget(Banner(look, title, text))
        for severity, heading in ((Severity.PROBLEM, _("Problems")), (Severity.NOTE, _("Notes"))):
            found = [finding_words(finding) for finding in report.findings if finding.severity == severity]
            if not found:
                continue
            inside = column(label(f"{heading} ({len(found)})", "strong"), gap=2)
            for subject, sentence in found[:LONGEST_LIST]:
                inside.addLayout(column(label(sentence), label(subject, "small"), gap=0.5))
            if len(found) > LONGEST_LIST:
                more = plural("and {count} more", "and {count} more", len(found) - LONGEST_LIST)
                inside.addWidget(label(more, "small"))
            layout.addWidget(card(inside))
