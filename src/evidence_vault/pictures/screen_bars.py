# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen shows beside the chat itself: the phone's status row, the field a person types in, the keyboard.

None of it is said by anybody, yet it has words and boxes of its own: they are taken away before the chat is read.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from evidence_vault.pictures.chat_times import chat_time
from evidence_vault.records import Box, PictureArea, TextInPicture, TextLine

_STATUS_HIGH = 0.12
"""Of the width: the middle of a phone's status row is not further down."""

_CLOCK = re.compile(r"^\D{0,2}\d{1,2}:\d{2}(?!\d)")
_BARE_CLOCK = re.compile(r"^\D{0,2}\d{1,2}:\d{2}(?:\s?[AaPp]\.?[Mm]\.?)?\W*$")
_SIGNAL = re.compile(
    r"^[\W_\d|Il]*(?:[2-5]G\+?|LTE|WLAN|Wi-?Fi|HD|\d{1,3}\s?%|\d+(?:\.\d+)?\s?[KM]?B?/s)(?![^\W\d_])", re.IGNORECASE
)
_PILL = 0.06
"""Of the width: nothing in a status row is higher."""

_KEYBOARD_FROM = 0.35
"""Of the height: keys and panels begin below."""

_FEW_SIGNS = 4
_VOICE = re.compile(r"^\D{0,5}\d{1,3}\s?(?:[\"″”“'’′]{1,2}|秒|s)\D{0,5}$")
"""A voice message does not fit its words either."""

_FIELD_LOWEST = 0.3
"""Of the width: so near to the foot (or to the keyboard) stands the field a person types in."""


@dataclass(frozen=True, slots=True)
class Screen:
    """``text`` without what the screen shows beside the chat. ``has_status``: whether a status row was found."""

    text: TextInPicture
    has_status: bool


def without_bars(text: TextInPicture) -> Screen:
    """Take the status row, the field a person types in and the keyboard out of a level page."""
    row = _status_row(text)
    foot = _foot(text)
    bottom = max((line.box[3] for line in row), default=0)

    def kept_line(line: TextLine) -> bool:
        return not any(line is each for each in row) and (line.box[1] + line.box[3]) / 2 < foot

    def kept_area(area: PictureArea) -> bool:
        high = area.box[3] - area.box[1]
        is_bar = _is_wide(area.box, text)
        in_row = bool(row) and area.box[3] <= bottom + 0.03 * text.width and high < _STATUS_HIGH * text.width
        below = (area.box[1] + area.box[3]) / 2 >= foot
        return is_bar or not (in_row or below)

    return Screen(filtered(text, kept_line, kept_area), bool(row))


def filtered(
    text: TextInPicture, keeps_line: Callable[[TextLine], bool], keeps_area: Callable[[PictureArea], bool]
) -> TextInPicture:
    """``text`` with the lines and areas that are kept, the numbers of the areas made to fit."""
    places: dict[int, int] = {}
    areas: list[PictureArea] = []
    for number, area in enumerate(text.areas):
        if keeps_area(area):
            places[number] = len(areas)
            areas.append(area)
    lines = tuple(
        replace(line, area=None if line.area is None else places.get(line.area))
        for line in text.lines
        if keeps_line(line)
    )
    return replace(text, lines=lines, areas=tuple(areas))


# --- the status row


def _status_row(text: TextInPicture) -> list[TextLine]:
    """The lines of the phone's status row; none where the page begins with the chat or its title."""
    top = [
        line for line in text.lines if _middle(line.box) < _STATUS_HIGH * text.width and not _is_in_bubble(line, text)
    ]
    if not top:
        return []
    first = min(top, key=lambda line: _middle(line.box))
    row = [line for line in top if abs(_middle(line.box) - _middle(first.box)) < 0.8 * _high(first.box)]
    tells = [line for line in row if _is_status_word(line)]
    if not tells or any(_is_of_chat(line, text, alone=len(row) == 1) for line in tells):
        return []
    return row


def _is_status_word(line: TextLine) -> bool:
    words = unicodedata.normalize("NFKC", line.text).strip()
    return bool(_CLOCK.match(words) or _SIGNAL.search(words))


def _is_of_chat(line: TextLine, text: TextInPicture, *, alone: bool) -> bool:
    """Whether a clock is the chat's own: a time line in the middle, smaller than what people write, or a bubble's."""
    if chat_time(line.text) is None:
        return False
    if not _BARE_CLOCK.match(line.text.strip()):  # no status row says a day
        return True
    off_middle = abs((line.box[0] + line.box[2]) - text.width) / 2
    in_bubbles = [each for each in text.lines if _is_in_bubble(each, text)] or text.lines
    usual = median([_high(each.box) for each in in_bubbles])
    small = _high(line.box) <= 0.9 * usual or line.box[1] >= 0.06 * text.width or _chat_follows(line, text)
    beside = any(_shares_rows(line.box, box) for box in _narrow_boxes(text))
    return beside or (alone and off_middle < 0.1 * text.width and small)


