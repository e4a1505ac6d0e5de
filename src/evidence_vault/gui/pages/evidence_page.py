# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that was added: grid or table, filter, details, large view."""

from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QComboBox,
    QListView,
    QMenu,
    QStackedWidget,
    QWidget,
)

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui import icons, theme
from evidence_vault.gui.adding import Adding
from evidence_vault.gui.exhibit_editing import ExhibitEditing
from evidence_vault.gui.flows.evidence_filter import KIND_WORDS, STATE_WORDS, State, Wanted, can_show_picture
from evidence_vault.gui.item_actions import ItemActions
from evidence_vault.gui.models.evidence_model import ITEM, Column, EvidenceFilter, EvidenceModel
from evidence_vault.gui.pages.page import Page
from evidence_vault.gui.picture_work import PictureWork
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.empty_state import EmptyState
from evidence_vault.gui.widgets.evidence_tile import EvidenceTile, tile_size
from evidence_vault.gui.widgets.finder_line import finder_line
from evidence_vault.gui.widgets.item_details import ItemDetails
from evidence_vault.gui.widgets.item_tags import TAGS_CHANGED
from evidence_vault.gui.widgets.layout import FlowLayout, box, column
from evidence_vault.gui.widgets.pixels import pixmap
from evidence_vault.gui.widgets.table import Table
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenVault
from evidence_vault.records import EvidenceItem, Picture
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import N_, _, plural

THUMBNAIL_SIDE = 320
VIEW = "evidence-view"


