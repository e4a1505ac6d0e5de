# SPDX-License-Identifier: GPL-3.0-or-later
"""What is masked in the transcripts of a police package."""

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from evidence_vault.gui.flows.hand_over_flow import HandOverFlow
from evidence_vault.gui.widgets.layout import card, column
from evidence_vault.gui.widgets.words import label
from evidence_vault.translations import N_, _

_WORDS = {
    "names": N_("Names of people who are not the other side: “Person A”"),
    "numbers": N_("Phone and card numbers"),
    "voice": N_("Voice messages"),
}


class MasksChoice(QWidget):
    """Nothing is ticked to begin with: the police get everything unless the person says otherwise."""

    def __init__(self, flow: HandOverFlow) -> None:
        super().__init__()
        self._flow = flow
        self.boxes = {mask: QCheckBox(_(words)) for mask, words in _WORDS.items()}
        for mask, box in self.boxes.items():
            box.toggled.connect(lambda on, mask=mask: self._choose(mask, on=on))
        said = _(
            "The files that show them stay in your vault too; the list says so. What you wrote yourself stays as it is."
        )
        parts = column(label(_("Hide other people in the chats"), "strong"), *self.boxes.values(), label(said, "small"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card(parts))

    def start(self) -> None:
        """Begin with nothing masked."""
        for box in self.boxes.values():
            box.setChecked(False)

    def _choose(self, mask: str, *, on: bool) -> None:
        if on:
            self._flow.masks.add(mask)
        else:
            self._flow.masks.discard(mask)
