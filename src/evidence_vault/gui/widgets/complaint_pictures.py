# SPDX-License-Identifier: GPL-3.0-or-later
"""Fourth step of a complaint: a picture for each place of the upload, shown as it would be uploaded."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QVBoxLayout, QWidget

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui import theme
from evidence_vault.gui.flows.complaint_flow import PicturePlaces, picture_limit_words, picture_rules
from evidence_vault.gui.flows.words_of_values import size_text
from evidence_vault.gui.widgets.buttons import icon_button
from evidence_vault.gui.widgets.layout import card, clear, column, row
from evidence_vault.gui.widgets.pixels import blurred, pixmap
from evidence_vault.gui.widgets.words import label, retone
from evidence_vault.gui.workspace import OpenVault, Workspace
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _
from evidence_vault.user_messages import words_for_error


class PicturesStep(QWidget):
    """``changed``: a picture was chosen or moved; the places are those it was given."""

    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._plan: Any = None
        self._places = PicturePlaces([])
        self._fit: dict[str, Any] = {}
        self._count = label("", "strong")
        self._rules = label("", "muted")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.current().space(2))
        self.rows: list[PlaceRow] = []
        words = _("Only copies go out, without place, camera and other hidden data. The original stays as it is.")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.current().space(2))
        for widget in (self._count, self._rules, label(words, "muted")):
            layout.addWidget(widget)
        layout.addLayout(self._rows)
        layout.addStretch(1)

    def show_plan(self, plan: Any, places: PicturePlaces) -> None:
        """Show every place; ``places`` is changed in place."""
        if self._plan is None or self._plan.draft.platform != plan.draft.platform:
            self._fit = {}
        self._plan, self._places = plan, places
        clear(self._rows)
        self.rows = [PlaceRow(self, plan, place) for place in range(len(places.items))]
        for shown in self.rows:
            self._rows.addWidget(shown)
        self._rules.setText(picture_rules(plan.limits))
        self._show_places()

    def choose(self, place: int, item_id: str | None) -> None:
        """Put a picture at a place."""
        self._places.put(place, item_id)
        self._show_places()
        self.changed.emit()

    def shift(self, place: int, steps: int) -> None:
        """Move a picture up or down; the keyboard stays with it."""
        other = self._places.move(place, steps)
        self._show_places()
        self.changed.emit()
        target = self.rows[other].up if steps < 0 else self.rows[other].down
        (target if target.isEnabled() else self.rows[other].choice).setFocus()

    def _show_places(self) -> None:
        chosen = self._places.chosen()
        limit = self._plan.limits.pictures
        self._count.setText(picture_limit_words(len(chosen), limit))
        retone(self._count, tone="red" if limit and len(chosen) > limit else "")
        for place, shown in enumerate(self.rows):
            item_id = self._places.items[place]
            shown.show_item(item_id, self._places.number(place), last=place == len(self.rows) - 1)
            if item_id is not None:
                self._show_fit(shown, item_id)

    def _show_fit(self, shown: "PlaceRow", item_id: str) -> None:
        if item_id in self._fit:
            shown.show_fit(self._fit[item_id], is_blurred=self._workspace.is_blurred(item_id))
            return
        platform = self._plan.draft.platform

        def work(vault: OpenVault) -> Any:
            from evidence_vault.operations import plan_complaint

            return plan_complaint.fit_picture(vault, item_id, platform)

        def done(fit: Any) -> None:
            self._fit[item_id] = fit
            for place, item in enumerate(self._places.items):
                if item == item_id and self._plan.draft.platform == platform:
                    self.rows[place].show_fit(fit, is_blurred=self._workspace.is_blurred(item_id))

        def failed(error: EvidenceVaultError) -> None:
            shown.show_words(words_for_error(error).sentence)

        self._workspace.read(shown, work, done, failed=failed, between_steps=False)


class PlaceRow(QFrame):
    """One place: what is best here, the picture, and how it fits."""

    def __init__(self, step: PicturesStep, plan: Any, place: int) -> None:
        super().__init__()
        look = theme.current()
        self.item_id: str | None = None
        slot = plan.slots[place] if place < len(plan.slots) else None
        self._number = label("", "title", wrap=False)
        self._number.setMinimumWidth(look.body * 2)
        self._picture = QLabel()
        self._picture.setFixedSize(QSize(look.body * 5, look.body * 6))
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choice = _chooser(plan, place)
        self.choice.activated.connect(lambda _row: step.choose(place, self.choice.currentData()))
        self.fit = label("", "small")
        self.up = _arrow("arrow-up", _("Move up: place {place}").format(place=place + 1), lambda: step.shift(place, -1))
        self.down = _arrow(
            "arrow-down", _("Move down: place {place}").format(place=place + 1), lambda: step.shift(place, 1)
        )
        self.up.setEnabled(place > 0)
        words = column(*_slot_words(slot), self.choice, self.fit, None, gap=1)
        inner = row(self._number, self._picture, words, column(self.up, self.down, None, gap=1), gap=3)
        inner.setStretch(2, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card(inner, padding=3))

    def show_item(self, item_id: str | None, number: int | None, *, last: bool) -> None:
        """Show which picture stands here, ``number`` as it is uploaded."""
        self.item_id = item_id
        self._number.setText(str(number) if number else "–")
        self.choice.setCurrentIndex(max(0, self.choice.findData(item_id)))
        self.down.setEnabled(not last)
        if item_id is None:
            self._picture.clear()
            self.fit.setText("")

    def show_fit(self, fit: Any, *, is_blurred: bool) -> None:
        """Show the picture as it would be uploaded; None where it cannot be."""
        if fit is None:
            self.show_words(_("This picture cannot be made fit for uploading. Choose another one."))
            return
        whole = pixmap(fit.picture)
        ratio = self.devicePixelRatioF()
        room = self._picture.size() * ratio
        small = (blurred(whole) if is_blurred else whole).scaled(
            room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        small.setDevicePixelRatio(ratio)
        self._picture.setPixmap(small)
        words = _("Fit for uploading: {width} × {height}, {size}")
        fits = words.format(width=fit.width, height=fit.height, size=size_text(fit.size))
        hides = _("What you covered stays covered.") if fit.hides else _("You covered nothing in it.")
        self.fit.setText(f"{fits} · {hides}")

    def show_words(self, words: str) -> None:
        """Say why there is no picture."""
        self._picture.clear()
        self.fit.setText(words)


def _chooser(plan: Any, place: int) -> QComboBox:
    choice = QComboBox()
    choice.addItem(_("No picture"), None)
    for exhibit in plan.candidates:
        words = f"{exhibit.number}  {visible_name(exhibit.title or exhibit.item.name)}"
        choice.addItem(words, exhibit.item.id)
    choice.setAccessibleName(_("Picture for place {place}").format(place=place + 1))
    choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    choice.setMinimumContentsLength(18)
    return choice


def _slot_words(slot: Any) -> tuple[QLabel, ...]:
    if slot is None:
        return (label(_("A further picture"), "strong"),)
    best = _("Best here: {what}").format(what=slot.label)
    must = _("Must be readable: {what}").format(what=slot.must_show)
    return (label(best, "strong"), label(must, "small"))


def _arrow(icon: str, name: str, action: Callable[[], object]) -> Any:
    return icon_button(icon, name, action)
