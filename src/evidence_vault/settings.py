# SPDX-License-Identifier: GPL-3.0-or-later
"""What the program remembers outside a vault: language and look, nothing about evidence.

Only when the person says "remember this vault" its path and last checkpoint are kept, keyed by a hash
(DESIGN §2, promise 2).
"""

import contextlib
import hashlib
import json
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import platformdirs

from evidence_vault import errors
from evidence_vault.safe_files import replace_file

FILE_NAME = "settings.json"
DAMAGED_NAME = "settings.damaged.json"


@dataclass(frozen=True, slots=True)
class RememberedVault:
    """A vault the person asked to remember: its path, and the custody log's size and root when last closed."""

    path: str
    size: int = 0
    root: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """``language``: a key of ``translations.LANGUAGES`` or "" (the system's). ``look``: system, light, dark.

    ``idle_minutes``: the vault locks itself after so long without a key or click; 0 means never.
    ``read_pictures``: the text in pictures is read in the background while a vault is open.
    ``window``: the window's own geometry as text; ``views``: remembered choices of pages (grid or table …).
    """

    language: str = ""
    look: str = "system"
    text_scale: int = 100
    idle_minutes: int = 10
    blur_pictures: bool = False
    read_pictures: bool = True
    window: str = ""
    views: dict[str, str] = field(default_factory=dict)
    remembered: dict[str, RememberedVault] = field(default_factory=dict)


def settings_folder() -> Path:
    """The system's folder for settings of this program."""
    return Path(platformdirs.user_config_dir("evidence-vault", appauthor=False))


def load(folder: Path | None = None) -> Settings:
    """The settings; the defaults when there are none. Raises SettingsDamaged when the file is not readable."""
    path = (folder or settings_folder()) / FILE_NAME
    try:
        return _from_json(json.loads(path.read_bytes()))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise errors.SettingsDamaged from error


def _from_json(data: dict[str, Any]) -> Settings:
    # A newer version's settings are left out; a value of another kind would break a page much later, so it is damage.
    remembered = {key: RememberedVault(**value) for key, value in data.pop("remembered", {}).items()}
    usual = Settings()
    known = {f.name: data[f.name] for f in fields(Settings) if f.name in data}
    if any(type(value) is not type(getattr(usual, name)) for name, value in known.items()):
        raise TypeError
    return Settings(**known, remembered=remembered)


def put_aside(folder: Path | None = None) -> None:
    """Keep a damaged file beside the new one, so that what it held can still be looked at by hand."""
    folder = folder or settings_folder()
    with contextlib.suppress(OSError):  # where nothing can be written, nothing is written over either
        (folder / FILE_NAME).replace(folder / DAMAGED_NAME)


def save(settings: Settings, folder: Path | None = None) -> None:
    """Write the settings durably for this user alone. Raises SettingsNotKept, whatever the disk says."""
    folder = folder or settings_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        replace_file(folder / FILE_NAME, json.dumps(asdict(settings), ensure_ascii=False, indent=1).encode())
    except (OSError, errors.FileError, errors.DiskFull) as error:
        raise errors.SettingsNotKept from error


def remember(settings: Settings, vault: RememberedVault) -> Settings:
    """``settings`` with ``vault`` remembered, under the hash of its path."""
    key = hashlib.sha256(vault.path.encode()).hexdigest()
    return replace(settings, remembered=settings.remembered | {key: vault})


def remembered_vault(settings: Settings, path: str) -> RememberedVault | None:
    """What is remembered of the vault at ``path``, if the person asked for it."""
    return settings.remembered.get(hashlib.sha256(path.encode()).hexdigest())


def forget(settings: Settings, path: str) -> Settings:
    """``settings`` without the vault at ``path``."""
    key = hashlib.sha256(path.encode()).hexdigest()
    return replace(settings, remembered={k: v for k, v in settings.remembered.items() if k != key})
