# SPDX-License-Identifier: GPL-3.0-or-later
"""The evidence itself in an export: originals byte for byte, copies with their source, every name made by us."""

from collections.abc import Iterator, Mapping

from evidence_vault.exporters.base import bytes_part, copy_part, original_part
from evidence_vault.package.custody_log import custody_lines
from evidence_vault.package.names import evidence_file_name
from evidence_vault.records import ContentSource, Dossier, Exhibit, Part


def original_names(dossier: Dossier) -> dict[str, str]:
    """Exhibit number to its file's name in the folder of originals; none twice, without regard to case."""
    taken: set[str] = set()
    names: dict[str, str] = {}
    for exhibit in dossier.exhibits:
        names[exhibit.number] = evidence_file_name(exhibit.number, exhibit.item.name, taken)
        taken.add(names[exhibit.number].lower())
    return names


def original_parts(dossier: Dossier, contents: ContentSource, names: Mapping[str, str]) -> Iterator[Part]:
    """Every exhibit, unchanged."""
    for exhibit in dossier.exhibits:
        yield original_part(f"originals/{names[exhibit.number]}", exhibit.item, contents, exhibit.number)


def copy_parts(dossier: Dossier, contents: ContentSource) -> Iterator[Part]:
    """Every copy of the dossier beside its source: ``A1-copy.jpg``, ``A1-copy-2.jpg``."""
    by_item: dict[str, Exhibit] = {exhibit.item.id: exhibit for exhibit in dossier.exhibits}
    taken: set[str] = set()
    for copy in dossier.derivatives:
        exhibit = by_item.get(copy.derived_from or "")
        if not exhibit:
            continue
        name = evidence_file_name(f"{exhibit.number}-copy", copy.name, taken)
        taken.add(name.lower())
        yield copy_part(
            f"derivatives/{name}",
            "derivative",
            item_id=copy.id,
            copy=copy,
            parent=exhibit.item,
            exhibit=exhibit.number,
            contents=contents,
        )


def custody_part(dossier: Dossier) -> Part:
    """The custody log so that a stranger can compute it again."""
    lines = b"".join(custody_lines(dossier.custody, dossier.other_entries))
    return bytes_part("records/custody-log.jsonl", "record", lines)
