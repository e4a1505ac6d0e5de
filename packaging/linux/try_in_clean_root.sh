#!/bin/sh
# Installs dist/*.deb in a clean Debian without Python and drives the program there: the command line, the checker that
# stands alone, and the real window through the accessibility interface. Needs root, debootstrap, and what the tests of
# the real window need.
#     sh packaging/linux/try_in_clean_root.sh [FOLDER]     FOLDER: where the clean root is made or was made before
# SPDX-License-Identifier: GPL-3.0-or-later
set -eu
cd "$(dirname "$0")/../.."
root=${1:-build/packaging/clean-root}
package=$(ls dist/*.deb)

[ -d "$root/usr" ] || debootstrap --variant=minbase bookworm "$root"
root=$(cd "$root" && pwd)
unmount() { for place in tmp proc dev; do umount "$root/$place" 2>/dev/null || true; done; }
trap unmount EXIT
unmount
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
cp "$package" "$root/opt/evidence-vault.deb"
chroot "$root" apt-get update -qq
chroot "$root" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends /opt/evidence-vault.deb
if chroot "$root" sh -c 'command -v python3'; then
    echo "The root is not clean: it has a Python." >&2
    exit 1
fi

# The same folder inside and outside, so that the tests can hand over files and look at what was made.
mount --bind "${TMPDIR:-/tmp}" "$root/tmp"
echo "--- the whole job on a made-up case"
folder=$(mktemp -d)
chroot "$root" env -i HOME=/root LANG=C.UTF-8 PATH=/usr/bin evidence-vault demo "$folder/demo"
echo "--- text in pictures, a document, both languages"
chroot "$root" env -i HOME=/root LANG=zh_CN.UTF-8 PATH=/usr/bin evidence-vault guide --to "$folder/guide.pdf"
chroot "$root" env -i HOME=/root LANG=C.UTF-8 PATH=/usr/bin evidence-vault read "$(ls "$folder/demo/source-files/"*.png | head -1)"
echo "--- the checker alone, both languages"
tar -C "$folder" -xf dist/evidence-vault-check-*.tar.xz
for language in C.UTF-8 zh_CN.UTF-8; do
    chroot "$root" env -i LANG=$language "$folder"/evidence-vault-check-*/evidence-vault-check "$folder/demo/police-en"
done
echo "--- the tests, with the packaged program in place of ours"
EVIDENCE_VAULT_PROGRAM="chroot $root /usr/bin/env evidence-vault" QT_QPA_PLATFORM=offscreen \
    .venv/bin/python -m pytest -q -p no:cacheprovider tests/journeys
rm -rf "$folder"
echo "The packaged program passed in $root."
