# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies, passphrase, recovery key and older states in the window."""

import shutil
import threading
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from evidence_vault import errors
from evidence_vault.gui.erasing import EraseDialog
from evidence_vault.gui.flows import backup_words
from evidence_vault.gui.flows.routes import Place
from evidence_vault.gui.models.evidence_model import ITEM
from evidence_vault.gui.pages.evidence_page import EvidencePage
from evidence_vault.gui.pages.history_page import HistoryPage
from evidence_vault.gui.pages.settings_page import SettingsPage
from evidence_vault.gui.pages.unlock import UnlockPage
from evidence_vault.gui.secret_dialogs import ChangePassphraseDialog, NewRecoveryKeyDialog, RemoveRecoveryKeyDialog
from evidence_vault.gui.widgets.banner import Banner
from evidence_vault.operations.back_up import BackupState
from evidence_vault.operations.unlock_vault import lock_vault, unlock_vault
from evidence_vault.progress import Silent
from evidence_vault.records import JournalState
from evidence_vault.vault import backup
from tests.gui.conftest import PASSPHRASE, Bench
from tests.gui.test_pages import cut_labels, nameless
from tests.helpers.vaults import OWNER, add, open_vault

NEW = "quiet lamps under the bridge"


def banners(root: QWidget) -> str:
    return " ".join(banner.accessibleName() for banner in root.findChildren(Banner))


def words_of(root: QWidget) -> str:
    return " ".join(label.text() for label in root.findChildren(QLabel))


def history(bench: Bench) -> HistoryPage:
    bench.frame.show_section("history")
    bench.settle()
    page = bench.frame.current_page()
    assert isinstance(page, HistoryPage)
    return page


def settings(bench: Bench) -> SettingsPage:
    bench.program.go(Place.SETTINGS)
    page = bench.desktop.window.current_place()
    assert isinstance(page, SettingsPage)
    return page


def settled(bench: Bench) -> None:
    for _round in range(3):
        bench.settle()


def test_a_copy_is_made_and_tried(filled: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = tmp_path / "stick"
    disk.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_arguments: str(disk))
    page = history(filled)
    assert "no copy on another disk yet" in filled.frame.strip.vault.text()
    assert "There is no copy of this vault yet" in banners(page)
    page.copy.click()
    settled(filled)
    assert (disk / "Mine.evidence-vault" / "header.evh").exists()
    assert "copy made, not proven yet" in filled.frame.strip.vault.text()
    assert "never tried" in banners(page)
    dialog = page.backups.ask_passphrase(disk, page.show_proof)
    assert nameless(dialog) == []
    dialog.passphrase.setText(PASSPHRASE)
    dialog.finish()
    settled(filled)
    assert "copy proven today" in filled.frame.strip.vault.text()
    assert "opens with your passphrase" in banners(page)
    assert "never tried" not in banners(page)


