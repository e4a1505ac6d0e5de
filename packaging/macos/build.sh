#!/bin/sh
# Builds, signs, notarises and packs the program on macOS (Apple silicon). Written without a Mac and never run; what is
# asked for as a variable is yours: SIGNER (name of the "Developer ID Application" certificate) and PROFILE (of notarytool).
# SPDX-License-Identifier: GPL-3.0-or-later
set -eu
cd "$(dirname "$0")/../.."
: "${SIGNER:?the name of the certificate to sign with}"
: "${PROFILE:?the keychain profile that notarytool keeps your account under}"

sh packaging/set_up.sh
.venv/bin/python packaging/build.py program checker
version=$(.venv/bin/python -c 'import evidence_vault; print(evidence_vault.__version__)')
application="dist/Evidence Vault.app"

# From the inside out: every library first, the program last.
find "$application/Contents" -type f \( -name '*.dylib' -o -name '*.so' \) -exec \
    codesign --force --timestamp --options runtime --sign "$SIGNER" {} +
codesign --force --timestamp --options runtime --entitlements packaging/macos/entitlements.plist --sign "$SIGNER" "$application"
codesign --verify --deep --strict "$application"

image="dist/evidence-vault-$version-macos-arm64.dmg"
folder=$(mktemp -d)
cp -R "$application" LICENSE "$folder/"
ln -s /Applications "$folder/Applications"
hdiutil create -volname "Evidence Vault" -srcfolder "$folder" -format UDZO -ov "$image"
codesign --timestamp --sign "$SIGNER" "$image"
xcrun notarytool submit "$image" --keychain-profile "$PROFILE" --wait
xcrun stapler staple "$image"
.venv/bin/python packaging/build.py archives
