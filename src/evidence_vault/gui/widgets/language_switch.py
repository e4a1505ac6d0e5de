# SPDX-License-Identifier: GPL-3.0-or-later
"""Chooses the language of the window; each language is written in itself."""

from PySide6.QtWidgets import QComboBox

from evidence_vault.gui.settings_store import SettingsStore
from evidence_vault.translations import LANGUAGES, _, interface_words


def language_switch(settings: SettingsStore) -> QComboBox:
    """A box with every complete language; the window is made anew when it changes."""
    choice = QComboBox()
    choice.setAccessibleName(_("Language"))
    for tag, name in LANGUAGES.items():
        choice.addItem(name, tag)
    choice.setCurrentIndex(choice.findData(interface_words().tag))
    choice.activated.connect(lambda _index: settings.change(language=choice.currentData()))
    return choice
