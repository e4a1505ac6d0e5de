# SPDX-License-Identifier: GPL-3.0-or-later
"""The worker's view of a file: its bytes come from the parent on demand, over the pipe."""

import io
from collections import OrderedDict
from typing import TYPE_CHECKING, BinaryIO, cast

from evidence_vault.isolation.frames import FrameKind, FramePipe, PipeBroken

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

SMALLEST_BLOCK = 1 << 16
LARGEST_BLOCK = 1 << 20
_KEPT_BLOCKS = 6
_BUFFER = 1 << 16


class PipedSource:
    """A ReadingSource whose bytes lie with the parent.

    Blocks grow while the reading goes straight on, so that a long text costs few round trips, and start small
    again after a jump, so that a video's index costs little. A few blocks are kept for reading that alternates.
    """

    def __init__(self, pipe: FramePipe, name: str, size: int, beside: tuple[str, ...] = ()) -> None:
        self._pipe = pipe
        self.name = name
        self.size = size
        self.beside = beside
        self._blocks: OrderedDict[int, bytes] = OrderedDict()
        self._next_block = SMALLEST_BLOCK
        self._end_of_last = 0

    def open(self) -> BinaryIO:
        """The bytes from the start; opened as often as wanted, all share the kept blocks."""
        return cast("BinaryIO", _BoundedReader(_PipedFile(self), _BUFFER))

    def bytes_at(self, offset: int) -> memoryview:
        """Some bytes that begin at ``offset``; none at the end. Raises PipeBroken."""
        if offset >= self.size:
            return memoryview(b"")
        for start, block in self._blocks.items():
            if start <= offset < start + len(block):
                self._blocks.move_to_end(start)
                return memoryview(block)[offset - start :]
        return memoryview(self._fetch(offset))

    def _fetch(self, offset: int) -> bytes:
        straight_on = offset == self._end_of_last
        self._next_block = min(self._next_block * 2, LARGEST_BLOCK) if straight_on else SMALLEST_BLOCK
        self._pipe.send_control({"need": [offset, min(self._next_block, self.size - offset)]})
        kind, block = self._pipe.receive()
        if kind is not FrameKind.BYTES or not block:
            raise PipeBroken("bytes expected")
        self._end_of_last = offset + len(block)
        self._blocks[offset] = block
        while len(self._blocks) > _KEPT_BLOCKS:
            self._blocks.popitem(last=False)
        return block


class _BoundedReader(io.BufferedReader):
    """Never makes room for more than there is: a damaged length field would cost the memory of the task."""

    raw: "_PipedFile"

    def read(self, size: int | None = -1, /) -> bytes:
        left = max(0, self.raw.size - self.tell())
        return super().read(left if size is None or size < 0 else min(size, left))


class _PipedFile(io.RawIOBase):
    def __init__(self, source: PipedSource) -> None:
        self._source = source
        self.size = source.size
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._source.size}[whence]
        if base + offset < 0:
            raise ValueError("negative seek position")
        self._position = base + offset
        return self._position

    def readinto(self, buffer: "WriteableBuffer") -> int:
        target = memoryview(buffer).cast("B")
        found = self._source.bytes_at(self._position)[: len(target)]
        target[: len(found)] = found
        self._position += len(found)
        return len(found)
