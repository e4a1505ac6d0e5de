# SPDX-License-Identifier: GPL-3.0-or-later
"""The first hour: whom to call now, and the numbers to read to them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.todo_words import NOT_RECORDED, Spoken, payment_line, spoken_lines
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.layout import FlowLayout, box, card, column, row
from evidence_vault.gui.widgets.words import label, picture_label, selectable
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _, plural

MORE_SHOWN = 5
USE_WIDTH = 18
"""In widths of body text: the lines in which it stands what an office that only advises is called for."""
ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class FirstHourActions:
    """What the cards offer."""

    print_card: Callable[[], object]
    save_card: Callable[[], object]
    called: Callable[[], object]
    complete: Callable[[str], object]
    add_payment: Callable[[], object]
    no_money: Callable[[], object]
    money_after_all: Callable[[], object]
    hand_over_now: Callable[[], object]


def first_hour_card(todo: Any, tag: str, actions: FirstHourActions) -> QFrame:
    """Money was sent and nobody was told: call now. ``todo`` is ``WhatToDo``, ``tag`` the language."""
    title = row(picture_label("phone-call", "red", round(theme.current().icon * 1.4)), label(_("Call now"), "heading"))
    title.setStretch(1, 1)
    hint = _("Money was sent, and no call to a bank or the police is recorded. Minutes count. Read them these numbers:")
    parts: list[Any] = [title, label(hint), _whom_to_call(todo, tag), _buttons(actions)]
    if todo.payments:
        parts.append(_numbers(todo, actions))
    else:
        parts.append(label(_("No single payment is written down yet. Bank and police ask for each of them."), "strong"))
        parts.append(row(button(_("Write down a payment"), actions.add_payment, icon="plus"), None))
    parts += [_more_payments(todo)] if len(todo.payments) > 1 else []
    parts.append(label(_("A call that is recorded puts this card away. You can print it again."), "small"))
    return card(column(*parts, gap=3), look="red")


def question_card(actions: FirstHourActions) -> QFrame:
    """Nothing is recorded about money: ask."""
    words = _("If so, the first calls are to the bank and the police, within minutes. Everything else can wait.")
    buttons = FlowLayout(gap=2)
    buttons.addWidget(button(_("Yes, write down a payment"), actions.add_payment, look="primary", icon="plus"))
    buttons.addWidget(button(_("No money was sent"), actions.no_money))
    return card(column(label(_("Did you send money?"), "title"), label(words), box(buttons), gap=2))


def told_card(todo: Any, actions: FirstHourActions) -> QFrame:
    """Somebody was told: what is recorded, and the card once more."""
    told = [
        _("Bank or payment service: recorded") if todo.told_bank else _("Bank or payment service: no call recorded"),
        _("Police: recorded") if todo.told_police else _("Police: no report recorded"),
    ]
    buttons = FlowLayout(gap=2)
    buttons.addWidget(button(_("Print the stop-payment card"), actions.print_card, icon="printer"))
    buttons.addWidget(button(_("Save it as a file …"), actions.save_card))
    buttons.addWidget(button(_("I have called"), actions.called, icon="phone-call"))
    buttons.addWidget(_papers_button(actions))
    return card(column(label(_("Who knows about the money"), "title"), *map(label, told), box(buttons), gap=2))


def none_sent_line(actions: FirstHourActions) -> QFrame:
    """The person said that nothing was paid; the way back."""
    words = label(_("You said that no money was sent."), "muted")
    line = row(words, button(_("Money was sent after all"), actions.money_after_all, look="link"))
    line.setStretch(0, 1)
    return card(line, padding=3)


def _whom_to_call(todo: Any, tag: str) -> QFrame:
    flow = FlowLayout(gap=4)
    for call in todo.calls:
        flow.addWidget(_office(call, tag))
    warning = label(_("Check each number on your card or the official page. Never use one from the chat."), "small")
    return card(column(box(flow), warning, gap=2), padding=3)


def _office(call: Any, tag: str) -> QWidget:
    contact, name = call.contact, call.name[tag]
    if contact.number:
        number = selectable(contact.number, "key")
        number.setAccessibleName(f"{name}: {contact.number}")
    else:
        number = label(contact.site or _on_your_papers(contact))
    if contact.kind != ADVICE:  # what bank and police are for stands above; the card stays one that is read in a minute
        return box(column(label(name, "strong"), number, None, gap=0))
    office = box(column(label(name, "strong"), number, label(contact.use[tag], "small"), None, gap=0))
    office.setFixedWidth(theme.current().body * USE_WIDTH)
    return office


def _on_your_papers(contact: Any) -> str:
    return _("number on your card") if contact.kind == "bank" else _("the number you know")


def _numbers(todo: Any, actions: FirstHourActions) -> QFrame:
    payment = todo.payments[0]
    grid = QGridLayout()
    look = theme.current()
    grid.setHorizontalSpacing(look.space(4))
    grid.setVerticalSpacing(look.space(1.5))
    grid.setColumnStretch(1, 1)
    lines = spoken_lines(payment, todo.payer, todo.case_zone)
    for place, spoken in enumerate(lines):
        name = label(spoken.name, "muted", wrap=False)
        grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_value(spoken), place, 1)
    layout = QVBoxLayout()
    layout.setSpacing(look.space(2))
    layout.addWidget(label(_("The latest payment"), "strong"))
    layout.addLayout(grid)
    if not all(spoken.value for spoken in lines):
        fill = button(_("Fill in what is missing"), lambda: actions.complete(payment.id), look="link", icon="pencil")
        layout.addLayout(row(fill, None))
    return card(layout, padding=4)


def _value(spoken: Spoken) -> QLabel:
    if not spoken.value:
        return label(_(NOT_RECORDED), "muted")
    widget = selectable(spoken.value, "key" if spoken.is_key else "title")
    widget.setAccessibleName(f"{spoken.name}: {spoken.value}")
    return widget


def _more_payments(todo: Any) -> QFrame:
    more = todo.payments[1:]
    words = plural(
        "{count} more payment that might be stopped", "{count} more payments that might be stopped", len(more)
    )
    lines = [selectable(visible_name(payment_line(one, todo.case_zone))) for one in more[:MORE_SHOWN]]
    if len(more) > MORE_SHOWN:
        lines.append(label(_("The others stand on the card and on the page Money."), "small"))
    return card(column(label(words, "strong"), *lines, gap=1), padding=4)


def _buttons(actions: FirstHourActions) -> QFrame:
    flow = FlowLayout(gap=2)
    flow.addWidget(button(_("I have called"), actions.called, look="primary", icon="phone-call"))
    flow.addWidget(button(_("Print the stop-payment card"), actions.print_card, icon="printer"))
    flow.addWidget(button(_("Save it as a file …"), actions.save_card))
    flow.addWidget(_papers_button(actions))
    return box(flow)  # type: ignore[return-value]


def _papers_button(actions: FirstHourActions) -> QPushButton:
    tip = _("One file with the card, the accounts of the other side, the payments and the vouchers, marked preliminary")
    return button(_("Hand over now …"), actions.hand_over_now, icon="package-check", tip=tip)
