# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws the program's icon in the sizes and forms that Linux, Windows and macOS want, from the drawing in resources.

Run by hand after the drawing changed: ``python packaging/icons/make_icons.py``; what it writes is committed, so that
no build needs a display.
"""

import io
import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).resolve().parent
DRAWING = HERE.parents[1] / "resources" / "icons" / "evidence-vault.svg"
LINUX_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
WINDOWS_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
MACOS_SIZES = (16, 32, 64, 128, 256, 512, 1024)


def draw(side: int) -> Image.Image:
    """The drawing, ``side`` pixels wide and high, with a transparent ground."""
    paper = QImage(side, side, QImage.Format.Format_ARGB32)
    paper.fill(Qt.GlobalColor.transparent)
    painter = QPainter(paper)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    kept = QBuffer()
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    paper.save(kept, "PNG")
    return Image.open(io.BytesIO(bytes(kept.data().data())))


def main() -> None:
    """Write every file."""
    application = QGuiApplication([])
    for side in LINUX_SIZES:
        draw(side).save(HERE / f"evidence-vault-{side}.png", optimize=True)
    # From the largest down: Pillow leaves out sizes larger than the picture it starts from.
    windows = [draw(side) for side in reversed(WINDOWS_SIZES)]
    windows[0].save(
        HERE / "evidence-vault.ico", append_images=windows[1:], sizes=[(side, side) for side in WINDOWS_SIZES]
    )
    macos = [draw(side) for side in reversed(MACOS_SIZES)]
    macos[0].save(HERE / "evidence-vault.icns", append_images=macos[1:])
    del application


if __name__ == "__main__":
    main()
