# SPDX-License-Identifier: GPL-3.0-or-later
"""What a picture offers to be taken over: amounts, numbers, addresses and codes in its text."""

from evidence_vault.pictures.facts_in_text import OfferedFact, offered_facts
from evidence_vault.vault.vault import Vault

__all__ = ["OfferedFact", "facts_in_picture"]


def facts_in_picture(vault: Vault, item_id: str, page: int = 0) -> tuple[OfferedFact, ...]:
    """What was found on a page of an item, from top to bottom; nothing where its text was not read.

    Nothing is recorded by this. Raises NoSuchEntry.
    """
    text = vault.picture_texts.text(vault.item(item_id).content_id, page)
    return () if text is None else offered_facts(text)
