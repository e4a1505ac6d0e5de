# SPDX-License-Identifier: GPL-3.0-or-later
"""Amounts, numbers and addresses in what was read in a picture, offered to a person and never entered by themselves.

Check digits are tested where a number has them: cards (Luhn, ISO/IEC 7812-1), IBAN (ISO 13616), phone numbers by the
plans of phonenumbers.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from evidence_vault.records import Box, TextInPicture, TextLine

_AMOUNT = re.compile(
    r"(?<![A-Za-z0-9.,])(?:(?P<sign>[¥￥$€£]|CNY|RMB|USD|EUR|USDT)\s?)?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?)"
    r"\s?(?P<unit>元|块|万元|万|人民币|美元|美金|USDT|CNY|RMB|USD|EUR)?(?![\w.:%/-]*\d)",
    re.IGNORECASE,
)
_URL = re.compile(
    r"(?:https?://|www\.)[\w\-.]+(?:\.[a-z]{2,})?(?::\d+)?(?:/[\w\-./?%&=#~+:@!]*)?"
    r"|(?<![\w@.\-])(?:[a-z0-9-]+\.)+(?:com|cn|net|org|top|vip|xyz|cc|io|app|shop|site|club|info|me|hk|tw|test|example)(?:/[\w\-./?%&=#~+]*)?(?![\w.@])",
    re.IGNORECASE | re.ASCII,  # words of a script without spaces often follow an address at once
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_DIGITS = re.compile(r"(?<!\d)\+?\d(?:[\s-]?\d){6,31}(?!\d)")
_WECHAT_ID = re.compile(
    r"(?:微信号|微信|wechat\s?(?:id)?|weixin|vx|wx)\s?(?:是|为|[:：])?\s?([a-z][-_a-z0-9]{5,19})", re.IGNORECASE
)
_IBAN = re.compile(r"(?<![A-Z0-9])[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{2,4}){3,8}(?![A-Z0-9])")
_TRANSFER_NUMBER = re.compile(
    r"(?:转账单号|交易单号|商户单号|订单号|流水号|凭证号|交易号|transaction\s?(?:id|no\.?))\s?[:：]?\s?(\w[\w-]{7,39})",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    r"(?:账号|帐号|卡号|账户|account(?:\s?(?:no\.?|number))?)\s?[:：]?\s?(\d(?:[\s-]?\d){5,29})", re.IGNORECASE
)
_WHOLE_HOST = re.compile(r"[\w-]+\.[A-Za-z]{2,}(?:[/:?]|$)")
_CURRENCIES = {
    **dict.fromkeys(("¥", "￥", "元", "块", "万", "万元", "人民币", "rmb", "cny"), "CNY"),
    **dict.fromkeys(("$", "美元", "美金", "usd"), "USD"),
    **dict.fromkeys(("€", "eur"), "EUR"),
    "£": "GBP",
    "usdt": "USDT",
}
_COUNTRIES = ("CN", "HK", "TW", "SG", "MY")


@dataclass(frozen=True, slots=True)
class OfferedFact:
    """Something found in a picture. ``kind``: amount, card, phone, iban, account, wechat_id, url, email,
    transfer_number or code.

    ``value`` in one form (digits without spaces, amounts as decimal strings); ``shown`` as it stands there.
    ``checked``: its check digits are right; None where it has none. ``currency`` of an amount, where shown.
    """

    kind: str
    value: str
    shown: str
    box: Box
    confidence: int
    checked: bool | None = None
    currency: str | None = None


def offered_facts(text: TextInPicture) -> tuple[OfferedFact, ...]:
    """What a person may want to take over, from top to bottom; each value once."""
    found: dict[tuple[str, str], OfferedFact] = {}
    wrapped = list(_wrapped(text.lines))
    for number, line in enumerate(text.lines):
        going_on = [one for one in wrapped if one.line == number]
        spans = [one.spans[number - one.line] for one in wrapped if number in {one.line, one.line + 1}]
        for fact in (*(one.fact for one in going_on), *_of_line(line, spans)):
            found.setdefault((fact.kind, fact.value), fact)
    for code in text.codes:
        found.setdefault(("code", code.text), OfferedFact("code", code.text, code.text, code.box, 100))
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Wrapped:
    """Something that begins at the end of line ``line`` and goes on in the next; ``spans``: its part in each."""

    line: int
    fact: OfferedFact
    spans: tuple[tuple[int, int], tuple[int, int]]


def _wrapped(lines: Sequence[TextLine]) -> Iterator[_Wrapped]:
    """Addresses and numbers that a bubble breaks off at its edge: half of one is worse than none."""
    for number, (line, after) in enumerate(pairwise(lines)):
        if line.area is None or line.area != after.area:
            continue
        first, second = (unicodedata.normalize("NFKC", each.text) for each in (line, after))
        edge = len(first)
        box = (
            min(line.box[0], after.box[0]),
            min(line.box[1], after.box[1]),
            max(line.box[2], after.box[2]),
            max(line.box[3], after.box[3]),
        )
        both = replace(line, text=first + second, box=box, confidence=min(line.confidence, after.confidence))
        for fact, (start, end) in (*_addresses(both.text, both), *_ibans(both.text, both), *_numbers_in_two(both)):
            if start < edge < end and _goes_on(fact, first[start:], second[: end - edge]):
                yield _Wrapped(number, fact, ((start, edge), (0, end - edge)))
                break


def _numbers_in_two(both: TextLine) -> "_Found":
    return ((fact, span) for fact, span in _long_numbers(both.text, both) if fact.kind != "phone")


def _goes_on(fact: OfferedFact, begins: str, ends: str) -> bool:
    """Whether the two parts are one: right check digits, an address that is none without its end, or signs of one."""
    if fact.kind in {"card", "iban"}:
        return True
    if fact.kind == "transfer_number":
        return begins[-1:].isdigit() and ends[:1].isdigit()
    alone = _EMAIL if fact.kind == "email" else _URL if "://" not in begins and "www." not in begins else None
    if fact.kind not in {"url", "email"} or (alone is not None and alone.fullmatch(ends)):
        return False
    return _WHOLE_HOST.search(begins) is None or begins[-1:] in "./?=&-_%@" or bool(re.search(r"[/?=&%_\d]", ends))


def _of_line(line: TextLine, taken_before: Iterable[tuple[int, int]] = ()) -> Iterator[OfferedFact]:
    text = unicodedata.normalize("NFKC", line.text)
    taken = list(taken_before)
    for finder in (_addresses, _labelled_numbers, _ibans, _long_numbers, _amounts):
        for fact, span in finder(text, line):
            if not any(start < span[1] and span[0] < end for start, end in taken):
                taken.append(span)
                yield fact


_Found = Iterable[tuple[OfferedFact, tuple[int, int]]]


def _addresses(text: str, line: TextLine) -> _Found:
    for match in _EMAIL.finditer(text):
        yield _fact("email", match[0].lower(), match[0], line), match.span()
    for match in _URL.finditer(text):
        yield _fact("url", match[0].rstrip("./"), match[0], line), match.span()
    for match in _WECHAT_ID.finditer(text):
        yield _fact("wechat_id", match[1], match[1], line), match.span(1)


def _labelled_numbers(text: str, line: TextLine) -> _Found:
    for match in _TRANSFER_NUMBER.finditer(text):
        if sum(sign.isdigit() for sign in match[1]) >= 6:
            yield _fact("transfer_number", match[1], match[1], line), match.span(1)
    for match in _ACCOUNT.finditer(text):
        digits = _digits(match[1])
        is_card = is_card_number(digits)
        yield (
            _fact("card" if is_card else "account", digits, match[1], line, checked=True if is_card else None),
            match.span(1),
        )


def _ibans(text: str, line: TextLine) -> _Found:
    from stdnum import iban

    for match in _IBAN.finditer(text):
        compact = re.sub(r"\s", "", match[0])
        if iban.is_valid(compact):
            yield _fact("iban", compact, match[0], line, checked=True), match.span()


def _long_numbers(text: str, line: TextLine) -> _Found:
    for match in _DIGITS.finditer(text):
        shown, digits = match[0], _digits(match[0])
        if is_card_number(digits):
            yield _fact("card", digits, shown, line, checked=True), match.span()
        elif (phone := phone_number(shown)) is not None:
            yield _fact("phone", phone, shown, line, checked=True), match.span()
        elif 20 <= len(digits) <= 32:
            yield _fact("transfer_number", digits, shown, line), match.span()


def _amounts(text: str, line: TextLine) -> _Found:
    for match in _AMOUNT.finditer(text):
        sign, unit = match["sign"] or "", match["unit"] or ""
        number = match["number"].replace(",", "")
        if not sign and not unit and not re.fullmatch(r"\d+\.\d{2}", number):
            continue  # a bare whole number may count anything
        if unit in {"万", "万元"}:
            number = _times_ten_thousand(number)
        yield (
            _fact("amount", number, match[0].strip(), line, currency=_CURRENCIES.get((sign or unit).lower())),
            match.span(),
        )


def _times_ten_thousand(number: str) -> str:
    from decimal import Decimal

    return format(Decimal(number) * 10_000, "f").removesuffix(".00").removesuffix(".0")


def is_card_number(digits: str) -> bool:
    """Whether ``digits`` can be a payment card: 13 to 19 of them, a known beginning, and Luhn's check digit right."""
    from stdnum import luhn

    known = re.match(r"(4|5[1-5]|2[2-7]|3[47]|6[0-9]|9)", digits)
    return bool(known and 13 <= len(digits) <= 19 and len(set(digits)) > 1 and luhn.is_valid(digits))


def phone_number(shown: str) -> str | None:
    """``shown`` as +CC… if it is a valid number of one of the countries we meet, or written with its country code."""
    import phonenumbers

    digits = _digits(shown)
    for country in (None,) if shown.startswith("+") else _COUNTRIES[: 1 if len(digits) == 11 else len(_COUNTRIES)]:
        try:
            number = phonenumbers.parse(shown, country)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number) and (country != "CN" or len(digits) == 11):
            return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return None


def _digits(shown: str) -> str:
    return re.sub(r"\D", "", shown)


def _fact(
    kind: str, value: str, shown: str, line: TextLine, *, checked: bool | None = None, currency: str | None = None
) -> OfferedFact:
    return OfferedFact(kind, value, shown, line.box, line.confidence, checked, currency)
