# SPDX-License-Identifier: GPL-3.0-or-later
"""Signs that look alike are exchanged where that makes a time or an amount, and nowhere else."""

import pytest

from evidence_vault.pictures.alike_signs import amount_put_right, time_put_right


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("24 0ct 2025 15:19", "24 Oct 2025 15:19"),
        ("0CT 4, 2025 AT 3:05 PM", "OCT 4, 2025 AT 3:05 PM"),
        ("Apri1 4, 2025", "April 4, 2025"),
        ("Fr1 12:30", "Fri 12:30"),
        ("5un 12:00", "Sun 12:00"),
        ("8:3O PM", "8:30 PM"),
        ("l5:05", "15:05"),
        ("15；05", "15:05"),
        ("O1-05 17:31", "01-05 17:31"),
        ("2O25年3月4日 l5:05", "2025年3月4日 15:05"),
        ("2025牛3月4曰 下牛3:05", "2025年3月4日 下午3:05"),
        ("昨大 15:05", "昨天 15:05"),
        ("星期— 下午3:05", "星期一 下午3:05"),
        ("周- 10:00", "周一 10:00"),
    ],
)
def test_what_becomes_a_time_is_put_right(read: str, right: str) -> None:
    assert time_put_right(read) == right


@pytest.mark.parametrize(
    "read",
    [
        *("", "15:05", "星期一 15:05", "hello 12:30", "Bob", "B0b", "SO:OS", "ll:Ol", "Oct 4l", "S0 11:30", "99:O9"),
        *("张三撤回了一条消息", "你领取了5O元", "VIP1", "2026-3-112:3O", "Mar l2:30", "1" * 80),
    ],
)
def test_what_is_a_time_already_or_none_stays(read: str) -> None:
    assert time_put_right(read) is None


@pytest.mark.parametrize(
    ("read", "amount"),
    [
        ("¥5O00.00", "5000.00"),
        ("￥30,000。00", "30,000.00"),
        ("¥30.000.00", "30,000.00"),
        ("半 5000,00", "5000.00"),
        ("¥l28.5O", "128.50"),
        ("¥88.00", "88.00"),
    ],
)
def test_amounts_with_their_point_are_put_right(read: str, amount: str) -> None:
    assert amount_put_right(read) == amount


@pytest.mark.parametrize("read", ["", "¥500000", "¥5000", "请收款", "OOO.OO", "¥1,00,000.00x", "VIP1.00", "$5.000"])
def test_a_lost_point_stays_lost(read: str) -> None:
    assert amount_put_right(read) is None
