# SPDX-License-Identifier: GPL-3.0-or-later
"""The tags of one piece of evidence: put on with Enter, taken away with a press, both with undo."""

from functools import partial
from typing import Any

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.layout import FlowLayout, box, clear, column
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenVault, ResultAction, Workspace
from evidence_vault.records import EvidenceItem
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _

TAGS_CHANGED = "tags"


class ItemTags(QWidget):
    """Belongs to the details of an item of the open case."""

    def __init__(self, workspace: Workspace, item: EvidenceItem) -> None:
        super().__init__()
        self._workspace = workspace
        self._item = item
        self._shown = FlowLayout(gap=1)
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("Add a tag, then Enter"))
        self.line.setAccessibleName(_("Add a tag"))
        self.line.returnPressed.connect(self._add)
        self._known = QStringListModel(self)
        completer = QCompleter(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.line.setCompleter(completer)
        hint = label(_("For your own work: tags stand in no report."), "small")
        self.setLayout(column(label(_("Tags"), "strong"), box(self._shown), self.line, hint, gap=1))
        workspace.changed.connect(self._changed)
        self._read()

    def _changed(self, what: str) -> None:
        if what in {TAGS_CHANGED, "case"}:
            self._read()

    def _read(self) -> None:
        case_id = self._workspace.case_id

        def work(vault: OpenVault) -> Any:
            from evidence_vault.operations import evidence_states

            return evidence_states.evidence_states(vault, case_id)

        self._workspace.read(self, work, self._show)

    def _show(self, states: Any) -> None:
        clear(self._shown)
        for tag in states.tags.get(self._item.id, ()):
            chip = button(visible_name(tag), partial(self._change, (), (tag,)), look="small", icon="x")
            chip.setAccessibleName(_("Take the tag away: {tag}").format(tag=visible_name(tag)))
            chip.setToolTip(chip.accessibleName())
            self._shown.addWidget(chip)
        self._known.setStringList(list(states.known_tags))

    def _add(self) -> None:
        typed = self.line.text().strip()
        if typed:
            self.line.clear()
            self._change((typed,), ())

    def _change(self, add: tuple[str, ...], remove: tuple[str, ...]) -> None:
        if remove:
            self.line.setFocus()  # the button that has the keyboard now goes away
        change_tags(self._workspace, self._item.id, add, remove)


def change_tags(
    workspace: Workspace, item_id: str, add: tuple[str, ...], remove: tuple[str, ...], *, is_undo: bool = False
) -> None:
    """Put tags on a piece of evidence or take them away, and offer the way back."""
    case_id, actor = workspace.case_id or "", workspace.actor

    def work(vault: OpenVault) -> Any:
        from evidence_vault.operations import tag_evidence

        return tag_evidence.change_tags(vault, case_id, (item_id,), add, remove, actor)

    def done(changed: Any) -> None:
        if changed and not is_undo:
            words = _("Tagged: {tag}.") if add else _("The tag is taken away: {tag}.")
            back = partial(change_tags, workspace, item_id, remove, add, is_undo=True)
            workspace.tell(words.format(tag=visible_name((*add, *remove)[0])), ResultAction(_("Undo"), back))

    workspace.change(workspace, work, what=TAGS_CHANGED, done=done)
