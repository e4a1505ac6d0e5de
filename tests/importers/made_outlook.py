# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes small compound files ([MS-CFB], version 3) with Outlook items in them, for the tests only."""

import struct
from datetime import UTC, datetime
from itertools import pairwise

SECTOR, SMALL, CUTOFF = 512, 64, 4096
END, FREE, FAT_SECTOR, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
Tree = dict[str, "bytes | Tree"]


def filetime(moment: datetime) -> bytes:
    return struct.pack("<Q", int((moment - _EPOCH).total_seconds()) * 10_000_000)


def item(
    header: int,
    texts: dict[int, str],
    *,
    times: dict[int, datetime] | None = None,
    numbers: dict[int, int] | None = None,
    binaries: dict[int, bytes] | None = None,
    ansi: dict[int, bytes] | None = None,
) -> Tree:
    """A storage with properties; ``header`` as in MS-OXMSG: 32 for the item, 24 inside another, 8 for a part."""
    tree: Tree = {f"__substg1.0_{number:04X}001F": text.encode("utf-16-le") for number, text in texts.items()}
    tree |= {f"__substg1.0_{number:04X}0102": data for number, data in (binaries or {}).items()}
    tree |= {f"__substg1.0_{number:04X}001E": data for number, data in (ansi or {}).items()}
    entries = [struct.pack("<HHI8s", 0x40, number, 6, filetime(time)) for number, time in (times or {}).items()]
    entries += [struct.pack("<HHIq", 3, number, 6, value) for number, value in (numbers or {}).items()]
    tree["__properties_version1.0"] = bytes(header) + b"".join(entries)
    return tree


def compound(root: Tree) -> bytes:
    """The file with ``root``'s streams and storages."""
    writer = _Writer()
    writer.add("Root Entry", root, 5)
    return writer.done()


class _Writer:
    def __init__(self) -> None:
        self.entries: list[list[object]] = []
        self.small = bytearray()
        self.small_next: list[int] = []
        self.sectors: list[bytes] = []
        self.next: list[int] = []

    def add(self, name: str, content: "bytes | Tree", kind: int) -> int:
        number = len(self.entries)
        entry: list[object] = [name, kind, NONE, NONE, END, 0]
        self.entries.append(entry)
        if isinstance(content, bytes):
            entry[4], entry[5] = self._stored(content), len(content)
            return number
        inner = [self.add(each, content[each], 2 if isinstance(content[each], bytes) else 1) for each in content]
        for left, right in pairwise(inner):
            self.entries[left][2] = right
        entry[3] = inner[0] if inner else NONE
        return number

    def _stored(self, data: bytes) -> int:
        if len(data) >= CUTOFF:
            return self._chain(data)
        if not data:
            return END
        first, count = len(self.small_next), -(-len(data) // SMALL)
        self.small += data.ljust(count * SMALL, b"\0")
        self.small_next += [*range(first + 1, first + count), END]
        return first

    def _chain(self, data: bytes) -> int:
        first, count = len(self.sectors), -(-len(data) // SECTOR)
        self.sectors += [data[n * SECTOR : (n + 1) * SECTOR].ljust(SECTOR, b"\0") for n in range(count)]
        self.next += [*range(first + 1, first + count), END]
        return first

    def done(self) -> bytes:
        root = self.entries[0]
        root[4], root[5] = (self._chain(bytes(self.small)), len(self.small)) if self.small else (END, 0)
        table = b"".join(struct.pack("<I", each) for each in self.small_next)
        small_first = self._chain(table.ljust(-(-len(table) // SECTOR) * SECTOR, b"\xff")) if table else END
        directory = b"".join(self._entry(entry) for entry in self.entries)
        directory = directory.ljust(-(-len(directory) // SECTOR) * SECTOR, b"\0")
        directory_first = self._chain(directory)
        count = 1
        while len(self.sectors) + count > count * SECTOR // 4:
            count += 1
        fat_first = len(self.sectors)
        fat = [*self.next, *([FAT_SECTOR] * count)]
        fat += [FREE] * (count * SECTOR // 4 - len(fat))
        header = struct.pack(
            "<8s16sHHHHH6xIIIIIIIII",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            bytes(16),
            0x3E,
            3,
            0xFFFE,
            9,
            6,
            0,
            count,
            directory_first,
            0,
            CUTOFF,
            small_first,
            -(-len(table) // SECTOR),
            END,
            0,
        )
        places = [*range(fat_first, fat_first + count)]
        header += b"".join(struct.pack("<I", each) for each in [*places, *([FREE] * (109 - count))])
        return header + b"".join(self.sectors) + b"".join(struct.pack("<I", each) for each in fat)

    @staticmethod
    def _entry(entry: list[object]) -> bytes:
        name, kind, right, child, start, size = entry
        raw = str(name).encode("utf-16-le")
        return struct.pack(
            "<64sHBBIII16sIQQIQ", raw, len(raw) + 2, kind, 1, NONE, right, child, bytes(16), 0, 0, 0, start, size
        )
