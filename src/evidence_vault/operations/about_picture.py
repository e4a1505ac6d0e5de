# SPDX-License-Identifier: GPL-3.0-or-later
"""About a picture: what its file says, and what is unusual for a screenshot of a phone, said carefully.

Nothing here is a verdict. Screenshots are cropped, passed on and saved again for good reasons, and metadata can be
written by anybody.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evidence_vault.operations.reading_sources import StoredSource
from evidence_vault.operations.workers import worker
from evidence_vault.pictures.metadata import MetadataEntry
from evidence_vault.pictures.signatures import SHOWN_IMAGES
from evidence_vault.progress import Progress
from evidence_vault.records import EvidenceItem, Finding, Severity
from evidence_vault.vault.vault import Vault

EDITORS = re.compile(
    r"photoshop|lightroom|gimp|snapseed|picsart|pixelmator|affinity|paint(?:\.net|shop| ?3d)?\b|canva|meitu|美图|醒图"
    r"|轻颜|faceapp|capcut|procreate|coreldraw|photopea",
    re.IGNORECASE,
)
SCREEN_WIDTHS = frozenset(
    # Pixels across of phones sold since 2014, upright (makers' published specifications).
    {640, 720, 750, 828, 1080, 1084, 1125, 1170, 1176, 1179, 1200, 1206, 1216, 1220, 1224, 1240, 1242, 1256, 1260}
    | {1264, 1280, 1284, 1290, 1312, 1316, 1320, 1344, 1368, 1400, 1440, 1600}
)
_CAMERA = frozenset({"FNumber", "ExposureTime", "ISOSpeedRatings", "FocalLength", "LensModel"})


@dataclass(frozen=True, slots=True)
class AboutPicture:
    """``entries``: what the file says. ``notes``: what is unusual, as findings with words, none a problem."""

    entries: tuple[MetadataEntry, ...]
    notes: tuple[Finding, ...]


def about_picture(vault: Vault, item_id: str, progress: Progress) -> AboutPicture:
    """Read out the metadata of a picture. Raises NoSuchEntry, FormatUnknown, PictureDamaged, BlobDamaged."""
    item = vault.item(item_id)
    source = StoredSource(vault, item.content_id, item.name, item.size)
    said = worker().metadata(source, progress=progress)
    entries = tuple(MetadataEntry(*one) for one in said)
    return AboutPicture(entries, tuple(notes_on(item, entries)))


def notes_on(item: EvidenceItem, entries: tuple[MetadataEntry, ...]) -> Iterator[Finding]:
    """What a careful reader would ask about."""
    if item.media_type not in SHOWN_IMAGES:
        return
    named = {entry.value for entry in entries if EDITORS.search(entry.value)}
    for program in sorted(named)[:3]:
        yield _note("EDITOR_NAMED", program=program[:80])
    is_photograph = any(entry.name in _CAMERA for entry in entries)
    if is_photograph:
        yield _note("TAKEN_WITH_CAMERA")
    width, height = item.facts.get("width"), item.facts.get("height")
    if not is_photograph and isinstance(width, int) and isinstance(height, int):
        yield from _notes_on_size(width, height)
    if item.claimed_at and item.added_at[:10] < item.claimed_at[:10]:
        yield _note("CLAIMS_LATER_THAN_ADDED", time=item.claimed_at)
    if any(entry.group == "gps" for entry in entries):
        yield _note("PLACE_IN_FILE")


def _notes_on_size(width: int, height: int) -> Iterator[Finding]:
    if height < 1.4 * width:
        yield _note("SHAPE_UNUSUAL", width=width, height=height)
    elif width not in SCREEN_WIDTHS:
        yield _note("SIZE_UNUSUAL", width=width, height=height)


def _note(code: str, **facts: str | int) -> Finding:
    return Finding(code, Severity.NOTE, "", facts)
