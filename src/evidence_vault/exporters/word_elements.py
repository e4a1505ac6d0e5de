# SPDX-License-Identifier: GPL-3.0-or-later
"""Elements of a Word document that its library has no words for: fields, bookmarks, and quick tables."""

from collections.abc import Iterable, Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from evidence_vault.exporters.office_file import printable

_QUIET = "525B66"
_TINT = "F3F5F7"
Element = Any
"""An element of lxml, which has no types."""


def element(tag: str, /, *children: Element, **attributes: str) -> Element:
    """``<w:tag>`` with its attributes (all of the namespace ``w``) and children."""
    made = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    for child in children:
        made.append(child)
    return made


def run(text: str, *, bold: bool = False, quiet: bool = False, half_points: int = 0) -> Element:
    """A piece of text; line ends in it are kept, nothing in it is read as anything but text."""
    properties = element("rPr")
    if bold:
        properties.append(element("b"))
    if quiet:
        properties.append(element("color", val=_QUIET))
    if half_points:
        properties.append(element("sz", val=str(half_points)))
    made = element("r", properties)
    for place, line in enumerate(printable(text).split("\n")):
        if place:
            made.append(element("br"))
        held = element("t")
        held.text = line
        held.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        made.append(held)
    return made


def paragraph(*runs: Element, right: bool = False, tight: bool = True) -> Element:
    """A paragraph of runs."""
    properties = element("pPr")
    if tight:
        properties.append(element("spacing", before="20", after="20"))
    if right:
        properties.append(element("jc", val="right"))
    return element("p", properties, *runs)


def field(instruction: str, shown: str, *, half_points: int = 0) -> list[Element]:
    """Runs of a field, such as ``PAGE``; ``shown`` stands there until the program computes it."""
    held = element("instrText")
    held.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    held.text = f" {instruction} "
    return [
        element("r", element("fldChar", fldCharType="begin")),
        element("r", held),
        element("r", element("fldChar", fldCharType="separate")),
        run(shown, half_points=half_points),
        element("r", element("fldChar", fldCharType="end")),
    ]


def bookmark(name: str, number: int) -> tuple[Element, Element]:
    """Start and end of a bookmark."""
    return element("bookmarkStart", id=str(number), name=name), element("bookmarkEnd", id=str(number))


def cell(content: Iterable[Element], width: int, *, tinted: bool = False) -> Element:
    """A cell of ``width`` twentieths of a point."""
    properties = element("tcPr", element("tcW", w=str(width), type="dxa"))
    if tinted:
        properties.append(element("shd", val="clear", color="auto", fill=_TINT))
    return element("tc", properties, *content)


def table(widths: Sequence[int], rows: Iterable[Sequence[Element]], *, ruled: bool, headed: bool) -> Element:
    """A table of cells; the first row is repeated on every page where ``headed``."""
    properties = element("tblPr", element("tblW", w=str(sum(widths)), type="dxa"))
    if ruled:
        sides = (element(side, val="single", sz="4", color="C3CAD3") for side in ("top", "bottom", "insideH"))
        properties.append(element("tblBorders", *sides))
    properties.append(element("tblLayout", type="fixed"))
    made = element("tbl", properties, element("tblGrid", *(element("gridCol", w=str(width)) for width in widths)))
    for place, cells in enumerate(rows):
        head = [element("tblHeader")] if headed and place == 0 else []
        made.append(element("tr", element("trPr", element("cantSplit"), *head), *cells))
    return made
