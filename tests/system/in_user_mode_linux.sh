#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs the tests of sticks in a Linux kernel of their own, as a process on this computer's files: vfat and the device
# mapper are there whatever the computer's own kernel lacks. Needs the program linux.uml (Debian: user-mode-linux).
# UML names another place of it, UML_MODULES of its modules; further arguments go to pytest. Not for root only.
set -eu
cd "$(dirname "$0")/../.."
UML=${UML:-linux.uml}
UML_MODULES=${UML_MODULES:-/usr/lib/uml/modules}
command -v "$UML" >/dev/null || { echo "linux.uml is not installed (Debian: apt install user-mode-linux)"; exit 1; }
work=$(mktemp -d)
further=$(for word in "$@"; do printf " '%s'" "$word"; done)
trap 'rm -rf "$work"' EXIT
cat > "$work/insert.py" <<'END'
"""Load kernel modules: there is no insmod in every small system."""
import ctypes, os, sys
system = ctypes.CDLL(None, use_errno=True)
for path in sys.argv[1:]:
    if os.path.exists(path) and system.syscall(313, os.open(path, os.O_RDONLY), b"", 0):
        print(os.path.basename(path), os.strerror(ctypes.get_errno()))
END
cat > "$work/first" <<END
#!/bin/sh
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root
export PYTHONDONTWRITEBYTECODE=1 QT_QPA_PLATFORM=offscreen DM_DISABLE_UDEV=1
mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t devtmpfs dev /dev
mkdir -p /dev/shm; mount -t tmpfs tmp /dev/shm
kernel=$UML_MODULES/\$(uname -r)/kernel
for name in drivers/block/loop fs/fat/fat fs/fat/vfat fs/nls/nls_cp437 fs/nls/nls_ascii fs/nls/nls_iso8859-1 \
    fs/nls/nls_utf8 drivers/md/dm-mod fs/fuse/fuse; do modules="\${modules:-} \$kernel/\$name.ko"; done
cd "$PWD"
.venv/bin/python "$work/insert.py" \$modules
.venv/bin/python -m pytest -q -p no:cacheprovider --basetemp=/dev/shm/tests --timeout 3600 -m "not torture" \
    tests/system/test_small_disk.py tests/system/test_small_stick.py tests/system/test_pulled_stick.py$further \
    > "$work/said" 2>&1
echo \$? > "$work/status"
sync
echo o > /proc/sysrq-trigger
sleep 5
END
chmod +x "$work/first"
"$UML" mem=3000M rootfstype=hostfs rw init="$work/first" con=null con0=null quiet < /dev/null > "$work/kernel" 2>&1 || true
cat "$work/said"
exit "$(cat "$work/status")"