def _chat_follows(line: TextLine, text: TextInPicture) -> bool:
    """Whether the next thing below is a bubble: below a status row stands the title."""
    below = [each for each in text.lines if each.box[1] >= line.box[3]]
    return bool(below) and _is_in_bubble(min(below, key=lambda each: each.box[1]), text)


def _narrow_boxes(text: TextInPicture) -> list[Box]:
    """What holds words and is too narrow for a bar, and too high for a sign of the status row."""
    boxes = [text.areas[number].box for number in {line.area for line in text.lines if line.area is not None}]
    return [box for box in boxes if not _is_wide(box, text) and _high(box) >= _PILL * text.width]


def _is_in_bubble(line: TextLine, text: TextInPicture) -> bool:
    """Whether it stands in something higher than a sign of the status row, and narrower than the page."""
    if line.area is None:
        return False
    box = text.areas[line.area].box
    return not _is_wide(box, text) and _high(box) >= _PILL * text.width and box[3] - box[1] > 1.6 * _high(line.box)


# --- the field a person types in, and the keyboard


def _foot(text: TextInPicture) -> float:
    """Where the chat ends: above the field a person types in, and above keys."""
    keys = _keys_from(text)
    field = _field(text, keys)
    return min(keys, field[1] if field is not None else keys)


def _keys_from(text: TextInPicture) -> float:
    """The upper edge of the first row of keys (or of a panel of signs); the page's own where there are none."""
    rows = _rows([box for box in _key_boxes(text) if box[1] > _KEYBOARD_FROM * text.height])
    rows = [row for row in rows if len(row) >= 3]
    for number in range(len(rows)):
        block = _hanging_together(rows[number:])
        if len(block) >= 3 or (len(block) == 2 and min(len(row) for row in block) >= 4):
            return min(box[1] for box in block[0])
    return float(text.height)


def _key_boxes(text: TextInPicture) -> list[Box]:
    """Flat areas with no more than a sign or two, and such signs without an area of their own."""
    words: dict[int, int] = {}
    for line in text.lines:
        if line.area is not None:
            words[line.area] = words.get(line.area, 0) + len(line.text.strip())
    areas = [
        area.box
        for number, area in enumerate(text.areas)
        if area.kind == "flat" and area.box[2] - area.box[0] < 0.4 * text.width and words.get(number, 0) <= _FEW_SIGNS
        and _high(area.box) > 0.05 * text.width
    ]  # fmt: skip
    loose = [
        line.box
        for line in text.lines
        if len(line.text.strip()) == 1 and (line.area is None or _is_wide(text.areas[line.area].box, text))
    ]
    return areas + loose


def _rows(boxes: Iterable[Box]) -> list[list[Box]]:
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=_middle):
        if rows and abs(_middle(box) - _middle(rows[-1][0])) < 0.35 * _high(rows[-1][0]):
            rows[-1].append(box)
        else:
            rows.append([box])
    return rows


def _hanging_together(rows: Sequence[list[Box]]) -> list[list[Box]]:
    """The first rows that follow each other closely and are of one height."""
    found = [rows[0]]
    for row in rows[1:]:
        before = found[-1]
        high = median(_high(box) for box in before)
        if row[0][1] - max(box[3] for box in before) > 1.5 * high or abs(median(map(_high, row)) - high) > 0.3 * high:
            break
        found.append(row)
    return found


def _field(text: TextInPicture, keys: float) -> Box | None:
    """The field a person types in: the lowest wide box, near the foot, that does not fit what stands in it."""
    held: dict[int, list[TextLine]] = {}
    for line in text.lines:
        if line.area is not None:
            held.setdefault(line.area, []).append(line)
    low = [(area, held.get(number, [])) for number, area in enumerate(text.areas)
           if area.kind == "flat" and _can_be_field(area.box, text, keys)]  # fmt: skip
    lowest = max(low, key=lambda pair: _middle(pair[0].box), default=None)
    if lowest is None or len(lowest[1]) > 1 or any(_is_below(line, lowest[0].box, keys) for line in text.lines):
        return None
    return lowest[0].box if _field_evidence(*lowest, text) >= 2 else None


