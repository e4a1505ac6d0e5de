# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws a made-up chat as a phone shows it, and writes down what stands where."""

from dataclasses import asdict, dataclass, field
from itertools import pairwise
from random import Random
from typing import Any

from PIL import Image, ImageColor, ImageDraw

from tests.pictures.chat_styles import ChatStyle
from tests.pictures.drawn_text import Fonts, TextDrawing, without_emoji
from tests.pictures.made_up_chats import Said, Talk

Box = tuple[int, int, int, int]
NAME_COLOURS = ("#c03d33", "#4fad2d", "#168acd", "#8544d6", "#cd4073", "#ce671b")


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
    """Everything on one picture. ``room``: the rows between title and input bar."""

    app: str
    theme: str
    title: str
    group: bool
    room: tuple[int, int] = (0, 0)
    entries: list[LabelledEntry] = field(default_factory=list)
    lines: list[LabelledLine] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class ChatScreen:
    """One screenshot in the making. ``width`` in pixels; ``larger`` scales the text (0.85 small, 1, 1.2 large)."""

    def __init__(self, style: ChatStyle, fonts: Fonts, width: int, height: int, *, larger: float = 1.0) -> None:
        self.style = style
        self.point = width / 390
        self.larger = larger
        self.image = Image.new("RGB", (width, height), style.background)
        self.draw = ImageDraw.Draw(self.image)
        self.drawing = TextDrawing(self.draw, fonts)
        self.labels = Labels(style.app, style.theme, "", group=False)

    # --- what is drawn

    def show(self, talk: Talk, random: Random, *, offset: float, bars: bool) -> None:
        """The chat from ``offset`` points above the top of the messages' room; ``bars``: title and input bars."""
        self.labels.title, self.labels.group = talk.title if bars else "", talk.group
        self._wallpaper(random)
        top = self.px(self.style.header) if bars else 0
        y = top + self.px(12 - offset)
        bottom = self.image.height - (self.px(self.style.footer) if bars else 0)
        for run in _runs(talk.entries):
            if y >= bottom:
                break
            y = self._entry(run, y, random) + self.px(self.style.gap if run.last or not self.style.grouped else 2.5)
        self.labels.room = (top, bottom)
        self._forget_hidden(top, bottom)
        if bars:
            self._title_bar(talk, random, top)
            self._input_bar(bottom, random.choice(("", "", "Message", "按住 说话", "iMessage", "Type a message")))

    def px(self, points: float) -> int:
        """Points in pixels."""
        return round(points * self.point)

    def text(self, place: tuple[int, int], text: str, size: int, colour: str, height: int, *, weight: int = 0) -> None:
        """One line in a row ``height`` high, labelled."""
        base = place[1] + round(height * 0.5 + size * 0.36)
        end = self.drawing.row((place[0], base), text, size, colour, weight)
        plain = without_emoji(text).strip()
        if plain:
            box = (place[0], base - round(size * 0.9), end, base + round(size * 0.25))
            self.labels.lines.append(LabelledLine(plain, box))

    def _entry(self, run: "_InRun", y: int, random: Random) -> int:
        said = run.said
        if said.kind in {"time", "system"}:
            return self._centred(said, y)
        start = y
        if said.sender and self.style.names == "above" and (run.first or not self.style.grouped):
            y = self._name(said, y)
        draw = {"text": self._bubble, "voice": self._voice, "picture": self._picture}.get(said.kind, self._card)
        box = draw(run, y, random)
        end = box[3]
        if self.style.times == "below" and said.kind == "text":
            end = self._small_below(said, said.time, box)
        elif run.last_own and self.style.receipt:
            end = self._small_below(said, self.style.receipt, box)
        return max(end, self._avatar(run, start, box, random))

    def _small_below(self, said: Said, words: str, box: Box) -> int:
        """A time or receipt in small grey letters below a bubble, on its side."""
        small = self.px(self.style.small * self.larger)
        wide = self.drawing.width_of(words, small)
        x = box[2] - wide - self.px(3) if said.side == "own" else box[0] + self.px(3)
        self.text((x, box[3] + self.px(2)), words, small, self.style.grey, round(small * 1.4))
        return box[3] + self.px(2) + round(small * 1.4)

    def _centred(self, said: Said, y: int) -> int:
        style = self.style
        size = self.px(style.small * 1.05 * self.larger)
        lines = self.drawing.wrapped(said.text, size, self.px(280))
        height = round(size * 1.5)
        start = y
        for line in lines:
            wide = self.drawing.width_of(line, size)
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
        self._label(_InRun(said), box)
        return y

    def _sides(self, said: Said) -> tuple[bool, int]:
        """Whether it is the person's own, and how far from the edge the bubble begins."""
        style = self.style
        own = said.side == "own"
        if self._has_avatar(own=own):
            return own, self.px((style.edge or 12) + style.avatar + 10)
        return own, self.px(style.edge or 14)

    def _has_avatar(self, *, own: bool) -> bool:
        style = self.style
        others = style.avatars == "other" and not own and (self.labels.group or style.always)
        return style.avatars == "both" or others

    def _name(self, said: Said, y: int) -> int:
        """The name above a bubble; where the bubble begins."""
        size = self.px(self.style.small * 0.95 * self.larger)
        colour = self.style.name_ink or self.style.grey
        self.text((self._sides(said)[1], y), said.sender, size, colour, round(size * 1.5))
        return y + round(size * 1.7)

    def _avatar(self, run: "_InRun", top: int, bubble: Box, random: Random) -> int:
        """The avatar beside a bubble, from ``top`` or to the bubble's foot; where it ends."""
        style, own = self.style, run.said.side == "own"
        low = style.avatar_place == "bottom"
        if not self._has_avatar(own=own) or (style.grouped and not (run.last if low else run.first)):
            return bubble[3]
        side, edge = self.px(style.avatar), self.px(style.edge or 12)
        x = self.image.width - edge - side if own else edge
        y = max(top, bubble[3] - side) if low else top
        colour = f"#{random.randint(60, 200):02x}{random.randint(60, 200):02x}{random.randint(60, 200):02x}"
        self.draw.rounded_rectangle((x, y, x + side, y + side), self.px(style.avatar_round), fill=colour)
        if random.random() < 0.25:
            letter = (run.said.sender or self.labels.title or "A")[0]
            size = round(side * 0.5)
            wide = self.drawing.width_of(letter, size)
            self.drawing.row((x + (side - wide) // 2, y + round(side * 0.68)), letter, size, "#ffffff", 500)
        else:
            self.draw.ellipse((x + side * 0.3, y + side * 0.15, x + side * 0.7, y + side * 0.55), fill="#f0d6c0")
            body = (x + side * 0.15, y + side * 0.55, x + side * 0.85, y + side * 1.3)
            self.draw.pieslice(body, 180, 360, fill="#5c6b8a")
        return y + side

    def _bubble(self, run: "_InRun", y: int, _random: Random) -> Box:  # noqa: PLR0915 - drawing is a list of steps
        style, said = self.style, run.said
        own, edge = self._sides(said)
        size, pad = self.px(style.text * self.larger), self.px(style.padding)
        step = round(size * 1.38)
        lines = self.drawing.wrapped(said.text, size, self.px(style.most_width) - 2 * pad)
        inside = style.times == "inside"
        small = self.px(style.small * self.larger)
        stamp = self.drawing.width_of(said.time, small) + (self.px(20) if own and style.ticks else 0) if inside else 0
        wide = max(self.drawing.width_of(line, size) for line in lines)
        beside = (
            inside
            and self.drawing.width_of(lines[-1], size) + stamp + self.px(10) <= self.px(style.most_width) - 2 * pad
        )
        if inside:
            wide = max(wide, stamp, self.drawing.width_of(lines[-1], size) + self.px(10) + stamp if beside else 0)
        named = bool(said.sender and style.names == "inside" and (run.first or not style.grouped))
        wide = max(wide, self.drawing.width_of(said.sender, small) if named else 0)
        height = (
            2 * pad + step * len(lines) + (0 if beside or not inside else round(small * 1.4)) + (step if named else 0)
        )
        left = self.image.width - edge - wide - 2 * pad if own else edge
        box = (left, y, left + wide + 2 * pad, y + height)
        self._balloon(box, style.own if own else style.other, own=own, tailed=run.first)
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
            wide_stamp = self.drawing.width_of(said.time, small)
            x = left - self.px(6) - wide_stamp if own else box[2] + self.px(6)
            self.text((x, box[3] - round(small * 1.5)), said.time, small, style.grey, round(small * 1.4))
        self._label(run, box)
        return box

    def _stamp(self, time: str, place: tuple[int, int], small: int, *, own: bool) -> None:
        style = self.style
        self.text(place, time, small, style.own_small if own and style.own_small else style.grey, round(small * 1.4))
        if own and style.ticks:
            x, y = place[0] + self.drawing.width_of(time, small) + self.px(4), place[1] + small * 0.75
            for shift in (0, self.px(5)):
                points = [
                    (x + shift, y),
                    (x + shift + self.px(3), y + self.px(3)),
                    (x + shift + self.px(9), y - self.px(4)),
                ]
                self.draw.line(points, fill=style.ticks, width=max(1, self.px(1.2)))

    def _balloon(self, box: Box, colour: str, *, own: bool, tailed: bool = True) -> None:
        style = self.style
        radius = min(self.px(style.radius), (box[3] - box[1]) // 2)
        if own and style.own_end and colour == style.own:
            self._faded(box, radius)
        else:
            rim = style.outline if not own else ""
            width = max(1, self.px(1)) if rim else 0
            self.draw.rounded_rectangle(box, radius, fill=colour, outline=rim or None, width=width)
        if style.tail and (tailed or not style.grouped):
            self._tail(
                box, style.own_at(box[3] / self.image.height) if own and colour == style.own else colour, own=own
            )

    def _tail(self, box: Box, colour: str, *, own: bool) -> None:
        x, out = (box[2], 1) if own else (box[0], -1)
        size = self.px(6)
        if self.style.tail == "side":
            y = box[1] + self.px(14)
            points = [(x - out, y), (x + out * size, y + size), (x - out, y + 2 * size)]
        elif self.style.tail == "top":
            y = box[1]
            points = [(x - out * 2 * size, y), (x + out * size, y), (x - out, y + 2 * size)]
        else:
            y = box[3]
            points = [(x - out * 2 * size, y), (x + out * size, y), (x - out, y - 2 * size)]
        self.draw.polygon(points, fill=colour)

    def _faded(self, box: Box, radius: int) -> None:
        """A bubble whose colour changes down the page, as if the page shone through it."""
        wide, high = box[2] - box[0], box[3] - box[1]
        fill = Image.new("RGB", (1, high))
        for row in range(high):
            fill.putpixel((0, row), ImageColor.getrgb(self.style.own_at((box[1] + row) / self.image.height))[:3])
        mask = Image.new("L", (wide, high), 0)
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, wide - 1, high - 1), radius, fill=255)
        self.image.paste(fill.resize((wide, high)), (box[0], box[1]), mask)

    def _voice(self, run: "_InRun", y: int, _random: Random) -> Box:
        style, said = self.style, run.said
        own, edge = self._sides(said)
        seconds = int(said.text.rstrip('"'))
        wide, height = self.px(80 + seconds * 2), self.px(40)
        left = self.image.width - edge - wide if own else edge
        box = (left, y, left + wide, y + height)
        self._balloon(box, style.own if own else style.other, own=own, tailed=run.first)
        ink = style.own_ink if own else style.other_ink
        size = self.px(style.text * self.larger)
        step, pad = round(size * 1.38), self.px(12)
        text_wide = self.drawing.width_of(said.text, size)
        x = box[2] - pad - self.px(20) - text_wide if own else left + pad + self.px(20)
        self.text((x, y + (height - step) // 2), said.text, size, ink, step)
        middle = y + height // 2
        centre = box[2] - pad if own else left + pad
        for ring in (4, 8, 12):
            reach = self.px(ring)
            angles = (135, 225) if own else (-45, 45)
            bow = (centre - reach, middle - reach, centre + reach, middle + reach)
            self.draw.arc(bow, *angles, fill=ink, width=max(2, self.px(1.6)))
        self._label(run, box)
        return box

    def _picture(self, run: "_InRun", y: int, random: Random) -> Box:
        own, edge = self._sides(run.said)
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
        self._label(run, box)
        return box

    def _card(self, run: "_InRun", y: int, random: Random) -> Box:  # noqa: PLR0915 - drawing is a list of steps
        style, said = self.style, run.said
        own, edge = self._sides(said)
        wide, height, pad = self.px(238), self.px(94 * max(1.0, self.larger)), self.px(12)
        left = self.image.width - edge - wide if own else edge
        box = (left, y, left + wide, y + height)
        taken = said.text in {"已收款", "已被接收"}
        colour = style.card_after if taken else style.card
        self._balloon(box, colour, own=own)
        circle = self.px(19)
        ring = (left + pad, y + pad, left + pad + 2 * circle, y + pad + 2 * circle)
        self.draw.ellipse(ring, outline=style.card_ink, width=self.px(2))
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
        self._label(run, box)
        return box

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
        y = top - self.px(39)
        arrow = [(self.px(21), y + self.px(3)), (self.px(13), y + self.px(12)), (self.px(21), y + self.px(21))]
        self.draw.line(arrow, fill=style.title_ink, width=self.px(2))
        wide = self.drawing.width_of(talk.title, size, weight=600)
        x = (self.image.width - wide) // 2 if style.title == "centre" else self.px(84)
        if style.title == "left":
            self.draw.ellipse((self.px(36), y - self.px(4), self.px(72), y + self.px(32)), fill="#8fa3b8")
            under = random.choice(("online", "last seen recently", "在线")) if talk.language != "chinese" else "在线"
            self.text((x, y + self.px(19)), under, self.px(12), style.grey, self.px(16))
            y -= self.px(5)
        self.text((x, y), talk.title, size, style.title_ink, round(size * 1.4), weight=600)
        for number in range(3):
            dot = (self.px(352 + number * 7), top - self.px(29), self.px(356 + number * 7), top - self.px(25))
            self.draw.ellipse(dot, fill=style.title_ink)

    def _input_bar(self, bottom: int, words: str) -> None:
        style = self.style
        self.draw.rectangle((0, bottom, self.image.width, self.image.height), fill=style.bar)
        light = style.theme == "light"
        box = (self.px(52), bottom + self.px(10), self.px(300), bottom + self.px(style.footer - 16))
        self.draw.rounded_rectangle(box, self.px(6), fill="#ffffff" if light else "#2f2f2f")
        size = self.px(15)
        self.text((self.px(64), bottom + self.px(18)), words, size, style.grey, round(size * 1.4))
        for x in (14, 312, 350):
            ring = (self.px(x), bottom + self.px(15), self.px(x + 28), bottom + self.px(43))
            self.draw.ellipse(ring, outline=style.title_ink, width=self.px(1.6))

    def _wallpaper(self, random: Random) -> None:
        style = self.style
        if style.background_end:
            first, last = (ImageColor.getrgb(each) for each in (style.background, style.background_end))
            fade = Image.linear_gradient("L").resize(self.image.size)
            self.image.paste(Image.composite(*(Image.new("RGB", fade.size, each) for each in (last, first)), fade))
        if not style.pattern:
            return
        for _ in range(self.image.width * self.image.height // self.px(38) ** 2):
            x, y = random.randint(0, self.image.width), random.randint(0, self.image.height)
            size = self.px(random.randint(5, 11))
            shape = random.choice((self.draw.ellipse, self.draw.rectangle))
            shape((x, y, x + size, y + size), outline=self.style.pattern, width=max(1, self.px(1.2)))

    # --- labels

    def _label(self, run: "_InRun", box: Box) -> None:
        said, text = run.said, without_emoji(run.said.text)
        time = said.time if self.style.times != "centre" and said.kind == "text" else ""
        has_name = (said.kind == "text" or self.style.names == "above") and (run.first or not self.style.grouped)
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


@dataclass(frozen=True)
class _InRun:
    """An entry among those of one sender. ``last_own``: no own message comes after it."""

    said: Said
    first: bool = True
    last: bool = True
    last_own: bool = False


def _runs(entries: list[Said]) -> list[_InRun]:
    def same(one: Said | None, other: Said | None) -> bool:
        return one is not None and other is not None and (one.side, one.sender) == (other.side, other.sender)

    padded: list[Said | None] = [None, *entries, None]
    ends = [not same(one, other) for one, other in pairwise(padded)]
    own = [place for place, said in enumerate(entries) if said.side == "own"]
    return [
        _InRun(said, ends[place], ends[place + 1], place == own[-1] if own else False)
        for place, said in enumerate(entries)
    ]
