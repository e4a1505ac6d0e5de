# SPDX-License-Identifier: GPL-3.0-or-later
"""The annexes of a report: A the printed pictures, B the list of transcripts, C all pictures on contact sheets."""

from collections.abc import Iterator, Sequence

from evidence_vault.exporters.blocks import Block, column, contact_sheet, heading, note, paragraph, picture, table
from evidence_vault.exporters.pdf import PrintedPicture
from evidence_vault.exporters.report_context import ReportContext
from evidence_vault.exporters.transcript import volumes
from evidence_vault.records import Exhibit

Printed = tuple[Exhibit, str, PrintedPicture]
"""An exhibit, the name of its picture in the document, the picture."""


def annex_blocks(context: ReportContext, printed: Sequence[Printed], left_out: int) -> Iterator[Block]:
    """All annexes; ``left_out`` pictures could not be printed. An annex with nothing in it is not there."""
    yield from _pictures(context, printed, left_out)
    yield from _transcripts(context)
    yield from _contact_sheet(context, printed)


def _pictures(context: ReportContext, printed: Sequence[Printed], left_out: int) -> Iterator[Block]:
    """Two on a page, each under its number."""
    translate = context.words.translate
    if not printed:
        return
    yield heading(translate("Annex A: pictures of exhibits"), new_page=True)
    for exhibit, name, shown in printed:
        yield picture(
            exhibit.number,
            _caption(context, exhibit),
            name,
            shape=(shown.width, shown.height),
            description=_description(context, exhibit),
        )
    if left_out:
        yield note(
            translate("{count} further pictures are in the folder of originals and not printed here.").format(
                count=left_out
            )
        )


def _transcripts(context: ReportContext) -> Iterator[Block]:
    """Where the transcripts are: documents of their own, since they can be very long."""
    translate, shown = context.words.translate, context.shown
    rows = [
        [
            volume.exhibit.number,
            shown.text(volume.conversation.conversation.title),
            str(len(volume.messages)),
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
            column(translate("Messages"), "24mm", right=True),
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


def _contact_sheet(context: ReportContext, printed: Sequence[Printed]) -> Iterator[Block]:
    """Every printed picture once more, small, to find one by eye."""
    if not printed:
        return
    yield heading(context.words.translate("Annex C: contact sheet"), new_page=True)
    yield contact_sheet(
        (exhibit.number, name, (shown.width, shown.height), _description(context, exhibit))
        for exhibit, name, shown in printed
    )


def _description(context: ReportContext, exhibit: Exhibit) -> str:
    return context.words.translate("Exhibit {number}: {title}").format(
        number=exhibit.number, title=exhibit.title or exhibit.item.name
    )


def _caption(context: ReportContext, exhibit: Exhibit) -> str:
    item, translate = exhibit.item, context.words.translate
    parts = [exhibit.title or item.name, translate("file: {name}").format(name=item.name)]
    if item.claimed_at:
        parts.append(translate("time in the file: {time}").format(time=context.shown.file_time(item.claimed_at)))
    parts.append(
        translate("copy for printing; SHA-256 of the original {beginning}…").format(beginning=item.sha256[:12])
    )
    return " · ".join(parts)
