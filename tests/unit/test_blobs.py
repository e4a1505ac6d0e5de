# SPDX-License-Identifier: GPL-3.0-or-later
"""Contents: stored whole or not at all, read back at any offset, every damage named, nothing readable outside."""

import errno
import hashlib
import io
import os
import random
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.helpers import independent_reader
from tests.helpers.disks import FailingDisk

from evidence_vault import errors
from evidence_vault.crypto.key_purposes import Purpose, derive_key
from evidence_vault.progress import Cancelled, Silent
from evidence_vault.vault import blobs
from evidence_vault.vault.blob_format import blob_footer
from evidence_vault.vault.blobs import BlobStore
from evidence_vault.vault.durable import DISK, Disk
from evidence_vault.vault.layout import VaultLayout, make_vault_folders
from evidence_vault.vault.padding import padded_size, padding_end, padme, size_from_end, zeros_needed

MASTER, VAULT_ID = bytes(range(32)), bytes(range(100, 116))
LARGE = 3 * (1 << 20) + 12_345


def _store_at(folder: Path, disk: Disk = DISK) -> BlobStore:
    keys = [derive_key(MASTER, purpose, VAULT_ID) for purpose in (Purpose.BLOB_ROOT, Purpose.CONTENT_ID)]
    return BlobStore(folder, keys[0], keys[1], VAULT_ID, disk)


@pytest.fixture
def layout(tmp_path: Path) -> VaultLayout:
    return make_vault_folders(tmp_path / "a.evidence-vault")


@pytest.fixture
def store(layout: VaultLayout) -> BlobStore:
    return _store_at(layout.folder)


def _bytes(size: int) -> bytes:
    return random.Random(size).randbytes(size)


