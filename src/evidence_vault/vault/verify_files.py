# SPDX-License-Identifier: GPL-3.0-or-later
"""Accounts for every file of the vault folder, and checks blobs and key files."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from evidence_vault import errors
from evidence_vault.crypto.signing import public_bytes_of_line
from evidence_vault.hashing import sha256_hex, sha256_of_stream
from evidence_vault.progress import Progress
from evidence_vault.records import Finding, Severity
from evidence_vault.safe_files import is_litter
from evidence_vault.vault.anchors import ADDED, REQUESTED, is_anchor_name
from evidence_vault.vault.apply import ADDS_ITEMS
from evidence_vault.vault.blobs import BlobStore
from evidence_vault.vault.case_keys import SUFFIX, certificate_holds, read_case_key
from evidence_vault.vault.checkpoint import size_of_note_name
from evidence_vault.vault.entries import JournalEntry
from evidence_vault.vault.erase_items import EVENT as ERASED
from evidence_vault.vault.layout import FOLDERS, PLACEHOLDER_SUFFIX, README, VaultLayout, blob_list
from evidence_vault.vault.ledger import VaultKeys
from evidence_vault.vault.segments import segment_numbers, segment_path

_ANCHOR_SUFFIXES = {".ots"}
_INDEX_FILES = {"index.db", "index.db-wal", "index.db-shm", "index.db-journal"}
_TOP_FILES = {"README.txt", "header.evh", "header-b.evh", "blobs.sha256", "vault.lock", "copy.note"} | _INDEX_FILES
_KEY_EVENT = "case-key-made"


@dataclass
class NamedByJournal:
    """What the journal says must be there."""

    contents: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    case_keys: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    blob_list_sha256: str | None = None
    header: tuple[int, str] = (0, "")
    items: set[str] = field(default_factory=set)
    erased: set[int] = field(default_factory=set)
    erased_contents: set[str] = field(default_factory=set)
    anchors: dict[str, str] = field(default_factory=dict)
    time_stamps: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    without_payload: set[int] = field(default_factory=set)

    def take(self, entry: JournalEntry) -> None:
        """Note what one entry names."""
        if entry.event in ADDS_ITEMS:
            self.items.add(entry.subjects[0])
        if entry.payload is None:
            self.without_payload.add(entry.seq)
            return
        self._take_payload(entry, entry.payload)

    def _take_payload(self, entry: JournalEntry, payload: Mapping[str, Any]) -> None:
        if entry.event in {"added", "derived", "read"}:
            self.contents[payload["content"]["id"]] = payload["content"]
            self.erased_contents.discard(payload["content"]["id"])
            if "item" in payload:
                self.names.setdefault(payload["content"]["id"], payload["item"]["name"])
        elif entry.event == _KEY_EVENT and entry.case_id is not None:
            self.case_keys[entry.case_id] = payload
        elif entry.event == "header-changed":
            self.header = (payload["generation"], payload["sha256"])
        elif entry.event == "checkpoint" and "blobs_sha256" in payload:
            self.blob_list_sha256 = payload["blobs_sha256"]
        elif entry.event in {REQUESTED, ADDED}:
            self.anchors[payload["file"]] = payload["sha256"]
            if entry.event == ADDED:
                self.time_stamps[payload["file"]] = payload
        else:
            self._take_erased(entry.event, payload)

    def _take_erased(self, event: str, payload: Mapping[str, Any]) -> None:
        if event == "payload-erased":
            self.erased.add(payload["seq"])
        if event != ERASED:
            return
        self.erased.update(payload["entries"])
        self.items.difference_update(item["id"] for item in payload["items"])
        for content in payload["contents"]:
            self.contents.pop(content["id"], None)
            self.names.pop(content["id"], None)
            self.erased_contents.add(content["id"])


def check_payloads(named: NamedByJournal) -> Iterator[Finding]:
    """Payloads that are gone without an entry that says so."""
    for seq in sorted(named.without_payload - named.erased):
        yield Finding("PAYLOAD_MISSING", Severity.PROBLEM, "journal", {"seq": seq})


def check_presence(contents: BlobStore, named: NamedByJournal) -> Iterator[Finding]:
    """Every content: there, and named by the journal."""
    present = set(contents.ids())
    for content_id in sorted(named.contents.keys() | present):
        if content_id not in present:
            yield Finding("BLOB_MISSING", Severity.PROBLEM, content_id, {"content_id": content_id})
        elif content_id in named.erased_contents:
            yield Finding("ERASED_CONTENT_LEFT", Severity.NOTE, content_id, {"content_id": content_id})
        elif content_id not in named.contents:
            yield Finding("BLOB_UNREFERENCED", Severity.NOTE, content_id, {"content_id": content_id})


def check_bytes(contents: BlobStore, named: NamedByJournal, progress: Progress) -> Iterator[Finding]:
    """Every content that is there: every byte of it read, and its hash compared."""
    present = sorted(contents.ids())
    for done, content_id in enumerate(present):
        progress.report(done, len(present))
        progress.raise_if_cancelled()
        yield from _check_blob(contents, content_id, named.contents.get(content_id))


def _check_blob(contents: BlobStore, content_id: str, named: Mapping[str, Any] | None) -> Iterator[Finding]:
    found = contents.verify(content_id)
    yield from found
    if found or named is None:
        return
    if contents.meta(content_id).sha256 != named["sha256"]:
        yield Finding("BLOB_DAMAGED", Severity.PROBLEM, content_id, {"content_id": content_id})


def check_blob_list(layout: VaultLayout, named: NamedByJournal) -> Iterator[Finding]:
    """The list of blobs against the hash that its checkpoint names, or against what the journal says now.

    A crash may come between the list and the checkpoint's entry: then it is newer than the entry, and right.
    """
    try:
        with layout.blob_list.open("rb") as file:
            digest: str | None = sha256_of_stream(file)[0]
    except FileNotFoundError:
        digest = None
    if digest not in {named.blob_list_sha256, _list_implied(layout, named)}:
        yield Finding("BLOB_LIST_DIFFERS", Severity.PROBLEM, layout.blob_list.name)


def _list_implied(layout: VaultLayout, named: NamedByJournal) -> str:
    stored = {content_id: str(content["stored_sha256"]) for content_id, content in named.contents.items()}
    return sha256_hex(blob_list(layout, sorted(stored.items())))


def check_case_keys(layout: VaultLayout, keys: VaultKeys, named: NamedByJournal) -> Iterator[Finding]:
    """Every case key: there, opens, the one the journal names, certified by the vault's key."""
    for case_id, payload in sorted(named.case_keys.items()):
        name = f"keys/{case_id}{SUFFIX}"
        try:
            key = read_case_key(layout, keys, case_id)
            same = public_bytes_of_line(payload["public_key"]) == key.public_bytes
        except (errors.SealBroken, errors.SignatureInvalid, OSError):
            yield Finding("CASE_KEY_DAMAGED", Severity.PROBLEM, name, {"name": name})
            continue
        if not same or not certificate_holds(keys, case_id, key.public_bytes, payload["certificate"]):
            yield Finding("CASE_KEY_DIFFERS", Severity.PROBLEM, name, {"name": name})


