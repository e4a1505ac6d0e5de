# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the guide as one PDF, to print or to pass on."""

from pathlib import Path

from evidence_vault.clock import SystemClock, local_text
from evidence_vault.exporters.guide_document import guide_document
from evidence_vault.exporters.pdf import set_document
from evidence_vault.operations.read_guide import list_chapters
from evidence_vault.progress import Progress
from evidence_vault.safe_files import write_new_file
from evidence_vault.translations import Words


def print_guide(destination: Path, language: str, progress: Progress) -> Path:
    """Write the guide in ``language`` (BCP 47) to the new file ``destination``; gives its path.

    Raises PdfFailed, DestinationExists, DestinationUnwritable, DiskFull, Cancelled.
    """
    chapters = [(chapter.text, chapter.folder) for chapter in list_chapters(language)]
    document = guide_document(chapters, Words(language), local_text(SystemClock().now()))
    progress.raise_if_cancelled()
    write_new_file(destination, set_document(document))
    return destination
