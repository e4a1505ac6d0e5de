# SPDX-License-Identifier: GPL-3.0-or-later
"""One message in full: its words, its time and how certain it is, and where it stands in the file."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.mark_words import MARKS
from evidence_vault.gui.flows.message_words import attachment_words, payment_words, visible_text
from evidence_vault.gui.flows.words_of_values import certainty_text, time_text
from evidence_vault.gui.widgets.buttons import button, copy_button
from evidence_vault.gui.widgets.fact_origin import FactsAbout
from evidence_vault.gui.widgets.layout import FlowLayout, box, column, line, row
from evidence_vault.gui.widgets.translation_form import add_translations
from evidence_vault.gui.widgets.words import hash_text, label, selectable
from evidence_vault.gui.workspace import OpenVault, Workspace
from evidence_vault.records import EvidenceItem, Message, RawSpan, Translation
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _


@dataclass(frozen=True, slots=True)
class MessageExtras:
    """What belongs to a message beside its words: marks, and the evidence that came along.

    ``mark`` takes a kind and whether it is on; None where no case is open. ``open_item`` shows evidence large.
    ``translate`` asks for a translation; None where no case is open.
    """

    marks: tuple[str, ...] = ()
    mark: Callable[[str, bool], object] | None = None
    items: tuple[EvidenceItem, ...] = ()
    open_item: Callable[[EvidenceItem], object] = lambda _item: None
    translations: tuple[Translation, ...] = ()
    translate: Callable[[], object] | None = None


class MessageDetails(QWidget):
    """Shown in the panel at the side."""

    def __init__(
        self, workspace: Workspace, item_id: str, message: Message, extras: MessageExtras | None = None
    ) -> None:
        super().__init__()
        self._workspace, self._item_id, self._message = workspace, item_id, message
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
        self.marks: dict[str, QPushButton] = {}
        if extras is not None:
            self._add_extras(layout, extras)
        layout.addWidget(FactsAbout(workspace, item_id, message.seq))
        _add_time(layout, message)
        if message.raw_span is not None:
            _add_place(layout, message.raw_span)
        layout.addWidget(box(self._ways_to_it()))
        layout.addStretch(1)

    def _ways_to_it(self) -> FlowLayout:
        """To the file, and where it is of a picture, to its place in that."""
        flow = FlowLayout(gap=1)
        span = self._message.raw_span
        if span is not None and span.unit == "pixel-row":
            self.in_picture = button(_("See it in the picture"), self._see_in_picture, look="small", icon="scan-text")
            flow.addWidget(self.in_picture)
        show = partial(self._workspace.show_section, "evidence", self._item_id)
        flow.addWidget(button(_("Show the file"), show, look="small", icon="file-text"))
        return flow

    def _see_in_picture(self) -> None:
        """The pictures the message stands in, large, with its place marked in the first."""
        item_id, message, window = self._item_id, self._message, self.window()

        def work(vault: OpenVault) -> tuple[Any, ...]:
            from evidence_vault.operations import picture_hits

            return picture_hits.places_of_message(vault, item_id, message)

        def done(places: tuple[Any, ...]) -> None:
            from evidence_vault.gui.picture_viewer import PictureMark, PictureViewer

            if places:
                first, items = places[0], [place.item for place in places]
                mark = PictureMark(first.page, box=first.box)
                PictureViewer(self._workspace, items, first.item, window, mark).open()

        self._workspace.read(self, work, done)

    def _add_extras(self, layout: QVBoxLayout, extras: MessageExtras) -> None:
        add_translations(layout, extras.translations, extras.translate)
        for item in extras.items:
            name = visible_name(item.name.replace("\\", "/").rsplit("/", 1)[-1])
            words = _("See {name} large").format(name=name)
            layout.addLayout(row(button(words, partial(extras.open_item, item), look="small", icon="maximize"), None))
        mark = extras.mark
        if mark is None:
            return
        layout.addWidget(label(_("Mark it as"), "strong"))
        flow = FlowLayout(gap=1.5)
        for kind, words in MARKS.items():
            choice = button(_(words), look="quiet", icon="bookmark")
            choice.setCheckable(True)
            choice.setChecked(kind in extras.marks)
            choice.setAccessibleName(_("Mark it as: {kind}").format(kind=_(words)))
            choice.clicked.connect(lambda _on=False, kind=kind, choice=choice: mark(kind, choice.isChecked()))
            flow.addWidget(choice)
            self.marks[kind] = choice
        layout.addWidget(box(flow))


def _add_time(layout: QVBoxLayout, message: Message) -> None:
    layout.addWidget(line())
    layout.addWidget(label(_("When"), "strong"))
    layout.addWidget(selectable(time_text(message.sent_at)))
    layout.addWidget(label(certainty_text(message.time_certainty), "muted"))
    raw = visible_name(message.sent_at_raw or "—")
    layout.addLayout(column(label(_("As the file writes it"), "caption"), selectable(raw, "fixed"), gap=0.5))


def _add_place(layout: QVBoxLayout, span: RawSpan) -> None:
    words = {
        "byte": _("Bytes {start} to {end}").format(start=span.start, end=span.end),
        "pixel-row": _("In the picture, rows {start} to {end}").format(start=span.start, end=span.end),
    }.get(span.unit, _("Entry {number}").format(number=span.start + 1))
    if span.member:
        words += " · " + visible_name(span.member)
    layout.addWidget(line())
    layout.addWidget(label(_("Where it stands in the file"), "strong"))
    layout.addWidget(selectable(words))
    copy = copy_button(span.sha256, _("the hash"))
    layout.addLayout(row(label(_("Hash of this place"), "caption"), None, copy, gap=1))
    layout.addWidget(selectable(hash_text(span.sha256), "fixed"))
