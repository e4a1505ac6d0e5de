# SPDX-License-Identifier: GPL-3.0-or-later
"""Every durable step of a backup and of a change of keys fails in turn, and the process ends there in turn."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.helpers.disks import PowerCut
from tests.helpers.failing_calls import FailingCalls
from tests.helpers.vaults import OWNER, PASSPHRASE, add, new_clock, new_vault_with_key

from evidence_vault import errors
from evidence_vault.operations import back_up as operation
from evidence_vault.progress import Silent
from evidence_vault.records import Severity
from evidence_vault.vault.vault import Vault
from evidence_vault.vault.verify import verify_vault

NEW = "a quite different passphrase"


def problems_of(folder: Path, **key: str) -> list[str]:
    report = verify_vault(folder, clock=new_clock(), progress=Silent(), **key)  # type: ignore[arg-type]
    return [finding.code for finding in report.findings if finding.severity is Severity.PROBLEM]


def opened(folder: Path, **key: str) -> Vault:
    return Vault.open(folder, clock=new_clock(), progress=Silent(), **key)  # type: ignore[arg-type]


def abandon(vault: Vault) -> None:
    """What the end of the process does: files are closed, nothing is signed."""
    vault._ledger.close()
    vault._parts.lock.release()


def run_failing(vault: Vault, at: int, kill: bool, work: Callable[[Vault], object]) -> FailingCalls:
    failing = FailingCalls(at, kill=kill)
    with pytest.MonkeyPatch.context() as patch:
        failing.install(patch)
        try:
            work(vault)
        except (errors.EvidenceVaultError, PowerCut):
            assert failing.happened
        if not kill:
            vault.close()
    if kill:
        abandon(vault)
    return failing


FORMS = [pytest.param(5, id="quick"), pytest.param(None, id="every", marks=pytest.mark.torture)]
"""How many of the steps fail: some in every run of the tests, all of them in "make torture"."""


def steps_to_fail(total: int, most: int | None) -> Iterator[int]:
    """The numbers of the steps, from 1, spread over all; then one that is never reached: the work must end well."""
    yield from sorted({1 + place * (total - 1) // ((most or total) - 1) for place in range(most or total)})
    yield total + 1000


def count_steps(vault: Vault, kill: bool, work: Callable[[Vault], object]) -> int:
    return run_failing(vault, 0, kill, work).steps


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault with an earlier copy beside it, something added since, and its recovery key."""
    folder = tmp_path_factory.mktemp("made")
    vault, key = new_vault_with_key(folder / "v.evidence-vault")
    (folder / "disk").mkdir()
    with vault:
        add(vault, "a.txt", b"a" * 3000)
        operation.back_up(vault, folder / "disk", OWNER, Silent())
        vault.keys.change_passphrase(PASSPHRASE, PASSPHRASE + "!")
        vault.keys.change_passphrase(PASSPHRASE + "!", PASSPHRASE)
        add(vault, "b.txt", b"b" * 3000)
        case = vault.put("case", {"title": "t"}, actor=OWNER)
        vault.case_signing_key(case.id)
    return folder, key


def fresh(made: tuple[Path, str], place: Path, *, with_copy: bool = True) -> Path:
    shutil.copytree(made[0] / "v.evidence-vault", place / "v.evidence-vault")
    if with_copy:
        shutil.copytree(made[0] / "disk", place / "disk")
    else:
        (place / "disk").mkdir()
    return place / "v.evidence-vault"


