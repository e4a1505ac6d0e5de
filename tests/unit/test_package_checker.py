# SPDX-License-Identifier: GPL-3.0-or-later
"""The checker: every file touched in turn, its words, its command, and that it needs nothing but cryptography."""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.vectors.package.bags import (
    KEY,
    OTHER_KEY,
    REQUEST,
    TOP,
    Files,
    as_folder,
    as_zip,
    counted,
    good,
    redescribed,
    signed,
    zip_bytes,
)

from evidence_vault import errors
from evidence_vault.crypto.signing import fingerprint_groups
from evidence_vault.package import hash_files as hashing
from evidence_vault.package import zip_structure
from evidence_vault.package.check_command import PercentOnTerminal, main
from evidence_vault.package.check_report import report_as_json, report_as_text, verdict_sentence
from evidence_vault.package.checker import check_package
from evidence_vault.package.findings import MOST_OF_ONE_CODE
from evidence_vault.package.reader import open_package
from evidence_vault.progress import Cancelled, Silent
from evidence_vault.records import CheckReport, Severity
from evidence_vault.translations import Words

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "docs/formats/cli/check.schema.json").read_text("utf-8"))
NOT_LISTED = {"tagmanifest-sha256.txt", "tagmanifest-sha256.txt.sig", "tagmanifest-sha256.txt.sig.1.tsq"}
PATHS = sorted(good())


def check(files: Files, place: Path, **more: Any) -> CheckReport:
    return check_package(as_zip(files, place / "package.zip"), progress=Silent(), **more)


def problems(report: CheckReport) -> set[tuple[str, str]]:
    return {(one.code, one.subject) for one in report.findings if one.severity is Severity.PROBLEM}


# --- every file in turn ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PATHS)
def test_every_changed_file_is_found(path: str, tmp_path: Path) -> None:
    files = good()
    data = files[path]
    files[path] = bytes([data[0] ^ 1]) + data[1:]
    found = problems(check(files, tmp_path))
    assert found if path in NOT_LISTED else ("FILE_CHANGED", path) in found


@pytest.mark.parametrize("path", PATHS)
def test_every_removed_file_is_found(path: str, tmp_path: Path) -> None:
    files = good()
    del files[path]
    found = problems(check(files, tmp_path))
    if path == REQUEST:
        assert not found  # a question nobody needs to have asked
        return
    assert found if path in NOT_LISTED else ("FILE_MISSING", path) in found


@pytest.mark.parametrize("path", PATHS)
def test_every_renamed_file_is_found(path: str, tmp_path: Path) -> None:
    files = good()
    files[f"{path}x"] = files.pop(path)
    assert ("FILE_EXTRA", f"{path}x") in problems(check(files, tmp_path))


@pytest.mark.parametrize("path", PATHS)
def test_every_cut_and_extended_file_is_found(path: str, tmp_path: Path) -> None:
    for change in (good()[path][:-1], good()[path] + b"\n"):
        assert problems(check({**good(), path: change}, tmp_path)), change[-20:]


def test_every_pair_of_swapped_originals_is_found(tmp_path: Path) -> None:
    files = good()
    one, two = "data/originals/A1.png", "data/originals/A2.html.evidence"
    files[one], files[two] = files[two], files[one]
    assert {("FILE_CHANGED", one), ("FILE_CHANGED", two)} <= problems(check(files, tmp_path))


def test_folder_and_zip_are_judged_alike(tmp_path: Path) -> None:
    files = {**good(), "START-HERE.html": b"other", "data/more": b"x"}
    of_folder = check_package(as_folder(files, tmp_path / TOP), progress=Silent())
    assert problems(check(files, tmp_path)) == problems(of_folder)


# --- what only the comparison of the signer finds ------------------------------------------------------------


def forged() -> Files:
    """Swapped, described, listed and signed anew by a stranger with care."""
    files = good()
    files["data/tables/exhibits.csv"] = b"other words\r\n"
    return signed(counted(redescribed(files, OTHER_KEY)), OTHER_KEY)


