# SPDX-License-Identifier: GPL-3.0-or-later
"""Where things stand on a screenshot of a chat: what is a bubble, on which side, what lies between them.

Knows geometry and colour only: bubbles of a side keep the same distance from their edge, and have the same colour.
"""

from collections.abc import Iterable, Sequence
from statistics import median

from evidence_vault.pictures.chat_blocks import SAME_EDGE, Block, Layout, from_top, meet, near_colours, share_rows
from evidence_vault.pictures.chat_ornaments import (
    block_of,
    can_be_avatar,
    stands_beside,
    with_their_pictures,
    without_ornaments,
)
from evidence_vault.records import Box, PictureArea, TextInPicture, TextLine

_BAR = 0.88
"""An area at least so wide (of the page) is a bar or the page itself, not a bubble."""

_INPUT_BAR = 0.17
"""Of the width: so high stands an input bar at the foot of the page; a field without words is no voice message."""


_NARROWEST = 0.06
_MOST_LINES = 12
_MOST_EMOJI = 4
"""Times the height of a line: so high is a bubble in which nothing was read, and one with emoji."""

_SELDOM = 2
_TOP = 0.15
"""Of the width: above is no sticker, but the phone's status row."""

_LEAST_OF_LINE = 1.4
"""Times the height of a line: in a wide window a bubble of one sign is narrow, but never narrower than this."""

_LEAST_PICTURE = 4.2
"""Times the height of a line: an avatar is smaller."""

_LEAST_CONFIDENCE = 50
_EDGE = 0.004
"""Of the width: what touches the page's edge is a corner of its wallpaper, not a picture that was sent."""


def lay_out(text: TextInPicture) -> Layout:
    """Take a page apart into blocks with their sides, loose lines and the lines of bars."""
    page = _page_of(text)
    pictures = [area for area in text.areas if area.kind == "picture" and _is_picture_message(area, text)]
    lines = [line for line in text.lines if not _is_noise(line, pictures)]
    inside: dict[int, list[TextLine]] = {}
    for line in lines:
        inside.setdefault(-1 if line.area is None else line.area, []).append(line)
    layout = Layout(page, [], list(inside.pop(-1, [])), [], _usual_height(lines))
    for number, held in inside.items():
        _place(layout, text.areas[number], held)
    in_blocks = [line for block in layout.blocks for line in block.lines]
    if len(in_blocks) > 2:
        layout.line_height = _usual_height(in_blocks)
    layout.blocks += [Block(area.box, area.colour, is_picture=True) for area in pictures]
    layout.blocks += _bubbles_without_text(layout, text, inside)
    layout.blocks += _signs_without_text(layout, text, inside)
    layout.blocks = with_their_pictures(layout, without_ornaments(layout, text))
    layout.blocks.sort(key=lambda block: (block.box[1], block.box[0]))
    return layout


def avatars_of(layout: Layout, text: TextInPicture) -> list[Box]:
    """Small squares and discs at the page's edges beside which the blocks begin further in."""
    found = [block_of(area) for area in text.areas if _is_of_avatar_size(layout, area)]
    return [each.box for each in found if can_be_avatar(layout, each) and stands_beside(each, layout.blocks)]


def _is_of_avatar_size(layout: Layout, area: PictureArea) -> bool:
    return _NARROWEST * 0.85 * layout.width < area.box[2] - area.box[0] < 0.15 * layout.width


def _page_of(text: TextInPicture) -> Box:
    """The screen within the picture: on the photo of a phone it is narrower. Told by the largest area behind text."""
    pieces = [area.box for area in text.areas if area.kind == "flat" and area.box[2] - area.box[0] > 0.8 * text.width]
    tallest = max(pieces, key=lambda box: box[3] - box[1], default=(0, 0, 0, 0))
    near = 0.02 * text.width  # bars and pieces of the page have its edges; a wide bubble has not
    alike = [box for box in pieces if max(abs(box[0] - tallest[0]), abs(box[2] - tallest[2])) <= near]
    if sum(box[3] - box[1] for box in alike) > 0.2 * text.height:
        return round(median(box[0] for box in alike)), 0, round(median(box[2] for box in alike)), text.height
    wide = [area.box for area in text.areas if area.box[2] - area.box[0] > 0.7 * text.width]
    tall = [box for box in wide if box[3] - box[1] > 0.4 * text.height]
    left, right = (tall[0][0], tall[0][2]) if tall else (0, text.width)
    return left, 0, right, text.height


def _usual_height(lines: Sequence[TextLine]) -> float:
    return median([line.box[3] - line.box[1] for line in lines]) if lines else 30.0


def _place(layout: Layout, area: PictureArea, held: list[TextLine]) -> None:
    wide, high = area.box[2] - area.box[0], area.box[3] - area.box[1]
    if wide >= _BAR * layout.width:
        at_edge = area.box[1] <= layout.page[1] + 2 or area.box[3] >= layout.page[3] - 2
        is_bar = at_edge and high < 0.25 * (layout.page[3] - layout.page[1])
        (layout.bars if is_bar else layout.loose).extend(held)
    elif wide < min(_NARROWEST * layout.width, _LEAST_OF_LINE * layout.line_height) or not _holds(area.box, held):
        layout.loose.extend(held)
    else:
        layout.blocks.append(Block(_reaching(area.box, held), area.colour, from_top(held)))


