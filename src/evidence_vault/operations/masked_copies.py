# SPDX-License-Identifier: GPL-3.0-or-later
"""Originals that hold login secrets: which they are, and the masked copies that go out in their place (DESIGN §7)."""

from collections.abc import Iterable

from evidence_vault import __version__
from evidence_vault.cases.dossier import case_exhibits
from evidence_vault.errors import NoSuchEntry, ReadingError
from evidence_vault.operations.reading_sources import StoredSource
from evidence_vault.operations.workers import worker
from evidence_vault.progress import Progress
from evidence_vault.records import Actor, EvidenceItem, Exhibit, Json
from evidence_vault.translations import _
from evidence_vault.vault.vault import NewItem, Vault

SECRETS_INSIDE = "SECRETS_INSIDE"
_DERIVATION: dict[str, Json] = {"purpose": "masked", "masked": "login secrets", "mask": "1"}
"""``mask`` changes whenever the same file would be masked in another way."""


def with_secrets(exhibits: Iterable[Exhibit]) -> tuple[Exhibit, ...]:
    """The exhibits whose reading found login secrets (keys, tokens, signed addresses) that their program wrote."""
    return tuple(one for one in exhibits if any(warning.code == SECRETS_INSIDE for warning in one.item.warnings))


def item_of_exhibit(vault: Vault, case_id: str, number: str) -> str:
    """The id of the item under an exhibit number, without regard to case. Raises NoSuchEntry."""
    for exhibit in case_exhibits(vault, case_id):
        if exhibit.number.casefold() == number.strip().casefold():
            return exhibit.item.id
    raise NoSuchEntry(kind=_("exhibit"), id=number)


def masked_copies(
    vault: Vault, case_id: str, exhibits: Iterable[Exhibit], actor: Actor, progress: Progress
) -> dict[str, EvidenceItem]:
    """A copy of each exhibit with its secrets masked, made once and kept in the vault, by item id.

    What cannot be masked (damaged, another encoding) has none. Raises BlobDamaged, DiskFull, Cancelled.
    """
    found: dict[str, EvidenceItem] = {}
    for exhibit in exhibits:
        progress.raise_if_cancelled()
        copy = _kept(vault, exhibit.item) or _made(vault, case_id, exhibit, actor, progress)
        if copy:
            found[exhibit.item.id] = copy
    return found


def _kept(vault: Vault, item: EvidenceItem) -> EvidenceItem | None:
    for copy in vault.items(derived_from=item.id):
        made = dict(copy.derivation or {})
        made.pop("program", None)
        if made == _DERIVATION:
            return copy
    return None


def _made(vault: Vault, case_id: str, exhibit: Exhibit, actor: Actor, progress: Progress) -> EvidenceItem | None:
    item = exhibit.item
    try:
        with worker().masked(StoredSource(vault, item.content_id, item.name, item.size), item.importer) as stream:
            content = vault.store_content(stream, progress=progress)
    except ReadingError:
        return None  # withheld all the same; its hash and the transcript go along
    _stem, dot, ending = item.name.rpartition(".")
    new = NewItem(
        content=content,
        name=f"{exhibit.number}-masked{dot}{ending if dot else ''}",
        media_type=item.media_type,
        derived_from=item.id,
        derivation={**_DERIVATION, "program": __version__},
    )
    return vault.add_item(new, actor=actor, case_id=case_id)
