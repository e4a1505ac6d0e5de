# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts work on many pictures at once, and shows what came of it: order, copies that show the same, stills, parts."""

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from evidence_vault.gui import icons
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.workspace import OpenVault, Workspace
from evidence_vault.progress import Progress
from evidence_vault.records import EvidenceItem
from evidence_vault.translations import _, plural


class PictureWork(QObject):
    """The actions; each runs in the status strip and can be cancelled."""

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._window = window

    def menu_button(self) -> QPushButton:
        """A button that offers what is done with all pictures of the case."""
        offer = button(_("Screenshots"), look="quiet", icon="images")
        offer.setProperty("opens", "menu")
        menu = QMenu(offer)
        for words, icon, action in (
            (_("Put in order by what they share …"), "arrow-down-up", self.find_order),
            (_("Find pictures that show the same …"), "copy", self.find_alike),
        ):
            menu.addAction(icons.icon(icon), words).triggered.connect(lambda _on=False, action=action: action())
        offer.setMenu(menu)
        return offer

    def find_order(self) -> None:
        """Propose an order, and show it."""
        case_id = self._workspace.case_id

        def work(vault: OpenVault, progress: Progress) -> Any:
            from evidence_vault.operations import picture_series, series_todo

            report = picture_series.find_series(vault, progress, case_id)
            return report, series_todo.what_is_missing(vault, report, case_id)

        def done(found: Any) -> None:
            from evidence_vault.gui.picture_order import PictureOrder

            PictureOrder(self._workspace, found[0], found[1], self._window.window()).open()

        self._workspace.run(_("Putting screenshots in order"), work, done)

    def find_alike(self) -> None:
        """Find near-duplicates, and show them side by side."""
        case_id = self._workspace.case_id

        def work(vault: OpenVault, progress: Progress) -> Any:
            from evidence_vault.operations import near_duplicates

            return near_duplicates.find_near_duplicates(vault, progress, case_id)

        def done(pairs: Any) -> None:
            from evidence_vault.gui.alike_pictures import AlikePictures

            if pairs:
                AlikePictures(self._workspace, pairs, self._window.window()).open()
            else:
                self._workspace.tell(_("No two pictures were found that show the same."))

        self._workspace.run(_("Comparing pictures"), work, done)

    def take_stills(self, item: EvidenceItem) -> None:
        """Stills of a recording, as copies."""
        actor, case_id = self._workspace.actor, self._workspace.case_id

        def work(vault: OpenVault, progress: Progress) -> object:
            from evidence_vault.operations import film_stills

            return film_stills.take_stills(vault, item.id, actor, progress, case_id=case_id)

        self._make(_("Taking stills"), work)

    def cut(self, item: EvidenceItem) -> None:
        """Parts of a long screenshot, as copies."""
        actor, case_id = self._workspace.actor, self._workspace.case_id

        def work(vault: OpenVault, progress: Progress) -> object:
            from evidence_vault.operations import picture_series

            return picture_series.cut_into_parts(vault, item.id, actor, progress, case_id=case_id)

        self._make(_("Cutting into pages"), work)

    def _make(self, title: str, work: object) -> None:
        def done(made: tuple[EvidenceItem, ...]) -> None:
            if made:
                words = plural(
                    "{count} copy was made. Your original is safe.",
                    "{count} copies were made. Your original is safe.",
                    len(made),
                )
                self._workspace.tell(words)
            else:
                self._workspace.tell(_("There was nothing to make."))

        self._workspace.run(title, work, done, changes=("evidence", "custody"))  # type: ignore[arg-type]
