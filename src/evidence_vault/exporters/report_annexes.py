# SPDX-License-Identifier: GPL-3.0-or-later
"""The annexes of a report: A the printed pictures, B the list of transcripts, C all pictures on contact sheets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from evidence_vault.exporters.blocks import (
    Block,
    column,
    contact_sheet,
    heading,
    note,
    paragraph,
    picture,
    picture_rows,
    place_of,
    table,
)
from evidence_vault.exporters.pdf import PrintedPicture
from evidence_vault.exporters.report_context import ReportContext
from evidence_vault.exporters.transcript import volumes
from evidence_vault.records import CopyPurpose, Exhibit, Json


class Printed(NamedTuple):
    """An exhibit, the name of its picture in the document, the picture; ``part`` of ``parts`` of a long one, from 1."""

    exhibit: Exhibit
    name: str
    picture: PrintedPicture
    part: int = 1
    parts: int = 1


_TALL = 1.2
"""A picture so many times as high as wide is larger beside another one than below it."""
PICTURES_PER_PAGE = "pictures_per_page"
"""The option of a dossier: 2 or 4 pictures on a page of annex A."""


@dataclass(frozen=True, slots=True)
class AnnexPictures:
    """The pictures of a report: those printed in annex A (long ones in parts), one each for the contact sheet.

    ``unreadable``: exhibits that are pictures by their type and could not be opened.
    """

    printed: Sequence[Printed] = ()
    sheet: Sequence[Printed] = ()
    unreadable: Sequence[Exhibit] = ()

    @property
    def all(self) -> Sequence[Printed]:
        """Every picture the document holds, once."""
        return list({one.name: one for one in (*self.printed, *self.sheet)}.values())

    @property
    def small(self) -> int:
        """How many stand on the contact sheet only."""
        printed = {one.exhibit.number for one in self.printed}
        return sum(one.exhibit.number not in printed for one in self.sheet)


def annex_blocks(context: ReportContext, pictures: AnnexPictures) -> Iterator[Block]:
    """All annexes. An annex with nothing in it is not there."""
    yield from _pictures(context, pictures)
    yield from _transcripts(context)
    yield from _contact_sheet(context, pictures)


def _pictures(context: ReportContext, pictures: AnnexPictures) -> Iterator[Block]:
    """Two or four on a page, each under its number."""
    translate = context.words.translate
    if not pictures.printed and not pictures.unreadable:
        return
    yield heading(translate("Annex A: pictures of exhibits"), new_page=True)
    printed = [picture_block(context, one) for one in pictures.printed]
    if context.dossier.options.get(PICTURES_PER_PAGE) == 4 and printed:
        yield picture_rows(printed, rows=2)
    else:
        yield from two_on_a_page(printed)
    if pictures.small:
        yield note(
            translate(
                "{count} further pictures are small on the contact sheet (annex C). "
                "Every original goes along as a file."
            ).format(count=pictures.small)
        )
    if pictures.unreadable:
        numbers = translate(", ").join(exhibit.number for exhibit in pictures.unreadable)
        yield note(
            translate(
                "These could not be opened as pictures and are not printed; the files are in the folder of originals: "
                "{numbers}"
            ).format(numbers=numbers)
        )


def two_on_a_page(pictures: Sequence[Block]) -> Iterator[Block]:
    """Tall pictures beside each other, which prints a screen at twice the size; wide ones below each other."""
    for is_tall, run in groupby(pictures, _is_tall):
        if is_tall:
            yield picture_rows(run, rows=1)
        else:
            yield from run


def _is_tall(block: Block) -> bool:
    width, height = block["width"], block["height"]
    return isinstance(width, int) and isinstance(height, int) and height > width * _TALL


def picture_block(context: ReportContext, one: Printed) -> Block:
    """One picture with its number and what it is."""
    exhibit, shown, translate = one.exhibit, one.picture, context.words.translate
    part = "" if one.parts == 1 else translate("part {part} of {parts}").format(part=one.part, parts=one.parts)
    description = _description(context, exhibit)
    return picture(
        exhibit.number, _caption(context, exhibit), one.name, shape=(shown.width, shown.height),
        description=f"{description}, {part}" if part else description, part=(part, one.part == 1),
    )  # fmt: skip


def _transcripts(context: ReportContext) -> Iterator[Block]:
    """Where the transcripts are: documents of their own, since they can be very long."""
    translate, shown = context.words.translate, context.shown
    placed: set[str] = set()
    rows = [
        [
            _number_cell(volume.exhibit.number, placed),
            shown.text(volume.conversation.conversation.title),
            str(len(volume.messages)),
            volume.translated or "–",
            f"transcripts/{volume.name}.pdf",
        ]
        for volume in volumes(context)
    ]
    if not rows:
        return
    yield heading(translate("Annex B: transcripts"), new_page=True)
    yield table(
        [
            column(translate("No."), "16mm"),
            column(translate("Conversation")),
            column(translate("Messages"), "20mm"),
            column(translate("Translation"), "1.3fr"),
            column(translate("File in this package")),
        ],
        rows,
    )
    yield paragraph(
        translate(
            "Each transcript is a document of its own with numbered pages and the SHA-256 value of its source; "
            "the same messages stand beside it as a web page and as a table."
        )
    )


def _number_cell(number: str, placed: set[str]) -> Json:
    """The number; where it stands first, as the place to which the exhibit list points."""
    if number in placed:
        return number
    placed.add(number)
    return place_of(number)


def _contact_sheet(context: ReportContext, pictures: AnnexPictures) -> Iterator[Block]:
    """Every picture once more, small, to find one by eye."""
    if not pictures.sheet:
        return
    yield heading(context.words.translate("Annex C: contact sheet"), new_page=True)
    yield contact_sheet(
        (one.exhibit.number, one.name, (one.picture.width, one.picture.height), _description(context, one.exhibit))
        for one in pictures.sheet
    )


def _description(context: ReportContext, exhibit: Exhibit) -> str:
    return context.words.translate("Exhibit {number}: {title}").format(
        number=exhibit.number, title=exhibit.title or exhibit.item.name
    )


def _hidden_words(context: ReportContext, exhibit: Exhibit) -> str:
    """That a redacted or marked copy is printed in place of the original; "" where the original is shown whole."""
    printed = context.exhibits.copy(exhibit.picture_item_id or "")
    made_of = ((printed.derivation or {}) if printed else {}).get("made_of")
    if not made_of:
        return ""
    source = next((copy for copy in context.dossier.derivatives if copy.sha256 == made_of), None)
    purpose = ((source.derivation or {}) if source else {}).get("purpose")
    if purpose == CopyPurpose.MARKS:
        return context.words.translate("SHOWS A COPY WITH MARKS; the original goes along unmarked")
    return context.words.translate("SHOWS A COPY IN WHICH PARTS ARE HIDDEN; the original goes along whole")


def _caption(context: ReportContext, exhibit: Exhibit) -> str:
    item, translate = exhibit.item, context.words.translate
    parts = [exhibit.title or item.name, translate("file: {name}").format(name=item.name)]
    if item.claimed_at:
        parts.append(translate("time in the file: {time}").format(time=context.shown.file_time(item.claimed_at)))
    hidden = _hidden_words(context, exhibit)
    if hidden:
        parts.append(hidden)
    parts.append(
        translate("copy for printing; SHA-256 of the original {beginning}…").format(beginning=item.sha256[:12])
    )
    return " · ".join(parts)
