# SPDX-License-Identifier: GPL-3.0-or-later
"""Erases what a line of the history says, or evidence, after saying what erasing does and cannot do."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui import theme
from evidence_vault.gui.secret_dialogs import SmallDialog
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.field import Field
from evidence_vault.gui.widgets.layout import box, clear, column, row, scrolling
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenVault, Workspace
from evidence_vault.progress import Progress
from evidence_vault.records import ErasingPlan, EvidenceItem
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _, plural

_MOST_NAMES = 5


class EraseDialog(SmallDialog):
    """Asks once; ``seq`` is the number of the line."""

    def __init__(self, workspace: Workspace, seq: int, parent: QWidget | None) -> None:
        from evidence_vault.operations.erase_payload import WHAT_STAYS

        title = _("Erase what line {seq} says").format(seq=seq)
        super().__init__(title, _("What is erased cannot be brought back."), parent)
        self._workspace = workspace
        self._seq = seq
        for sentence in WHAT_STAYS:
            self.column.addWidget(label(_(sentence)))
        self.erase = button(_("Erase it"), self.go_on, look="danger")
        self.column.addLayout(row(button(_("Cancel"), self.reject), None, self.erase))

    def go_on(self) -> None:
        """Erase it."""
        self.erase.setEnabled(False)
        actor, seq = self._workspace.actor, self._seq

        def work(vault: OpenVault) -> None:
            from evidence_vault.operations import erase_payload

            erase_payload.erase_payload(vault, seq, actor)

        self._workspace.change(self, work, what="custody", done=lambda _none: self.accept(), failed=self._failed)

    def _failed(self, error: EvidenceVaultError) -> None:
        self.erase.setEnabled(True)
        self.show_error(error)


class EraseItemsDialog(SmallDialog):
    """Says what would go with ``items`` and what would stay, asks for a reason, and erases."""

    def __init__(self, workspace: Workspace, items: Sequence[EvidenceItem], parent: QWidget | None) -> None:
        from evidence_vault.operations.erase_items import WHAT_ERASING_LEAVES

        super().__init__(_("Erase evidence"), _("What is erased cannot be brought back."), parent)
        self._workspace = workspace
        self._item_ids = [item.id for item in items]
        self._goes = QVBoxLayout()
        self.column.addLayout(self._goes)
        self.reason = QLineEdit()
        self.column.addWidget(Field(_("Why"), self.reason, _("It stands in the history and stays there.")))
        self.with_names = QCheckBox(_("Erase the names of the files as well"))
        self.column.addWidget(self.with_names)
        # With large text the sentences are taller than a screen: they scroll, the buttons stay in sight.
        said = scrolling(box(column(*(label(_(sentence), "small") for sentence in WHAT_ERASING_LEAVES), gap=2)))
        said.setMinimumHeight(theme.current().body * 8)
        said.setAccessibleName(_("What erasing does not do"))
        self.column.addWidget(said, 1)
        self.cancel = button(_("Cancel"), self.reject)
        self.erase = button(_("Erase it"), self.go_on, look="danger", icon="eraser")
        self.erase.setEnabled(False)
        self.column.addLayout(row(self.cancel, None, self.erase))
        self.cancel.setFocus()
        workspace.read(self, self._plan, self._show, failed=self.show_error)

    def _plan(self, vault: OpenVault) -> ErasingPlan:
        from evidence_vault.operations import erase_items

        return erase_items.plan_erasing(vault, self._item_ids)

    def _show(self, plan: ErasingPlan) -> None:
        clear(self._goes)
        names = [visible_name(item.name) for item in plan.items]
        self._goes.addWidget(label(", ".join(names[:_MOST_NAMES]) + (" …" if len(names) > _MOST_NAMES else "")))
        goes = plural(
            "{count} file goes, with what was read from it and made from it.",
            "{count} files go, with what was read from them and made from them.",
            len(names),
        )
        self._goes.addWidget(label(goes, "muted"))
        if plan.shared:
            stays = _("The same bytes are also kept as other evidence; they stay there.")
            self._goes.addWidget(label(stays, "muted"))
        self.erase.setEnabled(True)

    def go_on(self) -> None:
        """Erase them."""
        self.erase.setEnabled(False)
        actor, item_ids = self._workspace.actor, self._item_ids
        reason, with_names = self.reason.text(), self.with_names.isChecked()

        def work(vault: OpenVault, progress: Progress) -> tuple[str, ...]:
            from evidence_vault.operations import erase_items

            return erase_items.erase_items(vault, item_ids, reason, actor, progress, with_names=with_names)

        changes = ("evidence", "case", "custody")
        self._workspace.run(_("Erasing"), work, self._erased, changes=changes, failed=self._refused)

    def _erased(self, item_ids: tuple[str, ...]) -> None:
        gone = plural("{count} file was erased.", "{count} files were erased.", len(item_ids))
        copies = _("Bring your copies up to date: until then they still hold it.")
        self._workspace.show_details(None)
        self._workspace.tell(f"{gone} {copies}")
        self.accept()

    def _refused(self, error: EvidenceVaultError) -> None:
        self.erase.setEnabled(True)
        self.show_error(error)
