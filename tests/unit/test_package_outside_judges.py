# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs that are not ours judge our packages: bagit, sha256sum, ssh-keygen, and the literal commands we print."""

import logging
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.vectors.package.bags import KEY, OTHER_KEY, TOP, as_folder, good, signed, write_made_up

from evidence_vault.translations import Words

SSH_KEYGEN = shutil.which("ssh-keygen")
pytestmark = pytest.mark.skipif(SSH_KEYGEN is None, reason="ssh-keygen is not installed")
ALLOWED_EXTRA = ["tagmanifest-sha256.txt", "tagmanifest-sha256.txt.sig", "tagmanifest-sha256.txt.sig.1.tsq"]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return write_made_up(tmp_path, "police")


def run(command: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["/bin/sh", "-c", command], cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.fixture
def quiet_bagit() -> Iterator[None]:
    logger = logging.getLogger("bagit")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    yield
    logger.setLevel(before)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.usefixtures("quiet_bagit")
def test_bagit_agrees(package: Path) -> None:
    import bagit

    bagit.Bag(str(package)).validate()
    (package / "data/originals/A1.png").write_bytes(b"other")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(package)).validate()


def test_sha256sum_agrees(package: Path) -> None:
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        assert run(f"sha256sum --strict -c {name}", package).returncode == 0
    (package / "START-HERE.html").write_bytes(b"other")
    assert run("sha256sum -c tagmanifest-sha256.txt", package).returncode == 1


def commands(text: str) -> list[str]:
    """The indented lines of the Linux part."""
    part = text.partition("LINUX")[2].partition("-" * 100)[0]
    return [line.strip() for line in part.split("\n") if line.startswith("    ")]


def script(package: Path) -> list[str]:
    lines = [line for line in commands((package / "HOW-TO-CHECK.txt").read_text("utf-8")) if "openssl" not in line]
    assert len(lines) == 7
    return lines


def test_the_commands_we_print_do_what_we_say(package: Path) -> None:
    done = run("set -e\n" + "\n".join(script(package)), package)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(": OK") == len([p for p in package.rglob("*") if p.is_file()]) - len(ALLOWED_EXTRA)
    good_lines = [line for line in done.stdout.split("\n") if line.startswith("Good ")]
    assert good_lines == [
        f'Good "evidence-vault-package" signature with ED25519 key {KEY.fingerprint}',
        f'Good "evidence-vault-package" signature for package with ED25519 key {KEY.fingerprint}',
    ]
    assert done.stdout.split("\n")[-4:-1] == ALLOWED_EXTRA


def test_the_commands_we_print_find_what_was_done(package: Path) -> None:
    sums, signature, extra = script(package)[:2], script(package)[2:3], script(package)[5:]
    (package / "data/more.txt").write_text("x")
    assert "data/more.txt" in run("\n".join(extra), package).stdout
    (package / "data/originals/A1.png").write_bytes(b"other")
    assert "data/originals/A1.png: FAILED" in run("\n".join(sums), package).stdout
    (package / "tagmanifest-sha256.txt").write_bytes(b"")
    assert run("\n".join(signature), package).returncode != 0


def test_the_commands_show_another_key(tmp_path: Path) -> None:
    folder = as_folder(signed(good("police"), OTHER_KEY), tmp_path / TOP)
    done = run(script(folder)[2], folder)
    assert OTHER_KEY.fingerprint in done.stdout
    assert KEY.fingerprint not in done.stdout


def test_commands_nobody_ran_on_their_system_say_so(package: Path) -> None:
    """Those for Linux are run above; whoever runs the others by hand writes the day in the text."""
    text = (package / "HOW-TO-CHECK.txt").read_text("utf-8")
    english = text.partition("=" * 100)[2] or text
    for system in ("a Mac", "Windows"):
        assert re.search(rf"Last run by a person on {system}: (never yet|\d{{4}}-\d\d-\d\d)\.", english)


def test_both_languages_print_the_same_commands() -> None:
    from evidence_vault.package.documents import how_to_check

    text = how_to_check(KEY.fingerprint, Words("zh-Hans")).decode()
    chinese, english = text.split("=" * 100)
    for_all = re.compile(r"(?m)^ {4}\S.*$")
    assert for_all.findall(chinese) == for_all.findall(english)
    assert len(for_all.findall(english)) >= 14


def test_signer_pub_has_the_fingerprint_we_print(package: Path) -> None:
    done = run("ssh-keygen -l -f signer.pub", package)
    assert KEY.fingerprint in done.stdout


def test_unzip_tools_open_the_zip(tmp_path: Path) -> None:
    place = write_made_up(tmp_path, as_zip=True)
    unpacked = tmp_path / "unpacked"
    done = subprocess.run(
        ["python3", "-m", "zipfile", "-e", str(place), str(unpacked)], capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 0
    assert run("sha256sum -c manifest-sha256.txt", unpacked / TOP).returncode == 0
