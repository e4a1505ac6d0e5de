# SPDX-License-Identifier: GPL-3.0-or-later
"""The journal's files: what they hold, and every way in which they can be wrong."""

from pathlib import Path
from typing import BinaryIO

import pytest
from tests.helpers.vaults import new_clock

from evidence_vault import errors
from evidence_vault.vault import segments
from evidence_vault.vault.durable import Disk
from evidence_vault.vault.entries import JournalEntry, Occurrence, new_entry, parse_entry
from evidence_vault.vault.journal import Journal, Position, StoredEntry, TornTail

KEY = bytes(range(32))
VAULT = bytes(16)
FIRST = "000000.evj"


class FailingDisk(Disk):
    """Fails in one kind of step while ``failing``."""

    def __init__(self, step: str) -> None:
        self.step = step
        self.failing = False

    def write(self, file: BinaryIO, data: bytes | bytearray | memoryview) -> None:
        if self.failing and self.step == "write":
            file.write(bytes(data)[: len(data) // 2])
            raise OSError(28, "full")
        super().write(file, data)

    def flush(self, file: BinaryIO) -> None:
        if self.failing and self.step == "flush":
            raise OSError(5, "input/output error")
        super().flush(file)


def make(folder: Path, count: int = 0, disk: Disk | None = None) -> tuple[Journal, Position]:
    journal = Journal(folder, KEY, VAULT, disk or Disk())
    journal.create_first_segment()
    place = Position()
    for number in range(count):
        place = journal.append(entry_after(place, {"number": number}), place).position
    return journal, place


def entry_after(place: Position, payload: dict, event: str = "tried") -> JournalEntry:
    clock = new_clock()
    return new_entry(Occurrence(event, "me", payload, ("a",)), place.size, place.head, clock.now(), clock.monotonic())


def read(folder: Path, after: Position | None = None) -> list[StoredEntry | TornTail]:
    return list(Journal(folder, KEY, VAULT).read(after))


def test_entries_come_back_as_they_went_in(tmp_path: Path) -> None:
    _journal, place = make(tmp_path, 5)

    found = read(tmp_path)

    assert [each.entry.payload for each in found] == [{"number": number} for number in range(5)]
    assert [each.entry.seq for each in found] == list(range(5))
    assert found[-1].position == place
    assert Journal(tmp_path, KEY, VAULT).stands_at(place)
    assert read(tmp_path, found[2].position) == found[3:]


def test_nothing_of_an_entry_is_readable_in_the_file(tmp_path: Path) -> None:
    journal, place = make(tmp_path)
    journal.append(entry_after(place, {"name": "MARKER-TEXT"}, "MARKER-EVENT"), place)

    data = (tmp_path / FIRST).read_bytes()

    assert b"MARKER" not in data
    assert segments.read_header(data, VAULT, 0) == 0


def test_the_chain_names_the_hash_of_the_entry_before(tmp_path: Path) -> None:
    make(tmp_path, 3)
    found = [each.entry for each in read(tmp_path)]

    assert found[0].previous == "0" * 64
    assert [each.previous for each in found[1:]] == [each.hash.hex() for each in found[:-1]]


def test_a_payload_can_be_erased_without_touching_the_hash(tmp_path: Path) -> None:
    entry = entry_after(Position(), {"name": "secret"})
    erased = parse_entry(
        entry.to_bytes().replace(b'{"name":"secret"}', b"null").replace(f'"{entry.salt}"'.encode(), b"null")
    )

    assert erased.payload is None
    assert erased.hash == entry.hash
    assert erased.commitment_holds()


def test_a_changed_payload_does_not_fit_its_commitment() -> None:
    entry = entry_after(Position(), {"name": "Zhang"})

    assert entry.commitment_holds()
    assert not parse_entry(entry.to_bytes().replace(b"Zhang", b"Zhong")).commitment_holds()


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"envelope":"{}","payload":{},"salt":"00"}', b"\xff"])
def test_what_is_no_entry_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"entry|envelope|Expecting|decode|hex"):
        parse_entry(data)


def test_half_characters_from_broken_names_are_shown_as_such() -> None:
    assert entry_after(Position(), {"name": "a\udcff.txt"}).payload == {"name": "a\ufffd.txt"}


def test_a_new_segment_begins_after_a_mebibyte(tmp_path: Path) -> None:
    journal, place = make(tmp_path)
    for _ in range(5):
        place = journal.append(entry_after(place, {"text": "x" * 400_000}), place).position

    assert segments.segment_numbers(tmp_path) == [0, 1]
    assert [each.entry.seq for each in read(tmp_path)] == list(range(5))
    assert journal.stands_at(place)


