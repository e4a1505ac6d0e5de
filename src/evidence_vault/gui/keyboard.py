# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the keyboard is and where it goes back to, when what it was on is built anew or goes away."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLayout, QScrollArea, QSplitter, QStackedWidget, QWidget


def keyboard_stops(area: QWidget) -> list[QWidget]:
    """The controls inside ``area`` on which Tab stops now, in the order in which they are laid out.

    Qt's own chain is not walked: for PySide each widget of ``nextInFocusChain`` then belongs to the one before, and its
    Python half goes when that one goes.
    """
    return [one for one in _laid_out(area) if one is not area and can_stop(one)]


def can_stop(widget: QWidget) -> bool:
    """Whether Tab stops on ``widget``."""
    by_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
    return by_tab and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None


def put_in_order(area: QWidget) -> None:
    """Let Tab go through ``area`` in the order in which it is laid out, also where a part was made later."""
    stops = [one for one in _laid_out(area) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def _laid_out(widget: QWidget) -> Iterator[QWidget]:
    yield widget
    if isinstance(widget, QScrollArea):
        parts = [widget.widget()]
    elif isinstance(widget, QSplitter | QStackedWidget):
        parts = [widget.widget(place) for place in range(widget.count())]
    else:
        parts = list(_in_layout(widget.layout()))
    for part in parts:
        if part is not None:
            yield from _laid_out(part)


def _in_layout(layout: QLayout | None) -> Iterator[QWidget]:
    items = [layout.itemAt(place) for place in range(layout.count())] if layout is not None else []
    for item in items:
        if item is not None and (widget := item.widget()) is not None:
            yield widget
        elif item is not None:
            yield from _in_layout(item.layout())


@contextmanager
def keeping_keyboard(area: QWidget) -> Iterator[None]:
    """Inside, ``area`` is built anew: afterwards the keyboard is on the control of the same name, or at its place.

    Without this, Qt would hand the keyboard to whatever comes next in the window, such as the button that leaves it.
    """
    focused = QApplication.focusWidget()
    if focused is None or not area.isAncestorOf(focused):
        yield
        return
    name, stops = focused.accessibleName(), keyboard_stops(area)
    place = stops.index(focused) if focused in stops else 0
    area.setFocus()  # while nothing stands there yet
    yield

    def return_keyboard() -> None:
        if not shiboken6.isValid(area) or not area.isVisible() or _is_elsewhere(area):
            return
        found = keyboard_stops(area)
        same = [one for one in found if name and one.accessibleName() == name]
        if found:
            (same[0] if same else found[min(place, len(found) - 1)]).setFocus(Qt.FocusReason.OtherFocusReason)

    QTimer.singleShot(0, return_keyboard)  # new widgets are shown by an event of their own


def _is_elsewhere(area: QWidget) -> bool:
    now = QApplication.focusWidget()
    return now is not None and now is not area and now.window() is area.window() and not area.isAncestorOf(now)


def _would_begin(widget: QWidget) -> bool:
    """A list in which nothing is marked: given the keyboard, Qt would mark a row, and what belongs to it would open."""
    return isinstance(widget, QAbstractItemView) and not widget.currentIndex().isValid()


def go_back_to(widget: QWidget | None, name: str, page: QWidget) -> None:
    """Give the keyboard back to ``widget``; where that is gone, to the control of ``page`` with its name, else to it.

    A page that has the keyboard itself shows nothing, and Tab goes on to its first control.
    """
    if widget is None or not shiboken6.isValid(widget) or not can_stop(widget):
        same = [one for one in keyboard_stops(page) if name and one.accessibleName() == name]
        widget = same[0] if same else None
    if widget is None or _would_begin(widget):
        widget = page
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
