# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages of one payment as several versions of the apps lay them out: no digit of a number may be lost or added."""

import pytest

from evidence_vault.pictures.vouchers import payment_on
from evidence_vault.records import Json, TextInPicture, TextLine


def line(text: str, top: int, *, left: int = 0, right: int = 0, high: int = 40) -> TextLine:
    wide = 22 * len(text)
    begin = left or right - wide
    return TextLine(text, (begin, top, begin + wide, top + high), 98)


def page(*lines: TextLine) -> TextInPicture:
    return TextInPicture(1080, 2000, lines)


def fields(*lines: TextLine) -> dict[str, Json]:
    payment = payment_on(page(*lines))
    assert payment is not None
    return dict(payment.fields)


def rows(*pairs: tuple[str, str], top: int = 700) -> list[TextLine]:
    """Labels at the left and values set to the right, as the newer pages have them."""
    made = []
    for number, (label, value) in enumerate(pairs):
        made += [line(label, top + 90 * number, left=56), line(value, top + 90 * number, right=1024)]
    return made


def test_the_last_digits_of_a_number_set_to_the_right_are_kept() -> None:
    shown = rows(
        ("当前状态", "支付成功"), ("转账时间", "2026年3月5日 09:01:02"), ("交易单号", "420094101371615327167988")
    )
    found = fields(line("-500.00", 500, left=400, high=90), *shown, line("5876", 925, right=1024))
    assert found["reference_id"] == "4200941013716153271679885876"


def test_a_row_with_a_label_of_its_own_is_no_second_row() -> None:
    shown = rows(("当前状态", "已全额退款"), ("支付时间", "2026年3月5日 09:01:02"), ("退款方式", "退回零钱"))
    found = fields(line("-500.00", 500, left=400, high=90), *shown)
    assert (found["sent_at"], found["status"]) == ("2026-03-05T09:01:02", "refunded")


@pytest.mark.parametrize(
    ("said", "state", "direction", "payee"),
    [
        ("交易成功", "received_by_payee", "sent", None),
        ("转账成功", "sent", "sent", None),
        ("王丽已收款", "received_by_payee", "sent", "王丽"),
        ("你已收款", "received_by_payee", "received", None),
    ],
)
def test_what_a_page_says_without_a_label(said: str, state: str, direction: str, payee: str | None) -> None:
    shown = rows(("转账时间", "2026年3月5日 09:01:02"))
    found = fields(line(said, 380, left=400), line("¥500.00", 500, left=400, high=90), *shown)
    assert (found["status"], found["direction"], found.get("to_account_name")) == (state, direction, payee)


def test_a_name_and_the_shown_part_of_an_account_are_parted() -> None:
    shown = rows(("对方账户", "王丽 138******15"), ("创建时间", "2026-03-05 09:01:02"), ("订单号", "20260305200040"))
    found = fields(line("-500.00", 500, left=400, high=90), *shown)
    assert (found["to_account_name"], found["to_account_no"]) == ("王丽", "138******15")


def test_a_red_packet_names_who_it_was_sent_to() -> None:
    shown = rows(("当前状态", "支付成功"), ("支付时间", "2026年3月5日 09:01:02"))
    found = fields(line("微信红包-发给王丽", 380, left=300), line("-200.00", 500, left=400, high=90), *shown)
    assert found["to_account_name"] == "王丽"


def test_a_chat_that_says_so_is_no_voucher() -> None:
    assert (
        payment_on(
            page(line("支付成功", 300, left=100), line("¥500.00", 500, left=100), line("你已收款", 600, left=300))
        )
        is None
    )
