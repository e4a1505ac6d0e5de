# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares the ledger with bills, chats and vouchers beside it; keeps what the person decides, with undo."""

from collections.abc import Callable, Sequence
from typing import Any

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from evidence_vault.gui.flows.comparison_words import Choices, counts_text
from evidence_vault.gui.pages.page import Page
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.comparison import Comparison, ComparisonActions
from evidence_vault.gui.widgets.fact_origin import FactOrigin
from evidence_vault.gui.widgets.layout import box, row
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenVault, ResultAction
from evidence_vault.records import Exhibit, Fact, Fields
from evidence_vault.translations import _, plural


class MoneyComparison(QObject):
    """Belongs to the page Money. ``line`` is shown above the ledger; the comparison itself at the side."""

    def __init__(self, page: Page, show_payment: Callable[[Fact], object], add: Callable[[Fields], object]) -> None:
        super().__init__(page)
        self._page = page
        self._found: Any = None
        self._choices: Choices = {}
        self._zone: object = None
        self._exhibits: Sequence[Exhibit] = ()
        self._panel: Comparison | None = None
        self._counts = label("", "small")
        self.button = button(_("Compare with bills"), self.open, look="quiet", icon="scale")
        self.button.setToolTip(_("Compare what you told with bills, chats and vouchers"))
        laid_out = row(self._counts, self.button)
        laid_out.setStretch(0, 1)
        self.line: QWidget = box(laid_out)
        self._actions = ComparisonActions(
            self._decide, self._take_back, self._show_source, show_payment, add, self._origin
        )

    # --- what is shown

    def refresh(self, choices: Choices, case_zone: object, exhibits: Sequence[Exhibit]) -> None:
        """Compare anew."""
        self._choices, self._zone, self._exhibits = choices, case_zone, exhibits
        case_id = self._page.workspace.case_id or ""

        def work(vault: OpenVault) -> Any:
            from evidence_vault.operations import reconcile_payments

            return reconcile_payments.reconcile_payments(vault, case_id)

        self._page.workspace.read(self, work, self._show)

    def _show(self, found: Any) -> None:
        self._found = found
        self._counts.setText(counts_text(found))
        self.line.setVisible(bool(found.told or found.not_told))
        if self._panel is not None and shiboken6.isValid(self._panel) and self._panel.isVisible():
            self._panel.show_found(found)

    def open(self) -> None:
        """Show the comparison at the side."""
        if self._found is None:
            return
        self._panel = Comparison(self._found, self._choices, self._zone, self._actions)
        self._page.workspace.show_details(self._panel)
        self._panel.list.setFocus()

    def _origin(self, match: Fact) -> QWidget:
        return FactOrigin(self._page.workspace, match, self._exhibits)

    def _show_source(self, mention: Any) -> None:
        target = (mention.item_id, mention.conversation_id, mention.seq)
        self._page.workspace.show_section("conversations", target)

    # --- what is decided

    def _decide(self, pairs: list[tuple[Fact, Any]], is_same: bool) -> None:
        workspace = self._page.workspace
        case_id, actor = workspace.case_id or "", workspace.actor

        def work(vault: OpenVault) -> list[Fact]:
            from evidence_vault.operations import reconcile_payments as comparing

            verdict = comparing.SAME if is_same else comparing.DIFFERENT
            return [comparing.decide_match(vault, case_id, one.id, line, verdict, actor) for one, line in pairs]

        def done(matches: list[Fact]) -> None:
            words = plural("Kept: {count} belongs together.", "Kept: {count} belong together.", len(pairs))
            if not is_same:
                words = _("Kept: it is another payment.")
            workspace.tell(words, ResultAction(_("Undo"), lambda: self._forget(matches)))

        workspace.change(self._page, work, done=done)

    def _take_back(self, match: Fact) -> None:
        workspace = self._page.workspace
        self._forget([match])
        workspace.tell(_("It is open again."), ResultAction(_("Undo"), lambda: self._put_again(match)))

    def _forget(self, matches: list[Fact]) -> None:
        actor = self._page.workspace.actor

        def work(vault: OpenVault) -> None:
            from evidence_vault.operations import reconcile_payments

            for match in matches:
                reconcile_payments.take_match_back(vault, match, actor)

        self._page.workspace.change(self._page, work)

    def _put_again(self, match: Fact) -> None:
        case_id, actor = match.case_id or "", self._page.workspace.actor

        def work(vault: OpenVault) -> None:
            from evidence_vault.operations import edit_case

            edit_case.put_fact(vault, case_id, match.entity, match.fields, actor)

        self._page.workspace.change(self._page, work)
