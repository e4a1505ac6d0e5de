# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps to a newer form, held by one that exists only here: every segment of the journal is sealed anew.

There is no released step yet; what makes one safe is tried with this one, a fault and an end at every call.
"""

import itertools
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.helpers.disks import PowerCut
from tests.helpers.failing_calls import FailingCalls
from tests.helpers.vaults import PASSPHRASE, filled_vault, new_clock, open_vault

from evidence_vault import errors
from evidence_vault.crypto.sealed_stream import open_sealed_bytes, seal_bytes
from evidence_vault.progress import Progress, Silent
from evidence_vault.records import LogEntry
from evidence_vault.vault import header_text, migration, segments
from evidence_vault.vault.durable import storage_errors, write_whole
from evidence_vault.vault.ledger import Ledger
from evidence_vault.vault.migration import FormatStep
from evidence_vault.vault.verify import verify_vault

FEATURE = "sealed-anew"
UNDER_WAY = "sealed-anew-under-way"


def seal_anew(ledger: Ledger, progress: Progress) -> None:
    for number in segments.segment_numbers(ledger.layout.journal):
        progress.raise_if_cancelled()
        path = segments.segment_path(ledger.layout.journal, number)
        data = path.read_bytes()
        seq = segments.read_header(data, ledger.keys.vault_id, number)
        parts = [data[: segments.HEADER_SIZE]]
        for record in segments.read_records(data, segments.HEADER_SIZE, number):
            assert isinstance(record, segments.SealedRecord)
            context = segments.record_context(ledger.keys.vault_id, seq)
            plain = open_sealed_bytes(ledger.keys.journal, context, record.sealed)
            parts.append(segments.record_bytes(seal_bytes(ledger.keys.journal, context, plain)))
            seq += 1
        with storage_errors(ledger.layout.folder):
            write_whole(ledger.disk, path, b"".join(parts), ledger.layout.temporary)


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault of the form before the step, in several segments."""
    folder = tmp_path_factory.mktemp("older") / "v.evidence-vault"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("evidence_vault.vault.journal.SEGMENT_SIZE", 4096)
        filled_vault(folder)[0].close()
    assert len(segments.segment_numbers(folder / "journal")) > 2
    return folder


@pytest.fixture
def folder(older: Path, tmp_path: Path) -> Path:
    shutil.copytree(older, tmp_path / "v.evidence-vault")
    return tmp_path / "v.evidence-vault"


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that knows the step."""
    known = header_text.KNOWN_FEATURES
    monkeypatch.setattr(header_text, "KNOWN_FEATURES", known | {FEATURE, UNDER_WAY})
    monkeypatch.setattr(migration, "STEPS", (FormatStep(FEATURE, seal_anew),))


def features_of(folder: Path) -> tuple[str, ...]:
    return header_text.parse_header((folder / "header.evh").read_bytes())[0].features_required


def log_of(folder: Path) -> list[LogEntry]:
    with open_vault(folder) as vault:
        return list(vault.log())


def segments_of(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted((folder / "journal").iterdir())]


def assert_intact(folder: Path) -> None:
    report = verify_vault(folder, passphrase=PASSPHRASE, clock=new_clock(), progress=Silent())
    assert report.verdict == "intact"
    assert {finding.code for finding in report.findings} <= {"SET_ASIDE"}


def test_the_step_is_taken_once_and_nothing_is_lost(older: Path, folder: Path, newer: None) -> None:
    before = log_of_older(older)
    with open_vault(folder) as vault:
        assert [(note.code, note.facts["feature"]) for note in vault.opening_notes] == [("VAULT_MIGRATED", FEATURE)]
        log = list(vault.log())
        assert log[: len(before)] == before
        reasons = [dict(entry.payload or {})["reason"] for entry in log if entry.event == "header-changed"]
        assert reasons[-2:] == ["migration-begun", "migrated"]
    assert features_of(folder) == (FEATURE,)
    old, new = segments_of(older), segments_of(folder)
    assert all(one != other for one, other in zip(old, new, strict=False))
    with open_vault(folder) as vault:
        assert vault.opening_notes == ()
    assert_intact(folder)


def log_of_older(older: Path) -> list[LogEntry]:
    copy = older.parent / "looked-at"
    shutil.copytree(older, copy)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(migration, "STEPS", ())
            return log_of(copy)
    finally:
        shutil.rmtree(copy)


@pytest.mark.parametrize("cut_short", [False, True])
def test_an_older_program_refuses_from_the_first_moment_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch, cut_short: bool
) -> None:
    def carry_out(ledger: Ledger, progress: Progress) -> None:
        if cut_short:
            raise PowerCut
        seal_anew(ledger, progress)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(header_text, "KNOWN_FEATURES", frozenset({FEATURE, UNDER_WAY}))
        patch.setattr(migration, "STEPS", (FormatStep(FEATURE, carry_out),))
        try:
            open_vault(folder).close()
        except PowerCut:
            assert cut_short
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(errors.VaultTooNew) as caught:
        open_vault(folder)
    assert caught.value.facts["feature"] == (UNDER_WAY if cut_short else FEATURE)
    with pytest.raises(errors.VaultTooNew):
        verify_vault(folder, passphrase=PASSPHRASE, clock=new_clock(), progress=Silent())
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("kill", [False, True])
@pytest.mark.parametrize("stride", [4, pytest.param(1, marks=pytest.mark.torture)])
def test_a_fault_or_an_end_at_every_call_is_made_up_for(
    older: Path,
    tmp_path: Path,
    newer: None,
    kill: bool,
    stride: int,
    record_property: Callable[[str, int], None],
) -> None:
    before = log_of_older(older)
    for number in itertools.count(1, stride):
        folder = tmp_path / f"{number}.evidence-vault"
        shutil.copytree(older, folder)
        failing = FailingCalls(number, kill=kill)
        _run(failing, lambda folder=folder: open_vault(folder).close())
        assert log_of(folder)[: len(before)] == before
        assert features_of(folder) == (FEATURE,)
        assert_intact(folder)
        shutil.rmtree(folder)
        if not failing.happened:
            break
    assert number > 30
    record_property(f"tried: {'ends' if kill else 'faults'} at a call of a migration", number // stride)


def _run(failing: FailingCalls, work: Callable[[], object]) -> bool:
    with pytest.MonkeyPatch.context() as patch:
        failing.install(patch)
        try:
            work()
        except (errors.EvidenceVaultError, PowerCut):
            return False
    return True
