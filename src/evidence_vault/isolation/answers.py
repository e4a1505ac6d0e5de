# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns the worker's answers into our records, believing nothing: every value is checked for kind and size."""

from evidence_vault.isolation.frames import PipeBroken
from evidence_vault.picture_text_json import text_from_json
from evidence_vault.records import Description, Json, ReadingWarning, Recognition, TextInPicture

_LONGEST_TEXT = 2000
_MOST_WARNINGS = 50


def description_from(untrusted: dict[str, Json]) -> Description:
    """The Description of an answer. Raises PipeBroken when the answer has another form."""
    warnings = untrusted.get("warnings")
    facts = untrusted.get("facts")
    if not isinstance(warnings, list) or not isinstance(facts, dict):
        raise PipeBroken("description expected")
    return Description(
        media_type=_text(untrusted.get("media_type")),
        pages=_count(untrusted.get("pages")),
        claimed_at=_text_or_none(untrusted.get("claimed_at")),
        claimed_basis=_text_or_none(untrusted.get("claimed_basis")),
        facts=facts,
        warnings=tuple(_warning(each) for each in warnings[:_MOST_WARNINGS]),
    )


def picture_size(untrusted: dict[str, Json], max_width: int, max_height: int) -> tuple[int, int]:
    """Width and height of pixels to come, within what was asked for. Raises PipeBroken."""
    width, height = _count(untrusted.get("width")), _count(untrusted.get("height"))
    if not (0 < width <= max_width and 0 < height <= max_height):
        raise PipeBroken("picture larger than asked for")
    return width, height


def recognition_from(untrusted: dict[str, Json]) -> tuple[str | None, Recognition, str]:
    """Importer id, certainty and reason. Raises PipeBroken."""
    try:
        certainty = Recognition(_text(untrusted.get("certainty")))
    except ValueError as error:
        raise PipeBroken("certainty expected") from error
    return _text_or_none(untrusted.get("importer")), certainty, _text(untrusted.get("reason"))


def text_in_picture_from(untrusted: dict[str, Json]) -> TextInPicture:
    """The text of a page. Raises PipeBroken."""
    try:
        return text_from_json(untrusted)
    except ValueError as error:
        raise PipeBroken("text of a picture expected") from error


def _warning(untrusted: Json) -> ReadingWarning:
    if not isinstance(untrusted, dict):
        raise PipeBroken("warning expected")
    return ReadingWarning(_text(untrusted.get("code")), _text(untrusted.get("text")))


def _text(untrusted: Json) -> str:
    if not isinstance(untrusted, str):
        raise PipeBroken("text expected")
    return untrusted[:_LONGEST_TEXT]


def _text_or_none(untrusted: Json) -> str | None:
    return None if untrusted is None else _text(untrusted)


def _count(untrusted: Json) -> int:
    if not isinstance(untrusted, int) or isinstance(untrusted, bool) or untrusted < 0:
        raise PipeBroken("count expected")
    return untrusted
