# SPDX-License-Identifier: GPL-3.0-or-later
"""What a message means in another language: typed for one message, or for a whole chat as a translator's table."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.hand_over_flow import LANGUAGE_NAMES
from evidence_vault.gui.flows.message_words import visible_text
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.field import Field
from evidence_vault.gui.widgets.layout import row
from evidence_vault.gui.widgets.words import label, selectable
from evidence_vault.records import Message, Translation
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _


class WhoTranslated(QWidget):
    """Language, translator and day of a translation; what is not known stays empty."""

    def __init__(self, before: Translation) -> None:
        super().__init__()
        self.language = QComboBox()
        self.language.setEditable(True)
        for tag, name in LANGUAGE_NAMES.items():
            self.language.addItem(name, tag)
        place = self.language.findData(before.language)
        self.language.setCurrentIndex(max(0, place))
        if place < 0 and before.language:
            self.language.setCurrentText(before.language)
        self.translator, self.made_on = QLineEdit(before.translator or ""), QLineEdit(before.made_on or "")
        self.made_on.setPlaceholderText(_("year-month-day, such as 2026-03-30"))
        hint = _("Choose one, or type a tag such as vi or de.")
        whose = _("You, a friend, a sworn translator, a program.")
        self.fields = {
            "language": Field(_("Language of the translation"), self.language, hint),
            "translator": Field(_("Who translated"), self.translator, whose),
            "made_on": Field(_("On which day"), self.made_on),
        }
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.current().space(3))
        for field in self.fields.values():
            layout.addWidget(field)

    def said(self, text: str = "") -> Translation:
        """What was typed, with ``text`` as the words."""
        typed = self.language.currentText().strip()
        tags = {name: tag for tag, name in LANGUAGE_NAMES.items()}
        return Translation(
            text,
            tags.get(typed, typed),
            self.translator.text().strip() or None,
            self.made_on.text().strip() or None,
        )

    def show_problem(self, name: str, sentence: str) -> None:
        """Say what is wrong with a field; the others are right."""
        for each, field in self.fields.items():
            field.show_problem(sentence if each == name else "")
        if name in self.fields:
            self.fields[name].control.setFocus()


class TranslationForm(QWidget):
    """For one message: ``wanted`` when it shall be kept; no words take the translation back."""

    wanted = Signal()
    cancelled = Signal()

    def __init__(self, message: Message, before: Translation) -> None:
        super().__init__()
        self.message = message
        self.words = QPlainTextEdit(before.text)
        self.words.setTabChangesFocus(True)
        self.words.setMinimumHeight(theme.current().body * 8)
        self.who = WhoTranslated(before)
        self.save = button(_("Keep it"), self.wanted.emit, look="primary", icon="check")
        layout = _side(self, _("What this message means"))
        note = _("The message itself stays as it is and is what counts. This stands beside it.")
        layout.addWidget(label(note, "muted"))
        layout.addWidget(selectable(visible_text(message.text or "")))
        hint = _("Word for word as far as it can be. Empty takes it back.")
        layout.addWidget(Field(_("Translation"), self.words, hint))
        layout.addWidget(self.who)
        layout.addLayout(row(button(_("Cancel"), self.cancelled.emit), None, self.save))
        layout.addStretch(1)

    def said(self) -> Translation:
        """What was typed."""
        return self.who.said(self.words.toPlainText().strip())


class TranslatorTable(QWidget):
    """For a whole chat: a table goes out to a translator and comes back filled in."""

    save_wanted = Signal()
    bring_wanted = Signal()
    cancelled = Signal()

    def __init__(self, before: Translation) -> None:
        super().__init__()
        self.who = WhoTranslated(before)
        self.save = button(_("Save a table for a translator …"), self.save_wanted.emit, icon="download")
        self.bring = button(_("Bring in a filled table …"), self.bring_wanted.emit, icon="file-plus")
        layout = _side(self, _("Translations of this chat"))
        out = _(
            "The table holds every message that has words. A spreadsheet opens it; the translator fills in the "
            "column “translation”. It is not encrypted: whoever gets it can read the chat."
        )
        layout.addWidget(label(out, "muted"))
        layout.addWidget(self.who)
        layout.addLayout(row(self.save, None))
        back = _("Lines that do not stand beside their own message are left out and listed. Nothing else is changed.")
        layout.addWidget(label(back, "muted"))
        layout.addLayout(row(self.bring, None))
        layout.addLayout(row(button(_("Close"), self.cancelled.emit), None))
        layout.addStretch(1)


def translation_words(said: Translation) -> str:
    """Who translated a message, into which language, on which day."""
    language = LANGUAGE_NAMES.get(said.language, said.language)
    return " · ".join(visible_name(part) for part in (language, said.translator, said.made_on) if part)


def add_translations(
    layout: QVBoxLayout, translations: Sequence[Translation], translate: Callable[[], object] | None
) -> None:
    """The translations of a message among its details, and the button that adds or changes one."""
    for said in translations:
        layout.addWidget(label(_("Translation: {who}").format(who=translation_words(said)), "caption"))
        layout.addWidget(selectable(visible_text(said.text)))
    if translate is not None:
        words = _("Change the translation …") if translations else _("Type a translation …")
        layout.addLayout(row(button(words, translate, look="small", icon="languages"), None))


def _side(widget: QWidget, title: str) -> QVBoxLayout:
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, theme.current().space(2), 0)
    layout.setSpacing(theme.current().space(3))
    layout.addWidget(label(title, "title"))
    return layout
