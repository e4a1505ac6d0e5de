# SPDX-License-Identifier: GPL-3.0-or-later
"""What is still missing around screenshots of a chat: gaps, dates, the profile page, vouchers of transfers.

Suggestions, never findings about the case. What needs the text in pictures is said only where it was read.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from evidence_vault.operations.picture_series import Series, SeriesReport, pictures_of
from evidence_vault.records import EvidenceItem, Finding, Severity, TextInPicture
from evidence_vault.vault.vault import Vault

_DATE = re.compile(
    r"\d{4}\s*[年/.-]\s*\d{1,2}\s*[月/.-]\s*\d{1,2}|\d{1,2}\s*月\s*\d{1,2}\s*日|\b\d{1,2}/\d{1,2}/\d{2,4}\b"
    r"|\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{4}\b"
    r"|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{1,2}, \d{4}\b"
)
_PROFILE = re.compile(r"微信号|WeChat ID|添加到通讯录|设置备注|Add to Contacts|朋友圈|Moments", re.IGNORECASE)
_TRANSFER = re.compile(r"转账|Transfer(?:red)?\b|红包|Red Packet", re.IGNORECASE)
_VOUCHER = re.compile(r"转账单号|交易单号|订单号|支付方式|Transaction (?:ID|No)|Transfer No", re.IGNORECASE)
_AMOUNT = re.compile(r"[¥￥]\s*([\d,]+\.\d{2})")
_VOUCHER_AMOUNT = re.compile(r"(?<![\d,.])([\d,]+\.\d{2})(?![\d])")


def what_is_missing(vault: Vault, report: SeriesReport, case_id: str | None) -> tuple[Finding, ...]:
    """The to-do list for the series of ``report``; ``subject`` is an item's id where one is meant."""
    found: list[Finding] = []
    for number, one in enumerate(report.series, start=1):
        found += _unsure(one)
        texts = list(_texts(vault, [picture.item for picture in one.pictures]))
        if len(texts) == len(one.pictures) and not any(_DATE.search(_all(text)) for _item, text in texts):
            found.append(_note("SERIES_WITHOUT_DATE", one.pictures[0].item.id, number=number))
    if len(report.series) > 1:
        found.append(_note("SERIES_APART", "", count=len(report.series)))
    every = list(_texts(vault, pictures_of(vault, case_id)))
    if report.series and every:
        if not any(_PROFILE.search(_all(text)) for _item, text in every):
            found.append(_note("PROFILE_PAGE_MISSING", ""))
        found += _without_voucher(every)
    return tuple(found)


def _unsure(one: Series) -> Iterator[Finding]:
    for before, after in pairwise(one.pictures):
        if not after.is_sure:
            yield _note("SERIES_OVERLAP_UNSURE", after.item.id, name=after.item.name, before=before.item.name)


def _without_voucher(every: list[tuple[EvidenceItem, TextInPicture]]) -> Iterator[Finding]:
    """Transfers seen in a chat whose amount stands on no voucher page."""
    proved = {
        amount for _item, text in every if _VOUCHER.search(_all(text)) for amount in _amounts(text, _VOUCHER_AMOUNT)
    }
    told: set[str] = set()
    for item, text in every:
        if _VOUCHER.search(_all(text)) or not _TRANSFER.search(_all(text)):
            continue
        for amount in _amounts(text):
            if amount not in proved | told:
                told.add(amount)
                yield _note("VOUCHER_MISSING", item.id, amount=amount, name=item.name)


def _amounts(text: TextInPicture, form: re.Pattern[str] = _AMOUNT) -> list[str]:
    return [match[1].replace(",", "") for line in text.lines for match in form.finditer(line.text)]


def _texts(vault: Vault, items: Iterable[EvidenceItem]) -> Iterator[tuple[EvidenceItem, TextInPicture]]:
    for item in items:
        text = vault.picture_texts.text(item.content_id, 0)
        if text is not None:
            yield item, text


def _all(text: TextInPicture) -> str:
    return "\n".join(line.text for line in text.lines)


def _note(code: str, subject: str, **facts: str | int) -> Finding:
    return Finding(code, Severity.NOTE, subject, facts)
