# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares the payments a person told of with what bills and chats say; proposes pairs and never merges any.

A line of a bill or chat belongs to a payment when both carry the same number, or when the person said so. Lines
that agree in amount, currency and time are offered for a decision, each with what speaks for it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from evidence_vault.cases.moments import LAST, sort_moment
from evidence_vault.money import NOT_MOVED, currency_of, exact_amount
from evidence_vault.records import Fact, Fields, Json

SAME, DIFFERENT = "same", "different"
BY_NUMBER, BY_PERSON = "number", "person"
NEAR_SECONDS = 120
"""Clocks of a phone and of a bank differ by this much without anybody's fault."""
OFFERED_SECONDS = 36 * 3600
"""A bank may book on the next day; beyond this nothing is offered."""
_DAY = len("2026-03-01")
_NUMBERS = ("reference_id", "merchant_order_no", "crypto_tx_hash")
_COMPARED = ("amount", "currency", "direction", "status", "refunded_amount")
_STATES_ALIKE = (frozenset({"sent", "received_by_payee", "pending"}),)


class Mention(Protocol):
    """A line of a bill or chat that tells of a payment (``operations.mentioned_payments.MentionedInChat``)."""

    @property
    def item_id(self) -> str:
        """The item that was read."""

    @property
    def seq(self) -> int:
        """The number of the message in it."""

    @property
    def span_sha256(self) -> str | None:
        """The hash of the line in the file."""

    @property
    def fields(self) -> Fields:
        """As a payment has them, all as the file says."""

    @property
    def is_bill(self) -> bool:
        """Whether it is from a provider's or bank's own bill."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which a payment and the line that belongs to it do not agree."""

    field: str
    told: Json
    found: Json


@dataclass(frozen=True, slots=True)
class Found:
    """A line that belongs to a payment: ``basis`` is number or person; ``match`` the person's own word."""

    mention: Mention
    basis: str
    differences: tuple[Difference, ...]
    match: Fact | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A line that may belong to a payment. ``seconds`` between the two times; None where one says no time of day.

    ``is_clear``: same amount and minute, and neither the payment nor the line has another partner.
    """

    mention: Mention
    seconds: int | None
    is_clear: bool


@dataclass(frozen=True, slots=True)
class PaymentCheck:
    """One payment of the ledger with everything that speaks of it."""

    payment: Fact
    bills: tuple[Found, ...]
    chats: tuple[Found, ...]
    vouchers: tuple[str, ...]
    offers: tuple[Offer, ...]

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Everything that differs, bills first."""
        return tuple(one for found in (*self.bills, *self.chats) for one in found.differences)


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """``not_told``: lines about the other side that belong to no payment; one of a chat and one of a bill that carry

    the same number, or the same amount and minute, stand together. ``others``: lines of bills about somebody else.
    """

    checks: tuple[PaymentCheck, ...]
    not_told: tuple[tuple[Mention, ...], ...]
    others: int

    @property
    def told(self) -> int:
        """Payments in the ledger."""
        return len(self.checks)

    @property
    def in_bills(self) -> int:
        """Those a bill shows."""
        return sum(bool(check.bills) for check in self.checks)

    @property
    def in_chats(self) -> int:
        """Those a chat shows."""
        return sum(bool(check.chats) for check in self.checks)

    @property
    def with_voucher(self) -> int:
        """Those with a picture or document of their own as proof."""
        return sum(bool(check.vouchers) for check in self.checks)

    @property
    def to_decide(self) -> int:
        """Those for which a line is offered."""
        return sum(bool(check.offers) for check in self.checks)


def reconcile(
    payments: Sequence[Fact],
    mentions: Sequence[Mention],
    matches: Iterable[Fact],
    *,
    vouchers: Mapping[str, tuple[str, ...]],
    other_side: frozenset[str],
    case_zone: str | None,
) -> Reconciliation:
    """``vouchers``: payment id to exhibit numbers. ``other_side``: names and accounts of the other side, as written."""
    return _Comparison(tuple(payments), tuple(mentions), tuple(matches), case_zone).result(vouchers, other_side)


