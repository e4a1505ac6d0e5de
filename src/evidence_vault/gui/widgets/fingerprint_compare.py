# SPDX-License-Identifier: GPL-3.0-or-later
"""The signer's fingerprint in groups to compare by phone, and a line to type or paste what was told."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from evidence_vault.gui.widgets.buttons import copy_button
from evidence_vault.gui.widgets.field import Field
from evidence_vault.gui.widgets.layout import card, column, row
from evidence_vault.gui.widgets.words import label, retone, selectable
from evidence_vault.records import CheckReport
from evidence_vault.translations import N_, _

GROUPS_A_LINE = 4
_ANSWERS = {
    "matched": (N_("✓ It is the same key."), "green"),
    "different": (N_("✗ It is another key. Do not rely on this package before you know why."), "red"),
    "not-compared": ("", ""),
}


class FingerprintCompare(QWidget):
    """``told`` is sent at every change of what the person typed; ``show_answer`` says how it compares."""

    told = Signal(str)

    def __init__(self, fingerprint: str, groups: str, told: str = "") -> None:
        super().__init__()
        parts = groups.split()
        lines = [" ".join(parts[place : place + GROUPS_A_LINE]) for place in range(0, len(parts), GROUPS_A_LINE)]
        shown = selectable("\n".join(lines), "key")
        shown.setAccessibleName(_("Fingerprint: {groups}").format(groups=groups))
        self.line = QLineEdit(told)
        self.line.setPlaceholderText("SHA256:…")
        self.line.textChanged.connect(self.told)
        self.answer = label("")
        self.answer.hide()
        words = _(
            "Ask the sender for it by phone or on paper, and compare. One that came with the package proves nothing."
        )
        title = row(
            label(_("Fingerprint of the key that signed it"), "strong", wrap=False),
            copy_button(fingerprint, _("the fingerprint")), None, gap=1,
        )  # fmt: skip
        field = Field(_("Type or paste the one you were told"), self.line)
        inside = column(
            title, shown, selectable(fingerprint, "fixed"), label(words, "muted"), field, self.answer, gap=2
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card(inside))

    def show_answer(self, report: CheckReport) -> None:
        """Say in words, with a sign and a colour, whether it is the same key."""
        text, tone = _ANSWERS[report.signer.compared]
        self.answer.setText(_(text) if text else "")
        self.answer.setVisible(bool(text))
        retone(self.answer, tone=tone)
