# SPDX-License-Identifier: GPL-3.0-or-later
"""What the person chose for an import, checked before the first file is touched."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from evidence_vault.cases.dossier import time_zone_data_version
from evidence_vault.cases.time_zones import zone_named
from evidence_vault.errors import FormatUnknown
from evidence_vault.records import Answers

PLAIN_FILE = "plain-file"
"""What to give as ``importer`` so that a file is kept and not read."""


@dataclass(frozen=True, slots=True)
class FileChoice:
    """What the person chose for one file: importer as in ``ImportOptions``, and what they said about it."""

    importer: str | None = None
    answers: Answers = field(default_factory=Answers)


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """``case_id``: the case the evidence goes into. ``importer``: its id, None to recognise, or PLAIN_FILE.

    ``choices``: files (by their path as found) for which something else was chosen.
    """

    case_id: str | None = None
    importer: str | None = None
    answers: Answers = field(default_factory=Answers)
    choices: Mapping[Path, FileChoice] = field(default_factory=dict)

    def for_file(self, path: Path) -> "ImportOptions":
        """The options for the file at ``path``."""
        choice = self.choices.get(path)
        return replace(self, importer=choice.importer, answers=choice.answers) if choice else self


def stated(answers: Answers) -> Answers:
    """``answers`` as they are kept: a zone with the version of the time zone data it was applied with."""
    return replace(answers, time_zone_data=time_zone_data_version() if answers.time_zone else None)


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
    """Raise TimeZoneUnknown, FormatUnknown or MappingUnusable for a choice that no file could be read with."""
    for choice in (FileChoice(options.importer, options.answers), *options.choices.values()):
        _check_choice(choice)


def _check_choice(choice: FileChoice) -> None:
    if choice.answers.time_zone is not None:
        zone_named(choice.answers.time_zone)
    if choice.importer not in {None, PLAIN_FILE}:
        importer_version(str(choice.importer))
    if choice.answers.mapping is not None:
        from evidence_vault.importers.mapping_spec import spec_from

        spec_from(choice.answers.mapping)
