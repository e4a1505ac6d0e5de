# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads out what a picture file says about itself, as it stands there: EXIF, PNG text, comments, XMP."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evidence_vault.isolation.limits import WorkerLimits
from evidence_vault.pictures.media_type import media_type_of
from evidence_vault.pictures.open import opened_image
from evidence_vault.records import ReadingSource

if TYPE_CHECKING:
    from PIL import Image

MOST_ENTRIES = 150
LONGEST_VALUE = 300
_EXIF_PART, _GPS_PART = 0x8769, 0x8825
_XMP = re.compile(
    rb"(xmp:CreatorTool|xmp:CreateDate|xmp:ModifyDate|xmp:MetadataDate|photoshop:DateCreated|photoshop:History"
    rb"|tiff:Make|tiff:Model|xmpMM:DerivedFrom)(?:=\"|>)([^\"<]{1,300})"
)


@dataclass(frozen=True, slots=True)
class MetadataEntry:
    """One thing the file says. ``group``: exif, gps, png, jpeg, xmp, file. ``value`` is a stranger's text."""

    group: str
    name: str
    value: str


def picture_metadata(source: ReadingSource, limits: WorkerLimits) -> tuple[MetadataEntry, ...]:
    """What the file says, in its own order and words. Raises FormatUnknown, PictureDamaged, PictureTooLarge."""
    found: list[MetadataEntry] = []
    with opened_image(source, media_type_of(source), limits) as image:
        for group, name, value in _entries(image):
            if len(found) == MOST_ENTRIES:
                break
            if text := _text(value):
                found.append(MetadataEntry(group, name, text))
    return tuple(found)


def _entries(image: "Image.Image") -> Iterator[tuple[str, str, Any]]:
    from PIL import ExifTags, Image

    yield "file", "format", image.format or ""
    yield "file", "size", f"{image.width} × {image.height}"
    yield "file", "mode", image.mode
    exif = Image.Image.getexif(image)  # not the PNG's own, which decodes first
    for part, names in ((exif, ExifTags.TAGS), (exif.get_ifd(_EXIF_PART), ExifTags.TAGS)):
        for tag, value in part.items():
            if tag not in {_EXIF_PART, _GPS_PART}:
                yield "exif", names.get(tag, f"0x{tag:04x}"), value
    for tag, value in exif.get_ifd(_GPS_PART).items():
        yield "gps", ExifTags.GPSTAGS.get(tag, f"0x{tag:04x}"), value
    yield from _other_entries(image)


def _other_entries(image: "Image.Image") -> Iterator[tuple[str, str, Any]]:
    group = (image.format or "").lower()
    for name, value in image.info.items():
        if name in {"exif", "xmp", "XML:com.adobe.xmp", "transparency", "photoshop", "background"}:
            continue
        if name == "icc_profile":
            yield "file", "colour profile", f"{len(value)} bytes"
        elif isinstance(value, str | bytes | int | float):
            yield group, str(name), value
    xmp = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    for match in _XMP.finditer(xmp.encode() if isinstance(xmp, str) else bytes(xmp)):
        yield "xmp", match[1].decode(), match[2]


def _text(untrusted: Any) -> str:
    if isinstance(untrusted, bytes):
        untrusted = untrusted.decode("utf-8", "replace")
    if isinstance(untrusted, tuple):
        untrusted = ", ".join(str(each) for each in untrusted[:8])
    return "".join(sign for sign in str(untrusted) if sign.isprintable()).strip()[:LONGEST_VALUE]
