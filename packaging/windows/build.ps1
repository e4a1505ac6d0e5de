# SPDX-License-Identifier: GPL-3.0-or-later
# Builds, signs and packs the program on Windows. Written without a Windows machine and never run; what stands in
# <angle brackets> is yours to fill in. Needs Python 3.11 or newer, Inno Setup 6 and signtool (Windows SDK).
$ErrorActionPreference = "Stop"
Set-Location (Join-Path $PSScriptRoot "..\..")

py -3.11 -m venv .venv
.venv\Scripts\python -m pip install --no-deps --require-hashes -r requirements.lock
.venv\Scripts\python -m pip install --no-deps --no-build-isolation --editable .
.venv\Scripts\python packaging\build.py program checker

$sign = @("sign", "/fd", "sha256", "/tr", "<address of your time stamp authority>", "/td", "sha256", "/sha1", "<thumbprint of your certificate>")
foreach ($program in "dist\evidence-vault\evidence-vault.exe", "dist\evidence-vault\evidence-vault-window.exe", "dist\evidence-vault-check\evidence-vault-check.exe") {
    & signtool @sign $program
}
.venv\Scripts\python packaging\build.py archives
$version = .venv\Scripts\python -c "import evidence_vault; print(evidence_vault.__version__)"
& iscc "/DVersion=$version" packaging\windows\evidence-vault.iss
& signtool @sign "dist\evidence-vault-$version-windows-setup.exe"
