# SPDX-License-Identifier: GPL-3.0-or-later
"""The encrypted hand-over: one entry, AES-256, a generated passphrase, and the checker's answer to it."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import pyzipper
from tests.vectors.package.bags import KEY, write_made_up

from evidence_vault import errors
from evidence_vault.package.checker import check_package
from evidence_vault.package.encrypted import encrypt_package, new_password
from evidence_vault.progress import Cancelled, Silent


def test_hand_over_round_trip(tmp_path: Path) -> None:
    package = write_made_up(tmp_path, as_zip=True)
    place = tmp_path / "PKG.encrypted.zip"
    password = encrypt_package(package, place)
    with pyzipper.AESZipFile(place) as archive:
        (entry,) = archive.infolist()
        assert (entry.filename, entry.wz_aes_strength, entry.date_time[:3]) == ("package.zip", 3, (1980, 1, 1))
        with pytest.raises(RuntimeError):
            archive.read("package.zip", pwd=b"wrong")
        data = archive.read("package.zip", pwd=password.encode())
    assert data == package.read_bytes()
    with pytest.raises(errors.NeedsUnpacking):
        check_package(place, progress=Silent())
    unpacked = tmp_path / "package.zip"
    unpacked.write_bytes(data)
    assert check_package(unpacked, signer=KEY.fingerprint, progress=Silent()).verdict == "intact"


def test_nothing_of_the_package_shows(tmp_path: Path) -> None:
    place = tmp_path / "PKG.encrypted.zip"
    encrypt_package(write_made_up(tmp_path, as_zip=True), place)
    assert b"evidence" not in place.read_bytes()
    assert b"PKG" not in place.read_bytes()


def test_passphrases_are_long_and_different() -> None:
    made = {new_password() for _ in range(50)}
    assert len(made) == 50
    assert all(re.fullmatch(r"[0-9a-hjkmnp-tv-z]{5}(-[0-9a-hjkmnp-tv-z]{5}){4}", one) for one in made)


def test_refusals_leave_nothing(tmp_path: Path) -> None:
    package = write_made_up(tmp_path, as_zip=True)
    with pytest.raises(errors.SourceMissing):
        encrypt_package(tmp_path / "no.zip", tmp_path / "x.zip")
    with pytest.raises(errors.DestinationExists):
        encrypt_package(package, package)

    class AtOnce(Silent):
        def raise_if_cancelled(self) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        encrypt_package(package, tmp_path / "x.zip", AtOnce())
    assert [p.name for p in tmp_path.iterdir()] == [package.name]


SEVEN_ZIP = shutil.which("7zz") or shutil.which("7z")


@pytest.mark.skipif(SEVEN_ZIP is None, reason="7-Zip is not installed")
def test_seven_zip_opens_it_with_the_password_and_with_no_other(tmp_path: Path) -> None:
    package = write_made_up(tmp_path, as_zip=True)
    place = tmp_path / "PKG.encrypted.zip"
    password = encrypt_package(package, place)

    def unpack(with_password: str, name: str) -> int:
        command = [str(SEVEN_ZIP), "x", f"-p{with_password}", f"-o{tmp_path / name}", "-y", str(place)]
        return subprocess.run(command, capture_output=True, check=False, timeout=60).returncode

    listed = subprocess.run(
        [str(SEVEN_ZIP), "l", "-slt", str(place)], capture_output=True, check=True, text=True, timeout=60
    ).stdout
    assert "Method = AES-256 Store" in listed
    assert "Encrypted = +" in listed
    assert unpack("wrong", "no") != 0
    assert unpack(password, "yes") == 0
    assert (tmp_path / "yes" / "package.zip").read_bytes() == package.read_bytes()
