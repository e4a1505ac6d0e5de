# SPDX-License-Identifier: GPL-3.0-or-later
"""Tells what a path is that the desktop hands over after a double click: a vault, or a package to check."""

from dataclasses import dataclass
from pathlib import Path

from evidence_vault import errors
from evidence_vault.safe_files import is_there
from evidence_vault.vault.layout import VaultLayout


@dataclass(frozen=True, slots=True)
class ToOpen:
    """``path``: the folder of a vault if ``is_vault``, else what is to be checked as a package."""

    path: Path
    is_vault: bool


def what_to_open(untrusted_path: Path) -> ToOpen:
    """Look at names only, read nothing: a vault is known by its header, and may be named by it.

    A desktop cannot tie a program to a folder, so a double click on ``header.evh`` in a vault opens that vault.
    Anything else is offered to the check of packages, which says what it is not. Raises SourceMissing.
    """
    path = untrusted_path.absolute()
    if not is_there(path):
        raise errors.SourceMissing(name=untrusted_path.name)
    folder = path if path.is_dir() else path.parent
    layout = VaultLayout(folder)
    headers = {layout.header.name, layout.header_copy.name}
    named_header = path.is_file() and path.name in headers
    if named_header or (path.is_dir() and (layout.header.is_file() or layout.header_copy.is_file())):
        return ToOpen(folder, is_vault=True)
    return ToOpen(path, is_vault=False)
