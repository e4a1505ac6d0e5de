# SPDX-License-Identifier: GPL-3.0-or-later
"""The WeChat Pay statement (微信支付账单明细) as CSV: every row is a payment.

Its times are those of China as far as known, but the file names no zone, so none is added unasked.
"""

import re
from collections.abc import Iterator

from evidence_vault.importers.base import Tally
from evidence_vault.importers.bill_table import BillReader, Columns, find_table
from evidence_vault.importers.text_lines import TextSource, decode_head, text_warnings
from evidence_vault.records import Answers, Conversation, Participant, ReadingRecord, ReadingSource, Recognition
from evidence_vault.translations import N_

_CONVERSATION = "1"
_TITLE = "微信支付账单明细"
_COLUMNS = Columns(
    time="交易时间",
    kind="交易类型",
    counterparty="交易对方",
    goods="商品",
    direction="收/支",
    amount=("金额(元)", "金额"),
    status="当前状态",
    reference="交易单号",
    note="备注",
)
_NICKNAME = re.compile(r"微信昵称[:：]\s*\[?([^\]]*)\]?")
_COUNT = re.compile(r"共\s*(\d{1,9})\s*笔记录")


class WechatPayBill:
    """The importer of the statement that WeChat Pay sends by e-mail."""

    id = "wechat_pay_bill"
    name = N_("WeChat Pay statement (CSV)")
    version = "1"
    suffixes = (".csv",)

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from its title or its headings."""
        head = decode_head(untrusted_head)
        headings = all(name in head for name in (_COLUMNS.time, _COLUMNS.status, _COLUMNS.reference, "商户单号"))
        if headings and _TITLE in head:
            return Recognition.CERTAIN, "title and headings of a WeChat Pay statement"
        if headings:
            return Recognition.MAYBE, "headings of a WeChat Pay statement without its title"
        return Recognition.NO, "no headings of a WeChat Pay statement"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every row as a payment, and a warning where the statement's own count differs."""
        text = TextSource.of(source)
        table = find_table(text, _COLUMNS)
        tally = Tally()
        tally.conversations = 1
        owner = table.find(_NICKNAME)
        people = (Participant(owner, is_self=True),) if owner else ()
        yield Conversation(_CONVERSATION, _TITLE, "wechat-pay", people)
        yield from BillReader(_COLUMNS, table, _CONVERSATION).records(text, tally)
        said = table.find(_COUNT)
        if said is not None and int(said) != tally.headers_seen:
            yield from tally.warnings("STATEMENT_COUNT_DIFFERS", f"{said} ≠ {tally.headers_seen}")
        yield from tally.warnings("STATEMENT_LIMITS")
        yield from text_warnings(text, tally)
        yield from tally.end()


IMPORTER = WechatPayBill()
