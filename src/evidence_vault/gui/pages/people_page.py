# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is in this: the other side with every account, you, witnesses; and names of chats, offered for linking."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.fact_editing import Editing, EditingWords, FactEditing
from evidence_vault.gui.fact_history import show_history
from evidence_vault.gui.flows.fact_words import (
    IDENTIFIER,
    IDENTIFIER_GROUPS,
    PERSON,
    PERSON_GROUPS,
    SUSPECT,
    SUSPECT_GROUPS,
)
from evidence_vault.gui.flows.look_alikes import look_alikes
from evidence_vault.gui.flows.people_words import suspect_title
from evidence_vault.gui.item_actions import ItemActions
from evidence_vault.gui.keyboard import keeping_keyboard
from evidence_vault.gui.pages.page import Page
from evidence_vault.gui.widgets.account_row import AccountSurroundings
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.empty_state import EmptyState
from evidence_vault.gui.widgets.fact_form import FactForm
from evidence_vault.gui.widgets.fact_origin import FactOrigin
from evidence_vault.gui.widgets.layout import box, card, clear, column, line, scrolling
from evidence_vault.gui.widgets.people_cards import person_card, seen_card, suspect_card
from evidence_vault.gui.widgets.proof_links import ProofOpener
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenVault, ResultAction
from evidence_vault.records import Exhibit, Fact
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import N_, _

NARROWEST = 46
"""In widths of body text."""
_HISTORY = N_("It was changed. The earlier values stay in the history.")
_KEPT = N_("It is not saved yet. What you typed is kept until the vault is locked.")
_REMOVED = N_("It was removed. What was written stays in the history.")
_SUSPECT_WORDS = EditingWords(
    N_("Somebody of the other side"), N_("Change this person"), N_("The person was added."), _HISTORY, _REMOVED, _KEPT
)
_ACCOUNT_WORDS = EditingWords(
    N_("A new account"), N_("Change this account"), N_("The account was added."), _HISTORY, _REMOVED, _KEPT
)
_PERSON_WORDS = EditingWords(
    N_("A person on your side"), N_("Change this person"), N_("The person was added."), _HISTORY, _REMOVED, _KEPT
)


@dataclass(frozen=True, slots=True)
class People:
    """What the page shows: ``known`` is ``operations.people_of_case.PeopleOfCase``, ``forms`` by entity.

    ``names``: identifier id to the names its account showed.
    """

    known: Any
    exhibits: tuple[Exhibit, ...]
    forms: dict[str, Any]
    platforms: tuple[tuple[str, str], ...]
    names: Mapping[str, Sequence[Any]]


