# SPDX-License-Identifier: GPL-3.0-or-later
"""Facts offered from the text of a picture, and payments from pages of vouchers: on made-up lines, no engine."""

import pytest

from evidence_vault.pictures.facts_in_text import is_card_number, offered_facts, phone_number
from evidence_vault.pictures.vouchers import payment_on
from evidence_vault.records import CodeInPicture, TextInPicture, TextLine


def lines(*texts: str) -> TextInPicture:
    return TextInPicture(
        1080, 2000, tuple(TextLine(text, (40, 80 * n, 900, 80 * n + 50), 97) for n, text in enumerate(texts))
    )


def found(*texts: str) -> list[tuple[str, str, bool | None]]:
    return [(fact.kind, fact.value, fact.checked) for fact in offered_facts(lines(*texts))]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("¥5,000.00", ("amount", "5000.00", None)),
        ("-5,000.00", ("amount", "5000.00", None)),
        ("要再交8,000元的保证金", ("amount", "8000", None)),
        ("先交2万", ("amount", "20000", None)),
        ("1.5万元", ("amount", "15000", None)),
        ("pay $120.50 today", ("amount", "120.50", None)),
        ("充值 500 USDT", ("amount", "500", None)),
        ("卡号 4111 1111 1111 1111", ("card", "4111111111111111", True)),
        ("4111-1111-1111-1111", ("card", "4111111111111111", True)),
        ("账号：6222 0000 1111 2222", ("account", "6222000011112222", None)),
        ("电话13800138000", ("phone", "+8613800138000", True)),
        ("call +44 20 7946 0018", ("phone", "+442079460018", True)),
        ("IBAN DE89 3704 0044 0532 0130 00", ("iban", "DE89370400440532013000", True)),
        ("微信号：wx_lin2023", ("wechat_id", "wx_lin2023", None)),
        ("打开 https://gold-trade.test/app 登录", ("url", "https://gold-trade.test/app", None)),
        ("www.vip88.example", ("url", "www.vip88.example", None)),
        ("help@pay-help.test", ("email", "help@pay-help.test", None)),
        ("转账单号 1000050001202609120000000000001", ("transfer_number", "1000050001202609120000000000001", None)),
        ("1000050001202609120000000000001", ("transfer_number", "1000050001202609120000000000001", None)),
    ],
)
def test_what_is_offered(text: str, fact: tuple[str, str, bool | None]) -> None:
    assert found(text) == [fact]


@pytest.mark.parametrize(
    "text",
    [
        "你好",
        "昨天 18:02",
        "2026年3月5日",
        "还剩33个名额",
        "收益2%到3%",
        "4111 1111 1111 1112",
        "12345",
        "版本 1.2.3",
        "IBAN DE00 3704 0044 0532 0130 00",
    ],
)
def test_what_is_not(text: str) -> None:
    assert [fact for fact in found(text) if fact[0] in {"amount", "card", "iban", "url", "phone"}] == []


def test_each_value_is_offered_once_with_its_place_and_currency() -> None:
    facts = offered_facts(lines("¥500.00", "500.00元"))
    assert [(fact.value, fact.currency, fact.box[1], fact.confidence) for fact in facts] == [("500.00", "CNY", 0, 97)]


def test_codes_are_offered_as_text() -> None:
    text = TextInPicture(100, 100, codes=(CodeInPicture("wxp://f2f0x", "QRCode", (1, 1, 50, 50)),))
    assert [(fact.kind, fact.value) for fact in offered_facts(text)] == [("code", "wxp://f2f0x")]


def test_check_digits_are_tested() -> None:
    assert is_card_number("6011111111111117")
    assert not is_card_number("6011111111111118")
    assert not is_card_number("0000000000000000")
    assert phone_number("12800138000") is None


# --- vouchers


def voucher(amount: str, *rows: tuple[str, str], above: str = "", sure: int = 98) -> TextInPicture:
    made = [TextLine(above, (300, 400, 800, 440), 99)] if above else []
    made.append(TextLine(amount, (300, 500, 780, 600), 99))
    for number, (label, value) in enumerate(rows):
        top = 720 + number * 90
        made.append(TextLine(label, (56, top, 200, top + 40), 99))
        made.append(TextLine(value, (340, top, 340 + 22 * len(value), top + 40), sure))
    return TextInPicture(1080, 2000, tuple(made))


