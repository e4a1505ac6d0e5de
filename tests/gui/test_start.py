# SPDX-License-Identifier: GPL-3.0-or-later
"""A fast start: nothing heavy before the first paint; fonts where the system lacks them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QApplication

from evidence_vault.gui import app, fonts

HEAVY = (
    "evidence_vault.vault",
    "evidence_vault.operations",
    "sqlcipher3",
    "PIL",
    "typst",
    "zxcvbn",
    "cryptography",
    "sqlite_utils",
)

START = """
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from evidence_vault.gui import app, fonts
from evidence_vault.gui.program import Program
from evidence_vault.gui.settings_store import SettingsStore
application = QApplication([])
fonts.choose_fonts(application)
settings = SettingsStore(Path(sys.argv[1]))
desktop = app.Desktop(application, settings, Program(settings, relaunch=print, end=print))
desktop.show()
application.processEvents()
print(json.dumps(sorted(sys.modules)))
"""


def test_nothing_heavy_is_loaded_before_the_window_is_visible(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", START, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
        timeout=60,
    )
    loaded = json.loads(done.stdout.splitlines()[-1])
    assert [name for name in loaded if name.split(".")[0] in HEAVY or name in HEAVY] == []


def test_bundled_fonts_are_loaded_where_the_system_has_none(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = qapp.font()
    monkeypatch.setattr(fonts, "lacks_chinese", lambda: True)
    fonts.choose_fonts(qapp)
    assert "Noto Sans CJK SC" in qapp.font().families()
    assert QFontMetrics(qapp.font()).inFontUcs4(ord("证"))
    qapp.setFont(before)


def test_own_fonts_are_left_out_where_the_system_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFontDatabase, "families", lambda *_system: ["PingFang SC"])
    assert not fonts.lacks_chinese()
    monkeypatch.setattr(QFontDatabase, "families", lambda *_system: ["Droid Sans Fallback"])
    assert fonts.lacks_chinese()


def test_a_fresh_process_is_told_the_vault_in_its_environment_and_not_in_its_arguments() -> None:
    process = app.fresh_process(Path("/home/x/Mine.evidence-vault"))
    assert process.arguments() == ["-m", "evidence_vault"]
    assert process.processEnvironment().value(app.UNLOCK_VARIABLE) == "/home/x/Mine.evidence-vault"
    assert process.program() == sys.executable


def test_the_toolkit_counts_references_to_none(qapp: QApplication) -> None:
    """PySide6 6.12.0 loses one at every call on Python 3.11, and the process ends (decision 0072)."""
    qapp.processEvents()
    before = sys.getrefcount(None)
    for _call in range(1000):
        qapp.applicationName()
        qapp.setApplicationName("evidence-vault")
    assert before - sys.getrefcount(None) < 500