def _everything(layout: VaultLayout) -> dict[str, bytes]:
    return {
        str(path.relative_to(layout.folder)): path.read_bytes() for path in layout.folder.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize("size", [0, 1, 502, 503, 504, 16_384, 1 << 20, (1 << 20) + 1, LARGE])
def test_what_was_stored_comes_back(store: BlobStore, layout: VaultLayout, size: int) -> None:
    data = _bytes(size)
    stored = store.store(io.BytesIO(data), expected_size=size)
    assert (stored.sha256, stored.size, stored.already_here) == (hashlib.sha256(data).hexdigest(), size, False)
    with store.open(stored.content_id) as file:
        assert file.read() == data
    path = layout.blob(stored.content_id)
    assert stored.stored_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert stored.stored_sha256 == store.stored_sha256(stored.content_id)
    assert store.verify(stored.content_id) == []
    assert list(store.ids()) == [stored.content_id]
    vault = independent_reader.OpenVault(VAULT_ID, 1, 0, MASTER)
    assert independent_reader.read_blob(path, vault) == data
    assert list(layout.temporary.iterdir()) == []


def test_the_file_is_private_read_only_and_shows_only_its_day(store: BlobStore, layout: VaultLayout) -> None:
    path = layout.blob(store.store(io.BytesIO(b"x")).content_id)
    status = path.stat()
    assert int(status.st_mtime) % 86_400 == 0
    if os.name != "nt":
        assert stat.S_IMODE(status.st_mode) == 0o400


def test_the_same_bytes_are_stored_once(store: BlobStore, layout: VaultLayout) -> None:
    first = store.store(io.BytesIO(b"twice"))
    before = _everything(layout)
    second = store.store(io.BytesIO(b"twice"))
    assert second.already_here
    assert second.content_id == first.content_id
    assert second.stored_sha256 == first.stored_sha256
    assert _everything(layout) == before


def test_names_are_keyed_and_nothing_readable_is_written(store: BlobStore, layout: VaultLayout) -> None:
    marker = b"a marker that must not be on the disk" * 3
    stored = store.store(io.BytesIO(marker))
    files = _everything(layout)
    assert not any(marker[:20] in data or stored.sha256.encode() in data for data in files.values())
    assert not any(stored.sha256[:8] in name for name in files)
    other = BlobStore(layout.folder, bytes(32), bytes(range(32)), VAULT_ID)
    assert other.store(io.BytesIO(marker)).content_id != stored.content_id


def test_adding_a_damaged_content_again_mends_it(store: BlobStore, layout: VaultLayout) -> None:
    stored = store.store(io.BytesIO(b"fragile" * 100))
    path = layout.blob(stored.content_id)
    _overwrite(path, 200, b"\0\0\0")
    damaged = path.read_bytes()
    again = store.store(io.BytesIO(b"fragile" * 100))
    assert not again.already_here
    assert store.verify(stored.content_id) == []
    assert [file.read_bytes() for file in layout.quarantine.iterdir()] == [damaged]


def _overwrite(path: Path, offset: int, data: bytes) -> None:
    path.chmod(0o600)
    content = bytearray(path.read_bytes())
    content[offset : offset + len(data)] = data
    path.write_bytes(bytes(content))


def _is_refused(store: BlobStore, content_id: str) -> bool:
    return [(one.code, one.subject) for one in store.verify(content_id)] == [("BLOB_DAMAGED", content_id)]


def test_every_flipped_byte_of_a_blob_is_noticed(store: BlobStore, layout: VaultLayout) -> None:
    content_id = store.store(io.BytesIO(b"small")).content_id
    path = layout.blob(content_id)
    data = path.read_bytes()
    path.chmod(0o600)
    for place in range(len(data)):
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        assert _is_refused(store, content_id), place
    path.write_bytes(data)
    assert store.verify(content_id) == []


def test_every_cut_and_an_extension_of_a_blob_are_noticed(store: BlobStore, layout: VaultLayout) -> None:
    content_id = store.store(io.BytesIO(b"small")).content_id
    path = layout.blob(content_id)
    data = path.read_bytes()
    path.chmod(0o600)
    for length in range(len(data)):
        path.write_bytes(data[:length])
        assert _is_refused(store, content_id), length
    path.write_bytes(data + b"\0")
    assert _is_refused(store, content_id)


def test_a_blob_under_another_name_or_with_another_end_is_refused(store: BlobStore, layout: VaultLayout) -> None:
    one, two = (store.store(io.BytesIO(data)).content_id for data in (b"one" * 5000, b"two" * 5000))
    first, second = layout.blob(one).read_bytes(), layout.blob(two).read_bytes()
    layout.blob(two).chmod(0o600)
    layout.blob(two).write_bytes(first)
    assert _is_refused(store, two)
    layout.blob(two).write_bytes(first[:-200] + second[-200:])
    assert _is_refused(store, two)
    layout.blob(two).write_bytes(second[:-32] + blob_footer(len(second) - 64 - 32 - 5000, 5000))
    assert _is_refused(store, two)


def test_damage_in_the_middle_costs_only_its_own_place(store: BlobStore, layout: VaultLayout) -> None:
    data = _bytes(200_000)
    content_id = store.store(io.BytesIO(data)).content_id
    _overwrite(layout.blob(content_id), 64 + 56 + 5 * 16_400, b"damage!")
    with store.open(content_id) as file:
        assert file.read(16_384) == data[:16_384]
        file.seek(7 * 16_384)
        assert file.read() == data[7 * 16_384 :]
        file.seek(5 * 16_384)
        with pytest.raises(errors.BlobDamaged):
            file.read(1)


def test_a_missing_blob_is_missing(store: BlobStore) -> None:
    for content_id in ("a" * 32, "../" * 10 + "aa", "a"):
        with pytest.raises(errors.BlobMissing):
            store.open(content_id)
    assert [finding.code for finding in store.verify("a" * 32)] == ["BLOB_MISSING"]


def test_other_files_among_the_blobs_are_not_ids(store: BlobStore, layout: VaultLayout) -> None:
    content_id = store.store(io.BytesIO(b"x")).content_id
    (layout.blobs / "stranger.evb").write_bytes(b"")
    (layout.blobs / content_id[0] / "stranger.evb").write_bytes(b"")
    assert list(store.ids()) == [content_id]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, LARGE + 5), st.integers(0, 300_000)), min_size=1, max_size=5))
