# SPDX-License-Identifier: GPL-3.0-or-later
"""Time stamps over packages: asked for at export, answered later, by several authorities, checked by others too."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.helpers.time_authority import Authority, needs_openssl, verified_by_openssl
from tests.unit.test_package_checker import ONLY_CRYPTOGRAPHY, ROOT, _site_packages
from tests.vectors.package.bags import KEY, REQUEST, TOP, as_folder, as_zip, good, write_made_up

from evidence_vault import errors
from evidence_vault.package.add_time_stamp import add_reply, request_of_package
from evidence_vault.package.checker import check_package
from evidence_vault.package.time_stamp_form import new_request, request_bytes
from evidence_vault.progress import Silent
from evidence_vault.records import CheckReport

SIGNATURE = "tagmanifest-sha256.txt.sig"
pytestmark = needs_openssl


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("one") / "authority", "Authority One")


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("two") / "authority", "Authority Two")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return as_folder(good("police"), tmp_path / TOP)


def reply_file(folder: Path, authority: Authority, request: bytes, name: str = "reply.tsr") -> Path:
    path = folder / name
    path.write_bytes(authority.reply(request))
    return path


def check(package: Path, authority: Authority | None = None) -> CheckReport:
    root = authority.root_file if authority else None
    return check_package(package, signer=KEY.fingerprint, authority=root, progress=Silent())


def test_every_package_carries_a_request_that_openssl_answers(package: Path, one: Authority) -> None:
    request = (package / REQUEST).read_bytes()
    assert request_of_package(package) == request
    assert check(package).timestamps == ()
    reply = package / f"{SIGNATURE}.1.tsr"
    reply.write_bytes(one.reply(request))
    assert verified_by_openssl(package / SIGNATURE, reply, one.root_file)
    (stamp,) = check(package, one).timestamps
    assert (stamp["state"], stamp["over"], stamp["authority"]) == ("trusted", "package", "CN=Authority One")


def test_the_same_package_asks_the_same(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    first = write_made_up(tmp_path / "a", as_zip=True)
    (tmp_path / "b").mkdir()
    assert first.read_bytes() == write_made_up(tmp_path / "b", as_zip=True).read_bytes()


def test_replies_of_several_authorities_stand_side_by_side(
    package: Path, tmp_path: Path, one: Authority, two: Authority
) -> None:
    request = (package / REQUEST).read_bytes()
    first = add_reply(package, reply_file(tmp_path, one, request), [one.root])
    second = add_reply(package, reply_file(tmp_path, two, request, "second.tsr"))
    assert (first["file"], first["state"]) == (f"{SIGNATURE}.1.tsr", "trusted")
    assert (second["file"], second["state"]) == (f"{SIGNATURE}.2.tsr", "authority-unknown")
    assert (package / f"{SIGNATURE}.2.tsr").read_bytes() == (tmp_path / "second.tsr").read_bytes()
    assert (package / f"{SIGNATURE}.2.tsq").read_bytes() == request
    again = add_reply(package, tmp_path / "second.tsr")
    assert again["file"] == second["file"]
    report = check(package, two)
    assert report.verdict == "intact"
    assert [stamp["state"] for stamp in report.timestamps] == ["authority-unknown", "trusted"]
    codes = {finding.code for finding in report.findings}
    assert {"TIMESTAMP_AUTHORITY_UNKNOWN", "TIMESTAMP_TRUSTED"} <= codes


def test_a_reply_to_something_else_is_not_kept(package: Path, tmp_path: Path, one: Authority) -> None:
    before = sorted(path.name for path in package.iterdir())
    signature = (package / SIGNATURE).read_bytes()
    for data in (b"other bytes", signature):  # other bytes; the right ones with a nonce that was not asked for
        with pytest.raises(errors.TimeStampElsewhere):
            add_reply(package, reply_file(tmp_path, one, request_bytes(new_request(data))))
    (tmp_path / "junk.tsr").write_bytes(b"junk")
    with pytest.raises(errors.TimeStampElsewhere):
        add_reply(package, tmp_path / "junk.tsr")
    with pytest.raises(errors.SourceMissing):
        add_reply(package, tmp_path / "absent.tsr")
    changed = bytearray(one.reply((package / REQUEST).read_bytes()))
    changed[-20] ^= 1
    (tmp_path / "changed.tsr").write_bytes(changed)
    with pytest.raises(errors.TimeStampRefused):
        add_reply(package, tmp_path / "changed.tsr")
    assert sorted(path.name for path in package.iterdir()) == before


def test_a_reply_of_another_package_put_beside_is_found(package: Path, tmp_path: Path, one: Authority) -> None:
    other = as_folder(good("archive"), tmp_path / "other")
    shutil.copyfile(reply_file(tmp_path, one, (other / REQUEST).read_bytes()), package / f"{SIGNATURE}.1.tsr")
    report = check(package, one)
    assert "TIMESTAMP_WRONG" in {finding.code for finding in report.findings}
    assert report.verdict == "problems"


def test_a_zip_keeps_its_bytes(tmp_path: Path, one: Authority) -> None:
    place = as_zip(good(), tmp_path / "package.zip")
    before = place.read_bytes()
    reply = reply_file(tmp_path, one, request_of_package(place))
    with pytest.raises(errors.NeedsFolder):
        add_reply(place, reply)
    assert place.read_bytes() == before


def test_a_checker_with_only_cryptography_lists_it_unjudged(package: Path, tmp_path: Path, one: Authority) -> None:
    add_reply(package, reply_file(tmp_path, one, (package / REQUEST).read_bytes()))
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path.append({_site_packages()!r})\n{ONLY_CRYPTOGRAPHY}",
         str(package), "--json"],
        capture_output=True, env=environment, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    told = json.loads(done.stdout.decode().rpartition("MODULES ")[0])
    assert [stamp["state"] for stamp in told["timestamps"]] == ["not-checked"]
    assert "TIMESTAMP_NOT_CHECKED" in {finding["code"] for finding in told["findings"]}
    assert "openssl ts -verify" in (package / "HOW-TO-CHECK.txt").read_text("utf-8")


def test_the_command_we_print_for_time_stamps_does_what_we_say(
    package: Path, tmp_path: Path, one: Authority, two: Authority
) -> None:
    add_reply(package, reply_file(tmp_path, one, (package / REQUEST).read_bytes()))
    lines = (package / "HOW-TO-CHECK.txt").read_text("utf-8").split("\n")
    command = next(line.strip() for line in lines if line.strip().startswith("openssl ts -verify"))

    def run(authority: Authority) -> int:
        shutil.copyfile(authority.root_file, tmp_path / "authority.pem")
        literal = command.replace("authority.pem", str(tmp_path / "authority.pem"))
        done = subprocess.run(["/bin/sh", "-c", literal], cwd=package, capture_output=True, timeout=30, check=False)
        return done.returncode

    assert run(one) == 0
    assert run(two) != 0


def test_the_report_tells_of_time_stamps(package: Path, tmp_path: Path, one: Authority) -> None:
    from evidence_vault.operations.save_check_report import save_check_report
    from evidence_vault.translations import Words

    add_reply(package, reply_file(tmp_path, one, (package / REQUEST).read_bytes()))
    for tag in ("en", "zh-Hans"):
        save_check_report(check(package, one), package.name, tmp_path / f"{tag}.pdf", Words(tag))
        from pypdf import PdfReader

        text = "\n".join(page.extract_text() for page in PdfReader(tmp_path / f"{tag}.pdf").pages)
        assert "Authority One" in text
