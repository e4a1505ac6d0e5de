# SPDX-License-Identifier: GPL-3.0-or-later
"""The exhibits of a case in one line of small pictures, scrolled sideways."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractItemView, QListView

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui.models.evidence_model import Column, EvidenceModel
from evidence_vault.gui.widgets.evidence_tile import EvidenceTile, tile_size
from evidence_vault.gui.widgets.pixels import pixmap
from evidence_vault.gui.workspace import OpenVault, Workspace
from evidence_vault.records import EvidenceItem, Picture
from evidence_vault.translations import _

THUMBNAIL_SIDE = 320


class ExhibitStrip(QListView):
    """Pictures are read when they come into view, as in the evidence grid."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.items = EvidenceModel()
        self.tile = EvidenceTile()
        self.setProperty("look", "plain")
        self.setAccessibleName(_("Evidence that goes in"))
        self.setModel(self.items)
        self.setModelColumn(Column.NAME)
        self.setItemDelegate(self.tile)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setGridSize(QSize(tile_size().width() + 4, tile_size().height() + 4))
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragEnabled(False)  # nothing leaves the vault by accident
        self.setFixedHeight(tile_size().height() + 4 + self.horizontalScrollBar().sizeHint().height())
        self.items.thumbnail_wanted.connect(self._load_thumbnail)

    def show_items(self, items: Sequence[EvidenceItem], case_id: str | None) -> None:
        """Show these, in this order."""
        self.tile.case_id = case_id
        self.tile.is_blurred = self._workspace.is_blurred
        self.items.show(items, case_id)

    def _load_thumbnail(self, item_id: str) -> None:
        def work(vault: OpenVault) -> Picture:
            from evidence_vault.operations import show_picture

            return show_picture.thumbnail(vault, item_id, THUMBNAIL_SIDE)

        def failed(_error: EvidenceVaultError) -> None:
            self.items.set_thumbnail(item_id, None)  # the icon of its kind stays

        def done(picture: Picture) -> None:
            self.items.set_thumbnail(item_id, pixmap(picture))

        self._workspace.read(self, work, done, failed=failed, between_steps=False)
