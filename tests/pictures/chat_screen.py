# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws a made-up chat as a phone shows it, and writes down what stands where."""

from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from tests.pictures.chat_styles import ChatStyle
from tests.pictures.made_up_chats import EMOJI, Said, Talk

Box = tuple[int, int, int, int]
NEVER_FIRST = "，。！？、：；）”%"
"""Signs that a phone never puts at the beginning of a line."""

NAME_COLOURS = ("#c03d33", "#4fad2d", "#168acd", "#8544d6", "#cd4073", "#ce671b")


@dataclass(frozen=True)
class Fonts:
    """Which face of the CJK font, at which weight, and whether Latin letters have a font of their own."""

    face: int = 2
    weight: int = 400
    latin: str = "NotoSans[wght].ttf"


@dataclass(frozen=True)
class LabelledLine:
    """A line of text as drawn, without emoji. ``cut``: an edge of the picture goes through it."""

    text: str
    box: Box
    cut: bool = False


@dataclass(frozen=True)
class LabelledEntry:
    """What a reader should find, from top to bottom. ``cut``: an edge of the picture goes through it."""

    kind: str
    side: str
    text: str
    sender: str
    amount: str
    time: str
    box: Box
    cut: bool = False


@dataclass
class Labels:
    """Everything on one picture."""

    app: str
    theme: str
    title: str
    group: bool
    entries: list[LabelledEntry] = field(default_factory=list)
    lines: list[LabelledLine] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class ChatScreen:
    """One screenshot in the making. ``width`` in pixels; ``larger`` scales the text (0.85 small, 1, 1.2 large)."""

    def __init__(self, style: ChatStyle, fonts: Fonts, width: int, height: int, *, larger: float = 1.0) -> None:
        self.style = style
        self.fonts = fonts
        self.point = width / 390
        self.larger = larger
        self.image = Image.new("RGB", (width, height), style.background)
        self.draw = ImageDraw.Draw(self.image)
        self.labels = Labels(style.app, style.theme, "", group=False)

    # --- what is drawn

    def show(self, talk: Talk, random: Random, *, offset: float, bars: bool) -> None:
        """The chat from ``offset`` points above the top of the messages' room; ``bars``: title and input bars."""
        self.labels.title, self.labels.group = talk.title if bars else "", talk.group
        self._doodle(random)
        top = self.px(97) if bars else 0
        y = top + self.px(12 - offset)
        bottom = self.image.height - (self.px(64) if bars else 0)
        for said in talk.entries:
            if y >= bottom:
                break
            y = self._entry(said, y, random, (top, bottom)) + self.px(self.style.gap)
        self._forget_hidden(top, bottom)
        if bars:
            self._title_bar(talk, random, top)
            self._input_bar(bottom, random.choice(("", "", "Message", "按住 说话", "iMessage", "Type a message")))

    def px(self, points: float) -> int:
        """Points in pixels."""
        return round(points * self.point)

    def _entry(self, said: Said, y: int, random: Random, room: tuple[int, int]) -> int:
        del room
        if said.kind in {"time", "system"}:
            return self._centred(said, y)
        return {"text": self._bubble, "voice": self._voice, "picture": self._picture}.get(said.kind, self._card)(
            said, y, random
        )

    def _centred(self, said: Said, y: int) -> int:
        style = self.style
        size = self.px(style.small * 1.05 * self.larger)
        lines = self.wrapped(said.text, size, self.px(280))
        height = round(size * 1.5)
        start = y
        for line in lines:
            wide = self.width_of(line, size)
            x = (self.image.width - wide) // 2
            if style.chip:
                margin = self.px(8)
                self.draw.rounded_rectangle(
                    (x - margin, y - self.px(2), x + wide + margin, y + height + self.px(2)),
                    self.px(8),
                    fill=style.chip,
                )
            self.text((x, y), line, size, style.chip_ink if style.chip else style.grey, height)
            y += height
        box = ((self.image.width - self.px(200)) // 2, start, (self.image.width + self.px(200)) // 2, y)
        self._label(said, box)
        return y

    def _sides(self, said: Said) -> tuple[bool, int]:
        """Whether it is the person's own, and how far from the edge the bubble begins."""
        style = self.style
        own = said.side == "own"
        has_avatar = style.avatars == "both" or (style.avatars == "other" and not own and self.labels.group)
        edge = self.px(12 + style.avatar + 10) if has_avatar else self.px(14)
        return own, edge

    def _head(self, said: Said, y: int, random: Random) -> int:
        """Avatar and, in a group, the name above; where the bubble begins."""
        style = self.style
        own, edge = self._sides(said)
        if edge > self.px(20):
            side = self.px(style.avatar)
            x = self.image.width - self.px(12) - side if own else self.px(12)
            colour = f"#{random.randint(60, 200):02x}{random.randint(60, 200):02x}{random.randint(60, 200):02x}"
            self.draw.rounded_rectangle((x, y, x + side, y + side), self.px(style.avatar_round), fill=colour)
            self.draw.ellipse((x + side * 0.3, y + side * 0.15, x + side * 0.7, y + side * 0.55), fill="#f0d6c0")
            self.draw.pieslice(
                (x + side * 0.15, y + side * 0.55, x + side * 0.85, y + side * 1.3), 180, 360, fill="#5c6b8a"
            )
        if said.sender and style.names == "above":
            size = self.px(style.small * 0.95 * self.larger)
            self.text((edge, y), said.sender, size, style.name_ink or style.grey, round(size * 1.5))
            y += round(size * 1.7)
        return y

    def _bubble(self, said: Said, y: int, random: Random) -> int:  # noqa: PLR0915 - drawing is a list of steps
        style = self.style
        y = self._head(said, y, random)
        own, edge = self._sides(said)
        size, pad = self.px(style.text * self.larger), self.px(style.padding)
        step = round(size * 1.38)
        lines = self.wrapped(said.text, size, self.px(style.most_width) - 2 * pad)
        inside = style.times == "inside"
        small = self.px(style.small * self.larger)
        stamp = self.width_of(said.time, small) + (self.px(20) if own and style.ticks else 0) if inside else 0
        wide = max(self.width_of(line, size) for line in lines)
        beside = inside and self.width_of(lines[-1], size) + stamp + self.px(10) <= self.px(style.most_width) - 2 * pad
        if inside:
            wide = max(wide, stamp, self.width_of(lines[-1], size) + self.px(10) + stamp if beside else 0)
        named = bool(said.sender and style.names == "inside")
        wide = max(wide, self.width_of(said.sender, small) if named else 0)
        height = (
            2 * pad + step * len(lines) + (0 if beside or not inside else round(small * 1.4)) + (step if named else 0)
        )
        left = self.image.width - edge - wide - 2 * pad if own else edge
        box = (left, y, left + wide + 2 * pad, y + height)
        self._balloon(box, style.own if own else style.other, own=own)
        down = y + pad
        if named:
            colour = NAME_COLOURS[len(said.sender) % len(NAME_COLOURS)]
            self.text((left + pad, down), said.sender, small, colour, step, weight=600)
            down += step
        for line in lines:
            self.text((left + pad, down), line, size, style.own_ink if own else style.other_ink, step)
            down += step
        if inside:
            at = down - round(small * 1.5) if beside else down
            self._stamp(said.time, (box[2] - pad - stamp, at), small, own=own)
        if style.times == "beside":
            wide_stamp = self.width_of(said.time, small)
            x = left - self.px(6) - wide_stamp if own else box[2] + self.px(6)
            self.text((x, box[3] - round(small * 1.5)), said.time, small, style.grey, round(small * 1.4))
        self._label(said, box)
        return max(box[3], y + (self.px(style.avatar) if edge > self.px(20) else 0))

    def _stamp(self, time: str, place: tuple[int, int], small: int, *, own: bool) -> None:
        style = self.style
        self.text(place, time, small, style.grey, round(small * 1.4))
        if own and style.ticks:
            x, y = place[0] + self.width_of(time, small) + self.px(4), place[1] + small * 0.75
            for shift in (0, self.px(5)):
                points = [
                    (x + shift, y),
                    (x + shift + self.px(3), y + self.px(3)),
                    (x + shift + self.px(9), y - self.px(4)),
                ]
                self.draw.line(points, fill=style.ticks, width=max(1, self.px(1.2)))

    def _balloon(self, box: Box, colour: str, *, own: bool) -> None:
        self.draw.rounded_rectangle(box, self.px(self.style.radius), fill=colour)
        if self.style.tail:
            x, direction = (box[2], 1) if own else (box[0], -1)
            y, size = box[1] + self.px(14), self.px(6)
            self.draw.polygon(
                [(x - direction, y), (x + direction * size, y + size), (x - direction, y + 2 * size)], fill=colour
            )

    def _voice(self, said: Said, y: int, random: Random) -> int:
        style = self.style
        y = self._head(said, y, random)
        own, edge = self._sides(said)
        seconds = int(said.text.rstrip('"'))
        wide, height = self.px(80 + seconds * 2), self.px(40)
        left = self.image.width - edge - wide if own else edge
        box = (left, y, left + wide, y + height)
        self._balloon(box, style.own if own else style.other, own=own)
        ink = style.own_ink if own else style.other_ink
        size = self.px(style.text * self.larger)
        step, pad = round(size * 1.38), self.px(12)
        text_wide = self.width_of(said.text, size)
        x = box[2] - pad - self.px(20) - text_wide if own else left + pad + self.px(20)
        self.text((x, y + (height - step) // 2), said.text, size, ink, step)
        middle = y + height // 2
        centre = box[2] - pad if own else left + pad
        for ring in (4, 8, 12):
            reach = self.px(ring)
            angles = (135, 225) if own else (-45, 45)
            bow = (centre - reach, middle - reach, centre + reach, middle + reach)
            self.draw.arc(bow, *angles, fill=ink, width=max(2, self.px(1.6)))
        self._label(said, box)
        return max(box[3], y + (self.px(style.avatar) if edge > self.px(20) else 0))

    def _picture(self, said: Said, y: int, random: Random) -> int:
        y = self._head(said, y, random)
        own, edge = self._sides(said)
        wide, height = self.px(random.randint(110, 180)), self.px(random.randint(110, 200))
        left = self.image.width - edge - wide if own else edge
        sky = Image.linear_gradient("L").resize((wide, height))
        tint = Image.merge("RGB", [sky.point(lambda v, k=k: min(255, int(v * k) + 40)) for k in (0.5, 0.7, 0.8)])
        marks = ImageDraw.Draw(tint)
        for _ in range(14):
            x, z, r = random.randint(0, wide), random.randint(0, height), random.randint(5, max(6, wide // 4))
            colour = (random.randint(0, 255), random.randint(0, 255), random.randint(0, 255))
            marks.ellipse((x - r, z - r, x + r, z + r), fill=colour)
        mask = Image.new("L", (wide, height), 0)
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, wide - 1, height - 1), self.px(self.style.radius), fill=255)
        self.image.paste(tint, (left, y), mask)
        box = (left, y, left + wide, y + height)
        self._label(said, box)
        return box[3]

    def _card(self, said: Said, y: int, random: Random) -> int:  # noqa: PLR0915 - drawing is a list of steps
        style = self.style
        y = self._head(said, y, random)
        own, edge = self._sides(said)
        wide, height, pad = self.px(238), self.px(94 * max(1.0, self.larger)), self.px(12)
        left = self.image.width - edge - wide if own else edge
        box = (left, y, left + wide, y + height)
        taken = said.text in {"已收款", "已被接收"}
        colour = style.card_after if taken else style.card
        self._balloon(box, colour, own=own)
        circle = self.px(19)
        self.draw.ellipse(
            (left + pad, y + pad, left + pad + 2 * circle, y + pad + 2 * circle),
            outline=style.card_ink,
            width=self.px(2),
        )
        x = left + pad + 2 * circle + self.px(10)
        size, small = self.px(16 * self.larger), self.px(12 * self.larger)
        if said.kind == "transfer":
            whole, cents = said.amount.split(".")
            shown = f"¥{int(whole):,}.{cents}" if random.random() < 0.3 else f"¥{said.amount}"
            self.text((x, y + pad - self.px(2)), shown, size, style.card_ink, round(size * 1.3), weight=500)
            self.text((x, y + pad + round(size * 1.3)), said.text, small, style.card_ink, round(small * 1.4))
        else:
            self.text((x, y + pad + self.px(8)), said.text, size, style.card_ink, round(size * 1.3))
        line = box[3] - round(small * 1.9)
        self.draw.line((left + pad, line, box[2] - pad, line), fill="#ffffff", width=1)
        english = self.labels.title.isascii() and bool(self.labels.title)
        names = ("WeChat Transfer", "Red Packet") if english else ("微信转账", "微信红包")
        foot = names[0] if said.kind == "transfer" else names[1]
        self.text((left + pad, line + self.px(3)), foot, round(small * 0.92), style.card_ink, round(small * 1.3))
        self._label(said, box)
        return box[3]

    def _title_bar(self, talk: Talk, random: Random, top: int) -> None:
        style = self.style
        self.draw.rectangle((0, 0, self.image.width, top - 1), fill=style.bar)
        size = self.px(15)
        clock = f"{random.randint(0, 23):02d}:{random.randint(0, 59):02d}"
        self.text((self.px(30), self.px(14)), clock, size, style.title_ink, round(size * 1.4), weight=600)
        self.text(
            (self.px(310), self.px(15)), random.choice(("5G", "4G", "LTE")), self.px(12), style.title_ink, self.px(17)
        )
        self.draw.rounded_rectangle(
            (self.px(345), self.px(17), self.px(370), self.px(29)),
            self.px(3),
            outline=style.title_ink,
            width=max(1, self.px(1)),
        )
        size = self.px(17)
        y = self.px(58)
        arrow = [(self.px(21), y + self.px(3)), (self.px(13), y + self.px(12)), (self.px(21), y + self.px(21))]
        self.draw.line(arrow, fill=style.title_ink, width=self.px(2))
        wide = self.width_of(talk.title, size, weight=600)
        x = (self.image.width - wide) // 2 if style.title == "centre" else self.px(84)
        if style.title == "left":
            self.draw.ellipse((self.px(36), y - self.px(4), self.px(72), y + self.px(32)), fill="#8fa3b8")
            under = random.choice(("online", "last seen recently", "在线")) if talk.language != "chinese" else "在线"
            self.text((x, y + self.px(19)), under, self.px(12), style.grey, self.px(16))
            y -= self.px(5)
        self.text((x, y), talk.title, size, style.title_ink, round(size * 1.4), weight=600)
        for number in range(3):
            dot = (self.px(352 + number * 7), self.px(68), self.px(356 + number * 7), self.px(72))
            self.draw.ellipse(dot, fill=style.title_ink)

    def _input_bar(self, bottom: int, words: str) -> None:
        style = self.style
        self.draw.rectangle((0, bottom, self.image.width, self.image.height), fill=style.bar)
        light = style.theme == "light"
        box = (self.px(52), bottom + self.px(10), self.px(300), bottom + self.px(48))
        self.draw.rounded_rectangle(box, self.px(6), fill="#ffffff" if light else "#2f2f2f")
        size = self.px(15)
        self.text((self.px(64), bottom + self.px(18)), words, size, style.grey, round(size * 1.4))
        for x in (14, 312, 350):
            ring = (self.px(x), bottom + self.px(15), self.px(x + 28), bottom + self.px(43))
            self.draw.ellipse(ring, outline=style.title_ink, width=self.px(1.6))

    def _doodle(self, random: Random) -> None:
        if not self.style.pattern:
            return
        for _ in range(self.image.width * self.image.height // self.px(38) ** 2):
            x, y = random.randint(0, self.image.width), random.randint(0, self.image.height)
            size = self.px(random.randint(5, 11))
            shape = random.choice((self.draw.ellipse, self.draw.rectangle))
            shape((x, y, x + size, y + size), outline=self.style.pattern, width=max(1, self.px(1.2)))

    # --- labels

    def _label(self, said: Said, box: Box) -> None:
        text = "".join(sign for sign in said.text if sign not in EMOJI)
        time = said.time if self.style.times != "centre" and said.kind == "text" else ""
        has_name = said.kind == "text" or self.style.names == "above"
        sender = said.sender if has_name else ""
        self.labels.entries.append(LabelledEntry(said.kind, said.side, text, sender, said.amount, time, box))

    def _forget_hidden(self, top: int, bottom: int) -> None:
        """What lies behind the bars is not on the picture; what they cut through is marked."""

        def seen(box: Box) -> bool:
            return box[3] > top + 2 and box[1] < bottom - 2

        def cut(box: Box) -> bool:
            return box[1] < top or box[3] > bottom

        labels = self.labels
        labels.lines = [LabelledLine(each.text, each.box, cut(each.box)) for each in labels.lines if seen(each.box)]
        labels.entries = [
            LabelledEntry(**{**asdict(each), "box": each.box, "cut": cut(each.box)})
            for each in labels.entries
            if seen(each.box)
        ]

    # --- text

    def text(self, place: tuple[int, int], text: str, size: int, colour: str, height: int, *, weight: int = 0) -> None:
        """One line in a row ``height`` high, labelled."""
        x, y = place
        base = y + round(height * 0.5 + size * 0.36)
        for piece, kind in _pieces(text):
            if kind == "emoji":
                self._emoji(piece, (x, base), size)
            else:
                self.draw.text((x, base), piece, font=self._font(kind, size, weight), fill=colour, anchor="ls")
            x += self._width(piece, kind, size, weight)
        plain = "".join(sign for sign in text if sign not in EMOJI).strip()
        if plain:
            box = (place[0], base - round(size * 0.9), x, base + round(size * 0.25))
            self.labels.lines.append(LabelledLine(plain, box))

    def width_of(self, text: str, size: int, *, weight: int = 0) -> int:
        """How wide a line is."""
        return sum(self._width(piece, kind, size, weight) for piece, kind in _pieces(text))

    def wrapped(self, text: str, size: int, width: int) -> list[str]:
        """Lines of at most ``width``: Chinese breaks anywhere, other words at spaces, long ones inside."""
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
        heavy = weight or self.fonts.weight
        if kind == "latin" and self.fonts.latin:
            return _latin(self.fonts.latin, size, heavy)
        return _cjk(self.fonts.face, size, heavy)

    def _emoji(self, sign: str, place: tuple[int, int], size: int) -> None:
        x, base = place
        face = sign in "😀😂😊😍😭😡😅😘"
        if face:
            self.draw.ellipse((x + 1, base - size * 0.92, x + size * 1.15, base + size * 0.18), fill="#ffcc4d")
        colour = "#664500" if face else {"❤": "#dd2e44", "🔥": "#f4900c", "🌹": "#be1931"}.get(sign, "#e8a33d")
        self.draw.text(
            (x, base), sign, font=_latin("NotoEmoji[wght].ttf", round(size * 0.95), 600), fill=colour, anchor="ls"
        )


def _words(paragraph: str) -> list[str]:
    words: list[str] = []
    for sign in paragraph:
        if words and _is_latin(sign) and _is_latin(words[-1][-1]) and words[-1][-1] != " ":
            words[-1] += sign
        else:
            words.append(sign)
    return words


def _pieces(text: str) -> list[tuple[str, str]]:
    pieces: list[tuple[str, str]] = []
    for sign in text:
        kind = "emoji" if sign in EMOJI else "latin" if _is_latin(sign) else "cjk"
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
    from manimgx_fonts import __file__ as package

    path = next(path for path in Path(str(package)).parent.rglob("*.ttf") if path.name == name)
    font = ImageFont.truetype(str(path), size)
    axes = font.get_variation_axes()
    font.set_variation_by_axes([weight if b"eight" in axis["name"] else axis["default"] for axis in axes])
    return font
