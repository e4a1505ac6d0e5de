# SPDX-License-Identifier: GPL-3.0-or-later
"""Trusted time of the vault: a request out, a reply in, several authorities side by side, what each covers."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from evidence_vault.gui.adding import paths_of
from evidence_vault.gui.flows.time_words import HOW_TO_SEND, authority_words, overview_sentence, state_words
from evidence_vault.gui.flows.words_of_values import time_text
from evidence_vault.gui.models.rows_model import RowsModel
from evidence_vault.gui.pages.page import Page
from evidence_vault.gui.time_actions import TimeActions
from evidence_vault.gui.widgets.buttons import button, copy_button
from evidence_vault.gui.widgets.layout import box, card, clear, column, row, scrolling
from evidence_vault.gui.widgets.stamp_details import StampDetails
from evidence_vault.gui.widgets.table import Table
from evidence_vault.gui.widgets.words import label, selectable
from evidence_vault.gui.workspace import OpenVault
from evidence_vault.translations import N_, _, plural

if TYPE_CHECKING:
    from evidence_vault.operations.time_overview import StampCover, TimeOverview, WaitingRequest

LONGEST_WAITING = 5
MOST_LINES = 10
"""How high the table of stamps grows before it scrolls in itself; its head counts as one."""


class TimePage(Page):
    """Requests and stamps over the log of the whole vault."""

    title = N_("Trusted time")
    purpose = N_("Let an authority confirm when your evidence existed, without this computer going online.")
    help = N_(
        "The program writes a small request: one hash over the whole log, and a random number. Nothing readable.\n"
        "Take it to any device that is online, send it to a time-stamp authority (RFC 3161) there, and bring the reply "
        "back as a file.\n"
        "Several authorities may answer the same request. Each reply is kept as it came, and told on every piece of "
        "evidence that it covers, and in every report.\n"
        "A confirmed time shows that the files existed by then. It does not show when a message was written."
    )
    follows = ("custody", "evidence")

    def build(self) -> QWidget:
        """Three steps, what waits, and the stamps as a table."""
        self.setAcceptDrops(True)
        self.times = TimeActions(self.workspace, self)
        self.request = button(_("Write a request …"), self.times.ask_request, look="primary", icon="file-output")
        self.reply = button(_("Bring in a reply …"), self.times.ask_reply, icon="file-input")
        self.header.add_action(self.request)
        self.header.add_action(self.reply)
        self.sentence = label("", "strong")
        self._waiting = QVBoxLayout()
        self._table = QVBoxLayout()
        self.table: Table | None = None
        self._covers: tuple[StampCover, ...] = ()
        return scrolling(box(column(self.sentence, _steps(), self._waiting, self._table, None, gap=4)))

    def refresh(self) -> None:
        """Judge what is kept, and show it."""
        self.show_loading()

        def work(vault: OpenVault) -> "TimeOverview":
            from evidence_vault.operations import time_overview

            return time_overview.time_overview(vault)

        self.workspace.read(self, work, self._show, failed=self.show_problem)

    def _show(self, overview: "TimeOverview") -> None:
        self.sentence.setText(overview_sentence(overview))
        clear(self._waiting)
        if overview.waiting:
            self._waiting.addWidget(_waiting_card(overview.waiting))
        clear(self._table)
        self.table = None
        self._covers = overview.stamps
        if overview.stamps:
            self._show_table()
        self.show_content()

    def _show_table(self) -> None:
        columns = (_("Time stated"), _("Authority"), _("How it was checked"), _("Evidence covered"))
        rows = [
            (time_text(one.stamp.time), authority_words(one.stamp), state_words(one.stamp), str(len(one.items)))
            for one in self._covers
        ]
        self._model = RowsModel(columns, rows)
        self.table = Table(self._model, _("Time stamps"), widths={0: 16, 1: 16, 3: 9}, stretch=2)
        lines = min(MOST_LINES, len(rows) + 2)
        self.table.setMinimumHeight(self.table.verticalHeader().defaultSectionSize() * lines)
        self.table.selectionModel().selectionChanged.connect(lambda *_which: self._chosen())
        self._table.addWidget(self.table)

    def _chosen(self) -> None:
        if self.table is None or not self.table.selectionModel().selectedRows():
            return
        cover = self._covers[self.table.selectionModel().selectedRows()[0].row()]
        details = StampDetails(cover, self.workspace.case_id, lambda: self.times.ask_authority(cover.stamp))
        self.workspace.show_details(details)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Replies may be dropped."""
        if any(path.suffix.lower() == ".tsr" for path in paths_of(event.mimeData())):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Bring in what was dropped; anything else is no reply."""
        for path in paths_of(event.mimeData()):
            if path.suffix.lower() == ".tsr":
                event.acceptProposedAction()
                self.times.add_reply(path)


def _steps() -> QWidget:
    points = (
        _("1. Write a request here, and copy the small .tsq file to a stick or phone."),
        _("2. On any device that is online, send it to a time-stamp authority. Some have a web page for it; with the "
          "command below it goes to any of them, in place of ADDRESS:"),
        _("3. Bring the reply (.tsr) back and drop it here. Do the same with a second authority if you can."),
    )  # fmt: skip
    command = selectable(HOW_TO_SEND, "fixed")
    return card(
        column(
            label(points[0]),
            label(points[1]),
            row(command, copy_button(HOW_TO_SEND, _("the command")), gap=1),
            label(points[2]),
            gap=2,
        )
    )


def _waiting_card(waiting: "tuple[WaitingRequest, ...]") -> QWidget:
    title = plural("{count} request waits for a reply", "{count} requests wait for a reply", len(waiting))
    lines = [
        label(
            _("Asked on {time}, over {entries} lines of the log").format(
                time=time_text(one.asked_at), entries=one.entries
            ),
            "small",
        )
        for one in waiting[-LONGEST_WAITING:]
    ]
    return card(column(label(title, "strong"), *lines, gap=1), look="info")
