# SPDX-License-Identifier: GPL-3.0-or-later
"""The program as people get it, where something is wrong with the computer or the vault: it comes up, or says why not.

``tests/system/test_bad_starts.py`` looks closer at our own code; these run with the packaged program too.
"""

import hashlib
import json
import os
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers.program_command import program_command
from tests.helpers.real_window import real_window

OLD_VAULT = Path(__file__).parents[1] / "compat" / "0.1.0"


def nothing_is_wrong(_home: Path) -> dict[str, str]:
    return {}


def broken_settings(home: Path) -> dict[str, str]:
    folder = home / "settings" / "evidence-vault"
    folder.mkdir(parents=True)
    (folder / "settings.json").write_bytes(b"\xff{")
    return {"XDG_CONFIG_HOME": str(folder.parent)}


def nowhere_to_write(home: Path) -> dict[str, str]:
    # A file in place of the folder: also root cannot write there.
    (home / "file").write_bytes(b"")
    return {"XDG_CONFIG_HOME": str(home / "file"), "XDG_DATA_HOME": str(home / "file")}


def no_fonts(home: Path) -> dict[str, str]:
    (home / "fonts.conf").write_text('<?xml version="1.0"?><fontconfig></fontconfig>')
    return {"FONTCONFIG_FILE": str(home / "fonts.conf")}


@pytest.mark.real_window
@pytest.mark.timeout(120)
@pytest.mark.parametrize("wrong", [nothing_is_wrong, broken_settings, nowhere_to_write, no_fonts])
def test_the_window_comes_up(tmp_path: Path, wrong: Callable[[Path], dict[str, str]]) -> None:
    home = tmp_path / "用户 Пользователь 🙂"
    home.mkdir()
    with real_window(home, **wrong(home)) as window:
        window.find("button[name='Check a package someone gave me']")
        assert window.process.poll() is None


def command(home: Path, *arguments: object) -> "subprocess.CompletedProcess[str]":
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(home), "LANG": "C.UTF-8"}
    whole = [*program_command(), *map(str, arguments)]
    return subprocess.run(
        whole, env=environment, timeout=100, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture
def old_vault(tmp_path: Path) -> Path:
    """A vault an earlier release wrote, and its passphrase in a file beside it."""
    (tmp_path / "passphrase").write_text(json.loads((OLD_VAULT / "expected.json").read_text("utf-8"))["passphrase"])
    with zipfile.ZipFile(OLD_VAULT / "vault.zip") as archive:
        archive.extractall(tmp_path / "old")
    return next((tmp_path / "old").rglob("header.evh")).parent


def test_a_vault_of_an_earlier_release_opens_and_verifies(tmp_path: Path, old_vault: Path) -> None:
    done = command(tmp_path, "verify", old_vault, "--passphrase-file", tmp_path / "passphrase")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_vault_of_a_newer_release_is_left_as_it_is(tmp_path: Path, old_vault: Path) -> None:
    for name in ("header.evh", "header-b.evh"):
        body = (old_vault / name).read_bytes().partition(b"sha256: ")[0].replace(b"evault-header/1", b"evault-header/9")
        (old_vault / name).write_bytes(
            body + f"sha256: {hashlib.sha256(body).hexdigest()}\nhmac: {'0' * 64}\n".encode()
        )
    before = {path: path.read_bytes() for path in old_vault.rglob("*") if path.is_file()}
    done = command(tmp_path, "verify", old_vault, "--passphrase-file", tmp_path / "passphrase")
    assert done.returncode == 3
    assert "newer version of the program" in done.stderr
    assert {path: path.read_bytes() for path in old_vault.rglob("*") if path.is_file()} == before
