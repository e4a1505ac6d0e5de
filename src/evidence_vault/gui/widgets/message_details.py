# SPDX-License-Identifier: GPL-3.0-or-later
"""One message in full: its words, its time and how certain it is, and where it stands in the file."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.message_words import attachment_words, payment_words, visible_text
from evidence_vault.gui.flows.words_of_values import certainty_text, time_text
from evidence_vault.gui.widgets.buttons import button, copy_button
from evidence_vault.gui.widgets.layout import column, line, row
from evidence_vault.gui.widgets.words import hash_text, label, selectable
from evidence_vault.gui.workspace import Workspace
from evidence_vault.records import Message, RawSpan
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _


class MessageDetails(QWidget):
    """Shown in the panel at the side."""

    def __init__(self, workspace: Workspace, item_id: str, message: Message) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, theme.current().space(2), 0)
        layout.setSpacing(theme.current().space(3))
        layout.addWidget(label(_("Message {number}").format(number=message.seq + 1), "caption"))
        layout.addWidget(selectable(visible_name(message.sender or _("no sender")), "title"))
        if message.sender_id:
            layout.addWidget(selectable(visible_name(message.sender_id), "muted"))
        if message.text:
            layout.addWidget(selectable(visible_text(message.text)))
        if message.payment is not None:
            layout.addWidget(selectable(payment_words(message.payment), "strong"))
        for attachment in message.attachments:
            layout.addWidget(selectable(attachment_words(attachment)))
        layout.addWidget(line())
        layout.addWidget(label(_("When"), "strong"))
        layout.addWidget(selectable(time_text(message.sent_at)))
        layout.addWidget(label(certainty_text(message.time_certainty), "muted"))
        raw = visible_name(message.sent_at_raw or "—")
        layout.addLayout(column(label(_("As the file writes it"), "caption"), selectable(raw, "fixed"), gap=0.5))
        if message.raw_span is not None:
            _add_place(layout, message.raw_span)
        show = button(
            _("Show the file"), lambda: workspace.show_section("evidence", item_id), look="small", icon="file-text"
        )
        layout.addLayout(row(show, None))
        layout.addStretch(1)


def _add_place(layout: QVBoxLayout, span: RawSpan) -> None:
    words = (
        _("Bytes {start} to {end}").format(start=span.start, end=span.end)
        if span.unit == "byte"
        else _("Entry {number}").format(number=span.start + 1)
    )
    if span.member:
        words += " · " + visible_name(span.member)
    layout.addWidget(line())
    layout.addWidget(label(_("Where it stands in the file"), "strong"))
    layout.addWidget(selectable(words))
    copy = copy_button(span.sha256, _("the hash"))
    layout.addLayout(row(label(_("Hash of this place"), "caption"), None, copy, gap=1))
    layout.addWidget(selectable(hash_text(span.sha256), "fixed"))
