# SPDX-License-Identifier: GPL-3.0-or-later
"""Contrast, tokens and icons of every look."""

import re

import pytest
from PySide6.QtWidgets import QApplication

from evidence_vault.gui import fonts, icons, theme
from evidence_vault.gui.flows.evidence_filter import KIND_ICONS
from evidence_vault.gui.pages.registry import SECTIONS

LOOKS = {"light": theme.LIGHT, "dark": theme.DARK, "contrast": theme.CONTRAST}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("pair", theme.TEXT_PAIRS, ids="-on-".join)
def test_text_can_be_read(look: str, pair: tuple[str, str]) -> None:
    front, back = (getattr(LOOKS[look], name) for name in pair)
    assert theme.contrast(front, back) >= 4.5


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("pair", theme.EDGE_PAIRS, ids="-on-".join)
def test_edges_of_controls_can_be_seen(look: str, pair: tuple[str, str]) -> None:
    front, back = (getattr(LOOKS[look], name) for name in pair)
    assert theme.contrast(front, back) >= 3


def test_contrast_of_known_pairs() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_style_sheet_has_every_token(look: str, scale: float) -> None:
    sheet = theme.style_sheet(theme.Theme(look, LOOKS[look], round(14 * scale), scale))
    assert "$" not in sheet
    for picture in re.findall(r'url\("([^"]+)"\)', sheet):
        assert picture.endswith(".svg")
        with open(picture, encoding="utf-8") as file:  # noqa: PTH123 - a path out of the sheet
            assert "<svg" in file.read()


def test_style_sheet_writes_no_colour_of_its_own() -> None:
    from evidence_vault.assets import resource

    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", resource("style/window.qss").read_text(encoding="utf-8")) == []


def test_system_look_follows_the_system() -> None:
    assert theme.colours_for("system")[0] in LOOKS
    assert theme.colours_for("no such look") == ("light", theme.LIGHT)


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_text_grows_with_the_setting(qapp: QApplication, percent: int) -> None:
    applied = theme.apply(qapp, "light", percent, 12)
    assert applied.body == round(theme.SMALLEST_TEXT * percent / 100)
    assert qapp.font().pixelSize() == applied.body
    theme.apply(qapp, "light", 100, 12)


def test_every_named_icon_exists() -> None:
    for name in {section.icon for section in SECTIONS} | set(KIND_ICONS.values()):
        assert not icons.icon(name).isNull()
    with pytest.raises(KeyError):
        icons.icon("no-such-icon")


def test_icon_takes_the_colour_of_the_theme(qapp: QApplication) -> None:
    theme.apply(qapp, "dark", 100, 14)
    image = icons.pixmap("check", "green", 24).toImage()
    colours = {
        image.pixelColor(x, y).name() for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() == 255
    }
    theme.apply(qapp, "light", 100, 14)
    assert theme.DARK.green in colours


def test_chinese_is_drawn_by_a_font_with_weights_where_there_is_one() -> None:
    noto = ["Noto Serif CJK SC", "Noto Sans CJK JP", "Noto Sans CJK SC", "Noto Sans Mono CJK SC"]
    assert fonts.chinese_families([*noto, "Droid Sans Fallback"]) == ["Noto Sans CJK SC"]
    assert fonts.chinese_families(noto) == [], "the system knows best"
    assert fonts.chinese_families(["Droid Sans Fallback"]) == []
