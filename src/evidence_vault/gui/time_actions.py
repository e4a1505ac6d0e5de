# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks for trusted time of the open vault and brings replies in; the answers go to the strip and to who asked."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from evidence_vault.gui.flows.time_words import authority_words, state_words
from evidence_vault.gui.flows.words_of_values import time_text
from evidence_vault.gui.workspace import OpenVault, Workspace
from evidence_vault.progress import Progress
from evidence_vault.translations import _, plural

if TYPE_CHECKING:
    from evidence_vault.records import TimeStamp

REPLIES = "*.tsr *.tst *.der *"
CERTIFICATES = "*.pem *.crt *.cer *.der *.crl"


class TimeActions:
    """What can be done about the trusted time of the open vault."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        self._workspace = workspace
        self._parent = parent

    def ask_request(self) -> None:
        """Ask where the request goes, then write it."""
        suggested = str(Path.home() / _("time-stamp-request.tsq"))
        name, _kind = QFileDialog.getSaveFileName(self._parent, _("Write a request"), suggested, "TSQ (*.tsq)")
        if name:
            self.write_request(Path(name))

    def write_request(self, destination: Path) -> None:
        """Write a request over the whole log as it stands."""
        actor = self._workspace.actor

        def work(vault: OpenVault, _progress: Progress) -> int:
            from evidence_vault.operations import time_stamps

            return time_stamps.request_for_vault(vault, destination, actor)

        self._workspace.run(_("Writing a request"), work, self._requested, changes=("custody",))

    def ask_reply(self) -> None:
        """Ask for the file with the reply."""
        title = _("The reply of the authority")
        name, _kind = QFileDialog.getOpenFileName(self._parent, title, str(Path.home()), f"TSR ({REPLIES})")
        if name:
            self.add_reply(Path(name))

    def ask_authority(self, stamp: "TimeStamp") -> None:
        """Ask for the root certificate of the authority behind a stamp, and judge the stamp by it."""
        title = _("The authority's root certificate, from a source you trust")
        name, _kind = QFileDialog.getOpenFileName(self._parent, title, str(Path.home()), f"PEM ({CERTIFICATES})")
        if name:
            self.name_authority(stamp, Path(name))

    def add_reply(self, reply: Path, authority: Path | None = None) -> None:
        """Bring a reply in."""
        actor = self._workspace.actor

        def work(vault: OpenVault, _progress: Progress) -> "TimeStamp":
            from evidence_vault.operations import time_stamps

            return time_stamps.add_to_vault(vault, reply, authority, actor)

        self._workspace.run(_("Bringing in a reply"), work, self._added, changes=("custody", "evidence"))

    def name_authority(self, stamp: "TimeStamp", authority: Path) -> None:
        """Judge a stamp that is kept already by a certificate the person names."""
        self.add_reply(self._workspace.opened.folder / stamp.file, authority)

    def _requested(self, entries: int) -> None:
        words = plural(
            "The request is written. It covers {count} line of the log.",
            "The request is written. It covers {count} lines of the log.",
            entries,
        )
        self._workspace.tell(f"{words} {_('Send it to an authority from a device that is online.')}")

    def _added(self, stamp: "TimeStamp") -> None:
        facts = {"authority": authority_words(stamp), "time": time_text(stamp.time), "state": state_words(stamp)}
        self._workspace.tell(_("Time stamp of {authority}: {time}. {state}.").format(**facts))
