# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of Chinese, Latin letters and emoji on a picture, in the fonts of a phone, broken as phones break them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ImageDraw, ImageFont

from tests.pictures.made_up_chats import EMOJI

NEVER_FIRST = "，。！？、：；）”%"
"""Signs that a phone never puts at the beginning of a line."""

_INSTALLED = (Path("/usr/share/fonts"), Path("/Library/Fonts"), Path("C:/Windows/Fonts"))


@dataclass(frozen=True)
class Fonts:
    """What the text is drawn with. ``latin``: "" where Latin letters are of the CJK font.

    ``face`` and ``weight`` are of the bundled CJK font, in whose place ``cjk`` names a font file of this machine;
    ``latin`` is a bundled font or a font file of this machine; ``lent`` are signs that ``cjk`` has not and Latin lends.
    """

    face: int = 2
    weight: int = 400
    latin: str = "NotoSans[wght].ttf"
    cjk: str = ""
    lent: str = ""

    def is_bundled(self) -> bool:
        """Whether every machine has them all."""
        return not self.cjk and (not self.latin or _is_bundled(self.latin))

    def is_there(self) -> bool:
        """Whether this machine has them all."""
        return all(not name or _is_bundled(name) or _installed(name) is not None for name in (self.latin, self.cjk))


class TextDrawing:
    """Draws rows of text with one set of fonts."""

    def __init__(self, draw: ImageDraw.ImageDraw, fonts: Fonts) -> None:
        self._draw = draw
        self._fonts = fonts

    def row(self, place: tuple[int, int], text: str, size: int, colour: str, weight: int = 0) -> int:
        """Draw ``text`` from ``place`` (left, base line); where it ends."""
        x, base = place
        for piece, kind in _pieces(text, self._fonts.lent):
            if kind == "emoji":
                self._emoji(piece, (x, base), size)
            else:
                self._draw.text((x, base), piece, font=self._font(kind, size, weight), fill=colour, anchor="ls")
            x += self._width(piece, kind, size, weight)
        return x

    def width_of(self, text: str, size: int, *, weight: int = 0) -> int:
        """How wide a row is."""
        return sum(self._width(piece, kind, size, weight) for piece, kind in _pieces(text, self._fonts.lent))

    def wrapped(self, text: str, size: int, width: int) -> list[str]:
        """Rows of at most ``width``: Chinese breaks anywhere, other words at spaces, long ones inside."""
        lines = []
        for paragraph in text.split("\n"):
            line = ""
            for each in _words(paragraph):
                word = each
                if line and self.width_of(line + word.rstrip(), size) > width and word[0] not in NEVER_FIRST:
                    lines.append(line.rstrip())
                    line = ""
                while self.width_of(word, size) > width and len(word) > 1:
                    keep = next(n for n in range(len(word), 0, -1) if self.width_of(word[:n], size) <= width or n == 1)
                    lines.append(word[:keep])
                    word = word[keep:]
                line += word
            lines.append(line.rstrip())
        return lines

    def _width(self, piece: str, kind: str, size: int, weight: int) -> int:
        if kind == "emoji":
            return round(size * 1.25)
        return round(self._font(kind, size, weight).getlength(piece))

    def _font(self, kind: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
        fonts, heavy = self._fonts, weight or self._fonts.weight
        if kind == "latin" and fonts.latin:
            return _latin(fonts.latin, size, heavy)
        return _of_file(fonts.cjk, size) if fonts.cjk else _cjk(fonts.face, size, heavy)

    def _emoji(self, sign: str, place: tuple[int, int], size: int) -> None:
        x, base = place
        face = sign in "😀😂😊😍😭😡😅😘"
        if face:
            self._draw.ellipse((x + 1, base - size * 0.92, x + size * 1.15, base + size * 0.18), fill="#ffcc4d")
        colour = "#664500" if face else {"❤": "#dd2e44", "🔥": "#f4900c", "🌹": "#be1931"}.get(sign, "#e8a33d")
        font = _latin("NotoEmoji[wght].ttf", round(size * 0.95), 600)
        self._draw.text((x, base), sign, font=font, fill=colour, anchor="ls")


def without_emoji(text: str) -> str:
    """``text`` as a reader of text should give it."""
    return "".join(sign for sign in text if sign not in EMOJI)


def _words(paragraph: str) -> list[str]:
    words: list[str] = []
    for sign in paragraph:
        if words and _is_latin(sign) and _is_latin(words[-1][-1]) and words[-1][-1] != " ":
            words[-1] += sign
        else:
            words.append(sign)
    return words


def _pieces(text: str, lent: str) -> list[tuple[str, str]]:
    pieces: list[tuple[str, str]] = []
    for sign in text:
        kind = "emoji" if sign in EMOJI else "latin" if _is_latin(sign) or sign in lent else "cjk"
        if pieces and pieces[-1][1] == kind and kind != "emoji":
            pieces[-1] = (pieces[-1][0] + sign, kind)
        else:
            pieces.append((sign, kind))
    return pieces


def _is_latin(sign: str) -> bool:
    return sign.isascii() or sign in "¥é"


@cache
def _cjk(face: int, size: int, weight: int) -> ImageFont.FreeTypeFont:
    from manimgx_fonts_cjk import __file__ as package

    path = next(Path(str(package)).parent.rglob("NotoSansCJK-VF.otf.ttc"))
    font = ImageFont.truetype(str(path), size, index=face)
    font.set_variation_by_axes([weight])
    return font


@cache
def _latin(name: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    if not _is_bundled(name):
        return _of_file(name, size)
    font = ImageFont.truetype(str(_bundled()[name]), size)
    axes = font.get_variation_axes()
    font.set_variation_by_axes([weight if b"eight" in axis["name"] else axis["default"] for axis in axes])
    return font


@cache
def _of_file(name: str, size: int) -> ImageFont.FreeTypeFont:
    path = _installed(name)
    if path is None:
        raise FileNotFoundError(name)
    return ImageFont.truetype(str(path), size)


@cache
def _bundled() -> dict[str, Path]:
    from manimgx_fonts import __file__ as package

    return {path.name: path for path in Path(str(package)).parent.rglob("*.ttf")}


def _is_bundled(name: str) -> bool:
    return name in _bundled()


@cache
def _installed(name: str) -> Path | None:
    return next((path for path in _font_files() if path.name == name), None)


@cache
def _font_files() -> tuple[Path, ...]:
    def found() -> Iterator[Path]:
        for folder in _INSTALLED:
            if folder.is_dir():
                yield from sorted(folder.rglob("*.[to]t[fc]"))

    return tuple(found())