@pytest.mark.parametrize("most", FORMS)
@pytest.mark.parametrize("kill", [False, True])
@pytest.mark.parametrize("with_copy", [False, True])
def test_a_backup_fails_at_every_step(
    tmp_path: Path,
    made: tuple[Path, str],
    kill: bool,
    with_copy: bool,
    most: int | None,
    record_property: Callable[[str, int], None],
) -> None:
    counted = opened(fresh(made, tmp_path / "counted", with_copy=with_copy), passphrase=PASSPHRASE)
    total = count_steps(counted, kill, lambda v: operation.back_up(v, tmp_path / "counted" / "disk", OWNER, Silent()))
    assert total > 30
    record_property(f"tried: {'ends' if kill else 'faults'} at a step of a backup", most or total)
    for number in steps_to_fail(total, most):
        place = tmp_path / str(number)
        folder = fresh(made, place, with_copy=with_copy)
        vault = opened(folder, passphrase=PASSPHRASE)
        copy = place / "disk" / folder.name

        def work(vault: Vault, place: Path = place) -> None:
            operation.back_up(vault, place / "disk", OWNER, Silent())

        failing = run_failing(vault, number, kill, work)
        if with_copy:  # what the earlier backup held is there whatever happened
            assert_still_of_use(copy)
        with opened(folder, passphrase=PASSPHRASE) as again:
            operation.back_up(again, place / "disk", OWNER, Silent())
            proof = operation.check_backup(copy, Silent(), passphrase=PASSPHRASE, vault=again)
            assert (proof.report.verdict, proof.recorded) == ("intact", True), proof.report.findings
        assert problems_of(folder, passphrase=PASSPHRASE) == []
        assert failing.happened == (number <= total)
        shutil.rmtree(place)


def assert_still_of_use(copy: Path) -> None:
    scratch = copy.parent / "looked-at"
    shutil.copytree(copy, scratch)
    with opened(scratch, passphrase=PASSPHRASE) as vault:
        contents = [vault.contents.open(item.id).read() for item in vault.items()]
    assert b"a" * 3000 in contents
    shutil.rmtree(scratch)


KEY_CHANGES: dict[str, Callable[[Vault], object]] = {
    "passphrase": lambda vault: vault.keys.change_passphrase(PASSPHRASE, NEW),
    "reset": lambda vault: vault.keys.set_passphrase(NEW),
    "recovery": lambda vault: vault.keys.new_recovery_key(),
    "no-recovery": lambda vault: vault.keys.remove_recovery_key(),
}


@pytest.mark.parametrize("most", FORMS)
@pytest.mark.parametrize("kill", [False, True])
@pytest.mark.parametrize("change", KEY_CHANGES)
def test_a_change_of_keys_fails_at_every_step(
    tmp_path: Path,
    made: tuple[Path, str],
    change: str,
    kill: bool,
    most: int | None,
    record_property: Callable[[str, int], None],
) -> None:
    total = count_steps(opened(fresh(made, tmp_path / "counted"), passphrase=PASSPHRASE), kill, KEY_CHANGES[change])
    assert total > 8
    record_property(f"tried: {'ends' if kill else 'faults'} at a step of a change of keys", most or total)
    for number in steps_to_fail(total, most):
        place = tmp_path / str(number)
        folder = fresh(made, place)
        told: list[object] = []

        def work(vault: Vault, told: list[object] = told) -> None:
            told.append(KEY_CHANGES[change](vault) or True)

        failing = run_failing(opened(folder, passphrase=PASSPHRASE), number, kill, work)
        key = _key_that_opens(folder, change, told, made[1])
        with opened(folder, **key) as vault:
            assert len(vault.items()) == 2
            assert [note.code for note in vault.opening_notes if note.severity is Severity.PROBLEM] == []
        assert problems_of(folder, **key) == []
        assert failing.happened == (number <= total)
        shutil.rmtree(place)


def _key_that_opens(folder: Path, change: str, told: list[object], recovery_key: str) -> dict[str, str]:
    """The key that must open, by what the person was told; before that the old or the new one may."""
    if change in {"recovery", "no-recovery"}:
        if told:
            with pytest.raises((errors.WrongRecoveryKey, errors.NoRecoveryKey)):
                opened(folder, recovery_key=recovery_key)
        if told and isinstance(told[0], str):
            opened(folder, recovery_key=told[0]).close()
        return {"passphrase": PASSPHRASE}
    if told:
        with pytest.raises(errors.WrongPassphrase):
            opened(folder, passphrase=PASSPHRASE)
        return {"passphrase": NEW}
    opened(folder, recovery_key=recovery_key).close()
    try:
        opened(folder, passphrase=PASSPHRASE).close()
    except errors.WrongPassphrase:
        return {"passphrase": NEW}
    return {"passphrase": PASSPHRASE}
