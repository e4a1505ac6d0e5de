# SPDX-License-Identifier: GPL-3.0-or-later
"""Money in WeChat chats as export tools pass it on: amounts in words, and WeChat's numbers for a transfer's state.

A transfer stands twice in a chat, sent and accepted: both carry the same ``reference``, where the tool gives one.
"""

import re

from evidence_vault.records import MentionedPayment

_AMOUNT = re.compile(r"[¥￥]\s?(\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,12}(?:\.\d{1,2})?)(?![\d,.]*\d)")
_STATES = {
    **dict.fromkeys(("1", "7"), "offered"),
    **dict.fromkeys(("3", "5", "8"), "accepted"),
    **dict.fromkeys(("4", "9"), "returned"),
    "10": "expired",
}
_OFFERS = frozenset({"1", "7", "8", "9", "10"})
"""Written by the payer: an offer, or what became of it."""
_RECEIPTS = frozenset({"3", "4", "5"})
"""Written by the payee, who took the money or gave it back."""


def yuan(text: str | None) -> str | None:
    """The amount after ¥ in a text, digit by digit, without the commas between thousands; None without exactly one."""
    found = {match.replace(",", "") for match in _AMOUNT.findall(text or "")}
    return found.pop() if len(found) == 1 else None


def money_in_words(words: str | None, subkind: str | None) -> MentionedPayment:
    """A transfer with the amount in its words; a red packet without: ¥ there is a wish, not what was in it."""
    return transfer(None if subkind == "red-packet" else yuan(words))


def transfer_subkind(pay_subtype: str | None) -> str:
    """``transfer``, or ``transfer-receipt`` for the second message of the same transfer."""
    return "transfer-receipt" if pay_subtype in _RECEIPTS else "transfer"


def transfer(
    amount: str | None,
    *,
    pay_subtype: str | None = None,
    sent_by_self: bool | None = None,
    status: str | None = None,
    memo: str | None = None,
    reference: str | None = None,
) -> MentionedPayment:
    """A transfer or red packet. The direction is said where WeChat's number tells who wrote: the payer or the payee."""
    direction = None
    if sent_by_self is not None and pay_subtype in _OFFERS | _RECEIPTS:
        direction = "sent" if sent_by_self == (pay_subtype in _OFFERS) else "received"
    return MentionedPayment(
        amount=amount,
        currency="CNY" if amount else None,
        direction=direction,
        status=status or _STATES.get(pay_subtype or ""),
        memo=memo,
        reference=reference,
    )
