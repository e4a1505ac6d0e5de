# SPDX-License-Identifier: GPL-3.0-or-later
"""Every vector of tests/vectors/package is answered as its name says, and every finding has a vector."""

import re
from pathlib import Path

import pytest
from tests.vectors.package.bags import KEY, as_zip
from tests.vectors.package.vectors import PAIRS, VECTORS, Vector

from evidence_vault import errors
from evidence_vault.package.checker import check_package
from evidence_vault.progress import Silent
from evidence_vault.records import Severity
from evidence_vault.user_messages import WORDS

FORMAT = Path(__file__).resolve().parents[2] / "docs" / "formats" / "package.md"
ERRORS = {"SOURCE_MISSING", "NOT_A_PACKAGE", "NEEDS_UNPACKING", "PACKAGE_TOO_LARGE", "ARCHIVE_DAMAGED"}
SIGNER_FINDINGS = {
    "SIGNER_NOT_COMPARED", "LATER_MAY_EXIST", "MORE_FINDINGS",
    "TIMESTAMP_TRUSTED", "TIMESTAMP_AUTHORITY_UNKNOWN", "TIMESTAMP_NOT_CHECKED",
    "CHECKPOINT_NOT_COMPARED",
    "VAULT_WITHOUT_CASE", "VAULT_OTHER_SIGNER", "VAULT_IS_OLDER", "VAULT_DID_NOT_MAKE", "VAULT_MADE_ANOTHER",
    "PACKAGE_NOT_LATEST", "VAULT_WITHOUT_ORIGINAL",
}  # fmt: skip
"""Made by how the check is asked for, or by an authority or a vault, not by the package: tests of their own."""


def documented() -> dict[str, set[str]]:
    """Finding to severities, out of the table of the format."""
    found: dict[str, set[str]] = {}
    for line in FORMAT.read_text("utf-8").split("\n"):
        if match := re.fullmatch(r"\| ((?:`[A-Z_]+`(?: · )?)+) \| (problem|note|problem or note) \| .*\|", line):
            for code in re.findall(r"[A-Z_]+", match[1]):
                found[code] = set(match[2].split(" or "))
    return found


@pytest.mark.parametrize("one", VECTORS, ids=lambda one: one.name)
def test_vector(one: Vector, tmp_path: Path) -> None:
    package = one.build(tmp_path)
    if one.code in ERRORS:
        with pytest.raises(errors.EvidenceVaultError) as raised:
            check_package(package, progress=Silent())
        assert raised.value.code == one.code
        return
    report = check_package(package, signer=KEY.fingerprint, progress=Silent())
    problems = {finding.code for finding in report.findings if finding.severity is Severity.PROBLEM}
    found = {finding.code: finding.severity for finding in report.findings}
    if one.code == "INTACT":
        assert (report.verdict, problems, report.signer.compared) == ("intact", set(), "matched")
        return
    assert one.code in found
    assert found[one.code].value in documented()[one.code]
    assert report.verdict == ("problems" if problems else "intact")
    if one.alone:
        assert problems == {one.code}


@pytest.mark.parametrize("name", PAIRS)
def test_pair_of_packages(name: str, tmp_path: Path) -> None:
    code = name.partition("--")[0]
    files, older = PAIRS[name]()
    report = check_package(
        as_zip(files, tmp_path / "now.zip"), against=as_zip(older, tmp_path / "older.zip"), progress=Silent()
    )
    found = {finding.code: finding.severity.value for finding in report.findings}
    assert "LATER_MAY_EXIST" not in found
    if code == "INTACT":
        assert report.verdict == "intact"
        return
    assert found[code] in documented()[code]
    assert report.verdict == ("problems" if "problem" in documented()[code] else "intact")


def test_every_finding_is_documented_worded_and_has_a_vector() -> None:
    codes = documented()
    assert len(codes) > 40
    assert not set(codes) - set(WORDS)
    vectors = {one.code for one in VECTORS} | {name.partition("--")[0] for name in PAIRS}
    assert set(codes) - vectors == SIGNER_FINDINGS
    assert vectors - set(codes) == ERRORS | {"INTACT"}


def test_every_finding_of_the_code_is_documented() -> None:
    source = FORMAT.parents[2] / "src" / "evidence_vault" / "package"
    used: set[str] = set()
    for path in source.glob("*.py"):
        text = path.read_text("utf-8")
        used |= set(re.findall(r'\.(?:problem|note)\(\s*"([A-Z_]+)"', text))
        used |= set(re.findall(r'_find\("([A-Z_]+)"', text)) | set(re.findall(r'yield "([A-Z_]+)", path', text))
    assert used
    assert used <= set(documented())