def _can_be_field(box: Box, text: TextInPicture, keys: float) -> bool:
    wide, high = box[2] - box[0], _high(box)
    return (
        0.38 * text.width < wide < 0.9 * text.width
        and 0.06 * text.width < high < 0.14 * text.width
        and keys - _FIELD_LOWEST * text.width < _middle(box) < keys
    )


def _is_below(line: TextLine, box: Box, keys: float) -> bool:
    return box[3] < line.box[1] and line.box[3] < keys and len(line.text.strip()) > 2


def _field_evidence(area: PictureArea, lines: list[TextLine], text: TextInPicture) -> int:
    """How much says that it is no bubble: it does not fit its words, has signs beside it, keeps off both edges."""
    box = area.box
    beside = [each for each in text.lines if _shares_rows(each.box, box) and not _overlaps(each.box, box)]
    signs = any(len(each.text.strip()) <= 2 for each in beside)
    signs = signs or any(_is_icon_beside(each.box, box, text) for each in text.areas)
    voice = any(_VOICE.match(line.text.strip()) for line in lines)
    empty = max(0.25 * (box[2] - box[0]), 3 * (lines[0].box[0] - box[0])) if lines else 0
    room = not voice and (not lines or box[2] - lines[0].box[2] > empty)
    margins = box[0], text.width - box[2]
    in_the_middle = min(margins) > 0.06 * text.width and abs(margins[0] - margins[1]) < 0.03 * text.width
    apart = _keeps_to_itself(box, text)
    below = _is_below_the_page(box, text)
    is_of_bar = room or below or _is_on_a_bar(box, text) or (in_the_middle and not _fits_like_a_chip(box, lines))
    if not is_of_bar or any(chat_time(each.text) is not None for each in beside):
        return 0  # the first bubble of a side has no edge in common with others either, and a small avatar beside it
    return 2 * room + 2 * _is_on_a_bar(box, text) + signs + apart + (apart and in_the_middle) + below


def _fits_like_a_chip(box: Box, lines: Sequence[TextLine]) -> bool:
    """Whether its words fill it from side to side: a notice or a date, the last thing on a picture that was cut."""
    sides = [(line.box[0] - box[0], box[2] - line.box[2]) for line in lines]
    wide = box[2] - box[0]
    return bool(sides) and all(max(pair) < 0.13 * wide and abs(pair[0] - pair[1]) < 0.05 * wide for pair in sides)


def _is_below_the_page(box: Box, text: TextInPicture) -> bool:
    """Whether the page on which the chat stands ends right above it."""
    pages = [area.box for area in text.areas if _is_wide(area.box, text) and _high(area.box) > 0.3 * text.height]
    return any(0 <= box[1] - page[3] < 0.06 * text.width for page in pages)


def _is_on_a_bar(box: Box, text: TextInPicture) -> bool:
    """Whether it stands on a bar of its own colour at the foot of the page, lower than most of that."""
    bars = [
        area.box
        for area in text.areas
        if _is_wide(area.box, text) and area.box[3] >= text.height - 2 and _high(area.box) < 0.4 * text.height
    ]
    return any(bar[1] <= box[1] and box[3] <= bar[3] for bar in bars)


def _keeps_to_itself(box: Box, text: TextInPicture) -> bool:
    """Whether it has an edge in common with no bubble, though there are some."""
    numbers = {line.area for line in text.lines if line.area is not None}
    bubbles = [text.areas[number].box for number in numbers if text.areas[number].box != box]
    bubbles = [each for each in bubbles if not _is_wide(each, text) and each[2] - each[0] > 0.1 * text.width]
    near = 0.02 * text.width
    return len(bubbles) > 1 and all(abs(each[0] - box[0]) > near and abs(each[2] - box[2]) > near for each in bubbles)


def _is_icon_beside(icon: Box, box: Box, text: TextInPicture) -> bool:
    small = icon[2] - icon[0] < 0.12 * text.width and _high(icon) < 0.12 * text.width
    return small and _shares_rows(icon, box) and not _overlaps(icon, box)


# --- places


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2


def _high(box: Box) -> int:
    return box[3] - box[1]


def _is_wide(box: Box, text: TextInPicture) -> bool:
    return box[2] - box[0] >= 0.88 * text.width


def _shares_rows(one: Box, other: Box) -> bool:
    """Whether the middle of ``one`` lies in the rows of ``other``."""
    return other[1] < _middle(one) < other[3]


def _overlaps(one: Box, other: Box) -> bool:
    return min(one[2], other[2]) > max(one[0], other[0]) and min(one[3], other[3]) > max(one[1], other[1])
