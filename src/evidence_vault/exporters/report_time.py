# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of a report about trusted time: which authority stated which time, and which exhibits that covers."""

from collections.abc import Iterator

from evidence_vault.exporters.blocks import Block, column, heading, note, table
from evidence_vault.exporters.evidence_files import entry_of_item
from evidence_vault.exporters.report_context import ReportContext
from evidence_vault.records import Json, TimeStamp
from evidence_vault.translations import N_

STAMP_STATES = {
    "trusted": N_("checked with a certificate that the person named"),
    "authority-unknown": N_("not checked: its certificate is not known here"),
    "not-checked": N_("not checked here"),
    "wrong": N_("does not hold"),
}
"""How a time stamp was judged, in words."""


def time_blocks(context: ReportContext) -> Iterator[Block]:
    """A table of the vault's time stamps; nothing where there are none."""
    translate, stamps = context.words.translate, context.dossier.time_stamps
    if not stamps:
        return
    yield heading(translate("Trusted time"), 2)
    yield table(
        [
            column(translate("Time stated"), "36mm"),
            column(translate("By"), "1fr"),
            column(translate("How it was checked"), "1fr"),
            column(translate("Exhibits that existed by then"), "1fr"),
        ],
        [_row(context, stamp) for stamp in stamps],
        small=True,
    )
    yield note(
        translate(
            "A time stamp shows that the log with these files existed at that time. It does not show when a message "
            "was written. The replies lie in records/timestamps."
        )
    )


def _row(context: ReportContext, stamp: TimeStamp) -> list[Json]:
    shown = context.shown
    return [
        stamp.time or shown.not_stated,
        stamp.authority or shown.not_stated,
        context.words.translate(STAMP_STATES[stamp.state]),
        _covered(context, stamp),
    ]


def _covered(context: ReportContext, stamp: TimeStamp) -> str:
    entries = entry_of_item(context.dossier)
    numbers = [
        exhibit.number
        for exhibit in context.dossier.exhibits
        if entries.get(exhibit.item.id, stamp.entries) < stamp.entries
    ]
    return ", ".join(numbers) or context.shown.not_stated
