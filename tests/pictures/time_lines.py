# SPDX-License-Identifier: GPL-3.0-or-later
"""Time lines as chat apps write them between messages, in Chinese and English."""

from collections.abc import Mapping
from datetime import date
from random import Random

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_CHINESE = (
    "{clock}", "{clock}", "{half}{twelve}", "昨天 {clock}", "昨天 {half}{twelve}", "前天 {clock}", "今天 {clock}",
    "星期{weekday} {clock}", "周{weekday} {clock}", "星期{weekday} {half}{twelve}", "昨天", "星期{weekday}",
    "{year}年{month}月{day}日 {half}{twelve}", "{month}月{day}日 {half}{twelve}", "{year}年{month}月{day}日 {clock}",
    "{month}月{day}日 {clock}", "{month}月{day}日 周{weekday} {clock}", "{year}年{month}月{day}日", "{month}月{day}日",
    "{month:02}-{day:02} {clock}", "{year}-{month:02}-{day:02} {clock}",
)  # fmt: skip
_ENGLISH = (
    "{clock}", "{clock}", "{twelve} {noon}", "Yesterday {clock}", "Yesterday {twelve} {noon}", "Today {clock}",
    "{day_name:.3} {clock}", "{day_name} {clock}", "{day_name:.3} {twelve} {noon}", "Yesterday", "Today", "{day_name}",
    "{month_name} {day}, {year} {twelve} {noon}", "{day} {month_name} {year} {clock}", "{month_name} {day} {clock}",
    "{day_name:.3}, {day} {month_name} at {clock}", "{long_month} {day}, {year}", "{day} {long_month} {year}",
    "{long_month} {day}", "{day:02}/{month:02}/{year}",
)  # fmt: skip
_HELD_OUT = {
    "chinese": ("周{weekday} {half}{twelve}", "{year}/{month}/{day} {clock}", "今天 {half}{twelve}"),
    "english": ("Today {twelve} {noon}", "{day_name:.3}, {month_name} {day} at {twelve} {noon}", "{day_name:.3}"),
}
"""Added to the others where what is held out is drawn."""

FORMS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("building", "chinese"): _CHINESE,
    ("building", "english"): _ENGLISH,
    ("held-out", "chinese"): (*_CHINESE, *_HELD_OUT["chinese"] * 2),
    ("held-out", "english"): (*_ENGLISH, *_HELD_OUT["english"] * 2),
}


def time_line(random: Random, clock: str, *, english: bool, part: str = "building") -> str:
    """A time line at ``clock`` (HH:MM) of a day drawn by ``random``, in one of the forms of ``part``."""
    day = date(random.choice((2024, 2025, 2026)), random.randint(1, 12), random.randint(1, 28))
    hour, minute = int(clock[:2]), clock[3:]
    form = random.choice(FORMS[part, "english" if english else "chinese"])
    return form.format(
        clock=clock,
        twelve=f"{hour % 12 or 12}:{minute}",
        half="凌晨" if hour < 6 else "上午" if hour < 12 else "下午" if hour < 18 else "晚上",
        noon="AM" if hour < 12 else "PM",
        year=day.year,
        month=day.month,
        day=day.day,
        weekday="一二三四五六日"[day.weekday()],
        day_name=_DAYS[day.weekday()],
        month_name=_MONTHS[day.month - 1],
        long_month=_LONG_MONTHS[day.month - 1],
    )