def test_reads_at_any_offset_equal_the_original(
    one_large: tuple[BlobStore, str, bytes], reads: list[tuple[int, int]]
) -> None:
    store, content_id, data = one_large
    with store.open(content_id) as file:
        for offset, count in reads:
            file.seek(offset)
            assert file.read(count) == data[offset : offset + count]


@pytest.fixture(scope="module")
def one_large(tmp_path_factory: pytest.TempPathFactory) -> tuple[BlobStore, str, bytes]:
    layout = make_vault_folders(tmp_path_factory.mktemp("large") / "a.evidence-vault")
    store = _store_at(layout.folder)
    data = _bytes(LARGE)
    return store, store.store(io.BytesIO(data)).content_id, data


# --- what goes wrong while storing ---------------------------------------------------------------------------


class _Stops(Silent):
    def __init__(self, after: int) -> None:
        self.after = after

    def raise_if_cancelled(self) -> None:
        self.after -= 1
        if self.after < 0:
            raise Cancelled


@pytest.mark.parametrize("after", [0, 1, 3])
def test_cancelling_leaves_nothing(store: BlobStore, layout: VaultLayout, after: int) -> None:
    before = _everything(layout)
    with pytest.raises(Cancelled):
        store.store(io.BytesIO(bytes(LARGE)), progress=_Stops(after))
    assert _everything(layout) == before


@pytest.mark.parametrize("size", [10, LARGE])
def test_a_source_of_another_size_is_refused(store: BlobStore, layout: VaultLayout, size: int) -> None:
    before = _everything(layout)
    for expected in (size - 1, size + 1):
        with pytest.raises(errors.SourceChanged):
            store.store(io.BytesIO(bytes(size)), expected_size=expected)
    assert _everything(layout) == before


class _BrokenSource(io.BytesIO):
    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        if self.tell() > 2_000_000 or not self.getvalue():
            raise OSError(errno.EIO, "the phone was unplugged")
        return super().readinto(buffer)


class _OnlyRead:
    """A stream as some libraries give it: read, nothing else, and less than asked."""

    def __init__(self, data: bytes) -> None:
        self._stream = io.BytesIO(data)

    def read(self, size: int = -1) -> bytes:
        return self._stream.read(min(size, 1000))


@pytest.mark.parametrize("data", [b"", bytes(LARGE)], ids=["at once", "later"])
def test_a_source_that_breaks_is_not_called_a_fault_of_the_vault(
    store: BlobStore, layout: VaultLayout, data: bytes
) -> None:
    before = _everything(layout)
    with pytest.raises(errors.SourceUnreadable):
        store.store(_BrokenSource(data))
    assert _everything(layout) == before


def test_a_stream_that_only_reads_a_little_is_stored(store: BlobStore) -> None:
    data = _bytes(1_200_000)
    stored = store.store(_OnlyRead(data))  # type: ignore[arg-type]
    assert stored.sha256 == hashlib.sha256(data).hexdigest()


