# SPDX-License-Identifier: GPL-3.0-or-later
"""What was done to a picture to make a copy of it: the recorded steps, and where they lie in the copy.

Every coordinate is a pixel of the original as it is shown upright, from its top left corner. Steps are therefore
independent of their order: marks are laid on first, then the copy is cropped (the last crop counts), then turned.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self, TypeAlias

from evidence_vault.errors import StepNotUnderstood
from evidence_vault.records import Json

MOST_STEPS = 500
LONGEST_CAPTION = 200
LARGEST_COORDINATE = 32_768
LARGEST_NUMBER = 999
TOO_LONG = 2.6
"""A picture so many times as high as wide cannot be read on one page."""
COLOURS: Mapping[str, tuple[int, int, int]] = {
    "red": (214, 40, 40),
    "blue": (21, 101, 192),
    "green": (27, 128, 64),
    "black": (0, 0, 0),
    "white": (255, 255, 255),
}
"""The colours marks can have, as RGB."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of pixels; ``right`` and ``bottom`` are not included."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Pixels across."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Pixels down."""
        return self.bottom - self.top

    @property
    def is_empty(self) -> bool:
        """Whether no pixel lies in it."""
        return self.width <= 0 or self.height <= 0

    def within(self, other: "Area") -> "Area":
        """The part that lies in ``other``; empty where none does."""
        return Area(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def moved(self, across: int, down: int) -> "Area":
        """The same size elsewhere."""
        return Area(self.left + across, self.top + down, self.right + across, self.bottom + down)

    @classmethod
    def sized(cls, x: int, y: int, width: int, height: int) -> Self:
        """From a corner and a size."""
        return cls(x, y, x + width, y + height)


@dataclass(frozen=True, slots=True)
class Redact:
    """A solid black box: what lies below is gone from the copy."""

    area: Area


@dataclass(frozen=True, slots=True)
class Crop:
    """Only ``area`` is kept."""

    area: Area


@dataclass(frozen=True, slots=True)
class Turn:
    """Turned to the right by so many quarters."""

    quarters: int


@dataclass(frozen=True, slots=True)
class Frame:
    """The outline of a box."""

    area: Area
    colour: str = "red"


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line from one point to another, with a head at ``end``."""

    start: tuple[int, int]
    end: tuple[int, int]
    colour: str = "red"


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a disc around ``at``."""

    at: tuple[int, int]
    number: int
    colour: str = "red"


@dataclass(frozen=True, slots=True)
class Caption:
    """Words on a light ground; ``at`` is its top left corner, as the copy is read."""

    at: tuple[int, int]
    text: str
    colour: str = "red"


Step: TypeAlias = Redact | Crop | Turn | Frame | Arrow | Number | Caption
Mark: TypeAlias = Frame | Arrow | Number | Caption

_AREA_STEPS: Mapping[str, type[Redact | Crop]] = {"redact": Redact, "crop": Crop}


def steps_to_json(steps: Iterable[Step]) -> list[Json]:
    """The recorded form (``docs/formats/derivations.md``)."""
    return [_to_json(step) for step in steps]


def steps_from_json(untrusted: Json) -> tuple[Step, ...]:
    """The steps of their recorded form. Raises StepNotUnderstood."""
    if not isinstance(untrusted, list) or len(untrusted) > MOST_STEPS:
        raise StepNotUnderstood(place=0)
    return tuple(_from_json(step, place) for place, step in enumerate(untrusted, start=1))


def redactions(steps: Iterable[Step]) -> tuple[Area, ...]:
    """The boxes that hide something."""
    return tuple(step.area for step in steps if isinstance(step, Redact))


@dataclass(frozen=True, slots=True)
class Placement:
    """Where points and areas of the original lie in the copy: cropped to ``kept``, then turned."""

    kept: Area
    quarters: int

    @classmethod
    def of(cls, steps: Sequence[Step], width: int, height: int) -> Self:
        """The placement that ``steps`` make of an original of this size.

        Raises StepNotUnderstood when the crop leaves nothing.
        """
        whole = Area(0, 0, width, height)
        crops = [(place, step.area) for place, step in enumerate(steps, start=1) if isinstance(step, Crop)]
        kept = crops[-1][1].within(whole) if crops else whole
        if kept.is_empty:
            raise StepNotUnderstood(place=crops[-1][0] if crops else 0)
        return cls(kept, sum(step.quarters for step in steps if isinstance(step, Turn)) % 4)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the copy."""
        size = (self.kept.width, self.kept.height)
        return size if self.quarters % 2 == 0 else size[::-1]

    def point(self, x: int, y: int) -> tuple[int, int]:
        """Where the pixel at ``x``, ``y`` of the original lies; outside of the copy when it was cropped off."""
        x, y = x - self.kept.left, y - self.kept.top
        width, height = self.kept.width, self.kept.height
        for _ in range(self.quarters):
            x, y = height - 1 - y, x
            width, height = height, width
        return x, y

    def area(self, area: Area) -> Area:
        """Where ``area`` of the original lies, cut to the copy; empty when it was cropped off."""
        inside = area.within(self.kept)
        if inside.is_empty:
            return Area(0, 0, 0, 0)
        one = self.point(inside.left, inside.top)
        other = self.point(inside.right - 1, inside.bottom - 1)
        (left, right), (top, bottom) = (sorted(pair) for pair in zip(one, other, strict=True))
        return Area(left, top, right + 1, bottom + 1)


def _to_json(step: Step) -> Json:
    fields: dict[str, Json] = {}
    match step:
        case Redact(area) | Crop(area):
            fields = _area_to_json(area)
        case Turn(quarters):
            fields = {"quarters": quarters}
        case Frame(area, colour):
            fields = {**_area_to_json(area), "colour": colour}
        case Arrow((x, y), (to_x, to_y), colour):
            fields = {"x": x, "y": y, "to_x": to_x, "to_y": to_y, "colour": colour}
        case Number((x, y), number, colour):
            fields = {"x": x, "y": y, "number": number, "colour": colour}
        case Caption((x, y), text, colour):
            fields = {"x": x, "y": y, "text": text, "colour": colour}
    return {"step": type(step).__name__.lower(), **fields}


def _area_to_json(area: Area) -> dict[str, Json]:
    return {"x": area.left, "y": area.top, "width": area.width, "height": area.height}


class _Fields:
    """The fields of one untrusted step, each taken once and checked."""

    def __init__(self, untrusted: Json, place: int) -> None:
        self.place = place
        if not isinstance(untrusted, dict):
            raise StepNotUnderstood(place=place)
        self._left = dict(untrusted)
        self.kind = self._left.pop("step", None)

    def count(self, name: str, least: int = 0, most: int = LARGEST_COORDINATE) -> int:
        value = self._left.pop(name, None)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise StepNotUnderstood(place=self.place)
        return value

    def area(self) -> Area:
        corner = self.count("x"), self.count("y")
        return Area.sized(*corner, self.count("width", 1), self.count("height", 1))

    def point(self, prefix: str = "") -> tuple[int, int]:
        return self.count(f"{prefix}x"), self.count(f"{prefix}y")

    def colour(self) -> str:
        value = self._left.pop("colour", "red")
        if not isinstance(value, str) or value not in COLOURS:
            raise StepNotUnderstood(place=self.place)
        return value

    def text(self) -> str:
        value = self._left.pop("text", None)
        if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_CAPTION:
            raise StepNotUnderstood(place=self.place)
        return value

    def end(self, step: Step) -> Step:
        if self._left:  # a field nobody knows may have been meant to hide something
            raise StepNotUnderstood(place=self.place)
        return step


def _from_json(untrusted: Json, place: int) -> Step:
    fields = _Fields(untrusted, place)
    match fields.kind:
        case "redact" | "crop" as kind:
            return fields.end(_AREA_STEPS[kind](fields.area()))
        case "turn":
            return fields.end(Turn(fields.count("quarters", 0, 3)))
        case "frame":
            return fields.end(Frame(fields.area(), fields.colour()))
        case "arrow":
            return fields.end(Arrow(fields.point(), fields.point("to_"), fields.colour()))
        case "number":
            return fields.end(Number(fields.point(), fields.count("number", 0, LARGEST_NUMBER), fields.colour()))
        case "caption":
            return fields.end(Caption(fields.point(), fields.text(), fields.colour()))
        case _:
            raise StepNotUnderstood(place=place)


def is_long(facts: Mapping[str, Json]) -> bool:
    """Whether a picture with these measures (``width`` and ``height`` of an item's facts) is too long for one page."""
    width, height = facts.get("width"), facts.get("height")
    return isinstance(width, int) and isinstance(height, int) and height > TOO_LONG * width > 0
