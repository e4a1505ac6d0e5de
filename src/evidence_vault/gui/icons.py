# SPDX-License-Identifier: GPL-3.0-or-later
"""Icons: our own program icon, and page icons of the Lucide set (ISC) drawn in the colours of the theme."""

import io
import zipfile
from functools import cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from evidence_vault.assets import resource
from evidence_vault.gui import theme


def program_icon() -> QIcon:
    """The icon of the program itself."""
    return QIcon(str(resource("icons/evidence-vault.svg")))


def program_mark(side: int) -> QPixmap:
    """The program's icon as pixels, ``side`` logical pixels wide."""
    return program_icon().pixmap(QSize(side, side), 2.0)


def icon(name: str, colour: str = "text") -> QIcon:
    """The Lucide icon ``name`` in the theme's ``colour``; it follows a change of the theme by itself.

    Raises KeyError for a name that the set does not have.
    """
    _drawing(name)
    return QIcon(_ThemedEngine(name, colour))


def pixmap(name: str, colour: str, side: int, ratio: float = 1.0) -> QPixmap:
    """The icon as pixels: ``side`` in logical pixels, at ``ratio`` device pixels each."""
    paper = QPixmap(QSize(round(side * ratio), round(side * ratio)))
    paper.setDevicePixelRatio(ratio)
    paper.fill(Qt.GlobalColor.transparent)
    painter = QPainter(paper)
    paint(painter, QRect(0, 0, side, side), name, colour)
    painter.end()
    return paper


def paint(painter: QPainter, place: QRect, name: str, colour: str) -> None:
    """Draw the icon into ``place``, square, in the middle; at the start of the line where ``place`` is wider."""
    side = min(place.width(), place.height())
    square = QRectF(0, 0, side, side)
    square.moveCenter(QRectF(place).center())
    if place.width() > place.height():
        if QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            square.moveRight(place.right() + 1)
        else:
            square.moveLeft(place.left())
    _renderer(name, theme.current().colour(colour).name()).render(painter, square)


@cache
def _set() -> zipfile.ZipFile:
    # The package's own loader would pull in its template tags; the zip is all we need.
    return zipfile.ZipFile(io.BytesIO(files("lucide").joinpath("lucide.zip").read_bytes()))


@cache
def _drawing(name: str) -> str:
    return _set().read(f"{name}.svg").decode()


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour).encode()))


class _ThemedEngine(QIconEngine):
    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name = name
        self._colour = colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        del state
        painter.save()
        if mode == QIcon.Mode.Disabled:
            painter.setOpacity(0.45)
        paint(painter, rect, self._name, self._colour)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        paper = QPixmap(size)
        paper.fill(Qt.GlobalColor.transparent)
        painter = QPainter(paper)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return paper

    def clone(self) -> QIconEngine:
        return _ThemedEngine(self._name, self._colour)
