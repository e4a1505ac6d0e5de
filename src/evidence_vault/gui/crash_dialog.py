# SPDX-License-Identifier: GPL-3.0-or-later
"""Shown when the program itself is at fault: calm words, and a report that can be copied."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.crash_report import crash_report
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.layout import row
from evidence_vault.gui.widgets.words import label, picture_label
from evidence_vault.translations import _


class CrashDialog(QDialog):
    """Nothing is sent anywhere; the person decides whom to give the report to."""

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.report = crash_report(error)
        look = theme.current()
        self.setWindowTitle(_("Something went wrong in the program"))
        layout = QVBoxLayout(self)
        side = look.space(6)
        layout.setContentsMargins(side, side, side, side)
        layout.setSpacing(look.space(3))
        title = label(_("Something went wrong in the program"), "title")
        layout.addLayout(row(picture_label("circle-alert", "amber"), title, None))
        layout.addWidget(
            label(
                _(
                    "This is our fault, not yours. What was added before is safe. You can go on; if it "
                    "happens again, lock the vault and open it anew."
                )
            )
        )
        layout.addWidget(
            label(
                _(
                    "This report holds no names, paths or text of yours. Nothing is sent; copy it if you "
                    "want to tell us."
                ),
                "muted",
            )
        )
        text = QPlainTextEdit(self.report)
        text.setReadOnly(True)
        text.setAccessibleName(_("Report"))
        text.setTabChangesFocus(True)
        layout.addWidget(text, 1)
        copy = button(_("Copy the report"), self.copy, icon="copy")
        layout.addLayout(row(copy, None, button(_("Go on"), self.accept, look="primary")))
        self.resize(look.body * 44, look.body * 32)

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self.report)
