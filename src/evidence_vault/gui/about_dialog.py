# SPDX-License-Identifier: GPL-3.0-or-later
"""Says what this program is, its version and its licence."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from evidence_vault import __version__
from evidence_vault.gui import icons, theme
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.layout import row
from evidence_vault.gui.widgets.words import label
from evidence_vault.translations import _


class AboutDialog(QDialog):
    """Closes with Esc."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setWindowTitle(_("About Evidence Vault"))
        layout = QVBoxLayout(self)
        side = look.space(6)
        layout.setContentsMargins(side, side, side, side)
        layout.setSpacing(look.space(3))
        mark = QLabel()
        mark.setPixmap(icons.program_mark(look.icon * 3))
        mark.setFixedSize(look.icon * 3, look.icon * 3)
        layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignHCenter)
        for text, kind in (
            (_("Evidence Vault"), "title"),
            (_("Version {version}").format(version=__version__), "muted"),
            (_("Keeps the proof of a chat-app fraud on your own computer, unchanged and encrypted."), "body"),
            (
                _("Free software under the GNU General Public License, version 3 or later. Icons: Lucide (ISC)."),
                "small",
            ),
        ):
            words = label(text, kind)
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(words)
        parts = button(_("Parts and licences …"), self._show_parts)
        layout.addLayout(row(None, parts, button(_("Close"), self.accept, look="primary"), None))
        self.setMinimumWidth(look.body * 30)

    def _show_parts(self) -> None:
        from evidence_vault.gui.parts_dialog import PartsDialog

        PartsDialog(self).exec()
