# SPDX-License-Identifier: GPL-3.0-or-later
"""Items' bytes for whoever must not see the vault itself."""

from typing import BinaryIO

from evidence_vault.vault import item_queries
from evidence_vault.vault.ledger import Ledger


class ItemContents:
    """Items' bytes by item id: the ``ContentSource`` of a vault."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def open(self, item_id: str) -> BinaryIO:
        """The stored bytes of an item. Raises NoSuchEntry, BlobMissing, BlobDamaged."""
        return self._ledger.contents.open(item_queries.one_item(self._ledger.database, item_id).content_id)
