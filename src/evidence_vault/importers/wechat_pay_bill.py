# SPDX-License-Identifier: GPL-3.0-or-later
"""The WeChat Pay statement (微信支付账单明细) as CSV or, since 2024, as a workbook: every row is a payment.

Its times are those of China as far as known, but the file names no zone, so none is added unasked.
"""

import re

from evidence_vault.importers.bill_table import Columns
from evidence_vault.importers.statement_files import StatementFiles
from evidence_vault.translations import N_


class WechatPayBill(StatementFiles):
    """The importer of the statement that WeChat Pay sends by e-mail."""

    id = "wechat_pay_bill"
    name = N_("WeChat Pay statement (CSV or XLSX)")
    columns = Columns(
        time=("交易时间",),
        kind=("交易类型",),
        counterparty=("交易对方",),
        goods=("商品",),
        direction=("收/支",),
        amount=("金额(元)", "金额"),
        status=("当前状态",),
        reference=("交易单号",),
        note=("备注",),
    )
    service = "微信支付账单"
    own_headings = ("商户单号",)
    owner = re.compile(r"微信昵称[:：]\s*\[?([^\]]*)\]?")
    title = "微信支付账单明细"
    platform = "wechat-pay"


IMPORTER = WechatPayBill()