class _Comparison:
    def __init__(
        self, payments: tuple[Fact, ...], mentions: tuple[Mention, ...], matches: tuple[Fact, ...], zone: str | None
    ) -> None:
        self._payments = payments
        self._mentions = mentions
        self._zone = zone
        self._said = dict(_meant(mentions, matches))
        self._found = {payment.id: self._belonging(payment) for payment in payments}
        taken = {_key(found.mention) for each in self._found.values() for found in each}
        self._free = [mention for mention in mentions if _key(mention) not in taken]

    def result(self, vouchers: Mapping[str, tuple[str, ...]], other_side: frozenset[str]) -> Reconciliation:
        near = {payment.id: self._near(payment) for payment in self._payments}
        offers = {payment.id: self._offers(payment, near) for payment in self._payments}
        checks = tuple(
            PaymentCheck(
                payment,
                tuple(one for one in self._found[payment.id] if one.mention.is_bill),
                tuple(one for one in self._found[payment.id] if not one.mention.is_bill),
                vouchers.get(payment.id, ()),
                offers[payment.id],
            )
            for payment in self._payments
        )
        offered = {_key(offer.mention) for each in offers.values() for offer in each}
        left = [mention for mention in self._free if _key(mention) not in offered]
        theirs = [mention for mention in left if not mention.is_bill or _is_about(mention.fields, other_side)]
        told = [mention for mention in theirs if mention.fields.get("status") not in NOT_MOVED]
        return Reconciliation(checks, self._together(told, left), sum(m.is_bill for m in left if m not in theirs))

    # --- what belongs together

    def _belonging(self, payment: Fact) -> tuple[Found, ...]:
        found = []
        for mention in self._mentions:
            said = self._said.get((payment.id, _key(mention)))
            basis = _basis(payment, mention, said)
            if basis:
                found.append(Found(mention, basis, self._differences(payment.fields, mention.fields), said))
        return tuple(found)

    def _differences(self, told: Fields, found: Fields) -> tuple[Difference, ...]:
        differing = [name for name in _COMPARED if _differs(name, told.get(name), found.get(name))]
        distance = self._distance(told, found)
        if distance is not None and distance > NEAR_SECONDS:
            differing.append("sent_at")
        return tuple(Difference(name, told.get(name), found.get(name)) for name in differing)

    # --- what may belong together

    def _near(self, payment: Fact) -> list[tuple[int | None, Mention]]:
        found = []
        has_bill = any(one.mention.is_bill for one in self._found[payment.id])
        has_chat = any(not one.mention.is_bill for one in self._found[payment.id])
        for mention in self._free:
            if (has_bill if mention.is_bill else has_chat) or not _same_money(payment.fields, mention.fields):
                continue
            if self._said.get((payment.id, _key(mention))) is not None or _numbers_differ(payment, mention):
                continue
            distance = self._distance(payment.fields, mention.fields)
            is_near = (
                self._same_day(payment.fields, mention.fields) if distance is None else distance <= OFFERED_SECONDS
            )
            if is_near:
                found.append((distance, mention))
        return sorted(found, key=lambda pair: (pair[0] is None, pair[0] or 0))

    def _offers(self, payment: Fact, near: Mapping[str, list[tuple[int | None, Mention]]]) -> tuple[Offer, ...]:
        own = near[payment.id]
        elsewhere = {_key(mention) for other, each in near.items() if other != payment.id for _gap, mention in each}
        offers = []
        for distance, mention in own:
            rivals = [one for _gap, one in own if one.is_bill == mention.is_bill]
            is_near = distance is not None and distance <= NEAR_SECONDS
            is_clear = is_near and len(rivals) == 1 and _key(mention) not in elsewhere
            offers.append(Offer(mention, distance, is_clear))
        return tuple(offers)

    def _together(self, told: list[Mention], left: list[Mention]) -> tuple[tuple[Mention, ...], ...]:
        """Each chat line with the bill line of the same payment; the bill line may name somebody unknown."""
        used: set[tuple[str, int]] = set()
        groups = []
        for mention in sorted(told, key=lambda one: one.is_bill):
            if _key(mention) in used:
                continue
            group = [mention]
            partner = next((one for one in left if _key(one) not in used and self._is_pair(mention, one)), None)
            if partner is not None:
                group.append(partner)
            used |= {_key(one) for one in group}
            groups.append(tuple(group))
        return tuple(sorted(groups, key=lambda group: self._order(group[0].fields)))

    def _is_pair(self, one: Mention, other: Mention) -> bool:
        if one.is_bill == other.is_bill or not _same_money(one.fields, other.fields):
            return False
        if _own_numbers(one.fields) & _own_numbers(other.fields):
            return True
        distance = self._distance(one.fields, other.fields)
        return distance is not None and distance <= NEAR_SECONDS

    # --- times

    def _distance(self, one: Fields, other: Fields) -> int | None:
        first, second = self._moment(one), self._moment(other)
        return None if first is None or second is None else int(abs((first - second).total_seconds()))

    def _moment(self, fields: Fields) -> datetime | None:
        text = self._order(fields)
        if len(text) <= _DAY:
            return None
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return None
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

    def _order(self, fields: Fields) -> str:
        at, zone = fields.get("sent_at"), fields.get("timezone") or self._zone
        return sort_moment(at if isinstance(at, str) else None, zone if isinstance(zone, str) else None)

    def _same_day(self, one: Fields, other: Fields) -> bool:
        days = [str(fields.get("sent_at") or LAST)[:_DAY] for fields in (one, other)]
        shortest = min(len(day) for day in days)
        return LAST not in days and days[0][:shortest] == days[1][:shortest]


