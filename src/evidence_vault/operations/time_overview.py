# SPDX-License-Identifier: GPL-3.0-or-later
"""The trusted time of a vault at a glance: what was asked for, what came, what each stamp covers."""

from collections.abc import Sequence
from dataclasses import dataclass

from evidence_vault.operations.time_stamps import time_stamps
from evidence_vault.package.trusted_time import WRONG
from evidence_vault.records import EvidenceItem, LogEntry, TimeStamp
from evidence_vault.vault.anchors import ADDED, REQUESTED
from evidence_vault.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class WaitingRequest:
    """A request without a reply. ``asked_at``: this computer's clock, UTC, None where the log no longer tells."""

    file: str
    entries: int
    asked_at: str | None


@dataclass(frozen=True, slots=True)
class StampCover:
    """A time stamp and the evidence that stands in the log it covers. ``renewed_by``: a later one that covers it."""

    stamp: TimeStamp
    items: tuple[EvidenceItem, ...]
    renewed_by: str | None = None


@dataclass(frozen=True, slots=True)
class TimeOverview:
    """``items``: all evidence of the vault; ``covered``: how much of it any stamp that holds covers."""

    stamps: tuple[StampCover, ...]
    waiting: tuple[WaitingRequest, ...]
    items: int
    covered: int


def time_overview(vault: Vault) -> TimeOverview:
    """Every time stamp, judged now, newest first, and the requests that wait for a reply."""
    entries = vault.item_entries()
    items = [(entries[item.id], item) for item in vault.items()]
    stamps = time_stamps(vault)
    log = [entry for entry in vault.log(custody_only=True) if entry.event in {ADDED, REQUESTED}]
    covers = tuple(
        StampCover(stamp, tuple(item for seq, item in items if seq < stamp.entries), _renewed_by(stamp, stamps, log))
        for stamp in reversed(stamps)
    )
    reach = max((stamp.entries for stamp in stamps if stamp.state != WRONG), default=0)
    return TimeOverview(covers, _waiting(vault, log), len(items), sum(seq < reach for seq, _item in items))


def stamps_of_item(vault: Vault, item_id: str) -> tuple[TimeStamp, ...]:
    """The stamps that cover one item, oldest first; those that do not hold are left out."""
    seq = vault.item_entries()[item_id]
    return tuple(stamp for stamp in time_stamps(vault) if stamp.state != WRONG and seq < stamp.entries)


def _waiting(vault: Vault, log: Sequence[LogEntry]) -> tuple[WaitingRequest, ...]:
    asked = {str(entry.payload["file"]): entry.utc for entry in log if entry.event == REQUESTED and entry.payload}
    pairs = vault.anchors.pairs()
    answered = {pair.request for pair in pairs if pair.reply is not None}
    return tuple(
        WaitingRequest(f"{pair.name}.tsq", pair.size, asked.get(f"{pair.name}.tsq"))
        for pair in pairs
        if pair.reply is None and pair.request not in answered
    )


def _renewed_by(stamp: TimeStamp, stamps: Sequence[TimeStamp], log: Sequence[LogEntry]) -> str | None:
    """A later stamp over a log in which this one's reply was noted already."""
    name = stamp.file.removeprefix("anchors/")
    noted = [entry.seq for entry in log if entry.event == ADDED and entry.payload and entry.payload["file"] == name]
    later = [other for other in stamps if noted and other.state != WRONG and noted[0] < other.entries]
    best = sorted(later, key=lambda other: (other.state != "trusted", other.entries))
    return best[0].file if best else None
