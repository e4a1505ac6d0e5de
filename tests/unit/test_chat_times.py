# SPDX-License-Identifier: GPL-3.0-or-later
"""The times of chat apps: what they say, what they leave open, and what a person's statement adds."""

from datetime import date

import pytest

from evidence_vault.pictures.chat_times import chat_time, split_clock

TAKEN = date(2026, 3, 8)  # a Sunday


@pytest.mark.parametrize(
    ("shown", "day", "clock"),
    [
        ("2024年3月5日 下午3:12", "2024-03-05", "15:12"),
        ("2024年3月5日晚上12:05", "2024-03-05", "00:05"),
        ("2024年3月5日 中午12:04", "2024-03-05", "12:04"),
        ("2024年3月5日 中午1:04", "2024-03-05", "13:04"),
        ("2024年12月31日 凌晨12:30", "2024-12-31", "00:30"),
        ("2026-03-04 12:11:09", "2026-03-04", "12:11"),
        ("2026/3/4 9:05", "2026-03-04", "09:05"),
        ("Jun 10, 2024 7:10 PM", "2024-06-10", "19:10"),
        ("12 March 2026", "2026-03-12", None),
        ("March 12, 2026", "2026-03-12", None),
        ("Mon, Jun 10, 2024 at 12:10 AM", "2024-06-10", "00:10"),
        ("25/12/2025, 14:05", "2025-12-25", "14:05"),
        ("12/25/25 2:05 pm", "2025-12-25", "14:05"),
        ("2024年3月5日 星期二", "2024-03-05", None),
        ("2026-3-1 12:11", "2026-03-01", "12:11"),
        ("2026/3/11 2:11", "2026-03-11", "02:11"),
        ("2026-03-1112:11", "2026-03-11", "12:11"),
        ("Mar 1 2026 12:30", "2026-03-01", "12:30"),
        ("1 Mar 20262:30", "2026-03-01", "02:30"),
    ],
)
def test_a_whole_date_needs_nobody(shown: str, day: str, clock: str | None) -> None:
    time = chat_time(shown)
    assert time is not None
    assert (str(time.date_on(None)), time.clock, time.is_relative, time.raw) == (day, clock, False, shown)


@pytest.mark.parametrize(
    ("shown", "day", "clock"),
    [
        ("18:02", "2026-03-08", "18:02"),
        ("今天 08:01", "2026-03-08", "08:01"),
        ("昨天18:02", "2026-03-07", "18:02"),
        ("前天 18:02", "2026-03-06", "18:02"),
        ("Yesterday 19:58", "2026-03-07", "19:58"),
        ("TODAY", "2026-03-08", None),
        ("星期三 09:30", "2026-03-04", "09:30"),
        ("周日 09:30", "2026-03-01", "09:30"),
        ("Wednesday", "2026-03-04", None),
        ("Thu 9:30 AM", "2026-03-05", "09:30"),
        ("3月5日 晚上7:13", "2026-03-05", "19:13"),
        ("12月31日 下午1:00", "2025-12-31", "13:00"),
        ("12-31 13:00", "2025-12-31", "13:00"),
        ("Mar 1 12:30", "2026-03-01", "12:30"),
        ("Mar 1, 2:30 PM", "2026-03-01", "14:30"),
        ("週三 09:30", "2026-03-04", "09:30"),
        ("昨日 18:02", "2026-03-07", "18:02"),
    ],
)
def test_the_rest_is_open_until_somebody_says_when_the_picture_was_taken(shown: str, day: str, clock: str) -> None:
    time = chat_time(shown)
    assert time is not None
    assert time.is_relative
    assert time.date_on(None) is None
    assert (str(time.date_on(TAKEN)), time.clock) == (day, clock)


def test_the_order_of_day_and_month_is_asked() -> None:
    time = chat_time("3/4/2026 10:00")
    assert time is not None
    assert time.ambiguous
    assert time.date_on(TAKEN) is None
    assert str(time.date_on(TAKEN, day_first=True)) == "2026-04-03"
    assert str(time.date_on(TAKEN, day_first=False)) == "2026-03-04"


@pytest.mark.parametrize(
    "shown",
    [
        "",
        "18",
        "99:99",
        "25:00",
        "2026年13月1日",
        "hello 12:30",
        "见面 18:00 吧",
        "12:30-13:30",
        "3.14",
        "1" * 80,
        "2026-3-112:30",
        "Mar 12:30",
        "Apri1 4, 2025",
        "12-31",
        "3/4/2 025 1:05",
    ],
)
def test_what_is_no_time_is_none(shown: str) -> None:
    assert chat_time(shown) is None


def test_a_day_that_does_not_exist_is_left_open() -> None:
    time = chat_time("2026年2月30日 10:00")
    assert time is not None
    assert time.date_on(TAKEN) is None


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("Thank you 18:06", ("Thank you", "18:06")),
        ("OK 15:17W", ("OK", "15:17")),
        ("12:30 PM ✓✓", ("", "12:30 PM")),
        ("好的 下午3:12", ("好的", "下午3:12")),
        ("好的", None),
        ("score 1:2", None),
        ("see you at 25:61", None),
    ],
)
def test_the_time_at_the_end_of_a_bubble(text: str, split: tuple[str, str] | None) -> None:
    assert split_clock(text) == split
