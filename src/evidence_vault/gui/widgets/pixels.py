# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures from the worker as Qt shows them. The window decodes no stranger's bytes itself."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap

from evidence_vault.records import Picture

BLUR_SIDE = 12
"""A blurred picture is shrunk to so many pixels before it is shown large."""


def image(picture: Picture) -> QImage:
    """The pixels as an image that owns its memory."""
    view = QImage(picture.rgba, picture.width, picture.height, picture.width * 4, QImage.Format.Format_RGBA8888)
    return view.copy()


def pixmap(picture: Picture) -> QPixmap:
    """The pixels for the screen."""
    return QPixmap.fromImage(image(picture))


def blurred(source: QPixmap) -> QPixmap:
    """So coarse that nothing can be made out, in the same shape."""
    smooth = Qt.TransformationMode.SmoothTransformation
    small = source.scaled(BLUR_SIDE, BLUR_SIDE, Qt.AspectRatioMode.KeepAspectRatio, smooth)
    return small.scaled(source.size(), Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
