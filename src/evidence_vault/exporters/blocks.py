# SPDX-License-Identifier: GPL-3.0-or-later
"""The pieces a printed document is made of, as data for ``resources/report/blocks.typ``: text is never markup."""

from collections.abc import Iterable, Sequence
from typing import Any

from evidence_vault.records import Json

Block = dict[str, Json]
Text = str | list[Json]
"""A text, or ``run``s of it. Only the guide has runs: what is said of evidence is set in one way."""


def title(text: str, over: str, *, outlined: bool, new_page: bool = False) -> Block:
    """The name of a document with a quiet line over it; ``outlined``: it stands in the list of contents."""
    return {"kind": "title", "text": text, "over": over, "outlined": outlined, "new_page": new_page}


def heading(text: str, level: int = 1, *, new_page: bool = False) -> Block:
    """A heading that also stands in the list of contents."""
    return {"kind": "heading", "text": text, "level": level, "new_page": new_page}


def run(text: str, style: str = "") -> Json:
    """A piece of a text; ``style``: "", strong or code."""
    return {"text": text, "style": style}


def paragraph(text: Text, *, leads_on: bool = False) -> Block:
    """A paragraph; ``leads_on``: it stays on the page of what follows."""
    return {"kind": "paragraph", "text": text, "leads_on": leads_on}


def note(text: str) -> Block:
    """A paragraph in a quiet frame."""
    return {"kind": "note", "text": text}


def banner(text: str) -> Block:
    """A line that must not be overlooked."""
    return {"kind": "banner", "text": text}


def numbered(texts: Iterable[Text]) -> Block:
    """Numbered paragraphs."""
    return {"kind": "numbered", "texts": list(texts)}


def bullets(texts: Iterable[Text]) -> Block:
    """A list without an order."""
    return {"kind": "bullets", "texts": list(texts)}


def pairs(rows: Iterable[tuple[str, str]], title: str = "") -> Block:
    """Names with their values; with a title in a frame of its own."""
    return {"kind": "pairs", "title": title, "rows": [list(row) for row in rows]}


def column(title: str, width: str = "1fr", *, right: bool = False, mono: bool = False) -> Block:
    """A column: ``width`` as ``auto``, ``2fr`` or ``18mm``."""
    return {"title": title, "width": width, "right": right, "mono": mono}


def table(columns: Iterable[Block], rows: Iterable[Sequence[Json]], *, small: bool = False) -> Block:
    """A table whose head is repeated on every page. A cell is a text, or ``page_of`` of a picture."""
    return {
        "kind": "table",
        "columns": list(columns),
        "rows": [list(row) for row in rows],
        "small": small,
    }


def page_of(number: str) -> Json:
    """A cell that shows the page on which the picture of an exhibit is printed."""
    return {"page_of": number}


def place_of(number: str) -> Json:
    """A cell that shows an exhibit's number and is the place ``page_of`` finds where no picture of it is printed."""
    return {"place_of": number}


def contents(title: str) -> Block:
    """The list of headings with their pages."""
    return {"kind": "contents", "title": title}


def landscape(inner: Iterable[Block]) -> Block:
    """Blocks on turned pages of their own: for tables that are too wide for an upright one."""
    return {"kind": "landscape", "blocks": list(inner)}


def messages(rows: Iterable[Sequence[Json]]) -> Block:
    """Messages of a chat, a paragraph each: number, time and sender; the words; what the program added."""
    return {"kind": "messages", "rows": [list(row) for row in rows]}


def side_by_side(heads: tuple[str, str], rows: Iterable[Sequence[Json]]) -> Block:
    """Messages with their translations in a second column: rows as of ``messages``, then the other text."""
    return {"kind": "side-by-side", "heads": list(heads), "rows": [list(row) for row in rows]}


def signatures(names: Iterable[str]) -> Block:
    """Lines to be filled in by hand."""
    return {"kind": "signatures", "names": list(names)}


def picture(
    number: str,
    caption: str,
    name: str,
    *,
    shape: tuple[int, int],
    description: str,
    part: tuple[str, bool] = ("", True),
) -> Block:
    """A printed exhibit under its number. ``name`` is that of the picture given to ``set_document``.

    ``part``: which part of a long picture it is, in words, and whether it is the first: lists lead to that one.
    """
    return {
        "kind": "picture", "number": number, "caption": caption, "name": name, "description": description,
        "width": shape[0], "height": shape[1], "part": part[0], "is_first": part[1],
    }  # fmt: skip


def picture_label(block: Any) -> str:
    """What stands before the caption of a printed exhibit: its number, and which part of it this is."""
    return f"{block['number']} · {block['part']}" if block.get("part") else str(block["number"])


def picture_rows(pictures: Iterable[Block], *, rows: int) -> Block:
    """Printed exhibits (of ``picture``), two beside each other, so tall that ``rows`` (1 or 2) of them fill a page."""
    return {"kind": "picture-rows", "pictures": list(pictures), "rows": rows}


def contact_sheet(pictures: Iterable[tuple[str, str, tuple[int, int], str]]) -> Block:
    """Small pictures in rows: number, name given to ``set_document``, shape, description of each."""
    rows: list[Json] = [
        {"number": number, "name": name, "width": width, "height": height, "description": description}
        for number, name, (width, height), description in pictures
    ]
    return {"kind": "contact-sheet", "pictures": rows}
