# SPDX-License-Identifier: GPL-3.0-or-later
"""The bar at the top: which case, search, add evidence, lock, leave quickly."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QWidget

from evidence_vault.gui import icons, theme
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.finder_line import finder_line
from evidence_vault.translations import _

COMPACT = 76
"""In widths of body text: below this, Lock and Leave show their icons alone."""
TYPING_PAUSE = 150
"""Milliseconds after the last key press until what was typed is searched for."""


MOST_CASES = 12
"""So many stand in the chooser: more do not fit on a small screen, and the list of cases finds them by a word."""
LONGEST_TITLE = 24
"""In widths of body text: what of a title stands in the chooser."""


@dataclass(frozen=True, slots=True)
class CaseEntry:
    """A case in the chooser. ``changed_at``: when its latest fact was recorded, ISO 8601 in UTC."""

    id: str
    title: str
    items: int
    changed_at: str = ""


class TopBar(QWidget):
    """Only asks; the frame does. ``case_chosen`` brings id and title, an empty id for the whole vault.

    ``search_wanted`` when Enter is pressed, ``search_typed`` when typing paused.
    """

    case_chosen = Signal(str, str)
    new_case_wanted = Signal()
    find_case_wanted = Signal()
    search_wanted = Signal(str)
    search_typed = Signal(str)
    add_files_wanted = Signal()
    add_folder_wanted = Signal()
    paste_wanted = Signal()
    add_chats_wanted = Signal()
    lock_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("area", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, on=True)
        self._title = ""
        self._cases: tuple[CaseEntry, ...] = ()
        self._current: Callable[[], str | None] = lambda: None
        self.chooser = button(_("Whole vault"), look="chooser", tip=_("Choose a case"))
        self.chooser.setMenu(QMenu(self.chooser))
        self.chooser.menu().aboutToShow.connect(self._fill_chooser)
        self._make_search()
        self.add = button(_("Add evidence"), look="primary", icon="plus", tip=_("Add evidence (Ctrl+O)"))
        self.add.setProperty("opens", "menu")
        self.add.setMenu(self._add_menu())
        self.lock = button(_("Lock"), self.lock_wanted.emit, look="quiet", icon="lock", tip=_("Lock (Ctrl+L)"))
        leave = _(
            "Close the vault and this window at once (Ctrl+Shift+X, or Shift three times). Files "
            "elsewhere on this computer, and what you did before, stay visible."
        )
        self.leave = button(_("Leave quickly"), self.leave_wanted.emit, look="quiet", icon="log-out", tip=leave)
        layout = QHBoxLayout(self)
        look = theme.current()
        layout.setContentsMargins(look.space(3), look.space(2), look.space(3), look.space(2))
        layout.setSpacing(look.space(2))
        layout.addWidget(self.chooser)
        layout.addStretch(1)
        layout.addWidget(self.search, 6)
        layout.addStretch(1)
        for part in (self.add, self.lock, self.leave):
            layout.addWidget(part)

    def _make_search(self) -> None:
        self.search = _search_line()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.timeout.connect(lambda: self.search_typed.emit(self.search.text()))
        self.search.textEdited.connect(lambda _text: self._typing.start(TYPING_PAUSE))
        self.search.returnPressed.connect(self._search)

    def _search(self) -> None:
        self._typing.stop()
        self.search_wanted.emit(self.search.text())

    def show_cases(self, cases: Sequence[CaseEntry], current: Callable[[], str | None]) -> None:
        """Offer ``cases`` in the chooser; ``current`` says which one is open whenever it is opened."""
        self._cases, self._current = tuple(cases), current
        self._fill_chooser()

    def _fill_chooser(self) -> None:
        """All cases in their order; of many those in which something was done last."""
        menu, cases, current = self.chooser.menu(), self._cases, self._current()
        menu.clear()
        for case in _shown_cases(cases, current):
            title = menu.fontMetrics().elidedText(
                case.title, Qt.TextElideMode.ElideRight, theme.current().body * LONGEST_TITLE
            )
            action = menu.addAction(f"{title.replace('&', '&&')}  ({case.items})")
            action.setCheckable(True)
            action.setChecked(case.id == current)
            action.triggered.connect(lambda _on=False, case=case: self.case_chosen.emit(case.id, case.title))
        menu.addSeparator()
        if len(cases) > MOST_CASES:
            every = menu.addAction(icons.icon("search"), _("Find one of all {count} cases …").format(count=len(cases)))
            every.triggered.connect(self.find_case_wanted)
        whole = menu.addAction(icons.icon("archive"), _("Whole vault"))
        whole.triggered.connect(lambda: self.case_chosen.emit("", ""))
        new = menu.addAction(icons.icon("plus"), _("New case …"))
        new.triggered.connect(self.new_case_wanted)

    def show_case(self, title: str) -> None:
        """Show which case is open; "" for the whole vault."""
        self._title = title or _("Whole vault")
        self.chooser.setAccessibleName(_("Case: {title}").format(title=self._title))
        self._elide()

    def _elide(self) -> None:
        room = theme.current().body * 16
        text = self.chooser.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, room)
        self.chooser.setText(text.replace("&", "&&"))
        self.chooser.setToolTip(self._title)

    def _add_menu(self) -> QMenu:
        menu = QMenu(self.add)
        for icon, words, wanted in (
            ("file-plus", _("Files …"), self.add_files_wanted),
            ("folder-plus", _("A folder …"), self.add_folder_wanted),
            ("messages-square", _("Chat logs, and what I know about them …"), self.add_chats_wanted),
            ("clipboard-paste", _("Paste text or a picture"), self.paste_wanted),
        ):
            menu.addAction(icons.icon(icon), words).triggered.connect(wanted)
        return menu

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the last two buttons show icons alone."""
        super().resizeEvent(event)
        compact = self.width() < theme.current().body * COMPACT
        for widget, words in ((self.lock, _("Lock")), (self.leave, _("Leave quickly"))):
            widget.setText("" if compact else words)


def _shown_cases(cases: Sequence[CaseEntry], current: str | None) -> list[CaseEntry]:
    """Those of the chooser; the open one is always among them."""
    if len(cases) <= MOST_CASES:
        return list(cases)
    latest = sorted(cases, key=lambda one: (one.id == current, one.changed_at), reverse=True)
    return latest[:MOST_CASES]


def _search_line() -> QLineEdit:
    line = finder_line(_("Search everything"), placeholder=_("Search everything (Ctrl+K)"), magnifier=True)
    line.setProperty("look", "search")
    line.setMaximumWidth(theme.current().body * 40)
    line.setMinimumWidth(theme.current().body * 10)
    line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return line
