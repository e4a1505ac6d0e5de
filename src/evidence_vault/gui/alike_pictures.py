# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows pictures that show the same side by side; nothing is merged or left out."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QListWidget, QWidget

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui import theme
from evidence_vault.gui.flows.words_of_values import size_text
from evidence_vault.gui.widgets.large_dialog import LargeDialog
from evidence_vault.gui.widgets.layout import box, column, row
from evidence_vault.gui.widgets.picture_view import PictureView
from evidence_vault.gui.widgets.pixels import blurred, pixmap
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenVault, Workspace
from evidence_vault.records import EvidenceItem, Picture
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import N_, _

LARGEST_SIDE = 2048
CHANGE_WORDS = {
    "cropped": N_("shows only a part"),
    "resized": N_("has another size"),
    "compressed": N_("was compressed again"),
}


class AlikePictures(LargeDialog):
    """``pairs``: what ``find_near_duplicates`` found, at least one."""

    def __init__(self, workspace: Workspace, pairs: Sequence[Any], parent: QWidget) -> None:
        said = _("Both are kept. Small differences can be missed: compare them yourself before you rely on it.")
        super().__init__(_("Pictures that show the same"), said, parent)
        self._workspace = workspace
        self._pairs = list(pairs)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Pairs of pictures"))
        self.list.setWordWrap(True)
        self.list.setFixedWidth(theme.current().body * 20)
        for pair in self._pairs:
            names = " · ".join(visible_name(item.name) for item in (pair.first, pair.second))
            self.list.addItem(f"{names}\n{_changes(pair)}")
        self._sides = [_Side(), _Side()]
        parts = row(self.list, *self._sides, gap=3)
        parts.setStretch(1, 1)
        parts.setStretch(2, 1)
        self.body.addLayout(parts, 1)
        self.list.currentRowChanged.connect(self._show)
        self.list.setCurrentRow(0)

    def _show(self, place: int) -> None:
        pair = self._pairs[place]
        for side, item in zip(self._sides, (pair.first, pair.second), strict=True):
            self._load(side, item)

    def _load(self, side: "_Side", item: EvidenceItem) -> None:
        side.begin(item)

        def work(vault: OpenVault) -> Picture:
            from evidence_vault.operations import show_picture

            return show_picture.show_picture(vault, item.id, 0, LARGEST_SIDE, LARGEST_SIDE)

        def done(picture: Picture) -> None:
            if side.item_id == item.id:
                shown = pixmap(picture)
                side.view.show_pixmap(blurred(shown) if self._workspace.is_blurred(item.id) else shown)

        def failed(_error: EvidenceVaultError) -> None:
            side.words.setText(_("This picture cannot be opened."))

        self._workspace.read(self, work, done, failed=failed, between_steps=False)


class _Side(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.item_id = ""
        self.view = PictureView()
        self.view.setMinimumWidth(theme.current().body * 8)
        self.name = label("", "strong")
        self.words = label("", "small")
        inside = column(self.name, self.words, gap=1)
        inside.addWidget(self.view, 1)
        outer = column(box(inside), gap=0)
        self.setLayout(outer)

    def begin(self, item: EvidenceItem) -> None:
        self.item_id = item.id
        self.name.setText(visible_name(item.name))
        measures = f"{item.facts.get('width')} × {item.facts.get('height')}"
        self.words.setText(f"{measures} · {size_text(item.size)}")
        self.view.setAccessibleName(_("Picture: {name}").format(name=visible_name(item.name)))


def _changes(pair: Any) -> str:
    return _("The second {changes}").format(changes=_(", ").join(_(CHANGE_WORDS[each]) for each in pair.change))
