# SPDX-License-Identifier: GPL-3.0-or-later
"""The parent's side of the keyless worker: hands it bytes on demand, takes back records and pixels."""

import threading
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from types import TracebackType
from typing import BinaryIO, Self, cast

from evidence_vault.isolation.answers import (
    counts_from,
    description_from,
    faces_from,
    picture_size,
    preview_from,
    recognition_from,
    survey_from,
    text_in_picture_from,
    text_rows_from,
)
from evidence_vault.isolation.child import Child
from evidence_vault.isolation.feed import Feed
from evidence_vault.isolation.frames import PipeBroken
from evidence_vault.isolation.limits import LARGEST_DERIVATIVE, WorkerLimits
from evidence_vault.message_columns import ReadingPart, one_by_one
from evidence_vault.progress import Progress, Silent
from evidence_vault.records import (
    Answers,
    Description,
    FacesInPicture,
    Json,
    MappingSurvey,
    Member,
    Picture,
    Preview,
    ReadingRecord,
    ReadingSource,
    Recognition,
    TextInPicture,
    TranslationLine,
)

SILENT = Silent()
LARGEST_SURVEY = 8 << 20
MOST_BESIDE = 50_000
"""Records of a preview that are no messages: conversations and warnings."""
TASKS_PER_PROCESS = 500
"""After so many files a fresh process takes over, so that nothing piles up in one."""


