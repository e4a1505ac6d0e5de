# SPDX-License-Identifier: GPL-3.0-or-later
"""What the custody log of a package tells about its items: claims of whoever signed it, read with bounds."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from evidence_vault.package.strict_json import parse_json
from evidence_vault.records import Json

_ADDED = frozenset({"added", "derived"})
LONGEST_CLAIM = 400


@dataclass(frozen=True, slots=True)
class ForeignItem:
    """One item of another vault. Times are as that vault wrote them; ``answers`` what its person said for reading."""

    id: str
    sha256: str
    name: str | None = None
    added_at: str | None = None
    added_by: str | None = None
    file_modified_at: str | None = None
    file_created_at: str | None = None
    claimed_at: str | None = None
    claimed_basis: str | None = None
    source_folder: str | None = None
    contained_in: str | None = None
    importer: str | None = None
    answers: dict[str, Json] | None = None


def foreign_items(untrusted_lines: Iterable[bytes]) -> dict[str, ForeignItem]:
    """The items that the lines of a custody log tell in full, by their id in that vault."""
    found: dict[str, ForeignItem] = {}
    for line in untrusted_lines:
        value = parse_json(line)
        envelope, payload = (value.get("envelope"), value.get("payload")) if isinstance(value, dict) else (None, None)
        if not isinstance(envelope, dict) or not isinstance(payload, dict):
            continue
        if envelope.get("event") in _ADDED:
            item = _added(envelope, payload)
            if item is not None:
                found[item.id] = item
        elif envelope.get("event") == "read":
            _read(envelope, payload, found)
    return found


def _added(envelope: dict[str, Json], payload: dict[str, Json]) -> ForeignItem | None:
    item, content = payload.get("item"), payload.get("content")
    if not isinstance(item, dict) or not isinstance(content, dict):
        return None
    item_id, sha256 = _text(item.get("id")), _text(content.get("sha256"))
    if item_id is None or sha256 is None:
        return None
    return ForeignItem(
        item_id,
        sha256,
        name=_text(item.get("name")),
        added_at=_text(envelope.get("utc")),
        added_by=_text(envelope.get("actor")),
        file_modified_at=_text(item.get("file_modified_at")),
        file_created_at=_text(item.get("file_created_at")),
        claimed_at=_text(item.get("claimed_at")),
        claimed_basis=_text(item.get("claimed_basis")),
        source_folder=_text(item.get("source_folder")),
        contained_in=_text(item.get("contained_in")),
    )


def _read(envelope: dict[str, Json], payload: dict[str, Json], found: dict[str, ForeignItem]) -> None:
    subjects, answers = envelope.get("subjects"), payload.get("answers")
    for subject in subjects[:1] if isinstance(subjects, list) else []:  # further ones are pictures it was read from
        if isinstance(subject, str) and subject in found:
            found[subject] = replace(
                found[subject],
                importer=_text(payload.get("importer")),
                answers=answers if isinstance(answers, dict) else None,
            )


def _text(untrusted: Json) -> str | None:
    return claimed_text(untrusted) if isinstance(untrusted, str) and untrusted else None


def claimed_text(untrusted: str, most: int = LONGEST_CLAIM) -> str:
    """A stranger's text that every store can hold: no half of a sign, no NUL, not endless."""
    return untrusted[:most].encode("utf-8", "replace").decode().replace("\0", "\ufffd")
