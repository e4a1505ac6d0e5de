# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands on a screenshot of a chat and is no message by itself: avatars, signs, pieces of bubbles and cards."""

from collections.abc import Sequence

from evidence_vault.pictures.chat_blocks import (
    SAME_EDGE,
    Block,
    Layout,
    from_top,
    meet,
    near_colours,
    share_rows,
    size_of,
    united,
)
from evidence_vault.pictures.chat_times import chat_time, split_clock
from evidence_vault.records import Box, PictureArea, TextInPicture, TextLine

_TITLE_BAR = 0.3
"""Of the width: no status and title bar together is higher."""

_FADED = 28
"""Shades between pieces of a bubble whose colour fades down the page."""

_INSET = 0.003
"""Of the width: by so much at least a box within a bubble keeps off its edges."""

_OF_BUBBLE = 0.6
"""Of its width: a quotation within it is at least so wide."""

_TOUCHING = 2
_FRAME = 0.03
"""Of the page's width: so much of a bubble at most stands beside a quotation within it."""

_MOST_DIGITS = 3


def without_ornaments(layout: Layout, text: TextInPicture) -> list[Block]:
    """The blocks without avatars (which may have a letter on them) and without signs inside a card."""
    _reach_round_quotations(layout)
    outer = [block for block in _outermost(layout.blocks) if not _is_of_title_bar(layout, block)]
    avatars = [block for block in outer if can_be_avatar(layout, block) and stands_beside(block, outer)]
    seen = [area.box for area in text.areas if area.kind == "picture" and can_be_avatar(layout, block_of(area))]
    seen += [block.box for block in avatars]
    avatars += [block for block in outer if _is_letter_of_avatar(layout, block, seen)]
    return [block for block in outer if not any(block is each for each in avatars)]


def block_of(area: PictureArea) -> Block:
    """An area as a block without lines."""
    return Block(area.box, area.colour)


def _is_letter_of_avatar(layout: Layout, block: Block, avatars: Sequence[Box]) -> bool:
    """Whether it is an avatar with a letter: cut off where others stand, or beside words on the page itself."""
    if len("".join(line.text.strip() for line in block.lines)) != 1:
        return False
    near = SAME_EDGE * layout.width
    if any(abs(block.left - each[0]) < near and abs(block.right - each[2]) < near for each in avatars):
        return True
    large = [line for line in layout.loose if line.box[3] - line.box[1] > 0.8 * layout.line_height]
    beside = [line for line in large if line.box[0] >= block.right and share_rows(line.box, block.box, 0.5)]
    return can_be_avatar(layout, block) and any(split_clock(line.text) is None for line in beside)


def _reach_round_quotations(layout: Layout) -> None:
    """Make bubbles that were found only below their quotation reach round it: no page shows between the two.

    What of a bubble stands above and beside a quotation is a few pixels, and lost where the picture was recompressed.
    """
    worded = [block for block in layout.blocks if block.lines]
    for block in worded:
        for upper in worded:
            left, right = upper.left - block.left, block.right - upper.right
            if abs(block.box[1] - upper.box[3]) <= _TOUCHING and 0 < left < _FRAME * layout.width and right > 0:
                wide = upper.right - upper.left > _OF_BUBBLE * (block.right - block.left)
                if wide and right < 2 * _FRAME * layout.width and not near_colours(block.colour, upper.colour, 5):
                    block.box = (block.left, upper.box[1] - min(left, right), block.right, block.box[3])


def _outermost(blocks: Sequence[Block]) -> list[Block]:
    """The blocks that lie in no other; the lines of those that do go to the one they lie in."""
    outer: list[Block] = []
    for block in sorted(blocks, key=lambda block: -size_of(block.box)):
        holder = next((each for each in outer if _lies_in(block, each)), None)
        if holder is None:
            outer.append(block)
        elif block.lines and not holder.is_picture and not _is_sign(block):
            _take_in(holder, block)
    return outer


def _is_of_title_bar(layout: Layout, block: Block) -> bool:
    """Whether it is the avatar beside a title, on which a letter was read."""
    if not _is_sign(block) or block.box[3] > layout.page[1] + _TITLE_BAR * layout.width:
        return False
    beside = [line for line in (*layout.bars, *layout.loose) if line.box[0] >= block.right]
    if any(_stands_centred_below(line, block) for line in (*layout.bars, *layout.loose)):
        return True
    of_bar = [line for line in (*layout.bars, *layout.loose) if share_rows(line.box, block.box, 0.6)]
    if any(_is_title_left_of(line, block, layout) for line in of_bar):
        return True
    # Beside a short message stands its time: no title is one.
    return any(share_rows(line.box, block.box, 0.6) and split_clock(line.text) is None for line in beside)


def _stands_centred_below(line: TextLine, block: Block) -> bool:
    """Whether it is the name below an avatar in the middle of the title bar."""
    off_middle = abs((line.box[0] + line.box[2]) - (block.left + block.right)) / 2
    high = line.box[3] - line.box[1]
    return off_middle < 0.5 * high and -2 <= line.box[1] - block.box[3] < high and chat_time(line.text) is None


