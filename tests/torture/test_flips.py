# SPDX-License-Identifier: GPL-3.0-or-later
"""Every byte of a small vault flipped in turn, every file cut: never a wrong answer, always a finding.

The key derivation is the cheapest there is, so each case goes the whole way of a check. An ordinary run takes a
sample; ``make torture`` takes every byte, of the index every byte as well.
"""

import shutil
from collections.abc import Callable, Iterator
from io import FileIO
from pathlib import Path

import pytest

from evidence_vault import errors
from evidence_vault.hashing import sha256_hex
from evidence_vault.progress import Silent
from evidence_vault.vault import verify as checking
from evidence_vault.vault.header import open_header
from evidence_vault.vault.layout import VaultLayout
from evidence_vault.vault.segments import HEADER_SIZE, SealedRecord, read_records
from evidence_vault.vault.starting import contents_of, database_key_of, keys_of
from evidence_vault.vault.verify import verify_vault
from evidence_vault.vault.verify_index import check_index
from tests.helpers.vaults import PASSPHRASE, filled_vault, new_clock, open_vault

PAGE = 4096
SAMPLE, EVERY = 211, 1
STRIDES = [pytest.param(SAMPLE, id="sample"), pytest.param(EVERY, id="every", marks=pytest.mark.torture)]
FILES = (
    "header.evh",
    "header-b.evh",
    "README.txt",
    "blobs.sha256",
    "blobs/*/*.evb",
    "journal/000000.evj",
    "journal/000001.evj",
    "anchors/*.note",
    "anchors/*.tsq",
    "keys/*.evk",
)
SOUND = frozenset({"SET_ASIDE", "LEFT_OVER"})


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with two segments, three contents, a note and a request for a time stamp."""
    folder = tmp_path_factory.mktemp("whole") / "v.evidence-vault"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("evidence_vault.vault.journal.SEGMENT_SIZE", 5000)
        vault, _case = filled_vault(folder)
        with vault:
            size = vault.journal_state().size
            vault.checkpoint("export")
            name = vault.anchors.keep_request(size + 1, 1, b"made-up request")
            digest = sha256_hex(b"made-up request")
            payload = {"file": name, "sha256": digest, "entries": size + 1, "root": "00" * 32}
            vault.record("time-stamp-requested", [], payload, actor=vault.owner)
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    copy = Path(shutil.copytree(whole, tmp_path / "v.evidence-vault"))
    for path in copy.rglob("*.evb"):
        path.chmod(0o600)
    return copy


def answer(folder: Path) -> set[str]:
    """What a check says: codes of findings, or of the error."""
    try:
        report = verify_vault(folder, passphrase=PASSPHRASE, clock=new_clock(), progress=Silent())
    except errors.EvidenceVaultError as error:
        return {error.code}
    return {finding.code for finding in report.findings} - SOUND


def the_file(folder: Path, pattern: str) -> Path:
    return min(folder.glob(pattern), key=lambda path: (path.stat().st_size, path.name))


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("stride", STRIDES)
@pytest.mark.parametrize("pattern", FILES)
def test_every_flipped_byte_is_a_finding(
    folder: Path, pattern: str, stride: int, record_property: Callable[[str, int], None]
) -> None:
    assert answer(folder) == set()
    path = the_file(folder, pattern)
    data = path.read_bytes()
    unseen = []
    record_property("tried: flips", len(range(0, len(data), stride)))
    for place in range(0, len(data), stride):
        path.write_bytes(data[:place] + bytes([data[place] ^ 1 << place % 8]) + data[place + 1 :])
        if not answer(folder):
            unseen.append(place)
    path.write_bytes(data)
    assert unseen == []
    assert answer(folder) == set()


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("stride", STRIDES)
@pytest.mark.parametrize("pattern", [name for name in FILES if name != "README.txt"])
def test_every_cut_is_a_finding(
    folder: Path, pattern: str, stride: int, record_property: Callable[[str, int], None]
) -> None:
    assert answer(folder) == set()
    path = the_file(folder, pattern)
    data = path.read_bytes()
    sizes = sorted({*range(0, len(data), stride), *borders(pattern, data)})
    record_property("tried: cuts", len(sizes))
    for size in sizes:
        path.write_bytes(data[:size])
        assert answer(folder), size
    path.write_bytes(data + b"\0")
    assert answer(folder)


def borders(pattern: str, data: bytes) -> Iterator[int]:
    """The lengths that matter: where a part of the file ends, and one byte on each side of it."""
    places = [0, 1, len(data) - 1]
    if pattern.startswith("journal"):
        places += [record.start for record in read_records(data, HEADER_SIZE, 0) if isinstance(record, SealedRecord)]
    if pattern.startswith("blobs/"):
        places += [64, 64 + 24, 64 + 56, len(data) - 32, len(data) - 24, len(data) - 8]
    for place in places:
        yield from (size for size in (place - 1, place, place + 1) if 0 <= size < len(data))


def index_answers(folder: Path, stride: int, *, cut: bool) -> Iterator[tuple[int, bool]]:
    """For every change of the index: where, and whether it was noticed.

    All that does not hang on the changed byte is done once: the key, the journal, the rows that it implies. Each
    change is made in place and taken back, since writing the file anew takes longer than checking it.
    """
    layout = VaultLayout(folder)
    opened = open_header(layout, passphrase=PASSPHRASE, repair=False)
    key = database_key_of(opened)
    named, check = checking.NamedByJournal(), checking.JournalCheck(
        checking.Journal(layout.journal, keys_of(opened).journal, opened.header.vault_id)
    )  # fmt: skip
    data = layout.database.read_bytes()
    with (
        layout.database.open("r+b", buffering=0) as file,
        checking._implied_index(check, named, contents_of(layout, opened), Silent()) as implied,
    ):

        def findings() -> list[str]:
            return [found.code for found in check_index(layout.database, key, implied, check.position, Silent())]

        assert findings() == []
        places = sorted({*range(0, min(PAGE, len(data)), max(1, stride // 64)), *range(PAGE, len(data), stride)})
        for done, place in enumerate(places):
            if done % 5000 == 0:
                print(f"index: {done:,} of {len(places):,} changes tried", flush=True)
            change(file, place, data, cut=cut)
            yield place, bool(findings())
            write_at(file, place, data[place:] if cut else data[place : place + 1])
        assert layout.database.read_bytes() == data
        assert findings() == []


def change(file: FileIO, place: int, data: bytes, *, cut: bool) -> None:
    if cut:
        file.truncate(place)
    else:
        write_at(file, place, bytes([data[place] ^ 1 << place % 8]))


def write_at(file: FileIO, place: int, data: bytes) -> None:
    file.seek(place)
    assert file.write(data) == len(data)


def unnoticed(answers: Iterator[tuple[int, bool]], tried: Callable[[str, int], None], what: str) -> list[int]:
    seen = list(answers)
    tried(f"tried: {what}", len(seen))
    return [place for place, noticed in seen if not noticed]


@pytest.mark.timeout(14400)
@pytest.mark.parametrize(
    "stride",
    [
        pytest.param(1024, id="sample"),
        pytest.param(64, id="page-1-and-one-in-64", marks=pytest.mark.torture),
        pytest.param(1, id="every", marks=pytest.mark.torture),
    ],
)
def test_every_flipped_byte_of_the_index_is_a_finding(
    folder: Path, stride: int, record_property: Callable[[str, int], None]
) -> None:
    assert unnoticed(index_answers(folder, stride, cut=False), record_property, "flips of the index") == []


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("stride", [pytest.param(PAGE * 5, id="sample"), pytest.param(512, marks=pytest.mark.torture)])
def test_every_cut_of_the_index_is_a_finding(
    folder: Path, stride: int, record_property: Callable[[str, int], None]
) -> None:
    assert unnoticed(index_answers(folder, stride, cut=True), record_property, "cuts of the index") == []


@pytest.mark.parametrize("which", ["header.evh", "header-b.evh", "both"])
def test_an_older_header_put_back_is_a_finding(folder: Path, which: str) -> None:
    older = {name: (folder / name).read_bytes() for name in ("header.evh", "header-b.evh")}
    with open_vault(folder) as vault:
        vault.keys.new_recovery_key()
    before = answer(folder)
    for name in older if which == "both" else (which,):
        (folder / name).write_bytes(older[name])
    assert answer(folder) - before


@pytest.mark.timeout(3600)
@pytest.mark.parametrize(
    "stride", [pytest.param(7, id="sample"), pytest.param(1, id="every", marks=pytest.mark.torture)]
)
def test_every_page_of_the_index_put_back_is_noticed_or_without_meaning(
    folder: Path, stride: int, record_property: Callable[[str, int], None]
) -> None:
    """A page that only changed inside (free space, a counter) may go back without a row being another one."""
    index = folder / "index.db"
    older = index.read_bytes()
    with open_vault(folder) as vault:
        vault.put("event", {"summary": "later"}, actor=vault.owner)
        vault.retract(vault.facts("payment")[0].id, actor=vault.owner)
    before, newer = answer(folder), index.read_bytes()
    changed = [
        at for at in range(0, min(len(older), len(newer)), PAGE) if older[at : at + PAGE] != newer[at : at + PAGE]
    ]
    assert len(changed) > 5
    record_property("tried: pages of the index put back", len(changed[::stride]))
    meaningless = []
    for at in changed[::stride]:
        index.write_bytes(newer[:at] + older[at : at + PAGE] + newer[at + PAGE :])
        if answer(folder) == before:
            meaningless.append(at)
            assert rows(folder) == whole_rows(folder, newer, index)
    index.write_bytes(newer)
    assert len(meaningless) < len(changed)


def rows(folder: Path) -> str:
    copy = folder.parent / "looked-at"
    shutil.copytree(folder, copy)
    try:
        with open_vault(copy) as vault:
            return str([*vault.log(), *vault.facts(), *vault.items()])
    finally:
        shutil.rmtree(copy)


def whole_rows(folder: Path, newer: bytes, index: Path) -> str:
    kept = index.read_bytes()
    index.write_bytes(newer)
    try:
        return rows(folder)
    finally:
        index.write_bytes(kept)