def _reaching(box: Box, lines: Sequence[TextLine]) -> Box:
    """``box`` made to reach round the middles of its lines: a small area can be filled in part."""
    return (
        min(box[0], *(line.box[0] for line in lines)),
        min(box[1], *((line.box[1] * 3 + line.box[3]) // 4 for line in lines)),
        max(box[2], *(line.box[2] for line in lines)),
        max(box[3], *((line.box[1] + line.box[3] * 3) // 4 for line in lines)),
    )


def _holds(box: Box, lines: Iterable[TextLine]) -> bool:
    """Whether the area reaches round its lines: a flat piece inside a picture or a letter does not."""
    return all(
        min(box[2], line.box[2]) - max(box[0], line.box[0]) > _least_share(line) * (line.box[2] - line.box[0])
        and min(box[3], line.box[3]) - max(box[1], line.box[1]) > 0.5 * (line.box[3] - line.box[1])
        for line in lines
    )


def _least_share(line: TextLine) -> float:
    """How much of a line must lie in its area: that of one sign is often found together with what stands beside it."""
    return 0.5 if len(line.text.strip()) == 1 else 0.7


def _is_picture_message(area: PictureArea, text: TextInPicture) -> bool:
    wide, high = area.box[2] - area.box[0], area.box[3] - area.box[1]
    least = 0.17 * text.width
    if text.width > 0.8 * text.height:  # in the window of a computer they are smaller
        least = min(least, _LEAST_PICTURE * _usual_height(text.lines))
    off_edges = area.box[0] > _EDGE * text.width and area.box[2] < (1 - _EDGE) * text.width
    return least <= wide <= 0.8 * text.width and high >= 0.6 * least and off_edges


def _is_noise(line: TextLine, pictures: Sequence[PictureArea]) -> bool:
    """What seems to be text in a photo is not part of the chat."""
    if line.confidence < _LEAST_CONFIDENCE:
        return True
    middle = ((line.box[0] + line.box[2]) / 2, (line.box[1] + line.box[3]) / 2)
    return any(area.box[0] <= middle[0] <= area.box[2] and area.box[1] <= middle[1] <= area.box[3] for area in pictures)


def _bubbles_without_text(layout: Layout, text: TextInPicture, inside: dict[int, list[TextLine]]) -> list[Block]:
    """Bubbles in which nothing was read: a sign alone, an emoji, words in a script that the reader lacks."""
    free = [
        area
        for number, area in enumerate(text.areas)
        if number not in inside and _can_be_bubble(layout, area) and not _is_over_a_block(layout, area)
    ]
    worded = [block for block in layout.blocks if block.lines]
    found = [area for area in free if _has_like_among(layout, area, worded) or _has_avatar(layout, area, text)]
    flat = [area for area in free if area.kind == "flat" and not any(area is each for each in found)]
    found += [area for area in flat if sum(1 for each in flat if _are_alike(layout, area, each)) > _SELDOM]
    return [Block(area.box, area.colour) for area in found]


def _has_like_among(layout: Layout, area: PictureArea, worded: Sequence[Block]) -> bool:
    """Whether one of the bubbles has its colour, or nearly so where it also has the edge of several."""
    if any(near_colours(block.colour, area.colour, 8) for block in worded):
        return True
    near = SAME_EDGE * layout.width
    aligned = [block for block in worded if min(abs(block.left - area.box[0]), abs(block.right - area.box[2])) < near]
    return len(aligned) > 1 and any(near_colours(block.colour, area.colour, 28) for block in aligned)


def _has_avatar(layout: Layout, area: PictureArea, text: TextInPicture) -> bool:
    """Whether it begins at the height of an avatar right beside it, and has one colour."""
    near = 0.05 * layout.width
    avatars = [each.box for each in text.areas if each.kind == "picture" and can_be_avatar(layout, block_of(each))]
    return area.kind == "flat" and any(
        abs(box[1] - area.box[1]) < 0.2 * (box[3] - box[1])
        and (0 <= box[0] - area.box[2] < near or 0 <= area.box[0] - box[2] < near)
        for box in avatars
    )


def _can_be_bubble(layout: Layout, area: PictureArea) -> bool:
    """Whether it is as large as a bubble; small ones only, where emoji or a photo give it many colours."""
    wide, high = area.box[2] - area.box[0], area.box[3] - area.box[1]
    most = _MOST_LINES if area.kind == "flat" else _MOST_EMOJI
    return (
        _NARROWEST * layout.width < wide < 0.8 * layout.width
        and 1.2 * layout.line_height < high < most * layout.line_height
        and (area.kind == "flat" or wide < 2 * most * layout.line_height)
        and area.box[3] <= layout.page[3] - _INPUT_BAR * layout.width
    )


def _is_over_a_block(layout: Layout, area: PictureArea) -> bool:
    return any(share_rows(area.box, block.box, 0.2) and meet(area.box, block.box) for block in layout.blocks)


def _are_alike(layout: Layout, one: PictureArea, other: PictureArea) -> bool:
    """Whether two areas have one colour and one edge, as bubbles of a side have."""
    near = SAME_EDGE * layout.width
    at_edge = abs(one.box[0] - other.box[0]) < near or abs(one.box[2] - other.box[2]) < near
    return at_edge and near_colours(one.colour, other.colour, 8)


def _signs_without_text(layout: Layout, text: TextInPicture, inside: dict[int, list[TextLine]]) -> list[Block]:
    """Large areas of one colour without words that are no bubbles: stickers and plain pictures."""
    top = layout.page[1] + _TOP * layout.width
    return [
        Block(area.box, area.colour, is_picture=True)
        for number, area in enumerate(text.areas)
        if number not in inside
        and area.kind == "flat"
        and _is_picture_message(area, text)
        and area.box[1] > top
        and 0.3 < (area.box[2] - area.box[0]) / (area.box[3] - area.box[1]) < 3
        and area.box[3] <= layout.page[3] - _INPUT_BAR * layout.width
        and not _is_over_a_block(layout, area)
    ]