class PeoplePage(Page):
    """The people and accounts of the open case."""

    title = N_("People and accounts")
    purpose = N_("Who is behind it, and under which names and accounts. Keep every one exactly as it stands.")
    help = N_(
        "Write down everybody of the other side with every ID, number, account and address they used.\n"
        "An account is kept sign by sign: a nickname can be changed, an ID usually not.\n"
        "Names from the chats you added are offered below; you say who they are. Nothing is merged by itself.\n"
        "Names that look alike under different people are pointed out.\n"
        "You, witnesses and other people concerned stand at the end; the police report needs your own data."
    )
    follows = ("case", "evidence")

    def build(self) -> QWidget:
        """Cards, one below the other."""
        self._people: People | None = None
        self._wanted: str | None = None
        self._opener = ProofOpener(self.workspace, ItemActions(self.workspace, self))
        self.suspects = self._editing("suspect", _SUSPECT_WORDS, "claimed_name")
        self.accounts = self._editing("identifier", _ACCOUNT_WORDS, "type")
        self.persons = self._editing("person", _PERSON_WORDS, "full_name")
        self._mine = mine = button(_("Add your side"), icon="user-plus", tip=_("Add your side"))
        mine.setProperty("opens", "menu")
        menu = QMenu(mine)
        for role, words in (
            ("complainant", _("Myself")),
            ("witness", _("A witness")),
            ("other_victim", _("Somebody else concerned")),
            ("filer", _("Somebody who files for me")),
        ):
            menu.addAction(words).triggered.connect(lambda _on=False, role=role: self.add_person(role))
        mine.setMenu(menu)
        self.header.add_action(mine)
        self.header.add_action(button(_("Add the other side"), self.add_suspect, look="primary", icon="user-plus"))
        self._cards = QVBoxLayout()
        self._cards.setSpacing(theme.current().space(3))
        self._cards.setContentsMargins(0, 0, theme.current().space(2), 0)
        return scrolling(box(self._cards))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room a button keeps its icon only, so that the title has room."""
        super().resizeEvent(event)
        self._mine.setText("" if self.width() < theme.current().body * NARROWEST else _("Add your side"))

    def _editing(self, entity: str, words: EditingWords, first_field: str) -> FactEditing:
        made = FactEditing(self, "people", entity, words, lambda: self._form(entity))
        made.first_field = first_field
        return made

    def _form(self, entity: str) -> FactForm | None:
        people = self._people
        if people is None:
            return None
        words, groups = {
            "suspect": (SUSPECT, SUSPECT_GROUPS),
            "identifier": (IDENTIFIER, IDENTIFIER_GROUPS),
            "person": (PERSON, PERSON_GROUPS),
        }[entity]
        return FactForm(
            words,
            groups,
            people.forms[entity],
            exhibits=people.exhibits,
            suggested={"platform": people.platforms},
            needs_zone=not people.known.case_zone,
        )

    # --- what is shown

    def open_at(self, target: object) -> None:
        """Open the form of one's own side, named by its id; others are seen at once."""
        self._wanted = target if isinstance(target, str) else None
        self._open_wanted()

    def _open_wanted(self) -> None:
        people, wanted = self._people, self._wanted
        if people is None or wanted is None:
            return
        self._wanted = None
        for person in people.known.people:
            if person.id == wanted:
                self.persons.open(Editing(person, person.fields))

    def refresh(self) -> None:
        """Read the people."""
        case_id = self.workspace.case_id
        if case_id is None:
            return
        self.show_loading()
        self.workspace.read(self, lambda vault: _read(vault, case_id), self._show, failed=self.show_problem)

    def _show(self, people: People) -> None:
        self._people = people
        known = people.known
        self._alike = look_alikes(_names(known))
        unlinked = [account for account in known.seen if not account.linked_to]
        if not (known.suspects or known.people or unlinked):
            self.show_empty(self._nothing_yet())
            return
        with keeping_keyboard(self):
            self._lay_out(known, unlinked, self._surroundings(people))
        self.show_content()
        self._open_wanted()

    def _lay_out(self, known: Any, unlinked: list[Any], around: AccountSurroundings) -> None:
        clear(self._cards)
        self._add_suspects(known, around)
        if unlinked:
            self._add_seen(unlinked, known)
        self._add_people(known, around)
        self._cards.addStretch(1)

    def _nothing_yet(self) -> EmptyState:
        state = EmptyState(
            "users",
            _("Nobody is written down yet"),
            _("Everybody of the other side stands here with every account they used, and you and your witnesses."),
        )
        state.add_action(_("Add the other side"), self.add_suspect, icon="user-plus")
        return state.add_action(_("Add myself"), lambda: self.add_person("complainant"), primary=False)

    def _surroundings(self, people: People) -> AccountSurroundings:
        return AccountSurroundings(
            types=dict(people.forms["identifier"]["type"].choices),
            exhibits=people.exhibits,
            opener=self._opener,
            case_zone=people.known.case_zone,
            alike=self._alike_words,
            edit=lambda account: self.accounts.open(Editing(account, account.fields)),
            remove=self.accounts.remove,
            names=people.names,
            show_name=lambda name: self.workspace.show_section("conversations", name.place),
            earlier=lambda account: show_history(self.workspace, account, _("This account over time")),
            origin=lambda fact: FactOrigin(self.workspace, fact, people.exhibits),
        )

    def _add_suspects(self, known: Any, around: AccountSurroundings) -> None:
        self._cards.addWidget(label(_("The other side"), "title"))
        if not known.suspects:
            self._cards.addWidget(label(_("Nobody is written down yet."), "muted"))
        for suspect in known.suspects:
            actions = (
                (_("Add an account"), "plus", lambda suspect=suspect: self.add_account(suspect.fact)),
                (_("Change"), "pencil", lambda suspect=suspect: self.edit_suspect(suspect.fact)),
                (_("Remove"), "trash-2", lambda suspect=suspect: self.remove_suspect(suspect)),
                (_("Earlier values"), "history", lambda suspect=suspect: self._show_earlier(suspect.fact)),
            )
            self._cards.addWidget(suspect_card(suspect.fact, suspect.identifiers, around, *actions))

    def _add_seen(self, unlinked: list[Any], known: Any) -> None:
        self._cards.addWidget(label(_("Names in your chats"), "title"))
        parts: list[QWidget] = [
            label(_("They are linked with nobody yet. Say who they are; the same name can be two people."), "muted")
        ]
        for account in unlinked:
            show = (
                _("Show the chat"),
                "messages-square",
                lambda account=account: self.workspace.show_section("conversations", account.conversations[0][0]),
            )
            alike = self._alike_words("", account.name or account.account_id or "")
            parts += [line(), seen_card(account, alike, self._choices(account, known), show)]
        self._cards.addWidget(card(column(*parts, gap=2), padding=4))

    def _choices(self, account: Any, known: Any) -> list[tuple[str, Callable[[], object]]]:
        def links(suspect: Fact) -> Callable[[], object]:
            return lambda: self.link(account, suspect)

        return [
            *((suspect_title(one.fact.fields), links(one.fact)) for one in known.suspects),
            (_("Somebody new of the other side"), lambda: self.link_new(account)),
            (_("This is me"), lambda: self.link_own(account)),
        ]

    def _add_people(self, known: Any, around: AccountSurroundings) -> None:
        self._cards.addWidget(label(_("You and others"), "title"))
        if not known.people:
            add = button(_("Add myself"), lambda: self.add_person("complainant"), icon="user-plus")
            words = label(_("Your own name and contact are needed for the report to the police."), "muted")
            self._cards.addWidget(card(column(words, box(column(add)), gap=2), padding=4))
        roles = dict(self._people.forms["person"]["role"].choices) if self._people else {}
        own = next((person.id for person in known.people if person.fields.get("role") == "complainant"), None)
        for person in known.people:
            role = roles.get(str(person.fields.get("role")), _("Role not known"))
            accounts = known.own_accounts if person.id == own else ()
            actions = (
                (_("Change"), "pencil", lambda person=person: self.persons.open(Editing(person, person.fields))),
                (_("Remove"), "trash-2", lambda person=person: self.persons.remove(person)),
                (_("Earlier values"), "history", lambda person=person: self._show_earlier(person)),
            )
            self._cards.addWidget(person_card(person, role, accounts, around, *actions))

    def _alike_words(self, owner: str, text: str) -> str:
        others = self._alike.get((owner, text), ())
        if not others or self._people is None:
            return ""
        titles = {suspect.fact.id: suspect_title(suspect.fact.fields) for suspect in self._people.known.suspects}
        other, name = others[0]
        shown = visible_name(name)
        if other == "me":
            return _("You have the name “{name}” yourself. Check who this is.").format(name=shown)
        whose = titles.get(other)
        if whose is None:
            return _("A chat shows “{name}” too. Check whether it is the same person.").format(name=shown)
        if name == text:
            return _("The same name stands with {who}. Check whether it is the same person.").format(who=whose)
        return _("Looks like “{name}” of {who}. Check whether it is the same person.").format(name=shown, who=whose)

    # --- changing

    def add_suspect(self) -> None:
        """Open the form for somebody of the other side."""
        from evidence_vault.operations import people_of_case

        known = self._people.known.suspects if self._people else ()
        self.suspects.open(Editing(None, {"label": people_of_case.next_label(known)}))

    def edit_suspect(self, suspect: Fact) -> None:
        """Open the form for a person of the other side."""
        self.suspects.open(Editing(suspect, suspect.fields))

    def remove_suspect(self, suspect: Any) -> None:
        """Take a person with all accounts out; the way back brings both."""
        case_id, actor = self.workspace.case_id or "", self.workspace.actor
        fields, identifiers = suspect.fact.fields, [one.fields for one in suspect.identifiers]

        def work(vault: OpenVault) -> object:
            from evidence_vault.operations import people_of_case

            return people_of_case.put_suspect(vault, case_id, fields, identifiers, actor)

        self.suspects.remove(suspect.fact, lambda: self.workspace.change(self, work))

    def _show_earlier(self, person: Fact) -> None:
        show_history(self.workspace, person, _("This person over time"))

    def add_account(self, suspect: Fact) -> None:
        """Open the form for an account of a person."""
        self.accounts.open(Editing(None, {"suspect_id": suspect.id}, kept_under=suspect.id))

    def add_person(self, role: str) -> None:
        """Open the form for you, a witness or somebody else."""
        self.persons.open(Editing(None, {"role": role}, kept_under=role))

    def leave(self) -> None:
        """Save forms that can be saved as they stand."""
        for editing in (self.suspects, self.accounts, self.persons):
            editing.leave()

    # --- linking

    def link(self, account: Any, suspect: Fact) -> None:
        """Say that an account of a chat belongs to a person of the other side."""
        self._link(lambda module, *rest: module.link_account(*rest, suspect.id, self.workspace.actor), account)

    def link_new(self, account: Any) -> None:
        """Say that an account of a chat belongs to somebody new of the other side."""
        from evidence_vault.operations import people_of_case

        title = people_of_case.next_label(self._people.known.suspects if self._people else ())
        self._link(lambda module, *rest: module.suspect_from_account(*rest, title, self.workspace.actor), account)

    def link_own(self, account: Any) -> None:
        """Say that an account of a chat is one's own."""
        self._link(lambda module, *rest: module.link_own_account(*rest, self.workspace.actor), account)

    def _link(self, link: Callable[..., Fact], account: Any) -> None:
        case_id, actor = self.workspace.case_id or "", self.workspace.actor

        def work(vault: OpenVault) -> Fact:
            from evidence_vault.operations import people_of_case

            return link(people_of_case, vault, case_id, account)

        def take_back(fact: Fact) -> None:
            def undo(vault: OpenVault) -> None:
                from evidence_vault.operations import edit_case

                edit_case.retract_fact(vault, fact.id, actor)

            self.workspace.change(self, undo)

        def done(fact: Fact) -> None:
            name = visible_name(account.name or account.account_id or "")
            words = _("“{name}” is linked.").format(name=name)
            self.workspace.tell(words, ResultAction(_("Undo"), lambda: take_back(fact)))

        self.workspace.change(self, work, done=done)


def _names(known: Any) -> list[tuple[str, str]]:
    """Every name with whose it is: the id of a suspect, "" for one that is linked with nobody, "me" for one's own."""
    found = []
    for suspect in known.suspects:
        found += [(suspect.fact.id, str(suspect.fact.fields.get("claimed_name") or ""))]
        for account in suspect.identifiers:
            found += [
                (suspect.fact.id, str(account.fields.get(name) or "")) for name in ("value_exact", "display_name")
            ]
    for account in known.own_accounts:
        found += [("me", str(account.fields.get(name) or "")) for name in ("value_exact", "display_name")]
    found += [("me", str(person.fields.get("full_name") or "")) for person in known.people[:1]]
    found += [("", account.name or account.account_id or "") for account in known.seen if not account.linked_to]
    return [(owner, name) for owner, name in found if name]


def _read(vault: OpenVault, case_id: str) -> People:
    from evidence_vault.operations import fact_forms, name_history, people_of_case

    return People(
        people_of_case.people_of_case(vault, case_id),
        fact_forms.exhibit_choices(vault, case_id),
        {entity: fact_forms.form_fields(entity) for entity in ("suspect", "identifier", "person")},
        fact_forms.platform_choices(),
        name_history.name_histories(vault, case_id),
    )
