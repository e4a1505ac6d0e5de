# SPDX-License-Identifier: GPL-3.0-or-later
"""More about one time stamp: how it was judged, until when it holds, which evidence it covers."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.evidence_filter import exhibit_of
from evidence_vault.gui.flows.time_words import STATES, authority_words, lasting_words, revocation_words, state_words
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.layout import line
from evidence_vault.gui.widgets.words import label, selectable, time_label
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _, plural

if TYPE_CHECKING:
    from evidence_vault.operations.time_overview import StampCover

MOST_LISTED = 200


class StampDetails(QWidget):
    """``name_authority`` is called where the person wants to name the root certificate."""

    def __init__(self, cover: "StampCover", case_id: str | None, name_authority: Callable[[], object]) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, theme.current().space(2), 0)
        layout.setSpacing(theme.current().space(3))
        for part in (*_stated(cover), self._naming(cover, name_authority), *_lasting(cover), line()):
            layout.addWidget(part)
        for part in _covered(cover, case_id):
            layout.addWidget(part)
        layout.addWidget(line())
        limits = _(
            "It shows that these files, and the log up to then, existed at that time. It does not show when a "
            "message was written."
        )
        layout.addWidget(label(limits, "small"))
        layout.addStretch(1)

    def _naming(self, cover: "StampCover", name_authority: Callable[[], object]) -> QWidget:
        trusted = cover.stamp.state == "trusted"
        words = _("Give a list of revoked ones …") if trusted else _("Name its root certificate …")
        self.authority = button(words, name_authority, look="small", icon="file-badge")
        return self.authority


def _stated(cover: "StampCover") -> Iterator[QWidget]:
    stamp = cover.stamp
    yield label(_("Time stated by the authority"), "caption")
    yield time_label(stamp.time, _("Time stated by the authority"))
    yield label(_("Authority"), "caption")
    yield selectable(authority_words(stamp))
    yield label(state_words(stamp), "strong", tone=STATES.get(stamp.state, ("", "amber"))[1])
    if stamp.state == "authority-unknown":
        yield label(
            _("Name the authority's root certificate, got from a source you trust, and it can be checked."), "small"
        )


def _lasting(cover: "StampCover") -> Iterator[QWidget]:
    for text in (lasting_words(cover), revocation_words(cover.stamp)):
        if text:
            yield label(text, "small")


def _covered(cover: "StampCover", case_id: str | None) -> Iterator[QWidget]:
    count = len(cover.items)
    yield label(plural("Covers {count} piece of evidence", "Covers {count} pieces of evidence", count), "strong")
    for item in cover.items[:MOST_LISTED]:
        number = exhibit_of(item, case_id)
        yield label(f"{number} · {visible_name(item.name)}" if number else visible_name(item.name))
    if count > MOST_LISTED:
        yield label(plural("and {count} more", "and {count} more", count - MOST_LISTED), "small")
