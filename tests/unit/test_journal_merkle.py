# SPDX-License-Identifier: GPL-3.0-or-later
"""The tree of RFC 6962 against its definition and known values."""

import hashlib

import pytest

from evidence_vault.vault.merkle import EMPTY_ROOT, MemoryTree, leaf_hash, node_hash

# Inputs and roots of the reference tests of Certificate Transparency, also used by C2SP and Sigsum.
_TEXTS = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
INPUTS = [bytes.fromhex(text) for text in _TEXTS]
ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    4: "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


def by_definition(leaves: list[bytes]) -> bytes:
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(by_definition(leaves[:split]), by_definition(leaves[split:]))


def test_roots_are_the_known_ones() -> None:
    tree = MemoryTree(leaf_hash(data) for data in INPUTS)

    assert {size: tree.root(size).hex() for size in ROOTS} == ROOTS


def test_every_size_has_the_root_of_the_definition() -> None:
    leaves = [leaf_hash(str(number).encode()) for number in range(70)]
    tree = MemoryTree(leaves)

    assert tree.root(0) == EMPTY_ROOT
    for size in range(71):
        assert tree.root(size) == by_definition(leaves[:size])


def test_a_root_beyond_the_end_is_refused() -> None:
    with pytest.raises(ValueError, match="more leaves"):
        MemoryTree([leaf_hash(b"")]).root(2)
