# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds the words that were searched for, with filters, and a way to each place."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QWidget

from evidence_vault.gui import icons, theme
from evidence_vault.gui.flows.search_words import KINDS, hit_lines, is_whole_day, place_of
from evidence_vault.gui.pages.page import Page
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.finder_line import finder_line
from evidence_vault.gui.widgets.layout import FlowLayout, box, column
from evidence_vault.gui.widgets.two_lines import TwoLines
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenVault
from evidence_vault.translations import N_, _, plural

HIT = Qt.ItemDataRole.UserRole
PATIENCE = 200
"""Milliseconds after the last key press in a filter."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What a search brought. ``titles``: of the case of each hit, "" where one case was searched."""

    turn: int
    hits: tuple[Any, ...] = ()
    most: int = 0
    titles: tuple[str, ...] = ()


class SearchPage(Page):
    """Reached from the search line at the top; shows what is found while one types there."""

    title = N_("Search")
    purpose = N_("Messages, text in pictures, names of files, and what you recorded.")
    help = N_(
        "All the words must occur. Chinese words of two signs are found too.\n"
        "Words in quotation marks are found as they stand there, one after the other.\n"
        "The filters leave only one kind, one person, or some days. Days are those that the file writes.\n"
        "Press Enter on a line to go there: a message opens in its conversation."
    )
    follows = ()

    def build(self) -> QWidget:
        """Filters above the list of hits."""
        self._words = ""
        self._turn = 0
        self._takes_focus = True
        filters = self._filters()
        self._count = label("", "muted")
        self.list = QListWidget()
        self.list.setAccessibleName(_("Hits"))
        self.list.setItemDelegate(TwoLines(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(lambda entry: self._go(entry.data(HIT)))
        self.list.itemClicked.connect(lambda entry: self._go(entry.data(HIT)))
        return box(column(filters, self._count, self.list, gap=2))

    def _filters(self) -> QWidget:
        self.person = finder_line(_("From whom"))
        self.first_day = finder_line(_("From the day"), placeholder=_("From, such as 2026-03-05"))
        self.last_day = finder_line(_("Until the day"), placeholder=_("Until, such as 2026-03-31"))
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("Which kind"))
        self.kind.addItem(_("Everything"), "")
        for kind, (words, icon) in KINDS.items():
            self.kind.addItem(icons.icon(icon), _(words), kind)
        self.everywhere = button(_("In the whole vault"), self._filtered, look="quiet", icon="archive")
        self.everywhere.setCheckable(True)
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.timeout.connect(self._filtered)
        flow = FlowLayout(gap=1.5)
        for line in (self.person, self.first_day, self.last_day):
            line.setMinimumWidth(theme.current().body * 15)
            line.textEdited.connect(lambda _text: self._waiting.start(PATIENCE))
            flow.addWidget(line)
        self.kind.activated.connect(self._filtered)
        flow.addWidget(self.kind)
        flow.addWidget(self.everywhere)
        return box(flow)

    def open_at(self, target: object) -> None:
        """Search for ``target``; with ("typing", words) the keyboard stays where it is."""
        self._takes_focus = not isinstance(target, tuple)
        self._words = str(target[1] if isinstance(target, tuple) else target)
        self.refresh_now()

    def _filtered(self) -> None:
        self._takes_focus = False
        self.refresh_now()

    def refresh(self) -> None:
        """Search."""
        self._turn += 1
        words, turn = self._words, self._turn
        case_id = None if self.everywhere.isChecked() else self.workspace.case_id
        self.everywhere.setVisible(self.workspace.case_id is not None)
        first, last = (line.text() if is_whole_day(line.text()) else "" for line in (self.first_day, self.last_day))
        person, kind = self.person.text(), self.kind.currentData()

        def work(vault: OpenVault) -> _Found:
            from evidence_vault.operations import search_vault

            if turn != self._turn:  # more was typed meanwhile
                return _Found(turn)
            kinds = frozenset({kind} if kind else ())
            wanted = search_vault.typed_filter(kinds=kinds, person=person, first_day=first, last_day=last)
            hits = search_vault.search_vault(vault, words, case_id, wanted)
            titles = ("",) * len(hits) if case_id else search_vault.cases_of_hits(vault, hits)
            return _Found(turn, hits, search_vault.MOST, titles)

        self.workspace.read(self, work, self._show_hits, failed=self.show_problem)

    def _show_hits(self, found: "_Found") -> None:
        if found.turn != self._turn:
            return
        hits = found.hits
        self.list.clear()
        for hit, title in zip(hits, found.titles, strict=True):
            lines = hit_lines(hit, title)
            entry = QListWidgetItem(icons.icon(KINDS[hit.kind][1]), "\n".join(lines))
            entry.setData(HIT, hit)
            self.list.addItem(entry)
        self._count.setText(self._count_words(len(hits), found.most))
        self.show_content()
        if hits:
            self.list.setCurrentRow(0)
            if self._takes_focus:
                self.list.setFocus()

    def _count_words(self, count: int, most: int) -> str:
        if not self._words.strip():
            return _("Type what you look for in the line at the top.")
        if not count:
            words = _("Nothing holds all of “{words}”. Try fewer words, only a part, or fewer filters.")
            return words.format(words=self._words)
        if count == most:
            return _("The first {count} places. More words or a filter find the others.").format(count=count)
        return plural("{count} place", "{count} places", count)

    def _show_in_picture(self, hit: Any) -> None:
        """The picture large, with the words marked where they stand in it."""
        words, window = self._words, self.window()

        def work(vault: OpenVault) -> Any:
            from evidence_vault.operations import browse_vault

            return browse_vault.one_item(vault, hit.item_id)

        def done(item: Any) -> None:
            from evidence_vault.gui.picture_viewer import PictureMark, PictureViewer

            PictureViewer(self.workspace, [item], item, window, PictureMark(hit.page or 0, words)).open()

        self.workspace.read(self, work, done)

    def _go(self, hit: Any) -> None:
        section, target = place_of(hit)
        if hit.kind == "picture":
            self._show_in_picture(hit)
        if hit.case_id is None or hit.case_id == self.workspace.case_id:
            self.workspace.show_section(section, target)
            return

        def work(vault: OpenVault) -> str:
            from evidence_vault.operations import edit_case

            return edit_case.load_case(vault, hit.case_id).title

        def done(title: str) -> None:
            self.workspace.choose_case(hit.case_id, title)
            self.workspace.show_section(section, target)

        self.workspace.read(self, work, done)
