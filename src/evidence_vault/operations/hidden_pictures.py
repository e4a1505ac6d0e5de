# SPDX-License-Identifier: GPL-3.0-or-later
"""Which pictures are blurred until pressed: a choice for one picture counts before the one for all."""

from collections.abc import Mapping

from evidence_vault.records import Actor, Json
from evidence_vault.vault.vault import Vault

ENTITY = "picture-view"


def blur_choices(vault: Vault) -> Mapping[str, bool]:
    """Item id to whether it is blurred, for the items somebody chose it for."""
    return {
        str(fact.fields["item_id"]): bool(fact.fields.get("blurred"))
        for fact in vault.facts(ENTITY)
        if fact.fields.get("item_id")
    }


def choose_blur(vault: Vault, item_id: str, *, blurred: bool, actor: Actor) -> None:
    """Blur a picture until it is pressed, or never. Raises NoSuchEntry."""
    vault.item(item_id)
    known = next((fact for fact in vault.facts(ENTITY) if fact.fields.get("item_id") == item_id), None)
    fields: dict[str, Json] = {"item_id": item_id, "blurred": blurred}
    if known is not None and known.fields == fields:
        return
    vault.put(ENTITY, fields, actor=actor, fact_id=None if known is None else known.id)
