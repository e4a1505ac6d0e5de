# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines as they were drawn in place of what the engine finds: rules of places can be tried on many pictures quickly.

No measure of reading: an engine also misses lines, and finds some where there are none.
"""

from random import Random

from evidence_vault.pictures.text import with_areas
from evidence_vault.pictures.text_engine import FoundLine
from evidence_vault.records import Box, TextInPicture
from tests.pictures.labelled_set import LabelledPicture

_LEAST_SEEN = 0.55
"""Of a line's height: less of it, cut off by an edge or bar, is not found."""


def text_as_drawn(picture: LabelledPicture) -> TextInPicture:
    """What an engine without fault would find in an upright picture, its boxes a little off, as engines' are."""
    random = Random(picture.name)
    image = picture.image()
    found = []
    for line in picture.labels.lines:
        box = _seen(line.box, picture.labels.room) if line.cut else line.box
        if box[3] - box[1] >= _LEAST_SEEN * (line.box[3] - line.box[1]):
            left, top, right, bottom = (edge + random.uniform(-0.06, 0.06) * (box[3] - box[1]) for edge in box)
            pad = 0.1 * (box[3] - box[1])
            corners = _corners((left - pad, top - pad, right + pad, bottom + pad))
            found.append(FoundLine(line.text, corners, 0.98))
    return with_areas(image, found)


def _seen(box: Box, room: tuple[int, int]) -> Box:
    return box[0], max(box[1], room[0]), box[2], min(box[3], room[1])


def _corners(box: tuple[float, float, float, float]) -> tuple[tuple[float, float], ...]:
    left, top, right, bottom = box
    return (left, top), (right, top), (right, bottom), (left, bottom)
