# SPDX-License-Identifier: GPL-3.0-or-later
"""The custody log of a package: writing its lines, and recomputing every hash (docs/formats/package.md §6)."""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from evidence_vault.hashing import canonical_json, sha256_hex
from evidence_vault.package.findings import FindingList
from evidence_vault.package.strict_json import parse_json
from evidence_vault.records import JournalState, Json, LogEntry

NO_HASH = "0" * 64
STAMP_ADDED = "time-stamp-added"
_HEX64 = re.compile(r"[0-9a-f]{64}")
_SALT = re.compile(r"([0-9a-f]{2}){16,64}")


def custody_lines(entries: Iterable[LogEntry], other_leaves: Iterable[tuple[int, str]]) -> Iterator[bytes]:
    """The lines of custody-log.jsonl in order of ``seq``, each with its line end.

    ``entries``: the custody entries of the case, with envelope. ``other_leaves``: (seq, leaf hash) of all
    others. Raises ValueError where an entry has no envelope.
    """
    lines: list[tuple[int, LogEntry | str]] = [(entry.seq, entry) for entry in entries]
    lines.extend(other_leaves)
    for seq, what in sorted(lines, key=lambda line: line[0]):
        value = _full_line(what) if isinstance(what, LogEntry) else {"leaf": what, "seq": seq}
        yield canonical_json(value) + b"\n"


def _full_line(entry: LogEntry) -> dict[str, Json]:
    if entry.envelope is None:
        raise ValueError("custody entry without envelope")
    payload = None if entry.payload is None else dict(entry.payload)
    return {
        "envelope": json.loads(entry.envelope),
        "payload": payload,
        "salt": entry.salt if payload is not None else None,
    }


class MerkleRoot:
    """The RFC 6962 tree hash of leaves given one after another; keeps log₂ n hashes."""

    def __init__(self) -> None:
        self.size = 0
        self._subtrees: list[tuple[int, bytes]] = []

    def add(self, leaf: bytes) -> None:
        """Append a leaf hash (32 bytes)."""
        level = 0
        while self._subtrees and self._subtrees[-1][0] == level:
            leaf = _node(self._subtrees.pop()[1], leaf)
            level += 1
        self._subtrees.append((level, leaf))
        self.size += 1

    def root(self) -> str:
        """The root over what was added so far, hexadecimal."""
        if not self._subtrees:
            return sha256_hex(b"")
        digest = self._subtrees[-1][1]
        for _level, left in reversed(self._subtrees[:-1]):
            digest = _node(left, digest)
        return digest.hex()


def leaf_of(envelope: Json) -> str:
    """The leaf hash of an envelope, hexadecimal."""
    return sha256_hex(b"\x00" + canonical_json(envelope))


@dataclass
class CustodyCheck:
    """What one pass over a custody log gave. ``originals``: every SHA-256 that an entry in full tells.

    ``roots``: the root after as many leaves as each of the watched sizes says, where there are so many.
    ``stamps``: SHA-256 of every time-stamp reply that an entry in full tells, with the number of that entry.
    """

    entries: int = 0
    withheld: int = 0
    originals: set[str] = field(default_factory=set)
    roots: dict[int, str] = field(default_factory=dict)
    stamps: dict[str, int] = field(default_factory=dict)


def check_custody_log(
    untrusted_lines: Iterable[bytes],
    journal: JournalState,
    findings: FindingList,
    *,
    subject: str,
    watched_sizes: Collection[int] = (),
) -> CustodyCheck:
    """Recompute chain, commitments, root and head of a custody log against what ``journal`` pins."""
    check = _Pass(findings, subject, watched_sizes)
    for number, line in enumerate(untrusted_lines, start=1):
        check.line(number, line)
    check.finish(journal)
    return check.result