def _basis(payment: Fact, mention: Mention, said: Fact | None) -> str | None:
    if said is not None:
        return BY_PERSON if said.fields.get("verdict") == SAME else None
    return BY_NUMBER if _own_numbers(payment.fields) & _own_numbers(mention.fields) else None


def _own_numbers(fields: Fields) -> set[str]:
    return {"".join(str(fields[name]).split()) for name in _NUMBERS if fields.get(name)}


def _numbers_differ(payment: Fact, mention: Mention) -> bool:
    told, found = payment.fields.get("reference_id"), mention.fields.get("reference_id")
    return bool(told and found and len(str(told)) == len(str(found)) and told != found)


def _same_money(one: Fields, other: Fields) -> bool:
    first, second = exact_amount(one.get("amount")), exact_amount(other.get("amount"))
    if first is None or second is None or first != second:
        return False
    currencies, directions = {currency_of(one), currency_of(other)}, {one.get("direction"), other.get("direction")}
    return len(currencies - {None}) <= 1 and len(directions - {None}) <= 1


def _differs(name: str, told: Json, found: Json) -> bool:
    if told is None or found is None or told == found:
        return False
    if name in {"amount", "refunded_amount"}:
        return exact_amount(told) != exact_amount(found)
    return not (name == "status" and any({told, found} <= alike for alike in _STATES_ALIKE))


def _is_about(fields: Fields, other_side: frozenset[str]) -> bool:
    named = (fields.get(name) for name in ("to_account_name", "from_account_name", "to_account_no", "from_account_no"))
    return any("".join(str(one).split()).casefold() in other_side for one in named if one)


def _meant(
    mentions: Sequence[Mention], matches: Iterable[Fact]
) -> Iterator[tuple[tuple[object, tuple[str, int]], Fact]]:
    """Each word of the person with the line it means, found again after the file was read anew."""
    by_place = {_key(mention): mention for mention in mentions}
    for match in matches:
        item_id, seq, span = (match.fields.get(name) for name in ("item_id", "seq", "span_sha256"))
        there = by_place.get((str(item_id), seq)) if isinstance(seq, int) else None
        if there is None or (span and there.span_sha256 != span):
            there = next((one for one in mentions if span and (one.item_id, one.span_sha256) == (item_id, span)), None)
        if there is not None:
            yield (match.fields.get("payment_id"), _key(there)), match


def _key(mention: Mention) -> tuple[str, int]:
    return mention.item_id, mention.seq
