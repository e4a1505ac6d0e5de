# SPDX-License-Identifier: GPL-3.0-or-later
"""The Merkle tree of RFC 6962 §2.1 over entry hashes, kept as its complete subtrees."""

import hashlib
from collections.abc import Callable, Iterable
from typing import TypeAlias

NodeAt: TypeAlias = Callable[[int, int], bytes]
"""Gives the hash of the complete subtree at (level, position); leaves are level 0."""

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """SHA-256(00 ‖ data)."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(01 ‖ left ‖ right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def new_nodes(size: int, leaf: bytes, node_at: NodeAt) -> list[tuple[int, int, bytes]]:
    """The complete subtrees (level, position, hash) that a tree of ``size`` leaves gains with one more leaf."""
    nodes = [(0, size, leaf)]
    level, position, digest = 0, size, leaf
    while position & 1:
        digest = node_hash(node_at(level, position - 1), digest)
        level, position = level + 1, position >> 1
        nodes.append((level, position, digest))
    return nodes


def root(size: int, node_at: NodeAt) -> bytes:
    """The root of the first ``size`` leaves, in about log2(size) look-ups."""
    digest: bytes | None = None
    for level in range(size.bit_length()):
        if size >> level & 1:
            subtree = node_at(level, (size >> level) - 1)
            digest = subtree if digest is None else node_hash(subtree, digest)
    return EMPTY_ROOT if digest is None else digest


class MemoryTree:
    """A tree in memory, for checking: grows leaf by leaf and knows the root of every earlier size."""

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self._levels: list[list[bytes]] = [[]]
        for leaf in leaves:
            self.append(leaf)

    def __len__(self) -> int:
        return len(self._levels[0])

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash."""
        for level, _position, digest in new_nodes(len(self), leaf, self.node_at):
            if level == len(self._levels):
                self._levels.append([])
            self._levels[level].append(digest)

    def node_at(self, level: int, position: int) -> bytes:
        """The hash of a complete subtree."""
        return self._levels[level][position]

    def root(self, size: int | None = None) -> bytes:
        """The root now, or of the first ``size`` leaves. Raises ValueError for more leaves than there are."""
        size = len(self) if size is None else size
        if size > len(self):
            raise ValueError("more leaves than there are")
        return root(size, self.node_at)
