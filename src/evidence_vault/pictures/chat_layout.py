# SPDX-License-Identifier: GPL-3.0-or-later
"""Where things stand on a screenshot of a chat: what is a bubble, on which side, what lies between them.

Knows geometry and colour only: bubbles of a side keep the same distance from their edge, and have the same colour.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from evidence_vault.pictures.chat_times import chat_time
from evidence_vault.records import Box, PictureArea, TextInPicture, TextLine

_BAR = 0.88
"""An area at least so wide (of the page) is a bar or the page itself, not a bubble."""

_SAME_COLOUR = 14
_NARROWEST = 0.06
_SAME_EDGE = 3
_NEAR_EDGE = 0.02
"""Of the width: the tail of a bubble, which is found or not, is 0.016 wide."""

_ALIGNED = 0.014
"""Of the width: by how much edges differ that are meant to be one, with and without the tail of a bubble."""

_COLOURFUL = 40
"""Shades from grey: where nothing else tells the side, coloured bubbles are the person's own in every app we know."""

_LEAST_CONFIDENCE = 50


@dataclass
class Block:
    """Something between the bars: a bubble, a card, a chip or a picture, with its lines from top to bottom.

    ``side``: own, other, middle or "" where it cannot be told.
    """

    box: Box
    colour: str
    lines: list[TextLine] = field(default_factory=list)
    is_picture: bool = False
    side: str = ""

    @property
    def left(self) -> int:
        """Its left edge."""
        return self.box[0]

    @property
    def right(self) -> int:
        """Its right edge."""
        return self.box[2]


@dataclass
class Layout:
    """A page taken apart. ``loose``: lines that stand on the page itself; ``bars``: lines of bars at the edges."""

    page: Box
    blocks: list[Block]
    loose: list[TextLine]
    bars: list[TextLine]
    line_height: float

    @property
    def width(self) -> int:
        """Of the page, in pixels."""
        return self.page[2] - self.page[0]


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
    layout.blocks = _without_ornaments(layout)
    layout.blocks.sort(key=lambda block: (block.box[1], block.box[0]))
    _tell_sides(layout)
    return layout


def near_colours(first: str, second: str, most: int = _SAME_COLOUR) -> bool:
    """Whether two ``#rrggbb`` differ by no more than ``most`` shades in each part."""
    return all(abs(one - other) <= most for one, other in zip(rgb(first), rgb(second), strict=True))


def is_orange(colour: str) -> bool:
    """Whether it is the colour of cards of money, which both sides send."""
    red, green, blue = rgb(colour)
    return red > 110 and red - blue > 35 and green - blue > 8 and red - green > 12


def rgb(colour: str) -> tuple[int, int, int]:
    """The three parts of ``#rrggbb``; black for anything else."""
    try:
        return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
    except ValueError:
        return 0, 0, 0


def _page_of(text: TextInPicture) -> Box:
    """The screen within the picture: on the photo of a phone it is narrower. Told by the largest area behind text."""
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
    elif wide < _NARROWEST * layout.width or not _holds(area.box, held):
        layout.loose.extend(held)
    else:
        layout.blocks.append(Block(area.box, area.colour, sorted(held, key=lambda line: (line.box[1], line.box[0]))))


def _holds(box: Box, lines: Iterable[TextLine]) -> bool:
    """Whether the area reaches round its lines: a flat piece inside a picture or a letter does not."""
    return all(
        min(box[2], line.box[2]) - max(box[0], line.box[0]) > 0.7 * (line.box[2] - line.box[0])
        and min(box[3], line.box[3]) - max(box[1], line.box[1]) > 0.5 * (line.box[3] - line.box[1])
        for line in lines
    )


def _is_picture_message(area: PictureArea, text: TextInPicture) -> bool:
    wide, high = area.box[2] - area.box[0], area.box[3] - area.box[1]
    return 0.17 * text.width <= wide <= 0.8 * text.width and high >= 0.1 * text.width


