# SPDX-License-Identifier: GPL-3.0-or-later
"""The title of a chat: the widest line in the first row below the phone's status row, and what stands with it."""

import re
from collections.abc import Sequence

from evidence_vault.pictures.chat_blocks import Block, Layout
from evidence_vault.pictures.chat_times import chat_time
from evidence_vault.records import TextLine

_BAR_WORDS = re.compile(r"^(\d{1,2}:\d{2}|[345]G\+?|LTE|WLAN|Wi-?Fi|\d{1,3}%?|[\W_]+)$", re.IGNORECASE)
"""What stands in bars and is no title: signs of the status row, a number of unread messages."""

_REACH = 0.36
"""Of the width: status bar and title bar of every phone, with the avatar above the title that some have."""

_SMALLEST = 0.6
_LARGE = 0.97
"""Of the usual height of a line: below an avatar the title is small; without a status row only a large one is sure."""

_BELOW = 0.7
"""Times the height of a line: so close below the title stands what belongs to it, as when the other was online."""

_ARROW = 0.06
"""Of the width: so near to the edge begins the arrow that leads back."""

_BACK = re.compile(r"^[<＜‹〈《≤⟨（(く←\s]+")
_LONGEST = 40


def is_of_bar(words: str) -> bool:
    """Whether a line of a bar says nothing of the chat: the clock, the network, a number."""
    return bool(_BAR_WORDS.match(words.strip()))


def title_line(layout: Layout, loose: Sequence[TextLine], first: int, *, has_status: bool) -> TextLine | None:
    """The title above ``first``, the upper edge of the first block; None where it was cut off."""
    top = top_lines(layout, loose, first)
    return _widest_of_first_row([line for line in top if _can_be_title(line, layout, has_status=has_status)])


def top_lines(layout: Layout, loose: Sequence[TextLine], first: int) -> list[TextLine]:
    """The lines above the first block that can be those of a title bar."""
    reach = min(first + 4, layout.page[1] + _REACH * layout.width)
    return [line for line in (*layout.bars, *loose) if line.box[3] <= reach]


def stands_with_title(line: TextLine, title: TextLine, layout: Layout, below: Block | None) -> bool:
    """Whether ``line`` belongs to the bar of ``title``; a name above ``below``, the first block, does not."""
    if line.box[1] < title.box[1]:
        return True
    if chat_time(line.text) is not None or line.box[1] > title.box[3] + _BELOW * layout.line_height:
        return False
    return below is None or not is_name_of(line, below, layout) or line.box[1] < title.box[3]


def is_name_of(line: TextLine, block: Block, layout: Layout) -> bool:
    """Whether ``line`` stands where the name of somebody in a group does: right above the bubble, at its left edge."""
    gap = block.box[1] - line.box[3]
    at_left = abs(line.box[0] - block.left) < 0.045 * layout.width
    return at_left and -0.35 * layout.line_height < gap < 0.8 * layout.line_height and chat_time(line.text) is None


def title_words(title: TextLine, layout: Layout) -> str:
    """The title without the arrow behind it, and without the one that leads back, read as a letter at the edge."""
    words = re.sub(r"\s*[>›»]$", "", title.text.strip())
    at_edge = title.box[0] - layout.page[0] < _ARROW * layout.width
    return (_BACK.sub("", words) or words) if at_edge else words


def _can_be_title(line: TextLine, layout: Layout, *, has_status: bool) -> bool:
    words = title_words(line, layout)
    if is_of_bar(words) or chat_time(words) is not None or len(words) > _LONGEST:
        return False
    if any(line is each for each in layout.bars):
        return True
    high = (line.box[3] - line.box[1]) / layout.line_height
    # Cut off above the title, it is still larger than the time and system lines that stand in the middle, too.
    return high > _SMALLEST if has_status else high > _LARGE and line.box[1] < 0.15 * layout.width


def _widest_of_first_row(lines: Sequence[TextLine]) -> TextLine | None:
    """Of the lines in the first row the widest: beside the title stand a number of unread messages and signs."""
    first = min(lines, key=lambda line: line.box[1], default=None)
    if first is None:
        return None
    row = [line for line in lines if line.box[1] < (first.box[1] + first.box[3]) / 2]
    return max(row, key=lambda line: line.box[2] - line.box[0])
