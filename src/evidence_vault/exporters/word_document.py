# SPDX-License-Identifier: GPL-3.0-or-later
"""The blocks of a document as a Word file for those who must edit: the only place that writes such files."""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from evidence_vault.exporters import word_elements as word
from evidence_vault.exporters.blocks import Block, picture_label
from evidence_vault.exporters.office_file import printable, settled
from evidence_vault.exporters.word_pictures import WordPictures

_A4 = (210, 297)
_MARGINS = (30, 18)
"""Left (bound) and right, in millimetres."""
_TWENTIETHS = 56.7
"""Of a point in a millimetre."""
_PICTURE, _THUMBNAIL = (120, 100), (28, 40)
"""At most so wide and so high, in millimetres."""
_SMALL = 16
_THUMBNAILS_IN_A_ROW = 5


@dataclass(frozen=True, slots=True)
class WordDocument:
    """What is written. ``pictures``: name in the blocks to JPEG or PNG bytes; ``page``: "Page {page} of {pages}"."""

    title: str
    author: str
    made_at: str
    language: str
    blocks: Sequence[Block]
    foot: Sequence[str]
    page: str
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def word_document(source: WordDocument) -> bytes:
    """The .docx; the same source gives the same bytes."""
    target = io.BytesIO()
    _Writer(source).written().save(target)
    return settled(target.getvalue(), title=source.title, author=source.author, made_at=source.made_at)