class WorkerProcess:
    """Opens strangers' bytes in a process without keys, environment, files or network.

    One warm process is kept; it is replaced after a failure. Calls may come from any thread, and within the
    reading of a container (a second process starts for the time). All methods raise the errors of
    ``errors.ReadingError``, whatever ``source.open`` raises, and Cancelled (asked for between two frames: a
    decoder that says nothing is waited for, up to its time limit).
    """

    def __init__(self, *, limits: WorkerLimits | None = None, probes: bool = False) -> None:
        """``probes`` allows the tasks of ``isolation.probes``, for our own tests."""
        self._limits = limits or WorkerLimits()
        self._probes = probes
        self._lock = threading.Lock()
        self._idle: Child | None = None
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the warm process. Later calls start a new one that ends with them."""
        with self._lock:
            child, self._idle, self._closed = self._idle, None, True
        if child:
            child.close()

    def warm_up(self) -> None:
        """Start the process now, so that the first file need not wait for it."""
        self._give_back(self._take())

    def describe(self, source: ReadingSource, *, progress: Progress = SILENT) -> Description:
        """What the bytes are: type, pages, claimed time, facts. Damage is told by a warning, not raised."""
        with self._begun("describe", source, progress=progress) as feed:
            return description_from(feed.last_answer())

    def picture(
        self, source: ReadingSource, page: int, max_width: int, max_height: int, *, progress: Progress = SILENT
    ) -> Picture:
        """One page (from 0) as RGBA, upright, at most so large; never enlarged.

        Raises PictureDamaged, PictureTooLarge, FormatUnknown (nothing to show).
        """
        options: dict[str, Json] = {"page": page, "max_width": max_width, "max_height": max_height}
        with self._begun("picture", source, options, progress=progress) as feed:
            width, height = picture_size(feed.answer(), max_width, max_height)
            return Picture(width, height, feed.last_bytes(width * height * 4))

    def page_size(self, source: ReadingSource, page: int, *, progress: Progress = SILENT) -> tuple[int, int]:
        """Width and height of a page as it is shown upright, at its full size. Raises as ``picture`` does."""
        with self._begun("page_size", source, {"page": page}, progress=progress) as feed:
            return picture_size(feed.last_answer(), self._limits.side, self._limits.side)

    def encode(
        self, source: ReadingSource, page: int, recipe: Mapping[str, Json], *, progress: Progress = SILENT
    ) -> bytes:
        """One page as a JPEG or PNG file without metadata.

        ``recipe``: format (jpeg, png), max_side, max_bytes (0: any), quality. The same input gives the same
        bytes. Raises as ``picture`` does.
        """
        with self._begun("encode", source, {"page": page, "recipe": dict(recipe)}, progress=progress) as feed:
            return _picture_file(feed)

    def draw(
        self, source: ReadingSource, page: int, recipe: Mapping[str, Json], *, progress: Progress = SILENT
    ) -> bytes:
        """One page with the steps of ``picture_steps`` carried out, as a JPEG or PNG file without metadata.

        ``recipe``: steps (their recorded form), format (jpeg, png). The same input gives the same bytes. Raises
        as ``picture`` does, and StepNotUnderstood.
        """
        with self._begun("draw", source, {"page": page, "recipe": dict(recipe)}, progress=progress) as feed:
            return _picture_file(feed)

    def text(self, source: ReadingSource, page: int, *, progress: Progress = SILENT) -> TextInPicture:
        """The text and codes on one page (from 0). Ask a process with ``TEXT_LIMITS``.

        Raises TextReaderMissing (not installed), PictureDamaged, PictureTooLarge, FormatUnknown (nothing to show).
        """
        with self._begun("text", source, {"page": page}, progress=progress) as feed:
            text = text_in_picture_from(feed.answer())
            feed.finished()
            return text

    def faces(self, source: ReadingSource, page: int, *, progress: Progress = SILENT) -> FacesInPicture:
        """The faces on one page (from 0). Ask a process with ``FACE_LIMITS``; ``progress`` counts parts of the page.

        Raises FaceFinderMissing (not installed) and as ``picture`` does.
        """
        with self._begun("faces", source, {"page": page}, progress=progress) as feed:
            return faces_from(feed.last_answer(), self._limits.side)

    def sketch(self, source: ReadingSource, page: int, *, progress: Progress = SILENT) -> bytes:
        """A page as the numbers of ``docs/formats/sketch.md``, to be checked by the caller. Raises as ``picture``."""
        with self._begun("sketch", source, {"page": page}, progress=progress) as feed:
            return _picture_file(feed)

    def stitch(self, source: ReadingSource, recipe: Mapping[str, Json], *, progress: Progress = SILENT) -> bytes:
        """One long picture out of several that lie behind each other in ``source``, as a file.

        ``recipe``: parts (offset, size of each file in the source; top, bottom: the rows that are taken). Raises as
        ``picture`` does.
        """
        with self._begun("stitch", source, {"recipe": dict(recipe)}, progress=progress) as feed:
            return _picture_file(feed)

    def metadata(self, source: ReadingSource, *, progress: Progress = SILENT) -> tuple[tuple[str, str, str], ...]:
        """What a picture's file says about itself: group, name, value. Raises as ``picture`` does."""
        with self._begun("metadata", source, progress=progress) as feed:
            return text_rows_from(feed.last_answer().get("entries"))

    def film_moments(self, source: ReadingSource, *, progress: Progress = SILENT) -> tuple[int, ...]:
        """The moments (milliseconds) at which a recording of a screen shows something new and stands still."""
        with self._begun("film_moments", source, progress=progress) as feed:
            return counts_from(feed.last_answer().get("moments"), self._limits.frames)

    def film_still(self, source: ReadingSource, moment: int, *, progress: Progress = SILENT) -> bytes:
        """The picture of a film at ``moment`` (milliseconds) at its full size, as a PNG file."""
        with self._begun("film_still", source, {"moment": moment}, progress=progress) as feed:
            return _picture_file(feed)

    def recognise(self, source: ReadingSource, *, progress: Progress = SILENT) -> tuple[str | None, Recognition, str]:
        """Which importer knows the file: its id (None: no one), how sure, and why."""
        with self._begun("recognise", source, progress=progress) as feed:
            return recognition_from(feed.last_answer())

    def read(
        self,
        source: ReadingSource,
        importer: str | None,
        answers: Answers,
        *,
        members: bool = True,
        progress: Progress = SILENT,
    ) -> Iterator[ReadingRecord]:
        """The records of a file, as they come; ``importer`` None: the one that recognises it.

        ``source.beside``, where it has it, names the files that lie beside it, for attachments.
        A Member's bytes must be read before the next record is asked for, else it is skipped; without
        ``members`` none is handed over. Ending early is allowed. Raises FormatUnknown.
        """
        options: dict[str, Json] = {
            "importer": importer,
            "answers": cast("dict[str, Json]", asdict(answers)),
            "members": members,
            "beside": list(getattr(source, "beside", ())),
        }
        with self._begun("read", source, options, progress=progress) as feed:
            yield from one_by_one(_records(feed))

    def preview(
        self,
        source: ReadingSource,
        importer: str | None,
        answers: Answers,
        most: int,
        *,
        progress: Progress = SILENT,
    ) -> Preview | None:
        """The first messages of a file; None where ``importer`` is None and none recognises it.

        Raises the errors of ``read``.
        """
        options: dict[str, Json] = {
            "importer": importer,
            "answers": cast("dict[str, Json]", asdict(answers)),
            "most": most,
        }
        with self._begun("preview", source, options, progress=progress) as feed:
            records: list[ReadingRecord] = []
            reading = _records(feed)
            while len(records) <= most + MOST_BESIDE:
                try:
                    records += one_by_one([next(reading)])
                except StopIteration as end:
                    return preview_from(records, end.value)
            raise PipeBroken("fewer records expected")

    def survey(
        self,
        source: ReadingSource,
        mapping: Mapping[str, Json] | None,
        kept: Sequence[Mapping[str, Json]] = (),
        *,
        progress: Progress = SILENT,
    ) -> MappingSurvey:
        """The beginning of a text or table under ``mapping``, and which of ``kept`` fit it. Raises MappingUnusable."""
        options: dict[str, Json] = {
            "mapping": None if mapping is None else dict(mapping),
            "kept": [dict(one) for one in kept],
        }
        with self._begun("survey", source, options, progress=progress) as feed:
            size = feed.answer().get("size")
            if not isinstance(size, int) or not 0 < size <= LARGEST_SURVEY:
                raise PipeBroken("size expected")
            return survey_from(feed.last_bytes(size))

    def translations(self, source: ReadingSource, *, progress: Progress = SILENT) -> Iterator[TranslationLine]:
        """The lines of a translator's file, as they come. Raises TranslationsBroken (the lines before it came)."""
        from evidence_vault.isolation.translation_rows import received_translation_lines  # late: slow to load

        with self._begun("translations", source, progress=progress) as feed:
            yield from received_translation_lines(feed)

    @contextmanager
    def masked(self, source: ReadingSource, importer: str | None, *, progress: Progress = SILENT) -> Iterator[BinaryIO]:
        """The bytes of a copy with masked login secrets; ``importer``: the one that read the file.

        Reading them raises MaskingFailed where no such copy can be made, ArchiveDamaged, ArchiveTooLarge.
        """
        with self._begun("masked", source, {"importer": importer}, progress=progress) as feed:
            records = _records(feed)
            member = next(records, None)
            if not isinstance(member, Member):
                raise PipeBroken("member expected")
            yield member.open()
            for _rest in records:
                raise PipeBroken("one member expected")

    def probe(self, name: str, source: ReadingSource, **options: Json) -> dict[str, Json]:
        """Run a task of ``isolation.probes``; only with ``probes``."""
        with self._begun(name, source, options) as feed:
            return feed.last_answer()

    @contextmanager
    def _begun(
        self,
        task: str,
        source: ReadingSource,
        options: Mapping[str, Json] | None = None,
        *,
        progress: Progress = SILENT,
    ) -> Iterator[Feed]:
        child = self._take()
        try:
            with source.open() as stream, child.task(source.name, self._limits.seconds_for(source.size)):
                child.send_control({"task": task, "name": source.name, "size": source.size, **(options or {})})
                yield Feed(child, stream, source, progress)
        finally:
            self._give_back(child)

    def _take(self) -> Child:
        with self._lock:
            child, self._idle = self._idle, None
        return child or Child(self._limits, probes=self._probes)

    def _give_back(self, child: Child) -> None:
        if child.broken:
            return
        with self._lock:
            if not self._closed and self._idle is None and child.tasks_done < TASKS_PER_PROCESS:
                self._idle = child
                return
        child.close()


def _picture_file(feed: Feed) -> bytes:
    size = feed.answer().get("size")
    if not isinstance(size, int) or not 0 < size <= LARGEST_DERIVATIVE:
        raise PipeBroken("size expected")
    return feed.last_bytes(size)


def _records(feed: Feed) -> Generator[ReadingPart, None, dict[str, Json]]:
    from evidence_vault.isolation.record_stream import read_records  # late: its library takes long to load

    return read_records(feed)
