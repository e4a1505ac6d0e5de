#!/bin/sh
# Sees to the system libraries that the window needs on Debian and Ubuntu: installs them when it may, else
# prints the one command to run. Other systems: nothing to do here.
# SPDX-License-Identifier: GPL-3.0-or-later
set -eu
python=${1:-python3}

command -v dpkg-query >/dev/null 2>&1 || exit 0

# libasound and friends are not needed: the program plays no sound.
window="libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libxcb-cursor0 libxcb-icccm4
    libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libxcb-xkb1"
# For the tests of the real window: a screen in memory and the accessibility interface.
# Besides them, programs that are not ours and judge what we make.
tests="xvfb xdotool at-spi2-core dbus openssl openssh-client 7zip"

missing=""
for package in $window $tests; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing="$missing $package"
done
if ! "$python" -c 'import ensurepip' 2>/dev/null; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    missing="$missing python$version-venv"
fi
[ -n "$missing" ] || exit 0

run_as_root=""
if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        run_as_root="sudo -n"
    else
        echo "The window needs some system libraries. Please run this once, then go on:" >&2
        echo "    sudo apt-get install -y$missing" >&2
        exit 0
    fi
fi
echo "Installing system libraries:$missing"
install="$run_as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends"
# The package lists of a fresh machine are empty or old, so they are fetched once when the first try fails.
$install $missing >/dev/null 2>&1 || {
    $run_as_root apt-get update -qq >/dev/null 2>&1 || true
    $install $missing >/dev/null || {
        echo "They could not be installed. Please run this once, then go on:" >&2
        echo "    sudo apt-get install -y$missing" >&2
    }
}
