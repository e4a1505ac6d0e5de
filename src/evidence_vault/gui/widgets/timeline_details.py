# SPDX-License-Identifier: GPL-3.0-or-later
"""More about one line of the timeline, at the side: time and how sure it is, words, proof, what can be done."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from evidence_vault.gui.flows.timeline_words import TRACK_NAMES, time_words, title_of
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.layout import FlowLayout, box, column, line
from evidence_vault.gui.widgets.proof_links import ProofOpener, proof_links
from evidence_vault.gui.widgets.words import label, selectable
from evidence_vault.records import Exhibit
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import N_, _

_SHOWN = (
    ("quote", N_("Their words")),
    ("channel", N_("Where or how")),
    ("purpose_told", N_("What they said it was for")),
    ("reference_id", N_("Reference or transaction number")),
    ("what_was_given", N_("What you said or gave them")),
    ("reference_no", N_("Their number")),
    ("outcome", N_("Their answer")),
    ("next_step_due", N_("Next step on")),
)

Action = tuple[str, str, Callable[[], object]]
"""Words, icon, what is done."""


class TimelineDetails(QWidget):
    """Shown in the panel at the side; ``origin``: the ``FactOrigin`` of a line that somebody wrote."""

    def __init__(
        self,
        shown: Any,
        exhibits: Sequence[Exhibit],
        opener: ProofOpener,
        actions: Sequence[Action],
        origin: QWidget | None,
    ) -> None:
        super().__init__()
        self.line = shown
        pieces: list[Any] = [
            label(_(TRACK_NAMES[shown.track]), "caption"),
            selectable(title_of(shown), "title"),
            column(label(_("When"), "caption"), selectable(time_words(shown)), gap=0.5),
        ]
        flow = FlowLayout(gap=1)
        for words, icon, action in actions:
            flow.addWidget(button(words, action, look="small", icon=icon))
        pieces.append(box(flow))
        fields = shown.fact.fields if shown.fact else {}
        for name, words in _SHOWN:
            value = fields.get(name)
            if isinstance(value, str) and value:
                pieces.append(column(label(_(words), "caption"), selectable(visible_name(value)), gap=0.5))
        known = {exhibit.number: exhibit for exhibit in exhibits}
        named = [known[number] for number in shown.exhibits if number in known]
        pieces += [line(), label(_("Proof"), "strong"), proof_links(named, opener)]
        if origin is not None:
            pieces += [line(), origin]
        layout = column(*pieces, None, gap=3)
        self.setLayout(layout)
