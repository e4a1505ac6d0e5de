# SPDX-License-Identifier: GPL-3.0-or-later
"""Payments in words: amounts with groups of three, times with zone, who paid whom, numbers masked."""

from collections.abc import Mapping

from evidence_vault.money import currency_of
from evidence_vault.records import Fields
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import N_, _

MASK = "••••"
_PRECISIONS: Mapping[str, str] = {
    "hour": N_("about the hour"),
    "day": N_("the day only"),
    "approximate": N_("roughly"),
}


def grouped(amount: str) -> str:
    """``30000.50`` as ``30,000.50``: every digit stays; what is no amount stays as it is."""
    whole, point, places = amount.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    if not digits.isdecimal():
        return amount
    first = len(digits) % 3
    groups = ([digits[:first]] if first else []) + [digits[place : place + 3] for place in range(first, len(digits), 3)]
    return f"{sign}{','.join(groups)}{point}{places}"


def amount_text(fields: Fields) -> str:
    """The amount with its currency; a dash where it is not known."""
    amount = fields.get("amount")
    if not isinstance(amount, str):
        return "—"
    return with_currency(amount, currency_of(fields))


def with_currency(amount: str, currency: str | None) -> str:
    """An amount in groups of three with its currency."""
    return f"{grouped(amount)} {visible_name(currency) if currency else _('(currency not stated)')}"


def masked(number: str) -> str:
    """The last four signs of a number; of a short one less, so that most of it stays hidden."""
    bare = number.strip()
    shown = min(4, len(bare) // 3)
    return f"{MASK} {visible_name(bare[-shown:])}" if shown else MASK


def moment_text(time: object, zone: object, precision: object = None, case_zone: object = None) -> str:
    """A kept time with its zone and, where it is not exact, how exact it is; a dash where it is not known."""
    if not isinstance(time, str) or not time:
        return "—"
    text = time.replace("T", " ", 1)
    if len(time) > len("2026-03-01"):
        text = _with_zone(text, zone or case_zone)
    exactness = _PRECISIONS.get(str(precision))
    return f"{text} · {_(exactness)}" if exactness else text


def _with_zone(text: str, zone: object) -> str:
    if text.endswith("Z"):
        return f"{text[:-1]} (UTC)"
    if text[-6:-5] in {"+", "-"} and text[-3:-2] == ":":
        return f"{text[:-6]} (UTC{text[-6:]})"
    return f"{text} ({zone})" if zone else _("{time} (zone not known)").format(time=text)


def party_text(fields: Fields, side: str, *, open_numbers: bool) -> str:
    """One side of a payment (``side``: from, to): name, account number (masked), bank; "" where nothing is known."""
    parts = []
    name = fields.get(f"{side}_account_name")
    if isinstance(name, str):
        parts.append(visible_name(name))
    number = fields.get(f"{side}_account_no") or fields.get(f"crypto_{side}_wallet")
    if isinstance(number, str):
        parts.append(visible_name(number) if open_numbers else masked(number))
    institution = fields.get(f"{side}_institution")
    if isinstance(institution, str) and not name:
        parts.append(visible_name(institution))
    return " ".join(parts)


def way_text(fields: Fields, *, open_numbers: bool) -> str:
    """From whom to whom."""
    is_received = fields.get("direction") == "received"
    giver = party_text(fields, "from", open_numbers=open_numbers)
    taker = party_text(fields, "to", open_numbers=open_numbers)
    if not giver:
        giver = _("the other side") if is_received else _("you")
    if not taker:
        taker = _("you") if is_received else _("the other side")
    return f"{giver} → {taker}"


def bank_told_text(fields: Fields) -> str:
    """Whether bank or provider know of it."""
    told = fields.get("bank_notified")
    return _("Not known") if told is None else _("Yes") if told is True else _("Not yet")


def proof_text(fields: Fields, numbers: Mapping[str, str]) -> str:
    """The exhibits that show it; ``numbers`` gives the number of an item's id."""
    return ", ".join(proof_numbers(fields, numbers)) or "—"


def proof_numbers(fields: Fields, numbers: Mapping[str, str]) -> tuple[str, ...]:
    """The numbers of the exhibits that show it."""
    named = fields.get("evidence_items")
    if not isinstance(named, list):
        return ()
    return tuple(numbers.get(str(one), visible_name(str(one))) for one in named)
