# SPDX-License-Identifier: GPL-3.0-or-later
"""One account on a card: its kind, its value sign by sign, when and where it was seen, and who looks alike."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from evidence_vault.gui.flows.people_words import RECORDED, SECRET_TYPES, name_text, platform_name, seen_text
from evidence_vault.gui.widgets.buttons import copy_button, icon_button
from evidence_vault.gui.widgets.layout import box, column, row
from evidence_vault.gui.widgets.masked_text import MaskedText
from evidence_vault.gui.widgets.proof_links import ProofOpener, exhibits_of, proof_links
from evidence_vault.gui.widgets.words import label, picture_label, selectable
from evidence_vault.records import Exhibit, Fact, Fields
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _


@dataclass(frozen=True)
class AccountSurroundings:
    """What every row of the page shares. ``types`` are the words for kinds; ``alike`` says who looks alike.

    ``names``: identifier id to the names its account showed (``operations.name_history.ShownName``), ``show_name``
    goes to where one was first seen; ``earlier`` shows the earlier values of a fact,
    ``origin`` makes the line that says where it comes from.
    """

    types: dict[str, str]
    exhibits: Sequence[Exhibit]
    opener: ProofOpener
    case_zone: object
    alike: Callable[[str, str], str]
    edit: Callable[[Fact], object]
    remove: Callable[[Fact], object]
    names: Mapping[str, Sequence[Any]]
    show_name: Callable[[Any], object]
    earlier: Callable[[Fact], object]
    origin: Callable[[Fact], QWidget]


def account_row(account: Fact, around: AccountSurroundings) -> QWidget:
    """The row of one account."""
    fields = account.fields
    value = str(fields.get("value_exact") or "")
    kind = around.types.get(str(fields.get("type")), "") or _("Account")
    platform = platform_name(fields.get("platform"))
    caption = kind if not platform or platform in kind else f"{kind} · {platform}"
    parts: list[QWidget] = [label(caption, "caption"), _value(account, value, kind, around)]
    parts += [*_below(fields, around), *_names(around.names.get(account.id, ()), around)]
    return box(column(*parts, *_alike(account, around), around.origin(account), gap=0.5))


def _value(account: Fact, value: str, what: str, around: AccountSurroundings) -> QWidget:
    shown: list[QWidget] = [label(_("(not filled in)"), "muted")]
    if value and account.fields.get("type") in SECRET_TYPES:
        shown = [MaskedText(value, what)]
    elif value:
        shown = [selectable(visible_name(value), "strong"), copy_button(value, what)]
    name = visible_name(value)
    if account.fields.get("type") in SECRET_TYPES:
        name = what
    line = row(
        *shown,
        icon_button("history", _("Earlier values of {what}").format(what=name), lambda: around.earlier(account)),
        icon_button("pencil", _("Change {what}").format(what=name), lambda: around.edit(account)),
        icon_button("trash-2", _("Remove {what}").format(what=name), lambda: around.remove(account)),
        gap=1,
    )
    line.setStretch(0, 1)
    return box(line)


def _below(fields: Fields, around: AccountSurroundings) -> list[QWidget]:
    small = []
    if fields.get("display_name"):
        small.append(_("Shown as “{name}”").format(name=visible_name(str(fields["display_name"]))))
    small.append(seen_text(fields, around.case_zone))
    if fields.get("verified_how"):
        small.append(_("Known from: {how}").format(how=visible_name(str(fields["verified_how"]))))
    found: list[QWidget] = [label(text, "small") for text in small if text]
    exhibits = exhibits_of(fields, "seen_in_items", around.exhibits)
    return [*found, proof_links(exhibits, around.opener, beside=True)] if exhibits else found


def _names(names: Sequence[Any], around: AccountSurroundings) -> list[QWidget]:
    if not names or (len(names) == 1 and names[0].basis == RECORDED):
        return []
    rows: list[QWidget] = [label(_("Names it showed"), "caption")]
    for one in names:
        words = selectable(name_text(one, around.case_zone), "small")
        if one.place is None:
            rows.append(words)
            continue
        show = icon_button(
            "messages-square",
            _("Show where {name} was first seen").format(name=visible_name(one.name)),
            partial(around.show_name, one),
        )
        line = row(words, show, gap=1)
        line.setStretch(0, 1)
        rows.append(box(line))
    return rows


def _alike(account: Fact, around: AccountSurroundings) -> list[QWidget]:
    fields, owner = account.fields, str(account.fields.get("suspect_id") or "")
    texts = [str(fields[name]) for name in ("value_exact", "display_name") if fields.get(name)]
    found = dict.fromkeys(words for text in texts if (words := around.alike(owner, text)))
    rows = []
    for words in found:
        line = row(picture_label("triangle-alert", "amber"), label(words, "small", tone="amber"), gap=1)
        line.setStretch(1, 1)
        rows.append(box(line))
    return rows
