# SPDX-License-Identifier: GPL-3.0-or-later
"""A copy that is being made: its steps, which one is chosen, undo and redo until it is saved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from evidence_vault.picture_steps import (
    LARGEST_NUMBER,
    MOST_STEPS,
    Area,
    Arrow,
    Caption,
    Crop,
    Frame,
    Number,
    Redact,
    Step,
    Turn,
)
from evidence_vault.translations import N_, _

Point = tuple[int, int]
SMALLEST = 4
"""Pixels: a shorter stroke of the mouse was a click."""


class Tool(StrEnum):
    """What the mouse does."""

    CHOOSE = "choose"
    REDACT = "redact"
    FRAME = "frame"
    ARROW = "arrow"
    NUMBER = "number"
    CAPTION = "caption"
    CROP = "crop"


TOOL_WORDS: dict[Tool, str] = {
    Tool.CHOOSE: N_("Choose and move"),
    Tool.REDACT: N_("Hide with a solid box"),
    Tool.FRAME: N_("Frame"),
    Tool.ARROW: N_("Arrow"),
    Tool.NUMBER: N_("Numbered mark"),
    Tool.CAPTION: N_("Words"),
    Tool.CROP: N_("Keep only a part"),
}


@dataclass(frozen=True, slots=True)
class _State:
    steps: tuple[Step, ...] = ()
    quarters: int = 0


class CopyDraft:
    """The steps laid on a picture of ``width`` × ``height`` pixels. ``changed`` is called after every change."""

    def __init__(self, width: int, height: int, changed: Callable[[], object] = lambda: None) -> None:
        self.width, self.height = width, height
        self.changed = changed
        self.chosen: int | None = None
        self.hidden: dict[Area, str] = {}
        """What boxes hide that were offered, in words for the list; a box that is moved is the person's own."""
        self._now = _State()
        self._before: list[_State] = []
        self._after: list[_State] = []
        self._joining: object = None

    @property
    def marks(self) -> tuple[Step, ...]:
        """The steps that lie on the picture, in the order in which they were made."""
        return self._now.steps

    @property
    def quarters(self) -> int:
        """How far the copy is turned to the right."""
        return self._now.quarters

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps, as they are recorded."""
        return (*self._now.steps, Turn(self._now.quarters)) if self._now.quarters else self._now.steps

    @property
    def can_undo(self) -> bool:
        """Whether there is anything to take back."""
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        """Whether something was taken back."""
        return bool(self._after)

    def begin_with(self, steps: tuple[Step, ...]) -> None:
        """Start from the steps of an earlier copy; there is nothing to undo then."""
        quarters = sum(step.quarters for step in steps if isinstance(step, Turn)) % 4
        self._now = _State(tuple(step for step in steps if not isinstance(step, Turn)), quarters)
        self.chosen = None

    def undo(self) -> None:
        """Take the last change back."""
        self._swap(self._before, self._after)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._swap(self._after, self._before)

    def turn(self) -> None:
        """Turn the copy by a quarter to the right."""
        self._become(replace(self._now, quarters=(self._now.quarters + 1) % 4))

    def choose(self, place: int | None) -> None:
        """Choose a step, or none."""
        self.chosen = place if place is not None and 0 <= place < len(self.marks) else None
        self.changed()

    @property
    def chosen_step(self) -> Step | None:
        """The step that is chosen."""
        return None if self.chosen is None else self.marks[self.chosen]

    def add(self, step: Step) -> bool:
        """Add a step and choose it; a new crop replaces the earlier one. False when there are too many."""
        kept = tuple(one for one in self.marks if not (isinstance(step, Crop) and isinstance(one, Crop)))
        if len(kept) >= MOST_STEPS - 1:  # one is kept for the turn
            return False
        self.chosen = len(kept)
        self._become(replace(self._now, steps=(*kept, step)))
        return True

    def add_all(self, steps: list[Step]) -> int:
        """Add several at once, as one change. How many were added: there can be too many."""
        added = steps[: max(0, MOST_STEPS - 1 - len(self.marks))]
        if added:
            self.chosen = None
            self._become(replace(self._now, steps=(*self.marks, *added)))
        return len(added)

    def change(self, step: Step, joining: object = None) -> None:
        """Put ``step`` in the place of the chosen one. Changes that follow each other ``joining`` alike are one."""
        if self.chosen is None or step == self.marks[self.chosen]:
            return
        steps = list(self.marks)
        steps[self.chosen] = step
        self._become(replace(self._now, steps=tuple(steps)), (self.chosen, joining) if joining else None)

    def remove(self) -> None:
        """Take the chosen step away."""
        if self.chosen is None:
            return
        steps = list(self.marks)
        del steps[self.chosen]
        self.chosen = min(self.chosen, len(steps) - 1) if steps else None
        self._become(replace(self._now, steps=tuple(steps)))

    def drawn(self, tool: Tool, start: Point, end: Point, text: str = "") -> Step | None:
        """The step that a stroke from ``start`` to ``end`` makes with ``tool``; None for a click that makes none."""
        start, end = self._inside(start), self._inside(end)
        if tool is Tool.NUMBER:
            return Number(end, min(LARGEST_NUMBER, self._next_number()))
        if tool is Tool.CAPTION:
            return Caption(end, text or _("Words"))
        if max(abs(start[0] - end[0]), abs(start[1] - end[1])) < SMALLEST:
            return None
        if tool is Tool.ARROW:
            return Arrow(start, end)
        kinds: dict[Tool, type[Redact | Frame | Crop]] = {Tool.REDACT: Redact, Tool.FRAME: Frame, Tool.CROP: Crop}
        return kinds[tool](self._area(start, end)) if tool in kinds else None

    def in_the_middle(self, tool: Tool) -> Step | None:
        """A step for the keyboard: in the middle of the picture, to be moved from there."""
        x, y = self.width // 2, self.height // 2
        across, down = max(SMALLEST, self.width // 8), max(SMALLEST, self.height // 24)
        if tool is Tool.CROP:
            across, down = x, y
        return self.drawn(tool, (x - across, y - down), (x + across, y + down))

    def at(self, x: int, y: int) -> int | None:
        """The uppermost step at a point of the picture; a crop only at its edge."""
        reach = max(6, self.width // 80)
        for place in reversed(range(len(self.marks))):
            if _is_at(self.marks[place], x, y, reach):
                return place
        return None

    def move(self, across: int, down: int, joining: object = None) -> None:
        """Move the chosen step; it stays in the picture."""
        if (step := self.chosen_step) is not None:
            self.change(self.moved(step, across, down), joining)

    def resize(self, across: int, down: int, joining: object = None) -> None:
        """Make the chosen step larger or smaller at its right and lower edge; an arrow's point moves."""
        if (step := self.chosen_step) is not None:
            self.change(self.resized(step, across, down), joining)

    def moved(self, step: Step, across: int, down: int) -> Step:
        """``step`` elsewhere, as far as the picture goes."""
        match step:
            case Redact(area) | Crop(area) | Frame(area):
                across = min(max(across, -area.left), max(0, self.width - area.right))
                down = min(max(down, -area.top), max(0, self.height - area.bottom))
                return replace(step, area=area.moved(across, down))
            case Arrow(start, end):
                return replace(step, start=self._shifted(start, across, down), end=self._shifted(end, across, down))
            case Number(at) | Caption(at):
                return replace(step, at=self._shifted(at, across, down))
            case _:
                return step

    def resized(self, step: Step, across: int, down: int) -> Step:
        """``step`` with its right and lower edge elsewhere."""
        match step:
            case Redact(area) | Crop(area) | Frame(area):
                right = min(self.width, max(area.left + 1, area.right + across))
                bottom = min(self.height, max(area.top + 1, area.bottom + down))
                return replace(step, area=Area(area.left, area.top, right, bottom))
            case Arrow(_start, end):
                return replace(step, end=self._shifted(end, across, down))
            case _:
                return step

    def _next_number(self) -> int:
        return 1 + max((step.number for step in self.marks if isinstance(step, Number)), default=0)

    def _area(self, start: Point, end: Point) -> Area:
        left, right = sorted((start[0], end[0]))
        top, bottom = sorted((start[1], end[1]))
        return Area(left, top, min(self.width, right + 1), min(self.height, bottom + 1))

    def _inside(self, point: Point) -> Point:
        return min(max(point[0], 0), self.width - 1), min(max(point[1], 0), self.height - 1)

    def _shifted(self, point: Point, across: int, down: int) -> Point:
        return self._inside((point[0] + across, point[1] + down))

    def _become(self, state: _State, joining: object = None) -> None:
        if joining is None or joining != self._joining:
            self._before.append(self._now)
        self._joining = joining
        self._after.clear()
        self._now = state
        self.changed()

    def _swap(self, source: list[_State], target: list[_State]) -> None:
        if not source:
            return
        target.append(self._now)
        self._now = source.pop()
        self._joining = None
        if self.chosen is not None and self.chosen >= len(self.marks):
            self.chosen = None
        self.changed()


