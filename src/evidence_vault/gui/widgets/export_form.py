# SPDX-License-Identifier: GPL-3.0-or-later
"""What every export asks: language, folder or zip or password, and the place; complaints and reports share it."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFileDialog, QFrame, QRadioButton, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.hand_over_flow import (
    FORM_HINTS,
    FORM_NAMES,
    LANGUAGE_NAMES,
    Form,
    HandOverFlow,
    place_warnings,
)
from evidence_vault.gui.widgets.banner import Banner
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.field import Field
from evidence_vault.gui.widgets.layout import card, clear, column, row
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import Workspace
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _


class LanguageField(Field):
    """Chooses the language of an export, apart from the window's."""

    def __init__(self, flow: HandOverFlow) -> None:
        self.choice = QComboBox()
        for tag, name in LANGUAGE_NAMES.items():
            self.choice.addItem(name, tag)
        super().__init__(_("Language of the papers"), self.choice, _("It need not be the language of this window."))
        self.choice.setCurrentIndex(self.choice.findData(flow.language))
        self.choice.currentIndexChanged.connect(lambda _index: setattr(flow, "language", self.choice.currentData()))


class PicturesField(Field):
    """How many pictures stand on a page of the annex."""

    def __init__(self, flow: HandOverFlow) -> None:
        self.choice = QComboBox()
        for count, name in ((2, _("Two on a page: easy to read")), (4, _("Four on a page: less paper"))):
            self.choice.addItem(name, count)
        hint = _("All of them go along as files as well.")
        super().__init__(_("Pictures printed in the report"), self.choice, hint)
        self.choice.setCurrentIndex(self.choice.findData(flow.pictures_per_page))
        self.choice.currentIndexChanged.connect(
            lambda _index: setattr(flow, "pictures_per_page", self.choice.currentData())
        )


class SplitField(Field):
    """One package, or several of at most a size."""

    def __init__(self, flow: HandOverFlow) -> None:
        self.choice = QComboBox()
        for size, name in (
            (None, _("One package, however large")),
            (20_000_000, _("Parts of at most 20 MB, for e-mail")),
            (100_000_000, _("Parts of at most 100 MB")),
            (2_000_000_000, _("Parts of at most 2 GB, for upload pages")),
            (4_000_000_000, _("Parts of at most 4 GB, for older sticks")),
        ):
            self.choice.addItem(name, size)
        hint = _("Each part is a package of its own that can be checked; it names the others.")
        super().__init__(_("How large it may be"), self.choice, hint)
        self.choice.setCurrentIndex(max(0, self.choice.findData(flow.max_part)))
        self.choice.currentIndexChanged.connect(lambda _index: setattr(flow, "max_part", self.choice.currentData()))


class FormChoice(QWidget):
    """Folder, zip, or zip with a password, each with what it is good for."""

    changed = Signal()

    def __init__(self, flow: HandOverFlow) -> None:
        super().__init__()
        self._flow = flow
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.current().space(2))
        layout.addWidget(label(_("How it is packed"), "strong"))
        self.buttons: dict[Form, QRadioButton] = {}
        for form in Form:
            choice = QRadioButton(_(FORM_NAMES[form]))
            choice.setAccessibleDescription(_(FORM_HINTS[form]))
            choice.setChecked(form is flow.form)
            choice.toggled.connect(lambda on, form=form: self._chosen(form, on=on))
            self._group.addButton(choice)
            self.buttons[form] = choice
            hint = label(_(FORM_HINTS[form]), "small")
            hint.setIndent(theme.current().body + theme.current().space(3))
            layout.addLayout(column(choice, hint, gap=0))

    def _chosen(self, form: Form, *, on: bool) -> None:
        if on:
            self._flow.form = form
            self.changed.emit()


class PlaceChoice(QFrame):
    """Asks for the folder, every time, and says what to know about it."""

    chosen = Signal()

    def __init__(self, workspace: Workspace, flow: HandOverFlow) -> None:
        super().__init__()
        self._workspace = workspace
        self._flow = flow
        self.choose = button(_("Choose a folder …"), self._ask, icon="folder-open")
        self._path = label("", "muted")
        self._warnings = QVBoxLayout()
        choosing = row(self.choose, self._path)
        choosing.setStretch(1, 1)
        words = label(_("You are asked every time. A USB stick that you hand over yourself is a good place."), "muted")
        layout = column(label(_("Where it goes"), "strong"), words, choosing, self._warnings, gap=2)
        self._card = card(layout)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._card)
        self.show_warnings()

    def _ask(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Where should the package go?"), str(Path.home()))
        if folder:
            self.take(Path(folder))

    def take(self, folder: Path | None) -> None:
        """Take ``folder`` as the place; None forgets it."""
        self._flow.folder = folder
        self._path.setText(visible_name(str(folder)) if folder else "")
        self.show_warnings()
        self.chosen.emit()
        if folder is None:
            return

        def work(_vault: object) -> Any:
            from evidence_vault.operations import create_vault

            return create_vault.describe_place(folder)

        def done(report: Any) -> None:
            if self._flow.folder == folder:
                self.show_warnings(place_warnings(report))

        self._workspace.read(self, work, done)

    def show_warnings(self, about_place: tuple[str, ...] = ()) -> None:
        """Say who can read the package, and what is known about the folder."""
        clear(self._warnings)
        if self._flow.form is Form.ENCRYPTED:
            words = _("The password is shown once, when the package is made. Nobody can open it without.")
            self._warnings.addWidget(Banner("info", _("Only who has the password can read it"), words))
        else:
            words = _("It is not encrypted: whoever gets the stick, the mail or this computer can open it.")
            self._warnings.addWidget(Banner("amber", _("Anybody who gets it can read it"), words))
        for sentence in about_place:
            self._warnings.addWidget(Banner("amber", _("About this folder"), sentence))
