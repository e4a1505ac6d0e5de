# SPDX-License-Identifier: GPL-3.0-or-later
"""What a picture says about itself: size, camera, program, and when it was made."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from evidence_vault.errors import PictureDamaged
from evidence_vault.isolation.limits import WorkerLimits
from evidence_vault.pictures.open import opened_image, pages_of
from evidence_vault.pictures.picture_facts import PictureFacts
from evidence_vault.pictures.png_chunks import PngWalk, walk_png
from evidence_vault.records import ReadingSource

if TYPE_CHECKING:
    from PIL import Image


_LONGEST_FACT = 200
_EXIF_PART, _GPS_PART = 0x8769, 0x8825
_TIMES = (("DateTimeOriginal", 0x9003, 0x9011), ("DateTimeDigitized", 0x9004, 0x9012), ("DateTime", 0x0132, 0x9010))
_EXIF_TIME = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d):(\d\d)")
_OFFSET = re.compile(r"[+-]\d\d:\d\d")
_XMP_TIME = re.compile(
    rb"(photoshop:DateCreated|exif:DateTimeOriginal|xmp:CreateDate)(?:=\"|>)"
    rb"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?"
)
_ISO_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?")


def describe_image(source: ReadingSource, found: PictureFacts, limits: WorkerLimits) -> None:
    """Add what the image says to ``found``. Raises PictureDamaged, PictureTooLarge after adding what was read."""
    from PIL import Image

    with opened_image(source, found.media_type, limits) as image:
        found.facts |= {"width": image.width, "height": image.height}
        png = _notice_damage(source, image)
        found.pages = pages_of(image, limits)
        if found.pages > 1:
            found.facts["frames"] = found.pages
        _add_exif(Image.Image.getexif(image), found)  # not the PNG's own, which decodes first
        _add_texts(image, found)
    if png:
        found.claim(png.changed_at, "png:tIME")


def _notice_damage(source: ReadingSource, image: "Image.Image") -> PngWalk | None:
    """A picture cut short is noticed now, while the phone is still at hand. Raises PictureDamaged, or decoders' errors.

    A PNG is whole when its checksums fit; decoding it would make an import of screenshots several times slower.
    """
    png = walk_png(source) if image.format == "PNG" else None
    if png and not png.can_hold(image.width * image.height):
        raise PictureDamaged(name=source.name)
    if png is None or png.notes_at_end:
        if image.format == "JPEG":
            image.draft(None, (1, 1))
        image.load()
    return png


def _add_exif(exif: "Image.Exif", found: PictureFacts) -> None:
    inner: Mapping[int, Any] = exif.get_ifd(_EXIF_PART)
    for name, tag in (("device_make", 0x010F), ("device_model", 0x0110), ("software", 0x0131)):
        add_text_fact(found, name, exif.get(tag))
    if exif.get_ifd(_GPS_PART):
        found.facts["location"] = True
    for name, tag, offset_tag in _TIMES:
        found.claim(_exif_time(inner.get(tag) or exif.get(tag), inner.get(offset_tag)), f"exif:{name}")


def _exif_time(untrusted: object, untrusted_offset: object) -> str | None:
    match = _EXIF_TIME.match(str(untrusted)) if untrusted else None
    if match is None or match[1] == "0000":
        return None
    year, month, day, hour, minute, second = match.groups()
    offset = _OFFSET.fullmatch(str(untrusted_offset).strip("\0 ")) if untrusted_offset else None
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}{offset[0] if offset else ''}"


def _add_texts(image: "Image.Image", found: PictureFacts) -> None:
    xmp = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    if match := _XMP_TIME.search(xmp.encode() if isinstance(xmp, str) else bytes(xmp)):
        found.claim((match[2] + (match[3] or b"")).decode(), f"xmp:{match[1].decode()}")
    add_text_fact(found, "software", image.info.get("Software"))
    written = image.info.get("Creation Time")
    if isinstance(written, str):
        add_text_fact(found, "creation_time_text", written)
        if match_text := _ISO_TIME.fullmatch(written.strip()):
            found.claim(match_text[0], "png:Creation Time")


def add_text_fact(found: PictureFacts, name: str, untrusted: object) -> None:
    """Add a short text, without control signs, if there is one and none was added before."""
    if not isinstance(untrusted, str | bytes):
        return
    text = untrusted.decode("utf-8", "replace") if isinstance(untrusted, bytes) else untrusted
    text = "".join(sign for sign in text if sign.isprintable()).strip()[:_LONGEST_FACT]
    if text:
        found.facts.setdefault(name, text)
