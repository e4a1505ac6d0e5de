# SPDX-License-Identifier: GPL-3.0-or-later
"""The real window as a screen reader meets it: roles and names over the accessibility bus, under Xvfb."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DRIVER = Path(__file__).with_name("accessibility_driver.py")
NEEDED = ("xvfb-run", "dbus-run-session")
NAMED_ROLES = {"button", "text_field", "check_box", "combo_box", "menu_item", "progress_bar", "list_item"}


@pytest.mark.real_window
def test_a_screen_reader_meets_names_and_roles(tmp_path: Path) -> None:
    missing = [program for program in NEEDED if shutil.which(program) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    if not Path("/usr/libexec/at-spi-bus-launcher").exists():
        pytest.skip("the accessibility bus (at-spi2-core) is not installed")
    environment = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path), "HOME": str(tmp_path)}
    environment.pop("QT_QPA_PLATFORM", None)
    done = subprocess.run(
        ["xvfb-run", "-a", "dbus-run-session", "--", sys.executable, str(DRIVER)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        timeout=110,
    )
    assert done.returncode == 0, done.stderr
    pages: dict[str, list[list[str]]] = json.loads(done.stdout.splitlines()[-1])
    assert ["button", "Make a new vault"] in pages["welcome"]
    assert ["text_field", "Passphrase"] in pages["new vault"]
    assert ["text_field", "Name of the vault"] in pages["new vault"]
    nameless = [role for page in pages.values() for role, name in page if role in NAMED_ROLES and not name]
    assert nameless == []
