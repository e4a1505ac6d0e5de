# SPDX-License-Identifier: GPL-3.0-or-later
"""The first page: what this is, and the four ways on."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLabel, QLayout, QPushButton

from evidence_vault.gui import icons, theme
from evidence_vault.gui.flows.routes import Place
from evidence_vault.gui.pages.outside_page import OutsidePage
from evidence_vault.gui.program import Program
from evidence_vault.gui.widgets.banner import error_banner
from evidence_vault.gui.widgets.buttons import ChoiceButton, button
from evidence_vault.gui.widgets.language_switch import language_switch
from evidence_vault.gui.widgets.layout import column, row
from evidence_vault.gui.widgets.words import label
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _


class WelcomePage(OutsidePage):
    """Shown when no vault is asked for."""

    ems = 52

    def __init__(self, program: Program) -> None:
        super().__init__(program, _("Welcome"), way_back=False)
        self.corner.addWidget(language_switch(program.settings))
        self.corner.addWidget(button(_("Settings"), lambda: program.go(Place.SETTINGS), look="quiet", icon="settings"))
        if program.settings.problem is not None:
            self.column.addWidget(error_banner(program.settings.problem, closable=True))
        self.column.addLayout(self._greeting())
        self.column.addLayout(self._choices())
        self.column.addLayout(self._remembered())
        self.column.addWidget(
            label(
                _("Nothing you do here leaves this computer: the program has no connection to the internet."), "small"
            )
        )

    def take_focus(self) -> None:
        """To the first choice."""
        self.choices[0].setFocus()

    def _greeting(self) -> QLayout:
        look = theme.current()
        mark = QLabel()
        mark.setPixmap(icons.program_mark(round(look.icon * 3)))
        mark.setFixedSize(round(look.icon * 3), round(look.icon * 3))
        sentence = _(
            "Keep the proof of what happened in a chat: screenshots, chat logs and bills stay exactly as they are, "
            "encrypted, on this computer. When you are ready, hand them over well: to the platform, to the police, "
            "to a lawyer."
        )
        words = column(label(_("Evidence Vault"), "heading"), label(sentence, "muted"), gap=1.5)
        greeting = row(mark, words, gap=5)
        greeting.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        greeting.setContentsMargins(0, look.space(4), 0, look.space(2))
        greeting.setStretch(1, 1)
        return greeting

    def _choices(self) -> QGridLayout:
        program = self.program
        self.choices = (
            ChoiceButton(
                "folder-plus",
                _("Make a new vault"),
                _("A safe place for your evidence. It takes about three minutes."),
                lambda: program.go(Place.NEW_VAULT),
            ),
            ChoiceButton(
                "lock-keyhole",
                _("Open a vault"),
                _("Go on where you left off, with your passphrase."),
                self.choose_vault,
            ),
            ChoiceButton(
                "package-check",
                _("Check a package someone gave me"),
                _("See whether it is complete and unchanged. You need no vault for this."),
                lambda: program.go(Place.CHECK),
            ),
            ChoiceButton(
                "flask-conical",
                _("Try it with a made-up case"),
                _("A finished example with invented people. Nothing in it is real."),
                lambda: program.go(Place.DEMO),
            ),
        )
        grid = QGridLayout()
        grid.setSpacing(theme.current().space(3))
        for number, choice in enumerate(self.choices):
            grid.addWidget(choice, number // 2, number % 2)
            grid.setColumnStretch(number % 2, 1)
            choice.setMinimumWidth(theme.current().body * 12)
        return grid

    def _remembered(self) -> QLayout:
        remembered = self.program.settings.remembered()
        if not remembered:
            return column()
        links = [self._link(path) for path in remembered]
        return column(label(_("Vaults you asked to remember"), "caption"), *links, gap=1)

    def _link(self, path: Path) -> QPushButton:
        def open_it() -> None:
            self.program.go(Place.UNLOCK, str(path))

        return button(visible_name(path.stem), open_it, look="link", icon="lock-keyhole", tip=str(path))

    def choose_vault(self) -> None:
        """Ask for the folder of a vault and go to its unlock page."""
        folder = QFileDialog.getExistingDirectory(self, _("Choose the vault's folder"), str(Path.home()))
        if folder:
            self.program.go(Place.UNLOCK, folder)
