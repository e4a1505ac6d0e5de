# SPDX-License-Identifier: GPL-3.0-or-later
"""The export of everything chosen: originals, copies, tables, transcripts, custody log; no report."""

from collections.abc import Iterator, Mapping

from evidence_vault.exporters.case_tables import table_parts
from evidence_vault.exporters.case_uco import case_part
from evidence_vault.exporters.evidence_files import (
    confirmed_parts,
    copy_parts,
    custody_part,
    fact_parts,
    kept_back,
    original_names,
    original_parts,
    time_parts,
)
from evidence_vault.exporters.report_context import report_context
from evidence_vault.exporters.transcript import transcript_parts
from evidence_vault.progress import Progress
from evidence_vault.records import ContentSource, Dossier, Part
from evidence_vault.translations import Words


class EvidenceArchive:
    """Kind ``archive``."""

    kind = "archive"

    def parts(self, dossier: Dossier, contents: ContentSource, words: Words, progress: Progress) -> Iterator[Part]:
        """Everything of the case as files."""
        names = original_names(dossier)
        progress.report(0, 2, words.translate("Writing tables and transcripts"))
        yield from table_parts(dossier, names, words)
        yield from transcript_parts(report_context(dossier, words), progress)
        progress.report(1, 2, words.translate("Adding the evidence"))
        progress.raise_if_cancelled()
        yield from original_parts(dossier, contents, names)
        yield from copy_parts(dossier, contents)
        yield custody_part(dossier)
        yield from fact_parts(dossier)
        yield from confirmed_parts(dossier)
        yield from time_parts(dossier)
        yield case_part(dossier, names)

    def withheld(self, dossier: Dossier) -> Mapping[str, int]:
        """Originals that hold login secrets, unless the person said of each that it goes out."""
        return kept_back(dossier)
