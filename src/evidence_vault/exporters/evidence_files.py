# SPDX-License-Identifier: GPL-3.0-or-later
"""The evidence itself in an export: originals byte for byte, copies with their source, every name made by us."""

from collections.abc import Iterator, Mapping

from evidence_vault.exporters.base import bytes_part, copy_part, original_part
from evidence_vault.hashing import canonical_json
from evidence_vault.package.case_facts import facts_bytes
from evidence_vault.package.confirmed_transcripts import ForeignTranscript, transcripts_bytes
from evidence_vault.package.custody_log import MerklePaths, custody_lines
from evidence_vault.package.names import evidence_file_name, guarded_path
from evidence_vault.record_json import to_json
from evidence_vault.records import (
    PICTURE_TRANSCRIPT,
    ContentSource,
    Dossier,
    EvidenceItem,
    Exhibit,
    Json,
    Part,
    StoredConversation,
)

HOLDS_SECRETS = "ORIGINAL_HOLDS_SECRETS"
MASKED_ORIGINALS = "ORIGINAL_SHOWS_MASKED"


def original_names(dossier: Dossier) -> dict[str, str]:
    """Exhibit number to its file's name in the folder of originals; none twice, without regard to case.

    An original that is kept back has none.
    """
    taken: set[str] = set()
    names: dict[str, str] = {}
    for exhibit in dossier.exhibits:
        if exhibit.item.id in dossier.kept_back:
            continue
        names[exhibit.number] = evidence_file_name(exhibit.number, exhibit.item.name, taken)
        taken.add(names[exhibit.number].lower())
    return names


def original_parts(dossier: Dossier, contents: ContentSource, names: Mapping[str, str]) -> Iterator[Part]:
    """Every exhibit that is not kept back, unchanged."""
    for exhibit in dossier.exhibits:
        if exhibit.number in names:
            yield original_part(f"originals/{names[exhibit.number]}", exhibit.item, contents, exhibit.number)


def copy_parts(dossier: Dossier, contents: ContentSource) -> Iterator[Part]:
    """Every copy of the dossier beside its source: ``A1-copy.jpg``, ``A1-copy-2.jpg``."""
    for copy, exhibit, path in _copies(dossier):
        yield copy_part(
            path,
            "derivative",
            item_id=copy.id,
            copy=copy,
            parent=exhibit.item,
            exhibit=exhibit.number,
            contents=contents,
        )


def _copies(dossier: Dossier) -> Iterator[tuple[EvidenceItem, Exhibit, str]]:
    by_item: dict[str, Exhibit] = {exhibit.item.id: exhibit for exhibit in dossier.exhibits}
    taken: set[str] = set()
    for copy in dossier.derivatives:
        exhibit = by_item.get(copy.derived_from or "")
        if not exhibit:
            continue
        name = evidence_file_name(f"{exhibit.number}-copy", copy.name, taken)
        taken.add(name.lower())
        yield copy, exhibit, f"derivatives/{name}"


def file_paths(dossier: Dossier, names: Mapping[str, str]) -> dict[str, str]:
    """Item id to the path of its file in the package, from the bag."""
    paths = {
        exhibit.item.id: f"originals/{names[exhibit.number]}" for exhibit in dossier.exhibits if exhibit.number in names
    }
    paths |= {copy.id: path for copy, _exhibit, path in _copies(dossier)}
    return {item_id: f"data/{guarded_path(path, 'original')}" for item_id, path in paths.items()}


def kept_back(dossier: Dossier) -> dict[str, int]:
    """What of the originals stays in the vault: reason to count."""
    ids = [exhibit.item.id for exhibit in dossier.exhibits if exhibit.item.id in dossier.kept_back]
    masked = sum(item_id in dossier.masked for item_id in ids)
    counts = {HOLDS_SECRETS: len(ids) - masked, MASKED_ORIGINALS: masked}
    return {reason: count for reason, count in counts.items() if count}


