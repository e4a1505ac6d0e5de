# SPDX-License-Identifier: GPL-3.0-or-later
"""What every section of a case is made of: header, then one of loading, empty, problem, content."""

from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui import theme
from evidence_vault.gui.keyboard import put_in_order
from evidence_vault.gui.widgets.banner import error_banner
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.layout import box, clear, column
from evidence_vault.gui.widgets.page_header import PageHeader
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import Workspace
from evidence_vault.translations import _

LOADING_SHOWN_AFTER = 250
"""Milliseconds: what is read faster than this never shows "loading"."""

LOW = 28
"""In heights of body text: a page lower than this shows its title without the line below it."""


class Page(QWidget):
    """One section. A page sets the class variables, builds its content once, and fills it in ``refresh``.

    ``title``, ``purpose`` and ``help`` are marked with ``N_``; ``follows`` are the changes of the workspace that
    make it stale. See docs/how-to/add-a-page.md.
    """

    title: ClassVar[str]
    purpose: ClassVar[str]
    help: ClassVar[str]
    follows: ClassVar[tuple[str, ...]] = ("case",)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._stale = True
        self.setProperty("area", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, on=True)
        self.header = PageHeader(_(self.title), _(self.purpose))
        self.setAccessibleName(_(self.title))
        self._notices = QVBoxLayout()
        self._states = QStackedWidget()
        self._content = self.build()
        self._loading = _loading()
        self._other: QWidget | None = None
        self._states.addWidget(self._content)
        self._states.addWidget(self._loading)
        layout = column(self.header, self._notices, gap=4)
        layout.addWidget(self._states, 1)
        side = theme.current().space(6)
        layout.setContentsMargins(side, side, side, theme.current().space(4))
        self.setLayout(layout)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(lambda: self._states.setCurrentWidget(self._loading))
        workspace.case_changed.connect(self._went_stale)
        workspace.changed.connect(self._workspace_changed)

    def build(self) -> QWidget:
        """Make the content, empty; called once, and the header may be given actions here."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Read what is shown from the vault (``self.read``) and show it; called when the page is stale."""
        raise NotImplementedError

    def open_at(self, target: object) -> None:
        """Show ``target``; pages that know no targets ignore it."""

    def leave(self) -> None:
        """The page or the vault is left: write what was typed and not yet written."""

    def show_loading(self) -> None:
        """Show that reading takes a moment, if it does."""
        self._patience.start(LOADING_SHOWN_AFTER)

    def show_content(self) -> None:
        """Show the content; Tab goes through it in the order in which it stands there."""
        put_in_order(self)
        self._show_state(self._content)

    def show_empty(self, state: QWidget) -> None:
        """Show ``state`` (an ``EmptyState``) instead of the content."""
        self._replace_other(state)

    def show_problem(self, error: EvidenceVaultError) -> None:
        """Show that reading failed, why, and a button to try again."""
        again = button(_("Try again"), self.refresh, icon="refresh-cw")
        self._replace_other(box(column(error_banner(error), again, None)))

    def show_notice(self, notice: QWidget | None) -> None:
        """Show one banner below the header; None takes it away."""
        clear(self._notices)
        if notice is not None:
            self._notices.addWidget(notice)

    def refresh_now(self) -> None:
        """Refresh if the page is visible, else when it is next shown."""
        self._stale = True
        if self.isVisible():
            self._refresh_stale()

    def showEvent(self, event: QShowEvent) -> None:
        """Bring a stale page up to date when it is shown."""
        super().showEvent(event)
        self._refresh_stale()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little height, the line below the title makes room for the content."""
        super().resizeEvent(event)
        self.header.purpose.setVisible(self.height() > theme.current().body * LOW)

    def _refresh_stale(self) -> None:
        if self._stale:
            self._stale = False
            self.refresh()

    def _went_stale(self) -> None:
        self.refresh_now()

    def _workspace_changed(self, what: str) -> None:
        if what in self.follows:
            self.refresh_now()

    def _show_state(self, widget: QWidget) -> None:
        self._patience.stop()
        self._states.setCurrentWidget(widget)
        if widget is not self._other and self._other is not None:
            self._states.removeWidget(self._other)
            self._other.deleteLater()
            self._other = None

    def _replace_other(self, widget: QWidget) -> None:
        old, self._other = self._other, widget
        self._states.addWidget(widget)
        self._patience.stop()
        self._states.setCurrentWidget(widget)
        if old is not None:
            self._states.removeWidget(old)
            old.deleteLater()


def _loading() -> QWidget:
    words = label(_("One moment …"), "muted")
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return box(column(None, words, None))
