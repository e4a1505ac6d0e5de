# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the text in pictures on this computer: what is read is kept beside the evidence and may be made again.

In three steps, so that a window can go on meanwhile: ``take_page`` and ``keep_page`` are short and use the vault,
``read_page`` is long and does not.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from evidence_vault.errors import (
    BlobDamaged,
    BlobMissing,
    ReadingError,
    TextReaderMissing,
    WorkerCrashed,
    WorkerOutOfMemory,
)
from evidence_vault.operations.film_stills import stills_of
from evidence_vault.operations.reading_sources import BytesSource, PathSource
from evidence_vault.operations.source_file import opened
from evidence_vault.operations.workers import text_worker
from evidence_vault.pictures.media_type import media_type_of
from evidence_vault.pictures.signatures import SHOWN_IMAGES
from evidence_vault.pictures.text_engine import is_installed
from evidence_vault.progress import Progress, Silent
from evidence_vault.records import EvidenceItem, TextInPicture
from evidence_vault.vault.vault import Vault

MOST_PAGES = 50
"""Pages of one document that are read by themselves; further ones when somebody asks for them."""

MOST_FRAMES = 12
"""Frames of one animation that are read by themselves, spread over it: most show what the one before shows."""

_ANIMATIONS = frozenset({"image/gif", "image/png", "image/webp", "image/avif"})
"""Kinds whose pages follow each other in time; pages of a TIFF or HEIC are pictures of their own."""


@dataclass(frozen=True, slots=True)
class PageToRead:
    """One page (from 0) of stored bytes. ``item_id``: the first item that holds them."""

    content_id: str
    page: int
    item_id: str
    name: str


@dataclass(frozen=True, slots=True)
class TakenPage:
    """A page with its bytes, ready to be read without the vault."""

    page: PageToRead
    source: BytesSource


@dataclass(frozen=True, slots=True)
class PageRead:
    """What came of a page: its text, or the code of why it could not be read."""

    page: PageToRead
    text: TextInPicture | None
    failure: str | None = None


_FAULTS_OF_THE_READER = frozenset({ReadingError.code, WorkerOutOfMemory.code, WorkerCrashed.code})


@dataclass(frozen=True, slots=True)
class PicturesReport:
    """``read``: pages with what was read; ``failed``: pages that could not be. ``waiting``: pages still to read."""

    read: int = 0
    lines: int = 0
    failed: tuple[PageRead, ...] = ()
    waiting: int = 0


def can_read_pictures() -> bool:
    """Whether the part that reads text in pictures is installed."""
    return is_installed()


def pages_of(item: EvidenceItem) -> int:
    """How many pages of an item can be read: frames of a picture, pages of a document, of all else none."""
    if item.media_type in SHOWN_IMAGES:
        frames = item.facts.get("frames")
        return max(1, frames) if isinstance(frames, int) else 1
    pages = item.facts.get("pdf_pages") if item.media_type == "application/pdf" else 0
    return pages if isinstance(pages, int) else 0


