# SPDX-License-Identifier: GPL-3.0-or-later
"""The custody log of another vault, to read and to search."""

from typing import Any

from PySide6.QtWidgets import QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.secret_dialogs import SmallDialog
from evidence_vault.gui.widgets.review_rows import ReviewRows
from evidence_vault.gui.widgets.review_tabs import column_titles
from evidence_vault.gui.workspace import Workspace
from evidence_vault.translations import _


class ForeignLogDialog(SmallDialog):
    """``item_id``: the log, an item of the open vault."""

    def __init__(self, workspace: Workspace, item_id: str, parent: QWidget | None) -> None:
        why = _(
            "It came along with a case. It tells what happened over there; nothing of it is this vault's own history."
        )
        super().__init__(_("The log of the other vault"), why, parent)
        vault = workspace.opened.vault

        def read() -> Any:
            from evidence_vault.operations import foreign_log

            return foreign_log.foreign_log(vault, item_id)

        self.rows = ReviewRows(_("Custody log"), workspace.jobs, read, column_titles())
        self.column.addWidget(self.rows, 1)
        self.resize(theme.current().body * 62, theme.current().body * 40)
