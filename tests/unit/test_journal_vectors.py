# SPDX-License-Identifier: GPL-3.0-or-later
"""The published vectors of the journal: read for ever, by the program and by a reader that shares no code."""

import base64
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.helpers import independent_reader
from tests.helpers.vaults import new_clock, open_vault

from evidence_vault import errors
from evidence_vault.progress import Silent
from evidence_vault.vault.layout import FOLDERS
from evidence_vault.vault.verify import verify_vault

FOLDER = Path(__file__).parents[1] / "vectors" / "journal-1"
KNOWN: dict[str, Any] = json.loads((FOLDER / "known.json").read_text())
WRONG = {path.stem: json.loads(path.read_text()) for path in sorted((FOLDER / "wrong").glob("*.json"))}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(FOLDER / "whole.evidence-vault", tmp_path / "whole.evidence-vault"))
    for name in FOLDERS:  # empty ones are not in the repository
        (folder / name).mkdir(exist_ok=True)
    return folder


def read_alone(folder: Path) -> list[independent_reader.Entry]:
    """What the small reader makes of it, checkpoints and blobs included."""
    vault = independent_reader.open_header((folder / "header.evh").read_bytes(), passphrase=KNOWN["passphrase"])
    entries = independent_reader.read_journal(folder / "journal", vault)
    for note in sorted((folder / "anchors").glob("*.note")):
        if independent_reader.check_note(note.read_bytes(), vault, entries) != int(note.stem):
            raise independent_reader.Unreadable("note of another size")
    there = {path.stem for path in folder.glob("blobs/*/*.evb")}
    if independent_reader.contents_named(entries) != there:
        raise independent_reader.Unreadable("contents")
    for path in folder.glob("blobs/*/*.evb"):
        independent_reader.read_blob(path, vault)
    return entries


def test_both_readers_agree_on_the_whole_one(folder: Path) -> None:
    report = verify_vault(folder, passphrase=KNOWN["passphrase"], clock=new_clock(), progress=Silent())
    assert (report.verdict, [finding.code for finding in report.findings]) == ("intact", ["INDEX_MISSING"])
    entries = read_alone(folder)
    assert len(entries) == KNOWN["size"]
    assert [entry.envelope["event"] for entry in entries] == KNOWN["events"]
    assert [number for number, entry in enumerate(entries) if entry.payload is None] == KNOWN["erased"]
    assert independent_reader.tree_root([entry.leaf for entry in entries]).hex() == KNOWN["root"]
    assert entries[-1].leaf.hex() == KNOWN["head"]
    assert sorted(path.stem for path in folder.glob("blobs/*/*.evb")) == KNOWN["contents"]
    with open_vault(folder) as vault:
        assert [entry.entry_hash for entry in vault.log()][: len(entries)] == [entry.leaf.hex() for entry in entries]


@pytest.mark.parametrize("name", WRONG)
def test_every_wrong_way_is_noticed_by_both_readers(folder: Path, name: str) -> None:
    wrong = WRONG[name]
    data = base64.b64decode(wrong["bytes"])
    path = folder / wrong["place"]
    path.write_bytes(data) if data or name == "segment-empty" else path.unlink()
    try:
        report = verify_vault(folder, passphrase=KNOWN["passphrase"], clock=new_clock(), progress=Silent())
        codes = {finding.code for finding in report.findings}
        assert report.verdict == "problems"
    except errors.EvidenceVaultError as error:
        codes = {error.code}
    assert wrong["expected"] in codes
    with pytest.raises((independent_reader.Unreadable, ValueError, KeyError)):
        read_alone(folder)


def test_there_are_vectors_for_every_answer() -> None:
    assert {wrong["expected"] for wrong in WRONG.values()} == {
        "JOURNAL_DAMAGED",
        "JOURNAL_SEGMENT_MISSING",
        "JOURNAL_CHAIN_BROKEN",
        "PAYLOAD_MISSING",
        "JOURNAL_TAIL_CUT",
        "CHECKPOINT_DAMAGED",
    }
