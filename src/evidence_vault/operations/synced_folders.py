# SPDX-License-Identifier: GPL-3.0-or-later
"""Notices folders that a program copies to the internet or to other computers, and the double files it leaves."""

import re
from collections.abc import Iterator
from pathlib import Path

from evidence_vault.records import Finding, Severity
from evidence_vault.vault.lost_disk import reading_errors

SYNCED_FOLDERS = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "mobile documents": "iCloud Drive",
    "icloud drive": "iCloud Drive",
    "iclouddrive": "iCloud Drive",
    "icloud~": "iCloud Drive",
    "nextcloud": "Nextcloud",
    "nutstore": "坚果云",
    "我的坚果云": "坚果云",
    "baidusyncdisk": "百度网盘",
    "baidunetdiskworkspace": "百度网盘",
    "weiyun": "腾讯微云",
    "wpsdrive": "WPS 云盘",
}
"""How folders that a program copies elsewhere are called, in lower case; the path's part begins so."""

_WHOLE_NAMES = {"my drive": "Google Drive", "我的云端硬盘": "Google Drive", "syncthing": "Syncthing"}
_MARKERS = {
    ".stfolder": "Syncthing",
    ".stignore": "Syncthing",
    ".dropbox.cache": "Dropbox",
    ".nextcloudsync.log": "Nextcloud",
    ".tmp.drivedownload": "Google Drive",
    ".849c9593-d756-4e56-8d6e-42412f2a707b": "OneDrive",
}
"""What such a program leaves in the folder it copies."""

_DOUBLES = re.compile(
    r"conflicted copy|conflict copy|sync-conflict-\d{8}|\(conflict\b|冲突副本|冲突文件|的冲突|衝突|NSConflict"
    r"|\(case conflict",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(index|header|header-b|blobs|copy|vault|\d{6}|\d{10}(-\d+)?|[0-9a-f-]{32,36})( ?\(\d{1,3}\)| \d{1,3}| - .+)\.\w+"
    r"|(index|header|header-b)-(?!b\.)[\w-]+( \d+)?\.(db|evh)",
    re.IGNORECASE,
)
"""A file of the vault's with a number (Google Drive, Finder), "- Copy", or a computer's name (OneDrive) behind it."""


def synced_by(folder: Path) -> str | None:
    """The program that copies ``folder`` elsewhere, as far as names and marks of its parents tell; else None."""
    place = folder.absolute()
    for part in place.parts:
        for beginning, program in SYNCED_FOLDERS.items():
            if part.casefold().startswith(beginning):
                return program
        if part.casefold() in _WHOLE_NAMES:
            return _WHOLE_NAMES[part.casefold()]
    return next(_marked(place), None)


def conflict_copies(folder: Path) -> tuple[str, ...]:
    """Double files that such a program made in a vault, as paths below it; those among the contents do no harm."""
    places = (folder, *(folder / name for name in ("journal", "anchors", "keys")))
    with reading_errors(folder):
        found = [path for place in places if place.is_dir() for path in place.iterdir() if _is_double(path.name)]
    return tuple(sorted(path.relative_to(folder).as_posix() for path in found))


def _is_double(name: str) -> bool:
    return bool(_DOUBLES.search(name) or _NUMBERED.fullmatch(name))


def place_findings(folder: Path) -> tuple[Finding, ...]:
    """What is to be said about the place of a vault: a program copies it elsewhere, or has left double files."""
    findings: list[Finding] = []
    if program := synced_by(folder):
        findings.append(Finding("PLACE_SYNCED", Severity.NOTE, folder.name, {"program": program}))
    if doubles := conflict_copies(folder):
        facts: dict[str, str | int] = {"count": len(doubles), "name": doubles[0]}
        findings.append(Finding("CONFLICT_COPIES", Severity.NOTE, doubles[0], facts))
    return tuple(findings)


def _marked(place: Path) -> Iterator[str]:
    for parent in (place, *place.parents):
        for name, program in _MARKERS.items():
            try:
                if (parent / name).exists():
                    yield program
            except OSError:
                continue
