# SPDX-License-Identifier: GPL-3.0-or-later
"""A package held against the vault that made it: replays, other keys, a log written anew, what was never in it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.helpers.vaults import OWNER, add, new_vault, open_vault
from tests.vectors.package.bags import write_made_up

from evidence_vault.operations.check_package import check_package
from evidence_vault.operations.edit_case import add_to_case, new_case
from evidence_vault.operations.export_case import ExportOptions, export_case
from evidence_vault.operations.review_package import compare_fingerprint
from evidence_vault.progress import Silent
from evidence_vault.records import CheckReport, Severity
from evidence_vault.vault.vault import Vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "v.evidence-vault") as opened:
        yield opened


@pytest.fixture
def case(vault: Vault) -> str:
    case_id = new_case(vault, "made-up", OWNER).id
    add_to_case(vault, case_id, [add(vault, "one.txt", b"one").id], OWNER)
    return case_id


def export(vault: Vault, case: str, place: Path, kind: str = "archive", **options: object) -> Path:
    return export_case(vault, case, ExportOptions(kind, place, "en", **options), OWNER, Silent()).path  # type: ignore[arg-type]


def check(package: Path, vault: Vault) -> tuple[CheckReport, set[str]]:
    before = vault.journal_state()
    report = check_package(package, None, None, Silent(), vault=vault)
    assert vault.journal_state() == before  # checking writes nothing, makes no key
    return report, {one.code for one in report.findings if one.severity is Severity.PROBLEM}


def test_the_latest_package_is_the_vaults_own(vault: Vault, case: str, tmp_path: Path) -> None:
    report, problems = check(export(vault, case, tmp_path / "now"), vault)
    assert (report.verdict, report.signer.compared, problems) == ("intact", "matched", set())
    assert not report.findings  # the vault answers whose key it is, and whether a later one exists
    assert compare_fingerprint(report, "") == report


def test_a_replayed_older_package_is_found(vault: Vault, case: str, tmp_path: Path) -> None:
    older = export(vault, case, tmp_path / "older")
    add_to_case(vault, case, [add(vault, "two.txt", b"two").id], OWNER)
    newer = export(vault, case, tmp_path / "newer")
    assert check(older, vault)[1] == {"PACKAGE_NOT_LATEST"}
    assert check(newer, vault)[1] == set()
    # A package of another kind is no later one of this.
    export(vault, case, tmp_path / "complaint", "complaint", platform="wechat")
    assert check(newer, vault)[1] == set()


def test_a_part_of_several_is_known(vault: Vault, case: str, tmp_path: Path) -> None:
    for number in range(4):
        add_to_case(vault, case, [add(vault, f"{number}.bin", bytes([number]) * 100_000).id], OWNER)
    first = export(vault, case, tmp_path / "parts", max_part=500_000)
    assert first.name.endswith(".part1of2")
    assert check(first, vault)[1] == set()


def test_a_vault_put_back_is_told_from_a_later_package(vault: Vault, case: str, tmp_path: Path) -> None:
    folder = vault.path
    vault.close()
    shutil.copytree(folder, tmp_path / "copy.evidence-vault")
    with open_vault(folder) as again:
        add_to_case(again, case, [add(again, "two.txt", b"two").id], OWNER)
        package = export(again, case, tmp_path / "later")
    with open_vault(tmp_path / "copy.evidence-vault") as older:
        assert check(package, older)[1] == {
            "VAULT_IS_OLDER",
            "VAULT_DID_NOT_MAKE",
            "VAULT_WITHOUT_ORIGINAL",
            "VAULT_OTHER_SIGNER",
        }


def test_two_histories_from_one_copy_are_told_apart(vault: Vault, case: str, tmp_path: Path) -> None:
    vault.case_signing_key(case)
    folder = vault.path
    vault.close()
    shutil.copytree(folder, tmp_path / "copy.evidence-vault")
    with open_vault(folder) as again:
        add(again, "here.txt", b"only here")
        package = export(again, case, tmp_path / "one")
    with open_vault(tmp_path / "copy.evidence-vault") as other:
        for number in range(12):
            add(other, f"other-{number}.txt", bytes([number]))
        assert check(package, other)[1] == {"CUSTODY_REWRITTEN", "VAULT_DID_NOT_MAKE"}


def test_a_package_of_another_vault_is_not_ours(vault: Vault, case: str, tmp_path: Path) -> None:
    report, problems = check(write_made_up(tmp_path, "archive"), vault)
    assert problems == {"VAULT_WITHOUT_CASE"}
    assert report.verdict == "problems"
