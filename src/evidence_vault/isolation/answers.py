# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns the worker's answers into our records, believing nothing: every value is checked for kind and size."""

import json
from collections.abc import Sequence

from evidence_vault.isolation.frames import PipeBroken
from evidence_vault.picture_text_json import text_from_json
from evidence_vault.records import (
    Conversation,
    DateChoice,
    Description,
    FaceInPicture,
    FacesInPicture,
    Json,
    MappingSurvey,
    Message,
    Preview,
    ReadingRecord,
    ReadingWarning,
    Recognition,
    TextInPicture,
)

_LONGEST_TEXT = 2000
_MOST_WARNINGS = 50
_MOST_ROWS = 500
_MOST_FACES = 500
_DATE_CHOICE = ("pattern", "example", "meaning")


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


def text_rows_from(untrusted: Json) -> tuple[tuple[str, str, str], ...]:
    """A list of rows of three short texts. Raises PipeBroken."""
    if not isinstance(untrusted, list):
        raise PipeBroken("rows expected")
    rows = []
    for each in untrusted[:_MOST_ROWS]:
        if not isinstance(each, list) or len(each) != 3:
            raise PipeBroken("row expected")
        rows.append((_text(each[0]), _text(each[1]), _text(each[2])))
    return tuple(rows)


def counts_from(untrusted: Json, most: int) -> tuple[int, ...]:
    """A list of at most ``most`` whole numbers. Raises PipeBroken."""
    if not isinstance(untrusted, list) or len(untrusted) > most:
        raise PipeBroken("numbers expected")
    return tuple(_count(each) for each in untrusted)


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


def faces_from(untrusted: dict[str, Json], largest: int) -> FacesInPicture:
    """The faces of a page of at most ``largest`` pixels each way. Raises PipeBroken."""
    width, height = picture_size(untrusted, largest, largest)
    faces = untrusted.get("faces")
    if not isinstance(faces, list) or len(faces) > _MOST_FACES:
        raise PipeBroken("faces expected")
    return FacesInPicture(width, height, tuple(_face(each, width, height) for each in faces))


def preview_from(records: Sequence[ReadingRecord], untrusted: dict[str, Json]) -> Preview | None:
    """The beginning of a reading with the answer at its end; None where no importer knows the file."""
    importer, certainty, _reason = recognition_from(untrusted)
    if importer is None:
        return None
    return Preview(
        importer,
        certainty,
        tuple(record for record in records if isinstance(record, Conversation)),
        tuple(record for record in records if isinstance(record, Message)),
        tuple(record for record in records if isinstance(record, ReadingWarning)),
        untrusted.get("complete") is True,
    )


def survey_from(untrusted: bytes) -> MappingSurvey:
    """What a person sees of a text or table. Raises PipeBroken when the answer has another form."""
    try:
        value = json.loads(untrusted)
        mapping = value["mapping"]
        found = MappingSurvey(
            delimiters=_texts(value["delimiters"]),
            rows=tuple(_texts(row) for row in value["rows"]),
            lines=_texts(value["lines"]),
            mapping=mapping if isinstance(mapping, dict) else None,
            dates=tuple(DateChoice(*_texts([one[name] for name in _DATE_CHOICE])) for one in value["dates"]),
            fits=tuple(_count(one) for one in value["fits"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise PipeBroken("survey expected") from error
    return found


def _face(untrusted: Json, width: int, height: int) -> FaceInPicture:
    if not isinstance(untrusted, list) or len(untrusted) != 5:
        raise PipeBroken("face expected")
    left, top, right, bottom, confidence = map(_count, untrusted)
    if not (left < right <= width and top < bottom <= height and confidence <= 100):
        raise PipeBroken("face outside its page")
    return FaceInPicture((left, top, right, bottom), confidence)


def _texts(untrusted: Json) -> tuple[str, ...]:
    if not isinstance(untrusted, list):
        raise PipeBroken("list expected")
    return tuple(_text(one) for one in untrusted)


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
