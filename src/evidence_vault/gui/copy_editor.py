# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a redacted or marked copy of a picture: boxes, marks, crop, turn; undo until it is saved."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui import theme
from evidence_vault.gui.flows.copy_draft import TOOL_WORDS, CopyDraft, Tool
from evidence_vault.gui.widgets.box_offer import BoxOffer
from evidence_vault.gui.widgets.buttons import button, icon_button
from evidence_vault.gui.widgets.editing_view import EditingView
from evidence_vault.gui.widgets.field import Field
from evidence_vault.gui.widgets.layout import FlowLayout, box, column, row, scrolling
from evidence_vault.gui.widgets.picture_view import LARGEST_SIDE, ZOOM_STEP
from evidence_vault.gui.widgets.pixels import pixmap
from evidence_vault.gui.widgets.step_list import StepList
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenVault, ResultAction, Workspace
from evidence_vault.picture_steps import Step
from evidence_vault.progress import Progress
from evidence_vault.records import EvidenceItem, Picture
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _
from evidence_vault.user_messages import words_for_error

_ICONS = {
    Tool.CHOOSE: "mouse-pointer-2",
    Tool.REDACT: "square",
    Tool.FRAME: "square-dashed",
    Tool.ARROW: "move-up-right",
    Tool.NUMBER: "circle-dot",
    Tool.CAPTION: "type",
    Tool.CROP: "crop",
}
_KEYS = {
    Tool.CHOOSE: "V",
    Tool.REDACT: "B",
    Tool.FRAME: "F",
    Tool.ARROW: "A",
    Tool.NUMBER: "N",
    Tool.CAPTION: "W",
    Tool.CROP: "C",
}


