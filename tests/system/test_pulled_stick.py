# SPDX-License-Identifier: GPL-3.0-or-later
"""A stick is pulled out while something is going on: clear words, nothing claimed, and what was reported is on it.

The ways in which a stick goes are played for real (``tests.helpers.sticks``), each where the computer allows it.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from evidence_vault import errors
from evidence_vault.operations.back_up import back_up, check_backup
from evidence_vault.operations.export_case import ExportOptions, export_case
from evidence_vault.operations.import_files import import_files
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.operations.save_original import save_original
from evidence_vault.operations.workers import end_worker
from evidence_vault.progress import Silent
from evidence_vault.records import Severity
from evidence_vault.user_messages import words_for_error
from evidence_vault.vault.durable import Disk
from evidence_vault.vault.vault import Vault
from evidence_vault.vault.verify import verify_vault
from tests.helpers.disks import STEPS
from tests.helpers.sticks import WAYS, CannotBePlayed, Stick
from tests.helpers.vaults import OWNER, PASSPHRASE, add, new_clock, new_vault, open_vault

NEW = "a quite different passphrase"
GONE = (errors.StorageGone, errors.StorageFailed, errors.VaultReadOnly)
"""What is said of a vault whose stick is out. A broken device may show as a fault first, and then as read-only."""
MOMENTS = [pytest.param(3, id="some"), pytest.param(None, id="every", marks=pytest.mark.torture)]
"""At how many of the durable steps the stick is pulled."""


@pytest.fixture(params=WAYS)
def stick(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stick]:
    place = tmp_path / "port"
    place.mkdir()
    try:
        made = Stick(place, request.param)
    except CannotBePlayed as reason:
        pytest.skip(str(reason))
    yield made
    end_worker()
    made.clear_away()


class Pulling:
    """Pulls the stick right before the ``at``-th durable step of the program; 0 never."""

    def __init__(self, stick: Stick, at: int) -> None:
        self.stick, self.at, self.steps = stick, at, 0

    def install(self, patch: pytest.MonkeyPatch) -> None:
        for name in STEPS:
            patch.setattr(Disk, name, self._wrapped(getattr(Disk, name)))

    def _wrapped(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def step(disk: Disk, *arguments: Any) -> Any:
            self.steps += 1
            if self.steps == self.at:
                self.stick.pull()
            return real(disk, *arguments)

        return step


class PulledAt(Silent):
    """Pulls the stick at the ``number``-th report of progress."""

    def __init__(self, stick: Stick, number: int) -> None:
        self.stick, self.left = stick, number

    def report(self, done: int, total: int | None, what: str = "") -> None:
        self.left -= 1
        if not self.left:
            self.stick.pull()


def moments(total: int, most: int | None) -> Iterator[int]:
    count = min(most or total, total)
    yield from sorted({1 + place * (total - 1) // max(1, count - 1) for place in range(count)})


def said(work: Callable[[], object], *expected: type[errors.EvidenceVaultError]) -> errors.EvidenceVaultError | None:
    """The error of ``work``, which must be an expected one with words; None where it ended well."""
    found: errors.EvidenceVaultError | None = None
    try:
        work()
    except expected as error:
        found = error
    if found is not None:
        words = words_for_error(found)
        assert words.sentence
        assert words.next_step
    return found


def problems_of(folder: Path, passphrase: str = PASSPHRASE) -> list[str]:
    report = verify_vault(folder, passphrase=passphrase, clock=new_clock(), progress=Silent())
    return [finding.code for finding in report.findings if finding.severity is Severity.PROBLEM]


# --- the vault is on the stick


def many_things(vault: Vault, sources: list[Path], told: list[str]) -> None:
    """Whatever was done is told at once; the passphrase is changed last."""
    case = vault.put("case", {"title": "荐股骗局"}, actor=OWNER)
    told.append(case.id)
    for source in sources:
        report = import_files(vault, [source], ImportOptions(case_id=case.id), OWNER, Silent())
        assert not report.failed, report.failed
        told.extend(item.sha256 for item in report.items)
    vault.case_signing_key(case.id)
    vault.checkpoint("export")
    vault.keys.change_passphrase(PASSPHRASE, NEW)
    told.append(NEW)


def opened_with(folder: Path, told: list[str]) -> tuple[Vault, str]:
    """Whatever was shown as done holds; before that the old or the new passphrase may open it."""
    if NEW not in told:
        try:
            return open_vault(folder), PASSPHRASE
        except errors.WrongPassphrase:
            pass
    return Vault.open(folder, passphrase=NEW, clock=new_clock(), progress=Silent()), NEW


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("most", MOMENTS)
def test_what_was_told_is_there_whenever_the_stick_is_pulled(
    stick: Stick, tmp_path: Path, most: int | None, record_property: Callable[[str, int], None]
) -> None:
    sources = [tmp_path / f"{number}.txt" for number in range(2)]
    for number, source in enumerate(sources):
        source.write_bytes(b"line %d\n" % number * 4000)
    folder, whole = stick.folder / "v.evidence-vault", tmp_path / "whole"
    new_vault(whole).close()
    total = pulled_at(stick, 0, whole, folder, sources, []).steps
    assert total > 60
    tried = list(moments(total, most))
    for number in tried:
        told: list[str] = []
        pulled_at(stick, number, whole, folder, sources, told)
        stick.plug_in_again()
        vault, passphrase = opened_with(folder, told)
        with vault:
            held = {fact.id for fact in vault.facts()} | {item.sha256 for item in vault.items()} | {NEW}
            assert set(told) <= held, number
            assert [note.code for note in vault.opening_notes if note.severity is Severity.PROBLEM] == []
            add(vault, "afterwards.txt", b"goes on")
        assert problems_of(folder, passphrase) == [], number
    record_property("tried: sticks pulled while a vault is written", len(tried))


def pulled_at(stick: Stick, number: int, whole: Path, folder: Path, sources: list[Path], told: list[str]) -> Pulling:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(whole, folder)
    os.sync()
    vault = open_vault(folder)
    pulling = Pulling(stick, number)
    with pytest.MonkeyPatch.context() as patch:
        pulling.install(patch)
        error = said(lambda: many_things(vault, sources, told), *GONE)
        # What is held open of a folder that was taken away is still written: the last steps may end well.
        assert (error is None) == stick.is_in or (stick.way == "unmounted" and NEW in told)
        said(vault.close, *GONE)
    return pulling


WORK: dict[str, Callable[[Vault, Path], object]] = {
    "store": lambda vault, _place: add(vault, "x.txt", b"x" * 1000),
    "put": lambda vault, _place: vault.put("event", {"summary": "x"}, actor=OWNER),
    "verify": lambda vault, _place: vault.verify(progress=Silent()),
    "quick": lambda vault, _place: vault.verify(progress=Silent(), quick=True),
    "view": lambda vault, _place: vault.contents.open(vault.items()[0].id).read(),
    "save": lambda vault, place: save_original(vault, vault.items()[0].id, place / "out.bin", OWNER, Silent()),
    "passphrase": lambda vault, _place: vault.keys.change_passphrase(PASSPHRASE, NEW),
    "recovery-key": lambda vault, _place: vault.keys.new_recovery_key(),
    "backup": lambda vault, place: back_up(vault, place, OWNER, Silent()),
    "export": lambda vault, place: export_case(
        vault, vault.facts("case")[0].id, ExportOptions("archive", place / "package", "en"), OWNER, Silent()
    ),
    "erase": lambda vault, _place: vault.erasing.items(
        [vault.items()[0].id], reason="x", with_names=False, actor=OWNER, progress=Silent()
    ),
}


@pytest.mark.parametrize("name", WORK)
def test_work_on_a_stick_that_is_out_is_refused_in_words(stick: Stick, tmp_path: Path, name: str) -> None:
    folder, place = stick.folder / "v.evidence-vault", tmp_path / "elsewhere"
    place.mkdir()
    with new_vault(folder) as vault:
        case = vault.put("case", {"title": "t"}, actor=OWNER)
        item = add(vault, "a.bin", os.urandom(400_000), case.id)
        vault.assign_exhibit(case.id, item.id, "A1", actor=OWNER)
    os.sync()
    stick.forget_cached()
    vault = open_vault(folder)
    stick.pull()
    assert said(lambda: WORK[name](vault, place), *GONE) is not None
    vault.close()
    assert not [path for path in place.rglob("*") if path.is_file() and path.name in {"out.bin", "package.json"}]
    stick.plug_in_again()
    assert problems_of(folder) == []
    with open_vault(folder) as vault:
        assert [found.name for found in vault.items()] == ["a.bin"]


def test_a_check_of_a_vault_that_goes_away_finds_no_damage(stick: Stick) -> None:
    folder = stick.folder / "v.evidence-vault"
    with new_vault(folder) as vault:
        for number in range(5):
            add(vault, f"{number}.bin", os.urandom(300_000))
    os.sync()
    for number in (1, 6, 9):
        stick.forget_cached()
        told: list[str] = []

        def check(number: int = number, told: list[str] = told) -> None:
            progress = PulledAt(stick, number)
            report = verify_vault(folder, passphrase=PASSPHRASE, clock=new_clock(), progress=progress)
            told.extend(finding.code for finding in report.findings)

        said(check, *GONE)
        assert told == []
        assert not stick.is_in
        stick.plug_in_again()
    assert problems_of(folder) == []


def test_a_closed_vault_whose_stick_is_out_is_not_called_damaged(stick: Stick) -> None:
    folder = stick.folder / "v.evidence-vault"
    new_vault(folder).close()
    os.sync()
    stick.forget_cached()
    stick.pull()
    expected = (*GONE, errors.NotAVault)  # an empty folder is all that is left of one that was taken away
    assert said(lambda: open_vault(folder), *expected) is not None
    assert said(lambda: verify_vault(folder, passphrase=PASSPHRASE, clock=new_clock(), progress=Silent()), *expected)


# --- the other side is on the stick


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """A vault on this computer's disk, with a case of five contents."""
    with new_vault(tmp_path / "v.evidence-vault") as made:
        case = made.put("case", {"title": "t"}, actor=OWNER)
        for number in range(5):
            item = add(made, f"{number}.bin", os.urandom(200_000), case.id)
            made.assign_exhibit(case.id, item.id, f"A{number + 1}", actor=OWNER)
        yield made


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("most", MOMENTS)
def test_a_backup_goes_on_where_the_stick_was_pulled(
    stick: Stick, vault: Vault, most: int | None, record_property: Callable[[str, int], None]
) -> None:
    pulling = Pulling(stick, 0)
    with pytest.MonkeyPatch.context() as patch:
        pulling.install(patch)
        back_up(vault, stick.folder, OWNER, Silent())
    tried = list(moments(pulling.steps, most))
    for number in tried:
        shutil.rmtree(stick.folder / vault.path.name)
        with pytest.MonkeyPatch.context() as patch:
            Pulling(stick, number).install(patch)
            error = said(lambda: back_up(vault, stick.folder, OWNER, Silent()), errors.BackupGone, *GONE)
        assert error is None or not stick.is_in
        assert vault.verify(progress=Silent()).verdict == "intact"
        stick.plug_in_again()
        if error is None:  # the stick went at the very end: what was told is there
            assert check_backup(stick.folder, Silent(), passphrase=PASSPHRASE, vault=vault).recorded
        back_up(vault, stick.folder, OWNER, Silent())
        proof = check_backup(stick.folder, Silent(), passphrase=PASSPHRASE, vault=vault)
        assert (proof.report.verdict, proof.behind, proof.recorded) == ("intact", 0, True), number
    record_property("tried: sticks pulled during a backup", len(tried))