def _is_noise(line: TextLine, pictures: Sequence[PictureArea]) -> bool:
    """What seems to be text in a photo is not part of the chat."""
    if line.confidence < _LEAST_CONFIDENCE:
        return True
    middle = ((line.box[0] + line.box[2]) / 2, (line.box[1] + line.box[3]) / 2)
    return any(area.box[0] <= middle[0] <= area.box[2] and area.box[1] <= middle[1] <= area.box[3] for area in pictures)


def _bubbles_without_text(layout: Layout, text: TextInPicture, inside: dict[int, list[TextLine]]) -> list[Block]:
    """Bubbles in which nothing was read: a sign alone, or a voice message too small to read."""
    colours = [block.colour for block in layout.blocks if block.lines]
    return [
        Block(area.box, area.colour)
        for number, area in enumerate(text.areas)
        if number not in inside
        and area.kind == "flat"
        and _NARROWEST * layout.width < area.box[2] - area.box[0] < 0.8 * layout.width
        and 1.2 * layout.line_height < area.box[3] - area.box[1] < 4 * layout.line_height
        and sum(near_colours(colour, area.colour, 8) for colour in colours) >= 1
    ]


# --- what is no entry


def _without_ornaments(layout: Layout) -> list[Block]:
    """The blocks without avatars (which may have a letter on them) and without signs inside a card."""
    outer = [block for block in layout.blocks if not any(_lies_in(block, other) for other in layout.blocks)]
    candidates = [block for block in outer if _can_be_avatar(layout, block)]
    bubbles = [block for block in outer if not any(block is each for each in candidates)]
    avatars = [block for block in candidates if _stands_outside(layout, block, bubbles)]
    return [block for block in outer if not any(block is each for each in avatars)]


def _lies_in(block: Block, other: Block) -> bool:
    wide = min(block.right, other.right) - max(block.left, other.left)
    high = min(block.box[3], other.box[3]) - max(block.box[1], other.box[1])
    size = (block.right - block.left) * (block.box[3] - block.box[1])
    larger = (other.right - other.left) * (other.box[3] - other.box[1]) > 1.5 * size
    return block is not other and larger and wide > 0 and high > 0 and wide * high > 0.9 * size


def _can_be_avatar(layout: Layout, block: Block) -> bool:
    wide, high = block.right - block.left, block.box[3] - block.box[1]
    margin = min(block.left - layout.page[0], layout.page[2] - block.right)
    return 0.75 < wide / high < 1.34 and wide < 0.15 * layout.width and margin < 0.055 * layout.width


def _stands_outside(layout: Layout, block: Block, bubbles: Sequence[Block]) -> bool:
    """Whether the bubbles of its side begin further in than it ends."""
    at_left = block.left - layout.page[0] < layout.page[2] - block.right
    room = 0.06 * layout.width
    if at_left:
        edges = [each.left for each in bubbles if each.left - layout.page[0] < layout.page[2] - each.right]
        return bool(edges) and min(edges) > block.right - room * 0.3
    edges = [each.right for each in bubbles if each.left - layout.page[0] > layout.page[2] - each.right]
    return bool(edges) and max(edges) < block.left + room * 0.3


# --- sides


def _tell_sides(layout: Layout) -> None:
    for block in layout.blocks:
        block.side = _by_margins(layout, block)
    clear = [block for block in layout.blocks if block.side in {"own", "other"}]
    edges = (
        _common([block.left for block in clear if block.side == "other"], layout.width),
        _common([block.right for block in clear if block.side == "own"], layout.width),
    )
    colours = [(block.colour, block.side) for block in clear if not block.is_picture]
    colours += _by_alignment(layout, colours)
    for block in layout.blocks:
        if block.side not in {"own", "other"}:
            block.side = _by_company(layout, block, edges, colours)


