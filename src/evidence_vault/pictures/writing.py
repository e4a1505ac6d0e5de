# SPDX-License-Identifier: GPL-3.0-or-later
"""The font that is written on pictures with: Noto Sans CJK, which comes with the program."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import ImageFont

_SIMPLIFIED_CHINESE = 2
"""The face of the font collection."""


@cache
def font(size: int, weight: int = 400) -> "ImageFont.FreeTypeFont":
    """The font in ``size`` pixels; ``weight`` from 100 to 900."""
    from manimgx_fonts_cjk import __file__ as package
    from PIL import ImageFont

    path = next(Path(str(package)).parent.rglob("NotoSansCJK-VF.otf.ttc"))
    loaded = ImageFont.truetype(str(path), size, index=_SIMPLIFIED_CHINESE)
    loaded.set_variation_by_axes([weight])
    return loaded
