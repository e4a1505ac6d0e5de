# SPDX-License-Identifier: GPL-3.0-or-later
"""Which synthetic screenshots there are: from seeds, with a part held out that was not opened while building."""

import io
import math
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from PIL import Image, ImageFilter

from tests.pictures import style_space
from tests.pictures.chat_screen import Box, ChatScreen, Labels
from tests.pictures.chat_styles import NAMED, ChatStyle
from tests.pictures.drawn_text import Fonts
from tests.pictures.made_up_chats import make_talk

VARIANTS = ("clean", "recompressed", "clean", "recompressed", "small type", "tilt")
"""What is done to a picture; dark themes are told apart by their style."""

MOSTLY_TARGETS = ("clean", "recompressed") * 3 + ("small type", "tilt")
"""Of what is held out: the more time lines there are, the more a share of 99 % says."""

SEED = {"building": 20_260_901, "held-out": 83_416_051}
_TIMES = {"building": 0.10, "held-out": 0.22}
"""How often something between two messages is a time line."""

_LANGUAGES = {
    "building": ("chinese", "chinese", "english", "mixed"),
    "held-out": ("chinese", "english", "chinese", "mixed", "english"),
}
_WIDTHS = {
    "building": (720, 828, 1080, 1170, 1260, 750, 1125, 1200, 1290),
    "held-out": (780, 886, 960, 1179, 1242, 1320),
}
_FONTS = {
    "building": (
        Fonts(),
        Fonts(2, 350),
        Fonts(2, 500, ""),
        Fonts(3, 400),
        Fonts(2, 400, "Roboto-Regular.ttf"),
        Fonts(2, 400, "LiberationSans-Regular.ttf"),
        Fonts(2, 400, "OpenSans-Regular.ttf", "wqy-zenhei.ttc"),
        Fonts(4, 450),
        Fonts(0, 420, ""),
        Fonts(2, 300, "Inter-Regular.otf"),
        Fonts(3, 460, "Lato-Regular.ttf"),
        Fonts(2, 400, "Inter-Medium.otf", "wqy-microhei.ttc"),
        Fonts(2, 400, "DejaVuSans.ttf", "wqy-microhei.ttc"),
    ),
    "held-out": (
        Fonts(1, 390),
        Fonts(1, 470, ""),
        Fonts(2, 330, "NimbusSans-Regular.otf"),
        Fonts(3, 360, "Cantarell-Regular.otf"),
        Fonts(2, 430, "RobotoCondensed-Regular.ttf"),
        Fonts(2, 400, "NotoSansDisplay-Regular.ttf", "DroidSansFallbackFull.ttf", "“”"),
        Fonts(2, 400, "Roboto-Medium.ttf", "DroidSansFallbackFull.ttf", "“”"),
    ),
}
"""Those that are no bundled fonts are left out of the choice where the machine has none of them."""

_DARK = 0.2
_SPACES = {"building": (style_space.BUILDING, style_space.SECOND), "held-out": (style_space.HELD_OUT,)}


def fonts_of(part: str, *, bundled: bool = False) -> tuple[Fonts, ...]:
    """The fonts of a part that this machine has; ``bundled``: those that every machine has."""
    return tuple(each for each in _FONTS[part] if (each.is_bundled() if bundled else each.is_there()))


@dataclass(frozen=True)
class LabelledPicture:
    """A screenshot as a file, with what stands on it. ``variant`` is one of ``VARIANTS``."""

    name: str
    data: bytes
    labels: Labels
    variant: str

    def image(self) -> Image.Image:
        """Its pixels, as the reader has them."""
        return Image.open(io.BytesIO(self.data)).convert("RGB")

    @property
    def group_of_measure(self) -> str:
        """Under which heading it is counted."""
        if self.variant in {"small type", "tilt"}:
            return self.variant
        return "dark" if self.labels.theme == "dark" else self.variant


