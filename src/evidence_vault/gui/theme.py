# SPDX-License-Identifier: GPL-3.0-or-later
"""The one place that knows colours, spacing and type sizes.

Pages and widgets ask ``current()``; the style sheet is ``resources/style/window.qss`` with these tokens filled in.
"""

from dataclasses import asdict, dataclass
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from evidence_vault.assets import resource

STEP = 4
"""Every distance is a multiple of this many pixels."""

SMALLEST_TEXT = 14
"""Pixels of body text at 100 %, where the system asks for less."""

LOOKS = ("system", "light", "dark", "contrast")


@dataclass(frozen=True, slots=True)
class Colours:
    """Every colour by what it is for, as ``#rrggbb``."""

    window: str
    sidebar: str
    surface: str
    raised: str
    border: str
    control: str
    text: str
    muted: str
    accent: str
    accent_strong: str
    on_accent: str
    accent_soft: str
    on_accent_soft: str
    amber_soft: str
    amber: str
    red_soft: str
    red: str
    green_soft: str
    green: str
    bubble_self: str
    on_bubble_self: str
    bubble_other: str


LIGHT = Colours(
    window="#f5f6f8",
    sidebar="#eceef2",
    surface="#ffffff",
    raised="#f0f2f6",
    border="#d9dde5",
    control="#868f9e",
    text="#1a1f2b",
    muted="#535c6d",
    accent="#2456a6",
    accent_strong="#1b4485",
    on_accent="#ffffff",
    accent_soft="#e3ecfa",
    on_accent_soft="#1b4485",
    amber_soft="#fdf1d6",
    amber="#6f4b00",
    red_soft="#fce8e6",
    red="#a3231b",
    green_soft="#e2f3e8",
    green="#1b6039",
    bubble_self="#dbe8fb",
    on_bubble_self="#14233c",
    bubble_other="#ffffff",
)

DARK = Colours(
    window="#14171c",
    sidebar="#101318",
    surface="#1c2027",
    raised="#262b34",
    border="#323945",
    control="#6d7788",
    text="#e7eaf0",
    muted="#a8b1c0",
    accent="#8db8f8",
    accent_strong="#b3d0fb",
    on_accent="#0d1b30",
    accent_soft="#22334f",
    on_accent_soft="#c6dcfd",
    amber_soft="#3a2f14",
    amber="#f3cf83",
    red_soft="#43211f",
    red="#f6b3ad",
    green_soft="#173524",
    green="#95dbb0",
    bubble_self="#24405f",
    on_bubble_self="#eaf2fe",
    bubble_other="#262b34",
)

CONTRAST = Colours(
    window="#000000",
    sidebar="#000000",
    surface="#000000",
    raised="#1a1a1a",
    border="#ffffff",
    control="#ffffff",
    text="#ffffff",
    muted="#e6e6e6",
    accent="#ffe14d",
    accent_strong="#fff1a3",
    on_accent="#000000",
    accent_soft="#333000",
    on_accent_soft="#ffe14d",
    amber_soft="#000000",
    amber="#ffd35c",
    red_soft="#000000",
    red="#ffb3ad",
    green_soft="#000000",
    green="#9dffc0",
    bubble_self="#333000",
    on_bubble_self="#ffffff",
    bubble_other="#1a1a1a",
)

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    ("text", "window"),
    ("text", "sidebar"),
    ("text", "surface"),
    ("text", "raised"),
    ("muted", "window"),
    ("muted", "sidebar"),
    ("muted", "surface"),
    ("muted", "raised"),
    ("accent", "surface"),
    ("accent", "window"),
    ("on_accent", "accent"),
    ("on_accent", "accent_strong"),
    ("on_accent_soft", "accent_soft"),
    ("amber", "amber_soft"),
    ("amber", "surface"),
    ("red", "red_soft"),
    ("red", "surface"),
    ("green", "green_soft"),
    ("green", "surface"),
    ("on_bubble_self", "bubble_self"),
    ("text", "bubble_other"),
)
"""Every pair (front, back) in which text is set; each holds 4.5 : 1 in every look (tested)."""

