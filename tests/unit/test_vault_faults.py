# SPDX-License-Identifier: GPL-3.0-or-later
"""Every durable step fails in turn: what was reported is kept, what was not leaves no trace that matters."""

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.helpers.vaults import OWNER, PASSPHRASE, add, new_clock, new_vault, open_vault

from evidence_vault import errors
from evidence_vault.progress import Silent
from evidence_vault.records import Severity
from evidence_vault.vault.durable import Disk
from evidence_vault.vault.vault import Vault
from evidence_vault.vault.verify import verify_vault

STEPS = ("create", "write", "flush", "rename", "flush_folder", "truncate", "make_folder", "make_read_only")


class Failing:
    """Makes the ``at``-th durable step fail, and with ``for_ever`` every one after it."""

    def __init__(self, at: int, *, for_ever: bool) -> None:
        self.left = at
        self.for_ever = for_ever
        self.failed = False

    def install(self, patch: pytest.MonkeyPatch) -> None:
        for name in STEPS:
            patch.setattr(Disk, name, self._wrapped(getattr(Disk, name)))

    def _wrapped(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def step(disk: Disk, *arguments: Any) -> Any:
            self.left -= 1
            if self.left == 0 or (self.failed and self.for_ever):
                self.failed = True
                raise OSError(5, "input/output error")
            return real(disk, *arguments)

        return step


def work(vault: Vault, reported: list[str]) -> None:
    case = vault.put("case", {"title": "t"}, actor=OWNER)
    reported.append(case.id)
    item = add(vault, "a.txt", b"a" * 3000)
    reported.append(item.id)
    vault.assign_exhibit(case.id, item.id, "A1", actor=OWNER)
    reported.append("A1")
    vault.case_signing_key(case.id)
    vault.checkpoint("export")


def held_by(vault: Vault) -> set[str]:
    facts = {fact.id for fact in vault.facts()}
    items = vault.items()
    for item in items:
        with vault.contents.open(item.id) as stream:
            assert len(stream.read()) == item.size
    return facts | {item.id for item in items} | {case.exhibit for item in items for case in item.cases}


@pytest.mark.parametrize("for_ever", [False, True])
def test_every_step_fails_in_turn(tmp_path: Path, for_ever: bool, record_property: Callable[[str, int], None]) -> None:
    for number in itertools.count(1):
        folder = tmp_path / str(number)
        vault = new_vault(folder)
        reported: list[str] = []
        failing = Failing(number, for_ever=for_ever)
        with pytest.MonkeyPatch.context() as patch:
            failing.install(patch)
            try:
                work(vault, reported)
            except errors.EvidenceVaultError:
                assert failing.failed
            vault.close()
        with open_vault(folder) as vault:
            assert set(reported) <= held_by(vault)
            add(vault, "afterwards.txt", b"goes on")
        report = verify_vault(folder, passphrase=PASSPHRASE, clock=new_clock(), progress=Silent())
        assert [finding for finding in report.findings if finding.severity is Severity.PROBLEM] == []
        if not failing.failed:
            break
    assert number > 20
    record_property("tried: faults at a step of adding", number - 1)


def test_a_vault_that_cannot_be_written_is_not_half_made(tmp_path: Path) -> None:
    for number in itertools.count(1):
        failing = Failing(number, for_ever=True)
        with pytest.MonkeyPatch.context() as patch:
            failing.install(patch)
            try:
                new_vault(tmp_path / "v").close()
            except errors.EvidenceVaultError:
                assert not (tmp_path / "v").exists()
                continue
        break
    assert number > 10
    open_vault(tmp_path / "v").close()
