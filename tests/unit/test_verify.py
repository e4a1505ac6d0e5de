# SPDX-License-Identifier: GPL-3.0-or-later
"""A check of the whole vault: intact when it is, and every change has its name."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from tests.helpers.vaults import OWNER, PASSPHRASE, add, filled_vault, new_clock, open_vault

from evidence_vault import errors
from evidence_vault.crypto.sealed_stream import seal_bytes
from evidence_vault.progress import Cancelled, Silent
from evidence_vault.records import CheckReport, Severity
from evidence_vault.user_messages import WORDS, subject_shown
from evidence_vault.vault import segments
from evidence_vault.vault.apply import position_of
from evidence_vault.vault.entries import Occurrence, new_entry
from evidence_vault.vault.vault import Vault
from evidence_vault.vault.verify import verify_vault


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "v"
    vault, _case = filled_vault(folder)
    vault.close()
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "v"))


def verify(folder: Path, *, quick: bool = False) -> CheckReport:
    return verify_vault(folder, passphrase=PASSPHRASE, clock=new_clock(), progress=Silent(), quick=quick)


def codes(report: CheckReport) -> set[str]:
    return {finding.code for finding in report.findings}


def contents_of(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_whole_vault_is_intact_and_unchanged_by_the_check(folder: Path) -> None:
    before = contents_of(folder)

    report = verify(folder)

    assert (report.verdict, report.findings) == ("intact", ())
    assert report.counts["items"] == 2
    assert report.counts["contents"] == 3
    assert report.counts["files"] == len(before)
    assert report.signer.compared == "not-compared"
    assert contents_of(folder) == before


def flip(name: str, at: int, folder: Path) -> None:
    path = next(iter(sorted(folder.glob(name))))
    path.chmod(0o600)
    data = bytearray(path.read_bytes())
    data[at % len(data)] ^= 1
    path.write_bytes(data)


def remove(name: str, folder: Path) -> None:
    next(iter(sorted(folder.glob(name)))).unlink()


def put(name: str, folder: Path) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"a stranger's")


def exchange_blobs(folder: Path) -> None:
    first, second = sorted(folder.glob("blobs/*/*.evb"))[:2]
    one, other = first.read_bytes(), second.read_bytes()
    for path, data in ((first, other), (second, one)):
        path.chmod(0o600)
        path.write_bytes(data)


def shorten(name: str, folder: Path) -> None:
    path = next(iter(sorted(folder.glob(name))))
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1])


def link(folder: Path) -> None:
    (folder / "anchors" / "0000000099.tsr").symlink_to("/etc/hostname")


@pytest.mark.parametrize(
    ("change", "expected", "severity"),
    [
        (partial(flip, "blobs/*/*.evb", 500), "BLOB_DAMAGED", Severity.PROBLEM),
        (partial(shorten, "blobs/*/*.evb"), "BLOB_DAMAGED", Severity.PROBLEM),
        (exchange_blobs, "BLOB_DAMAGED", Severity.PROBLEM),
        (partial(remove, "blobs/*/*.evb"), "BLOB_MISSING", Severity.PROBLEM),
        (partial(flip, "journal/*.evj", 20), "JOURNAL_DAMAGED", Severity.PROBLEM),
        (partial(flip, "journal/*.evj", 200), "JOURNAL_DAMAGED", Severity.PROBLEM),
        (partial(flip, "journal/*.evj", -1), "JOURNAL_DAMAGED", Severity.PROBLEM),
        (partial(shorten, "journal/*.evj"), "JOURNAL_TAIL_CUT", Severity.PROBLEM),
        (partial(remove, "journal/*.evj"), "JOURNAL_SEGMENT_MISSING", Severity.PROBLEM),
        (partial(flip, "anchors/*.note", 50), "CHECKPOINT_DAMAGED", Severity.PROBLEM),
        (partial(flip, "keys/*.evk", 30), "CASE_KEY_DAMAGED", Severity.PROBLEM),
        (partial(remove, "keys/*.evk"), "CASE_KEY_DAMAGED", Severity.PROBLEM),
        (partial(flip, "blobs.sha256", 3), "BLOB_LIST_DIFFERS", Severity.PROBLEM),
        (partial(remove, "blobs.sha256"), "BLOB_LIST_DIFFERS", Severity.PROBLEM),
        (partial(flip, "header-b.evh", 30), "HEADER_COPY_DAMAGED", Severity.NOTE),
        (partial(remove, "header.evh"), "HEADER_COPY_MISSING", Severity.NOTE),
        (partial(remove, "index.db"), "INDEX_MISSING", Severity.NOTE),
        (partial(flip, "index.db", 30), "INDEX_DAMAGED", Severity.NOTE),
        (partial(flip, "index.db", 3 * 4096 + 70), "INDEX_PAGES_DAMAGED", Severity.PROBLEM),
        (partial(put, "notes.txt"), "UNKNOWN_FILE", Severity.PROBLEM),
        (partial(put, "blobs/x/extra.evb"), "UNKNOWN_FILE", Severity.PROBLEM),
        (partial(put, "journal/000000.evj.bak"), "UNKNOWN_FILE", Severity.PROBLEM),
        (partial(put, "keys/" + "0" * 32 + ".evk"), "UNKNOWN_FILE", Severity.PROBLEM),
        (partial(put, "anchors/readme"), "UNKNOWN_FILE", Severity.PROBLEM),
        (partial(put, "more/deep"), "UNKNOWN_FILE", Severity.PROBLEM),
        (link, "UNKNOWN_FILE", Severity.PROBLEM),
        (partial(put, "tmp/half.part"), "LEFT_OVER", Severity.NOTE),
        (partial(put, "quarantine/x"), "SET_ASIDE", Severity.NOTE),
        (partial(put, "README.txt"), "README_CHANGED", Severity.NOTE),
    ],
)
def test_every_change_has_its_name(
    folder: Path, change: Callable[[Path], None], expected: str, severity: Severity
) -> None:
    change(folder)
    before = contents_of(folder)

    report = verify(folder)

    assert expected in codes(report)
    assert {finding.severity for finding in report.findings if finding.code == expected} == {severity}
    assert report.verdict == ("problems" if severity is Severity.PROBLEM else "intact")
    assert codes(report) <= set(WORDS)
    assert contents_of(folder) == before


def page_of(table: str, folder: Path) -> int:
    with open_vault(folder) as vault:
        return int(vault._database.value("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)))


def test_damaged_records_of_a_reading_are_not_blamed_on_the_index(folder: Path) -> None:
    with open_vault(folder) as vault:
        kept = vault._database.value("SELECT content_id FROM readings")
    flip(f"blobs/*/{kept}.evb", 300, folder)

    for quick in (False, True):
        report = verify(folder, quick=quick)
        assert [(finding.code, finding.subject) for finding in report.findings] == [("BLOB_DAMAGED", kept)]


def test_stored_bytes_are_named_as_people_know_them(folder: Path) -> None:
    with open_vault(folder) as vault:
        (first,) = [item for item in vault.items() if item.name == "receipt.png"]
    flip(f"blobs/*/{first.content_id}.evb", 300, folder)
    (finding,) = verify(folder).findings
    assert finding.facts["item"] == "receipt.png"
    assert subject_shown(finding) == f"receipt.png ({first.content_id[:8]})"
    next(folder.glob(f"blobs/*/{first.content_id}.evb")).unlink()
    assert [subject_shown(each) for each in verify(folder).findings] == [subject_shown(finding)]


def test_a_page_of_the_index_put_back_is_noticed(folder: Path) -> None:
    """SQLCipher's own checks say nothing about it (docs/formats/vault.md, "Database")."""
    older = (folder / "index.db").read_bytes()
    with open_vault(folder) as vault:
        fact = vault.facts("payment")[0]
        vault.put("payment", {"amount": "999.00", "currency": "CNY"}, actor=OWNER, fact_id=fact.id)
    newer = (folder / "index.db").read_bytes()
    assert verify(folder).verdict == "intact"
    noticed = 0
    # How the search index is arranged inside may differ; what it finds may not.
    inner = {page_of(table, folder) for table in ("search_index_idx", "search_index_docsize")}
    for start in range(4096, min(len(older), len(newer)), 4096):
        if older[start : start + 4096] == newer[start : start + 4096] or start // 4096 + 1 in inner:
            continue
        mixed = newer[:start] + older[start : start + 4096] + newer[start + 4096 :]
        (folder / "index.db").write_bytes(mixed)
        assert codes(verify(folder)) & {"INDEX_DIFFERS", "INDEX_PAGES_DAMAGED", "INDEX_OLDER", "INDEX_DAMAGED"}
        noticed += 1
    assert noticed >= 3