def test_a_careful_forgery_is_found_by_the_signer_alone_and_the_words_say_so(tmp_path: Path) -> None:
    alone = check(forged(), tmp_path)
    assert alone.verdict == "intact"
    assert alone.signer.compared == "not-compared"
    text = report_as_text(alone)
    assert OTHER_KEY.fingerprint in text
    assert "whose key that is was not checked" in text
    assert "SIGNER_NOT_COMPARED" in text
    compared = check(forged(), tmp_path, signer=KEY.fingerprint)
    assert problems(compared) == {("SIGNER_DIFFERENT", "signer.pub")}
    assert compared.signer.compared == "different"


def test_intact_never_stands_alone(tmp_path: Path) -> None:
    for signer in (None, KEY.fingerprint):
        report = check(good(), tmp_path, signer=signer)
        for tag in ("en", "zh-Hans"):
            sentence = verdict_sentence(report, Words(tag))
            assert KEY.fingerprint in sentence
            assert sentence.lower() not in {"intact", "intact."}


@pytest.mark.parametrize(
    "told",
    [
        KEY.fingerprint,
        KEY.fingerprint.removeprefix("SHA256:"),
        f" {KEY.fingerprint} \n",
        fingerprint_groups(KEY.fingerprint),
        fingerprint_groups(KEY.fingerprint).lower().replace(" ", "-"),
    ],
)
def test_the_fingerprint_may_be_given_as_it_was_told(told: str, tmp_path: Path) -> None:
    assert check(good(), tmp_path, signer=told).signer.compared == "matched"


@pytest.mark.parametrize(
    "told", ["", "SHA256:", KEY.fingerprint.swapcase(), KEY.fingerprint[:-1], OTHER_KEY.fingerprint]
)
def test_nothing_else_matches(told: str, tmp_path: Path) -> None:
    report = check(good(), tmp_path, signer=told)
    assert (report.signer.compared, report.verdict) == ("different", "problems")


# --- the checker itself --------------------------------------------------------------------------------------


def test_checking_changes_nothing(tmp_path: Path) -> None:
    place = as_folder(good(), tmp_path / TOP)
    before = {p: (p.stat().st_mtime_ns, p.stat().st_size) for p in tmp_path.rglob("*")}
    check_package(place, progress=Silent())
    assert before == {p: (p.stat().st_mtime_ns, p.stat().st_size) for p in tmp_path.rglob("*")}


def test_findings_do_not_grow_without_end(tmp_path: Path) -> None:
    files = good() | {f"data/x{number}": b"" for number in range(MOST_OF_ONE_CODE + 7)}
    report = check(files, tmp_path)
    more = [one for one in report.findings if one.code == "MORE_FINDINGS"]
    assert [dict(one.facts) for one in more] == [{"code": "FILE_EXTRA", "more": 7}]
    assert sum(one.code == "FILE_EXTRA" for one in report.findings) == MOST_OF_ONE_CODE


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from evidence_vault.package import reader

    monkeypatch.setattr(reader, "MOST_FILES", 5)
    with pytest.raises(errors.PackageTooLarge):
        check_package(as_folder(good(), tmp_path / TOP), progress=Silent())


def test_a_huge_manifest_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = as_folder(good(), tmp_path / TOP)
    with (place / "manifest-sha256.txt").open("r+b") as file:
        file.truncate(65 << 20)  # sparse
    with pytest.raises(errors.PackageTooLarge):
        check_package(place, progress=Silent())


def test_overlapping_entries_are_found(tmp_path: Path) -> None:
    """Two entries of the directory that share one place: how small zips hold endless data."""
    data = bytearray(zip_bytes(good().items()))
    with zipfile.ZipFile(as_zip(good(), tmp_path / "a.zip")) as archive:
        first, second = archive.infolist()[:2]
    directory = data.index(b"PK\x01\x02", first.header_offset)
    second_record = data.index(b"PK\x01\x02", directory + 4)
    data[second_record + 42 : second_record + 46] = first.header_offset.to_bytes(4, "little")
    (tmp_path / "package.zip").write_bytes(data)
    report = check_package(tmp_path / "package.zip", progress=Silent())
    assert "ZIP_HEADERS_DIFFER" in {one.code for one in report.findings}
    assert second.filename