class EvidencePage(Page):
    """The evidence of the open case, or of the whole vault."""

    title = N_("Evidence")
    purpose = N_("Everything you added, exactly as it was. Drop files anywhere in this window to add more.")
    help = N_(
        "Add screenshots, chat logs, bills, recordings or any other file: drop them here, choose them, or paste them.\n"
        "The program keeps a copy that never changes; the file you chose stays where it is.\n"
        "Select one to see its times, its hash, and where it came from. Press Space or Enter to see it large.\n"
        "The same file added twice is noticed and kept once.\n"
        "Tags are for your own work: put them on beside the picture, and narrow the list down to one above it."
    )
    follows = ("evidence", "case")

    def build(self) -> QWidget:
        """Filter line above grid and table."""
        self._wanted: str | None = None
        self.model = EvidenceModel()
        self.filter = EvidenceFilter(self.model)
        self.filter.sort(Column.ADDED, Qt.SortOrder.DescendingOrder)
        self._tile = EvidenceTile()
        self.actions_of_items = ItemActions(self.workspace, self)
        self.exhibits = ExhibitEditing(self, lambda item: self.workspace.show_details(self._details(item)))
        self.actions_of_items.describe = self.exhibits.describe
        self.grid = _grid(self.filter, self._tile)
        self.table = _table(self.filter)
        self.table.setSelectionModel(self.grid.selectionModel())
        self._views = QStackedWidget()
        for view in (self.grid, self.table):
            self._views.addWidget(view)
            view.installEventFilter(self)
            view.activated.connect(lambda _index: self._open_large())
            view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            view.customContextMenuRequested.connect(lambda place, view=view: self._show_menu(view, place))
        self.grid.selectionModel().selectionChanged.connect(self._selected)
        self.model.thumbnail_wanted.connect(self._load_thumbnail)
        self.pictures = PictureWork(self.workspace, self)
        self.header.add_action(self.pictures.menu_button())
        self._count = label("", "small", wrap=False)
        content = box(column(self._filter_line(), gap=3))
        content.layout().addWidget(self._views)  # type: ignore[union-attr]
        return content

    def _filter_line(self) -> QWidget:
        self.words = finder_line(_("Filter by name or number"))
        self.words.setFixedWidth(theme.current().body * 16)
        self.kind = _chooser(_("Kind"))
        self.kind.addItem(_("All kinds"), "")
        for kind, words in KIND_WORDS.items():
            self.kind.addItem(_(words), str(kind))
        self.tag, self.state = _chooser(_("Tag")), _chooser(_("State"))
        for chooser in (self.tag, self.state):
            chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)  # their choices come later
        self.words.textChanged.connect(lambda _text: self._filter_changed())
        self.state.activated.connect(lambda _index: self._read_states())  # meanwhile more may have been read
        for chooser in (self.kind, self.tag, self.state):
            chooser.currentIndexChanged.connect(lambda _index: self._filter_changed())
        self.as_grid = as_grid = button(_("Grid"), lambda: self._show_view("grid"), look="quiet", icon="layout-grid")
        self.as_table = as_table = button(_("Table"), lambda: self._show_view("table"), look="quiet", icon="list")
        self._switch = QButtonGroup(self)
        for widget in (as_grid, as_table):
            widget.setCheckable(True)
            self._switch.addButton(widget)
        is_table = self.workspace.settings.view(VIEW, "grid") == "table"
        (as_table if is_table else as_grid).setChecked(True)
        self._views.setCurrentWidget(self.table if is_table else self.grid)
        line = FlowLayout(gap=2)
        for part in (self.words, self.kind, self.tag, self.state, as_grid, as_table, self._count):
            part.setMinimumHeight(round(theme.current().body * 2.8))
            line.addWidget(part)
        return box(line)

    # --- what is shown

    def refresh(self) -> None:
        """Read the items."""
        self.show_loading()
        case_id = self.workspace.case_id
        self.workspace.read(self, lambda vault: _read(vault, case_id), self._show_read, failed=self.show_problem)

    def _workspace_changed(self, what: str) -> None:
        super()._workspace_changed(what)
        if what == TAGS_CHANGED and self.isVisible():  # the items are the same: nothing else moves
            self._read_states()

    def _read_states(self) -> None:
        case_id = self.workspace.case_id
        self.workspace.read(self, lambda vault: _states(vault, case_id), self._show_states)

    def _show_read(self, read: tuple[tuple[EvidenceItem, ...], Any]) -> None:
        items, states = read
        self._show_items(items)
        self._show_states(states)

    def _show_states(self, states: Any) -> None:
        """Offer the tags there are, and keep what is chosen where it is still there."""
        self.model.show_states(states)
        tags = [(_("All tags"), ""), *((f"#{visible_name(tag)}", tag) for tag in states.known_tags)]
        _offer(self.tag, tags)
        self.tag.setVisible(len(tags) > 1)
        fitting = [State.UNREAD, *([] if self.workspace.case_id is None else [State.UNTAGGED])]
        fitting += [State.IN_NO_CASE] if self.workspace.case_id is None else []
        _offer(self.state, [(_("Any state"), ""), *((_(STATE_WORDS[one]), str(one)) for one in fitting)])
        self._filter_changed()

    def _show_items(self, items: tuple[EvidenceItem, ...]) -> None:
        if not items:
            self.show_empty(self._nothing_yet())
            self.model.show((), self.workspace.case_id)
            return
        kept = self.selected_item()
        self._tile.case_id = self.workspace.case_id
        self._tile.is_blurred = self.workspace.is_blurred
        self.model.show(items, self.workspace.case_id)
        self._show_count()
        self.show_content()
        if kept is not None and self._wanted is None:
            self.select(kept.id)
        self._select_wanted()

    def _nothing_yet(self) -> EmptyState:
        adding = Adding(self.workspace, self)
        state = EmptyState(
            "images",
            _("No evidence yet"),
            _("Drop screenshots, exported chats, bills or recordings here. They are kept exactly as they are."),
        )
        state.add_action(_("Choose files …"), adding.ask_files, icon="file-plus")
        state.add_action(_("Choose a folder …"), adding.ask_folder, icon="folder-plus", primary=False)
        return state

    def _filter_changed(self) -> None:
        chosen = [str(chooser.currentData() or "") for chooser in (self.kind, self.tag, self.state)]
        self.filter.set_filter(Wanted(self.words.text(), *chosen))
        self._show_count()

    def _show_count(self) -> None:
        shown, total = self.filter.rowCount(), self.model.rowCount()
        if shown == total:
            self._count.setText(plural("{count} item", "{count} items", total))
        else:
            self._count.setText(_("{shown} of {total}").format(shown=shown, total=total))

    def _show_view(self, name: str) -> None:
        self._views.setCurrentWidget(self.table if name == "table" else self.grid)
        (self.as_table if name == "table" else self.as_grid).setChecked(True)
        self.workspace.settings.set_view(VIEW, name)

    def _load_thumbnail(self, item_id: str) -> None:
        def work(vault: OpenVault) -> Picture:
            from evidence_vault.operations import show_picture

            return show_picture.thumbnail(vault, item_id, THUMBNAIL_SIDE)

        def failed(_error: EvidenceVaultError) -> None:
            self.model.set_thumbnail(item_id, None)  # the icon of its kind stays

        self.workspace.read(
            self,
            work,
            lambda picture: self.model.set_thumbnail(item_id, pixmap(picture)),
            failed=failed,
            between_steps=False,
        )

    # --- selection

    def _view(self) -> QAbstractItemView:
        return self.table if self._views.currentWidget() is self.table else self.grid

    def select(self, item_id: str) -> None:
        """Mark an item, if it is shown."""
        source = self.model.row_of(item_id)
        if source is None:
            return
        index = self.filter.mapFromSource(self.model.index(source, Column.NAME))
        if index.isValid():
            self.grid.setCurrentIndex(index)
            self._view().setFocus()

    def open_at(self, target: object) -> None:
        """Show an item, named by its id, with its details."""
        self.words.clear()
        for chooser in (self.kind, self.tag, self.state):
            chooser.setCurrentIndex(0)
        self._wanted = str(target)
        if self.model.rowCount():
            self._select_wanted()

    def _select_wanted(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.select(wanted)

    def selected_item(self) -> EvidenceItem | None:
        """The item that is marked."""
        index = self.grid.currentIndex()
        item = index.siblingAtColumn(Column.NAME).data(ITEM) if index.isValid() else None
        return item if isinstance(item, EvidenceItem) else None

    def _selected(self, selected: QItemSelection, _before: QItemSelection) -> None:
        if selected.isEmpty():
            return
        item = selected.indexes()[0].data(ITEM)
        if isinstance(item, EvidenceItem):
            self.workspace.show_passing(self._details(item))

    def _details(self, item: EvidenceItem) -> ItemDetails:
        return ItemDetails(self.workspace, item, self.actions_of_items)

    def leave(self) -> None:
        """Save the form about an exhibit if it can be saved as it stands."""
        self.exhibits.editing.leave()

    def _open_large(self) -> None:
        item = self.selected_item()
        if item is None:
            return
        if can_show_picture(item):
            shown = [self.filter.index(place, Column.NAME).data(ITEM) for place in range(self.filter.rowCount())]
            self.actions_of_items.view_large(item, [other for other in shown if can_show_picture(other)])
        elif item.messages:
            self.workspace.show_section("conversations", item.id)

    def _show_menu(self, view: QAbstractItemView, place: QPoint) -> None:
        item = self.selected_item()
        if item is None or not view.indexAt(place).isValid():
            return
        menu = QMenu(view)
        for words, icon, action in self.actions_of_items.offered(item):
            menu.addAction(icons.icon(icon), words).triggered.connect(lambda _on=False, action=action: action())
        menu.popup(view.viewport().mapToGlobal(place))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space shows the item large, before the view takes the key for its selection."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            self._open_large()
            return True
        return super().eventFilter(watched, event)


def _read(vault: OpenVault, case_id: str | None) -> tuple[tuple[EvidenceItem, ...], Any]:
    from evidence_vault.operations import browse_vault

    return browse_vault.list_items(vault, case_id), _states(vault, case_id)


def _states(vault: OpenVault, case_id: str | None) -> Any:
    from evidence_vault.operations import evidence_states

    return evidence_states.evidence_states(vault, case_id)


def _offer(chooser: QComboBox, choices: list[tuple[str, str]]) -> None:
    """Put other choices into a chooser; what is chosen stays so, where it is offered still."""
    chosen = chooser.currentData()
    chooser.blockSignals(True)
    chooser.clear()
    for words, value in choices:
        chooser.addItem(words, value)
    chooser.setCurrentIndex(max(0, chooser.findData(chosen)))
    chooser.blockSignals(False)


def _chooser(name: str) -> QComboBox:
    """A list of the filter line; it may be filled later, and its words are never cut."""
    chooser = QComboBox()
    chooser.setAccessibleName(name)
    chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return chooser


def _grid(model: EvidenceFilter, tile: EvidenceTile) -> QListView:
    grid = QListView()
    grid.setProperty("look", "plain")
    grid.setAccessibleName(_("Evidence as a grid"))
    grid.setModel(model)
    grid.setModelColumn(Column.NAME)
    grid.setItemDelegate(tile)
    grid.setViewMode(QListView.ViewMode.IconMode)
    grid.setResizeMode(QListView.ResizeMode.Adjust)
    grid.setMovement(QListView.Movement.Static)
    grid.setUniformItemSizes(True)
    grid.setGridSize(QSize(tile_size().width() + 4, tile_size().height() + 4))
    grid.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    grid.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    grid.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    grid.setDragEnabled(False)  # nothing leaves the vault by accident
    return grid


def _table(model: EvidenceFilter) -> Table:
    widths = {Column.NUMBER: 5, Column.KIND: 10, Column.CLAIMED: 15, Column.ADDED: 17, Column.SIZE: 6, Column.TAGS: 10}
    table = Table(model, _("Evidence as a table"), widths=widths, stretch=Column.NAME, sortable=True)
    table.sortByColumn(Column.ADDED, Qt.SortOrder.DescendingOrder)
    return table