def test_quick_leaves_out_only_the_bytes(folder: Path) -> None:
    largest = max(folder.glob("blobs/*/*.evb"), key=lambda path: path.stat().st_size)
    flip(largest.relative_to(folder).as_posix(), 500, folder)
    (folder / "stranger").write_bytes(b"")

    assert codes(verify(folder, quick=True)) == {"UNKNOWN_FILE"}


def test_an_open_vault_checks_itself(folder: Path) -> None:
    with open_vault(folder) as vault:
        add(vault, "new.txt", b"new")
        assert vault.verify(progress=Silent()).verdict == "intact"
        vault._database.execute("UPDATE items SET name = 'another'")
        report = vault.verify(progress=Silent(), quick=True)
        assert [(finding.code, finding.facts) for finding in report.findings] == [("INDEX_DIFFERS", {"table": "items"})]


def test_bytes_without_an_entry_are_only_noted(folder: Path) -> None:
    import io

    with open_vault(folder) as vault:
        vault.store_content(io.BytesIO(b"never recorded"), progress=Silent())

    report = verify(folder)
    assert (report.verdict, codes(report)) == ("intact", {"BLOB_UNREFERENCED"})


def test_an_older_header_is_noticed(folder: Path) -> None:
    older = (folder / "header.evh").read_bytes()
    with open_vault(folder) as vault:
        vault.keys.new_recovery_key()
    for name in ("header.evh", "header-b.evh"):
        (folder / name).write_bytes(older)

    assert codes(verify(folder)) == {"HEADER_ROLLED_BACK"}


