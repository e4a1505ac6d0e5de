# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts tags on the evidence of a case and takes them away; they are for the work on it and stand in no report."""

import unicodedata
from collections.abc import Iterable, Mapping

from evidence_vault.operations.edit_case import exhibit_facts, put_fact
from evidence_vault.records import Actor, Fact, Json
from evidence_vault.vault.vault import Vault

LONGEST = 60
"""Characters of a tag; what is longer is cut."""


def tags_of_evidence(vault: Vault, case_id: str) -> Mapping[str, tuple[str, ...]]:
    """The tags of every piece of evidence of a case that has some: item id to tags, in the order of putting."""
    found = {item_id: tags_in(fact) for item_id, fact in exhibit_facts(vault, case_id).items()}
    return {item_id: tags for item_id, tags in found.items() if tags}


def tags_in_use(vault: Vault, case_id: str) -> tuple[str, ...]:
    """Every tag of the case, of evidence and of notes, in the order of the alphabet."""
    tags = [tag for each in tags_of_evidence(vault, case_id).values() for tag in each]
    tags += [tag for note in vault.facts("note", case_id=case_id) for tag in tags_in(note)]
    return tuple(sorted({tag.casefold(): tag for tag in reversed(tags)}.values(), key=str.casefold))


def change_tags(  # noqa: PLR0917 - the window calls it so
    vault: Vault, case_id: str, item_ids: Iterable[str], add: Iterable[str], remove: Iterable[str], actor: Actor
) -> tuple[Fact, ...]:
    """Put tags on evidence of a case and take others away; a tag that is there already stays as it is written.

    Gives what is now said about each piece of evidence that changed. Raises NoSuchEntry.
    """
    wanted, unwanted = written(add), {tag.casefold() for tag in written(remove)}
    known = exhibit_facts(vault, case_id)
    changed = []
    for item_id in item_ids:
        item, before = vault.item(item_id), known.get(item_id)
        tags = [tag for tag in (tags_in(before) if before else ()) if tag.casefold() not in unwanted]
        there = {tag.casefold() for tag in tags}
        tags += [tag for tag in wanted if tag.casefold() not in there]
        if tuple(tags) != (tags_in(before) if before else ()):
            fields = {**(before.fields if before else {}), "item_id": item.id, "tags": list[Json](tags)}
            changed.append(put_fact(vault, case_id, "exhibit", fields, actor, fact_id=before.id if before else None))
    return tuple(changed)


def written(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags as they are kept: without # before and white space around them, each once, whatever its capitals."""
    clean = (unicodedata.normalize("NFC", " ".join(tag.split())).lstrip("#＃ ")[:LONGEST].strip() for tag in tags)
    return tuple({tag.casefold(): tag for tag in reversed([tag for tag in clean if tag])}.values())[::-1]


def tags_in(fact: Fact) -> tuple[str, ...]:
    """The tags of a fact."""
    tags = fact.fields.get("tags")
    return tuple(str(tag) for tag in tags) if isinstance(tags, list) else ()
