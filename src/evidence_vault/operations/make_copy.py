# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a redacted or marked copy of a picture, page or moment of a film; the original is only read."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evidence_vault import __version__
from evidence_vault.errors import StepNotUnderstood
from evidence_vault.operations.reading_sources import StoredSource
from evidence_vault.operations.workers import worker
from evidence_vault.picture_steps import Step, redactions, steps_from_json, steps_to_json
from evidence_vault.progress import Progress, Silent
from evidence_vault.records import Actor, CopyPurpose, EvidenceItem, Exhibit, Json
from evidence_vault.vault.vault import NewItem, Vault

PLATFORM = "complaint"
"""The kind of export that goes to a platform."""
SIGNATURES: Mapping[bytes, tuple[str, str]] = {b"\x89PNG": ("png", "image/png"), b"\xff\xd8": ("jpg", "image/jpeg")}


@dataclass(frozen=True, slots=True)
class CopyWish:
    """What the person wants. ``recipient``: for whom, in their words; ``format``: png, jpeg or "" (as the original).

    ``purpose``: None says it by the steps. ``use_for``: the kinds of export that take this copy in place of the
    original (``complaint``, ``police`` …).
    """

    steps: tuple[Step, ...]
    page: int = 0
    recipient: str = ""
    use_for: tuple[str, ...] = ()
    format: str = ""
    purpose: CopyPurpose | None = None


def make_copy(
    vault: Vault, item_id: str, wish: CopyWish, actor: Actor, progress: Progress, *, case_id: str | None = None
) -> EvidenceItem:
    """A new item derived from ``item_id``, its steps recorded (CUSTODY "derived").

    Nothing is drawn twice: the stored file is what an export hands out. Raises NoSuchEntry, StepNotUnderstood,
    PictureDamaged, PictureTooLarge, FormatUnknown, BlobDamaged, DiskFull, Cancelled.
    """
    if not wish.steps:
        raise StepNotUnderstood(place=0)
    parent = vault.item(item_id)
    recipe: dict[str, Json] = {"steps": steps_to_json(wish.steps), "format": wish.format}
    progress.raise_if_cancelled()
    source = StoredSource(vault, parent.content_id, parent.name, parent.size)
    data = worker().draw(source, wish.page, recipe, progress=progress)
    purpose = CopyPurpose.REDACTION if redactions(wish.steps) else wish.purpose or CopyPurpose.MARKS
    details: dict[str, Json] = {"page": wish.page, "steps": recipe["steps"], "use_for": list(wish.use_for)}
    if wish.recipient.strip():
        details["recipient"] = wish.recipient.strip()
    return keep_copy(vault, parent, data, purpose, details, actor=actor, case_id=case_id)


def keep_copy(
    vault: Vault,
    parent: EvidenceItem,
    data: bytes,
    purpose: CopyPurpose,
    details: Mapping[str, Json],
    *,
    actor: Actor,
    case_id: str | None,
) -> EvidenceItem:
    """Store a picture file that was made from ``parent`` and record how. Its name tells nothing of the original's."""
    ending, media_type = next(kind for start, kind in SIGNATURES.items() if data.startswith(start))
    number = next((one.exhibit for one in parent.cases if one.case_id == case_id), parent.id[:8])
    count = len(copies_of(vault, parent.id))
    new = NewItem(
        content=vault.store_content(io.BytesIO(data), progress=Silent(), expected_size=len(data)),
        name=f"{number}-{purpose.value}-{count + 1}.{ending}",
        media_type=media_type,
        derived_from=parent.id,
        derivation={
            "purpose": purpose.value,
            "parent_sha256": parent.sha256,
            "program": __version__,
            **details,
        },
    )
    return vault.add_item(new, actor=actor, case_id=case_id)


def copies_of(vault: Vault, item_id: str) -> tuple[EvidenceItem, ...]:
    """The copies a person had made of an item, newest first; those made by an export are left out."""
    made = [copy for copy in vault.items(derived_from=item_id) if purpose_of(copy) in _BY_HAND]
    return tuple(reversed(made))


_BY_HAND = frozenset(CopyPurpose) - {
    CopyPurpose.PRINT, CopyPurpose.CONTACT_SHEET, CopyPurpose.UPLOAD, CopyPurpose.MASKED,
}  # fmt: skip


def purpose_of(copy: EvidenceItem) -> CopyPurpose | None:
    """What a copy was made for; None for an original."""
    said = (copy.derivation or {}).get("purpose")
    return CopyPurpose(said) if isinstance(said, str) and said in set(CopyPurpose) else None


def steps_of(copy: EvidenceItem) -> tuple[Step, ...]:
    """The recorded steps of a copy. Raises StepNotUnderstood."""
    return steps_from_json((copy.derivation or {}).get("steps"))


def copy_to_use(vault: Vault, item_id: str, kind: str) -> EvidenceItem | None:
    """The newest copy that the person meant for exports of ``kind`` in place of the original, if there is one."""
    return next((copy for copy in copies_of(vault, item_id) if kind in _uses(copy)), None)


def copy_to_send(vault: Vault, item_id: str, kind: str) -> EvidenceItem | None:
    """What an export of ``kind`` shows in place of the original, if there is something.

    A platform never gets what was hidden once: without a copy meant for it, the newest redacted one is taken.
    """
    meant = copy_to_use(vault, item_id, kind)
    if meant is not None or kind != PLATFORM:
        return meant
    return next((copy for copy in copies_of(vault, item_id) if purpose_of(copy) is CopyPurpose.REDACTION), None)


def hides_something(copy: EvidenceItem | None) -> bool:
    """Whether parts of the original cannot be seen in a copy; an original hides nothing."""
    return copy is not None and purpose_of(copy) is CopyPurpose.REDACTION


def copies_to_add(vault: Vault, exhibits: Iterable[Exhibit], kind: str) -> tuple[EvidenceItem, ...]:
    """The copies that go along with an export of ``kind`` beside the originals, as the person said."""
    found = (copy_to_use(vault, exhibit.item.id, kind) for exhibit in exhibits)
    return tuple(copy for copy in found if copy)


def _uses(copy: EvidenceItem) -> Sequence[Json]:
    uses = (copy.derivation or {}).get("use_for")
    return uses if isinstance(uses, list) else []
