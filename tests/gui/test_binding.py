# SPDX-License-Identifier: GPL-3.0-or-later
"""The Qt binding itself: a call must not take references that it does not own (docs/decisions/0003)."""

import sys

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

CALLS = 3000
FEW = 50


class _Speaker(QObject):
    said = Signal(object)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None, True and False are immortal from Python 3.12 on")
@pytest.mark.parametrize("kind", ["nothing", "signal"])
def test_calls_keep_the_references_of_none_and_booleans(qapp: QApplication, kind: str) -> None:
    widget, speaker = QWidget(), _Speaker()
    constants = (None, True, False)
    spare = [constants] * CALLS  # a failing binding must fail this test, not end the process
    spare_each = [list(constants) for _ in range(CALLS)]
    before = [sys.getrefcount(constant) for constant in constants]
    for _ in range(CALLS):
        if kind == "nothing":
            widget.update()
        else:
            speaker.said.emit(None)
    after = [sys.getrefcount(constant) for constant in constants]
    assert all(abs(b - a) < FEW for a, b in zip(before, after, strict=True))
    assert len(spare) == len(spare_each)
