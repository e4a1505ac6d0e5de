# SPDX-License-Identifier: GPL-3.0-or-later
"""PDF files: how many pages, what they claim, and a page as pixels. Scripts and links in them are never run."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from evidence_vault import errors
from evidence_vault.isolation.limits import WorkerLimits
from evidence_vault.pictures.image_facts import add_text_fact
from evidence_vault.pictures.open import decoding
from evidence_vault.pictures.picture_facts import PictureFacts
from evidence_vault.records import ReadingSource

if TYPE_CHECKING:
    from PIL import Image


_MOST_PAGES = 10_000
_LARGEST_SCALE = 300 / 72
"""300 dots an inch; a PDF's own unit is 1/72 inch."""

_PDF_TIME = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:(Z)|([+-])(\d\d)'?(\d\d)?)?")


def describe_pdf(source: ReadingSource, found: PictureFacts, limits: WorkerLimits) -> None:
    """Add pages and claims to ``found``. Raises PictureDamaged. A PDF that wants a password has no pages."""
    with _opened(source) as document:
        if document is None:
            found.facts["password_needed"] = True
            return
        found.facts["pdf_pages"] = len(document)
        found.pages = min(len(document), _MOST_PAGES)
        claims = document.get_metadata_dict(skip_empty=True)
        add_text_fact(found, "software", claims.get("Producer") or claims.get("Creator"))
        found.claim(_pdf_time(claims.get("CreationDate", "")), "pdf:CreationDate")
        if found.pages:
            _render(document, 0, (32, 32), limits)


def pdf_page(source: ReadingSource, page: int, largest: tuple[int, int], limits: WorkerLimits) -> "Image.Image":
    """One page as RGB on white, filling ``largest`` up to 300 dpi. Raises FormatUnknown, PictureDamaged."""
    with _opened(source) as document:
        if document is None or not 0 <= page < min(len(document), _MOST_PAGES):
            raise errors.FormatUnknown(name=source.name)
        return _render(document, page, largest, limits)


def _render(document: Any, number: int, largest: tuple[int, int], limits: WorkerLimits) -> "Image.Image":
    page = document[number]
    width, height = page.get_size()
    if width <= 0 or height <= 0:
        raise errors.PictureDamaged
    scale = min(largest[0] / width, largest[1] / height, _LARGEST_SCALE, (limits.pixels / (width * height)) ** 0.5)
    # The renderer rounds up; a little smaller keeps the page within what was asked for.
    bitmap = page.render(scale=scale * 0.999, rev_byteorder=True, may_draw_forms=False)
    image: Image.Image = bitmap.to_pil().convert("RGB")
    return image.crop((0, 0, min(image.width, largest[0]), min(image.height, largest[1])))


@contextmanager
def _opened(source: ReadingSource) -> Iterator[Any]:
    import pypdfium2

    with source.open() as stream, decoding(source.name):
        try:
            document = pypdfium2.PdfDocument(stream)
        except pypdfium2.PdfiumError as error:
            if "password" not in str(error).lower():
                raise
            yield None
            return
        try:
            yield document
        finally:
            document.close()


def _pdf_time(untrusted: str) -> str | None:
    match = _PDF_TIME.match(untrusted)
    if match is None:
        return None
    year, month, day, hour, minute, second, utc, sign, offset_hour, offset_minute = match.groups()
    offset = "Z" if utc else f"{sign}{offset_hour}:{offset_minute or '00'}" if sign else ""
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}{offset}"
