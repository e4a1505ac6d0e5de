# SPDX-License-Identifier: GPL-3.0-or-later
"""Statements of WeChat Pay and Alipay as workbooks and in older layouts: hand-written expectations."""

import warnings
import zipfile

import openpyxl
import pytest

from evidence_vault import errors
from evidence_vault.importers import alipay_bill, wechat_pay_bill
from evidence_vault.importers.bill_table import statement_time
from evidence_vault.importers.reading import recognise_source
from evidence_vault.records import Conversation, MentionedPayment, Recognition
from tests.importers.conformance import Bytes, check_conservation, messages, read, warning_codes
from tests.importers.made_files import made_zip
from tests.importers.statement_samples import (
    ALIPAY_HEADINGS,
    ALIPAY_OLD,
    ALIPAY_WORKBOOK,
    WECHAT_HEADINGS,
    WECHAT_PAY_WORKBOOK,
    workbook,
)

WECHAT = wechat_pay_bill.IMPORTER
ALIPAY = alipay_bill.IMPORTER


def test_wechat_pay_workbook() -> None:
    records = read(WECHAT, WECHAT_PAY_WORKBOOK)
    check_conservation(records)
    chat = next(record for record in records if isinstance(record, Conversation))
    assert [(person.name, person.is_self) for person in chat.participants] == [("小满", True)]
    transfer, packet, withdrawal = messages(records)
    assert transfer.payment == MentionedPayment(
        amount="1500.1",
        currency="CNY",
        direction="sent",
        status="朋友已收钱",
        memo="转账备注:押金",
        reference="10000500012026040600000000000000",
        counterparty="老王",
    )
    assert (transfer.sent_at, transfer.time_certainty.value) == ("2026-04-06T16:30:05", "local-device")
    assert packet.payment
    assert (packet.payment.amount, packet.payment.direction) == ("0.01", "received")
    assert withdrawal.payment
    assert (withdrawal.sent_at, withdrawal.sent_at_raw) == ("2026-04-07T12:00:00", "46119.5")
    assert (withdrawal.payment.amount, withdrawal.payment.direction, withdrawal.payment.reference) == (
        "100",
        None,
        "207210714100077",
    )
    codes = warning_codes(records)
    assert {"REFERENCE_ROUNDED", "SHEET_NOT_READ"} <= codes
    assert "STATEMENT_COUNT_DIFFERS" not in codes


def test_alipay_workbook() -> None:
    assert recognise_source(ALIPAY_WORKBOOK)[:2] == ("alipay_bill", Recognition.CERTAIN)
    payment = messages(read(ALIPAY, ALIPAY_WORKBOOK))[0].payment
    assert payment
    assert (payment.amount, payment.direction, payment.reference) == ("1500.00", "sent", "2026040622001")


def test_alipay_of_the_website_takes_the_time_of_paying() -> None:
    records = read(ALIPAY, ALIPAY_OLD)
    check_conservation(records)
    paid, waiting = messages(records)
    assert (paid.sent_at, waiting.sent_at) == ("2026-04-06T16:30:05", "2026-04-07T08:00:00")
    assert [m.payment and (m.payment.amount, m.payment.direction, m.payment.status) for m in (paid, waiting)] == [
        ("1500.00", "sent", "交易成功"),
        ("20.50", None, "等待付款"),
    ]


def test_alipay_with_its_columns_in_another_order() -> None:
    headings = (*reversed(ALIPAY_HEADINGS),)
    row = (
        "",
        "",
        "2026040622001",
        "交易成功",
        "余额",
        "¥9.90",
        "收入",
        "押金",
        "x",
        "老王",
        "转账",
        "2026-04-06 16:30:05",
    )
    text = f"支付宝交易明细\n{','.join(headings)}\n{','.join(row)}\n"
    found = messages(read(ALIPAY, Bytes("a.csv", text.encode("gb18030"))))[0]
    assert found.payment
    assert (found.sent_at, found.payment.amount, found.payment.direction) == ("2026-04-06T16:30:05", "9.90", "received")


def test_numbers_of_a_workbook_are_shown_as_a_spreadsheet_shows_them() -> None:
    row = (
        "2026-04-06 16:30:05",
        "转账",
        "老王",
        "/",
        "支出",
        0.1 + 0.2,
        "零钱",
        "支付成功",
        12345678901234567,
        "/",
        True,
    )
    records = read(WECHAT, workbook("w.xlsx", [("微信支付账单明细",), WECHAT_HEADINGS, row]))
    found = messages(records)[0]
    assert found.payment
    assert found.payment.amount == "0.3"
    assert "备注: TRUE" in (found.text or "")
    assert "REFERENCE_ROUNDED" in warning_codes(records)


def test_a_reference_that_ends_in_zeros_was_rounded() -> None:
    rows = "2026/4/6 9:30,转账,老王,/,支出,1500,零钱,朋友已收钱,123456789012345000000000,/,/\n"
    text = f"微信支付账单明细\n{','.join(WECHAT_HEADINGS)}\n{rows}"
    assert {"REFERENCE_ROUNDED", "SPREADSHEET_CHANGED"} <= warning_codes(read(WECHAT, Bytes("w.csv", text.encode())))


def test_formulas_are_not_calculated_and_links_not_followed() -> None:
    row = (
        "2026-04-06 16:30:05",
        "转账",
        '=HYPERLINK("http://x.invalid")',
        "/",
        "支出",
        "=1+1",
        "/",
        "/",
        "1",
        "/",
        "/",
    )
    records = read(WECHAT, workbook("w.xlsx", [("微信支付账单明细",), WECHAT_HEADINGS, row]))
    assert [m.payment and m.payment.amount for m in messages(records)] == [None]
    assert "AMOUNT_NOT_UNDERSTOOD" in warning_codes(records)


def test_the_time_of_a_workbook_is_rounded_to_the_second() -> None:
    assert statement_time("46118.6875578703") == "2026-04-06T16:30:05"
    assert statement_time("46118") is None


def test_entities_in_a_workbook_are_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    parts = {}
    with zipfile.ZipFile(WECHAT_PAY_WORKBOOK.open()) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            if name.endswith("sheet1.xml"):
                data = data.replace(b"<worksheet", bomb + b"<worksheet", 1).replace(
                    b"<sheetData>", b"<sheetData>&b;", 1
                )
            parts[name] = data
    with pytest.raises(errors.ReadingError):
        read(WECHAT, made_zip("w.xlsx", parts))


def test_a_workbook_of_something_else_is_not_taken() -> None:
    other = workbook("o.xlsx", [("Name", "Age"), ("Ada", 3)])
    assert recognise_source(other)[0] is None
    with pytest.raises(errors.FormatUnknown):
        read(WECHAT, other)


def test_no_warning_of_a_library_gets_out() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert openpyxl.__version__
        read(WECHAT, WECHAT_PAY_WORKBOOK)
