# SPDX-License-Identifier: GPL-3.0-or-later
"""Packages with as many files as the format allows, and more: checked in bounded memory, or refused at once."""

import time
from pathlib import Path
from typing import Any

import pytest

from evidence_vault import errors
from evidence_vault.package.checker import check_package
from evidence_vault.package.zip_structure import MOST_FILES
from evidence_vault.progress import Silent
from tests.unit.test_package_hostile import memory_of_check
from tests.vectors.package.bags import as_folder, as_zip, counted, described, good, sha256, signed

MANY = 240_000
MOST_KIBIBYTES = 2 << 20


@pytest.mark.torture
def test_as_many_files_as_allowed_are_checked_in_bounded_memory(tmp_path: Path) -> None:
    files = good()
    added = {f"data/originals/B{number}.txt": b"%d" % number for number in range(MANY)}
    files |= added

    def tell(value: dict[str, Any]) -> None:
        value["parts"] += [
            {"path": path, "role": "original", "exhibit": path[15:-4], "sha256": sha256(data), "size": len(data)}
            for path, data in added.items()
        ]
        value["parts"].sort(key=lambda one: one["path"].encode())

    signed(counted(described(files, tell)))
    start = time.monotonic()
    verdict, kibibytes = memory_of_check(as_zip(dict(sorted(files.items())), tmp_path / "many.zip"))
    assert verdict == "intact"
    assert kibibytes < MOST_KIBIBYTES
    assert time.monotonic() - start < 300


@pytest.mark.torture
def test_a_folder_of_more_files_is_refused_before_they_are_read(tmp_path: Path) -> None:
    folder = as_folder(good(), tmp_path / "PKG")
    for number in range(MOST_FILES + 1):
        if number % 1000 == 0:
            (folder / "data" / f"d{number}").mkdir()
        (folder / "data" / f"d{number // 1000 * 1000}" / f"{number}.txt").touch()
    start = time.monotonic()
    with pytest.raises(errors.PackageTooLarge):
        check_package(folder, progress=Silent())
    assert time.monotonic() - start < 60
