# SPDX-License-Identifier: GPL-3.0-or-later
"""`make guide`: draws the pictures of the guide anew, from the made-up case."""

import os
import sys
import tempfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from pathlib import Path

from PIL import Image
from PySide6.QtWidgets import QApplication

from evidence_vault.assets import guide_folder
from evidence_vault.gui import fonts
from evidence_vault.gui.flows.routes import Place
from evidence_vault.operations.make_demo import make_demo
from evidence_vault.progress import Silent
from evidence_vault.translations import LANGUAGES
from tests.screenshots.__main__ import Photographer

SECTIONS = ("todo", "evidence", "conversations", "money", "complaints", "hand-over", "history")
COLOURS = 128
"""Of the palette of a picture: a window has few, and the guide must stay small."""


def main() -> int:
    """One picture a page and language, light, at the design size."""
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    fonts.choose_fonts(application)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        demo = make_demo(folder / "demo", Silent())
        for language in LANGUAGES:
            kind = f"{language}-light-100"
            photographer = Photographer(application, folder, folder / "settings", kind)
            photographer.take("welcome")
            photographer.program.go(Place.CHECK, str(next(p.export.path for p in demo.packages)))
            photographer.take("check")
            photographer.inside(demo.vault)
            photographer.leave()
            target = guide_folder() / "pictures" / language
            target.mkdir(parents=True, exist_ok=True)
            keep(folder / f"{kind}-welcome.png", target / "welcome.png")
            keep(folder / f"{kind}-check.png", target / "check.png")
            for section in SECTIONS:
                keep(next(folder.glob(f"{kind}-[0-9]*-{section}.png")), target / f"{section}.png")
    return 0


def keep(source: Path, target: Path) -> None:
    """The picture with few colours and nothing else in it."""
    with Image.open(source) as picture:
        picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
