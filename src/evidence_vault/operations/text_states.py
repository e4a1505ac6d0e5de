# SPDX-License-Identifier: GPL-3.0-or-later
"""How far the text in an item was read: read, waiting, could not be read, or nothing to read."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from evidence_vault.operations.read_pictures import items_with_text, pages_by_themselves, pages_of
from evidence_vault.records import EvidenceItem
from evidence_vault.vault.vault import Vault


class TextState(StrEnum):
    """Of a whole item; one page that waits makes it wait, one that could not be read makes it fail."""

    READ = "read"
    WAITING = "waiting"
    FAILED = "failed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ItemText:
    """``pages`` the item has; ``read`` of them were; ``waiting`` will be by themselves.

    ``failed``: pages (from 0) that could not be read, with the code of why.
    """

    item: EvidenceItem
    pages: int
    read: int
    waiting: int
    failed: tuple[tuple[int, str], ...] = ()

    @property
    def state(self) -> TextState:
        """In one word."""
        if not self.pages:
            return TextState.NONE
        if self.waiting:
            return TextState.WAITING
        return TextState.FAILED if self.failed else TextState.READ


def text_states(vault: Vault, case_id: str | None = None) -> Iterator[ItemText]:
    """The items of a case, or of all, in their order, with the stills of recordings."""
    known = vault.picture_texts.known()
    for item in items_with_text(vault, case_id):
        yield _state(item, known)


def text_state(vault: Vault, item_id: str) -> ItemText:
    """Of one item. Raises NoSuchEntry."""
    item = vault.item(item_id)
    return _state(item, vault.picture_texts.known(item.content_id))


def _state(item: EvidenceItem, known: dict[tuple[str, int], str | None]) -> ItemText:
    pages = pages_of(item)
    told = [(page, known[item.content_id, page]) for page in range(pages) if (item.content_id, page) in known]
    done = {page for page, _failure in told}
    return ItemText(
        item,
        pages,
        sum(1 for _page, failure in told if failure is None),
        sum(1 for page in pages_by_themselves(item) if page not in done),
        tuple((page, failure) for page, failure in told if failure is not None),
    )