def reseal_without_payload(vault: Vault, seq: int) -> None:
    journal = vault._ledger.journal
    path = segments.segment_path(journal.folder, 0)
    data = path.read_bytes()
    pieces = [data[: segments.HEADER_SIZE]]
    for number, record in enumerate(segments.read_records(data, segments.HEADER_SIZE, 0)):
        piece = data[record.start : record.end if isinstance(record, segments.SealedRecord) else None]
        if number == seq and isinstance(record, segments.SealedRecord):
            erased = replace(journal.open_record(record, seq, 0), salt=None, payload=None)
            context = segments.record_context(journal.vault_id, seq)
            piece = segments.record_bytes(seal_bytes(vault._ledger.keys.journal, context, erased.to_bytes()))
        pieces.append(piece)
    path.write_bytes(b"".join(pieces))


def test_an_erased_payload_leaves_everything_else_valid(folder: Path) -> None:
    with open_vault(folder) as vault:
        seq = next(entry.seq for entry in vault.log() if entry.event == "put" and entry.payload)
        before = vault.leaf_hashes()
    reseal_without_payload(vault, seq)
    assert codes(verify(folder)) >= {"PAYLOAD_MISSING"}

    with open_vault(folder) as vault:
        assert [note.code for note in vault.opening_notes] == ["INDEX_OLDER"]
        vault.record("payload-erased", [], {"seq": seq}, actor=OWNER)
        assert list(vault.log())[seq].payload is None
        assert vault.leaf_hashes()[: len(before)] == before
        assert vault.facts("case") == ()
    report = verify(folder)
    assert (report.verdict, codes(report)) == ("intact", {"SET_ASIDE"})


def test_entries_that_do_not_hang_together_are_noticed(folder: Path) -> None:
    with open_vault(folder) as vault:
        ledger = vault._ledger
        place = position_of(ledger.database)
        what = Occurrence("verified", "owner-1", {}, ())
        ledger.journal.append(new_entry(what, place.size, "ab" * 32, new_clock().now(), 1.0), place)

    assert "JOURNAL_CHAIN_BROKEN" in codes(verify(folder))
    with pytest.raises(errors.JournalDamaged):
        open_vault(folder)


def test_it_can_be_cancelled(folder: Path) -> None:
    class Impatient(Silent):
        def raise_if_cancelled(self) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        verify_vault(folder, passphrase=PASSPHRASE, clock=new_clock(), progress=Impatient())


def test_what_is_no_vault_and_wrong_secrets_are_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(errors.NotAVault):
        verify(tmp_path)
    with pytest.raises(errors.WrongPassphrase):
        verify_vault(folder, passphrase="another one", clock=new_clock(), progress=Silent())
