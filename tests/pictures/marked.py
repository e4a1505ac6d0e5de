# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture of the building part with what was found on it drawn over it: to see why something was read wrongly."""

from pathlib import Path

from PIL import ImageDraw

from evidence_vault.records import Box, ProposedTranscript, TextInPicture
from tests.pictures.labelled_set import LabelledPicture

_AREA, _LABEL = "#ff00ff", "#00a000"
_ENTRIES = {"time": "#ff8000", "system": "#00c0c0"}
_SIDES = {True: "#ff0000", False: "#0000ff", None: "#000000"}


def save_marked(picture: LabelledPicture, text: TextInPicture, transcript: ProposedTranscript, folder: Path) -> None:
    """Areas thin, what should have been found green, entries thick: own red, other blue, unclear black."""
    image = picture.image()
    draw = ImageDraw.Draw(image)
    for area in text.areas:
        draw.rectangle(area.box, outline=_AREA, width=2)
    for label in picture.labels.entries:
        draw.rectangle(label.box, outline=_LABEL, width=3)
    for entry in transcript.entries:
        colour = _ENTRIES.get(entry.kind) or _SIDES[entry.is_self]
        draw.rectangle(_inset(entry.box, 4), outline=colour, width=5)
    folder.mkdir(parents=True, exist_ok=True)
    image.save(folder / f"{picture.name}.png")


def _inset(box: Box, by: int) -> Box:
    return box[0] + by, box[1] + by, max(box[2] - by, box[0] + by), max(box[3] - by, box[1] + by)
