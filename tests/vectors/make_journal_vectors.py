# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes tests/vectors/journal-1 anew: ``python -m tests.vectors.make_journal_vectors``.

A small vault with three segments, erased lines and erased evidence, and one file per way in which a journal or a
checkpoint can be wrong. Only for a new version of the format: a published set stays as it is for ever.
"""

import base64
import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from evidence_vault.crypto.sealed_stream import seal_bytes
from evidence_vault.progress import Silent
from evidence_vault.records import Answers
from evidence_vault.vault import journal as journal_module
from evidence_vault.vault import segments
from evidence_vault.vault.journal import StoredEntry
from evidence_vault.vault.segments import HEADER_SIZE, SealedRecord
from evidence_vault.vault.vault import Vault
from tests.helpers.vaults import OWNER, PASSPHRASE, add, chat, filled_vault, open_vault

FOLDER = Path(__file__).parent / "journal-1"
SEGMENT = 6000


def main() -> None:
    if FOLDER.exists():
        sys.exit("journal-1 is published; it is never made again")
    (FOLDER / "wrong").mkdir(parents=True)
    whole = FOLDER / "whole.evidence-vault"
    journal_module.SEGMENT_SIZE = SEGMENT
    vault, case = filled_vault(whole)
    vault.close()
    with open_vault(whole) as vault:
        gone = add(vault, "gone.txt", b"what is gone" * 100, case)
        vault.add_reading(gone.id, "wechat-text", "1", Answers(), chat(3), actor=OWNER)
        vault.erasing.items([gone.id], reason="asked for", with_names=True, actor=OWNER, progress=Silent())
        vault.erasing.payload(next(e.seq for e in vault.log() if e.event == "verified"), actor=OWNER)
        add(vault, "kept.txt", b"kept", case)
    with open_vault(whole) as vault:
        _write_known(vault)
        _write_wrong(vault)
    for left in ("index.db", "vault.lock"):
        (whole / left).unlink(missing_ok=True)
    for folder in ("tmp", "quarantine"):
        shutil.rmtree(whole / folder)


def _write_known(vault: Vault) -> None:
    state = vault.journal_state()
    known = {
        "passphrase": PASSPHRASE,
        "size": state.size,
        "root": state.root,
        "head": state.head,
        "events": [entry.event for entry in vault.log()],
        "erased": [entry.seq for entry in vault.log() if entry.payload is None],
        "contents": sorted(path.stem for path in vault.path.glob("blobs/*/*.evb")),
    }
    (FOLDER / "known.json").write_text(json.dumps(known, indent=1) + "\n")


def _wrong(name: str, expected: str, place: str, data: bytes) -> None:
    """One way to be wrong: the finding, and the bytes that stand at ``place`` ("" of bytes: the file is not there)."""
    case = {"expected": expected, "place": place, "bytes": base64.b64encode(data).decode()}
    (FOLDER / "wrong" / f"{name}.json").write_text(json.dumps(case, indent=1) + "\n")


def _write_wrong(vault: Vault) -> None:
    data = segments.segment_path(vault.path / "journal", 0).read_bytes()
    place, records = "journal/000000.evj", _records(data)
    first, second = records[1], records[2]

    def flipped(at: int) -> bytes:
        return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]

    for name, code, changed in (
        ("segment-magic", "JOURNAL_DAMAGED", flipped(0)),
        ("segment-vault-id", "JOURNAL_DAMAGED", flipped(8)),
        ("segment-first-number", "JOURNAL_DAMAGED", flipped(31)),
        ("segment-sum", "JOURNAL_DAMAGED", flipped(32)),
        ("record-length", "JOURNAL_DAMAGED", flipped(first.start + 3)),
        ("record-length-at-end", "JOURNAL_DAMAGED", flipped(first.end - 1)),
        ("record-sealed", "JOURNAL_DAMAGED", flipped(first.start + 100)),
        ("record-twice", "JOURNAL_DAMAGED", data[: first.end] + data[first.start :]),
        ("record-missing", "JOURNAL_DAMAGED", data[: first.start] + data[first.end :]),
        ("records-swapped", "JOURNAL_DAMAGED", _swapped(data, first, second)),
        ("segment-cut", "JOURNAL_DAMAGED", data[:-1]),
        ("segment-empty", "JOURNAL_DAMAGED", b""),
    ):
        _wrong(name, code, place, changed)
    _wrong("segment-missing", "JOURNAL_SEGMENT_MISSING", "journal/000001.evj", b"")
    _wrong("entry-of-another-chain", "JOURNAL_CHAIN_BROKEN", place, _with_other_previous(vault, data, records, 2))
    _wrong("payload-gone-without-a-word", "PAYLOAD_MISSING", place, _without_payload(vault, data, records, 3))
    _wrong("payload-changed", "JOURNAL_DAMAGED", place, _with_other_payload(vault, data, records, 3))
    _write_wrong_notes(vault)


def _write_wrong_notes(vault: Vault) -> None:
    notes = sorted((vault.path / "anchors").glob("*.note"))
    note, place = notes[-1].read_bytes(), f"anchors/{notes[-1].name}"
    last = "journal/000002.evj"
    data = (vault.path / last).read_bytes()
    records = _records(data)
    _wrong("tail-cut", "JOURNAL_TAIL_CUT", last, data[: records[-2].start])
    _wrong("note-of-another-size", "CHECKPOINT_DAMAGED", place, notes[0].read_bytes())
    _wrong("note-flipped", "CHECKPOINT_DAMAGED", place, note[:50] + bytes([note[50] ^ 1]) + note[51:])
    _wrong("note-cut", "CHECKPOINT_DAMAGED", place, note[:-1])


def _records(data: bytes) -> list[SealedRecord]:
    return [record for record in segments.read_records(data, HEADER_SIZE, 0) if isinstance(record, SealedRecord)]


def _swapped(data: bytes, first: SealedRecord, second: SealedRecord) -> bytes:
    one, other = data[first.start : first.end], data[second.start : second.end]
    return data[: first.start] + other + one + data[second.end :]


def _resealed(vault: Vault, data: bytes, records: Sequence[SealedRecord], seq: int, outer: dict[str, object]) -> bytes:
    journal = vault._ledger.journal
    context = segments.record_context(journal.vault_id, seq)
    text = json.dumps(outer, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    record = segments.record_bytes(seal_bytes(vault._ledger.keys.journal, context, text.encode()))
    return data[: records[seq].start] + record + data[records[seq].end :]


def _outer(vault: Vault, seq: int) -> dict[str, object]:
    found = [stored.entry for stored in vault._ledger.journal.read() if isinstance(stored, StoredEntry)][seq]
    outer: dict[str, object] = json.loads(found.to_bytes())
    return outer


def _with_other_previous(vault: Vault, data: bytes, records: Sequence[SealedRecord], seq: int) -> bytes:
    outer = _outer(vault, seq)
    envelope = json.loads(str(outer["envelope"])) | {"prev": "11" * 32}
    outer["envelope"] = json.dumps(envelope, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return _resealed(vault, data, records, seq, outer)


def _without_payload(vault: Vault, data: bytes, records: Sequence[SealedRecord], seq: int) -> bytes:
    return _resealed(vault, data, records, seq, _outer(vault, seq) | {"payload": None, "salt": None})


def _with_other_payload(vault: Vault, data: bytes, records: Sequence[SealedRecord], seq: int) -> bytes:
    return _resealed(vault, data, records, seq, _outer(vault, seq) | {"payload": {"at": "another word"}})


if __name__ == "__main__":
    main()