def _is_at(step: Step, x: int, y: int, reach: int) -> bool:
    match step:
        case Redact(area):
            return area.left <= x < area.right and area.top <= y < area.bottom
        case Frame(area) | Crop(area):
            outer = area.left - reach <= x < area.right + reach and area.top - reach <= y < area.bottom + reach
            inner = area.left + reach <= x < area.right - reach and area.top + reach <= y < area.bottom - reach
            return outer and not inner
        case Arrow(start, end):
            return _distance((x, y), start, end) <= reach
        case Number((left, top)):
            return abs(x - left) <= 2 * reach and abs(y - top) <= 2 * reach
        case Caption((left, top)):
            return -reach <= x - left <= 12 * reach and -reach <= y - top <= 3 * reach
        case _:
            return False


def _distance(point: Point, start: Point, end: Point) -> float:
    across, down = end[0] - start[0], end[1] - start[1]
    length = across * across + down * down
    along = ((point[0] - start[0]) * across + (point[1] - start[1]) * down) / length if length else 0.0
    along = min(max(along, 0.0), 1.0)
    return float(((point[0] - start[0] - along * across) ** 2 + (point[1] - start[1] - along * down) ** 2) ** 0.5)


def step_words(step: Step, hidden: Mapping[Area, str] | None = None) -> str:
    """A step as a line of the list. ``hidden``: what offered boxes hide."""
    match step:
        case Redact(area) if hidden and area in hidden:
            return _("Hidden, {what}: {place}").format(what=hidden[area], place=_place(area))
        case Redact(area) | Crop(area) | Frame(area):
            words = {Redact: N_("Hidden: {place}"), Crop: N_("Kept part: {place}"), Frame: N_("Frame: {place}")}
            return _(words[type(step)]).format(place=_place(area))
        case Arrow((x, y), (to_x, to_y)):
            return _("Arrow from {x}, {y} to {to_x}, {to_y}").format(x=x, y=y, to_x=to_x, to_y=to_y)
        case Number((x, y), number):
            return _("Number {number} at {x}, {y}").format(number=number, x=x, y=y)
        case Caption((x, y), text):
            return _("“{text}” at {x}, {y}").format(text=text, x=x, y=y)
        case Turn(quarters):
            return _("Turned by {degrees}°").format(degrees=quarters * 90)


def _place(area: Area) -> str:
    return _("{width} × {height} at {x}, {y}").format(width=area.width, height=area.height, x=area.left, y=area.top)