def custody_part(dossier: Dossier) -> Part:
    """The custody log so that a stranger can compute it again."""
    lines = b"".join(custody_lines(dossier.custody, dossier.other_entries))
    return bytes_part("records/custody-log.jsonl", "record", lines)


def fact_parts(dossier: Dossier) -> Iterator[Part]:
    """What was recorded about the case, for a vault that takes it in."""
    if dossier.facts:
        yield bytes_part("records/facts.json", "record", facts_bytes(dossier.facts))


def confirmed_parts(dossier: Dossier) -> Iterator[Part]:
    """The messages a person confirmed from pictures, for a vault that takes the case in."""
    told = [one for conversation in dossier.conversations for one in _confirmed(dossier, conversation)]
    if told:
        yield bytes_part("records/confirmed-transcripts.json", "record", transcripts_bytes(told))


def _confirmed(dossier: Dossier, stored: StoredConversation) -> Iterator[ForeignTranscript]:
    items = {exhibit.item.id: exhibit.item for exhibit in dossier.exhibits}
    first = items.get(stored.item_id)
    if first is None or first.importer != PICTURE_TRANSCRIPT:
        return
    messages = dossier.transcripts.get(f"{stored.item_id}/{stored.conversation.id}", ())
    spans = " ".join(message.raw_span.member or "" for message in messages if message.raw_span)
    others = [item.id for item in items.values() if item is not first and f"{item.sha256}#" in spans]
    yield ForeignTranscript((first.id, *others), (to_json(stored.conversation), *map(to_json, messages)))


def time_parts(dossier: Dossier) -> Iterator[Part]:
    """The signed checkpoint of before this export, and the vault's time stamps with the proofs that they cover it."""
    if dossier.checkpoint is not None:
        yield bytes_part("records/checkpoint.txt", "record", dossier.checkpoint.encode())
    done: set[int] = set()
    for stamp in dossier.time_stamps:
        pair = stamp.file.rpartition("/")[2].removesuffix(".tsr")
        place = "records/timestamps"
        if stamp.entries not in done:
            done.add(stamp.entries)
            yield bytes_part(f"{place}/{stamp.entries:010d}.note", "record", stamp.note)
            yield bytes_part(f"{place}/{stamp.entries:010d}.proofs.json", "record", _proofs(dossier, stamp.entries))
        yield bytes_part(f"{place}/{pair}.tsq", "record", stamp.request)
        yield bytes_part(f"{place}/{pair}.tsr", "record", stamp.reply)


def entry_of_item(dossier: Dossier) -> dict[str, int]:
    """Item id to the number of the entry of the custody log that added it."""
    return {
        subject: entry.seq
        for entry in reversed(dossier.custody)
        if entry.event in {"added", "derived"}
        for subject in entry.subjects[:1]
    }


def _proofs(dossier: Dossier, size: int) -> bytes:
    """For each exhibit that was in the log by then, the path from its entry to the root that was time-stamped."""
    leaves = _leaves(dossier)[:size]
    entries = entry_of_item(dossier)
    tree = MerklePaths(leaves)
    proofs: list[Json] = [
        {
            "exhibit": exhibit.number,
            "sha256": exhibit.item.sha256,
            "seq": entries[exhibit.item.id],
            "leaf": leaves[entries[exhibit.item.id]].hex(),
            "path": [digest.hex() for digest in tree.path(entries[exhibit.item.id])],
        }
        for exhibit in dossier.exhibits
        if entries.get(exhibit.item.id, size) < size
    ]
    return canonical_json({"root": tree.root.hex(), "size": size, "proofs": proofs}) + b"\n"


def _leaves(dossier: Dossier) -> list[bytes]:
    """The hash of every entry of the log, in order."""
    pairs = [*((entry.seq, entry.entry_hash) for entry in dossier.custody), *dossier.other_entries]
    return [bytes.fromhex(leaf) for _seq, leaf in sorted(pairs)]
