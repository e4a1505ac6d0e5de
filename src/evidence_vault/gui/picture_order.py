# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows the proposed order of screenshots, lets the person change and confirm it, and says what is still missing."""

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.widgets.banner import Banner
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.large_dialog import LargeDialog
from evidence_vault.gui.widgets.layout import FlowLayout, box, column, row, scrolling
from evidence_vault.gui.widgets.pixels import blurred, pixmap
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenVault, Workspace
from evidence_vault.progress import Progress
from evidence_vault.records import EvidenceItem, Finding, Picture
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _, plural
from evidence_vault.user_messages import words_for

THUMBNAIL_SIDE = 320
_ITEM = Qt.ItemDataRole.UserRole


class PictureOrder(LargeDialog):
    """``report``: what ``find_series`` proposed; ``missing``: the to-do list for it."""

    def __init__(self, workspace: Workspace, report: Any, missing: tuple[Finding, ...], parent: QWidget) -> None:
        super().__init__(
            _("Order of the screenshots"), _("A proposal, by what the pictures share. You decide."), parent
        )
        self._workspace = workspace
        self._report = report
        self._was_moved = False
        look = theme.current()
        self.choice = QComboBox()
        self.choice.setAccessibleName(_("Series"))
        for number, one in enumerate(report.series, 1):
            self._offer(_("Series {number}").format(number=number), len(one.pictures))
        self._all = _all_pictures(report)
        if len(self._all) > 1 and len(report.series) + len(report.alone) > 1:
            self._offer(_("All pictures, one after the other"), len(self._all))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Pictures from top to bottom"))
        self.list.setIconSize(QSize(look.body * 6, look.body * 9))
        self.list.setWordWrap(True)
        parts = row(box(column(*self._left(), gap=2)), self._right(missing), gap=4)
        parts.setStretch(0, 3)
        parts.setStretch(1, 2)
        self.body.addLayout(parts, 1)
        self.choice.activated.connect(self._show)
        self._show(0)

    def _offer(self, words: str, count: int) -> None:
        self.choice.addItem(f"{words} — {plural('{count} picture', '{count} pictures', count)}")

    def _left(self) -> list[QWidget]:
        if not self.choice.count():
            empty = _("No screenshots were found that share a part. They are still there, one by one.")
            return [label(empty)]
        self.up = button(_("Move up"), lambda: self._move(-1), look="small", icon="arrow-up")
        self.down = button(_("Move down"), lambda: self._move(1), look="small", icon="arrow-down")
        self.confirm = button(_("This order is right"), self._confirm, look="primary", icon="check")
        self.stitch = button(_("Make one long picture"), self._stitch, icon="layers")
        self.leave = button(_("Leave out"), self._leave_out, look="small", icon="eye-off")
        self.join = button(_("Read as one conversation …"), self._join, icon="messages-square")
        flow = FlowLayout(gap=1)
        for part in (self.up, self.down, self.leave, self.confirm, self.join, self.stitch):
            flow.addWidget(part)
        QShortcut(
            QKeySequence(Qt.Key.Key_Delete), self.list, context=Qt.ShortcutContext.WidgetShortcut
        ).activated.connect(self._leave_out)
        return [self.choice, self.list, box(flow)]

    def _right(self, missing: tuple[Finding, ...]) -> QWidget:
        parts: list[QWidget] = [label(_("Still to do"), "title")]
        for finding in missing:
            words = words_for(finding.code, finding.facts)
            parts.append(Banner("info", words.title, f"{words.sentence} {words.next_step}"))
        if not missing:
            parts.append(label(_("Nothing was noticed. That does not mean that nothing is missing."), "muted"))
        alone = len(self._report.alone)
        if alone:
            parts.append(label(plural("{count} picture follows no other.", "{count} pictures follow no other.", alone)))
        content = column(*parts, gap=2)
        content.addStretch(1)
        area = scrolling(box(content))
        area.setMinimumWidth(theme.current().body * 20)
        return area

    @property
    def series(self) -> Any:
        """The series that is shown; None where all pictures are."""
        place = max(0, self.choice.currentIndex())
        return self._report.series[place] if place < len(self._report.series) else None

    def item_ids(self) -> list[str]:
        """The pictures in the order in which they stand now."""
        return [str(self.list.item(place).data(_ITEM)) for place in range(self.list.count())]

    def _show(self, _index: int) -> None:
        self.list.clear()
        self._was_moved = False
        if not self.choice.count():
            return
        if self.series is None:
            shown = [(item, _("By its time")) for item in self._all]
        else:
            shown = [(one.item, _place_words(one, place)) for place, one in enumerate(self.series.pictures)]
        for item, words in shown:
            entry = QListWidgetItem(f"{visible_name(item.name)}\n{words}")
            entry.setData(_ITEM, item.id)
            self.list.addItem(entry)
            self._load_thumbnail(item, entry)
        self.list.setCurrentRow(0)
        self.stitch.setEnabled(self.series is not None)
        self._show_what_can_be_done()

    def _show_what_can_be_done(self) -> None:
        several = self.list.count() > 1
        self.join.setEnabled(several)
        self.confirm.setEnabled(several and self._workspace.case_id is not None)

    def _leave_out(self) -> None:
        """Take a picture out of the row; it stays where it is in the evidence."""
        if self.list.currentRow() >= 0:
            self.list.takeItem(self.list.currentRow())
            self.stitch.setEnabled(False)
            self._show_what_can_be_done()

    def _join(self) -> None:
        from evidence_vault.gui.conversation_dialog import ConversationDialog

        ConversationDialog(self._workspace, self.item_ids(), self, in_this_order=self._was_moved).open()

    def _load_thumbnail(self, item: EvidenceItem, entry: QListWidgetItem) -> None:
        def work(vault: OpenVault) -> Picture:
            from evidence_vault.operations import show_picture

            return show_picture.thumbnail(vault, item.id, THUMBNAIL_SIDE)

        def done(picture: Picture) -> None:
            import shiboken6

            if shiboken6.isValid(entry):
                shown = pixmap(picture)
                hide = self._workspace.is_blurred(item.id)
                entry.setIcon(QIcon(blurred(shown) if hide else shown))

        self._workspace.read(self, work, done, failed=lambda _error: None, between_steps=False)

    def _move(self, by: int) -> None:
        place = self.list.currentRow()
        if place >= 0 and 0 <= place + by < self.list.count():
            self._was_moved = True
            self.list.insertItem(place + by, self.list.takeItem(place))
            self.list.setCurrentRow(place + by)
            self.stitch.setEnabled(False)  # a long picture is made of what was seen to follow each other

    def _confirm(self) -> None:
        case_id, actor, ids = self._workspace.case_id or "", self._workspace.actor, self.item_ids()

        def work(vault: OpenVault) -> object:
            from evidence_vault.operations import picture_series

            return picture_series.confirm_series(vault, case_id, ids, actor)

        self._workspace.change(self, work, done=lambda _fact: self._workspace.tell(_("The order was kept as yours.")))

    def _stitch(self) -> None:
        series, actor, case_id = self.series, self._workspace.actor, self._workspace.case_id
        workspace = self._workspace

        def work(vault: OpenVault, progress: Progress) -> EvidenceItem:
            from evidence_vault.operations import picture_series

            return picture_series.stitch_series(vault, series, actor, progress, case_id=case_id)

        def done(copy: EvidenceItem) -> None:
            workspace.tell(_("The copy was saved as {name}. Your original is safe.").format(name=copy.name))

        workspace.run(_("Making one long picture"), work, done, changes=("evidence", "custody"))


def _all_pictures(report: Any) -> list[EvidenceItem]:
    """Every picture: those of a series together, all by the time of their earliest."""
    groups = [[picture.item for picture in one.pictures] for one in report.series] + [[item] for item in report.alone]
    ordered = sorted(groups, key=lambda group: min(map(_time_of, group)))
    return [item for group in ordered for item in group]


def _time_of(item: EvidenceItem) -> str:
    return item.claimed_at or item.file_modified_at or item.added_at


def _place_words(picture: Any, place: int) -> str:
    if place == 0:
        return _("The first of this series")
    if not picture.is_sure:
        return _("Perhaps the next: too little is shared to be sure")
    return _("Shares {pixels} pixels of height with the one before").format(pixels=max(0, picture.overlap or 0))
