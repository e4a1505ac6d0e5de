# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds the words that were searched for, with a way to each place."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from evidence_vault.gui import icons
from evidence_vault.gui.pages.page import Page
from evidence_vault.gui.widgets.empty_state import EmptyState
from evidence_vault.gui.widgets.layout import box, column
from evidence_vault.gui.widgets.two_lines import TwoLines
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenVault
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import N_, _, plural

HIT = Qt.ItemDataRole.UserRole

_KINDS = {
    "item": (N_("Evidence"), "images"),
    "message": (N_("Message"), "messages-square"),
    "conversation": (N_("Conversation"), "messages-square"),
    "fact": (N_("Recorded in the case"), "pencil"),
}


class SearchPage(Page):
    """Reached from the search line at the top."""

    title = N_("Search")
    purpose = N_("Names of files, messages, and what you recorded, in this case or in the whole vault.")
    help = N_("All the words must occur. Chinese words of two signs are found too. Press Enter on a line to go there.")
    follows = ()

    def build(self) -> QWidget:
        """The list of hits."""
        self._words = ""
        self._count = label("", "muted")
        self.list = QListWidget()
        self.list.setAccessibleName(_("Hits"))
        self.list.setItemDelegate(TwoLines(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(lambda entry: self._go(entry.data(HIT)))
        self.list.itemClicked.connect(lambda entry: self._go(entry.data(HIT)))
        return box(column(self._count, self.list, gap=2))

    def open_at(self, target: object) -> None:
        """Search for ``target``."""
        self._words = str(target)
        self.refresh_now()

    def refresh(self) -> None:
        """Search."""
        words, case_id = self._words, self.workspace.case_id
        if not words:
            self._show_hits(())
            return
        self.show_loading()

        def work(vault: OpenVault) -> tuple[Any, ...]:
            from evidence_vault.operations import search_vault

            return search_vault.search_vault(vault, words, case_id)

        self.workspace.read(self, work, self._show_hits, failed=self.show_problem)

    def _show_hits(self, hits: tuple[Any, ...]) -> None:
        if not hits:
            words = _("Nothing holds all of these words. Try fewer, or only a part.")
            self.show_empty(EmptyState("search", _("Nothing found for “{words}”").format(words=self._words), words))
            return
        self.list.clear()
        for hit in hits:
            title, icon = _KINDS.get(hit.kind, _KINDS["item"])
            entry = QListWidgetItem(icons.icon(icon), f"{visible_name(hit.snippet)}\n{_(title)}")
            entry.setData(HIT, hit)
            self.list.addItem(entry)
        self._count.setText(plural("{count} place", "{count} places", len(hits)))
        self.show_content()
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def _go(self, hit: Any) -> None:
        if hit.kind in {"message", "conversation"}:
            self.workspace.show_section("conversations", (hit.item_id, hit.conversation_id, hit.seq))
        elif hit.item_id is not None:
            self.workspace.show_section("evidence", hit.item_id)
