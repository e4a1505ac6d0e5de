# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds, changes and removes facts of one kind from a page: form at the side, undo, and nothing typed is lost."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import shiboken6
from PySide6.QtCore import QObject

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui.pages.page import Page
from evidence_vault.gui.widgets.banner import error_banner
from evidence_vault.gui.widgets.fact_form import FactForm
from evidence_vault.gui.widgets.fact_panel import Draft, FactPanel
from evidence_vault.gui.workspace import OpenVault, ResultAction
from evidence_vault.records import Fact, Fields
from evidence_vault.translations import _


@dataclass(frozen=True, slots=True)
class EditingWords:
    """What is said, all marked with ``N_``: titles of the form, and how each change ended."""

    new: str
    change: str
    added: str
    changed: str
    removed: str
    kept: str


@dataclass(frozen=True, slots=True)
class Editing:
    """What is edited: ``fact`` None for a new one; ``kept_under`` tells its draft from others of the same kind.

    ``case_id`` is the case that was open when the form was: what is typed goes there, whatever is open later.
    """

    fact: Fact | None
    fields: Fields
    kept_under: str = ""
    case_id: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Under which the draft is kept."""
        return self.case_id, self.fact.id if self.fact else self.kept_under


class FactEditing(QObject):
    """Belongs to a page. ``make_form`` builds the form from what the page has read; None while it has read nothing.

    ``complete`` may fill in what follows from the other values; ``saved`` is called with a fact that was recorded.
    """

    def __init__(
        self,
        page: Page,
        section: str,
        entity: str,
        words: EditingWords,
        make_form: Callable[[], FactForm | None],
    ) -> None:
        super().__init__(page)
        self._page = page
        self._section = section
        self._entity = entity
        self._words = words
        self._make_form = make_form
        self._drafts: dict[tuple[str, str], Draft] = {}
        self._open: tuple[FactPanel, Editing] | None = None
        self.first_field = ""
        self.complete: Callable[[Draft], Draft] = dict
        self.saved: Callable[[Fact], object] = lambda _fact: None
        self.closed: Callable[[Fact | None], object] = lambda _fact: None

    @property
    def panel(self) -> FactPanel | None:
        """The form that is open; one that was closed untouched is gone without a word."""
        if self._open is not None and not shiboken6.isValid(self._open[0]):
            self._open = None
        return self._open[0] if self._open else None

    # --- the form

    def open(self, editing: Editing) -> None:
        """Show the form at the side."""
        form = self._make_form()
        if form is None:
            return
        if not editing.case_id:
            editing = replace(editing, case_id=self._page.workspace.case_id or "")
        title = _(self._words.change if editing.fact else self._words.new)
        panel = FactPanel(title, form, lambda: self._cancelled(editing))
        panel.show_fields(editing.fields, self._drafts.pop(editing.key, None))
        panel.saved.connect(lambda values: self._save(panel, values, editing))
        panel.put_away.connect(lambda draft: self._put_away(editing, draft))
        self._open = (panel, editing)
        self._page.workspace.show_details(panel)
        panel.start(self.first_field)

    def _cancelled(self, editing: Editing) -> None:
        self._open = None
        self._page.workspace.show_details(None)
        self.closed(editing.fact)

    def _put_away(self, editing: Editing, draft: Draft) -> None:
        self._open = None
        self._drafts[editing.key] = draft

        def go_on() -> None:
            self._page.workspace.show_section(self._section)
            self.open(editing)

        self._page.workspace.tell(_(self._words.kept), ResultAction(_("Go on"), go_on))

    def leave(self) -> None:
        """Save what can be saved as it stands: the page or the vault is being left."""
        if self.panel is None or self._open is None:
            return
        (panel, editing), self._open = self._open, None
        values = panel.take()
        if values is not None:
            self.put(self.complete(values), editing.fact, announce=False, case_id=editing.case_id)

    def _save(self, panel: FactPanel, values: Draft, editing: Editing) -> None:
        def failed(error: EvidenceVaultError) -> None:
            panel.saving_failed()
            self._page.show_notice(error_banner(error, closable=True))

        def done() -> None:
            self._open = None
            self._page.show_notice(None)
            self._page.workspace.show_details(None)

        self.put(self.complete(values), editing.fact, failed=failed, then=done, case_id=editing.case_id)

    # --- changes

    def put(
        self,
        values: Draft,
        fact: Fact | None,
        *,
        failed: Callable[[EvidenceVaultError], object] | None = None,
        then: Callable[[], object] | None = None,
        announce: bool = True,
        case_id: str = "",
    ) -> None:
        """Record ``values`` as a new fact of ``case_id`` (default: the open one), or in place of those of ``fact``."""
        workspace, entity, actor = self._page.workspace, self._entity, self._page.workspace.actor
        case_id = (fact.case_id if fact else None) or case_id or workspace.case_id or ""

        def work(vault: OpenVault) -> Fact:
            from evidence_vault.operations import edit_case

            return edit_case.put_fact(vault, case_id, entity, values, actor, fact_id=fact.id if fact else None)

        def done(recorded: Fact) -> None:
            if then is not None:
                then()
            if announce:
                self.saved(recorded)
            self._tell(recorded, fact)

        workspace.change(self._page, work, done=done, failed=failed)

    def _tell(self, recorded: Fact, before: Fact | None) -> None:
        tell = self._page.workspace.tell
        if before is None:
            tell(_(self._words.added), ResultAction(_("Undo"), lambda: self._retract(recorded)))
        elif recorded.fields != before.fields:
            undo = ResultAction(_("Undo"), lambda: self.put(dict(before.fields), recorded))
            tell(_(self._words.changed), undo)

    def remove(self, fact: Fact, restore: Callable[[], object] | None = None) -> None:
        """Take a fact back; ``restore`` brings it back where putting its fields again is not enough."""
        self._retract(fact)
        put_back = restore or (lambda: self.put(dict(fact.fields), None, case_id=fact.case_id or ""))
        self._page.workspace.tell(_(self._words.removed), ResultAction(_("Put it back"), put_back))

    def _retract(self, fact: Fact) -> None:
        workspace = self._page.workspace
        actor = workspace.actor

        def work(vault: OpenVault) -> None:
            from evidence_vault.operations import edit_case

            edit_case.retract_fact(vault, fact.id, actor)

        workspace.show_details(None)
        workspace.change(self._page, work)
