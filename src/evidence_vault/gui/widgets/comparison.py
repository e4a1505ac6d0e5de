# SPDX-License-Identifier: GPL-3.0-or-later
"""What was told beside bills, chats and vouchers: what differs, what may be the same, what was not told."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.comparison_words import (
    Choices,
    apart_text,
    counts_text,
    difference_text,
    mention_text,
    payment_text,
)
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.layout import FlowLayout, box, card, column
from evidence_vault.gui.widgets.words import label, selectable
from evidence_vault.records import Fact, Fields
from evidence_vault.translations import _, plural

Piece = Any
"""A widget or layout of a column."""


@dataclass(frozen=True)
class ComparisonActions:
    """What the buttons do. ``decide`` gets pairs of payment and line, and whether they are the same."""

    decide: Callable[[list[tuple[Fact, Any]], bool], object]
    take_back: Callable[[Fact], object]
    show_source: Callable[[Any], object]
    show_payment: Callable[[Fact], object]
    add: Callable[[Fields], object]


class Comparison(QWidget):
    """Shown in the panel at the side; ``found`` is ``operations.reconcile_payments.Reconciliation``."""

    def __init__(self, found: Any, choices: Choices, case_zone: object, actions: ComparisonActions) -> None:
        super().__init__()
        self._found = found
        self._choices = choices
        self._zone = case_zone
        self._do = actions
        parts: list[Piece] = [label(_("Told, and what papers show"), "title"), selectable(counts_text(found))]
        hint = _("Nothing is merged by itself: the same number on both, or your word, puts two lines together.")
        parts.append(label(hint, "muted"))
        for title, rows in (
            (_("What differs"), list(self._differing())),
            (_("May be the same"), list(self._offers())),
            (_("In chats or bills, and not told"), list(self._not_told())),
            (_("Neither in a bill nor with a voucher"), list(self._bare())),
            (_("You said that these belong together"), list(self._decided())),
        ):
            if rows:
                parts += [label(title, "strong"), *rows]
        if len(parts) == 3:
            words = _("Everything you told stands in a bill or has a voucher, and nothing differs.")
            parts.append(label(words, tone="green"))
        if found.others:
            parts.append(label(_others(found.others), "small"))
        layout = column(*parts, None, gap=2)
        layout.setContentsMargins(0, 0, theme.current().space(2), theme.current().space(3))
        self.setLayout(layout)

    # --- the groups

    def _differing(self) -> Iterator[QWidget]:
        for check in self._found.checks:
            for one in (*check.bills, *check.chats):
                words = [
                    difference_text(each, check.payment.fields, self._choices, self._zone, is_bill=one.mention.is_bill)
                    for each in one.differences
                ]
                if words:
                    told = self._told(check.payment)
                    shown = [label(text, tone="amber") for text in words]
                    yield self._card(told, shown, [self._go(check.payment), self._source(one.mention)])

    def _offers(self) -> Iterator[QWidget]:
        offers = [(check.payment, offer) for check in self._found.checks for offer in check.offers]
        clear = [(payment, offer.mention) for payment, offer in offers if offer.is_clear]
        if len(clear) > 1:
            words = plural("All {count} with the same minute belong together",
                           "All {count} with the same minute belong together", len(clear))  # fmt: skip
            yield box(column(button(words, partial(self._do.decide, clear, True), icon="check-check")))
        for payment, offer in offers:
            yield self._offer(payment, offer)

    def _offer(self, payment: Fact, offer: Any) -> QWidget:
        pair = [(payment, offer.mention)]
        line = mention_text(offer.mention, self._zone)
        same = _small(_("It is the same"), "check", partial(self._do.decide, pair, True), line)
        other = _small(_("It is another one"), "x", partial(self._do.decide, pair, False), line)
        words = [selectable(line), label(apart_text(offer.seconds), "small")]
        return self._card(self._told(payment), words, [same, other, self._source(offer.mention)])

    def _not_told(self) -> Iterator[QWidget]:
        for group in self._found.not_told:
            fields = {**group[0].fields, **group[-1].fields}  # the bill, where there is one, knows the number
            named = [one.exhibit for one in group if one.exhibit]
            if named:
                fields["evidence_items"] = named
            title = payment_text(fields, self._zone)
            words = [selectable(mention_text(one, self._zone)) for one in group]
            add = _small(_("Add it"), "plus", partial(self._do.add, fields), title)
            yield self._card(title, words, [add, *map(self._source, group)])

    def _bare(self) -> Iterator[QWidget]:
        for check in self._found.checks:
            if not (check.bills or check.vouchers):
                yield self._card(self._told(check.payment), [], [self._go(check.payment)])

    def _decided(self) -> Iterator[QWidget]:
        for check in self._found.checks:
            for one in (*check.bills, *check.chats):
                if one.match is not None:
                    line = mention_text(one.mention, self._zone)
                    back = _small(_("Take it back"), "undo-2", partial(self._do.take_back, one.match), line)
                    yield self._card(self._told(check.payment), [selectable(line)], [back])

    # --- pieces

    def _told(self, payment: Fact) -> str:
        return payment_text(payment.fields, self._zone)

    def _go(self, payment: Fact) -> QPushButton:
        show = partial(self._do.show_payment, payment)
        return _small(_("Go to the payment"), "arrow-right", show, self._told(payment))

    def _source(self, mention: Any) -> QPushButton:
        show = partial(self._do.show_source, mention)
        return _small(_("Show the source"), "eye", show, mention_text(mention, self._zone))

    @staticmethod
    def _card(title: str, words: list[Any], actions: list[QPushButton]) -> QWidget:
        flow = FlowLayout(gap=1)
        for action in actions:
            flow.addWidget(action)
        return card(column(selectable(title, "strong"), *words, box(flow), gap=1), padding=2)


def _small(words: str, icon: str, action: Callable[[], object], about: str) -> QPushButton:
    made = button(words, action, look="small", icon=icon)
    made.setAccessibleName(f"{words}: {about}")
    return made


def _others(count: int) -> str:
    return plural(
        "{count} line of bills is about somebody else.", "{count} lines of bills are about somebody else.", count
    )
