# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows what an importer makes of a file, without a vault and without keeping anything."""

from collections.abc import Iterator
from pathlib import Path

from evidence_vault.cases.time_zones import zone_named
from evidence_vault.errors import FormatUnknown
from evidence_vault.hashing import sha256_of_stream
from evidence_vault.operations.reading_sources import PathSource
from evidence_vault.operations.source_file import as_binary, opened
from evidence_vault.operations.workers import worker
from evidence_vault.record_json import LineRecord, SourceLine
from evidence_vault.records import Answers, Recognition


def read_file(path: Path, importer: str | None, answers: Answers) -> Iterator[LineRecord]:
    """The source line, then the records of the file as the importer gives them; members are not handed over.

    ``importer`` None: the one that recognises the file. Raises SourceMissing, SourceUnreadable, SourceEmpty,
    SourceChanged, TimeZoneUnknown, FormatUnknown, and what reading in the worker raises.
    """
    if answers.time_zone is not None:
        zone_named(answers.time_zone)
    with opened(path, path.name) as file:
        worker().warm_up()  # it starts while the file is hashed
        sha256, size = sha256_of_stream(as_binary(file))
    source = PathSource(path, path.name, size)
    certainty = Recognition.CERTAIN
    if importer is None:
        importer, certainty, _reason = worker().recognise(source)
    if importer is None:
        raise FormatUnknown(name=path.name)
    yield SourceLine(importer, certainty, path.name, size, sha256)
    yield from worker().read(source, importer, answers, members=False)
