# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes a case out of a package into the open vault, as work in the strip; its result is a sentence and a list."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.program import WantedPackage
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenVault, ResultAction, Workspace
from evidence_vault.progress import Progress
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _, plural
from evidence_vault.user_messages import words_for

if TYPE_CHECKING:
    from evidence_vault.operations.take_in_case import TakenCase

MOST_LISTED = 200


class TakingIn:
    """``open_case`` is called with id and title where the person wants to see the case."""

    def __init__(self, workspace: Workspace, open_case: Callable[[str, str], object]) -> None:
        self._workspace = workspace
        self._open_case = open_case

    def take(self, wanted: WantedPackage) -> None:
        """Start the work."""
        actor = self._workspace.actor

        def work(vault: OpenVault, progress: Progress) -> "TakenCase":
            from evidence_vault.operations import take_in_case

            options = take_in_case.TakeInOptions(wanted.signer, wanted.files_only)
            return take_in_case.take_in_case(vault, wanted.path, options, actor, progress)

        title = _("Taking in a case: {name}").format(name=visible_name(wanted.path.name))
        self._workspace.run(title, work, self._taken, changes=("evidence", "case", "custody"))

    def _taken(self, taken: "TakenCase") -> None:
        words = plural("{count} piece of evidence came in.", "{count} pieces of evidence came in.", taken.items)
        if taken.cancelled:
            words += " " + _("It was stopped. Take the same package in again, and it goes on from there.")
        go = ResultAction(_("Open the case"), lambda: self._open_case(taken.case_id, taken.title))
        self._workspace.tell(words, go)
        if taken.failed or taken.notes:
            self._workspace.show_details(TakenList(taken))


class TakenList(QWidget):
    """What could not be taken over, and why."""

    def __init__(self, taken: "TakenCase") -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.current().space(2))
        layout.addWidget(label(_("Not taken over"), "title"))
        for one in taken.failed[:MOST_LISTED]:
            layout.addWidget(label(words_for(one.code, one.facts).sentence))
        for note in taken.notes[:MOST_LISTED]:
            layout.addWidget(label(words_for(note.code, note.facts).sentence))
        layout.addStretch(1)
