# SPDX-License-Identifier: GPL-3.0-or-later
"""The importers of chat formats, in the order in which they are asked whether a file is theirs."""

from evidence_vault.importers import (
    alipay_bill,
    kakaotalk_text,
    line_text,
    memotrace_csv,
    memotrace_text,
    qq_text,
    telegram_html,
    telegram_json,
    wechat_copied_text,
    wechat_pay_bill,
    wechat_shared_text,
    whatsapp,
)
from evidence_vault.importers.base import Importer

IMPORTERS: tuple[Importer, ...] = (
    telegram_json.IMPORTER,
    telegram_html.IMPORTER,
    wechat_pay_bill.IMPORTER,
    alipay_bill.IMPORTER,
    memotrace_csv.IMPORTER,
    wechat_shared_text.IMPORTER,
    qq_text.IMPORTER,
    line_text.IMPORTER,
    kakaotalk_text.IMPORTER,
    whatsapp.IMPORTER,
    memotrace_text.IMPORTER,
    wechat_copied_text.IMPORTER,
)
