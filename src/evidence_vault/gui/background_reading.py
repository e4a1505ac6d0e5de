# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the text in pictures while the person works: one page after another, paused and resumed at will.

A page's bytes are taken and its text is kept in two short steps on the vault's thread; the long step between them
runs beside it, in a process of its own (decision 0151).
"""

from collections import deque
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, Signal

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui.job_runner import Job
from evidence_vault.gui.workspace import OpenVault, Workspace
from evidence_vault.progress import Progress

TOLD_EVERY = 25
"""Pages after which lists that show what was read are brought up to date; and at the end."""


class ReadingState(StrEnum):
    """What the reading in the background is doing."""

    OFF = "off"
    IDLE = "idle"
    READING = "reading"
    PAUSED = "paused"


class BackgroundReading(QObject):
    """Belongs to an open vault. ``changed``: another state, or another page; ``page_read``: (item's id, page)."""

    changed = Signal()
    page_read = Signal(str, int)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._pages: deque[Any] = deque()
        self._job: Job | None = None
        self._is_looking = False
        self._untold = 0
        self.is_paused = False
        self.is_missing = False
        self.done = 0
        workspace.changed.connect(self._something_changed)
        workspace.settings.changed.connect(self._setting_changed)
        self.look()

    @property
    def state(self) -> ReadingState:
        """What is going on now."""
        if self.is_missing or not self._workspace.settings.now.read_pictures:
            return ReadingState.OFF
        if not self._pages and self._job is None:
            return ReadingState.IDLE
        return ReadingState.PAUSED if self.is_paused else ReadingState.READING

    @property
    def total(self) -> int:
        """How many pages this run has, those that are done among them."""
        return self.done + len(self._pages) + (self._job is not None)

    def look(self) -> None:
        """See which pages nobody has read yet, and begin with them."""
        if self._is_looking or self._workspace.is_closing or not self._workspace.settings.now.read_pictures:
            return
        self._is_looking = True

        def work(vault: OpenVault) -> tuple[Any, ...] | None:
            from evidence_vault.operations import read_pictures

            return read_pictures.pages_to_read(vault) if read_pictures.can_read_pictures() else None

        self._workspace.read(self, work, self._found, failed=self._gave_up, between_steps=False)

    def pause(self) -> None:
        """Stop at once; the page that is being read is read again later."""
        self.is_paused = True
        if self._job is not None:
            self._job.cancel()
        self.changed.emit()

    def resume(self) -> None:
        """Go on."""
        self.is_paused = False
        self.changed.emit()
        self._next()

    def put_first(self, item_id: str) -> None:
        """Read the pages of an item before all others: somebody is looking at it."""
        wanted = [page for page in self._pages if page.item_id == item_id]
        self._pages = deque([*wanted, *(page for page in self._pages if page.item_id != item_id)])

    # --- steps

    def _found(self, pages: tuple[Any, ...] | None) -> None:
        self._is_looking = False
        self.is_missing = pages is None
        if not self._pages:
            self.done = 0
        busy = {(page.content_id, page.page) for page in self._pages}
        self._pages.extend(page for page in pages or () if (page.content_id, page.page) not in busy)
        self.changed.emit()
        self._next()

    def _next(self) -> None:
        is_due = self._job is None and self._pages and self.state is ReadingState.READING
        if not is_due or self._workspace.is_closing:
            return
        page = self._pages.popleft()

        def take(vault: OpenVault) -> Any:
            from evidence_vault.operations import read_pictures

            return read_pictures.take_page(vault, page)

        self._follow(self._workspace.read(self, take, self._taken, failed=self._gave_up, between_steps=False), page)

    def _taken(self, taken: Any) -> None:
        from evidence_vault.operations import read_pictures

        if isinstance(taken, read_pictures.PageRead):
            self._keep(taken)
            return

        def read(progress: Progress) -> Any:
            return read_pictures.read_page(taken, progress)

        self._follow(self._workspace.aside(self, read, self._keep, failed=self._gave_up), taken.page)

    def _keep(self, read: Any) -> None:
        def keep(vault: OpenVault) -> None:
            from evidence_vault.operations import read_pictures

            read_pictures.keep_page(vault, read)

        def kept(_nothing: None) -> None:
            self._job = None
            self.done += 1
            self._untold += 1
            self.page_read.emit(read.page.item_id, read.page.page)
            if not self._pages or self._untold >= TOLD_EVERY:
                self._untold = 0
                self._workspace.changed.emit("text")
            self.changed.emit()
            self._next()

        self._follow(self._workspace.read(self, keep, kept, failed=self._gave_up, between_steps=False), read.page)

    def _follow(self, job: Job, page: Any) -> None:
        self._job = job

        def put_back() -> None:
            if self._job is job:
                self._job = None
            self._pages.appendleft(page)
            self.changed.emit()
            self._next()

        job.cancelled.connect(put_back)

    def _gave_up(self, error: EvidenceVaultError) -> None:
        """The vault cannot keep anything now, or the reader is not there: stop, and say so unless it closes."""
        self._is_looking = False
        self._job = None
        self._pages.clear()
        self.changed.emit()
        if not self._workspace.is_closing:
            self._workspace.went_wrong.emit(error)

    def _something_changed(self, what: str) -> None:
        if what == "evidence":
            self.look()

    def _setting_changed(self, name: str) -> None:
        if name != "read_pictures":
            return
        if self._workspace.settings.now.read_pictures:
            self.look()
        else:
            self._pages.clear()
            if self._job is not None:
                self._job.cancel()
        self.changed.emit()
