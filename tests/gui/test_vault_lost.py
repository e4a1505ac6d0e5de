# SPDX-License-Identifier: GPL-3.0-or-later
"""The disk of the open vault goes away: the window locks at once and says why, whatever was going on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from evidence_vault.errors import StorageGone
from evidence_vault.gui.app import NOTICE_VARIABLE, UNLOCK_VARIABLE, _asked_for, fresh_process
from evidence_vault.gui.flows.routes import Place, Route
from evidence_vault.gui.pages.unlock import UnlockPage
from evidence_vault.gui.widgets.banner import Banner
from evidence_vault.operations import back_up, verify_vault
from evidence_vault.operations.import_files import import_files
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.progress import Silent
from tests.gui.conftest import Bench
from tests.helpers.vaults import OWNER, open_vault

WORK: dict[str, Callable[[Bench, Path], object]] = {
    "change": lambda bench, _place: bench.workspace.change(
        bench.workspace, lambda vault: vault.put("event", {"summary": "x"}, actor=OWNER)
    ),
    "view": lambda bench, _place: bench.workspace.read(
        bench.workspace, lambda vault: vault.contents.open(vault.items()[0].id).read(), lambda _data: None
    ),
    "add": lambda bench, place: bench.workspace.run(
        "add",
        lambda vault, progress: import_files(vault, [place], ImportOptions(), OWNER, progress),
        lambda _done: None,
    ),
    "check": lambda bench, _place: bench.workspace.run(
        "check", verify_vault.verify_open_vault, lambda _done: None, beside=True
    ),
}


@pytest.mark.parametrize("name", WORK)
def test_the_window_locks_and_the_vault_is_whole(filled: Bench, filled_vault: Path, tmp_path: Path, name: str) -> None:
    source = tmp_path / "new.txt"
    source.write_bytes(b"something new")
    away = filled_vault.rename(tmp_path / "unplugged")
    WORK[name](filled, source)
    filled.settle()
    filled.settle()
    QApplication.processEvents()
    assert (filled.relaunched, filled.notices) == ([filled_vault], [StorageGone.code])
    assert filled.ended == ["ended"]
    assert filled.crashes == []
    away.rename(filled_vault)
    with open_vault(filled_vault) as vault:
        assert "new.txt" not in [item.name for item in vault.items()]
        assert vault.verify(progress=Silent()).verdict == "intact"


def test_a_lost_copy_does_not_lock_the_vault(filled: Bench, filled_vault: Path, tmp_path: Path) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    filled.workspace.run(
        "copy", lambda vault, progress: back_up.back_up(vault, place, OWNER, progress), lambda _done: None
    )
    filled.settle()
    place.rename(tmp_path / "pulled")
    filled.workspace.run(
        "copy", lambda vault, progress: back_up.back_up(vault, place, OWNER, progress), lambda _done: None
    )
    filled.settle()
    assert (filled.relaunched, filled.ended) == ([], [])
    filled.program.lock()
    filled.settle()


def test_the_unlock_page_says_why_it_shows(bench: Bench, filled_vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment = fresh_process(filled_vault, StorageGone.code).processEnvironment()
    for name in (UNLOCK_VARIABLE, NOTICE_VARIABLE):
        monkeypatch.setenv(name, environment.value(name))
    route = _asked_for("")
    assert route == Route(Place.UNLOCK, str(filled_vault), StorageGone.code)
    page = UnlockPage(bench.program, Path(route.argument), route.notice)
    banners = [banner.accessibleName() for banner in page.findChildren(Banner)]
    assert len(banners) == 1
    assert "cannot be reached" in banners[0]
    assert filled_vault.name.removesuffix(".evidence-vault") in banners[0]
    page.deleteLater()


def test_opening_a_vault_that_is_gone_is_said_on_its_page(bench: Bench, filled_vault: Path, tmp_path: Path) -> None:
    bench.program.go(Place.UNLOCK, str(filled_vault))
    page = bench.desktop.window.current_place()
    assert isinstance(page, UnlockPage)
    filled_vault.rename(tmp_path / "unplugged")
    page.passphrase.setText("anything at all")
    page.unlock()
    bench.settle()
    assert page.findChildren(Banner)
    assert page.open.isEnabled()
