# SPDX-License-Identifier: GPL-3.0-or-later
"""The Alipay statement (支付宝交易明细) as CSV, usually GB18030, or as a workbook: every row is a payment.

Three layouts are known from files and parsers: the phone's of today, the phone's of 2021 with other columns first, and
the older one of the website (交易创建时间), which ends with rows of totals.
"""

import re

from evidence_vault.importers.bill_table import Columns
from evidence_vault.importers.statement_files import StatementFiles
from evidence_vault.translations import N_


class AlipayBill(StatementFiles):
    """The importer of Alipay's statement."""

    id = "alipay_bill"
    name = N_("Alipay statement (CSV or XLSX)")
    columns = Columns(
        time=("交易时间", "付款时间", "交易创建时间"),
        kind=("交易分类", "类型"),
        counterparty=("交易对方",),
        goods=("商品说明", "商品名称"),
        direction=("收/支",),
        amount=("金额", "金额(元)"),
        status=("交易状态",),
        reference=("交易订单号", "交易号"),
        note=("备注",),
    )
    service = "支付宝"
    own_headings = ("对方账号", "收/付款方式", "交易创建时间", "商家订单号")
    owner = re.compile(r"姓名[:：]\s*(\S.*?)\s*$")
    title = "支付宝交易明细"
    platform = "alipay"


IMPORTER = AlipayBill()
