# SPDX-License-Identifier: GPL-3.0-or-later
"""A PNG is whole when every checksum fits; what stands behind its picture is read as well."""

import struct
import zlib

import pytest
from tests.helpers import drawn_files as drawn
from tests.helpers.drawn_files import MemorySource

from evidence_vault.isolation.limits import WorkerLimits
from evidence_vault.pictures.describe import describe
from evidence_vault.records import Description


def described(data: bytes) -> Description:
    return describe(MemorySource("x.png", data), WorkerLimits())


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def before_the_end(data: bytes, extra: bytes) -> bytes:
    assert data.endswith(chunk(b"IEND", b""))
    return data[:-12] + extra + data[-12:]


def test_a_whole_one_has_a_page_and_no_warning() -> None:
    found = described(drawn.png())
    assert (found.pages, found.warnings) == (1, ())
    assert (found.facts["width"], found.facts["height"]) == (390, 844)


@pytest.mark.parametrize("place", [0.1, 0.5, 0.9])
def test_a_flipped_bit_in_the_picture_is_noticed(place: float) -> None:
    data = bytearray(drawn.png())
    data[int(len(data) * place)] ^= 1
    found = described(bytes(data))
    assert ([each.code for each in found.warnings], found.pages) == (["PICTURE_NOT_WHOLE"], 0)


@pytest.mark.parametrize("missing", [1, 4, 12, 13, 40])
def test_a_missing_end_is_noticed(missing: int) -> None:
    found = described(drawn.png()[:-missing])
    assert ([each.code for each in found.warnings], found.pages) == (["PICTURE_NOT_WHOLE"], 0)


def test_a_header_that_promises_more_than_the_data_can_hold_is_noticed() -> None:
    found = described(drawn.png_claiming(8000, 8000))
    assert ([each.code for each in found.warnings], found.pages) == (["PICTURE_NOT_WHOLE"], 0)


def test_notes_behind_the_picture_are_read() -> None:
    exif = drawn.camera_data().tobytes().removeprefix(b"Exif\0\0")
    late = chunk(b"tEXt", b"Software\0Late program") + chunk(b"eXIf", exif)
    found = described(before_the_end(drawn.png(), late))
    assert found.warnings == ()
    assert (found.facts["device_make"], found.claimed_at) == ("Madeup", "2026-03-01T17:30:05+08:00")
    late = chunk(b"tEXt", b"Software\0Late program")
    assert described(before_the_end(drawn.png(), late)).facts["software"] == "Late program"


def test_the_time_of_the_last_change_is_taken_wherever_it_stands() -> None:
    time = struct.pack(">HBBBBB", 2026, 3, 1, 9, 30, 5)
    found = described(before_the_end(drawn.png(), chunk(b"tIME", time)))
    assert (found.claimed_at, found.claimed_basis) == ("2026-03-01T09:30:05Z", "png:tIME")
    nonsense = struct.pack(">HBBBBB", 2026, 0, 1, 9, 30, 5)
    assert described(before_the_end(drawn.png(), chunk(b"tIME", nonsense))).claimed_at is None
