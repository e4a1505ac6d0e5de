# SPDX-License-Identifier: GPL-3.0-or-later
"""Every state a power cut can leave behind, from a list of what was asked of the disk.

A pessimistic file system: written bytes and new names stay in memory until the file, or the folder, is flushed;
each may or may not have reached the disk by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import PurePosixPath

Step = tuple[str, str, str]


@dataclass(frozen=True)
class Survivor:
    """What is on the disk after the cut: names, each with whether its bytes are all there."""

    names: dict[str, bool]

    def whole(self, name: str) -> bool:
        return self.names.get(name, False)


def states_after_a_cut(trace: list[Step]) -> Iterator[tuple[int, Survivor]]:
    """For a cut after each step: every mixture of what may have reached the disk."""
    for end in range(len(trace) + 1):
        seen = set()
        for survivor in _states(trace[:end]):
            key = tuple(sorted(survivor.names.items()))
            if key not in seen:
                seen.add(key)
                yield end, survivor


def _states(done: list[Step]) -> Iterator[Survivor]:
    inodes, changes = _replay(done)
    uncertain_names = [number for number, change in enumerate(changes) if not change.durable]
    files = sorted({inode for inode, durable in inodes.items() if not durable})
    for kept in product((False, True), repeat=len(uncertain_names)):
        lost = {number for number, keep in zip(uncertain_names, kept, strict=True) if not keep}
        names = _names(changes, lost)
        for whole in product((False, True), repeat=len(files)):
            bytes_there = dict(zip(files, whole, strict=True))
            yield Survivor({name: inodes[inode] or bytes_there[inode] for name, inode in names.items()})


@dataclass
class _Change:
    kind: str
    old: str
    new: str
    inode: int
    durable: bool = False


def _replay(done: list[Step]) -> tuple[dict[int, bool], list[_Change]]:
    """Inodes with whether their bytes are durable, and the changes of names with whether they are."""
    inodes: dict[int, bool] = {}
    where: dict[str, int] = {}
    changes: list[_Change] = []
    for step, first, second in done:
        if step == "create":
            where[first] = len(inodes)
            inodes[where[first]] = False
            changes.append(_Change("create", "", first, where[first]))
        elif step in {"write", "flush"}:
            inodes[where[first]] = step == "flush"
        elif step == "rename":
            inode = where.pop(first)
            where[second] = inode
            changes.append(_Change("rename", first, second, inode))
        elif step == "flush_folder":
            _make_durable(changes, first)
    return inodes, changes


def _make_durable(changes: list[_Change], folder: str) -> None:
    for change in changes:
        if str(PurePosixPath(change.new).parent) == folder:
            change.durable = True


def _names(changes: list[_Change], lost: set[int]) -> dict[str, int]:
    names: dict[str, int] = {}
    for number, change in enumerate(changes):
        if number not in lost:
            names.pop(change.old, None)
            names[change.new] = change.inode
    return names
