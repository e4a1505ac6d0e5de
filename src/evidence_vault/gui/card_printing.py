# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts the stop-payment card on paper with the system's own dialog, or into a file at a place that is asked for."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QRect, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from evidence_vault.gui.widgets.pixels import image
from evidence_vault.gui.workspace import OpenVault, ResultAction, Workspace
from evidence_vault.progress import Progress
from evidence_vault.records import Picture
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _, interface_words

FILE_NAME = "stop-payment-card.pdf"
PAPERS_NAME = "first-papers.pdf"


class CardPrinting(QObject):
    """Belongs to a page; the card is made on the vault's thread."""

    def __init__(self, workspace: Workspace, page: QWidget) -> None:
        super().__init__(page)
        self._workspace = workspace
        self._page = page

    def print_card(self) -> None:
        """Make the card and ask for the printer; nothing readable is written to this computer."""
        case_id, actor = self._workspace.case_id or "", self._workspace.actor

        def work(vault: OpenVault, progress: Progress) -> tuple[Picture, ...]:
            from evidence_vault.operations import stop_payment_card

            progress.raise_if_cancelled()
            return stop_payment_card.print_stop_payment_card(vault, case_id, interface_words().tag, actor)

        self._workspace.run(_("Making the stop-payment card"), work, self._ask_printer, changes=("custody",))

    def _ask_printer(self, pages: tuple[Picture, ...]) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self._page).exec() == QPrintDialog.DialogCode.Accepted:
            draw_pages(printer, pages)
            self._workspace.tell(_("The card was sent to the printer."))

    def save_card(self) -> None:
        """Ask for the place and write the card there."""
        title = _("Where should the card go?")
        path, _kind = QFileDialog.getSaveFileName(self._page, title, str(Path.home() / FILE_NAME), "PDF (*.pdf)")
        if path:
            self.save_to(Path(path))

    def save_to(self, path: Path) -> None:
        """Write the card to ``path``."""
        case_id, actor = self._workspace.case_id or "", self._workspace.actor

        def work(vault: OpenVault, progress: Progress) -> Path:
            from evidence_vault.operations import stop_payment_card

            return stop_payment_card.save_stop_payment_card(
                vault, case_id, path, actor, progress, language=interface_words().tag
            )

        self._workspace.run(_("Making the stop-payment card"), work, self._saved, changes=("custody",))

    def save_papers(self) -> None:
        """Ask for the place and write the first papers there: card, identifiers, payments, vouchers."""
        title = _("Where should the first papers go?")
        path, _kind = QFileDialog.getSaveFileName(self._page, title, str(Path.home() / PAPERS_NAME), "PDF (*.pdf)")
        if path:
            self.save_papers_to(Path(path))

    def save_papers_to(self, path: Path) -> None:
        """Write the first papers to ``path``."""
        case_id, actor = self._workspace.case_id or "", self._workspace.actor

        def work(vault: OpenVault, progress: Progress) -> Path:
            from evidence_vault.operations import hand_over_now

            tag = interface_words().tag
            return hand_over_now.save_first_papers(vault, case_id, path, actor, progress, language=tag)

        self._workspace.run(_("Making the first papers"), work, self._papers_saved, changes=("custody",))

    def _papers_saved(self, path: Path) -> None:
        words = _("The first papers are saved: {name}. They are marked preliminary. Anybody can open this file.")
        opening = ResultAction(_("Open it"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
        self._workspace.tell(words.format(name=visible_name(path.name)), opening)

    def _saved(self, path: Path) -> None:
        words = _("The card is saved: {name}. Anybody can open this file; delete it when you no longer need it.")
        opening = ResultAction(_("Open it"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
        self._workspace.tell(words.format(name=visible_name(path.name)), opening)


def draw_pages(printer: QPrinter, pages: Sequence[Picture]) -> None:
    """Each picture on a page of its own, as large as the paper."""
    painter = QPainter(printer)
    try:
        for number, page in enumerate(pages):
            if number:
                printer.newPage()
            room = painter.viewport()
            size = image(page).size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(QRect(room.topLeft(), size), image(page))
    finally:
        painter.end()