class CopyEditor(QDialog):
    """For one page of ``item``; ``begin_with`` are steps of an earlier copy to start from."""

    def __init__(
        self,
        workspace: Workspace,
        item: EvidenceItem,
        parent: QWidget,
        *,
        page: int = 0,
        begin_with: tuple[Step, ...] = (),
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._window = parent.window()
        self.item = item
        self.page = page
        self._begin_with = begin_with
        self.draft = CopyDraft(1, 1)
        self.is_saved = False
        self.setWindowTitle(_("Copy — your original is safe"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(parent.size())
        self.message = label(_("The picture is being opened …"), "muted")
        self._layout = QVBoxLayout(self)
        side = theme.current().space(3)
        self._layout.setContentsMargins(side, side, side, side)
        self._layout.addWidget(self.message, 0, Qt.AlignmentFlag.AlignCenter)
        self._load()

    def _load(self) -> None:
        item, page = self.item, self.page

        def work(vault: OpenVault) -> tuple[tuple[int, int], Picture]:
            from evidence_vault.operations import show_picture

            size = show_picture.page_size(vault, item.id, page)
            return size, show_picture.show_picture(vault, item.id, page, LARGEST_SIDE, LARGEST_SIDE)

        self._workspace.read(self, work, self._opened, failed=self._failed, between_steps=False)

    def _failed(self, error: EvidenceVaultError) -> None:
        words = words_for_error(error)
        self.message.setText(f"{words.sentence} {words.next_step}")

    def _opened(self, read: tuple[tuple[int, int], Picture]) -> None:
        (width, height), picture = read
        self.draft = CopyDraft(width, height)
        self.message.hide()
        self._lay_out()
        self.view.show_page(pixmap(picture))
        self.draft.changed = self._show_draft
        if self._begin_with:
            self.draft.begin_with(self._begin_with)
        self._show_draft()
        self.view.setFocus()

    # --- parts

    def _lay_out(self) -> None:
        look = theme.current()
        self.view = EditingView(self.draft)
        self.view.setAccessibleName(_("Picture: {name}").format(name=visible_name(self.item.name)))
        self.view.setAccessibleDescription(
            _("Arrow keys move what is chosen, with Shift they change its size, with Ctrl they go further.")
        )
        self.view.words_wanted.connect(self._ask_words)
        self.steps = StepList(self.draft)
        side = box(column(*self._side(), gap=3))
        side.setMinimumWidth(look.body * 18)
        area = scrolling(side)
        area.setFixedWidth(look.body * 24)
        middle = QHBoxLayout()
        middle.setSpacing(look.space(3))
        middle.addWidget(self.view, 1)
        middle.addWidget(area)
        self._layout.addLayout(self._top())
        self._layout.addWidget(self._tools())
        self._layout.addLayout(middle, 1)
        self._shortcuts()

    def _top(self) -> QHBoxLayout:
        self.undo = icon_button("undo-2", _("Undo"), self.draft.undo, keys="Ctrl+Z")
        self.redo = icon_button("redo-2", _("Redo"), self.draft.redo, keys="Ctrl+Shift+Z")
        self.save = button(_("Save the copy"), self.save_copy, look="primary", icon="check")
        return row(
            label(_("Copy — your original is safe"), "title", wrap=False),
            None,
            self.undo,
            self.redo,
            icon_button("zoom-out", _("Smaller"), lambda: self.view.zoom_by(1 / ZOOM_STEP), keys="-"),
            icon_button("zoom-in", _("Larger"), lambda: self.view.zoom_by(ZOOM_STEP), keys="+"),
            icon_button("maximize", _("Fit the window"), self.view.fit, keys="0"),
            self.save,
            icon_button("x", _("Close"), self.reject, keys="Esc"),
            gap=1,
        )

    def _tools(self) -> QWidget:
        flow = FlowLayout(gap=1)
        group = QButtonGroup(self)
        self.tools: dict[Tool, QPushButton] = {}
        for tool, words in TOOL_WORDS.items():
            one = button(_(words), look="quiet", icon=_ICONS[tool], tip=f"{_(words)} ({_KEYS[tool]})")
            one.setCheckable(True)
            one.setChecked(tool is self.view.tool)
            one.clicked.connect(lambda _on=False, tool=tool: self.use(tool))
            group.addButton(one)
            flow.addWidget(one)
            self.tools[tool] = one
        flow.addWidget(button(_("Turn to the right"), self.draft.turn, look="quiet", icon="rotate-cw"))
        self.middle = button(
            _("Put one in the middle"),
            self.put_in_the_middle,
            look="quiet",
            icon="plus",
            tip=_("For the keyboard: then move it with the arrow keys or type its numbers."),
        )
        flow.addWidget(self.middle)
        return box(flow)

    def _side(self) -> list[QWidget]:
        self.recipient = QLineEdit()
        self.recipient.setPlaceholderText(_("such as: the platform, my bank"))
        self.for_complaint = QCheckBox(_("Complaint packages take this copy"))
        self.for_complaint.setChecked(True)
        self.for_police = QCheckBox(_("Police packages print this copy too"))
        self.offer = BoxOffer(self._workspace, self.item, self.page, self.draft)
        self.finished.connect(self.offer.stop)
        hint = _("A box may grow by a few pixels, so that nothing of what it hides is left at its edge.")
        return [
            self.steps,
            label(hint, "small"),
            self.offer,
            Field(_("For whom"), self.recipient, _("Only for you; never in a complaint package.")),
            self.for_complaint,
            self.for_police,
            label(_("The police get the original as well, unless you leave it out."), "small"),
        ]

    def _shortcuts(self) -> None:
        for keys, action in (
            ("Ctrl+Z", self.draft.undo),
            ("Ctrl+Shift+Z", self.draft.redo),
            ("Ctrl+Y", self.draft.redo),
            ("Ctrl+S", self.save_copy),
            ("+", lambda: self.view.zoom_by(ZOOM_STEP)),
            ("=", lambda: self.view.zoom_by(ZOOM_STEP)),
            ("-", lambda: self.view.zoom_by(1 / ZOOM_STEP)),
            ("0", self.view.fit),
            ("Insert", self.put_in_the_middle),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(action)
        for tool, keys in _KEYS.items():
            QShortcut(QKeySequence(keys), self).activated.connect(lambda tool=tool: self.use(tool))

    # --- what happens

    def use(self, tool: Tool) -> None:
        """From now on the mouse does this."""
        self.tools[tool].setChecked(True)
        self.view.use(tool)
        self.middle.setEnabled(tool is not Tool.CHOOSE)

    def put_in_the_middle(self) -> None:
        """One of what the tool makes, to be moved with the keyboard."""
        step = self.draft.in_the_middle(self.view.tool)
        if step is not None and self.draft.add(step):
            self.view.setFocus()
            if self.view.tool is Tool.CAPTION:
                self._ask_words()

    def _ask_words(self) -> None:
        if self.steps.words is not None:
            self.steps.words.setFocus()
            self.steps.words.selectAll()

    def _show_draft(self) -> None:
        self.is_saved = False
        self.steps.show_draft()
        self.view.show_draft()
        self.undo.setEnabled(self.draft.can_undo)
        self.redo.setEnabled(self.draft.can_redo)
        self.save.setEnabled(bool(self.draft.steps))

    def save_copy(self) -> None:
        """Make the copy, and close."""
        if not self.draft.steps:
            return
        item, actor, case_id = self.item, self._workspace.actor, self._workspace.case_id
        uses = (("complaint", self.for_complaint), ("police", self.for_police))
        said = self.draft.steps, self.page, self.recipient.text(), tuple(kind for kind, on in uses if on.isChecked())
        workspace, window = self._workspace, self._window

        def work(vault: OpenVault, progress: Progress) -> EvidenceItem:
            from evidence_vault.operations.make_copy import CopyWish, make_copy

            return make_copy(vault, item.id, CopyWish(*said), actor, progress, case_id=case_id)

        def done(copy: EvidenceItem) -> None:
            def look() -> None:
                from evidence_vault.gui.picture_viewer import PictureViewer

                PictureViewer(workspace, [copy], copy, window).open()

            words = _("The copy was saved as {name}. Your original is safe.").format(name=copy.name)
            workspace.tell(words, ResultAction(_("See the copy"), look))

        workspace.run(_("Making the copy"), work, done, changes=("evidence", "custody"))
        self.is_saved = True
        self.accept()

    def reject(self) -> None:
        """Close, by Esc, by the cross or by the window: what was drawn is not lost without a question."""
        if self.draft.can_undo and not self.is_saved and not self._may_leave():
            return
        super().reject()

    def _may_leave(self) -> bool:
        question = QMessageBox(self)
        question.setWindowTitle(_("Copy — your original is safe"))
        question.setText(_("The copy is not saved yet."))
        question.setInformativeText(_("If you leave now, what you drew is lost. Your original stays as it is."))
        stay = question.addButton(_("Go on drawing"), QMessageBox.ButtonRole.RejectRole)
        leave = question.addButton(_("Leave without a copy"), QMessageBox.ButtonRole.DestructiveRole)
        question.setDefaultButton(stay)
        question.exec()
        return question.clickedButton() is leave
