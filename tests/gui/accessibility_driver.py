# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real window through the accessibility interface, as a screen reader would; run inside Xvfb and D-Bus.

Prints one JSON document: the roles and names it met, step by step.
"""

import json
import os
import subprocess
import sys
from typing import Any

import xa11y

PATIENCE = 60


def flat(node: dict[str, Any]) -> list[tuple[str, str]]:
    """Role and name of everything below ``node``."""
    found = [(str(node["role"]), str(node["name"] or ""))]
    for child in node["children"]:
        found += flat(child)
    return found


def main() -> int:
    """Start the window, read its first page, press "Make a new vault", read the next page."""
    environment = {**os.environ, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    process = subprocess.Popen([sys.executable, "-m", "evidence_vault"], env=environment)
    try:
        app = xa11y.App.by_pid(process.pid, timeout=PATIENCE)
        make = app.locator('button[name="Make a new vault"]')
        make.wait_visible(timeout=PATIENCE)
        welcome = flat(app.tree())
        make.press()
        app.locator('button[name="Continue"]').wait_visible(timeout=PATIENCE)
        print(json.dumps({"welcome": welcome, "new vault": flat(app.tree())}))
    finally:
        process.kill()
        process.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