def test_a_damaged_copy_is_mended_by_the_next_backup(filled: Bench, tmp_path: Path) -> None:
    page = history(filled)
    page.backups.back_up(tmp_path)
    settled(filled)
    copy = tmp_path / "copy of.evidence-vault"
    page.backups.back_up(copy)
    settled(filled)
    blob = next(copy.rglob("*.evb"))
    blob.chmod(0o600)
    data = bytearray(blob.read_bytes())
    data[len(data) // 2] ^= 1
    blob.write_bytes(data)
    page.backups.prove(copy, PASSPHRASE, page.show_proof)
    settled(filled)
    assert "The copy is not whole" in filled.frame.strip.sentence.text()
    page.backups.back_up(copy)
    settled(filled)
    page.backups.prove(copy, PASSPHRASE, page.show_proof)
    settled(filled)
    assert "opens with your passphrase" in banners(page)


def test_a_wrong_passphrase_or_place_is_said(filled: Bench, tmp_path: Path) -> None:
    page = history(filled)
    page.backups.prove(tmp_path / "nothing", PASSPHRASE, page.show_proof)
    settled(filled)
    assert "is not an Evidence Vault" in filled.frame.strip.sentence.text()


@pytest.mark.parametrize(
    ("state", "words", "reminds"),
    [
        (BackupState(None, None, None, None), "no copy on another disk yet", True),
        (BackupState("2026-03-01T00:00:00Z", None, "/x", None), "copy made, not proven yet", True),
        (BackupState("2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z", "/x", 0), "copy proven today", False),
        (BackupState("2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z", "/x", 1), "copy proven 1 day ago", False),
        (BackupState("2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z", "/x", 45), "copy proven 45 days ago", True),
    ],
)
def test_how_old_a_copy_is_in_words(state: BackupState, words: str, reminds: bool) -> None:
    assert backup_words.strip_words(state) == words
    assert (backup_words.reminder(state) is not None) == reminds


def test_the_passphrase_is_changed(filled: Bench, filled_vault: Path) -> None:
    page = settings(filled)
    page.change_passphrase.click()
    dialog = page.dialog
    assert isinstance(dialog, ChangePassphraseDialog)
    assert nameless(dialog) == []
    assert cut_labels(dialog) == []
    dialog.old.setText("not the old one")
    dialog.new.setText(NEW)
    dialog.change()
    assert "twice" in words_of(dialog)
    dialog.again.setText(NEW)
    dialog.change()
    settled(filled)
    assert "passphrase" in banners(dialog)
    assert dialog.isVisible()
    dialog.old.setText(PASSPHRASE)
    dialog.change()
    settled(filled)
    assert (dialog.isVisible(), dialog.new.text()) == (False, "")
    filled.program.leave()
    filled.settle()
    with pytest.raises(errors.WrongPassphrase):
        unlock_vault(filled_vault, PASSPHRASE, Silent())
    lock_vault(unlock_vault(filled_vault, NEW, Silent()))


def test_a_new_recovery_key_is_shown_and_typed_back(filled: Bench) -> None:
    page = settings(filled)
    page.new_key.click()
    dialog = page.dialog
    assert isinstance(dialog, NewRecoveryKeyDialog)
    dialog.make.click()
    settled(filled)
    key = dialog.flow.recovery_key
    assert len(key.split("-")) == 8
    assert nameless(dialog) == []
    dialog.reject()
    assert dialog.isVisible()  # the key exists nowhere else yet
    sheet = dialog.key.sheet()
    assert all(group in sheet for group in key.split("-"))
    assert filled.workspace.opened.vault_id[:8] in sheet
    for number, edit in zip(dialog.flow.asked_groups, dialog.key.fields(), strict=True):
        edit.setText(key.split("-")[number])
    dialog.key.next.click()
    assert not dialog.isVisible()
    assert dialog.flow.recovery_key == ""


def test_the_recovery_key_is_taken_away_and_made_again(filled: Bench, filled_vault: Path) -> None:
    page = settings(filled)
    settled(filled)
    assert page.remove_key.isEnabled()
    page.remove_key.click()
    dialog = page.dialog
    assert isinstance(dialog, RemoveRecoveryKeyDialog)
    assert (nameless(dialog), cut_labels(dialog), dialog.remove.isEnabled()) == ([], [], False)
    dialog.sure.setChecked(True)
    dialog.remove.click()
    settled(filled)
    assert (dialog.isVisible(), page.remove_key.isEnabled()) == (False, False)
    page.new_key.click()
    again = page.dialog
    assert isinstance(again, NewRecoveryKeyDialog)
    again.make.click()
    settled(filled)
    for number, edit in zip(again.flow.asked_groups, again.key.fields(), strict=True):
        edit.setText(again.flow.recovery_key.split("-")[number])
    again.key.next.click()
    settled(filled)
    assert page.remove_key.isEnabled()
    filled.program.leave()
    filled.settle()
    with open_vault(filled_vault) as vault:
        reasons = [
            entry.payload["reason"] for entry in vault.log() if entry.event == "header-changed" and entry.payload
        ]
    assert reasons[-2:] == ["recovery-key-removed", "recovery-key"]


def test_many_findings_of_a_check_can_be_read(filled: Bench, filled_vault: Path) -> None:
    for number in range(12):
        (filled_vault / f"unknown {number}.bin").write_bytes(b"?")
    page = history(filled)
    page.check.click()
    settled(filled)
    sentences = [each for each in page.findings.findChildren(QLabel) if "does not belong" in each.text()]
    assert len(sentences) == 12
    shown = [QRect(each.mapTo(page.findings, QPoint()), each.size()) for each in page.findings.findChildren(QLabel)]
    shown.sort(key=lambda place: (place.top(), place.left()))
    for above, below in pairwise(shown):  # none is pressed into another; what does not fit is scrolled to
        assert not above.adjusted(0, 1, 0, -1).intersects(below)
    assert page.table.height() > 40


def test_an_older_copy_put_back_is_said_when_the_vault_is_remembered(
    bench: Bench, filled_vault: Path, tmp_path: Path
) -> None:
    shutil.copytree(filled_vault, tmp_path / "older")
    with open_vault(filled_vault) as vault:
        add(vault, "later.txt", b"later")
        state = vault.journal_state()
    bench.program.settings.remember(filled_vault, state)
    shutil.rmtree(filled_vault)
    shutil.copytree(tmp_path / "older", filled_vault)
    unlock(bench, filled_vault)
    assert "its custody log had" in bench.frame.strip.sentence.text()
    assert bench.program.settings.known(filled_vault).size == state.size  # type: ignore[union-attr]


def test_closing_remembers_how_far_the_log_goes_only_where_asked(bench: Bench, filled_vault: Path) -> None:
    bench.program.settings.remember(filled_vault)
    unlock(bench, filled_vault)
    known = bench.program.settings.known(filled_vault)
    assert known is not None
    assert known.size > 0
    bench.program.lock()
    bench.settle()
    assert bench.program.settings.known(filled_vault).size >= known.size  # type: ignore[union-attr]
    bench.program.settings.forget(filled_vault)
    bench.program._remember_state(filled_vault, JournalState(9, "00" * 32, "11" * 32))
    assert bench.program.settings.known(filled_vault) is None


def unlock(bench: Bench, folder: Path) -> None:
    bench.program.go(Place.UNLOCK, str(folder))
    page = bench.desktop.window.current_place()
    assert isinstance(page, UnlockPage)
    page.passphrase.setText(PASSPHRASE)
    page.unlock()
    settled(bench)


def ask_to_erase(page: HistoryPage, event: str) -> EraseDialog:
    rows = range(page.model.rowCount())
    page.table.selectRow(
        next(row for row in rows if (entry := page.model.entry(row)) is not None and entry.event == event)
    )
    assert page.erase.isEnabled()
    dialog = page.ask_to_erase()
    assert dialog is not None
    dialog.erase.click()
    return dialog


def test_what_the_case_says_now_is_not_erased(filled: Bench) -> None:
    page = history(filled)
    page.everything.setChecked(True)
    settled(filled)
    assert not page.erase.isEnabled()
    dialog = ask_to_erase(page, "put")
    settled(filled)
    assert nameless(dialog) == []
    assert "what the case says now" in banners(dialog)
    dialog.reject()


def test_what_a_line_says_is_erased_after_asking(filled: Bench) -> None:
    page = history(filled)
    page.backups.back_up(filled.workspace.opened.folder.parent / "copy.evidence-vault")
    settled(filled)
    filled.workspace.choose_case(None, "")
    page = history(filled)
    dialog = ask_to_erase(page, "backup-made")
    settled(filled)
    assert not dialog.isVisible()
    events = [entry.event for row in range(page.model.rowCount()) if (entry := page.model.entry(row)) is not None]
    assert "payload-erased" in events


def test_a_quick_check_after_opening_speaks_only_of_problems(filled: Bench) -> None:
    filled.frame.strip.clear()
    filled.frame.start_check.check()
    settled(filled)
    assert filled.frame.strip.sentence.text() == ""
    (filled.workspace.opened.folder / "stranger.txt").write_bytes(b"?")
    filled.frame.start_check.check()
    settled(filled)
    assert "not as it was" in filled.frame.strip.sentence.text()


def test_evidence_is_erased_after_saying_what_goes_and_what_stays(filled: Bench) -> None:
    filled.workspace.show_section("evidence")
    settled(filled)
    page = filled.frame.current_page()
    assert isinstance(page, EvidencePage)
    item = page.grid.model().index(0, 0).data(ITEM)
    dialog = page.actions_of_items.ask_to_erase([item])
    assert not dialog.erase.isEnabled()
    settled(filled)
    assert nameless(dialog) == []
    assert cut_labels(dialog) == []
    said = " ".join(each.text() for each in dialog.findChildren(QLabel))
    assert item.name in said
    assert "packages already made" in said
    dialog.reason.setText("the client asked for it")
    dialog.with_names.setChecked(True)
    dialog.erase.click()
    settled(filled)
    assert not dialog.isVisible()
    rows = range(page.grid.model().rowCount())
    assert item.id not in [page.grid.model().index(row, 0).data(ITEM).id for row in rows]
    assert "erased" in filled.frame.strip.sentence.text()
    lines = history(filled)
    events = [entry.event for row in range(lines.model.rowCount()) if (entry := lines.model.entry(row)) is not None]
    assert "content-erased" in events


def test_the_case_can_be_worked_in_while_a_backup_runs(
    qtbot: QtBot, filled: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached, go_on = threading.Event(), threading.Event()
    real = backup._copy_blob

    def slow(*arguments: Any) -> None:
        reached.set()
        assert go_on.wait(20)
        real(*arguments)

    monkeypatch.setattr(backup, "_copy_blob", slow)
    page = history(filled)
    page.backups.back_up(tmp_path / "copy.evidence-vault")
    assert reached.wait(20)
    workspace, case_id = filled.workspace, filled.workspace.case_id
    told: list[object] = []
    workspace.change(
        page, lambda vault: vault.put("event", {"summary": "while copying"}, actor=OWNER, case_id=case_id),
        done=told.append,
    )  # fmt: skip
    qtbot.waitUntil(lambda: bool(told))
    assert not filled.frame.strip.beside.isHidden()
    go_on.set()
    settled(filled)
    assert filled.frame.strip.beside.isHidden()
    with open_vault(tmp_path / "copy.evidence-vault") as vault:
        assert "while copying" in [fact.fields.get("summary") for fact in vault.facts("event")]
