# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes beside the facts: notes with tags, words and what they mean, devices, reports that were made."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from evidence_vault.clock import SystemClock
from evidence_vault.gui import theme
from evidence_vault.gui.fact_editing import Editing, EditingWords, FactEditing
from evidence_vault.gui.fact_history import show_history
from evidence_vault.gui.flows.casework_words import (
    DEVICE,
    DEVICE_GROUPS,
    GLOSSARY,
    GLOSSARY_GROUPS,
    NOTE,
    NOTE_GROUPS,
    device_line,
    glossary_line,
    note_line,
    report_line,
)
from evidence_vault.gui.flows.comparison_words import payment_text
from evidence_vault.gui.flows.people_words import person_title, suspect_title
from evidence_vault.gui.flows.timeline_words import STEP, STEP_GROUPS
from evidence_vault.gui.item_actions import ItemActions
from evidence_vault.gui.keyboard import keeping_keyboard
from evidence_vault.gui.pages.page import Page
from evidence_vault.gui.widgets.buttons import button, icon_button
from evidence_vault.gui.widgets.fact_form import FactForm
from evidence_vault.gui.widgets.fact_origin import FactOrigin
from evidence_vault.gui.widgets.finder_line import finder_line
from evidence_vault.gui.widgets.layout import box, card, clear, column, line, row, scrolling
from evidence_vault.gui.widgets.proof_links import ProofOpener, exhibits_of, proof_links
from evidence_vault.gui.widgets.words import label, selectable
from evidence_vault.gui.workspace import OpenVault
from evidence_vault.records import CaseFile, Exhibit, Fact
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import N_, _

_CHANGED = N_("It was changed. The earlier values stay in the history.")
_KEPT = N_("It is not saved yet. What you typed is kept until the vault is locked.")
_REMOVED = N_("It was removed. What was written stays in the history.")
_ENTITIES = ("note", "glossary", "device", "report")
_FORMS = {
    "note": (NOTE, NOTE_GROUPS, "text"),
    "glossary": (GLOSSARY, GLOSSARY_GROUPS, "term"),
    "device": (DEVICE, DEVICE_GROUPS, "label"),
    "report": (STEP, STEP_GROUPS, "organisation"),
}
_EDITING = {
    "note": EditingWords(
        N_("A new note"), N_("Change this note"), N_("The note was added."), _CHANGED, _REMOVED, _KEPT
    ),
    "glossary": EditingWords(
        N_("A word and what it means"), N_("Change this word"), N_("The word was added."), _CHANGED, _REMOVED, _KEPT
    ),
    "device": EditingWords(
        N_("A device"), N_("Change this device"), N_("The device was added."), _CHANGED, _REMOVED, _KEPT
    ),
    "report": EditingWords(
        N_("A report you made"), N_("Change this report"), N_("The report was added."), _CHANGED, _REMOVED, _KEPT
    ),
}
_CARDS = {
    "note": (
        N_("Your notes"),
        N_("For your own work. They stand in no report; an archive of the whole case takes them along."),
        N_("Add a note"),
    ),
    "glossary": (
        N_("Words and what they mean"),
        N_("Nicknames, code words, slang, dialect: whoever reads the chats later will need them."),
        N_("Add a word"),
    ),
    "device": (
        N_("Devices"),
        N_("The phone or computer on which it happened. Police may want to see it as it is."),
        N_("Add a device"),
    ),
    "report": (
        N_("Reports you made"),
        N_("To bank, police, platform or others: their number, their answer, and what comes next."),
        N_("Add a report"),
    ),
}


@dataclass(frozen=True, slots=True)
class NotesRead:
    """What the page shows. ``subjects``: what a note can be about, as it is kept, with its words."""

    case: CaseFile
    exhibits: tuple[Exhibit, ...]
    subjects: tuple[tuple[str, str], ...]
    forms: dict[str, Any]


