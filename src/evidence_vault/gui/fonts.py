# SPDX-License-Identifier: GPL-3.0-or-later
"""The fonts of the window: the system's, and bundled ones only where the system has none that serve."""

from collections.abc import Iterable
from importlib.resources import files

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication

PLAIN_FAMILIES = frozenset({"DejaVu Sans", "Bitstream Vera Sans", "Liberation Sans", "Nimbus Sans", "FreeSans"})
"""What fontconfig falls back to where no desktop names an interface font: no weights between plain and bold."""

_CHINESE = QFontDatabase.WritingSystem.SimplifiedChinese
_FALLBACKS = frozenset({"Droid Sans Fallback"})


def choose_fonts(application: QApplication) -> None:
    """Set the interface font; loads the bundled fonts (about 20 ms) where the system lacks Chinese or a real one."""
    chosen = QFontInfo(application.font()).family()
    families = [chosen]
    if chosen in PLAIN_FAMILIES or not chosen:
        families = [_load("manimgx_fonts", "NotoSans[wght].ttf"), chosen]
    if lacks_chinese():
        families.append(_load("manimgx_fonts_cjk", "NotoSansCJK-VF.otf.ttc"))
    else:
        families += chinese_families(QFontDatabase.families(_CHINESE))
    if not any("Emoji" in family for family in QFontDatabase.families()):
        families.append(_load("manimgx_fonts", "NotoEmoji[wght].ttf"))
    font = QFont(application.font())
    font.setFamilies([family for family in families if family])
    font.setStyleHint(QFont.StyleHint.SansSerif)
    application.setFont(font)


def lacks_chinese() -> bool:
    """Whether the system has no font of its own for Simplified Chinese, or only a last resort of one weight."""
    return not set(QFontDatabase.families(_CHINESE)) - _FALLBACKS


def chinese_families(known: Iterable[str]) -> list[str]:
    """The family to name for Chinese where a last resort of one weight stands beside better ones: Qt may take that.

    Empty where there is none of the kind: the system then knows best.
    """
    known = set(known)
    better = known - _FALLBACKS
    if not better or better == known:
        return []
    return [min(better, key=lambda name: ("Serif" in name or "Mono" in name, not name.endswith(" SC"), name))]


def _load(package: str, name: str) -> str:
    number = QFontDatabase.addApplicationFont(str(files(package).joinpath(name)))
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    simplified = [family for family in families if family.endswith(" SC")]
    return (simplified or families or [""])[0]
