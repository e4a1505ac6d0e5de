# SPDX-License-Identifier: GPL-3.0-or-later
"""What an exhibit can be for a payment or an account, from what it is."""

from evidence_vault.records import EvidenceItem

_PAGES = frozenset({"application/pdf", "text/html"})


def is_page(item: EvidenceItem) -> bool:
    """Whether it is a picture or document to look at (a voucher, a profile page), and no chat log or bill."""
    return not item.messages and (item.media_type.startswith(("image/", "video/")) or item.media_type in _PAGES)
