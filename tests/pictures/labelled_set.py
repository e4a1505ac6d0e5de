# SPDX-License-Identifier: GPL-3.0-or-later
"""Which synthetic screenshots there are: from seeds, with a part held out that was not opened while building."""

import io
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from PIL import Image, ImageFilter

from tests.pictures.chat_screen import Box, ChatScreen, Fonts, Labels
from tests.pictures.chat_styles import BUILDING, HELD_OUT, ChatStyle
from tests.pictures.made_up_chats import make_talk

VARIANTS = ("clean", "recompressed", "small type", "tilt")
"""What is done to a picture; dark themes are told apart by their style."""

SEED = {"building": 20_260_901, "held-out": 77_130_415}
_WIDTHS = {"building": (720, 1080, 1170), "held-out": (828, 1125, 1260)}
_FONTS = {
    "building": (Fonts(), Fonts(2, 350), Fonts(2, 500, ""), Fonts(3, 400)),
    "held-out": (Fonts(4, 450), Fonts(2, 320), Fonts(3, 380, ""), Fonts(0, 420)),
}


@dataclass(frozen=True)
class LabelledPicture:
    """A screenshot as a file, with what stands on it. ``variant`` is one of ``VARIANTS``."""

    name: str
    data: bytes
    labels: Labels
    variant: str

    @property
    def group_of_measure(self) -> str:
        """Under which heading it is counted."""
        if self.variant in {"small type", "tilt"}:
            return self.variant
        return "dark" if self.labels.theme == "dark" else self.variant


def labelled_pictures(part: str, count: int, *, variants: tuple[str, ...] = VARIANTS) -> Iterator[LabelledPicture]:
    """``count`` pictures of a part (building, held-out): every style in turn, all else from the part's seed."""
    styles = BUILDING if part == "building" else HELD_OUT
    for number in range(count):
        random = Random(SEED[part] * 1000 + number)
        style = styles[number % len(styles)]
        variant = variants[(number // len(styles)) % len(variants)]
        yield _drawn(part, number, style, variant, random)


def _drawn(part: str, number: int, style: ChatStyle, variant: str, random: Random) -> LabelledPicture:
    width = random.choice(_WIDTHS[part])
    height = round(width * random.uniform(1.5, 2.1))
    larger = 0.8 if variant == "small type" else random.choice((0.92, 1.0, 1.0, 1.18))
    language = random.choice(("chinese", "chinese", "english", "mixed"))
    talk = make_talk(
        random,
        language,
        group=random.random() < 0.35,
        emoji=random.random() < 0.4,
        length=16,
        cards=style.app == "wechat",
    )
    screen = ChatScreen(style, random.choice(_FONTS[part]), width, height, larger=larger)
    offset = random.choice((0, 0, random.uniform(5, 60)))
    screen.show(talk, random, offset=offset, bars=random.random() < 0.85)
    labels = screen.labels
    image = screen.image
    if variant == "tilt":
        image, labels = _photographed(image, labels, random)
    return LabelledPicture(f"{part}-{number:04d}", _file(image, variant, random), labels, variant)


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
