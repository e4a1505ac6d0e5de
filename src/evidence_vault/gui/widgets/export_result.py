# SPDX-License-Identifier: GPL-3.0-or-later
"""The end of an export: fingerprint to read aloud, password shown once, how the receiver checks, to whom it goes."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.hand_over_flow import Form, check_sentences, left_out_sentences
from evidence_vault.gui.flows.words_of_values import size_text
from evidence_vault.gui.passing_clipboard import PassingClipboard
from evidence_vault.gui.widgets.banner import Banner
from evidence_vault.gui.widgets.buttons import button, copy_button
from evidence_vault.gui.widgets.layout import card, column, row
from evidence_vault.gui.widgets.words import label, selectable
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _, plural
from evidence_vault.user_messages import words_for

GROUPS_A_LINE = 4


class ExportResult(QWidget):
    """``report`` is the ``ExportReport``; ``groups`` its fingerprint for reading aloud."""

    def __init__(self, report: Any, groups: str, form: Form) -> None:
        super().__init__()
        self.report = report
        self.clipboard = PassingClipboard(self)
        self.layout_ = QVBoxLayout(self)
        self.layout_.setContentsMargins(0, 0, 0, 0)
        self.layout_.setSpacing(theme.current().space(4))
        self._done()
        if report.password is not None:
            self._password(report.password)
        self._fingerprint(groups)
        self._checking(form)

    def _done(self) -> None:
        count = plural("{count} file", "{count} files", self.report.files)
        words = f"{visible_name(self.report.path.name)} · {count} · {size_text(self.report.size)}"
        banner = Banner("green", _("The package is ready"), words)
        banner.add_action(_("Open the folder"), self.open_folder)
        self.layout_.addWidget(banner)
        for sentence in left_out_sentences(self.report.left_out):
            self.layout_.addWidget(label(sentence, "muted"))
        for note in self.report.notes:
            said = words_for(note.code, note.facts)
            self.layout_.addWidget(Banner("amber", said.title, f"{said.sentence} {said.next_step}".strip()))

    def open_folder(self) -> None:
        """Show the folder the package lies in, in the system's own file window."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.report.path.parent)))

    def _password(self, password: str) -> None:
        shown = selectable(password, "key")
        shown.setWordWrap(False)
        shown.setAccessibleName(_("Password: {password}").format(password=" ".join(password)))
        copy = button(_("Copy for 90 seconds"), lambda: self.clipboard.copy(password), icon="copy")
        words = _("It is shown only now and kept nowhere. Write it down, and tell it another way than the file itself.")
        opens = _("To open: 7-Zip (Windows), Keka (macOS), or WinRAR. The Explorer of Windows cannot open it.")
        title = label(_("The password of the .zip file"), "strong")
        self.layout_.addWidget(
            card(column(title, shown, row(copy, None), label(words), label(opens), gap=2), look="amber")
        )

    def _fingerprint(self, groups: str) -> None:
        parts = groups.split()
        lines = [" ".join(parts[place : place + GROUPS_A_LINE]) for place in range(0, len(parts), GROUPS_A_LINE)]
        shown = selectable("\n".join(lines), "key")
        shown.setAccessibleName(_("Fingerprint: {groups}").format(groups=groups))
        copy = copy_button(self.report.fingerprint, _("the fingerprint"))
        words = _("Read it to the receiver by phone, or write it on paper. Sent along with the file it proves nothing.")
        short = selectable(self.report.fingerprint, "fixed")
        title = row(label(_("Fingerprint of the key that signed it"), "strong", wrap=False), copy, None, gap=1)
        self.layout_.addWidget(card(column(title, shown, short, label(words, "muted"), gap=2)))

    def _checking(self, form: Form) -> None:
        lines = [label(f"{number}. {text}") for number, text in enumerate(check_sentences(form), 1)]
        self.layout_.addWidget(card(column(label(_("How the receiver checks it"), "strong"), *lines, gap=1.5)))

    def add(self, widget: QWidget) -> None:
        """Put something below."""
        self.layout_.addWidget(widget)

    def add_actions(self, *actions: tuple[str, Callable[[], object]]) -> None:
        """A row of what can be done next."""
        self.layout_.addLayout(row(*(button(words, action) for words, action in actions), None))
