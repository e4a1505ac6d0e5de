# SPDX-License-Identifier: GPL-3.0-or-later
"""Every export makes a package that the checker finds intact, twice the same."""

from dataclasses import replace
from pathlib import Path

import pytest

from evidence_vault.crypto.signing import SigningKey
from evidence_vault.package.checker import check_package
from evidence_vault.package.manifest import PackageInfo
from evidence_vault.package.writer import write_package
from evidence_vault.progress import Cancelled, Silent
from evidence_vault.translations import Words
from tests.exporters.exports import exporter_of
from tests.helpers.made_up_case import made_up_contents, made_up_dossier

KEY = SigningKey.from_private_bytes(b"\x07" * 32)


def written(folder: Path, kind: str, name: str) -> Path:
    dossier = replace(made_up_dossier("zh-Hans", kind), signer_fingerprint=KEY.fingerprint)
    exporter = exporter_of(kind)
    info = PackageInfo(
        kind=kind,
        package_id=dossier.package_id,
        made_at=dossier.made_at,
        case_id=dossier.case.id,
        journal=dossier.journal,
        program_version=dossier.program_version,
        withheld=exporter.withheld(dossier),
        previous=None,
    )
    words = Words(dossier.language)
    parts = exporter.parts(dossier, made_up_contents(), words, Silent())
    return write_package(folder, name, parts, info, KEY, words, as_zip=True, progress=Silent()).path


@pytest.mark.parametrize("kind", ["complaint", "police", "archive"])
def test_a_stranger_finds_it_intact(tmp_path: Path, kind: str) -> None:
    report = check_package(written(tmp_path, kind, "one"), signer=KEY.fingerprint, progress=Silent())
    assert [finding.code for finding in report.findings if finding.severity == "problem"] == []
    assert report.verdict == "intact"


def test_written_twice_it_is_the_same(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert (
        written(tmp_path / "a", "police", "one").read_bytes() == written(tmp_path / "b", "police", "one").read_bytes()
    )


class CancelsAtOnce(Silent):
    def raise_if_cancelled(self) -> None:
        raise Cancelled


@pytest.mark.parametrize("kind", ["complaint", "police", "archive"])
def test_it_can_be_cancelled(kind: str) -> None:
    parts = exporter_of(kind).parts(made_up_dossier("en", kind), made_up_contents(), Words("en"), CancelsAtOnce())
    with pytest.raises(Cancelled):
        list(parts)