def test_control_signs_in_names_are_shown(tmp_path: Path) -> None:
    report = check({**good(), "data/\u202egnp.exe\x1b[2J": b""}, tmp_path)
    assert "⟨U+202E⟩gnp.exe⟨U+001B⟩" in report_as_text(report)


def test_words_of_a_package_do_not_fill_our_places(tmp_path: Path) -> None:
    report = check({**good(), "data/{line}{0}": b""}, tmp_path)
    assert "data/{line}{0}" in report_as_text(report)


@pytest.mark.parametrize("byte", range(0, 400, 7))
def test_no_byte_of_the_zip_lists_brings_the_checker_down(byte: int, tmp_path: Path) -> None:
    data = bytearray(zip_bytes(good().items()))
    data[len(data) - 1 - byte] ^= 0xFF
    place = tmp_path / "package.zip"
    place.write_bytes(data)
    try:
        report = check_package(place, progress=Silent())
    except errors.PackageError:
        return
    except errors.ArchiveDamaged:
        return
    # What is left unnoticed are fields nobody relies on: times, versions, attributes, CRCs of the directory.
    assert report.verdict in {"intact", "problems"}


class _CancelAtOnce(Silent):
    def raise_if_cancelled(self) -> None:
        raise Cancelled


def test_a_check_can_be_cancelled(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        check_package(as_folder(good(), tmp_path / TOP), progress=_CancelAtOnce())


def test_a_check_reports_its_bytes(tmp_path: Path) -> None:
    seen: list[tuple[int, int | None]] = []

    class Watching(Silent):
        def report(self, done: int, total: int | None, what: str = "") -> None:
            seen.append((done, total))

    check_package(as_folder(good(), tmp_path / TOP), progress=Watching())
    assert seen[-1][0] == seen[-1][1]


def test_a_file_that_cannot_be_read_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = open_package(as_folder(good(), tmp_path / TOP))
    (tmp_path / TOP / "data/originals/A1.png").unlink()
    digests = hashing.hash_files(package, sorted(package.sizes), Silent())
    assert "data/originals/A1.png" not in digests
    assert [one.code for one in package.findings.all()] == ["FILE_UNREADABLE"]


def test_zip64_packages_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The writer of Zip64 records, made to use them for small files."""
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 100)
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 3)
    place = as_zip(good(), tmp_path / "package.zip")
    assert b"PK\x06\x06" in place.read_bytes()
    with place.open("rb") as file:
        from evidence_vault.package.findings import FindingList

        findings = FindingList()
        entries = zip_structure.read_zip_entries(file, "package.zip", findings)
    assert len(entries) == len(good())
    assert not findings.has_problems


# --- the command ---------------------------------------------------------------------------------------------


def run_main(capfdbinary: pytest.CaptureFixture[bytes], *arguments: str) -> tuple[int, bytes, bytes]:
    status = main(arguments)
    out, err = capfdbinary.readouterr()
    return status, out, err


def test_command_statuses_and_json(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    right = str(as_zip(good(), tmp_path / "right.zip"))
    wrong = str(as_zip({**good(), "x": b""}, tmp_path / "wrong.zip"))
    missing = str(tmp_path / "missing")
    for arguments, expected in [
        ((right,), 0), ((wrong,), 1), ((missing,), 3), ((right, "--signer", OTHER_KEY.fingerprint), 1),
        ((right, "--against", right), 0), ((right, "--against", missing), 3),
    ]:  # fmt: skip
        status, out, err = run_main(capfdbinary, *arguments)
        assert status == expected
        assert bool(err) == (expected == 3)
        assert bool(out) == (expected != 3)
        status, out, err = run_main(capfdbinary, *arguments, "--json")
        assert status == expected
        jsonschema.validate(json.loads(out), SCHEMA)


def test_command_with_wrong_usage(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([])
    assert stopped.value.code == 2
    assert b"usage" in capfdbinary.readouterr()[1]


@pytest.mark.parametrize(
    ("variables", "arguments"),
    [
        ({"LANG": "zh_CN.UTF-8"}, ()),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, ()),
        ({"LANG": "en_GB.UTF-8"}, ("--language", "zh-Hans")),
    ],
)
def test_the_command_speaks_the_language_of_the_system_or_the_one_asked_for(
    variables: dict[str, str],
    arguments: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    _status, out, _err = run_main(capfdbinary, str(as_zip(good(), tmp_path / "right.zip")), *arguments)
    assert "没有发现问题" in out.decode() or "签名" in out.decode()
    _status, _out, err = run_main(capfdbinary, str(tmp_path / "missing"), *arguments)
    assert re.search("[一-鿿]", err.decode())


def test_the_help_of_the_command_is_translated(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    out = capfdbinary.readouterr()[0].decode()
    assert "导出包：文件夹或 zip 文件。" in out
    assert not re.search(r"^  .*[a-z]{3,} [a-z]{3,}", out, re.MULTILINE)


def test_the_percentage_stands_on_one_line_and_is_taken_away(capsys: pytest.CaptureFixture[str]) -> None:
    bar = PercentOnTerminal()
    bar.report(1, 3)
    bar.report(1, 3)
    bar.report(3, 3)
    bar.clear()
    bar.clear()
    assert capsys.readouterr().err == "\r33 %\r100 %\r     \r"


def test_json_of_the_report(tmp_path: Path) -> None:
    value = report_as_json(check(good(), tmp_path))
    assert value["verdict"] == "intact"
    assert value["signer"] == {"fingerprint": KEY.fingerprint, "compared": "not-compared"}
    assert value["timestamps"] == []
    assert value["counts"] == {
        "files": len(good()), "listed": len(good()) - 3, "bytes": sum(map(len, good().values())),
        "withheld": 0, "custody_entries": 5, "custody_withheld": 2,
    }  # fmt: skip


ONLY_CRYPTOGRAPHY = """
import sys
from importlib.machinery import PathFinder

ALLOWED = set(sys.stdlib_module_names) | {"evidence_vault", "cryptography", "_cffi_backend", "_openssl"}

class Blocker:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name.partition(".")[0] not in ALLOWED:
            raise ImportError(f"not there: {name}")
        return None

sys.meta_path.insert(0, Blocker)
from evidence_vault.package.check_command import PercentOnTerminal, main
status = main(sys.argv[1:])
ours = sorted(name for name in sys.modules if name.startswith("evidence_vault."))
others = {name.partition(".")[0] for name in sys.modules} - ALLOWED - {"__main__", "__mp_main__"}
print("MODULES", ",".join(ours), ";", ",".join(sorted(others)))
sys.exit(status)
"""


def test_the_checker_needs_nothing_but_cryptography(tmp_path: Path) -> None:
    place = as_zip(good(), tmp_path / "package.zip")
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path.append({_site_packages()!r})\n{ONLY_CRYPTOGRAPHY}",
         str(place)],
        capture_output=True, env=environment, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    ours, others = done.stdout.decode().rpartition("MODULES ")[2].split(";")
    allowed = {"errors", "records", "hashing", "clock", "progress", "user_messages", "translations", "assets"}
    for name in ours.strip().split(","):
        top = name.split(".")[1]
        assert top in allowed or top == "package" or name in {"evidence_vault.crypto", "evidence_vault.crypto.signing"}
    assert not others.strip()


def _site_packages() -> str:
    import cryptography

    return str(Path(cryptography.__file__).parents[1])


def test_the_checker_runs_as_a_module(tmp_path: Path) -> None:
    place = as_folder(good(), tmp_path / TOP)
    done = subprocess.run(
        [sys.executable, "-m", "evidence_vault.package.check_command",
         str(place), "--json", "--signer", KEY.fingerprint],
        capture_output=True, timeout=60, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout)["signer"]["compared"] == "matched"
    assert not done.stderr
