#!/bin/sh
# Makes .venv with the pinned, hashed dependencies and the program in it. Called by make; safe to call again.
# SPDX-License-Identifier: GPL-3.0-or-later
set -eu
cd "$(dirname "$0")/.."

find_python() {
    for candidate in python3 python3.14 python3.13 python3.12 python3.11 python; do
        if command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    echo "Evidence Vault needs Python 3.11 or newer, and none was found." >&2
    echo "Install it (Debian, Ubuntu: apt-get install python3 python3-venv), then run this again." >&2
    exit 1
}

python=$(find_python)
sh packaging/linux/system_libraries.sh "$python"

if [ ! -x .venv/bin/python ]; then
    echo "Making .venv …"
    "$python" -m venv .venv
fi
echo "Installing the pinned parts into .venv (a few minutes the first time) …"
# The lock is complete, and leaves out on purpose what [tool.uv] in pyproject.toml overrides: nothing else may come along.
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