def test_a_segment_that_is_absent_is_damage(tmp_path: Path) -> None:
    journal, place = make(tmp_path)
    for _ in range(5):
        place = journal.append(entry_after(place, {"text": "x" * 400_000}), place).position
    (tmp_path / FIRST).unlink()

    with pytest.raises(errors.JournalDamaged):
        read(tmp_path)


def test_every_flipped_byte_is_noticed(tmp_path: Path) -> None:
    make(tmp_path, 3)
    path = tmp_path / FIRST
    data = bytearray(path.read_bytes())
    for at in range(0, len(data), 7):
        data[at] ^= 0x40
        path.write_bytes(data)
        with pytest.raises(errors.JournalDamaged):
            read(tmp_path)
        data[at] ^= 0x40


def test_every_cut_is_torn_or_the_end_of_an_entry(tmp_path: Path) -> None:
    make(tmp_path, 3)
    path = tmp_path / FIRST
    data = path.read_bytes()
    ends = [segments.HEADER_SIZE, *(each.position.end for each in read(tmp_path))]
    for size in range(segments.HEADER_SIZE, len(data)):
        path.write_bytes(data[:size])
        found = read(tmp_path)
        whole = sum(1 for end in ends if end <= size) - 1
        assert [each for each in found if isinstance(each, StoredEntry)][-1:] == found[whole - 1 : whole]
        assert isinstance(found[-1], TornTail) == (size not in ends) if found else size in ends


def test_zeros_left_by_a_power_cut_are_torn(tmp_path: Path) -> None:
    make(tmp_path, 2)
    path = tmp_path / FIRST
    data = path.read_bytes()
    path.write_bytes(data + bytes(300))

    assert read(tmp_path)[-1] == TornTail(0, len(data), 300)


def test_a_torn_end_goes_to_quarantine_and_the_journal_goes_on(tmp_path: Path) -> None:
    folder, quarantine = tmp_path / "journal", tmp_path / "quarantine"
    folder.mkdir()
    quarantine.mkdir()
    journal, place = make(folder, 2)
    with (folder / FIRST).open("ab") as file:
        file.write(b"\0\0\1\0torn")
    torn = read(folder)[-1]
    assert isinstance(torn, TornTail)

    journal.cut_torn_end(torn, quarantine)

    assert [path.read_bytes() for path in quarantine.iterdir()] == [b"\0\0\1\0torn"]
    journal.append(entry_after(place, {}), place)
    assert len(read(folder)) == 3


def test_swapped_records_do_not_open(tmp_path: Path) -> None:
    make(tmp_path, 3)
    path = tmp_path / FIRST
    data = path.read_bytes()
    first, second, third = segments.read_records(data, segments.HEADER_SIZE, 0)
    swapped = (
        data[: first.start] + data[second.start : second.end] + data[first.start : first.end] + data[third.start :]
    )
    path.write_bytes(swapped)

    with pytest.raises(errors.JournalDamaged):
        read(tmp_path)


def test_a_record_of_another_vault_does_not_open(tmp_path: Path) -> None:
    make(tmp_path, 1)

    with pytest.raises(errors.JournalDamaged):
        list(Journal(tmp_path, KEY, bytes([1]) * 16).read())


def test_a_full_disk_leaves_the_journal_as_it_was(tmp_path: Path) -> None:
    disk = FailingDisk("write")
    journal, place = make(tmp_path, 2, disk)
    disk.failing = True

    with pytest.raises(errors.DiskFull):
        journal.append(entry_after(place, {"lost": 1}), place)

    assert journal.stands_at(place)
    disk.failing = False
    journal.append(entry_after(place, {"kept": 1}), place)
    assert read(tmp_path)[-1].entry.payload == {"kept": 1}


def test_after_a_failed_flush_nothing_more_is_written(tmp_path: Path) -> None:
    disk = FailingDisk("flush")
    journal, place = make(tmp_path, 2, disk)
    disk.failing = True
    with pytest.raises(errors.StorageFailed):
        journal.append(entry_after(place, {}), place)
    disk.failing = False

    with pytest.raises(errors.StorageFailed):
        journal.append(entry_after(place, {}), place)
    assert journal.stands_at(place)


def test_what_is_not_known_is_never_written_over(tmp_path: Path) -> None:
    journal, _place = make(tmp_path, 2)
    early = read(tmp_path)[0].position

    with pytest.raises(errors.JournalDamaged):
        journal.append(entry_after(early, {}), early)
    assert len(read(tmp_path)) == 2


def test_an_entry_too_large_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    journal, place = make(tmp_path, 1)
    size = (tmp_path / FIRST).stat().st_size

    with pytest.raises(errors.EntryTooLarge):
        journal.append(entry_after(place, {"text": "x" * (9 << 20)}), place)
    assert (tmp_path / FIRST).stat().st_size == size
