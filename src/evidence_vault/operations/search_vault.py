# SPDX-License-Identifier: GPL-3.0-or-later
"""Searches names, messages and facts of an open vault."""

from collections.abc import Sequence
from datetime import date

from evidence_vault.errors import FactInvalid
from evidence_vault.translations import N_, _
from evidence_vault.vault.search import KINDS, SearchFilter, SearchHit
from evidence_vault.vault.vault import Vault

MOST = 200
"""Hits that are shown at once."""
MOST_IN_A_CONVERSATION = 10_000
_A_DAY = N_("a day such as 2026-03-05")

__all__ = [
    "KINDS",
    "MOST",
    "SearchFilter",
    "SearchHit",
    "cases_of_hits",
    "found_in_conversation",
    "search_vault",
    "typed_filter",
]


def search_vault(
    vault: Vault, words: str, case_id: str | None = None, wanted: SearchFilter | None = None
) -> tuple[SearchHit, ...]:
    """At most ``MOST`` places that hold all the ``words``, in the order in which they came into the vault.

    Chinese is found by any two characters; words in quotation marks as they stand there.
    """
    return vault.search(words, case_id=case_id, wanted=wanted, limit=MOST)


def cases_of_hits(vault: Vault, hits: Sequence[SearchHit]) -> tuple[str, ...]:
    """The titles of the cases in which each of ``hits`` stands, as one line each; "" for what stands in no case."""
    of_items = vault.cases_of_items({hit.item_id for hit in hits if hit.item_id})
    titles = {fact.id: str(fact.fields.get("title") or "") for fact in vault.facts("case")}
    ids = [(hit.case_id,) if hit.case_id else of_items.get(hit.item_id or "", ()) for hit in hits]
    return tuple(", ".join(titles[case_id] for case_id in each if case_id in titles) for each in ids)


def found_in_conversation(vault: Vault, item_id: str, conversation_id: str, words: str) -> tuple[int, ...]:
    """The numbers (in the file) of the messages of one conversation that hold all ``words``, in order."""
    wanted = SearchFilter(kinds=frozenset({"message"}), item_id=item_id)
    hits = vault.search(words, wanted=wanted, limit=MOST_IN_A_CONVERSATION)
    return tuple(hit.seq for hit in hits if hit.seq is not None and hit.conversation_id == conversation_id)


def typed_filter(
    *, kinds: frozenset[str] = frozenset(), person: str = "", first_day: str = "", last_day: str = ""
) -> SearchFilter:
    """The filter that was typed; days as 2026-03-05, "" for none. Raises FactInvalid for what is no day."""
    return SearchFilter(kinds & frozenset(KINDS), person, _day("first_day", first_day), _day("last_day", last_day))


def _day(field: str, text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise FactInvalid(field=field, value_kind=_(_A_DAY)) from error