class NotesPage(Page):
    """Four lists, each with its form at the side."""

    title = N_("Notes and words")
    purpose = N_("Notes, words and what they mean, devices, and the reports you made.")
    help = N_(
        "Notes are about the case, a person, a payment or a piece of evidence. They are for you alone.\n"
        "Words: what a nickname, code word or dialect word means, and where it occurs. The report explains them.\n"
        "Devices: which phone it was, whether its clock is right, and that it was left as it is.\n"
        "Reports: whom you turned to, their number and answer, and the day of the next step."
    )
    follows = ("case", "evidence")

    def build(self) -> QWidget:
        """A line to find something, and the cards."""
        self._read: NotesRead | None = None
        self._opener = ProofOpener(self.workspace, ItemActions(self.workspace, self))
        self.editing = {entity: self._editing(entity) for entity in _ENTITIES}
        self.finder = finder_line(_("Find in notes, words, devices and reports"))
        self.finder.textChanged.connect(lambda _text: self._lay_out())
        self.header.add_action(button(_("Add a note"), partial(self.add, "note"), look="primary", icon="plus"))
        self._cards = QVBoxLayout()
        self._cards.setSpacing(theme.current().space(3))
        self._cards.setContentsMargins(0, 0, theme.current().space(2), 0)
        return box(column(self.finder, scrolling(box(self._cards)), gap=2))

    def _editing(self, entity: str) -> FactEditing:
        made = FactEditing(self, "notes", entity, _EDITING[entity], lambda: self._form(entity))
        made.first_field = _FORMS[entity][2]
        return made

    def _form(self, entity: str) -> FactForm | None:
        read = self._read
        if read is None:
            return None
        words, groups, _first = _FORMS[entity]
        return FactForm(
            words,
            groups,
            read.forms[entity],
            exhibits=read.exhibits,
            suggested={"about": read.subjects} if entity == "note" else {},
            needs_zone=not read.case.fields.get("timezone"),
        )

    # --- what is shown

    def refresh(self) -> None:
        """Read them."""
        case_id = self.workspace.case_id
        if case_id is None:
            return
        self.show_loading()
        self.workspace.read(self, lambda vault: _read(vault, case_id), self._show, failed=self.show_problem)

    def _show(self, read: NotesRead) -> None:
        self._read = read
        with keeping_keyboard(self):
            self._lay_out()
        self.show_content()

    def open_at(self, target: object) -> None:
        """Open the form of a note, word, device or report, named by its id."""
        read = self._read
        for entity, facts in self._facts(read).items() if read else ():
            for fact in facts:
                if fact.id == target:
                    self.edit(entity, fact)

    @staticmethod
    def _facts(read: NotesRead) -> dict[str, tuple[Fact, ...]]:
        case = read.case
        return {"note": case.notes, "glossary": case.glossary, "device": case.devices, "report": case.reports}

    def _lay_out(self) -> None:
        read = self._read
        if read is None:
            return
        clear(self._cards)
        words = self.finder.text().strip().casefold()
        for entity, facts in self._facts(read).items():
            kept = [fact for fact in facts if words in " ".join(map(str, fact.fields.values())).casefold()]
            if kept or not words:
                self._cards.addWidget(self._card(entity, kept, read))
        self._cards.addStretch(1)

    def _card(self, entity: str, facts: list[Fact], read: NotesRead) -> QFrame:
        title, purpose, add = (_(words) for words in _CARDS[entity])
        heading = row(label(title, "title"), button(add, partial(self.add, entity), look="small", icon="plus"))
        heading.setStretch(0, 1)
        parts: list[Any] = [heading, label(purpose, "muted")]
        for fact in facts:
            parts += [line(), self._entry(entity, fact, read)]
        made = card(column(*parts, gap=2), padding=4)
        made.setAccessibleName(title)
        return made

    def _entry(self, entity: str, fact: Fact, read: NotesRead) -> QWidget:
        first, below, is_due = self._words(entity, fact, read)
        words: list[Any] = [selectable(first)]
        words += [label(below, "small", tone="amber" if is_due else "")] if below else []
        exhibits = exhibits_of(fact.fields, "evidence_items", read.exhibits)
        if exhibits:
            words.append(proof_links(exhibits, self._opener, beside=True))
        words.append(FactOrigin(self.workspace, fact, read.exhibits))
        buttons = [
            icon_button(icon, f"{name}: {first}", action) for name, icon, action in self._actions(entity, fact, first)
        ]
        laid_out = row(box(column(*words, gap=0.5)), *buttons, gap=1)
        laid_out.setStretch(0, 1)
        return box(laid_out)

    def _words(self, entity: str, fact: Fact, read: NotesRead) -> tuple[str, str, bool]:
        if entity == "note":
            return (*note_line(fact.fields, dict(read.subjects)), False)
        if entity == "glossary":
            return (*glossary_line(fact.fields), False)
        if entity == "device":
            return (*device_line(fact.fields), False)
        first, below, is_due = report_line(fact.fields, SystemClock().now().date().isoformat())
        return first, f"{below} · {_('the day has come')}" if is_due else below, is_due

    def _actions(self, entity: str, fact: Fact, first: str) -> list[tuple[str, str, Callable[[], object]]]:
        actions: list[tuple[str, str, Callable[[], object]]] = [
            (_("Change"), "pencil", partial(self.edit, entity, fact)),
            (_("Earlier values"), "history", partial(show_history, self.workspace, fact, first)),
            (_("Remove"), "trash-2", partial(self.editing[entity].remove, fact)),
        ]
        term = fact.fields.get("term")
        if entity == "glossary" and isinstance(term, str):
            search = partial(self.workspace.show_section, "search", term)
            actions.insert(0, (_("Find where it occurs"), "search", search))
        return actions

    # --- changing

    def add(self, entity: str) -> None:
        """Open the form for a new note, word, device or report."""
        self.editing[entity].open(Editing(None, {}))

    def edit(self, entity: str, fact: Fact) -> None:
        """Open the form of one."""
        self.editing[entity].open(Editing(fact, fact.fields))

    def leave(self) -> None:
        """Save forms that can be saved as they stand."""
        for editing in self.editing.values():
            editing.leave()


def _read(vault: OpenVault, case_id: str) -> NotesRead:
    from evidence_vault.operations import edit_case, fact_forms, note_subjects

    case = edit_case.load_case(vault, case_id)
    exhibits = fact_forms.exhibit_choices(vault, case_id)
    zone = case.fields.get("timezone")
    subjects = []
    for reference, fact in note_subjects.note_subjects(vault, case_id):
        title = {"suspect": suspect_title, "person": person_title}.get(fact.entity)
        subjects.append((reference, title(fact.fields) if title else payment_text(fact.fields, zone)))
    subjects += [(one.number, f"{one.number} · {visible_name(one.item.name)}") for one in exhibits]
    forms = {entity: fact_forms.form_fields(entity) for entity in _ENTITIES}
    return NotesRead(case, exhibits, tuple(subjects), forms)
