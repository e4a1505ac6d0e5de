# SPDX-License-Identifier: GPL-3.0-or-later
"""The open vault on the screen: top bar, sections, page, details, strip."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui.adding import Adding, paths_of
from evidence_vault.gui.background_reading import BackgroundReading
from evidence_vault.gui.backup_actions import BackupActions
from evidence_vault.gui.details_place import DetailsPlace
from evidence_vault.gui.flows.backup_words import strip_words
from evidence_vault.gui.flows.check_words import finding_words
from evidence_vault.gui.keyboard import put_in_order
from evidence_vault.gui.pages import registry
from evidence_vault.gui.pages.cases_page import FIND
from evidence_vault.gui.pages.new_case import NewCasePage
from evidence_vault.gui.pages.page import Page
from evidence_vault.gui.program import Program
from evidence_vault.gui.start_check import StartCheck
from evidence_vault.gui.taking_in import TakingIn
from evidence_vault.gui.widgets.details_panel import DetailsPanel
from evidence_vault.gui.widgets.layout import box, column
from evidence_vault.gui.widgets.reading_view import ReadingView
from evidence_vault.gui.widgets.section_list import SectionList
from evidence_vault.gui.widgets.status_strip import StatusStrip
from evidence_vault.gui.widgets.top_bar import CaseEntry, TopBar
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenVault, ResultAction, Workspace
from evidence_vault.translations import _
from evidence_vault.user_messages import words_for_error

if TYPE_CHECKING:
    from evidence_vault.operations.back_up import BackupState


class WorkspaceFrame(QWidget):
    """Holds the pages, made when first shown."""

    def __init__(self, program: Program, workspace: Workspace) -> None:
        super().__init__()
        self.program = program
        self.workspace = workspace
        self.adding, self.taking = Adding(workspace, self), TakingIn(workspace, workspace.choose_case)
        self.setProperty("area", "window")
        self.setAcceptDrops(True)
        self._pages: dict[str, Page] = {}
        self.section = ""
        self.top_bar = TopBar()
        self.sections = SectionList()
        self.stack = QStackedWidget()
        self.room = DetailsPlace(self.stack)
        self.strip = StatusStrip(program.jobs, self._begin_reading())
        self.new_case = NewCasePage(workspace)
        self.stack.addWidget(self.new_case)
        self._lay_out()
        self._connect()
        self._backups = BackupActions(workspace, self)
        self._copy_words = ""
        self._show_vault_words()
        self._read_copy_state()
        self.load_cases()
        self._tell_notes()
        self.start_check = StartCheck(workspace, self)
        self._take_in()

    @property
    def details(self) -> DetailsPanel:
        """The panel at the side."""
        return self.room.panel

    def _begin_reading(self) -> ReadingView:
        self.reading = BackgroundReading(self.workspace, self)
        return ReadingView(self.reading)

    def _lay_out(self) -> None:
        side = box(column(self.sections, gap=0), area="side")
        side.setSizePolicy(self.sections.sizePolicy())
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(side)
        middle.addWidget(self.room, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top_bar)
        layout.addLayout(middle, 1)
        layout.addWidget(self.strip)
        self._side = side

    def _connect(self) -> None:
        bar, workspace = self.top_bar, self.workspace
        bar.case_chosen.connect(self._choose_case)
        bar.new_case_wanted.connect(self.ask_new_case)
        bar.find_case_wanted.connect(self._find_case)
        bar.search_wanted.connect(self.search)
        bar.search_typed.connect(self.search_while_typing)
        bar.add_files_wanted.connect(self.adding.ask_files)
        bar.add_folder_wanted.connect(self.adding.ask_folder)
        bar.add_chats_wanted.connect(self.adding.ask_chat_logs)
        bar.paste_wanted.connect(self.adding.paste)
        bar.lock_wanted.connect(self.program.lock)
        bar.leave_wanted.connect(self.program.leave)
        self.sections.chosen.connect(self.show_section)
        workspace.section_wanted.connect(self.show_section)
        workspace.details_wanted.connect(self.show_details)
        workspace.passing_wanted.connect(self.room.show_passing)
        workspace.told.connect(self.strip.tell)
        workspace.went_wrong.connect(self._show_error)
        workspace.case_changed.connect(self._case_changed)
        workspace.changed.connect(self._something_changed)
        self.program.taking_in.connect(self._take_in)
        self.new_case.made.connect(self._case_made)
        self.new_case.cancelled.connect(lambda: self.show_section(self.section or "evidence"))

    def _show_vault_words(self) -> None:
        minutes = self.workspace.settings.now.idle_minutes
        idle = _("locks after {minutes} min without use").format(minutes=minutes) if minutes else ""
        parts = (self.workspace.opened.name, idle, self._copy_words)
        self.strip.vault.setText(" · ".join(part for part in parts if part))

    def _read_copy_state(self) -> None:
        def show(state: "BackupState") -> None:
            self._copy_words = strip_words(state)
            self._show_vault_words()

        self._backups.read_state(self, show)

    def _tell_notes(self) -> None:
        notes = [finding_words(note)[1] for note in self.workspace.opened.notes]
        if notes:
            self.strip.tell(" ".join(notes[:3]))

    # --- cases

    def load_cases(self) -> None:
        """Read the list of cases, and open the first when none is open yet."""
        self.workspace.read(self, _list_cases, self._show_cases)

    def _show_cases(self, cases: tuple[CaseEntry, ...]) -> None:
        self.top_bar.show_cases(cases, lambda: self.workspace.case_id)
        remembered = next((case for case in cases if case.id == self.workspace.case_id), None)
        if remembered is not None:  # it may have been given another title
            self.workspace.case_title = remembered.title
            self.top_bar.show_case(remembered.title)
        if self.section:
            return
        first = remembered or (cases[0] if cases else None)
        if first is None:
            self._show_case_maker(first_one=True)
        else:
            self.workspace.choose_case(first.id, first.title)

    def _choose_case(self, case_id: str, title: str) -> None:
        self.workspace.choose_case(case_id or None, title)

    def _find_case(self) -> None:
        self.workspace.choose_case(None, "")
        self.show_section("cases", FIND)

    def _case_made(self, case_id: str, title: str) -> None:
        self.section = ""
        self.workspace.choose_case(case_id, title)
        self.load_cases()

    def _case_changed(self) -> None:
        self._leave_page()
        self.close_details()
        known = registry.sections(has_case=self.workspace.case_id is not None)
        self.sections.show_sections(known)
        ids = [section.id for section in known]
        self.top_bar.show_case(self.workspace.case_title)
        self._side.show()
        self.show_section(ids[0])  # the home of the case

    def _something_changed(self, what: str) -> None:
        if what == "custody" and self.window().isVisible():
            self._read_copy_state()
        if what == "case" and self.window().isVisible():  # a page's last words at locking change the case, too
            self.load_cases()

    def _take_in(self) -> None:
        """Take in the package that was asked for, if there is one."""
        wanted, self.program.wanted_package = self.program.wanted_package, None
        if wanted is not None:
            self.taking.take(wanted)

    def ask_new_case(self) -> None:
        """Show the page that makes a case."""
        self._show_case_maker(first_one=False)

    def _show_case_maker(self, *, first_one: bool) -> None:
        self.close_details()
        self._side.setVisible(not first_one)
        self.top_bar.setVisible(not first_one)
        self.new_case.start(first_one=first_one)
        self.stack.setCurrentWidget(self.new_case)

    # --- pages

    def current_page(self) -> Page | None:
        """The page that is shown, if it is a section."""
        page = self.stack.currentWidget()
        return page if isinstance(page, Page) else None

    def show_section(self, section: str, target: object = None) -> None:
        """Show a section, at ``target`` where it knows it."""
        self._leave_page()
        self.close_details()
        self.top_bar.show()
        self._side.show()
        self.section = section
        page = self._pages.get(section)
        if page is None:
            page = registry.make_page(registry.section(section), self.workspace)
            self._pages[section] = page
            self.stack.addWidget(page)
            put_in_order(self)
        self.sections.select(section)
        self.stack.setCurrentWidget(page)
        if target is not None:
            page.open_at(target)

    def search(self, words: str) -> None:
        """Show what holds ``words``."""
        if words.strip():
            self.show_section("search", words)

    def search_while_typing(self, words: str) -> None:
        """Show what holds ``words``; the keyboard stays in the search line."""
        page = self._pages.get("search")
        if page is not None and page is self.current_page():
            page.open_at(("typing", words))
        elif words.strip():
            self.show_section("search", ("typing", words))

    def _leave_page(self) -> None:
        page = self.current_page()
        if page is not None:
            page.leave()

    def leave(self) -> None:
        """The vault is closed: every page writes what was typed."""
        for page in self._pages.values():
            page.leave()

    # --- details, help, errors

    def show_details(self, widget: QWidget | None) -> None:
        """Show ``widget`` at the side; None closes the panel."""
        self.room.show_details(widget)

    def close_details(self) -> None:
        """Close the panel and give the keyboard back to the page."""
        self.room.close_details()

    def show_help(self) -> None:
        """Say what this page is for and how it is used."""
        page = self.current_page()
        if page is None:
            return
        parts = [label(_(page.title), "title"), *(label(text) for text in _(page.help).split("\n"))]
        content = box(column(*parts, None, gap=3))
        self.show_details(content)

    def _show_error(self, error: EvidenceVaultError) -> None:
        words = words_for_error(error)
        self.strip.tell(f"{words.sentence} {words.next_step}".strip())

    def tell(self, sentence: str, action: ResultAction | None = None) -> None:
        """Show how something ended."""
        self.strip.tell(sentence, action)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew between page and details."""
        super().resizeEvent(event)
        self.room.share_room()

    # --- dropping files anywhere

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and folders of this computer may be dropped."""
        if paths_of(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped; the files themselves stay where they are."""
        paths = paths_of(event.mimeData())
        if paths:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.adding.offer(paths)


def _list_cases(vault: OpenVault) -> tuple[CaseEntry, ...]:
    from evidence_vault.operations import edit_case

    return tuple(CaseEntry(case.id, case.title, case.items, case.changed_at) for case in edit_case.list_cases(vault))
