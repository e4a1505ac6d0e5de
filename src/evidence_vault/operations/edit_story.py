# SPDX-License-Identifier: GPL-3.0-or-later
"""What happened, in the person's words: one text whose empty lines part its paragraphs."""

from evidence_vault.operations.edit_case import put_fact, retract_fact
from evidence_vault.records import Actor, Fact
from evidence_vault.vault.vault import Vault


def story(vault: Vault, case_id: str) -> Fact | None:
    """The one text that is the story of a case; None where there is none, or more than one."""
    found = vault.facts("narrative", case_id=case_id)
    return found[0] if len(found) == 1 else None


def put_story(vault: Vault, case_id: str, text: str, actor: Actor) -> Fact | None:
    """Record the whole story anew; an empty text takes it back. Earlier versions stay in the custody log."""
    earlier = vault.facts("narrative", case_id=case_id)
    for fact in earlier[1:] if text.strip() else earlier:
        retract_fact(vault, fact.id, actor)
    if not text.strip():
        return None
    return put_fact(vault, case_id, "narrative", {"text": text}, actor, fact_id=earlier[0].id if earlier else None)