def labelled_pictures(
    part: str,
    count: int,
    *,
    variants: tuple[str, ...] | None = None,
    only: Container[int] | None = None,
    bundled: bool = False,
) -> Iterator[LabelledPicture]:
    """``count`` pictures of a part (building, held-out): the variants in turn (None: those of the part), all else
    from the part's seed.

    ``only``: the numbers of those that are wanted. ``bundled``: drawn with fonts that every machine has.
    """
    variants = variants or (VARIANTS if part == "building" else MOSTLY_TARGETS)
    for number in range(count):
        if only is not None and number not in only:
            continue
        random = Random(SEED[part] * 1000 + number)
        variant = variants[number % len(variants)]
        style = _style(part, number // len(variants), random)
        yield _drawn(f"{part}-{number:04d}", style, variant, fonts_of(part, bundled=bundled), part, random)


def _style(part: str, turn: int, random: Random) -> ChatStyle:
    """While building, every second look is that of a known app; one look in five is dark."""
    if part == "building" and turn % 2 == 0:
        return NAMED[turn // 2 % len(NAMED)]
    space = _SPACES[part][turn // 2 % len(_SPACES[part])]
    return style_space.drawn_style(random, space, dark=random.random() < _DARK)


def _drawn(
    name: str, style: ChatStyle, variant: str, fonts: Sequence[Fonts], part: str, random: Random
) -> LabelledPicture:
    width = random.choice(_WIDTHS[part])
    height = round(width * random.uniform(1.5, 2.1))
    larger = 0.8 if variant == "small type" else random.choice((0.92, 1.0, 1.0, 1.18))
    language = random.choice(_LANGUAGES[part])
    talk = make_talk(
        random,
        language,
        group=random.random() < 0.35,
        emoji=random.random() < 0.4,
        length=16,
        cards=style.avatars == "both",
        times=_TIMES[part],
        part=part,
    )
    screen = ChatScreen(style, random.choice(fonts), width, height, larger=larger)
    offset = random.choice((0, 0, random.uniform(5, 60)))
    screen.show(talk, random, offset=offset, bars=random.random() < 0.85)
    labels = screen.labels
    image = screen.image
    if variant == "tilt":
        image, labels = _photographed(image, labels, random)
    return LabelledPicture(name, _file(image, variant, random), labels, variant)


def _file(image: Image.Image, variant: str, random: Random) -> bytes:
    target = io.BytesIO()
    if variant == "recompressed":
        first = io.BytesIO()
        image.save(first, "JPEG", quality=random.randint(70, 88), subsampling="4:2:0")
        Image.open(first).save(target, "JPEG", quality=random.randint(60, 80), subsampling="4:2:0")
    elif variant == "tilt":
        image.save(target, "JPEG", quality=85)
    else:
        image.save(target, "PNG", compress_level=1)
    return target.getvalue()


def _photographed(image: Image.Image, labels: Labels, random: Random) -> tuple[Image.Image, Labels]:
    """As a phone photographs a phone: turned a little, softer, unevenly lit, with a rim."""
    angle = random.choice((-1, 1)) * random.uniform(0.8, 2.5)
    rim = round(image.width * 0.06)
    whole = Image.new("RGB", (image.width + 2 * rim, image.height + 2 * rim), "#23211f")
    whole.paste(image, (rim, rim))
    turned = whole.rotate(angle, Image.Resampling.BICUBIC, fillcolor="#23211f")
    soft = turned.filter(ImageFilter.GaussianBlur(0.6 * image.width / 1080))
    light = Image.linear_gradient("L").resize(soft.size).point(lambda v: 225 + v * 30 // 255)
    lit = Image.composite(soft, Image.new("RGB", soft.size, "#000000"), light)

    def moved(box: Box) -> Box:
        x, y = (box[0] + box[2]) / 2 + rim - whole.width / 2, (box[1] + box[3]) / 2 + rim - whole.height / 2
        x, y = _turned(x, y, -angle)
        wide, high = box[2] - box[0], box[3] - box[1]
        left, top = round(x + whole.width / 2 - wide / 2), round(y + whole.height / 2 - high / 2)
        return left, top, left + wide, top + high

    labels.entries = [replace(entry, box=moved(entry.box)) for entry in labels.entries]
    labels.lines = [replace(line, box=moved(line.box)) for line in labels.lines]
    return lit, labels


def _turned(x: float, y: float, angle: float) -> tuple[float, float]:
    """``(x, y)`` turned by ``angle`` degrees about the origin, y downwards."""
    radians = math.radians(angle)
    return x * math.cos(radians) - y * math.sin(radians), x * math.sin(radians) + y * math.cos(radians)
