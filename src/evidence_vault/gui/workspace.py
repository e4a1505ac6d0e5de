# SPDX-License-Identifier: GPL-3.0-or-later
"""The open vault as pages see it: which case, how to read, how to work, where results are shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui.job_runner import Job, JobRunner
from evidence_vault.gui.settings_store import SettingsStore
from evidence_vault.progress import Progress
from evidence_vault.records import Actor, Finding, JournalState

OpenVault: TypeAlias = Any
"""An open vault. The window only hands it to operations, on the vault's thread, and never looks inside."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class OpenedVault:
    """What the window keeps of a vault that was just opened."""

    vault: OpenVault
    folder: Path
    name: str
    owner: Actor
    fingerprint: str
    notes: tuple[Finding, ...] = ()
    vault_id: str = ""
    state: JournalState | None = None
    blur_choices: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ResultAction:
    """Something to do with a result, offered beside its sentence."""

    words: str
    action: Callable[[], object]


class Workspace(QObject):
    """One open vault. Pages hold this, never the vault itself.

    ``changed`` names what changed: evidence, case (facts and membership), custody. ``section_wanted`` asks the
    window to show a section at a target; ``details_wanted`` to show a widget at the side (None closes it),
    ``passing_wanted`` one about what is marked in a list; ``told`` to show a sentence that stays until read, with an
    optional ``ResultAction``.
    """

    case_changed = Signal()
    changed = Signal(str)
    section_wanted = Signal(str, object)
    details_wanted = Signal(object)
    passing_wanted = Signal(object)
    told = Signal(str, object)
    went_wrong = Signal(object)

    def __init__(self, opened: OpenedVault, jobs: JobRunner, settings: SettingsStore) -> None:
        super().__init__()
        self.opened = opened
        self.jobs = jobs
        self.settings = settings
        self.case_id: str | None = None
        self.case_title = ""
        self.was_looked_over = False
        self.blur_choices = dict(opened.blur_choices)
        self.is_closing = False

    @property
    def actor(self) -> Actor:
        """Who works here, for the custody log."""
        return self.opened.owner

    def is_blurred(self, item_id: str) -> bool:
        """Whether a picture is blurred until it is pressed: as chosen for it, else as chosen for all."""
        return self.blur_choices.get(item_id, self.settings.now.blur_pictures)

    def choose_case(self, case_id: str | None, title: str) -> None:
        """Open another case, or none."""
        self.case_id = case_id
        self.case_title = title
        self.case_changed.emit()

    def read(
        self,
        owner: QObject,
        work: Callable[[OpenVault], Result],
        done: Callable[[Result], object],
        *,
        failed: Callable[[EvidenceVaultError], object] | None = None,
        between_steps: bool = True,
    ) -> Job:
        """Read for the screen: ``work`` on the vault's thread, then ``done`` here, unless ``owner`` is gone.

        ``between_steps=False`` for work that uses the worker process (pictures): it waits for running jobs.
        """
        vault = self.opened.vault
        job = self.jobs.read(lambda: work(vault), owner=owner, between_steps=between_steps)
        job.succeeded.connect(done)
        job.failed.connect(failed or self.went_wrong.emit)
        return job

    def aside(
        self,
        owner: QObject,
        work: Callable[[Progress], Result],
        done: Callable[[Result], object],
        *,
        failed: Callable[[EvidenceVaultError], object] | None = None,
    ) -> Job:
        """Long work that does not use the vault: neither pages nor other work wait for it."""
        job = self.jobs.aside(work, owner=owner)
        job.succeeded.connect(done)
        job.failed.connect(failed or self.went_wrong.emit)
        return job

    def run(
        self,
        title: str,
        work: Callable[[OpenVault, Progress], Result],
        done: Callable[[Result], object],
        *,
        changes: tuple[str, ...] = (),
        failed: Callable[[EvidenceVaultError], object] | None = None,
        beside: bool = False,
    ) -> Job:
        """Long work, shown in the status strip as ``title``; ``changes`` are announced when it ended well.

        ``beside``: other work goes on meanwhile, for what is safe then (backups, checks).
        """
        vault = self.opened.vault
        run = self.jobs.run_beside if beside else self.jobs.run
        job = run(title, lambda progress: work(vault, progress))
        job.succeeded.connect(done)
        for what in changes:
            job.succeeded.connect(lambda _result, what=what: self.changed.emit(what))
        job.failed.connect(failed or self.went_wrong.emit)
        return job

    def change(
        self,
        owner: QObject,
        work: Callable[[OpenVault], Result],
        *,
        what: str = "case",
        done: Callable[[Result], object] | None = None,
        failed: Callable[[EvidenceVaultError], object] | None = None,
    ) -> Job:
        """A short change (a fact, a title), written at once; ``what`` is announced when it is durable.

        It waits for running jobs, and is made even if ``owner`` is gone by then.
        """
        vault = self.opened.vault
        job = self.jobs.read(lambda: work(vault), owner=self, between_steps=False)

        def finished(result: Result) -> None:
            import shiboken6

            if not self.is_closing:  # the vault is closed right after: nothing is read again
                self.changed.emit(what)
            if done is not None and shiboken6.isValid(owner):
                done(result)

        job.succeeded.connect(finished)
        job.failed.connect(failed or self.went_wrong.emit)
        return job

    def show_section(self, section: str, target: object = None) -> None:
        """Go to a section of the case, at ``target`` (an item's id, a search hit) where it knows it."""
        self.section_wanted.emit(section, target)

    def show_details(self, widget: QWidget | None) -> None:
        """Show ``widget`` in the panel at the side; None closes the panel."""
        self.details_wanted.emit(widget)

    def show_passing(self, widget: QWidget) -> None:
        """Show the details of what is marked in a list; where they would cover it, the keyboard can walk on."""
        self.passing_wanted.emit(widget)

    def tell(self, sentence: str, action: ResultAction | None = None) -> None:
        """Say how something ended; the sentence stays until it is closed."""
        self.told.emit(sentence, action)
