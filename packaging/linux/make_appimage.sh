#!/bin/sh
# Makes an AppImage from dist/evidence-vault (run "make package" first). Needs appimagetool on the PATH, which no
# package registry carries: this recipe was checked by hand up to the AppDir, the last step was never run.
# SPDX-License-Identifier: GPL-3.0-or-later
set -eu
cd "$(dirname "$0")/../.."
folder=build/packaging/EvidenceVault.AppDir
rm -rf "$folder"
mkdir -p "$folder/usr/lib" "$folder/usr/share/metainfo" "$folder/usr/share/applications"
cp -R dist/evidence-vault "$folder/usr/lib/evidence-vault"
cp packaging/linux/evidence-vault.desktop "$folder/"
cp packaging/linux/evidence-vault.desktop "$folder/usr/share/applications/"
cp packaging/linux/org.evidencevault.EvidenceVault.metainfo.xml "$folder/usr/share/metainfo/"
cp packaging/icons/evidence-vault-256.png "$folder/evidence-vault.png"
ln -s evidence-vault.png "$folder/.DirIcon"
printf '%s\n' '#!/bin/sh' 'exec "$(dirname "$(readlink -f "$0")")/usr/lib/evidence-vault/evidence-vault" "$@"' > "$folder/AppRun"
chmod 755 "$folder/AppRun"
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' src/evidence_vault/__init__.py)
if ! command -v appimagetool >/dev/null 2>&1; then
    echo "The folder $folder is ready. appimagetool was not found; with it on the PATH run this again." >&2
    exit 1
fi
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)} \
    appimagetool --no-appstream "$folder" "dist/evidence-vault-$version-$(uname -m).AppImage"
