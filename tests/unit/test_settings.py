# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings file: damaged, of another version, not writable — each costs settings at most, and is said."""

import errno
import json
from pathlib import Path

import pytest

from evidence_vault import settings
from evidence_vault.errors import SettingsDamaged, SettingsNotKept
from evidence_vault.gui.settings_store import SettingsStore
from evidence_vault.settings import DAMAGED_NAME, FILE_NAME, RememberedVault, Settings


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    kept = settings.remember(Settings(language="zh-Hans", text_scale=150), RememberedVault("/证据", 7, "r"))
    settings.save(kept, tmp_path / "new" / "folder")
    assert settings.load(tmp_path / "new" / "folder") == kept
    assert (tmp_path / "new" / "folder").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\x00\xff", b"[]", b"{", b'"x"', b'{"text_scale": "large"}', b'{"language": 5}', b'{"views": []}',
        b'{"blur_pictures": 1}', b'{"remembered": {"k": {"path": "p", "other": 1}}}', b'{"remembered": 3}',
    ],
)  # fmt: skip
def test_a_damaged_file_is_said_put_aside_and_never_written_over(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(SettingsDamaged):
        settings.load(tmp_path)
    store = SettingsStore(tmp_path)
    assert isinstance(store.problem, SettingsDamaged)
    assert store.now == Settings()
    store.change(look="dark")
    assert (tmp_path / DAMAGED_NAME).read_bytes() == content
    assert settings.load(tmp_path).look == "dark"


def test_a_newer_version_s_fields_are_left_out(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(json.dumps({"look": "dark", "hologram": True}))
    assert settings.load(tmp_path) == Settings(look="dark")


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "in the way").write_bytes(b"")
    with pytest.raises(SettingsNotKept):
        settings.save(Settings(), tmp_path / "in the way" / "settings")
    store = SettingsStore(tmp_path / "in the way" / "settings")
    store.change(look="dark")
    assert isinstance(store.problem, SettingsNotKept)
    assert store.now.look == "dark", "the choice counts until the program ends"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO, errno.EACCES])
def test_a_full_or_failing_disk_costs_the_settings_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    store = SettingsStore(tmp_path)
    store.change(look="dark")

    def fail(*_arguments: object) -> None:
        raise OSError(number, "made up")

    monkeypatch.setattr("evidence_vault.safe_files.flush_to_disk", fail)
    store.change(look="light")
    assert isinstance(store.problem, SettingsNotKept)
    monkeypatch.undo()
    assert settings.load(tmp_path).look == "dark", "what worked before still works"
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]
