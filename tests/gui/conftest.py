# SPDX-License-Identifier: GPL-3.0-or-later
"""A window without a screen: fixtures for a program, an open vault, and waiting until nothing is pending."""

import os
import shutil

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from evidence_vault.gui import fonts
from evidence_vault.gui.app import Desktop
from evidence_vault.gui.main_window import DESIGN_SIZE
from evidence_vault.gui.pages.opening import opened_vault
from evidence_vault.gui.program import Program
from evidence_vault.gui.settings_store import SettingsStore
from evidence_vault.gui.workspace import OpenedVault, Workspace
from evidence_vault.gui.workspace_frame import WorkspaceFrame
from evidence_vault.operations import edit_case, import_files
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.progress import Silent
from evidence_vault.vault import starting
from tests.helpers import drawn_files
from tests.helpers.twelve_payments import TITLE, twelve_payments
from tests.helpers.vaults import CHEAP, OWNER, PASSPHRASE, new_vault, open_vault

CASE_TITLE = "Investment group, March"

CHAT = "\n".join(
    f"3/{day}/26, 12:{minute:02d} - {who}: {words}"
    for day in (1, 2)
    for minute, (who, words) in enumerate([
        ("Teacher Wang", "Please transfer 5,000 first"),
        ("Lin Qiao", "Where to?"),
        ("Teacher Wang", "转账到这个账户"),
    ])
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/gui" in str(item.path):
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints"))


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return QApplication


@pytest.fixture(scope="session", autouse=True)
def _dressed(qapp: QApplication) -> None:
    qapp.setStyle("Fusion")
    fonts.choose_fonts(qapp)


@pytest.fixture(autouse=True)
def _cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starting, "calibrate", lambda _clock: CHEAP)


@dataclass
class Bench:
    """A program with its window, and what it would have done to the outside."""

    desktop: Desktop
    program: Program
    settle: Callable[[], None]
    relaunched: list[Path] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    crashes: list[BaseException] = field(default_factory=list)

    @property
    def frame(self) -> WorkspaceFrame:
        frame = self.desktop.window.frame
        assert frame is not None
        return frame

    @property
    def workspace(self) -> Workspace:
        workspace = self.program.workspace
        assert workspace is not None
        return workspace


@pytest.fixture
def bench(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    relaunched: list[Path] = []
    notices: list[str] = []
    ended: list[str] = []
    crashes: list[BaseException] = []
    folder = tmp_path / "settings"
    settings = SettingsStore(folder)
    settings.now = replace(settings.now, read_pictures=False)  # a second for each picture, where nobody looks at it

    def relaunch(folder: Path, notice: str) -> None:
        relaunched.append(folder)
        notices.append(notice)

    program = Program(settings, relaunch=relaunch, end=lambda: ended.append("ended"))
    program.jobs.crashed.connect(crashes.append)
    desktop = Desktop(qapp, settings, program)
    desktop.window.resize(*DESIGN_SIZE)  # the screen that is not there is smaller
    desktop.show()

    def settle() -> None:
        qapp.processEvents()
        qtbot.waitUntil(lambda: program.jobs.pending == 0, timeout=60000)
        for _ in range(3):  # words that wrap, inside a page that scrolls, find their height in more than one round
            qapp.processEvents()

    bench = Bench(desktop, program, settle, relaunched, notices, ended, crashes)
    yield bench
    _put_away(qapp, bench)
    assert bench.crashes == []


def _put_away(qapp: QApplication, bench: Bench) -> None:
    program = bench.program
    if not bench.ended:
        program.leave()
    while not bench.ended:
        qapp.processEvents()
    bench.desktop.settings.changed.disconnect()
    bench.desktop.window.discard()
    program.jobs._executor.shutdown(wait=True)
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()


def _fill(folder: Path) -> list[Path]:
    """A screenshot, a photo, a PDF, a chat log and a note."""
    folder.mkdir()
    contents = {
        "screenshot.png": drawn_files.png(),
        "photo.jpg": drawn_files.jpeg(),
        "contract.pdf": drawn_files.pdf(),
        "WhatsApp Chat with Teacher Wang.txt": CHAT.encode(),
        "note.bin": b"\x00\x01 something else",
    }
    paths = []
    for name, data in contents.items():
        path = folder / name
        path.write_bytes(data)
        paths.append(path)
    return paths


@pytest.fixture
def evidence(tmp_path: Path) -> list[Path]:
    """Files on somebody's computer."""
    return _fill(tmp_path / "phone")


@pytest.fixture(scope="session")
def _filled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("filled")
    folder = base / "Mine.evidence-vault"
    with new_vault(folder) as vault:
        case = edit_case.new_case(vault, CASE_TITLE, OWNER)
        import_files.import_files(vault, _fill(base / "phone"), ImportOptions(case_id=case.id), OWNER, Silent())
    return folder


@pytest.fixture
def filled_vault(tmp_path: Path, _filled_once: Path) -> Path:
    """A vault with one case that holds the evidence; closed, and this test's own."""
    return Path(shutil.copytree(_filled_once, tmp_path / "Mine.evidence-vault"))


def open_in(bench: Bench, folder: Path) -> None:
    """Open a vault as the unlock page does, on the vault's own thread."""

    def work(_progress: object) -> OpenedVault:
        return opened_vault(open_vault(folder), folder)

    bench.program.jobs.run("open", work).succeeded.connect(bench.program.vault_opened)
    bench.settle()
    bench.settle()


@pytest.fixture
def filled(bench: Bench, filled_vault: Path) -> Bench:
    """A program with the filled vault open at its case."""
    open_in(bench, filled_vault)
    return bench


__all__ = ["PASSPHRASE", "Bench", "open_in"]


@pytest.fixture(scope="session")
def _twelve_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("twelve") / "Twelve.evidence-vault"
    made = twelve_payments(folder)
    made.vault.close()
    return folder, made.case_id


@pytest.fixture
def twelve(bench: Bench, tmp_path: Path, _twelve_once: tuple[Path, str]) -> Bench:
    folder, case_id = _twelve_once
    open_in(bench, Path(shutil.copytree(folder, tmp_path / "Twelve.evidence-vault")))
    bench.workspace.choose_case(case_id, TITLE)
    bench.settle()
    return bench
