# SPDX-License-Identifier: GPL-3.0-or-later
"""The Alipay statement (支付宝交易明细) as CSV, usually GB18030: every row is a payment."""

import re
from collections.abc import Iterator

from evidence_vault.importers.base import Tally
from evidence_vault.importers.bill_table import BillReader, Columns, find_table
from evidence_vault.importers.text_lines import TextSource, decode_head, text_warnings
from evidence_vault.records import Answers, Conversation, Participant, ReadingRecord, ReadingSource, Recognition
from evidence_vault.translations import N_

_CONVERSATION = "1"
_COLUMNS = Columns(
    time="交易时间",
    kind="交易分类",
    counterparty="交易对方",
    goods="商品说明",
    direction="收/支",
    amount=("金额", "金额(元)"),
    status="交易状态",
    reference="交易订单号",
    note="备注",
)
_OWNER = re.compile(r"姓名[:：]\s*(\S.*?)\s*$")
_COUNT = re.compile(r"共\s*(\d{1,9})\s*笔记录")


class AlipayBill:
    """The importer of Alipay's statement."""

    id = "alipay_bill"
    name = N_("Alipay statement (CSV)")
    version = "1"
    suffixes = (".csv",)

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from its name and its headings."""
        head = decode_head(untrusted_head)
        headings = all(name in head for name in (_COLUMNS.time, _COLUMNS.status, _COLUMNS.reference, "对方账号"))
        if headings and "支付宝" in head:
            return Recognition.CERTAIN, "name and headings of an Alipay statement"
        if headings:
            return Recognition.MAYBE, "headings of an Alipay statement without its name"
        return Recognition.NO, "no headings of an Alipay statement"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every row as a payment, and a warning where the statement's own count differs."""
        text = TextSource.of(source)
        table = find_table(text, _COLUMNS)
        tally = Tally()
        tally.conversations = 1
        owner = table.find(_OWNER)
        people = (Participant(owner, is_self=True),) if owner else ()
        yield Conversation(_CONVERSATION, "支付宝交易明细", "alipay", people)
        yield from BillReader(_COLUMNS, table, _CONVERSATION).records(text, tally)
        said = table.find(_COUNT)
        if said is not None and int(said) != tally.headers_seen:
            yield from tally.warnings("STATEMENT_COUNT_DIFFERS", f"{said} ≠ {tally.headers_seen}")
        yield from tally.warnings("STATEMENT_LIMITS")
        yield from text_warnings(text, tally)
        yield from tally.end()


IMPORTER = AlipayBill()
