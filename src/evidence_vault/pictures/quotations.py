# SPDX-License-Identifier: GPL-3.0-or-later
"""What a message repeats of an earlier one: in a small pale box right below it, or in a box within it."""

import itertools
from collections.abc import Sequence
from dataclasses import replace

from evidence_vault.pictures.bubble_text import rows_joined
from evidence_vault.pictures.chat_blocks import Block, Layout, near_colours
from evidence_vault.records import ProposedEntry

_PALE = 26
"""Shades by which the box of a quotation differs from the page."""

_ALIGNED = 0.025
"""Of the width: its edge is that of the bubble, whose tail may reach further."""


def quotations_below(layout: Layout, blocks: Sequence[Block], background: str) -> dict[int, Block]:
    """Bubbles (by identity) to the small pale box right below that repeats an earlier message."""
    found: dict[int, Block] = {}
    for above, block in itertools.pairwise(blocks):
        small = block.lines and _height_of_text(block) < 0.9 * layout.line_height
        own_colour = near_colours(block.colour, above.colour, 6)
        close = not own_colour and -2 <= block.box[1] - above.box[3] < 0.55 * layout.line_height
        pale = near_colours(block.colour, background or block.colour, _PALE)
        if small and close and pale and _is_of_one_side(layout, above, block) and not above.is_picture:
            found[id(above)] = block
    return found


def _height_of_text(block: Block) -> int:
    """The height of its longest line: the box round a sign or two is higher than they are."""
    longest = max(block.lines, key=lambda line: line.box[2] - line.box[0])
    return longest.box[3] - longest.box[1]


def quoted_within(block: Block) -> Block | None:
    """The box within a bubble that repeats an earlier message."""
    return replace(block, lines=block.quoted, quoted=[]) if block.quoted and block.side != "middle" else None


def with_quotation(entry: ProposedEntry, quote: Block | None) -> ProposedEntry:
    """``entry`` with what it repeats in brackets below its own words, and with the place of both."""
    if quote is None:
        return entry
    box = (
        min(entry.box[0], quote.box[0]),
        entry.box[1],
        max(entry.box[2], quote.box[2]),
        max(entry.box[3], quote.box[3]),
    )
    confidence = min(entry.confidence, *(line.confidence for line in quote.lines))
    return replace(entry, box=box, text=f"{entry.text or ''}\n「{rows_joined(quote.lines)}」", confidence=confidence)


def _is_of_one_side(layout: Layout, above: Block, block: Block) -> bool:
    """Whether the box goes with the bubble: a wide one stands in the middle as a system line does, but at its edge."""
    if above.side not in {"own", "other"}:
        return False
    off = block.right - above.right if above.side == "own" else block.left - above.left
    return above.side == block.side or abs(off) < _ALIGNED * layout.width
