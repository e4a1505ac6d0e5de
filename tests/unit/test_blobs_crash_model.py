# SPDX-License-Identifier: GPL-3.0-or-later
"""The order of writes against a modelled power cut, on the real calls; and mutants of that order, which must fail.

docs/formats/vault.md, "Write order": a reference is written only after what it names is durable.
"""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.helpers.crash_model import Step, states_after_a_cut
from tests.helpers.disks import RememberingDisk

from evidence_vault.crypto.key_derivation import KdfCost
from evidence_vault.vault.blobs import BlobStore
from evidence_vault.vault.header import change_passphrase, create_header
from evidence_vault.vault.layout import make_vault_folders

BLOB, JOURNAL, DATABASE = "blob", "journal entry", "database row"


def _stored(tmp_path: Path) -> list[Step]:
    """The real steps of storing one content, then those of its entry and row; two contents one after the other."""
    layout = make_vault_folders(tmp_path / "a.evidence-vault")
    disk = RememberingDisk()
    store = BlobStore(layout.folder, bytes(32), bytes(range(32)), bytes(16), disk)
    steps: list[Step] = []
    for number in range(2):
        disk.trace.clear()
        content_id = store.store(io.BytesIO(bytes([number]) * 100)).content_id
        place, root = str(layout.blob(content_id)), str(layout.folder)
        steps += [(step, _renamed(a, place, number), _renamed(b, place, number)) for step, a, b in disk.trace]
        steps += _reference(f"{root}/{JOURNAL} {number}") + _reference(f"{root}/{DATABASE} {number}")
    return steps


def _renamed(name: str, place: str, number: int) -> str:
    return f"{Path(place).parent}/{BLOB} {number}" if name == place else name


def _reference(name: str) -> list[Step]:
    # An appended record or a committed transaction: there once it is flushed, and its name with it.
    return [
        ("create", name, ""),
        ("write", name, ""),
        ("flush", name, ""),
        ("flush_folder", str(Path(name).parent), ""),
    ]


def _violations(steps: list[Step]) -> int:
    """States in which a reference stands without what it names."""
    found = 0
    for _, survivor in states_after_a_cut(steps):
        whole = {Path(name).name for name in survivor.names if survivor.whole(name)}
        for number in range(2):
            blob, entry, row = (f"{kind} {number}" in whole for kind in (BLOB, JOURNAL, DATABASE))
            found += (entry and not blob) or (row and not entry)
    return found


def _shown_and_lost(steps: list[Step]) -> int:
    """States at the very end, when "added" was shown, in which something is lost."""
    names = {f"{kind} {number}" for kind in (BLOB, JOURNAL, DATABASE) for number in range(2)}
    end = len(steps)
    return sum(
        not names <= {Path(name).name for name in survivor.names if survivor.whole(name)}
        for at, survivor in states_after_a_cut(steps)
        if at == end
    )


def test_the_real_order_loses_nothing(tmp_path: Path) -> None:
    steps = _stored(tmp_path)
    assert {"create", "write", "flush", "rename", "flush_folder"} <= {step for step, _, _ in steps}
    assert sum(1 for _ in states_after_a_cut(steps)) > 60
    assert _violations(steps) == 0
    assert _shown_and_lost(steps) == 0


def _without_flush(steps: list[Step]) -> list[Step]:
    return [s for s in steps if not (s[0] == "flush" and s[1].endswith(".part"))]


def _without_folder_flush(steps: list[Step]) -> list[Step]:
    folders = {str(Path(new).parent) for step, _, new in steps if step == "rename"}
    return [s for s in steps if not (s[0] == "flush_folder" and s[1] in folders)]


def _database_first(steps: list[Step]) -> list[Step]:
    rows = [s for s in steps if DATABASE in s[1]]
    folder = next(s for s in steps if s[0] == "flush_folder" and s[1] == str(Path(rows[0][1]).parent))
    return [*rows, folder, *(s for s in steps if DATABASE not in s[1])]


def _rename_before_flush(steps: list[Step]) -> list[Step]:
    changed = list(steps)
    for place, step in enumerate(steps):
        if step[0] == "rename":
            flush = max(i for i in range(place) if steps[i][0] == "flush" and steps[i][1] == step[1])
            changed[flush] = ("nothing", "", "")
    return changed


@pytest.mark.parametrize(
    "mutant", [_without_flush, _without_folder_flush, _database_first, _rename_before_flush], ids=lambda f: f.__name__
)
def test_every_wrong_order_is_caught(tmp_path: Path, mutant: Callable[[list[Step]], list[Step]]) -> None:
    assert _violations(mutant(_stored(tmp_path))) > 0


def test_one_whole_header_copy_survives_every_cut(tmp_path: Path) -> None:
    layout = make_vault_folders(tmp_path / "a.evidence-vault")
    opened, _ = create_header(layout, "seven lanterns", created="2026-03-01T09:30:00.000000Z", cost=KdfCost(8, 1, 1))
    disk = RememberingDisk()
    change_passphrase(layout, opened, "seven lanterns", "eight lanterns", 1, disk=disk)
    before = [step for path in (layout.header, layout.header_copy) for step in _reference(str(path))]
    assert _states_without_header(before + disk.trace) == 0
    unflushed = [step for step in disk.trace if step[0] != "flush"]
    assert _states_without_header(before + unflushed) > 0


def _states_without_header(steps: list[Step]) -> int:
    return sum(
        not any(survivor.whole(name) for name in survivor.names if Path(name).name in {"header.evh", "header-b.evh"})
        for end, survivor in states_after_a_cut(steps)
        if end >= 8  # both copies stood before the change began
    )
