# SPDX-License-Identifier: GPL-3.0-or-later
"""What the journal says about a content: its hash and size, and the hash of its file."""

from evidence_vault.records import Json, StoredContent
from evidence_vault.vault.ledger import Ledger


def content_payload(ledger: Ledger, content: StoredContent) -> dict[str, Json]:
    """The ``content`` of an entry. Raises BlobMissing if the content is not in the vault."""
    stored = content.stored_sha256 or ledger.contents.stored_sha256(content.content_id)
    return {"id": content.content_id, "sha256": content.sha256, "size": content.size, "stored_sha256": stored}
