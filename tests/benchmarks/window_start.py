# SPDX-License-Identifier: GPL-3.0-or-later
"""From the start of the process to the first paint of the window, beside an empty window of PySide6."""

import os
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.measuring import Row, Run, Yardstick, rows_in_turn

NEEDS = 1 << 20
_END_AT_FIRST_PAINT = """
import os
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.isWidgetType() and watched.window().isVisible():
            os._exit(0)
        return False

def wait_for_paint(application, waiting=QApplication.exec):
    watcher = FirstPaint()
    application.installEventFilter(watcher)
    return waiting()

QApplication.exec = wait_for_paint
"""
WINDOW_UNTIL_FIRST_PAINT = (
    _END_AT_FIRST_PAINT
    + """
import sys
sys.argv = ["evidence-vault"]
from evidence_vault.__main__ import main
main()
"""
)
_EMPTY = (
    _END_AT_FIRST_PAINT
    + """
from PySide6.QtWidgets import QMainWindow
application = QApplication([])
window = QMainWindow()
window.resize(1280, 800)
window.show()
QApplication.exec(application)
"""
)


def rows(place: Path) -> list[Row]:
    """Without a screen, so that no window server is measured; the processes begin with Python itself."""
    empty = Yardstick("empty PySide6 window", _process(_EMPTY, place))
    return rows_in_turn(
        "process start to first paint", _process(WINDOW_UNTIL_FIRST_PAINT, place), [empty], 9, lambda _: ""
    )


def _process(program: str, place: Path) -> Run:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "HOME": str(place), "XDG_CONFIG_HOME": str(place)}

    def run() -> None:
        subprocess.run([sys.executable, "-c", program], check=True, env=environment, timeout=60)

    return run
