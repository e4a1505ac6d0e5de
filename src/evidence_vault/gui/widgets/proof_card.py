# SPDX-License-Identifier: GPL-3.0-or-later
"""One suspect or payment with its kinds of proof: what is there opens, what is missing can be named."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from evidence_vault.gui.flows.proof_words import MISSING, NOT_NEEDED, STATE_ICONS, STATE_WORDS, mark_text
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.layout import FlowLayout, box, card, column, line, row
from evidence_vault.gui.widgets.words import label, picture_label, selectable
from evidence_vault.translations import _


@dataclass(frozen=True)
class ProofActions:
    """What the buttons do; each gets the line (``CoverageLine``) or what shows it (``Shown``).

    ``origin`` makes the line that says where what somebody recorded here (a ``Fact``) comes from.
    """

    name_evidence: Callable[[Any], object]
    not_needed: Callable[[Any], object]
    needed_after_all: Callable[[Any], object]
    show: Callable[[Any], object]
    go: Callable[[Any], object]
    origin: Callable[[Any], QWidget]


def proof_card(title: str, lines: Sequence[Any], words: dict[str, str], do: ProofActions) -> QFrame:
    """The card; ``words`` say what each kind of proof is."""
    heading = row(selectable(title, "strong"), _small(_("Go there"), "arrow-right", partial(do.go, lines[0]), title))
    heading.setStretch(0, 1)
    parts: list[Any] = [box(heading)]
    for one in lines:
        parts += [line(), _line(one, title, words[one.kind], do)]
    made = card(column(*parts, gap=1.5), padding=4)
    made.setAccessibleName(title)
    return made


def _line(one: Any, title: str, what: str, do: ProofActions) -> QWidget:
    icon, colour = STATE_ICONS[one.state]
    tone = {"muted": ""}.get(colour, colour)
    words = column(label(what), label(_(STATE_WORDS[one.state]), "small", tone=tone), gap=0.5)
    flow = FlowLayout(gap=1)
    about = f"{what}, {title}"
    for shown in one.shown:
        text = mark_text(shown.mark, shown.exhibit) if shown.mark else shown.exhibit
        made = button(text, partial(do.show, shown), look="small", icon="messages-square" if shown.mark else "image")
        made.setAccessibleName(_("Open {what}: {about}").format(what=text, about=about))
        flow.addWidget(made)
    if one.state == NOT_NEEDED:
        flow.addWidget(_small(_("It applies after all"), "undo-2", partial(do.needed_after_all, one), about))
    else:
        flow.addWidget(_small(_("Name the evidence"), "plus", partial(do.name_evidence, one), about))
    if one.state == MISSING:
        flow.addWidget(_small(_("Does not apply"), "", partial(do.not_needed, one), about))
    words.addWidget(box(flow))
    if one.proof is not None:
        words.addWidget(do.origin(one.proof))
    line_of_parts = row(picture_label(icon, colour), words, gap=2)
    line_of_parts.setStretch(1, 1)
    return box(line_of_parts)


def _small(words: str, icon: str, action: Callable[[], object], about: str) -> QPushButton:
    made = button(words, action, look="small", icon=icon)
    made.setAccessibleName(f"{words}: {about}")
    return made
