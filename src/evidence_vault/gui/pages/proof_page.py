# SPDX-License-Identifier: GPL-3.0-or-later
"""For each person of the other side and each payment: which proof is there, which is missing."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.fact_editing import Editing, EditingWords, FactEditing
from evidence_vault.gui.flows.casework_words import PROOF, PROOF_GROUPS
from evidence_vault.gui.flows.comparison_words import payment_text
from evidence_vault.gui.flows.people_words import suspect_title
from evidence_vault.gui.flows.proof_words import counts_text, grouped
from evidence_vault.gui.item_actions import ItemActions
from evidence_vault.gui.keyboard import keeping_keyboard
from evidence_vault.gui.pages.page import Page
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.empty_state import EmptyState
from evidence_vault.gui.widgets.fact_form import FactForm
from evidence_vault.gui.widgets.fact_origin import FactOrigin
from evidence_vault.gui.widgets.layout import box, clear, column, row, scrolling
from evidence_vault.gui.widgets.proof_card import ProofActions, proof_card
from evidence_vault.gui.widgets.proof_links import ProofOpener
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenVault, ResultAction
from evidence_vault.records import CaseFile, Exhibit, Fact, Fields
from evidence_vault.translations import N_, _

ONLY_MISSING = "proof-only-missing"
_WORDS = EditingWords(
    new=N_("Which evidence shows it?"),
    change=N_("Which evidence shows it?"),
    added=N_("The evidence is named."),
    changed=N_("The evidence is named. What was named before stays in the history."),
    removed=N_("It is open again."),
    kept=N_("It is not saved yet. What you typed is kept until the vault is locked."),
)


@dataclass(frozen=True, slots=True)
class ProofRead:
    """What the page shows: ``lines`` are ``operations.cover_case.CoverageLine``, ``kinds`` what each kind is called."""

    case: CaseFile
    lines: tuple[Any, ...]
    kinds: dict[str, str]
    exhibits: tuple[Exhibit, ...]
    fields: Any


class ProofPage(Page):
    """Nothing here keeps anybody from handing over."""

    title = N_("Proof and gaps")
    purpose = N_("What shows it, for each person of the other side and each payment, and what is still missing.")
    help = N_(
        "For each person: a page with the ID or account, what they promised, how to pay, and the refusal.\n"
        "For each payment: the voucher, the line in the bill, and where they told you how to pay.\n"
        "Evidence that an account or payment names is counted by itself, and so are messages you marked in a chat.\n"
        "Name other evidence here, or say that something does not apply. You can hand over without any of it."
    )
    follows = ("case", "evidence")

    def build(self) -> QWidget:
        """Cards, one below the other, under the counts."""
        self._read: ProofRead | None = None
        self._opener = ProofOpener(self.workspace, ItemActions(self.workspace, self))
        self.editing = FactEditing(self, "proof", "proof", _WORDS, self._form)
        self.editing.first_field = "evidence_items"
        self._counts = label("", "strong")
        self.only_missing = button(_("Only what is missing"), self._filter, look="quiet", icon="funnel")
        self.only_missing.setCheckable(True)
        self.only_missing.setChecked(self.workspace.settings.view(ONLY_MISSING) == "yes")
        self._done = label(_("Nothing is missing."), "muted")
        self._cards = QVBoxLayout()
        self._cards.setSpacing(theme.current().space(3))
        self._cards.setContentsMargins(0, 0, theme.current().space(2), 0)
        self._actions = ProofActions(
            self._name_evidence, self._say_not_needed, self._take_back, self._show, self._go, self._origin
        )
        above = row(self._counts, None, self.only_missing)
        return box(column(above, self._done, scrolling(box(self._cards)), gap=2))

    def refresh(self) -> None:
        """Read what there is."""
        case_id = self.workspace.case_id
        if case_id is None:
            return
        self.show_loading()
        self.workspace.read(self, lambda vault: _read(vault, case_id), self._show_read, failed=self.show_problem)

    def _show_read(self, read: ProofRead) -> None:
        self._read = read
        if not read.lines:
            self.show_empty(self._nothing_yet())
            return
        self._counts.setText(counts_text(read.lines))
        titles = _titles(read.case)
        shown = grouped(read.lines, only_missing=self.only_missing.isChecked())
        self._done.setVisible(not shown)
        with keeping_keyboard(self):
            clear(self._cards)
            for fact_id, lines in shown:
                self._cards.addWidget(proof_card(titles[fact_id], lines, read.kinds, self._actions))
            self._cards.addStretch(1)
        self.show_content()

    def _nothing_yet(self) -> EmptyState:
        state = EmptyState(
            "list-checks",
            _("Nothing to prove yet"),
            _("Write down who it was and what you paid. This page then says what shows it and what is missing."),
        )
        state.add_action(_("Add the other side"), lambda: self.workspace.show_section("people"), icon="user-plus")
        add = partial(self.workspace.show_section, "money", ("add", None))
        return state.add_action(_("Add a payment"), add, icon="plus", primary=False)

    def _filter(self) -> None:
        self.workspace.settings.set_view(ONLY_MISSING, "yes" if self.only_missing.isChecked() else "no")
        if self._read is not None:
            self._show_read(self._read)

    # --- going there

    def _show(self, shown: Any) -> None:
        read = self._read
        if shown.mark is not None:
            target = (shown.mark.item_id, shown.mark.conversation_id, shown.mark.seq)
            self.workspace.show_section("conversations", target)
        elif read is not None:
            found = [one for one in read.exhibits if one.number == shown.exhibit]
            if found:
                self._opener.open(found[0], found)

    def _origin(self, proof: Fact) -> QWidget:
        return FactOrigin(self.workspace, proof, self._read.exhibits if self._read else ())

    def _go(self, line: Any) -> None:
        self.workspace.show_section("people" if line.subject == "suspect" else "money", line.fact_id)

    # --- what the person says

    def _form(self) -> FactForm | None:
        read = self._read
        return None if read is None else FactForm(PROOF, PROOF_GROUPS, read.fields, exhibits=read.exhibits)

    def _name_evidence(self, line: Any) -> None:
        fields: Fields = line.proof.fields if line.proof else {"about": line.about, "kind": line.kind}
        self.editing.open(Editing(line.proof, fields, kept_under=f"{line.about}/{line.kind}"))

    def _say_not_needed(self, line: Any) -> None:
        case_id, actor = self.workspace.case_id or "", self.workspace.actor

        def work(vault: OpenVault) -> Fact:
            from evidence_vault.operations import cover_case

            return cover_case.say_not_needed(vault, case_id, line, actor)

        def done(proof: Fact) -> None:
            self.workspace.tell(_("Kept: it does not apply."), ResultAction(_("Undo"), lambda: self._forget(proof)))

        self.workspace.change(self, work, done=done)

    def _take_back(self, line: Any) -> None:
        if line.proof is not None:
            self.editing.remove(line.proof)

    def _forget(self, proof: Fact) -> None:
        actor = self.workspace.actor

        def work(vault: OpenVault) -> None:
            from evidence_vault.operations import edit_case

            edit_case.retract_fact(vault, proof.id, actor)

        self.workspace.change(self, work)

    def leave(self) -> None:
        """Save a form that can be saved as it stands."""
        self.editing.leave()


def _titles(case: CaseFile) -> dict[str, str]:
    zone = case.fields.get("timezone")
    found = {suspect.id: suspect_title(suspect.fields) for suspect in case.suspects}
    return found | {payment.id: payment_text(payment.fields, zone) for payment in case.payments}


def _read(vault: OpenVault, case_id: str) -> ProofRead:
    from evidence_vault.operations import cover_case, edit_case, fact_forms

    return ProofRead(
        edit_case.load_case(vault, case_id),
        cover_case.case_coverage(vault, case_id),
        {kind: _(words) for kind, words in cover_case.KIND_WORDS.items()},
        fact_forms.exhibit_choices(vault, case_id),
        fact_forms.form_fields("proof"),
    )
