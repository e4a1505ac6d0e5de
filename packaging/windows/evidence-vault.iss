; SPDX-License-Identifier: GPL-3.0-or-later
; Installer for Windows (Inno Setup 6): iscc /DVersion=0.1.0 packaging\windows\evidence-vault.iss
; Written without a Windows machine and never run: docs/how-to/make-a-release.md says what has to be tried first.
#ifndef Version
  #error Give the version: /DVersion=...
#endif

[Setup]
AppId={{6E6D5B1C-3B0B-4E0B-9C59-2F6A7A0B51D4}
AppName=Evidence Vault
AppVersion={#Version}
AppPublisher=The Evidence Vault developers
LicenseFile=..\..\LICENSE
DefaultDirName={autopf}\Evidence Vault
DefaultGroupName=Evidence Vault
; No administrator is needed: many people do this on a computer that is not theirs to administer.
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
OutputDir=..\..\dist
OutputBaseFilename=evidence-vault-{#Version}-windows-setup
SetupIconFile=..\icons\evidence-vault.ico
UninstallDisplayIcon={app}\evidence-vault-window.exe
Compression=lzma2
SolidCompression=yes
ChangesAssociations=yes
WizardStyle=modern
; Vaults are never inside the program's folder, and removing the program never touches one.

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "zh"; MessagesFile: "compiler:Languages\ChineseSimplified.isl"

[Files]
Source: "..\..\dist\evidence-vault\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\Evidence Vault"; Filename: "{app}\evidence-vault-window.exe"; AppUserModelID: "EvidenceVault.EvidenceVault"

[Registry]
; A folder cannot have a file type: the key header inside a vault opens it.
Root: HKA; Subkey: "Software\Classes\.evh\OpenWithProgids"; ValueType: string; ValueName: "EvidenceVault.Vault"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\EvidenceVault.Vault"; ValueType: string; ValueData: "Evidence Vault"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\EvidenceVault.Vault\DefaultIcon"; ValueType: string; ValueData: "{app}\evidence-vault-window.exe,0"
Root: HKA; Subkey: "Software\Classes\EvidenceVault.Vault\shell\open\command"; ValueType: string; ValueData: """{app}\evidence-vault-window.exe"" open ""%1"""
; A package is an ordinary .zip: the program offers itself under "Open with" and takes nothing away from others.
Root: HKA; Subkey: "Software\Classes\.zip\OpenWithProgids"; ValueType: string; ValueName: "EvidenceVault.Package"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\EvidenceVault.Package"; ValueType: string; ValueData: "Evidence package"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\EvidenceVault.Package\shell\open\command"; ValueType: string; ValueData: """{app}\evidence-vault-window.exe"" open ""%1"""

[Run]
Filename: "{app}\evidence-vault-window.exe"; Description: "{cm:LaunchProgram,Evidence Vault}"; Flags: nowait postinstall skipifsilent
