# SPDX-License-Identifier: GPL-3.0-or-later
"""An export in parts: each complete and intact by itself, none too large, all evidence in exactly one."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.helpers.vaults import OWNER, add, new_vault

from evidence_vault import errors
from evidence_vault.operations.check_package import check_package
from evidence_vault.operations.edit_case import add_to_case, new_case
from evidence_vault.operations.export_case import ExportOptions, export_case
from evidence_vault.operations.export_volumes import size_in_bytes
from evidence_vault.progress import Cancelled, Silent
from evidence_vault.vault.vault import Vault

MOST = 400_000


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "v.evidence-vault") as opened:
        yield opened


@pytest.fixture
def case_id(vault: Vault) -> str:
    case = new_case(vault, "made-up", OWNER).id
    items = [add(vault, f"n{number}.txt", bytes([number]) * 90_000) for number in range(7)]
    add_to_case(vault, case, [item.id for item in items], OWNER)
    return case


def archive(destination: Path, **more: object) -> ExportOptions:
    return ExportOptions("archive", destination, "en", max_part=MOST, **more)  # type: ignore[arg-type]


def weight(path: Path) -> int:
    return (
        path.stat().st_size if path.is_file() else sum(one.stat().st_size for one in path.rglob("*") if one.is_file())
    )


@pytest.mark.parametrize("as_zip", [True, False])
def test_every_part_is_complete_and_the_evidence_is_in_one_of_them(
    vault: Vault, case_id: str, tmp_path: Path, *, as_zip: bool
) -> None:
    report = export_case(vault, case_id, archive(tmp_path / "out", as_zip=as_zip), OWNER, Silent())
    assert len(report.volumes) > 1
    originals: list[str] = []
    for path in report.volumes:
        assert weight(path) <= MOST
        checked = check_package(path, report.fingerprint, None, Silent())
        assert checked.verdict == "intact", checked.findings
        assert "OTHER_VOLUMES" in {finding.code for finding in checked.findings}
        from evidence_vault.package.review import ReviewedPackage

        description = ReviewedPackage(path).description
        assert description is not None
        assert description.volume is not None
        assert description.volume[1] == len(report.volumes)
        own = [part.sha256 for part in description.parts if part.role == "original"]
        assert own
        assert description.withheld == 7 - len(own)
        originals += own
    assert sorted(originals) == sorted(item.sha256 for item in vault.items(case_id=case_id))
    assert sum(map(weight, report.volumes)) >= report.size
    assert not [path.name for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_the_next_package_names_the_last_part(vault: Vault, case_id: str, tmp_path: Path) -> None:
    first = export_case(vault, case_id, archive(tmp_path / "out"), OWNER, Silent())
    again = export_case(vault, case_id, ExportOptions("archive", tmp_path / "whole", "en"), OWNER, Silent())
    described = json.loads((again.path / "data/records/package.json").read_bytes())
    assert described["previous"]["package_id"] == f"{first.package_id}-{len(first.volumes)}"
    report = check_package(again.path, None, first.volumes[-1], Silent())
    assert "PREVIOUS_DIFFERS" not in {finding.code for finding in report.findings}


def test_one_part_is_enough_where_all_fits(vault: Vault, case_id: str, tmp_path: Path) -> None:
    options = ExportOptions("archive", tmp_path / "out", "en", max_part=50_000_000)
    report = export_case(vault, case_id, options, OWNER, Silent())
    assert [path.name for path in report.volumes] == ["out.part1of1"]
    assert check_package(report.path, report.fingerprint, None, Silent()).verdict == "intact"


def test_too_small_parts_are_refused(vault: Vault, case_id: str, tmp_path: Path) -> None:
    before = sorted(path.name for path in tmp_path.iterdir())
    options = ExportOptions("archive", tmp_path / "out", "en", max_part=90_000)
    with pytest.raises(errors.MaxPartTooSmall):
        export_case(vault, case_id, options, OWNER, Silent())
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert not [entry for entry in vault.log() if entry.event == "exported"]


def test_stopping_between_parts_leaves_nothing(vault: Vault, case_id: str, tmp_path: Path) -> None:
    class Stop(Silent):
        left = 12

        def raise_if_cancelled(self) -> None:
            type(self).left -= 1
            if self.left <= 0:
                raise Cancelled

    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(Cancelled):
        export_case(vault, case_id, archive(tmp_path / "out"), OWNER, Stop())
    assert sorted(path.name for path in tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("text", "size"),
    [("25MB", 25_000_000), ("4 GiB", 4 << 30), ("700000", 700_000), ("1k", 1000), ("2tb", 2 * 10**12)],
)
def test_sizes_are_read(text: str, size: int) -> None:
    assert size_in_bytes(text) == size


@pytest.mark.parametrize("text", ["", "0", "MB", "-1", "1.5GB", "1 PB", "1e6"])
def test_what_is_no_size_is_none(text: str) -> None:
    assert size_in_bytes(text) is None


def test_encrypted_parts_open_with_one_password_and_are_each_a_package(
    vault: Vault, case_id: str, tmp_path: Path
) -> None:
    import pyzipper

    report = export_case(vault, case_id, archive(tmp_path / "out", encrypt=True), OWNER, Silent())
    assert report.password is not None
    assert len(report.volumes) > 1
    for number, path in enumerate(report.volumes, start=1):
        assert path.name == f"out.part{number}of{len(report.volumes)}.encrypted.zip"
        assert weight(path) <= MOST
        with pytest.raises(errors.NeedsUnpacking):
            check_package(path, None, None, Silent())
        with pyzipper.AESZipFile(path) as zipped:
            plain = tmp_path / f"plain-{number}.zip"
            plain.write_bytes(zipped.read("package.zip", pwd=report.password.encode()))
        assert check_package(plain, report.fingerprint, None, Silent()).verdict == "intact"
    assert not [path.name for path in tmp_path.iterdir() if path.name.startswith(".")]
    entry = vault.last_entry("exported")
    assert entry is not None
    assert entry.payload is not None
    assert entry.payload["encrypted"] is True
    assert report.password not in str(dict(entry.payload))
