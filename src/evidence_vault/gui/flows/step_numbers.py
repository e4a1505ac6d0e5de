# SPDX-License-Identifier: GPL-3.0-or-later
"""The numbers of a step by their names, to be shown and typed."""

from collections.abc import Mapping
from dataclasses import replace

from evidence_vault.picture_steps import Area, Arrow, Caption, Crop, Frame, Number, Redact, Step
from evidence_vault.translations import N_

LEFT, TOP, WIDTH, HEIGHT, TO_LEFT, TO_TOP = "left", "top", "width", "height", "to-left", "to-top"
NUMBER_WORDS: Mapping[str, str] = {
    LEFT: N_("From the left"),
    TOP: N_("From the top"),
    WIDTH: N_("Width"),
    HEIGHT: N_("Height"),
    TO_LEFT: N_("To, from the left"),
    TO_TOP: N_("To, from the top"),
}
DOWN = frozenset({TOP, HEIGHT, TO_TOP})
"""Numbers that count downwards; the others count to the right."""


def numbers_of(step: Step) -> dict[str, int]:
    """Every number of ``step``, in the order in which they are typed."""
    match step:
        case Redact(area) | Crop(area) | Frame(area):
            return {LEFT: area.left, TOP: area.top, WIDTH: area.width, HEIGHT: area.height}
        case Arrow(start, end):
            return {LEFT: start[0], TOP: start[1], TO_LEFT: end[0], TO_TOP: end[1]}
        case Number(at) | Caption(at):
            return {LEFT: at[0], TOP: at[1]}
        case _:
            return {}


def with_number(step: Step, name: str, value: int) -> Step:
    """``step`` with one number changed."""
    numbers = numbers_of(step) | {name: value}
    match step:
        case Redact() | Crop() | Frame():
            return replace(step, area=Area.sized(numbers[LEFT], numbers[TOP], numbers[WIDTH], numbers[HEIGHT]))
        case Arrow():
            return replace(step, start=(numbers[LEFT], numbers[TOP]), end=(numbers[TO_LEFT], numbers[TO_TOP]))
        case Number() | Caption():
            return replace(step, at=(numbers[LEFT], numbers[TOP]))
        case _:
            return step
