# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows what an export would hold before anything leaves the vault: every file, and the pages of its documents."""

import io
from dataclasses import dataclass

from evidence_vault.operations.export_case import ExportOptions, exporter_of, make_dossier
from evidence_vault.operations.reading_sources import BytesSource
from evidence_vault.operations.workers import worker
from evidence_vault.progress import Progress
from evidence_vault.records import Actor, Part, Picture
from evidence_vault.translations import Words
from evidence_vault.vault.vault import Vault

_STORED = frozenset({"original", "derivative", "upload"})
"""Roles whose bytes are evidence: they stay in the vault, only their size is told."""
_PDF = ".pdf"


@dataclass(frozen=True, slots=True)
class PreviewFile:
    """One file. ``data``: its bytes where the program wrote it (kept in memory only); ``pages`` of a PDF, else 0."""

    path: str
    role: str
    size: int
    pages: int
    exhibit: str | None
    data: bytes | None


@dataclass(frozen=True, slots=True)
class ExportPreview:
    """Every file of the export, its documents first, and what would be left out: reason to count."""

    files: tuple[PreviewFile, ...]
    left_out: dict[str, int]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)


def preview_export(
    vault: Vault, case_id: str, options: ExportOptions, actor: Actor, progress: Progress
) -> ExportPreview:
    """Make the files in memory, as an export now would write them; nothing is written outside the vault.

    The copies of pictures that the export needs are made and kept in the vault. Raises what ``export_case`` raises.
    """
    exporter = exporter_of(options.kind)
    dossier = make_dossier(vault, case_id, options, actor, progress)
    progress.raise_if_cancelled()
    files = []
    for part in exporter.parts(dossier, vault.contents, Words(dossier.language), progress):
        progress.raise_if_cancelled()
        files.append(_file(part))
    return ExportPreview(tuple(sorted(files, key=_order)), dict(exporter.withheld(dossier)))


def preview_page(file: PreviewFile, page: int, max_width: int, max_height: int) -> Picture:
    """One page (from 0) of a document. Raises PictureDamaged, FormatUnknown (nothing to show)."""
    return worker().picture(BytesSource(file.path, file.data or b""), page, max_width, max_height)


def _file(part: Part) -> PreviewFile:
    with part.open() as stream:
        if part.role in _STORED:
            size = stream.seek(0, io.SEEK_END)
            return PreviewFile(part.path, part.role, size, 0, part.exhibit, None)
        data = stream.read()
    pages = worker().describe(BytesSource(part.path, data)).pages if part.path.endswith(_PDF) else 0
    return PreviewFile(part.path, part.role, len(data), pages, part.exhibit, data)


def _order(file: PreviewFile) -> tuple[bool, bool]:
    return file.pages == 0, file.data is None