def _is_title_left_of(line: TextLine, block: Block, layout: Layout) -> bool:
    """Whether it stands in the middle of the page, further left than an avatar at the right edge."""
    off_middle = abs((line.box[0] + line.box[2]) - (layout.page[0] + layout.page[2])) / 2
    return line.box[2] < block.left and off_middle < SAME_EDGE * layout.width and chat_time(line.text) is None


def _take_in(holder: Block, block: Block) -> None:
    """A piece of a bubble that was found apart goes on with it; a box of another colour inside is a quotation."""
    if _is_count(holder, block):
        return
    if not holder.lines or (near_colours(block.colour, holder.colour, _FADED) and not _is_inset(holder, block)):
        holder.lines = from_top((*holder.lines, *block.lines))
        holder.box = united(holder.box, block.box)
    else:
        holder.quoted += block.lines


def _is_inset(holder: Block, block: Block) -> bool:
    """Whether it is a box of its own within a bubble, as wide as that but off all its edges: a quotation."""
    least = _INSET * (holder.right - holder.left)
    keeps_off = min(block.left - holder.left, holder.right - block.right, block.box[1] - holder.box[1]) > least
    wide = block.right - block.left > _OF_BUBBLE * (holder.right - holder.left)
    other = not near_colours(block.colour, holder.colour, 5)
    return keeps_off and wide and other and block.box[3] < holder.box[3]


def _is_count(holder: Block, block: Block) -> bool:
    """Whether it is the small pill at the foot of a bubble that counts who liked it."""
    words = "".join(line.text.strip() for line in block.lines)
    small = block.right - block.left < 3 * (block.box[3] - block.box[1])
    low = (block.box[1] + block.box[3]) / 2 > (holder.box[1] + holder.box[3]) / 2
    return words.isdigit() and len(words) <= _MOST_DIGITS and small and low and block.colour != holder.colour


def with_their_pictures(layout: Layout, blocks: Sequence[Block]) -> list[Block]:
    """The blocks with each picture of a card made part of it, and with pictures that were found in pieces made one."""
    kept: list[Block] = []
    for block in blocks:
        pieces = [each for each in kept if each.is_picture and _is_one_picture(layout, each.box, block.box)]
        if block.is_picture and pieces:
            pieces[0].box = united(pieces[0].box, block.box)
        else:
            kept.append(block)
    for block in [each for each in kept if each.is_picture]:
        worded = [each for each in kept if each.lines and not each.is_picture]
        holder = next((each for each in worded if _is_one_card(layout, each.box, block.box)), None)
        if holder is not None:
            holder.box = united(holder.box, block.box)
            kept = [each for each in kept if each is not block]
    return kept


def _is_one_picture(layout: Layout, one: Box, other: Box) -> bool:
    """Whether two pictures leave no gap between them, and one edge of theirs is the same."""
    near = SAME_EDGE * layout.width
    gap = max(one[1] - other[3], other[1] - one[3])
    return gap <= 0 and meet(one, other) and min(abs(one[0] - other[0]), abs(one[2] - other[2])) < near


def _is_one_card(layout: Layout, words: Box, picture: Box) -> bool:
    near = SAME_EDGE * layout.width
    gap = max(words[1] - picture[3], picture[1] - words[3])
    return abs(words[0] - picture[0]) < near and abs(words[2] - picture[2]) < near and gap < 0.005 * layout.width


def _is_sign(block: Block) -> bool:
    """Whether it is no more than a letter on a square: a sign in a card, a letter on an avatar."""
    words = "".join(line.text.strip() for line in block.lines)
    return len(words) <= 2 and block.right - block.left < 1.6 * (block.box[3] - block.box[1])


def _lies_in(block: Block, other: Block) -> bool:
    """Whether most of ``block`` is part of ``other``: two bubbles never lie over each other."""
    wide = min(block.right, other.right) - max(block.left, other.left)
    high = min(block.box[3], other.box[3]) - max(block.box[1], other.box[1])
    if wide <= 0 or high <= 0:
        return False
    piece = meet(block.box, other.box) and high > 0.15 * min(block.box[3] - block.box[1], other.box[3] - other.box[1])
    return wide * high > 0.6 * size_of(block.box) or (piece and near_colours(block.colour, other.colour, _FADED))


def can_be_avatar(layout: Layout, block: Block) -> bool:
    """Whether it is a square or disc of the size of an avatar, at an edge of the page."""
    wide, high = block.right - block.left, block.box[3] - block.box[1]
    margin = min(block.left - layout.page[0], layout.page[2] - block.right)
    return 0.75 < wide / high < 1.34 and wide < 0.15 * layout.width and margin < 0.055 * layout.width


def stands_beside(block: Block, others: Sequence[Block]) -> bool:
    """Whether something begins where it ends, in its rows: beside an avatar stands a bubble."""
    found = [each for each in others if each is not block and share_rows(block.box, each.box, 0.4)]
    return bool(found) and not any(meet(block.box, each.box) for each in found)
