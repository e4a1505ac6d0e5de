# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the copies of pictures an export needs, once; they are kept in the vault as evidence derived from others."""

from collections.abc import Iterable, Mapping

from evidence_vault.complaints.template import PlatformTemplate
from evidence_vault.errors import ReadingError
from evidence_vault.exporters.police_report import PICTURES_PRINTED
from evidence_vault.operations.kept_copies import keep_made, kept_copy
from evidence_vault.operations.make_copy import copy_to_send
from evidence_vault.operations.reading_sources import StoredSource
from evidence_vault.operations.workers import worker
from evidence_vault.progress import Progress
from evidence_vault.records import Actor, CopyPurpose, EvidenceItem, Exhibit, Json
from evidence_vault.vault.vault import Vault

PRINT_RECIPE: Mapping[str, Json] = {"format": "jpeg", "max_side": 1800, "max_bytes": 0, "quality": 85}
SMALL_RECIPE: Mapping[str, Json] = {"format": "jpeg", "max_side": 360, "max_bytes": 0, "quality": 75}
"""For the contact sheet, where a picture is four centimetres tall."""
UPLOAD_SIDE = 4096
UPLOAD_BYTES = 5_000_000
"""Used where the platform's own limit is not known: small enough for every form we know of."""


def upload_recipe(template: PlatformTemplate) -> Mapping[str, Json]:
    """How a picture is made fit for the platform's form."""
    limits = template.limits
    takes_jpeg = not limits.picture_types or "jpg" in limits.picture_types
    return {
        "format": "jpeg" if takes_jpeg else "png",
        "max_side": limits.picture_side or UPLOAD_SIDE,
        "max_bytes": limits.picture_bytes or UPLOAD_BYTES,
        "quality": 90,
    }


class CopyMaker:
    """Makes copies by one recipe for one purpose (``upload``, ``print``) in one case, for one kind of export.

    Where the person made a copy to be used for that kind (a redacted one), that copy is copied, not the original.
    """

    def __init__(
        self, vault: Vault, case_id: str, actor: Actor, purpose: str, recipe: Mapping[str, Json], *, kind: str
    ) -> None:
        self._vault = vault
        self._kind = kind
        self._case_id = case_id
        self._actor = actor
        self._derivation: dict[str, Json] = {"purpose": purpose, "page": 0, **recipe}
        self._recipe = recipe

    def copies(self, exhibits: Iterable[Exhibit], progress: Progress) -> dict[str, EvidenceItem]:
        """A copy of every exhibit that is a picture, by item id; what cannot be opened has none."""
        wanted = [exhibit for exhibit in exhibits if is_picture(exhibit.item)]
        found: dict[str, EvidenceItem] = {}
        for done, exhibit in enumerate(wanted):
            progress.raise_if_cancelled()
            progress.report(done, len(wanted), exhibit.number)
            shown = copy_to_send(self._vault, exhibit.item.id, self._kind) or exhibit.item
            derivation = self._derived(exhibit, shown)
            copy = kept_copy(self._vault, exhibit.item.id, derivation) or self._made(exhibit, shown)
            if copy:
                found[exhibit.item.id] = copy
        return found

    def _derived(self, exhibit: Exhibit, shown: EvidenceItem) -> dict[str, Json]:
        if shown is exhibit.item:
            return self._derivation
        return {**self._derivation, "made_of": shown.sha256}

    def _made(self, exhibit: Exhibit, shown: EvidenceItem) -> EvidenceItem | None:
        source = StoredSource(self._vault, shown.content_id, shown.name, shown.size)
        try:
            data = worker().encode(source, 0, self._recipe)
        except ReadingError:
            return None  # the report says which exhibits have no picture; the original goes along
        stem = f"{exhibit.number}-{self._derivation['purpose']}"
        derivation = self._derived(exhibit, shown)
        return keep_made(self._vault, self._case_id, exhibit.item.id, stem, data, derivation, self._actor)


def printed_copies(
    vault: Vault, case_id: str, actor: Actor, exhibits: Iterable[Exhibit], progress: Progress, *, kind: str
) -> dict[str, EvidenceItem]:
    """Copies for a report, by item id: whole ones as far as they are printed, small ones for the contact sheet."""
    pictures = [exhibit for exhibit in exhibits if is_picture(exhibit.item)]
    whole = CopyMaker(vault, case_id, actor, CopyPurpose.PRINT, PRINT_RECIPE, kind=kind)
    small = CopyMaker(vault, case_id, actor, CopyPurpose.CONTACT_SHEET, SMALL_RECIPE, kind=kind)
    return {
        **whole.copies(pictures[:PICTURES_PRINTED], progress),
        **small.copies(pictures[PICTURES_PRINTED:], progress),
    }


def is_picture(item: EvidenceItem) -> bool:
    """Whether an item is a picture, of which a copy can be printed or uploaded."""
    return item.media_type.startswith("image/")