class _Writer:
    def __init__(self, source: WordDocument) -> None:
        self._source = source
        self._document: Any = docx.Document()
        self._pictures_of = WordPictures(self._document, source.pictures)
        self._bookmarks = 0
        self._started = False
        self._width = _A4[0] - sum(_MARGINS)
        self._headings = [block["text"] for block in _flat(source.blocks) if _listed(block)]
        self._printed = {block["number"] for block in _flat(source.blocks) if block["kind"] == "picture"}
        self._places = set(_places(source.blocks))

    def written(self) -> Any:  # an object of python-docx, which has no types
        self._prepare()
        for block in self._source.blocks:
            self._write(block)
        return self._document

    def _write(self, block: Any) -> None:
        writers: Mapping[str, Callable[[Any], None]] = {
            "title": self._title, "heading": self._heading, "paragraph": self._paragraph, "note": self._paragraph,
            "banner": self._banner, "numbered": self._numbered, "pairs": self._pairs, "table": self._table,
            "signatures": self._signatures, "picture": self._picture, "contents": self._contents,
            "landscape": self._landscape, "contact-sheet": self._contact_sheet,
            "picture-rows": self._pictures,
        }  # fmt: skip
        writers[block["kind"]](block)
        self._started = True

    def _prepare(self) -> None:
        normal = self._document.styles["Normal"]
        normal.font.name, normal.font.size = "Noto Sans", Pt(10)
        fonts = normal.element.get_or_add_rPr()
        fonts.rFonts.set(qn("w:eastAsia"), "Noto Sans CJK SC")
        east = "zh-CN" if self._source.language.startswith("zh") else "en-GB"
        fonts.append(word.element("lang", val="en-GB", eastAsia=east))
        section = self._document.sections[0]
        self._shape(section, turned=False)
        foot = section.footer.paragraphs[0]
        for line in self._source.foot:
            foot._p.append(word.run(line + "\n", quiet=True, half_points=14))  # noqa: SLF001 - no public way
        before, _, rest = self._source.page.partition("{page}")
        between, _, after = rest.partition("{pages}")
        for piece in (before, "PAGE", between, "NUMPAGES", after):
            made = word.field(piece, "1") if piece.endswith("PAGE") or piece == "NUMPAGES" else [word.run(piece)]
            for one in made:
                foot._p.append(one)  # noqa: SLF001 - no public way

    def _shape(self, section: Any, *, turned: bool) -> None:
        short, long = (Mm(side) for side in _A4)
        section.orientation = WD_ORIENT.LANDSCAPE if turned else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (long, short) if turned else (short, long)
        section.left_margin, section.right_margin = Mm(20 if turned else _MARGINS[0]), Mm(20 if turned else _MARGINS[1])
        section.top_margin, section.bottom_margin = Mm(28 if turned else 20), Mm(20)
        self._width = _A4[1] - 40 if turned else _A4[0] - sum(_MARGINS)

    def _add(self, *elements: word.Element) -> None:
        body = self._document.element.body
        for one in elements:
            body.insert(len(body) - 1, one)  # the last child holds the shape of the pages

    def _text(self, text: str, **how: Any) -> None:
        self._add(word.paragraph(word.run(text, **how), tight=False))

    def _breaks(self, block: Any) -> bool:
        return bool(block["new_page"]) and self._started

    def _title(self, block: Any) -> None:
        over = self._document.add_paragraph()
        over._p.append(word.run(block["over"], quiet=True, half_points=_SMALL))  # noqa: SLF001 - no public way
        over.paragraph_format.page_break_before = self._breaks(block)
        self._document.add_heading(printable(block["text"]), 1 if block["outlined"] else 0)

    def _heading(self, block: Any) -> None:
        made = self._document.add_heading(printable(block["text"]), block["level"])
        made.paragraph_format.page_break_before = self._breaks(block)

    def _paragraph(self, block: Any) -> None:
        self._text(block["text"])

    def _banner(self, block: Any) -> None:
        self._text(block["text"], bold=True)

    def _numbered(self, block: Any) -> None:
        for number, text in enumerate(block["texts"], 1):
            self._text(f"{number}. {text}")

    def _pairs(self, block: Any) -> None:
        if block["title"]:
            self._text(block["title"], bold=True)
        widths = self._twentieths([46, self._width - 46])
        rows = [
            [
                word.cell([word.paragraph(word.run(name, quiet=True))], widths[0]),
                word.cell([word.paragraph(word.run(value))], widths[1]),
            ]
            for name, value in block["rows"]
        ]
        self._add(word.table(widths, rows, ruled=False, headed=False), word.paragraph())

    def _table(self, block: Any) -> None:
        columns = block["columns"]
        widths = self._twentieths(_millimetres([column["width"] for column in columns], self._width))
        head = [
            word.cell([word.paragraph(word.run(column["title"], bold=True, half_points=_SMALL))], width, tinted=True)
            for column, width in zip(columns, widths, strict=True)
        ]
        rows = [
            [
                word.cell([word.paragraph(*self._cell(entry), right=column["right"])], width)
                for entry, column, width in zip(row, columns, widths, strict=True)
            ]
            for row in block["rows"]
        ]
        self._add(word.table(widths, [head, *rows], ruled=True, headed=True), word.paragraph())

    def _cell(self, entry: Any) -> list[word.Element]:
        if isinstance(entry, str):
            return [word.run(entry, half_points=_SMALL)]
        if "place_of" in entry:
            return self._placed(entry["place_of"])
        number = entry["page_of"]
        kinds = [kind for kind, known in (("exhibit", self._printed), ("transcript", self._places)) if number in known]
        if not kinds:
            return [word.run("–", half_points=_SMALL)]
        return word.field(f"PAGEREF {_bookmark(number, kinds[0])}", "?", half_points=_SMALL)

    def _placed(self, number: str) -> list[word.Element]:
        self._bookmarks += 1
        start, end = word.bookmark(_bookmark(number, "transcript"), self._bookmarks)
        return [start, word.run(number, half_points=_SMALL), end]

    def _signatures(self, block: Any) -> None:
        for name in block["names"]:
            self._text("\n________________________________\n" + name, quiet=True)

    def _picture(self, block: Any) -> None:
        caption = word.run(f"{picture_label(block)}  {block['caption']}", half_points=_SMALL)
        self._drawing(block, _PICTURE)
        if not block.get("is_first", True):
            self._add(word.paragraph(caption, tight=False))
            return
        self._bookmarks += 1
        start, end = word.bookmark(_bookmark(block["number"]), self._bookmarks)
        self._add(word.paragraph(start, caption, end, tight=False))

    def _pictures(self, block: Any) -> None:
        """One below the other: a copy for editing needs no sheets."""
        for one in block["pictures"]:
            self._picture(one)

    def _drawing(self, block: Any, most: tuple[int, int], paragraph: Any = None) -> None:
        """The picture with its description for those who cannot see it; one that is none costs itself only."""
        width = min(most[0], most[1] * block["width"] / block["height"])
        height = width * block["height"] / block["width"]
        run = (paragraph or self._document.add_paragraph()).add_run()
        shape = self._pictures_of.inline(block["name"], Mm(width), Mm(height), printable(block["description"]))
        if shape is None:
            run.add_text("–")
            return
        run._r.add_drawing(shape)  # noqa: SLF001 - no public way

    def _contact_sheet(self, block: Any) -> None:
        pictures = block["pictures"]
        rows = -(-len(pictures) // _THUMBNAILS_IN_A_ROW)
        grid = self._document.add_table(rows, _THUMBNAILS_IN_A_ROW)
        cells = [cell for row in grid.rows for cell in row.cells]
        for one, cell in zip(pictures, cells, strict=False):
            self._drawing(one, _THUMBNAIL, cell.paragraphs[0])
            cell.add_paragraph(one["number"])

    def _contents(self, block: Any) -> None:
        """A list that the word processor fills with page numbers; the names stand there already."""
        self._text(block["title"], bold=True)
        self._add(word.paragraph(*word.field('TOC \\o "1-1" \\h', "\n".join(self._headings), half_points=_SMALL)))

    def _landscape(self, block: Any) -> None:
        self._shape(self._document.add_section(WD_SECTION.NEW_PAGE), turned=True)
        for inner in block["blocks"]:
            self._write(inner)
        self._shape(self._document.add_section(WD_SECTION.NEW_PAGE), turned=False)
        self._started = False  # the new section has begun a page already

    def _twentieths(self, millimetres: Iterable[float]) -> list[int]:
        return [round(width * _TWENTIETHS) for width in millimetres]


def _places(blocks: Iterable[Any]) -> Iterator[str]:
    """The exhibits whose place is a cell of a table."""
    for block in blocks:
        for row in block.get("rows", ()) if block["kind"] == "table" else ():
            yield from (cell["place_of"] for cell in row if isinstance(cell, dict) and "place_of" in cell)


def _bookmark(number: str, kind: str = "exhibit") -> str:
    return f"{kind}_" + "".join(sign if sign.isalnum() and sign.isascii() else "_" for sign in number)[:30]


def _flat(blocks: Iterable[Any]) -> Iterable[Any]:
    for block in blocks:
        inner = {"landscape": "blocks", "picture-rows": "pictures"}.get(block["kind"])
        yield from _flat(block[inner]) if inner else (block,)


def _listed(block: Any) -> bool:
    return bool(block["kind"] == "heading" and block["level"] == 1) or (block["kind"] == "title" and block["outlined"])


def _millimetres(widths: Sequence[str], whole: float) -> list[float]:
    """``18mm`` stays, ``2fr`` and ``auto`` share what is left."""
    fixed = sum(float(width[:-2]) for width in widths if width.endswith("mm"))
    shares = [0.0 if width.endswith("mm") else float(width[:-2]) if width.endswith("fr") else 1.0 for width in widths]
    unit = max(whole - fixed, 10.0 * sum(share > 0 for share in shares)) / (sum(shares) or 1)
    return [
        float(width[:-2]) if width.endswith("mm") else share * unit for width, share in zip(widths, shares, strict=True)
    ]
