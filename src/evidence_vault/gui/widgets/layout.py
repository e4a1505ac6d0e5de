# SPDX-License-Identifier: GPL-3.0-or-later
"""Columns, rows and scrolling areas with the theme's spacing."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QLayoutItem, QScrollArea, QVBoxLayout, QWidget

from evidence_vault.gui import theme

Piece = QWidget | QLayout | int | None
"""What a column or row is made of: a widget, a layout, a distance in steps, or None for what is left over."""


def column(*pieces: Piece, gap: float = 3, margin: float = 0) -> QVBoxLayout:
    """Pieces from top to bottom; ``gap`` and ``margin`` in steps of 4 pixels."""
    layout = QVBoxLayout()
    _fill(layout, pieces, gap, margin)
    return layout


def row(*pieces: Piece, gap: float = 3, margin: float = 0) -> QHBoxLayout:
    """Pieces from start to end of a line (right to left where the language is written so)."""
    layout = QHBoxLayout()
    _fill(layout, pieces, gap, margin)
    return layout


def _fill(layout: QVBoxLayout | QHBoxLayout, pieces: tuple[Piece, ...], gap: float, margin: float) -> None:
    look = theme.current()
    layout.setSpacing(look.space(gap))
    side = look.space(margin)
    layout.setContentsMargins(side, side, side, side)
    for piece in pieces:
        if piece is None:
            layout.addStretch(1)
        elif isinstance(piece, int):
            layout.addSpacing(look.space(piece))
        elif isinstance(piece, QWidget):
            layout.addWidget(piece)
        else:
            layout.addLayout(piece)


def box(layout: QLayout, *, area: str = "clear") -> QWidget:
    """A widget that holds ``layout``; ``area`` is a name of the style sheet."""
    widget = QWidget()
    widget.setProperty("area", area)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, on=True)
    widget.setLayout(layout)
    return widget


def card(layout: QLayout, *, look: str = "card", padding: float = 5) -> QFrame:
    """A framed surface around ``layout``; ``look`` is card, info, amber, red or green."""
    frame = QFrame()
    frame.setProperty("look", look)
    side = theme.current().space(padding)
    layout.setContentsMargins(side, side, side, side)
    frame.setLayout(layout)
    return frame


def line() -> QFrame:
    """A thin line between groups."""
    frame = QFrame()
    frame.setProperty("look", "line")
    frame.setFixedHeight(1)
    return frame


def scrolling(content: QWidget) -> QScrollArea:
    """``content`` in an area that scrolls up and down when it is too tall; never sideways unless it must."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    content.setProperty("area", "clear")
    area.setWidget(content)
    area.viewport().setAutoFillBackground(False)
    content.setAutoFillBackground(False)
    return area


def clear(layout: QLayout) -> None:
    """Take everything out of ``layout`` and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


class FlowLayout(QLayout):
    """Pieces beside each other, continued on the next line where the line is full."""

    def __init__(self, gap: float = 3) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setSpacing(theme.current().space(gap))
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take a piece (called by Qt)."""
        self._items.append(item)

    def count(self) -> int:
        """How many pieces there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The piece at ``index``."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and give the piece at ``index``."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Its height follows from its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines at ``width``."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the pieces."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """The size of the largest piece."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """The size of the largest piece."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        x, y, tallest = rect.x(), rect.y(), 0
        for item in self._items:
            hint = item.sizeHint()
            if item.hasHeightForWidth():  # words that wrap, in a piece of a width of its own
                hint.setHeight(item.heightForWidth(hint.width()))
            if x > rect.x() and x + hint.width() > rect.right() + 1:
                x, y, tallest = rect.x(), y + tallest + self.spacing(), 0
            if move:
                item.setGeometry(self._mirrored(rect, QRect(QPoint(x, y), hint)))
            x += hint.width() + self.spacing()
            tallest = max(tallest, hint.height())
        return y + tallest - rect.y()

    def _mirrored(self, rect: QRect, place: QRect) -> QRect:
        parent = self.parentWidget()
        if parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            place.moveRight(rect.right() - (place.x() - rect.x()))
        return place
