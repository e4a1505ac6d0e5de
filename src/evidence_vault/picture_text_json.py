# SPDX-License-Identifier: GPL-3.0-or-later
"""Text read in a picture as a JSON object and back: one form for the worker's pipe, the vault and the command line.

The form is described in ``docs/formats/picture-text.md``.
"""

import re
from collections.abc import Mapping

from evidence_vault.records import Box, CodeInPicture, Json, PictureArea, TextInPicture, TextLine

FORM = 1
"""Grows when more is read in a picture; what was kept in an earlier form is read again."""

MOST_LINES = 5000
MOST_TILT = 4500
_LONGEST_TEXT = 4000
_MOST_AREAS = 3000
_LARGEST_SIDE = 1 << 20
_COLOUR = re.compile(r"#[0-9a-f]{6}|")
_KINDS_OF_AREA = frozenset({"flat", "picture"})


def text_to_json(text: TextInPicture) -> dict[str, Json]:
    """``text`` as a JSON object."""
    return {
        "form": FORM,
        "reader": text.reader,
        "width": text.width,
        "height": text.height,
        "background": text.background,
        "tilt": text.tilt,
        "lines": [
            {
                "text": line.text,
                "box": list(line.box),
                "confidence": line.confidence,
                "area": line.area,
                "ink": line.ink,
                "paper": line.paper,
            }
            for line in text.lines
        ],
        "areas": [{"box": list(area.box), "kind": area.kind, "colour": area.colour} for area in text.areas],
        "codes": [{"text": code.text, "kind": code.kind, "box": list(code.box)} for code in text.codes],
    }


def text_from_json(untrusted: Mapping[str, Json]) -> TextInPicture:
    """The record of such an object. Raises ValueError for another form, or values out of their range."""
    if untrusted.get("form") != FORM:
        raise ValueError("another form")
    areas = tuple(_area(each) for each in _list(untrusted.get("areas"), _MOST_AREAS))
    return TextInPicture(
        width=_count(untrusted.get("width"), _LARGEST_SIDE),
        height=_count(untrusted.get("height"), _LARGEST_SIDE),
        lines=tuple(_line(each, len(areas)) for each in _list(untrusted.get("lines"), MOST_LINES)),
        areas=areas,
        codes=tuple(_code(each) for each in _list(untrusted.get("codes"), MOST_LINES)),
        background=_colour(untrusted.get("background")),
        reader=_text(untrusted.get("reader")),
        tilt=_count(untrusted.get("tilt"), MOST_TILT, least=-MOST_TILT),
    )


def _line(untrusted: Json, areas: int) -> TextLine:
    fields = _object(untrusted)
    area = fields.get("area")
    return TextLine(
        text=_text(fields.get("text")),
        box=_box(fields.get("box")),
        confidence=_count(fields.get("confidence"), 100),
        area=None if area is None else _count(area, areas - 1),
        ink=_colour(fields.get("ink")),
        paper=_colour(fields.get("paper")),
    )


def _area(untrusted: Json) -> PictureArea:
    fields = _object(untrusted)
    kind = _text(fields.get("kind"))
    if kind not in _KINDS_OF_AREA:
        raise ValueError("a kind of area is needed")
    return PictureArea(_box(fields.get("box")), kind, _colour(fields.get("colour")))


def _code(untrusted: Json) -> CodeInPicture:
    fields = _object(untrusted)
    return CodeInPicture(_text(fields.get("text")), _text(fields.get("kind")), _box(fields.get("box")))


def _object(value: Json) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise ValueError("an object is needed")
    return value


def _list(value: Json, most: int) -> list[Json]:
    if not isinstance(value, list) or len(value) > most:
        raise ValueError("a list is needed")
    return value


def _box(value: Json) -> Box:
    left, top, right, bottom = (_count(each, _LARGEST_SIDE) for each in _list(value, 4))
    if not (left < right and top < bottom):
        raise ValueError("a box has room")
    return left, top, right, bottom


def _text(value: Json) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
        raise ValueError("a text is needed")
    return value


def _colour(value: Json) -> str:
    text = _text(value)
    if not _COLOUR.fullmatch(text):
        raise ValueError("a colour is needed")
    return text


def _count(value: Json, most: int, *, least: int = 0) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ValueError("a number in its range is needed")
    return value
