# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws one piece of evidence in the grid: picture or icon, exhibit number, name."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from evidence_vault.gui import icons, theme
from evidence_vault.gui.flows.evidence_filter import KIND_ICONS, exhibit_of, kind_of
from evidence_vault.gui.models.evidence_model import ITEM, PIXMAP, TAGS
from evidence_vault.gui.widgets.pixels import blurred
from evidence_vault.records import EvidenceItem
from evidence_vault.safe_files import visible_name

Index = QModelIndex | QPersistentModelIndex
ROUND = 8


def tile_size() -> QSize:
    """The size of a tile with its margins."""
    look = theme.current()
    return QSize(round(look.body * 12), round(look.body * 12.5))


class EvidenceTile(QStyledItemDelegate):
    """``case_id`` decides which exhibit number is shown; ``is_blurred`` hides what a picture shows."""

    def __init__(self) -> None:
        super().__init__()
        self.case_id: str | None = None
        self.is_blurred: Callable[[str], bool] = lambda _item_id: False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All tiles are alike."""
        del option, index
        return tile_size()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the tile."""
        item = index.data(ITEM)
        if not isinstance(item, EvidenceItem):
            return
        look = theme.current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        rect: QRect = option.rect.adjusted(4, 4, -4, -4)
        state = option.state
        _draw_frame(painter, rect, state)
        words = round(look.body * 2.6)
        picture = rect.adjusted(8, 8, -8, -words - 4)
        thumbnail = index.data(PIXMAP)
        if isinstance(thumbnail, QPixmap):
            _draw_picture(painter, picture, blurred(thumbnail) if self.is_blurred(item.id) else thumbnail)
        else:
            side = round(look.icon * 2)
            middle = QRect(0, 0, side, side)
            middle.moveCenter(picture.center())
            icons.paint(painter, middle, KIND_ICONS[kind_of(item)], "muted")
        _draw_tags(painter, picture, index.data(TAGS))
        self._draw_words(painter, QRect(rect.left() + 8, rect.bottom() - words, rect.width() - 16, words), item)
        painter.restore()

    def _draw_words(self, painter: QPainter, rect: QRect, item: EvidenceItem) -> None:
        look = theme.current()
        number = exhibit_of(item, self.case_id)
        painter.setPen(look.colour("text"))
        room = rect.width()
        if number:
            painter.setFont(look.font("small", bold=True))
            width = painter.fontMetrics().horizontalAdvance(number) + look.space(2)
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, number)
            rect = rect.adjusted(width, 0, 0, 0)
            room -= width
        painter.setFont(look.font("small"))
        name = painter.fontMetrics().elidedText(visible_name(item.name), Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, name)


def _draw_tags(painter: QPainter, picture: QRect, tags: object) -> None:
    """The first tag over the corner of the picture, and how many more there are."""
    if not isinstance(tags, tuple | list) or not tags:
        return
    look = theme.current()
    painter.setFont(look.font("small"))
    more = f" +{len(tags) - 1}" if len(tags) > 1 else ""
    metrics, side = painter.fontMetrics(), look.space(1.5)
    room = picture.width() - 2 * side - metrics.horizontalAdvance(more)
    words = metrics.elidedText(f"#{visible_name(str(tags[0]))}", Qt.TextElideMode.ElideRight, room) + more
    label = QRect(picture.left(), picture.top(), metrics.horizontalAdvance(words) + 2 * side, metrics.height() + side)
    painter.setPen(QPen(look.colour("border"), 1))
    painter.setBrush(look.colour("surface"))
    painter.drawRoundedRect(label, ROUND / 2, ROUND / 2)
    painter.setPen(look.colour("text"))
    painter.drawText(label, Qt.AlignmentFlag.AlignCenter, words)


def _draw_frame(painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
    look = theme.current()
    is_selected = bool(state & QStyle.StateFlag.State_Selected)
    has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
    painter.setBrush(look.colour("accent_soft" if is_selected else "surface"))
    edge = "accent" if is_selected or has_focus else "border"
    painter.setPen(QPen(look.colour(edge), 2 if is_selected or has_focus else 1))
    painter.drawRoundedRect(rect, ROUND, ROUND)


def _draw_picture(painter: QPainter, rect: QRect, picture: QPixmap) -> None:
    size = picture.size().scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRect(0, 0, size.width(), size.height())
    place.moveCenter(rect.center())
    painter.drawPixmap(place, picture)
