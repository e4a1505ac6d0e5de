# SPDX-License-Identifier: GPL-3.0-or-later
"""What the engine found in a picture, kept by the picture's hash, so that rules can be changed without reading anew.

Only lines and corners are kept, the engine's own words; areas, sides and entries are made from them each time.
"""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence_vault.pictures.text import lines_of, with_areas
from evidence_vault.pictures.text_engine import FoundLine, TextEngine, reader_name
from evidence_vault.records import TextInPicture
from tests.pictures.labelled_set import LabelledPicture

if TYPE_CHECKING:
    pass

FOLDER = Path("build/picture-readings")


@dataclass
class KeptReadings:
    """Reads pictures in this process. ``folder``: where the lines of each are kept."""

    folder: Path = FOLDER
    _engine: TextEngine | None = field(default=None, init=False)

    def text(self, picture: LabelledPicture) -> TextInPicture:
        """What ``picture`` says, from the engine only where its lines are not kept yet."""
        image = picture.image()
        name = hashlib.sha256(reader_name().encode() + picture.data).hexdigest()[:32]
        path = self.folder / f"{name}.json"
        if path.exists():
            return with_areas(image, [_line(each) for each in json.loads(path.read_text("utf-8"))])
        found = lines_of(self._started(), image, lambda: None)
        self.folder.mkdir(parents=True, exist_ok=True)
        kept = [[line.text, line.corners, line.trust] for line in found]
        path.write_text(json.dumps(kept, ensure_ascii=False), "utf-8")
        return with_areas(image, found)

    def _started(self) -> TextEngine:
        if self._engine is None:
            self._engine = TextEngine()
        return self._engine


def _line(kept: Any) -> FoundLine:
    text, corners, trust = kept
    return FoundLine(text, tuple((x, y) for x, y in corners), trust)