def test_too_little_room_is_said_before_anything_is_written(
    store: BlobStore, layout: VaultLayout, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = blobs.shutil._ntuple_diskusage(10**12, 10**12 - 20_000_000, 20_000_000)  # type: ignore[attr-defined]
    monkeypatch.setattr(blobs.shutil, "disk_usage", lambda _: usage)
    source = io.BytesIO(bytes(10))
    with pytest.raises(errors.DiskFull) as caught:
        store.store(source, expected_size=30_000_000)
    assert caught.value.facts["free"] == 20_000_000
    assert int(caught.value.facts["needed"]) >= 30_000_000
    assert source.tell() == 0


def _steps_of(layout: VaultLayout, data: bytes) -> list[tuple[str, int]]:
    """Every step of storing ``data``: its name and which one of that name."""
    disk = FailingDisk(0)
    stored = _store_at(layout.folder, disk).store(io.BytesIO(data))
    DISK.remove(layout.blob(stored.content_id))
    layout.blob(stored.content_id).parent.rmdir()
    return [(name, number) for name, count in disk.taken.items() for number in range(1, count + 1)]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
@pytest.mark.parametrize("size", [100, LARGE], ids=["small", "large"])
def test_every_failing_step_leaves_the_vault_as_it_was(
    layout: VaultLayout, size: int, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evidence_vault.vault.blob_writing.FLUSH_EVERY", 1 << 20)
    data = _bytes(size)
    expected = {errno.ENOSPC: errors.DiskFull, errno.EROFS: errors.VaultReadOnly, errno.EIO: errors.StorageFailed}
    steps = _steps_of(layout, data)
    assert len(steps) >= 9
    seen = set()
    for name, fail_at in steps:
        disk = FailingDisk(fail_at, number, only=name)
        with pytest.raises(expected[number]):
            _store_at(layout.folder, disk).store(io.BytesIO(data))
        seen.add(disk.failed_step)
        assert list(layout.temporary.iterdir()) == []
        _no_blob_is_broken(layout, data)
    assert {"create", "write", "flush", "rename", "flush_folder", "make_folder"} <= seen
    assert ("flush_data" in seen) == (size > 1 << 20)
    assert _store_at(layout.folder).store(io.BytesIO(data)).sha256 == hashlib.sha256(data).hexdigest()


def _no_blob_is_broken(layout: VaultLayout, data: bytes) -> None:
    # The last step to fail is the flush of the folder: the blob then stands there, whole and without a reference.
    store = _store_at(layout.folder)
    for content_id in store.ids():
        assert store.verify(content_id) == []
        with store.open(content_id) as file:
            assert file.read() == data
        DISK.remove(layout.blob(content_id))
    for folder in layout.blobs.iterdir():
        folder.rmdir()


def _killed_at(layout: VaultLayout, fail_at: int, data_size: int) -> int:
    script = (
        "import io, os, random, sys; sys.path.insert(0, '.')\n"
        "from pathlib import Path\n"
        "from tests.helpers.disks import FailingDisk, PowerCut\n"
        "from tests.unit.test_blobs import _store_at\n"
        "disk = FailingDisk(int(sys.argv[2]), kill=True)\n"
        "for seed in range(3):\n"
        "    data = random.Random(seed).randbytes(int(sys.argv[3]))\n"
        "    try: _store_at(Path(sys.argv[1]), disk).store(io.BytesIO(data))\n"
        "    except PowerCut: os._exit(9)\n"
    )
    arguments = [sys.executable, "-c", script, str(layout.folder), str(fail_at), str(data_size)]
    return subprocess.run(arguments, check=False, cwd=Path(__file__).parents[2]).returncode


def test_a_killed_process_leaves_only_whole_blobs_and_litter(layout: VaultLayout) -> None:
    for fail_at in (3, 8, 14, 21):
        assert _killed_at(layout, fail_at, LARGE) == 9
        store = _store_at(layout.folder)
        for content_id in store.ids():
            assert store.verify(content_id) == []
        assert store.store(io.BytesIO(b"after")).size == 5


# --- padding -------------------------------------------------------------------------------------------------


@given(st.integers(0, 1 << 50))
def test_padding_hides_the_size_and_gives_it_back(size: int) -> None:
    whole = padded_size(size)
    assert whole == size + zeros_needed(size) + 9
    assert whole >= 512
    assert whole <= max(512, (size + 9) * 1.12)
    assert size_from_end(padding_end(size), whole) == size
    assert padme(whole) == whole
    assert padded_size(size + 1) >= whole


@given(st.integers(2, 1 << 50))
def test_padme_leaves_few_sizes(length: int) -> None:
    exponent = length.bit_length() - 1
    step = 1 << max(exponent - exponent.bit_length(), 0)
    assert padme(length) % step == 0
    assert 0 <= padme(length) - length < step


@pytest.mark.parametrize("end", [b"\x00" + bytes(8), padding_end(600), padding_end(10**9), b"\x01", b""])
def test_another_end_is_refused(end: bytes) -> None:
    with pytest.raises(errors.SealBroken):
        size_from_end(end, 512)


def test_there_are_only_few_padded_sizes() -> None:
    def sizes() -> Iterator[int]:
        yield from (padded_size(size) for size in range(0, 300_000, 7))

    assert len(set(sizes())) < 200