def _by_alignment(layout: Layout, known: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Colours of wide bubbles with their side: one edge of theirs stays where it is, the other comes and goes."""
    found: list[tuple[str, str]] = []
    for block in layout.blocks:
        if not block.lines or any(near_colours(colour, block.colour) for colour, _side in (*known, *found)):
            continue
        alike = [each for each in layout.blocks if each.lines and near_colours(each.colour, block.colour, 8)]
        left, right = _spread([each.left for each in alike]), _spread([each.right for each in alike])
        if (
            len(alike) > 1
            and min(left, right) < _ALIGNED * layout.width
            and max(left, right) > 2 * min(left, right) + 2
        ):
            found.append((block.colour, "other" if left < right else "own"))
    return found


def _spread(edges: Sequence[int]) -> int:
    return max(edges) - min(edges)


def _by_margins(layout: Layout, block: Block) -> str:
    """The side of a block that stands clearly nearer to one edge; middle where both margins are wide and alike."""
    left, right = block.left - layout.page[0], layout.page[2] - block.right
    difference = (left - right) / layout.width
    if abs(difference) < 0.035 and left > 0.12 * layout.width:
        return "middle"
    if difference > 0.12:
        return "own"
    return "other" if difference < -0.12 else ""


def _by_company(
    layout: Layout, block: Block, edges: tuple[int | None, int | None], colours: Sequence[tuple[str, str]]
) -> str:
    """The side of a wide block: by the edge it keeps to, else by its colour, else by its nearer margin."""
    votes = {side for colour, side in colours if near_colours(colour, block.colour)}
    if len(votes) == 1 and not is_orange(block.colour) and not _may_be_chip(layout, block):
        return votes.pop()
    at_other, at_own = (
        edge is not None and abs(own - edge) < _NEAR_EDGE * layout.width
        for edge, own in zip(edges, (block.left, block.right), strict=True)
    )
    if at_other != at_own:
        return "other" if at_other else "own"
    if _may_be_chip(layout, block):
        return "middle"
    return _by_guess(layout, block, {side for _colour, side in colours})


def _may_be_chip(layout: Layout, block: Block) -> bool:
    """Whether it stands in the middle and is not clearly a bubble: chips can have the colour of bubbles."""
    if block.side != "middle" or _is_like_a_bubble(layout, block):
        return False
    if block.lines and chat_time(block.lines[0].text) is not None:
        return True
    # Chips are centred, each as wide as its words; bubbles of a side share one edge and not the other.
    return not any(
        block is not other
        and near_colours(block.colour, other.colour, 8)
        and min(abs(block.left - other.left), abs(block.right - other.right)) <= _SAME_EDGE
        and max(abs(block.left - other.left), abs(block.right - other.right)) > 3 * _SAME_EDGE
        for other in layout.blocks
    )


def _by_guess(layout: Layout, block: Block, sides: set[str]) -> str:
    """By the nearer margin, else as the other one of the only side that is known, else by being coloured."""
    left, right = block.left - layout.page[0], layout.page[2] - block.right
    if abs(left - right) > 0.06 * layout.width:
        return "own" if left > right else "other"
    if not _is_like_a_bubble(layout, block):
        return "middle"
    if len(sides) == 1:
        return "own" if sides == {"other"} else "other"
    return "own" if max(rgb(block.colour)) - min(rgb(block.colour)) > _COLOURFUL else "other"


def _is_like_a_bubble(layout: Layout, block: Block) -> bool:
    """Whether a block in the middle is too wide and its text too large for a time or system line."""
    heights = [line.box[3] - line.box[1] for line in block.lines]
    wide = block.right - block.left > 0.55 * layout.width
    return bool(heights) and wide and max(heights) > 0.97 * layout.line_height


def _common(edges: Sequence[int], width: int) -> int | None:
    """The edge that most blocks keep to."""
    if not edges:
        return None
    step = max(1, width // 60)
    fullest, _count = Counter(edge // step for edge in edges).most_common(1)[0]
    return round(median(edge for edge in edges if abs(edge // step - fullest) <= 1))
