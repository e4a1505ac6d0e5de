# SPDX-License-Identifier: GPL-3.0-or-later
"""Searches names, messages and facts of an open vault."""

from evidence_vault.vault.search import SearchHit
from evidence_vault.vault.vault import Vault


def search_vault(vault: Vault, words: str, case_id: str | None = None) -> tuple[SearchHit, ...]:
    """What holds all the ``words``; best first. Chinese is found by any two characters."""
    return vault.search(words, case_id=case_id)