EDGE_PAIRS: tuple[tuple[str, str], ...] = (("control", "surface"), ("accent", "surface"), ("accent", "window"))
"""Edges that show where a control is, or that it has the focus: 3 : 1."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A look at one text size. ``body`` is the pixel size of ordinary text; ``scale`` is 1.0 for 100 %."""

    name: str
    colours: Colours
    body: int
    scale: float

    @property
    def small(self) -> int:
        """Pixels of secondary text."""
        return max(12, round(self.body * 0.88))

    @property
    def large(self) -> int:
        """Pixels of the titles of cards."""
        return round(self.body * 1.15)

    @property
    def heading(self) -> int:
        """Pixels of the title of a page."""
        return round(self.body * 1.6)

    @property
    def icon(self) -> int:
        """Side of an icon beside body text, in pixels."""
        return round(self.body * 1.3)

    def space(self, steps: float) -> int:
        """``steps`` of 4 pixels; grows with the text, but slower, so that a page still fits at 200 %."""
        return round(STEP * steps * (1 + (self.scale - 1) * 0.4))

    def colour(self, name: str) -> QColor:
        """A colour by its name in ``Colours``."""
        return QColor(str(getattr(self.colours, name)))

    def font(self, size: str = "body", *, bold: bool = False, fixed: bool = False, tabular: bool = False) -> QFont:
        """The font for painting: ``size`` is small, body, large or heading; ``tabular``: figures of one width."""
        font = QFont(QApplication.font())
        if fixed:
            font.setFamilies([fixed_family()])
        font.setPixelSize(int(getattr(self, size)))
        set_weight(font, bold=bold)
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font


_current: list[Theme] = []


def current() -> Theme:
    """The look in use; the light one at 100 % before ``apply`` was called."""
    return _current[0] if _current else Theme("light", LIGHT, SMALLEST_TEXT, 1.0)


def set_weight(font: QFont, *, bold: bool) -> None:
    """Set the weight so that bundled variable fonts follow too: Qt only moves their axis when told."""
    weight = QFont.Weight.DemiBold if bold else QFont.Weight.Normal
    font.setWeight(weight)
    font.setVariableAxis(QFont.Tag("wght"), float(weight.value))


def embolden(widget: QWidget) -> None:
    """Set a widget's words in the heavier weight; its size stays with the style sheet."""
    font = QFont(widget.font())
    set_weight(font, bold=True)
    widget.setFont(font)


def fixed_family() -> str:
    """The system's family of fixed width, for hashes."""
    from PySide6.QtGui import QFontDatabase

    return QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()


def colours_for(look: str) -> tuple[str, Colours]:
    """The name and colours of ``look``; "system" follows the system's scheme and its wish for contrast."""
    if look == "system":
        hints = QGuiApplication.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            look = "contrast"
        else:
            look = "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"
    known = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}
    return (look, known[look]) if look in known else ("light", LIGHT)


def apply(application: QApplication, look: str, text_scale: int, system_pixels: int) -> Theme:
    """Dress the whole program; ``text_scale`` is a percentage, ``system_pixels`` the system's own text size."""
    name, colours = colours_for(look)
    scale = min(max(text_scale, 75), 200) / 100
    theme = Theme(name, colours, round(max(SMALLEST_TEXT, system_pixels) * scale), scale)
    _current[:] = [theme]
    font = QFont(application.font())
    font.setPixelSize(theme.body)
    set_weight(font, bold=False)
    application.setFont(font)
    application.setPalette(_palette(theme))
    application.setStyleSheet(style_sheet(theme))
    return theme


def system_text_pixels() -> int:
    """The system's text size in pixels, read before any of ours is set."""
    return QFontInfo(QApplication.font()).pixelSize()


def style_sheet(theme: Theme) -> str:
    """The style sheet of ``theme``. Raises KeyError where the file names an unknown token."""
    text = Template(resource("style/window.qss").read_text(encoding="utf-8"))
    tokens: dict[str, object] = dict(asdict(theme.colours))
    tokens |= {f"s{steps}": theme.space(steps) for steps in range(1, 13)}
    tokens |= {"small": theme.small, "body": theme.body, "large": theme.large, "heading": theme.heading}
    tokens |= {"icon": theme.icon, "radius": 8, "fixed": fixed_family(), "control_height": round(theme.body * 1.5)}
    tokens["icons"] = resource(f"icons/{theme.name}").as_posix()
    return text.substitute(tokens)


def contrast(front: str, back: str) -> float:
    """The contrast of two ``#rrggbb`` colours after WCAG 2.2: 1 to 21."""
    lighter, darker = sorted((_luminance(front), _luminance(back)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for where, name in (
        (role.Window, "window"),
        (role.Base, "surface"),
        (role.AlternateBase, "raised"),
        (role.Button, "surface"),
        (role.WindowText, "text"),
        (role.Text, "text"),
        (role.ButtonText, "text"),
        (role.PlaceholderText, "muted"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "on_accent"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.ToolTipBase, "raised"),
        (role.ToolTipText, "text"),
        (role.Accent, "accent"),
    ):
        palette.setColor(where, theme.colour(name))
    for where in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, theme.colour("muted"))
    return palette
