# SPDX-License-Identifier: GPL-3.0-or-later
"""Which evidence the attachments of a chat are: the files that came along with it, by their names."""

import unicodedata
from collections.abc import Iterable

from evidence_vault.operations.files_beside import items_beside
from evidence_vault.records import EvidenceItem
from evidence_vault.vault.vault import Vault


class AttachmentItems:
    """Finds a file as a message names it: by the end of its path, exactly, else without regard to case and form.

    A name that two files have leads to none: nothing is guessed.
    """

    def __init__(self, items: Iterable[tuple[str, EvidenceItem]]) -> None:
        """``items``: each with its path inside the container, or from the folder of the chat log on."""
        self._exact: dict[str, EvidenceItem | None] = {}
        self._composed: dict[str, EvidenceItem | None] = {}
        for given, item in items:
            path = given.replace("\\", "/")
            while path:
                for names, name in ((self._exact, path), (self._composed, _composed(path))):
                    names[name] = item if names.get(name, item) == item else None
                path = path.partition("/")[2]

    def find(self, name: str | None) -> EvidenceItem | None:
        """The evidence of that name, None where it is unknown or not clear."""
        if not name:
            return None
        name = name.replace("\\", "/")
        return self._exact[name] if name in self._exact else self._composed.get(_composed(name))


def attachment_items(vault: Vault, item_id: str) -> AttachmentItems:
    """What lies inside a chat log, else beside it in its container or folder. Raises NoSuchEntry."""
    log = vault.item(item_id)
    found = [(one.name, one) for one in vault.items(contained_in=item_id)]
    if log.contained_in:
        found += [(one.name, one) for one in vault.items(contained_in=log.contained_in) if one.id != item_id]
    return AttachmentItems(found or items_beside(vault, log))


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
