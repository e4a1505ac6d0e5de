# SPDX-License-Identifier: GPL-3.0-or-later
"""Which files lay beside a chat log in its folder: their names from that folder on, for attachments."""

from collections.abc import Iterable, Sequence

from evidence_vault.operations.found_files import FoundFile
from evidence_vault.records import EvidenceItem
from evidence_vault.vault.vault import Vault

MOST_NAMES = 50_000
MOST_LETTERS = 4 << 20
"""A folder with more is no chat export with its media."""


class FilesBeside:
    """The files of one import by their folders."""

    def __init__(self, files: Sequence[FoundFile]) -> None:
        self._files = files
        self._known: dict[str, tuple[str, ...]] = {}

    def of(self, file: FoundFile) -> tuple[str, ...]:
        """What lies in the folder of ``file`` and below it; the file itself is among it."""
        if file.folder not in self._known:
            paths = (f"{each.folder}/{each.shown.rpartition('/')[2]}" for each in self._files)
            self._known[file.folder] = _below(file.folder, paths)
        return self._known[file.folder]


def items_beside(vault: Vault, log: EvidenceItem) -> list[tuple[str, EvidenceItem]]:
    """The stored items of the folder that ``log`` came from, and below it, named from there on.

    Only what shares a case with it, or as it has none: the same folder's name can stand for two folders.
    """
    if not log.source_folder:
        return []
    cases = {membership.case_id for membership in log.cases}
    found = []
    for item in vault.items():
        own = {membership.case_id for membership in item.cases}
        if item.id == log.id or item.derived_from or not item.source_folder or ((cases or own) and not cases & own):
            continue
        if name := _from(log.source_folder, f"{item.source_folder}/{item.name}"):
            found.append((name, item))
    return found


def names_of_items(vault: Vault, log: EvidenceItem) -> tuple[str, ...]:
    """The names of ``items_beside``; () for what came out of a container."""
    return _bounded(name for name, _item in items_beside(vault, log)) if not log.contained_in else ()


def _below(folder: str, paths: Iterable[str]) -> tuple[str, ...]:
    return _bounded(name for path in paths if (name := _from(folder, path)))


def _from(folder: str, path: str) -> str:
    return path.removeprefix(f"{folder}/") if path.startswith(f"{folder}/") else ""


def _bounded(names: Iterable[str]) -> tuple[str, ...]:
    kept = tuple(names)
    return kept if len(kept) <= MOST_NAMES and sum(map(len, kept)) <= MOST_LETTERS else ()