def test_a_wechat_transfer_becomes_a_proposal() -> None:
    page = voucher(
        "-5,000.00",
        ("当前状态", "朋友已收钱"),
        ("转账时间", "2026年9月12日 20:11:07"),
        ("收款时间", "2026年9月12日 20:12:40"),
        ("支付方式", "示例银行储蓄卡(1234)"),
        ("转账单号", "1000050001202609120000000000001"),
        above="转账-转给陈家豪",
        sure=91,
    )
    payment = payment_on(page)
    assert payment is not None
    assert dict(payment.fields) == {
        "amount": "5000.00", "currency": "CNY", "direction": "sent", "status": "received_by_payee",
        "sent_at": "2026-09-12T20:11:07", "sent_at_precision": "exact_second", "channel": "示例银行储蓄卡(1234)",
        "reference_id": "1000050001202609120000000000001", "type": "wechat_pay_transfer", "to_account_name": "陈家豪",
    }  # fmt: skip
    assert (payment.confidence, payment.status_text) == (91, "朋友已收钱")


def test_an_alipay_page_and_a_value_of_two_rows() -> None:
    page = voucher(
        "+88.00", ("创建时间", "2026-03-05 09:01"), ("订单号", "20260305200040011100"), ("付款方式", "余额宝")
    )
    lower = TextLine("5500123", (340, 855, 560, 890), 98)
    payment = payment_on(TextInPicture(1080, 2000, (*page.lines, lower)))
    assert payment is not None
    assert payment.fields["reference_id"] == "202603052000400111005500123"
    assert (payment.fields["direction"], payment.fields["type"]) == ("received", "alipay_transfer")
    assert payment.fields["sent_at"] == "2026-03-05T09:01"


def test_labels_with_their_value_in_the_same_line() -> None:
    text = lines(
        "转账成功", "金额：300.00元", "收款人：李婉婷", "交易时间：2026-03-05 09:01:02", "流水号：SL20260305090102"
    )
    payment = payment_on(text)
    assert payment is None or payment.fields["to_account_name"] == "李婉婷"


@pytest.mark.parametrize(
    "page",
    [
        lines("今天天气不错", "¥500.00"),
        voucher("-500.00"),
        voucher("一些文字", ("转账时间", "2026年9月12日 20:11"), ("当前状态", "已收钱")),
        voucher("-500.00", ("支付方式", "零钱"), ("商品", "衣服")),
        TextInPicture(10, 10),
    ],
)
def test_other_pages_are_no_vouchers(page: TextInPicture) -> None:
    assert payment_on(page) is None


def test_a_time_without_its_year_is_left_out() -> None:
    page = voucher("-500.00", ("转账时间", "9月12日 20:11"), ("转账单号", "100005000120260912"))
    payment = payment_on(page)
    assert payment is not None
    assert "sent_at" not in payment.fields


def test_an_address_or_number_broken_by_the_edge_of_a_bubble_is_offered_whole() -> None:
    def found(*lines: str, area: int | None = 1) -> list[tuple[str, str]]:
        placed = [TextLine(line, (10, 50 * n, 400, 50 * n + 40), 90, area) for n, line in enumerate(lines)]
        return [(fact.kind, fact.value) for fact in offered_facts(TextInPicture(500, 900, tuple(placed)))]

    assert found("打开 https://ex", "ample.invalid/35ad6 注册") == [("url", "https://example.invalid/35ad6")]
    assert found("打开 https://pay.example.com/a", "b?id=7") == [("url", "https://pay.example.com/ab?id=7")]
    assert found("see https://pay.example.com", "please") == [("url", "https://pay.example.com")]
    assert found("卡号 4111 1111", "1111 1111") == [("card", "4111111111111111")]
    assert ("card", "4111111111111111") not in found("卡号 4111 1111", "1111 1111", area=None)
    assert found("42000018621", "00391000050001") == [("transfer_number", "4200001862100391000050001")]
    assert found("发 email 到", "help@pay-help.test，写") == [("email", "help@pay-help.test")]
    assert found("send to", "help@pay-help.test") == [("email", "help@pay-help.test")]
    assert found("see", "pay-help.com now") == [("url", "pay-help.com")]
    assert found("发到help@pay-help.test吧") == [("email", "help@pay-help.test")]
    assert found("打开https://pay.example.com/a点击") == [("url", "https://pay.example.com/a")]
    assert ("amount", "500.0000") not in found("付 500.00", "00 元"), "amounts are never put together"
