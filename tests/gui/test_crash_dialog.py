# SPDX-License-Identifier: GPL-3.0-or-later
"""The crash dialog: what it shows, what it copies, and that a fault on the vault's thread reaches it."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from evidence_vault.gui.crash_dialog import CrashDialog
from tests.gui.conftest import Bench


def fault() -> BaseException:
    try:
        raise ValueError("secret words")
    except ValueError as error:
        return error


def test_report_is_shown_and_copied(qtbot: QtBot) -> None:
    dialog = CrashDialog(fault())
    qtbot.addWidget(dialog)
    dialog.copy()
    assert QApplication.clipboard().text() == dialog.report
    assert "ValueError" in dialog.report
    assert "secret" not in dialog.report


def test_a_fault_on_the_vaults_thread_is_shown(bench: Bench) -> None:
    def work(_progress: object) -> None:
        raise LookupError("secret words")

    bench.program.jobs.run("fault", work)
    bench.settle()
    assert [type(error) for error in bench.crashes] == [LookupError]
    shown = bench.desktop.window.findChildren(CrashDialog)
    assert len(shown) == 1
    assert "LookupError" in shown[0].report
    shown[0].accept()
    bench.crashes.clear()
