# SPDX-License-Identifier: GPL-3.0-or-later
"""A double click hands over a path: a vault, its header, a package, or anything at all."""

from pathlib import Path

import pytest

from evidence_vault import __main__ as program
from evidence_vault.errors import SourceMissing
from evidence_vault.operations.what_to_open import ToOpen, what_to_open


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "证据 1.evidence-vault"
    folder.mkdir()
    (folder / "header.evh").write_bytes(b"evault-header/1\n")
    return folder


def test_a_vault_is_opened_by_its_folder_or_its_header(vault: Path) -> None:
    assert what_to_open(vault) == ToOpen(vault, is_vault=True)
    assert what_to_open(vault / "header.evh") == ToOpen(vault, is_vault=True)


def test_a_vault_that_lost_one_header_is_still_a_vault(vault: Path) -> None:
    (vault / "header.evh").rename(vault / "header-b.evh")
    assert what_to_open(vault).is_vault
    assert what_to_open(vault / "header-b.evh").is_vault


def test_everything_else_is_offered_to_the_check(vault: Path, tmp_path: Path) -> None:
    (tmp_path / "p.zip").write_bytes(b"PK")
    (vault / "README.txt").write_bytes(b"x")
    for path in (tmp_path / "p.zip", tmp_path, vault / "README.txt"):
        assert what_to_open(path) == ToOpen(path, is_vault=False)


def test_what_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing):
        what_to_open(tmp_path / "gone")


def test_only_a_path_to_open_or_nothing_wants_the_window() -> None:
    assert program._wants_window([])
    assert program._wants_window(["open", "x"])
    for words in (["open", "--help"], ["open", "a", "b"], ["check", "x"], ["--version"]):
        assert not program._wants_window(words), words
