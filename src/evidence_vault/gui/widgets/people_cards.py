# SPDX-License-Identifier: GPL-3.0-or-later
"""The cards of people: somebody of the other side with accounts; you, witnesses and others; names that chats show."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QWidget

from evidence_vault.gui.flows.people_words import person_title, platform_name, suspect_line, suspect_title
from evidence_vault.gui.widgets.account_row import AccountSurroundings, account_row
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.layout import FlowLayout, box, card, column, line, row
from evidence_vault.gui.widgets.masked_text import MaskedText
from evidence_vault.gui.widgets.words import label, selectable
from evidence_vault.records import Fact
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _, plural

Action = tuple[str, str, Callable[[], object]]
"""Words, icon, what is done."""


def _actions(actions: Sequence[Action], whose: str) -> QWidget:
    flow = FlowLayout(gap=1)
    for words, icon, action in actions:
        made = button(words, action, look="small", icon=icon)
        made.setAccessibleName(f"{words}: {whose}")
        flow.addWidget(made)
    return box(flow)


def suspect_card(suspect: Fact, accounts: Sequence[Fact], around: AccountSurroundings, *actions: Action) -> QFrame:
    """Somebody of the other side."""
    fields = suspect.fields
    title = suspect_title(fields)
    parts: list[QWidget] = [selectable(title, "title")]
    if suspect_line(fields):
        parts.append(selectable(suspect_line(fields), "muted"))
    parts += [selectable(visible_name(str(fields[name]))) for name in ("description", "notes") if fields.get(name)]
    parts += [around.origin(suspect), _actions(actions, title)]
    for account in accounts:
        parts += [line(), account_row(account, around)]
    if not accounts:
        parts.append(label(_("No account is written down yet. Add the ID, number or address you have."), "muted"))
    made = card(column(*parts, gap=2), padding=4)
    made.setAccessibleName(title)
    return made


def person_card(
    person: Fact, role: str, accounts: Sequence[Fact], around: AccountSurroundings, *actions: Action
) -> QFrame:
    """You, a witness, another person concerned."""
    fields = person.fields
    title = person_title(fields)
    parts: list[QWidget] = [label(role, "caption"), selectable(title, "title")]
    contact = [str(fields[name]) for name in ("phone_e164", "email", "relationship_to_victim") if fields.get(name)]
    if contact:
        parts.append(selectable(visible_name(" · ".join(contact)), "muted"))
    if fields.get("id_number"):
        what = _("Number of the identity paper")
        parts.append(box(column(label(what, "caption"), MaskedText(str(fields["id_number"]), what), gap=0.5)))
    parts += [around.origin(person), _actions(actions, title)]
    for account in accounts:
        parts += [line(), account_row(account, around)]
    made = card(column(*parts, gap=2), padding=4)
    made.setAccessibleName(title)
    return made


def seen_card(account: Any, alike: str, choices: Sequence[tuple[str, Callable[[], object]]], show: Action) -> QWidget:
    """A name that chats show and that is linked with nobody (``operations.seen_accounts.SeenAccount``)."""
    name = visible_name(account.name or account.account_id or "")
    details = [platform_name(account.platform)]
    if account.account_id and account.name:
        details.append(visible_name(account.account_id))
    details.append(plural("in {count} conversation", "in {count} conversations", len(account.conversations)))
    details.append(", ".join(account.exhibits))
    words = column(selectable(name, "strong"), label(" · ".join(part for part in details if part), "small"), gap=0.5)
    if alike:
        words.addWidget(label(alike, "small", tone="amber"))
    source = button(show[0], show[2], look="small", icon=show[1])
    source.setAccessibleName(f"{show[0]}: {name}")
    flow = FlowLayout(gap=1)
    flow.addWidget(source)
    flow.addWidget(_chooser(name, choices))
    line_of_parts = row(box(words), box(flow), gap=2)
    line_of_parts.setStretch(0, 3)
    line_of_parts.setStretch(1, 2)
    return box(line_of_parts)


def _chooser(name: str, choices: Sequence[tuple[str, Callable[[], object]]]) -> QPushButton:
    made = button(_("Who is this?"), look="small")
    made.setProperty("opens", "menu")
    made.setAccessibleName(_("Who is {name}?").format(name=name))
    menu = QMenu(made)
    for words, action in choices:
        menu.addAction(words).triggered.connect(lambda _on=False, action=action: action())
    made.setMenu(menu)
    return made