def test_a_copy_that_goes_away_while_it_is_checked_is_neither_proven_nor_damaged(stick: Stick, vault: Vault) -> None:
    back_up(vault, stick.folder, OWNER, Silent())
    size = vault.journal_state().size
    for number in (1, 12, 16):
        stick.forget_cached()
        progress = PulledAt(stick, number)
        error = said(
            lambda progress=progress: check_backup(stick.folder, progress, passphrase=PASSPHRASE, vault=vault),
            errors.BackupGone,
            *GONE,
        )
        assert error is not None
        assert not stick.is_in
        assert vault.journal_state().size == size
        stick.plug_in_again()
    assert check_backup(stick.folder, Silent(), passphrase=PASSPHRASE, vault=vault).recorded


def test_evidence_on_a_stick_that_is_pulled_is_told_file_by_file(stick: Stick, vault: Vault) -> None:
    names = [f"s{number}.bin" for number in range(6)]
    for name in names:
        (stick.folder / name).write_bytes(os.urandom(3_000_000))
    os.sync()
    stick.forget_cached()
    paths = [stick.folder / name for name in names]
    report = import_files(vault, paths, ImportOptions(), OWNER, PulledAt(stick, 5))
    assert not stick.is_in
    assert [item.name for item in report.items] + [failed.name for failed in report.failed] == names
    assert {failed.code for failed in report.failed} <= {"SOURCE_MISSING", "SOURCE_CHANGED", "SOURCE_UNREADABLE"}
    assert vault.verify(progress=Silent()).verdict == "intact"


@pytest.mark.parametrize("as_zip", [False, True])
def test_a_package_for_a_stick_that_is_pulled_is_not_told_as_made(stick: Stick, vault: Vault, as_zip: bool) -> None:
    options = ExportOptions("archive", stick.folder / "package.zip", "en", as_zip=as_zip)
    case_id = vault.facts("case")[0].id
    real, count = os.fsync, 0

    def pulled(number: int) -> None:
        nonlocal count
        count += 1
        if count == 4:
            stick.pull()
        real(number)

    expected = (errors.DestinationFailed, errors.SourceMissing, errors.DestinationUnwritable)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", pulled)
        assert said(lambda: export_case(vault, case_id, options, OWNER, Silent()), *expected) is not None
    assert not stick.is_in
    assert vault.last_entry("exported") is None
    stick.plug_in_again()
    assert not (stick.folder / "package.zip").exists()
    export_case(vault, case_id, options, OWNER, Silent())
