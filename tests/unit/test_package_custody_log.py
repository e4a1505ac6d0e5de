# SPDX-License-Identifier: GPL-3.0-or-later
"""The custody log between the vault that wrote it and the checker that never saw the vault."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.vectors.package.bags import tree_root

from evidence_vault.package.custody_log import CustodyCheck, MerkleRoot, check_custody_log, custody_lines
from evidence_vault.package.findings import FindingList
from evidence_vault.package.strict_json import parse_json
from evidence_vault.records import JournalState, Json, LogEntry
from evidence_vault.vault.entries import JournalEntry, Occurrence, new_entry
from evidence_vault.vault.log_queries import shown_entry

START = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def journal(payloads: list[dict[str, Json]]) -> list[JournalEntry]:
    """Entries as the vault makes them."""
    entries: list[JournalEntry] = []
    previous = "0" * 64
    for seq, payload in enumerate(payloads):
        what = Occurrence("added", "actor", payload, ("item",), "case")
        entries.append(new_entry(what, seq, previous, START + timedelta(seconds=seq), float(seq)))
        previous = entries[-1].hash.hex()
    return entries


def state(entries: list[JournalEntry]) -> JournalState:
    head = entries[-1].hash.hex() if entries else "0" * 64
    return JournalState(len(entries), tree_root([entry.hash for entry in entries]).hex(), head)


def check(entries: list[JournalEntry], withheld: set[int]) -> tuple[CustodyCheck, FindingList]:
    shown = [shown_entry(entry, {}) for entry in entries if entry.seq not in withheld]
    others = [(entry.seq, entry.hash.hex()) for entry in entries if entry.seq in withheld]
    findings = FindingList()
    lines = list(custody_lines(shown, others))
    return check_custody_log(lines, state(entries), findings, subject="log"), findings


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
payloads = st.dictionaries(texts, texts | st.integers(-(10**18), 10**18) | st.booleans() | st.none(), max_size=3)


@settings(max_examples=60, deadline=None)
@given(st.lists(payloads, max_size=12), st.sets(st.integers(0, 12)))
def test_what_the_vault_writes_the_checker_recomputes(made: list[dict[str, Json]], withheld: set[int]) -> None:
    entries = journal(made)
    result, findings = check(entries, withheld)
    assert findings.all() == ()
    assert result.entries == len(entries)
    assert result.withheld == len(withheld & set(range(len(entries))))


def test_hashes_told_by_payloads_are_collected() -> None:
    result, _ = check(journal([{"content": {"sha256": "aa"}}, {"item": {"sha256": "bb"}}, {"sha256": "cc"}]), {2})
    assert result.originals == {"aa", "bb"}


def test_an_erased_payload_keeps_the_chain() -> None:
    entries = journal([{"a": "1"}, {"b": "2"}])
    shown = [replace(shown_entry(entries[0], {}), payload=None, salt=None), shown_entry(entries[1], {})]
    findings = FindingList()
    check_custody_log(custody_lines(shown, []), state(entries), findings, subject="log")
    assert findings.all() == ()


def test_entries_without_envelope_are_refused() -> None:
    entry = LogEntry(0, "", "", "", custody=True, subjects=(), payload={}, entry_hash="", previous_hash="")
    with pytest.raises(ValueError, match="envelope"):
        list(custody_lines([entry], []))


@given(st.lists(st.binary(max_size=4), max_size=70))
def test_tree_of_any_size(contents: list[bytes]) -> None:
    leaves = [hashlib.sha256(b"\x00" + one).digest() for one in contents]
    tree = MerkleRoot()
    for leaf in leaves:
        tree.add(leaf)
    assert tree.root() == tree_root(leaves).hex()


@pytest.mark.parametrize(
    "untrusted",
    [b"", b"{", b'{"a":1,"a":2}', b"1.5", b"NaN", b"1e3", b"\xff", b"[" * 5000, b"9" * 5000, b'{"a":Infinity}'],
)
def test_json_that_could_be_read_in_two_ways_is_refused(untrusted: bytes) -> None:
    assert parse_json(untrusted) is None
