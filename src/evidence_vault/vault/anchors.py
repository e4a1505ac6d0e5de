# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of ``anchors/``: signed checkpoints, time-stamp requests over them and the replies, as bytes.

What a reply is worth is judged elsewhere; here it is kept as it came, journaled, and compared with the journal.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evidence_vault.hashing import sha256_hex
from evidence_vault.records import Finding, Json, Severity
from evidence_vault.vault.checkpoint import note_name
from evidence_vault.vault.durable import Disk, storage_errors, write_whole
from evidence_vault.vault.layout import VaultLayout
from evidence_vault.vault.lost_disk import reading_errors

REQUESTED, ADDED = "time-stamp-requested", "time-stamp-added"
LARGEST_ANCHOR = 64 << 10
_PAIR = re.compile(r"(\d{10,})-([1-9][0-9]{0,3})\.(tsq|tsr)")
_REQUEST, _REPLY = "tsq", "tsr"


@dataclass(frozen=True, slots=True)
class AnchorPair:
    """One request over the checkpoint of the first ``size`` entries, with its reply where one came.

    ``name``: what the files of the pair are called, without their endings.
    """

    size: int
    number: int
    note: bytes
    request: bytes
    reply: bytes | None

    @property
    def name(self) -> str:
        """``0000000070-1``."""
        return f"{self.size:010d}-{self.number}"


@dataclass(frozen=True, slots=True)
class AnchorStore:
    """The requests and replies of a vault, written durably and never over each other."""

    layout: VaultLayout
    disk: Disk

    def pairs(self) -> tuple[AnchorPair, ...]:
        """Every pair, by size and number; a reply without its request is left out (``verify`` tells of it)."""
        return tuple(_pairs(self.layout))

    def next_number(self, size: int) -> int:
        """The number of the next pair over the checkpoint of that size."""
        return max([0, *(number for known, number in _numbers(self.layout) if known == size)]) + 1

    def keep_request(self, size: int, number: int, request: bytes) -> str:
        """Keep a request over the checkpoint of ``size`` entries; the name of its file. Raises DiskFull and kin."""
        return _write(self.layout, self.disk, f"{size:010d}-{number}.{_REQUEST}", request)

    def keep_reply(self, pair: AnchorPair, reply: bytes) -> str:
        """Keep the reply to a pair's request, its bytes as they came; the name of its file. Raises DiskFull and kin."""
        return _write(self.layout, self.disk, f"{pair.name}.{_REPLY}", reply)


def _pairs(layout: VaultLayout) -> Iterator[AnchorPair]:
    for size, number in sorted(_numbers(layout)):
        name = f"{size:010d}-{number}"
        request = _read(layout.anchors / f"{name}.{_REQUEST}")
        note = _read(layout.anchors / note_name(size))
        if request is not None and note is not None:
            yield AnchorPair(size, number, note, request, _read(layout.anchors / f"{name}.{_REPLY}"))


def is_anchor_name(name: str) -> bool:
    """Whether a file of that name is a request or a reply."""
    return _PAIR.fullmatch(name) is not None


def check_anchors(layout: VaultLayout, named: Mapping[str, str]) -> Iterator[Finding]:
    """Requests and replies against the journal (``named``: file name to SHA-256)."""
    present = {path.name for path in layout.anchors.iterdir() if is_anchor_name(path.name)}
    for name in sorted(present | named.keys()):
        subject = f"anchors/{name}"
        if name not in named:
            yield Finding("LEFT_OVER", Severity.NOTE, subject, {"name": subject})
        elif name not in present or sha256_hex((layout.anchors / name).read_bytes()) != named[name]:
            yield Finding("ANCHOR_CHANGED", Severity.PROBLEM, subject, {"name": subject})


def time_stamp_told(payload: Mapping[str, Any]) -> dict[str, Json]:
    """An entry of ``timestamps`` from what the journal says of a reply; its bytes are those that were judged then."""
    return {
        "file": f"anchors/{payload['file']}",
        "state": payload["state"],
        "time": payload["time"],
        "authority": payload["authority"],
        "over": "log",
        "entries": payload["entries"],
        "expires": payload.get("expires"),
        "revocation": payload.get("revocation", "not-checked"),
        "renewed_by": None,
    }


def _numbers(layout: VaultLayout) -> set[tuple[int, int]]:
    with reading_errors(layout.folder):
        matches = [_PAIR.fullmatch(path.name) for path in layout.anchors.iterdir()]
    return {(int(match[1]), int(match[2])) for match in matches if match}


def _read(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_ANCHOR)
    except OSError:
        return None


def _write(layout: VaultLayout, disk: Disk, name: str, data: bytes) -> str:
    with storage_errors(layout.folder):
        write_whole(disk, layout.anchors / name, data, layout.temporary)
    return name
