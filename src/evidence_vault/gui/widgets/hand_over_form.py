# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes in, for whom, how it is packed, where it goes."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.hand_over_flow import (
    KIND_HOLDS,
    POLICE,
    REDACTED,
    HandOverFlow,
    holds_sentence,
    kind_name,
)
from evidence_vault.gui.flows.words_of_values import size_text
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.exhibit_strip import ExhibitStrip
from evidence_vault.gui.widgets.export_form import FormChoice, LanguageField, PicturesField, PlaceChoice, SplitField
from evidence_vault.gui.widgets.field import Field
from evidence_vault.gui.widgets.layout import card, clear, column, row, scrolling
from evidence_vault.gui.widgets.masks_choice import MasksChoice
from evidence_vault.gui.widgets.padded import padded
from evidence_vault.gui.widgets.secrets_choice import SecretsChoice
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import Workspace
from evidence_vault.translations import _


class HandOverForm(QWidget):
    """``back``, ``preview_wanted`` and ``make_wanted`` say what was pressed; the choices stand in ``flow``."""

    back = Signal()
    preview_wanted = Signal()
    make_wanted = Signal()

    def __init__(self, workspace: Workspace, flow: HandOverFlow) -> None:
        super().__init__()
        self._flow = flow
        self._workspace = workspace
        self.title = label("", "title")
        self.strip = ExhibitStrip(workspace)
        self.agency = Field(
            _("Which office"), QComboBox(), _("The report then names what they ask for and whom to call.")
        )
        self.language = LanguageField(flow)
        self.pictures = PicturesField(flow)
        self.form = FormChoice(flow)
        self.split = SplitField(flow)
        self.place = PlaceChoice(workspace, flow)
        self.secrets = SecretsChoice(flow)
        self.masks = MasksChoice(flow)
        self._holds = QVBoxLayout()
        self._count = label("", "muted")
        self.go_back = button(_("Back"), self.back.emit, icon="arrow-left")
        self.preview = button(_("Look at it first"), self.preview_wanted.emit, icon="eye")
        self.make = button(_("Make the package"), self.make_wanted.emit, look="primary", icon="package-check")
        self._lay_out()
        self._offices().currentIndexChanged.connect(self._office_chosen)
        self.form.changed.connect(lambda: self.place.take(flow.folder))
        self.place.chosen.connect(self.show_ready)
        self.show_ready()

    def _lay_out(self) -> None:
        goes_in = card(column(label(_("What goes in"), "strong"), self._holds, self._count, self.strip, gap=2))
        for_whom = card(column(self.agency, self.language, self.pictures, None, gap=4))
        packed = card(column(self.form, self.split, None, gap=4))
        pair = QHBoxLayout()
        pair.setSpacing(theme.current().space(4))
        pair.addWidget(for_whom, 1)
        pair.addWidget(packed, 1)
        content = scrolling(padded(column(pair, self.secrets, self.masks, self.place, goes_in, None, gap=4)))
        self._hint = label("", "small")
        actions = row(self.go_back, None, self._hint, self.preview, self.make, gap=2)
        layout = column(self.title, gap=3)
        layout.addWidget(content, 1)
        layout.addLayout(actions)
        self.setLayout(layout)

    def _offices(self) -> QComboBox:
        if not isinstance(self.agency.control, QComboBox):
            raise TypeError
        return self.agency.control

    def start(self, overview: Any, offices: tuple[tuple[str, str], ...]) -> None:
        """Show the form for the kind in ``flow``."""
        self.title.setText(kind_name(self._flow.kind))
        self.agency.setVisible(self._flow.kind == POLICE)
        self.pictures.setVisible(self._flow.kind == POLICE)
        self.masks.start()
        self.masks.setVisible(self._flow.kind == POLICE)
        combo = self._offices()
        combo.blockSignals(True)  # filling is not choosing
        combo.clear()
        for office, name in offices:
            combo.addItem(name, office)
        combo.setCurrentIndex(max(0, combo.findData(self._flow.agency or overview.office)))
        combo.blockSignals(False)
        clear(self._holds)
        for words in KIND_HOLDS.get(self._flow.kind, ()):
            self._holds.addWidget(label(f"• {_(words)}"))
        self.show_overview(overview)
        self.place.take(self._flow.folder)

    def show_overview(self, overview: Any) -> None:
        """Show how much goes in."""
        counts = holds_sentence(len(overview.exhibits), overview.messages, overview.payments)
        self._count.setText(f"{counts} · {size_text(overview.size)}")
        self._count.setVisible(self._flow.kind != REDACTED)
        self.secrets.show_exhibits(() if self._flow.kind == REDACTED else overview.with_secrets)
        self.strip.show_items([exhibit.item for exhibit in overview.exhibits], self._workspace.case_id)
        self.strip.setVisible(bool(overview.exhibits) and self._flow.kind != REDACTED)

    def _office_chosen(self) -> None:
        self._flow.agency = self._offices().currentData()

    def show_ready(self) -> None:
        """Let the package be made once a place is chosen."""
        self.make.setEnabled(self._flow.is_ready)
        self._hint.setText("" if self._flow.is_ready else _("Choose a folder first."))

    def set_busy(self, *, busy: bool) -> None:
        """While a package is made nothing may be changed."""
        choices = (
            self.language, self.form, self.split, self.place, self.agency, self.pictures, self.secrets,
            self.masks,
        )  # fmt: skip
        for widget in (self.go_back, self.preview, self.make, *choices):
            widget.setEnabled(not busy)
        if not busy:
            self.show_ready()
