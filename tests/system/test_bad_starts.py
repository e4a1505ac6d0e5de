# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program, started where something is wrong with the computer: it comes up, or says in words why not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.window_start import WINDOW_UNTIL_FIRST_PAINT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the environment is that of Linux and macOS")


def first_paint(home: Path, **more: str) -> None:
    """Start the window as a new process and wait until it paints; fails if it ends in another way."""
    kept = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
    environment = kept | {"HOME": str(home), "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"} | more
    command = [sys.executable, "-c", WINDOW_UNTIL_FIRST_PAINT]
    done = subprocess.run(command, env=environment, timeout=60, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def command(home: Path, *arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(home), "LANG": "C.UTF-8"} | more
    whole = [sys.executable, "-m", "evidence_vault", *arguments]
    return subprocess.run(
        whole, env=environment, timeout=60, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_a_home_folder_with_another_script_in_its_name(tmp_path: Path) -> None:
    home = tmp_path / "用户 Пользователь 🙂"
    home.mkdir()
    first_paint(home)
    (home / "口令.txt").write_text("four calm words here", "utf-8")
    made = command(home, "create", str(home / "证据.evidence-vault"), "--passphrase-file", str(home / "口令.txt"))
    assert made.returncode == 0, made.stderr


def test_settings_that_are_broken(tmp_path: Path) -> None:
    folder = tmp_path / ".config" / "evidence-vault"
    folder.mkdir(parents=True)
    (folder / "settings.json").write_bytes(b"\xff{")
    first_paint(tmp_path, XDG_CONFIG_HOME=str(folder.parent))
    assert (folder / "settings.damaged.json").read_bytes() == b"\xff{"


def test_a_home_folder_that_nothing_can_be_written_to(tmp_path: Path) -> None:
    # A file in place of the folder: also root cannot write there.
    (tmp_path / "home").write_bytes(b"")
    first_paint(tmp_path / "home", XDG_CONFIG_HOME=str(tmp_path / "home" / "config"))


def test_no_fonts_at_all(tmp_path: Path) -> None:
    (tmp_path / "fonts.conf").write_text('<?xml version="1.0"?><fontconfig></fontconfig>')
    first_paint(tmp_path, FONTCONFIG_FILE=str(tmp_path / "fonts.conf"))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can have no display")
@pytest.mark.parametrize("arguments", [(), ("open", "x")])
def test_no_display(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = command(tmp_path, *arguments)
    assert done.returncode == 2
    assert "no display" in done.stderr
    assert "evidence-vault --help" in done.stderr