class _Pass:
    """One reading of a log, line by line."""

    def __init__(self, findings: FindingList, subject: str, watched_sizes: Collection[int]) -> None:
        self.result = CustodyCheck()
        self._findings = findings
        self._subject = subject
        self._watched_sizes = frozenset(watched_sizes)
        self._tree = MerkleRoot()
        self._head = NO_HASH
        self._watch()

    def line(self, number: int, untrusted_line: bytes) -> None:
        self.result.entries += 1
        value = _parsed(untrusted_line)
        if value is not None and set(value) == {"leaf", "seq"}:
            leaf = self._withheld(number, value)
        elif value is not None and set(value) == {"envelope", "payload", "salt"}:
            leaf = self._full(number, value)
        else:
            leaf = None
        if leaf is None:
            self._find("CUSTODY_LINE_BROKEN", number)
            return
        self._head = leaf
        self._tree.add(bytes.fromhex(leaf))
        self._watch()

    def finish(self, journal: JournalState) -> None:
        entries = self.result.entries
        if entries != journal.size:
            code = "CUSTODY_LOG_CUT" if entries < journal.size else "CUSTODY_LOG_LONGER"
            self._findings.problem(code, self._subject, entries=entries, pinned=journal.size)
        if self._tree.root() != journal.root:
            self._findings.problem("CUSTODY_ROOT_DIFFERENT", self._subject)
        if self._head != journal.head:
            self._findings.problem("CUSTODY_HEAD_DIFFERENT", self._subject)

    def _withheld(self, number: int, value: dict[str, Json]) -> str | None:
        leaf = value["leaf"]
        if not isinstance(leaf, str) or not _HEX64.fullmatch(leaf):
            return None
        self.result.withheld += 1
        self._compare_place(number, value["seq"], None)
        return leaf

    def _full(self, number: int, value: dict[str, Json]) -> str | None:
        envelope = value["envelope"]
        if not isinstance(envelope, dict):
            return None
        try:
            leaf = leaf_of(envelope)
            self._check_commitment(number, envelope, value["salt"], value["payload"])
        except (ValueError, RecursionError):
            return None
        self._compare_place(number, envelope.get("seq"), str(envelope.get("prev")))
        return leaf

    def _check_commitment(self, number: int, envelope: dict[str, Json], salt: Json, payload: Json) -> None:
        if salt is None and payload is None:
            return  # erased in the vault: an event of its own, the chain still holds
        if not isinstance(salt, str) or not _SALT.fullmatch(salt) or not isinstance(payload, dict):
            raise ValueError
        if sha256_hex(bytes.fromhex(salt) + canonical_json(payload)) != envelope.get("commitment"):
            self._find("CUSTODY_ENTRY_CHANGED", number)
        told = tuple(_hashes_told(payload))
        self.result.originals.update(told)
        if envelope.get("event") == STAMP_ADDED:
            for digest in told:
                self.result.stamps.setdefault(digest, number - 1)

    def _compare_place(self, number: int, seq: Json, previous: str | None) -> None:
        """The place in the order, and for a full entry the link to the entry before."""
        right_seq = isinstance(seq, int) and not isinstance(seq, bool) and seq == number - 1
        if not right_seq or (previous is not None and previous != self._head):
            self._find("CUSTODY_CHAIN_BROKEN", number)

    def _find(self, code: str, number: int) -> None:
        self._findings.problem(code, self._subject, line=number)

    def _watch(self) -> None:
        if self._tree.size in self._watched_sizes:
            self.result.roots[self._tree.size] = self._tree.root()


class MerklePaths:
    """A tree over leaves (RFC 6962 §2.1) that gives many inclusion paths."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self._levels = [list(leaves)]
        while len(self._levels[-1]) > 1:
            level = self._levels[-1]
            pairs = [_node(level[left], level[left + 1]) for left in range(0, len(level) - 1, 2)]
            self._levels.append(pairs + (level[-1:] if len(level) % 2 else []))
        self.root = self._levels[-1][0] if leaves else hashlib.sha256(b"").digest()

    def path(self, seq: int) -> list[bytes]:
        """The hashes that lead from leaf ``seq`` to the root, from below upwards."""
        path: list[bytes] = []
        for level in self._levels[:-1]:
            if seq ^ 1 < len(level):
                path.append(level[seq ^ 1])
            seq //= 2
        return path


def root_of_path(seq: int, size: int, digests: Sequence[bytes]) -> str | None:
    """The root (hexadecimal) that a leaf and its path give; None where the path is not one for ``seq`` of ``size``.

    ``digests``: the leaf, then its path. After RFC 9162 §2.1.3.2.
    """
    if not 0 <= seq < size:
        return None
    digest, place, last = digests[0], seq, size - 1
    for step in digests[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            digest = _node(step, digest)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            digest = _node(digest, step)
        place, last = place >> 1, last >> 1
    return digest.hex() if last == 0 else None


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _hashes_told(payload: dict[str, Json]) -> Iterator[str]:
    for value in (payload, payload.get("content"), payload.get("item")):
        if isinstance(value, dict):
            digest = value.get("sha256")
            if isinstance(digest, str):
                yield digest


def _parsed(untrusted_line: bytes) -> dict[str, Json] | None:
    value = parse_json(untrusted_line)
    return value if isinstance(value, dict) and untrusted_line.endswith(b"\n") else None
