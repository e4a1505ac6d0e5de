# SPDX-License-Identifier: GPL-3.0-or-later
"""What the person chose for an import, checked before the first file is touched."""

from dataclasses import dataclass, field

from evidence_vault.cases.time_zones import zone_named
from evidence_vault.errors import FormatUnknown
from evidence_vault.records import Answers

PLAIN_FILE = "plain-file"
"""What to give as ``importer`` so that a file is kept and not read."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """``case_id``: the case the evidence goes into. ``importer``: its id, None to recognise, or PLAIN_FILE."""

    case_id: str | None = None
    importer: str | None = None
    answers: Answers = field(default_factory=Answers)


def importer_names() -> tuple[tuple[str, str], ...]:
    """Every importer's id with its name for people (English source), in the order in which they are asked."""
    from evidence_vault.importers import IMPORTERS

    return tuple((importer.id, importer.name) for importer in IMPORTERS)


def importer_version(importer_id: str) -> str:
    """The version of an importer. Raises FormatUnknown (fact: name)."""
    from evidence_vault.importers import IMPORTERS

    for importer in IMPORTERS:
        if importer.id == importer_id:
            return importer.version
    raise FormatUnknown(name=importer_id)


def check_options(options: ImportOptions) -> None:
    """Raise TimeZoneUnknown or FormatUnknown for a choice that no file could be read with."""
    if options.answers.time_zone is not None:
        zone_named(options.answers.time_zone)
    if options.importer not in {None, PLAIN_FILE}:
        importer_version(str(options.importer))
