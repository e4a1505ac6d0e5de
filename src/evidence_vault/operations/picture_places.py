# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a message stands in the picture or pictures it was read from (docs/formats/reading.md, ``pixel-row``)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evidence_vault.hashing import sha256_hex
from evidence_vault.records import Box, RawSpan

UNIT = "pixel-row"
_PLACE = re.compile(r"(?:([0-9a-f]{64})#)?page=(\d{1,6})&xywh=(\d{1,7}),(\d{1,7}),(\d{1,7}),(\d{1,7})")


@dataclass(frozen=True, slots=True)
class PicturePlace:
    """A region of a page (from 0) of a picture, known by the SHA-256 of its file; ``box`` in pixels of the page."""

    file_sha256: str
    page: int
    box: Box

    @property
    def region(self) -> str:
        """The region as a media fragment (W3C Media Fragments URI 1.0); pages count from 1."""
        left, top, right, bottom = self.box
        return f"page={self.page + 1}&xywh={left},{top},{right - left},{bottom - top}"


def span_in_picture(place: PicturePlace) -> RawSpan:
    """The span of a message that was read from one picture, which is the item itself.

    ``sha256`` is of the text ``FILE-SHA256#REGION``: the pixels of a JPEG depend on who decodes it, the bytes of the
    file do not.
    """
    digest = sha256_hex(f"{place.file_sha256}#{place.region}".encode())
    return RawSpan(place.box[1], place.box[3], UNIT, digest, place.region)


def span_in_pictures(places: Sequence[PicturePlace]) -> RawSpan:
    """The span of a message of several pictures; the first place is the one to look at, rows are of that.

    Every place names its file, also where there is only one; ``sha256`` is of the text of all of them.
    """
    member = " ".join(f"{place.file_sha256}#{place.region}" for place in places)
    box = places[0].box
    return RawSpan(box[1], box[3], UNIT, sha256_hex(member.encode()), member)


def places_of(span: RawSpan | None, own_sha256: str) -> tuple[PicturePlace, ...]:
    """The places that a span names; none where it is of no picture. ``own_sha256``: of the item the message is in."""
    if span is None or span.unit != UNIT or span.member is None:
        return ()
    found = []
    for part in span.member.split(" "):
        match = _PLACE.fullmatch(part)
        if match is not None:
            left, top, width, height = (int(number) for number in match.groups()[2:])
            box = (left, top, left + width, top + height)
            found.append(PicturePlace(match[1] or own_sha256, int(match[2]) - 1, box))
    return tuple(found)