def pages_by_themselves(item: EvidenceItem) -> tuple[int, ...]:
    """The pages (from 0) that are read without being asked for: all but those beyond the limits above."""
    count = pages_of(item)
    if item.media_type in _ANIMATIONS and count > MOST_FRAMES:
        return tuple(number * (count - 1) // (MOST_FRAMES - 1) for number in range(MOST_FRAMES))
    return tuple(range(min(count, MOST_PAGES)))


def items_with_text(vault: Vault, case_id: str | None = None) -> Iterator[EvidenceItem]:
    """The evidence of a case or of all, each recording followed by the stills that were taken of it."""
    for item in vault.items(case_id=case_id):
        yield item
        if item.media_type.startswith("video/"):
            yield from stills_of(vault, item.id)


def pages_to_read(
    vault: Vault, case_id: str | None = None, *, again: bool = False, every_page: bool = False
) -> tuple[PageToRead, ...]:
    """The pages nobody has read yet, in the order of their items; ``again``: all of them.

    ``every_page``: also those that are not read by themselves.
    """
    known = {} if again else vault.picture_texts.known()
    seen = set(known)
    pages = []
    for item in items_with_text(vault, case_id):
        for page in range(pages_of(item)) if every_page else pages_by_themselves(item):
            if (item.content_id, page) not in seen:
                seen.add((item.content_id, page))
                pages.append(PageToRead(item.content_id, page, item.id, item.name))
    return tuple(pages)


def take_page(vault: Vault, page: PageToRead) -> TakenPage | PageRead:
    """The page's bytes; where the vault cannot give them, what is kept instead."""
    try:
        with vault.open_content(page.content_id) as stream:
            return TakenPage(page, BytesSource(page.name, stream.read()))
    except (BlobDamaged, BlobMissing) as error:
        return PageRead(page, None, error.code)


def read_page(taken: TakenPage, progress: Progress | None = None) -> PageRead:
    """Read a page in a worker process; it takes about a second a screenshot. Raises TextReaderMissing, Cancelled.

    Where the reader fails and not the picture it is tried once more, in a new process: one that has read a hundred
    pictures can be at its limit of memory, and the next picture would be blamed for it.
    """
    first = _read_once(taken, progress)
    return _read_once(taken, progress) if first.failure in _FAULTS_OF_THE_READER else first


def _read_once(taken: TakenPage, progress: Progress | None) -> PageRead:
    try:
        text = text_worker().text(taken.source, taken.page.page, progress=progress or Silent())
    except TextReaderMissing:
        raise
    except ReadingError as error:
        return PageRead(taken.page, None, error.code)
    return PageRead(taken.page, text)


def keep_page(vault: Vault, done: PageRead) -> None:
    """Keep what came of a page; from then on it is found by searching."""
    if done.text is not None:
        vault.picture_texts.keep(done.page.content_id, done.page.page, done.text)
    elif done.failure is not None:
        vault.picture_texts.keep_failure(done.page.content_id, done.page.page, done.failure)


def read_pictures(
    vault: Vault, progress: Progress, case_id: str | None = None, *, again: bool = False, every_page: bool = False
) -> PicturesReport:
    """Read the pages nobody has read yet (``pages_to_read``). They are kept one by one, so stopping loses nothing.

    A page that cannot be read costs itself and is not tried again unless ``again``. Raises TextReaderMissing,
    Cancelled, DiskFull.
    """
    if not can_read_pictures():
        raise TextReaderMissing
    pages = pages_to_read(vault, case_id, again=again, every_page=every_page)
    read, lines, failed = 0, 0, []
    for number, page in enumerate(pages):
        progress.raise_if_cancelled()
        progress.report(number, len(pages), page.name)
        taken = take_page(vault, page)
        done = read_page(taken, progress) if isinstance(taken, TakenPage) else taken
        keep_page(vault, done)
        if done.text is None:
            failed.append(done)
        else:
            read, lines = read + 1, lines + len(done.text.lines)
    progress.report(len(pages), len(pages))
    return PicturesReport(read, lines, tuple(failed), len(pages_to_read(vault, case_id, every_page=every_page)))


def read_pages_of(vault: Vault, item_ids: Iterable[str], progress: Progress) -> None:
    """Read the pages of these items that nobody has read yet, before all others.

    Raises NoSuchEntry, TextReaderMissing, Cancelled.
    """
    known = vault.picture_texts.known()
    items = [vault.item(item_id) for item_id in item_ids]
    waiting = [
        PageToRead(item.content_id, page, item.id, item.name)
        for item in items
        for page in pages_by_themselves(item)
        if (item.content_id, page) not in known
    ]
    for number, page in enumerate(waiting):
        progress.raise_if_cancelled()
        progress.report(number, len(waiting), page.name)
        taken = take_page(vault, page)
        keep_page(vault, read_page(taken, progress) if isinstance(taken, TakenPage) else taken)


def read_one_page(vault: Vault, item_id: str, page: int, progress: Progress) -> None:
    """Read one page of an item now, whatever else waits. Raises NoSuchEntry, TextReaderMissing, Cancelled."""
    item = vault.item(item_id)
    taken = take_page(vault, PageToRead(item.content_id, page, item.id, item.name))
    keep_page(vault, read_page(taken, progress) if isinstance(taken, TakenPage) else taken)


def text_of_picture(vault: Vault, item_id: str, page: int = 0) -> TextInPicture | None:
    """What was read on a page of an item, or None. Raises NoSuchEntry."""
    return vault.picture_texts.text(vault.item(item_id).content_id, page)


def is_picture(path: Path) -> bool:
    """Whether a file is a picture or document whose text can be read. Raises SourceMissing, SourceUnreadable."""
    with opened(path, path.name) as file:
        kind = media_type_of(PathSource(path, path.name, file.size))
    return kind in SHOWN_IMAGES or kind == "application/pdf"


def read_picture_file(path: Path, progress: Progress) -> Iterator[TextInPicture]:
    """What the program reads in a picture file, page by page, without a vault and without keeping anything.

    Raises SourceMissing, SourceUnreadable, SourceEmpty, TextReaderMissing and what reading in the worker raises.
    """
    with opened(path, path.name) as file:
        source = PathSource(path, path.name, file.size)
    description = text_worker().describe(source, progress=progress)
    for page in range(min(description.pages, MOST_PAGES)):
        yield text_worker().text(source, page, progress=progress)
