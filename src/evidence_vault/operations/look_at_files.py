# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks at files before they are added: which are chat logs, their first messages, and what they leave open."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from evidence_vault.errors import EvidenceVaultError, ReadingError
from evidence_vault.operations.found_files import Found, FoundFile, find_files
from evidence_vault.operations.import_options import PLAIN_FILE, FileChoice, ImportOptions, check_options
from evidence_vault.operations.reading_sources import BytesSource, PathSource, StoredSource
from evidence_vault.operations.saved_mappings import SavedMapping, saved_mappings
from evidence_vault.operations.workers import worker
from evidence_vault.progress import Progress
from evidence_vault.records import Answers, Json, MappingSurvey, Preview, ReadingSource
from evidence_vault.vault.vault import Vault

MAPPING = "mapping"
SHOWN_MESSAGES = 30
MOST_LOOKED_AT = 200
"""More files than this are added unseen: the questions they leave open stand with each chat afterwards."""

LARGEST_SURVEYED = 512 << 20
_NEVER_CHATS = frozenset({
    *(".png", ".jpg", ".jpeg", ".heic", ".heif", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".avif"),
    *(".mp4", ".mov", ".m4v", ".3gp", ".avi", ".mkv", ".mp3", ".m4a", ".aac", ".amr", ".opus", ".ogg", ".wav", ".silk"),
    *(".pdf", ".docx", ".doc"),
})
"""Endings of names that are not looked into for a preview; how the file is read when it is added is not touched."""


@dataclass(frozen=True, slots=True)
class FoundChat:
    """A file that can be read as messages. ``path`` None: bytes that were pasted.

    ``preview`` None: no importer knows it, and ``survey`` says what a mapping of it could be.
    """

    path: Path | None
    shown: str
    size: int
    preview: Preview | None
    survey: MappingSurvey | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """``chats``: what to show before it is kept; ``others``: how many more files there are."""

    chats: tuple[FoundChat, ...]
    others: int
    kept: tuple[SavedMapping, ...]


def look_at_files(vault: Vault, paths: Sequence[Path], progress: Progress, *, everything: bool = False) -> Looked:
    """The chat logs behind ``paths``; nothing is stored, and what cannot be looked at is left to the import.

    ``everything``: files that nobody knows stand among them, too, so that the person can say what they are.

    Raises Cancelled.
    """
    found = Found()
    find_files(paths, vault.path, progress.raise_if_cancelled, found)
    kept = saved_mappings(vault)
    wanted = [file for file in found.files if Path(file.shown).suffix.lower() not in _NEVER_CHATS][:MOST_LOOKED_AT]
    chats = []
    for number, file in enumerate(wanted):
        progress.raise_if_cancelled()
        progress.report(number, len(wanted), file.shown)
        chat = _chat(file, kept, progress)
        if chat is None and everything:
            chat = FoundChat(file.path, file.shown, file.size, None)
        if chat is not None:
            chats.append(chat)
    return Looked(tuple(chats), len(found.files) - len(chats), kept)


def look_at_bytes(vault: Vault, name: str, data: bytes, progress: Progress) -> Looked:
    """The same for bytes that were pasted."""
    kept = saved_mappings(vault)
    chat = _looked_at(BytesSource(name, data), None, name, kept, progress)
    return Looked((chat,) if chat else (), 0 if chat else 1, kept)


def look_at_item(vault: Vault, item_id: str, progress: Progress) -> Looked:
    """The same for a stored item: always one, whether an importer knows it or not. Raises NoSuchEntry."""
    source, kept = stored_source(vault, item_id), saved_mappings(vault)
    chat = _looked_at(source, None, source.name, kept, progress)
    return Looked((chat or FoundChat(None, source.name, source.size, None),), 0, kept)


def preview_of(source: ReadingSource, choice: FileChoice, progress: Progress) -> Preview | None:
    """The first messages of a file as it would be read by ``choice``; None where it stays a plain file.

    Raises TimeZoneUnknown, FormatUnknown, MappingUnusable and the other ReadingErrors, Cancelled.
    """
    if choice.importer == PLAIN_FILE:
        return None
    check_options(ImportOptions(None, choice.importer, choice.answers))
    return worker().preview(source, choice.importer, choice.answers, SHOWN_MESSAGES, progress=progress)


def preview_of_mapping(source: ReadingSource, mapping: dict[str, Json] | None, progress: Progress) -> Preview | None:
    """The first messages under a mapping; None (and nothing is read) without one."""
    return None if mapping is None else preview_of(source, FileChoice(MAPPING, Answers(mapping=mapping)), progress)


def survey_of(
    source: ReadingSource, mapping: dict[str, Json] | None, kept: Sequence[SavedMapping], progress: Progress
) -> MappingSurvey:
    """The beginning of a text or table under ``mapping`` (None: proposed). Raises MappingUnusable, ReadingError."""
    return worker().survey(source, mapping, [one.mapping for one in kept], progress=progress)


def source_of(path: Path, size: int) -> PathSource:
    """A file of the person to look at again."""
    return PathSource(path, path.name, size)


def stored_source(vault: Vault, item_id: str) -> StoredSource:
    """A stored item to look at again. Raises NoSuchEntry."""
    item = vault.item(item_id)
    return StoredSource(vault, item.content_id, item.name, item.size)


def _chat(file: FoundFile, kept: Sequence[SavedMapping], progress: Progress) -> FoundChat | None:
    source = PathSource(file.path, Path(file.shown).name, file.size)
    return _looked_at(source, file.path, file.shown, kept, progress) if file.size else None


def _looked_at(
    source: ReadingSource, path: Path | None, shown: str, kept: Sequence[SavedMapping], progress: Progress
) -> FoundChat | None:
    with suppress(EvidenceVaultError):
        preview = worker().preview(source, None, Answers(), SHOWN_MESSAGES, progress=progress)
        if preview is not None and preview.messages:
            return FoundChat(path, shown, source.size, preview)
    if source.size > LARGEST_SURVEYED:
        return None
    with suppress(ReadingError):
        survey = survey_of(source, None, kept, progress)
        if survey.mapping is not None:
            return FoundChat(path, shown, source.size, None, survey)
    return None
