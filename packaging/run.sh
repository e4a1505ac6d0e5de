#!/bin/sh
# Opens the window; where there is no display, says so and runs the demo instead.
# SPDX-License-Identifier: GPL-3.0-or-later
set -eu
cd "$(dirname "$0")/.."
if [ "$(uname -s)" = Linux ] && [ -z "${DISPLAY:-}" ] && [ -z "${WAYLAND_DISPLAY:-}" ]; then
    echo "There is no display here, so the window cannot open. Running the demo instead:"
    exec make --no-print-directory demo
fi
exec .venv/bin/python -m evidence_vault
