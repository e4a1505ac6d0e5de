# SPDX-License-Identifier: GPL-3.0-or-later
"""The window: menus and shortcuts around the place where the person is."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QStackedWidget,
    QTextEdit,
    QWidget,
)

from evidence_vault.gui import icons
from evidence_vault.gui.flows.idle import LeaveQuickly
from evidence_vault.gui.flows.routes import Place, Route
from evidence_vault.gui.pages.outside_page import OutsidePage
from evidence_vault.gui.program import Program
from evidence_vault.gui.workspace import Workspace
from evidence_vault.translations import _

if TYPE_CHECKING:  # the pages of an open vault are loaded when one is opened: the window comes up faster
    from evidence_vault.gui.guide_window import GuideWindow
    from evidence_vault.gui.workspace_frame import WorkspaceFrame

DESIGN_SIZE = (1280, 800)
SMALLEST_SIZE = (960, 640)
IDLE_CHECK = 5000
"""Milliseconds between two looks at the idle watch."""

_TYPING = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox)
_SIGNS_OF_LIFE = {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel}


class MainWindow(QMainWindow):
    """One window. It is made anew when language or text size change; the program and its vault stay."""

    def __init__(self, program: Program) -> None:
        super().__init__()
        self.program = program
        self.setWindowTitle(_("Evidence Vault"))
        self.setWindowIcon(icons.program_icon())
        self.setMinimumSize(*SMALLEST_SIZE)
        self._leave_quickly = LeaveQuickly(program.clock.monotonic)
        self._places = QStackedWidget()
        self.setCentralWidget(self._places)
        self.frame: WorkspaceFrame | None = None
        self._needs_vault: list[QAction] = []
        self._go_menu: QMenu | None = None
        self._guide: GuideWindow | None = None
        self._make_menus()
        if program.workspace is not None:
            self._vault_opened(program.workspace)
        program.opened.connect(self._vault_opened)
        program.moved.connect(self.show_place)
        program.closing.connect(self._closing)
        self._idle = QTimer(self)
        self._idle.timeout.connect(program.lock_if_idle)
        self._idle.start(IDLE_CHECK)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        self._restore_geometry()
        self.show_place(program.places.now)

    # --- places

    def show_place(self, route: Route) -> None:
        """Show where the program is."""
        if route.place is Place.WORKSPACE and self.frame is not None:
            widget: QWidget = self.frame
        else:
            widget = _outside_page(self.program, route)
        before = self._places.currentWidget()
        if self._places.indexOf(widget) < 0:
            self._places.addWidget(widget)
        self._places.setCurrentWidget(widget)
        if before is not None and before is not widget and before is not self.frame:
            self._places.removeWidget(before)
            before.deleteLater()
        self._update_menus()
        if isinstance(widget, OutsidePage):
            widget.take_focus()

    def current_place(self) -> QWidget | None:
        """The page or frame that is shown."""
        return self._places.currentWidget()

    def _vault_opened(self, workspace: Workspace) -> None:
        from evidence_vault.gui.workspace_frame import WorkspaceFrame

        self.frame = WorkspaceFrame(self.program, workspace)
        self._places.addWidget(self.frame)
        workspace.case_changed.connect(self._fill_go_menu)
        self._fill_go_menu()

    def _closing(self) -> None:
        if self.frame is not None:
            self.frame.leave()
        self.hide()

    # --- menus

    def _make_menus(self) -> None:
        file = self.menuBar().addMenu(_("&File"))
        self._add(file, _("Add files …"), "Ctrl+O", lambda f: f.adding.ask_files(), icon="file-plus")
        self._add(file, _("Add a folder …"), "Ctrl+Shift+O", lambda f: f.adding.ask_folder(), icon="folder-plus")
        self._add(file, _("Paste as evidence"), "Ctrl+Shift+V", lambda f: f.adding.paste(), icon="clipboard-paste")
        self._add(file, _("New case …"), "Ctrl+N", lambda f: f.ask_new_case(), icon="briefcase")
        file.addSeparator()
        self._plain(file, _("Check a package …"), "", lambda: self.program.go(Place.CHECK), "package-check")
        self._plain(file, _("Settings"), "Ctrl+,", lambda: self.program.go(Place.SETTINGS), "settings")
        file.addSeparator()
        self._add(file, _("Lock"), "Ctrl+L", lambda _f: self.program.lock(), icon="lock")
        self._plain(file, _("Leave quickly"), "Ctrl+Shift+X", self.program.leave, "log-out")
        self._plain(file, _("Quit"), "Ctrl+Q", self.close, "")
        self._go_menu = self.menuBar().addMenu(_("&Go"))
        self._fill_go_menu()
        help_menu = self.menuBar().addMenu(_("&Help"))
        self._plain(help_menu, _("Guide"), "F1", self.show_guide, "book-open")
        self._add(help_menu, _("Help on this page"), "Shift+F1", lambda f: f.show_help(), icon="circle-question-mark")
        self._plain(help_menu, _("About Evidence Vault"), "", self._about, "info")

    def _add(
        self, menu: QMenu, words: str, keys: str, action: "Callable[[WorkspaceFrame], object]", *, icon: str = ""
    ) -> QAction:
        def act() -> None:
            if self.frame is not None and self._places.currentWidget() is self.frame:
                action(self.frame)

        entry = self._plain(menu, words, keys, act, icon)
        self._needs_vault.append(entry)
        return entry

    @staticmethod
    def _plain(menu: QMenu, words: str, keys: str, action: Callable[[], object], icon: str) -> QAction:
        entry = menu.addAction(words)
        entry.setIconVisibleInMenu(True)
        if icon:
            entry.setIcon(icons.icon(icon))
        if keys:
            entry.setShortcut(QKeySequence(keys))
        entry.triggered.connect(lambda _on=False: action())
        return entry

    def _fill_go_menu(self) -> None:
        menu = self._go_menu
        if menu is None:
            return
        for old in menu.actions():
            if old in self._needs_vault:
                self._needs_vault.remove(old)
        menu.clear()
        self._add(menu, _("Search"), "Ctrl+K", _focus_search, icon="search")
        self._add(menu, _("Close details, go back"), "Esc", lambda f: f.close_details())
        self._add(menu, _("To the details and back"), "F6", lambda f: f.room.go_to_details())
        if self.frame is not None:
            menu.addSeparator()
            self._add_sections(menu, has_case=self.frame.workspace.case_id is not None)
        self._update_menus()

    def _add_sections(self, menu: QMenu, *, has_case: bool) -> None:
        from evidence_vault.gui.pages import registry

        for number, section in enumerate(registry.sections(has_case=has_case), start=1):
            keys = f"Ctrl+{number}" if number <= 9 else ""
            entry = self._add(menu, _(section.title), keys, _shows(section.id), icon=section.icon)
            if section.id == "hand-over":
                entry.setShortcuts([QKeySequence("Ctrl+E"), QKeySequence(keys)])

    def _update_menus(self) -> None:
        is_open = self.frame is not None and self._places.currentWidget() is self.frame
        for entry in self._needs_vault:
            entry.setEnabled(is_open)

    def show_guide(self) -> None:
        """Open the guide at the chapter for where the person is; a guide that is open turns to it."""
        from evidence_vault.gui.guide_window import GuideWindow

        route = self.program.places.now
        page = route.place.value
        if route.place is Place.WORKSPACE and self.frame is not None:
            page = self.frame.section
        if self._guide is None:
            self._guide = GuideWindow(self.program, page, self)
        else:
            self._guide.show_page(page)
        self._guide.show()
        self._guide.activateWindow()

    def _about(self) -> None:
        from evidence_vault.gui.about_dialog import AboutDialog

        AboutDialog(self).exec()

    # --- leaving, idling

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice signs of life, and Shift pressed three times while no text is typed."""
        kind = event.type()
        if kind in _SIGNS_OF_LIFE:
            self.program.idle.touch()
            if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and _is_first_receiver(watched):
                shift_alone = event.key() == Qt.Key.Key_Shift and not event.isAutoRepeat()
                is_typing = isinstance(QApplication.focusWidget(), _TYPING)
                if self._leave_quickly.pressed(shift_alone=shift_alone and not is_typing):
                    self.program.leave()
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the vault first; the program ends when that is done."""
        self._keep_geometry()
        event.ignore()
        self.program.leave()

    def discard(self) -> None:
        """Let this window go without ending the program: a new one takes its place."""
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        self._idle.stop()
        self.program.opened.disconnect(self._vault_opened)
        self.program.moved.disconnect(self.show_place)
        self.program.closing.disconnect(self._closing)
        self._keep_geometry()
        if self.frame is not None:
            self.frame.leave()
        self.hide()
        self.deleteLater()

    def _keep_geometry(self) -> None:
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        if geometry != self.program.settings.now.window:
            self.program.settings.change(window=geometry)

    def _restore_geometry(self) -> None:
        kept = self.program.settings.now.window
        if not kept or not self.restoreGeometry(QByteArray.fromBase64(kept.encode())):
            room = self.screen().availableSize()
            self.resize(min(DESIGN_SIZE[0], room.width()), min(DESIGN_SIZE[1], room.height()))


def _shows(section: str) -> "Callable[[WorkspaceFrame], object]":
    return lambda frame: frame.show_section(section)


def _focus_search(frame: "WorkspaceFrame") -> None:
    frame.top_bar.search.setFocus()
    frame.top_bar.search.selectAll()


def _is_first_receiver(watched: QObject) -> bool:
    # A key goes from the widget with the focus up to its window: count it once.
    focus = QApplication.focusWidget()
    if focus is not None:
        return watched is focus
    return isinstance(watched, QWidget) and watched.isWindow()


def _outside_page(program: Program, route: Route) -> OutsidePage:
    # Late: each page is loaded when it is first shown, so that the window comes up fast.
    if route.place is Place.NEW_VAULT:
        from evidence_vault.gui.pages.new_vault import NewVaultPage

        return NewVaultPage(program)
    if route.place is Place.UNLOCK:
        from evidence_vault.gui.pages.unlock import UnlockPage

        return UnlockPage(program, Path(route.argument), route.notice)
    if route.place is Place.CHECK:
        from evidence_vault.gui.pages.check_package import CheckPackagePage

        return CheckPackagePage(program, route.argument)
    if route.place is Place.SETTINGS:
        from evidence_vault.gui.pages.settings_page import SettingsPage

        return SettingsPage(program)
    if route.place is Place.DEMO:
        from evidence_vault.gui.pages.demo_page import DemoPage

        return DemoPage(program)
    from evidence_vault.gui.pages.welcome import WelcomePage

    return WelcomePage(program)
