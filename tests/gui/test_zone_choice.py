# SPDX-License-Identifier: GPL-3.0-or-later
"""A time zone can be said as people say it; what could be two zones is none."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from evidence_vault import translations
from evidence_vault.cases.time_zones import zone_named
from evidence_vault.gui.flows.typed_zone import typed_zone
from evidence_vault.gui.widgets.zone_choice import COMMON, ZoneChoice, zones_shown


@pytest.fixture
def chinese() -> Callable[[], None]:
    translations.use("zh-Hans")
    return lambda: translations.use("en")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Asia/Shanghai", "Asia/Shanghai"),
        ("asia/shanghai", "Asia/Shanghai"),
        (" Shanghai ", "Asia/Shanghai"),
        ("shanghai", "Asia/Shanghai"),
        ("beijing", "Asia/Shanghai"),
        ("Beijing time (China) · Asia/Shanghai", "Asia/Shanghai"),
        ("new york", "America/New_York"),
        ("London", "Europe/London"),
        ("UTC", "UTC"),
        ("+08:00", "+08:00"),
        ("+8", "+08:00"),
        ("UTC+8", "+08:00"),
        ("ＧＭＴ＋８", "+08:00"),
        ("GMT-3:30", "-03:30"),
        ("−5", "-05:00"),
        ("+0530", "+05:30"),
        ("", None),
        ("   ", None),
        ("+15", None),
        ("+99:00", None),
        ("CST", None),  # of two continents
        ("shang", None),
        ("China", None),  # several zones have that name
        ("Standard Time", None),
        ("a", None),
        ("Nowhere/Else", None),
        ("北京", None),
    ],
)
def test_what_is_typed_means_one_zone_or_none(typed: str, meant: str | None) -> None:
    assert typed_zone(typed, zones_shown("en")) == meant


def test_it_can_be_typed_in_chinese(chinese: Callable[[], None]) -> None:
    zones_shown.cache_clear()
    shown = zones_shown("zh-Hans")
    assert typed_zone("北京", shown) == "Asia/Shanghai"
    assert typed_zone("北京时间", shown) == "Asia/Shanghai"
    assert typed_zone("香港", shown) in {None, "Asia/Hong_Kong", "Hongkong"}
    assert shown["Asia/Tokyo"] == "日本标准时间 · Asia/Tokyo"
    zones_shown.cache_clear()
    chinese()


def test_every_zone_that_is_offered_is_one_that_can_be_kept() -> None:
    shown = zones_shown("en")
    assert list(shown)[: len(COMMON)] == list(COMMON)
    assert len(set(shown.values())) == len(shown)
    for zone in shown:
        zone_named(zone)
        assert typed_zone(shown[zone], shown) == zone


def test_the_list_finds_a_zone_by_any_part_of_its_words(qtbot: QtBot) -> None:
    choice = ZoneChoice()
    qtbot.addWidget(choice)
    completer = choice.completer()
    assert completer is not None
    completer.setCompletionPrefix("singap")
    assert "Asia/Singapore" in {
        completer.completionModel().index(row, 0).data(Qt.ItemDataRole.DisplayRole).rpartition(" · ")[2]
        for row in range(completer.completionCount())
    }


def test_what_is_said_is_shown_again(qtbot: QtBot) -> None:
    choice = ZoneChoice()
    qtbot.addWidget(choice)
    for zone in ("Europe/London", "+05:30", "Asia/Urumqi"):
        choice.show_zone(zone)
        assert choice.zone() == choice.meant() == zone
    choice.show_zone(None)
    assert choice.zone() is None
    assert choice.is_understood()
    choice.setEditText("Nowhere/Else")
    assert choice.zone() == "Nowhere/Else"
    assert not choice.is_understood()


@pytest.mark.parametrize(("typed", "shown"), [("beijing", "Asia/Shanghai"), ("utc+8", "+08:00"), ("CST", "CST")])
def test_what_is_taken_is_shown_when_the_line_is_left(qtbot: QtBot, typed: str, shown: str) -> None:
    choice = ZoneChoice()
    qtbot.addWidget(choice)
    line = choice.lineEdit()
    assert line is not None
    line.setText(typed)
    line.editingFinished.emit()
    assert choice.currentText().endswith(shown)
    assert choice.zone() == shown
