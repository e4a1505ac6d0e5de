# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks by name about each original that holds login secrets; kept back until it is ticked."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.hand_over_flow import HandOverFlow
from evidence_vault.gui.widgets.layout import card, clear, column
from evidence_vault.gui.widgets.words import label
from evidence_vault.records import Exhibit
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _


class SecretsChoice(QWidget):
    """What is ticked stands in ``flow``; nothing is shown where no original holds secrets."""

    def __init__(self, flow: HandOverFlow) -> None:
        super().__init__()
        self._flow = flow
        self.boxes: dict[str, QCheckBox] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.current().space(1))
        words = _(
            "These files hold keys or tokens that let others into an account. Their originals stay in the vault; their "
            "hash values and a copy with the secrets masked go along. Tick one only if the receiver needs the original."
        )
        content = column(label(_("Files with login secrets"), "strong"), label(words, "muted"), self._list, gap=2)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card(content))
        self.hide()

    def show_exhibits(self, exhibits: Sequence[Exhibit]) -> None:
        """Ask about these; what was ticked for others is forgotten."""
        clear(self._list)
        self.boxes = {}
        self._flow.secrets_allowed &= {exhibit.item.id for exhibit in exhibits}
        for exhibit in exhibits:
            name = visible_name(exhibit.item.name)
            box = QCheckBox(_("Give the original of {number} ({name})").format(number=exhibit.number, name=name))
            box.setChecked(exhibit.item.id in self._flow.secrets_allowed)
            box.toggled.connect(lambda on, item_id=exhibit.item.id: self._ticked(item_id, on=on))
            self._list.addWidget(box)
            self.boxes[exhibit.item.id] = box
        self.setVisible(bool(exhibits))

    def _ticked(self, item_id: str, *, on: bool) -> None:
        if on:
            self._flow.secrets_allowed.add(item_id)
        else:
            self._flow.secrets_allowed.discard(item_id)
