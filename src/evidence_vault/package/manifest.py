# SPDX-License-Identifier: GPL-3.0-or-later
"""The lists of a package: names of its fixed files, manifest lines, bag-info (docs/formats/package.md §1–§3)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from evidence_vault.records import JournalState

FORMAT = "evidence-vault-package/1"
NAMESPACE = "evidence-vault-package"
KINDS = ("complaint", "police", "archive", "redacted")
ROLES = frozenset({
    "report", "card", "steps", "text", "upload", "original", "derivative", "transcript", "table", "record",
})  # fmt: skip

START_HERE = "START-HERE.html"
HOW_TO_CHECK = "HOW-TO-CHECK.txt"
DECLARATION = "bagit.txt"
BAG_INFO = "bag-info.txt"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
SIGNATURE = "tagmanifest-sha256.txt.sig"
PUBLIC_KEY = "signer.pub"
PAYLOAD = "data/"
DESCRIPTION = "data/records/package.json"
CUSTODY_LOG = "data/records/custody-log.jsonl"
CHECKPOINT = "data/records/checkpoint.txt"
LOG_STAMPS = "data/records/timestamps/"
REDACTION = "data/records/redaction.json"
CASE_FACTS = "data/records/facts.json"
CONFIRMED_TRANSCRIPTS = "data/records/confirmed-transcripts.json"
EXHIBITS_TABLE = "data/tables/exhibits.csv"

TAG_FILES = (HOW_TO_CHECK, START_HERE, BAG_INFO, DECLARATION, MANIFEST, PUBLIC_KEY)
"""What the tagmanifest lists: all of it, nothing else."""
DECLARATION_TEXT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MOST_BYTES_AT_ONCE = 64 << 20
"""The largest file that is read as a whole (manifests, package.json), and the longest line."""

_TIME_STAMP = re.compile(re.escape(SIGNATURE) + r"\.[1-9][0-9]{0,3}\.(tsq|tsr)")
_LINE = re.compile(rb"([0-9a-f]{64})  ([\x21-\x7e][\x20-\x7e]*)")
_NESTED = re.compile(r"(bagit\.txt|(tag)?manifest-[a-z0-9-]+\.txt)")


@dataclass(frozen=True, slots=True)
class PackageInfo:
    """What a package says about itself beside its parts.

    ``made_at``: ISO 8601 with offset. ``previous``: (package id, SHA-256 of the tagmanifest) of the package of
    this case made before. ``volume``: (number, count, names) when an export is in several packages.
    ``program_version`` without the program's name. The language is that of the words given to the writer.
    """

    kind: str
    package_id: str
    made_at: str
    case_id: str
    journal: JournalState
    program_version: str
    withheld: Mapping[str, int] = field(default_factory=dict)
    previous: tuple[str, str] | None = None
    volume: tuple[int, int, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """One line: SHA-256 (hexadecimal) and path from the bag."""

    sha256: str
    path: str


def manifest_bytes(entries: Iterable[ManifestEntry]) -> bytes:
    """A manifest, sorted by path."""
    ordered = sorted(entries, key=lambda entry: entry.path.encode())
    return "".join(f"{entry.sha256}  {entry.path}\n" for entry in ordered).encode("ascii")


def read_manifest(untrusted: bytes) -> Iterator[tuple[int, ManifestEntry | None]]:
    """The lines with their numbers from 1; None where a line does not have the form."""
    if untrusted and not untrusted.endswith(b"\n"):
        untrusted += b"\r\n"  # a missing last line end breaks the last line
    for number, line in enumerate(untrusted.split(b"\n")[:-1], start=1):
        match = _LINE.fullmatch(line)
        yield number, ManifestEntry(match[1].decode(), match[2].decode()) if match else None


def bag_info_bytes(info: PackageInfo, size: int, files: int) -> bytes:
    """bag-info.txt for a payload of ``files`` files with ``size`` bytes."""
    lines = {
        "Bag-Software-Agent": program_name(info),
        "Bagging-Date": info.made_at[:10],
        "External-Identifier": info.package_id,
        "Payload-Oxum": f"{size}.{files}",
    }
    return "".join(f"{label}: {value}\n" for label, value in sorted(lines.items())).encode()


def read_bag_info(untrusted: bytes) -> dict[str, str] | None:
    """The labels of bag-info.txt; None where it is not of our form (a line a label, each once)."""
    found: dict[str, str] = {}
    for line in untrusted.decode("utf-8", "replace").removesuffix("\n").split("\n"):
        label, colon, value = line.partition(": ")
        if not colon or label in found:
            return None
        found[label] = value
    return found


def program_name(info: PackageInfo) -> str:
    """How the program signs what it made."""
    return f"Evidence Vault {info.program_version}"


def time_stamp_path(number: int, ending: str) -> str:
    """Where the request (``.tsq``) or reply (``.tsr``) of that number lies."""
    return f"{SIGNATURE}.{number}{ending}"


def is_time_stamp(path: str) -> bool:
    """Whether ``path`` is the place of a time-stamp request or reply."""
    return _TIME_STAMP.fullmatch(path) is not None


def is_nested_bag(path: str) -> bool:
    """Whether a file below ``data/`` would make a bag inside the bag."""
    return path.startswith(PAYLOAD) and _NESTED.fullmatch(path.rpartition("/")[2].lower()) is not None