def check_folder(layout: VaultLayout, keys: VaultKeys, contents: BlobStore, named: NamedByJournal) -> Iterator[Finding]:
    """Every file and folder that no rule of the layout accounts for; what was left or set aside is noted."""
    expected = _expected_files(layout, contents, named) | _sealed_keys(layout, keys)
    for path in _everything(layout.folder):
        name = path.relative_to(layout.folder).as_posix()
        if name.startswith("quarantine/"):
            yield Finding("SET_ASIDE", Severity.NOTE, name, {"name": name})
        elif name.startswith("tmp/"):
            yield Finding("LEFT_OVER", Severity.NOTE, name, {"name": name})
        elif name not in expected or path.is_symlink():
            yield _unknown(path, name)
    if layout.readme.is_file() and layout.readme.read_bytes() != README.encode():
        yield Finding("README_CHANGED", Severity.NOTE, layout.readme.name)


def _unknown(path: Path, name: str) -> Finding:
    if path.is_file() and not path.is_symlink():
        if is_litter(path.name):
            return Finding("SYSTEM_FILE", Severity.NOTE, name, {"name": name})
        if path.name.startswith(".") and path.name.endswith(PLACEHOLDER_SUFFIX):
            return Finding("ONLINE_ONLY_FILE", Severity.PROBLEM, name, {"name": name})
    return Finding("UNKNOWN_FILE", Severity.PROBLEM, name, {"name": name})


def with_item_names(findings: Iterable[Finding], named: NamedByJournal) -> Iterator[Finding]:
    """The same, where they are about a content of a known item with its name as the fact ``item``."""
    for finding in findings:
        name = named.names.get(str(finding.facts.get("content_id")))
        yield finding if name is None else replace(finding, facts={**finding.facts, "item": name})


def count_files(folder: Path) -> int:
    """How many files there are."""
    return sum(1 for _ in _everything(folder))


def _expected_files(layout: VaultLayout, contents: BlobStore, named: NamedByJournal) -> set[str]:
    expected = set(_TOP_FILES)
    expected |= {layout.blob(each).relative_to(layout.folder).as_posix() for each in contents.ids()}
    expected |= {f"journal/{segment_path(layout.journal, each).name}" for each in segment_numbers(layout.journal)}
    expected |= {f"keys/{case_id}{SUFFIX}" for case_id in named.case_keys}
    for path in layout.anchors.iterdir():
        ours = size_of_note_name(path.name) is not None or is_anchor_name(path.name)
        if ours or path.suffix in _ANCHOR_SUFFIXES:
            expected.add(f"anchors/{path.name}")
    return expected


def _sealed_keys(layout: VaultLayout, keys: VaultKeys) -> set[str]:
    # A crash may come between a key's file and its entry; the next use of the key makes up for it.
    ours: set[str] = set()
    for path in layout.keys.glob(f"*{SUFFIX}"):
        with suppress(errors.SealBroken, OSError):
            read_case_key(layout, keys, path.stem)
            ours.add(f"keys/{path.name}")
    return ours


def _everything(folder: Path) -> Iterator[Path]:
    # Folders are listed when they are none of ours, or links; ours are walked through.
    for place, folders, files in os.walk(folder):
        here = Path(place)
        for name in sorted(folders):
            path = here / name
            known = name in FOLDERS if here == folder else here.name == "blobs" and here.parent == folder
            if path.is_symlink() or not known:
                yield path
        for name in sorted(files):
            yield here / name
