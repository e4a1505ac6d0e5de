# SPDX-License-Identifier: GPL-3.0-or-later
"""Offers boxes over numbers, names and faces of a picture: what to look for, how far it is, what was found."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QCheckBox, QProgressBar, QVBoxLayout, QWidget

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui.flows.copy_draft import CopyDraft
from evidence_vault.gui.flows.offer_words import GROUP_WORDS, Laid, offer_words
from evidence_vault.gui.job_runner import Job
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.layout import box, column, row
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenVault, Workspace
from evidence_vault.picture_steps import Redact, Step
from evidence_vault.progress import Progress
from evidence_vault.records import EvidenceItem
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _
from evidence_vault.user_messages import words_for_error

_VIEW = "offered-boxes"


class BoxOffer(QWidget):
    """For one page of ``item``; boxes are laid on ``draft``, where each can be moved or taken away.

    The picture is looked at beside the vault's thread, so that neither pages nor other work wait for it.
    """

    def __init__(self, workspace: Workspace, item: EvidenceItem, page: int, draft: CopyDraft) -> None:
        super().__init__()
        self._workspace = workspace
        self._item, self._page, self._draft = item, page, draft
        self._job: Job | None = None
        self._asked = 0
        wanted = workspace.settings.view(_VIEW, ",".join(GROUP_WORDS)).split(",")
        self.groups = {group: QCheckBox(_(words)) for group, words in GROUP_WORDS.items()}
        for group, choice in self.groups.items():
            choice.setChecked(group in wanted)
            choice.toggled.connect(self._choose)
        self.ask = button(_("Offer boxes"), self.look, look="small", icon="scan-text")
        self.ask.setAccessibleDescription(_("Looks in the picture on this computer and lays a box over what is found."))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Progress"))
        self.stop_button = button(_("Stop this"), self.stop, look="small", icon="x")
        self._running = box(row(self.bar, self.stop_button, gap=2))
        self.words = label(_("Nothing is hidden by itself: each box can be moved or taken away."), "small")
        parts = column(
            label(_("Offer boxes over"), "strong"),
            *self.groups.values(),
            self.ask,
            self._running,
            self.words,
            gap=1.5,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(parts)
        self._show_state()

    @property
    def chosen(self) -> tuple[str, ...]:
        """What is looked for."""
        return tuple(group for group, choice in self.groups.items() if choice.isChecked())

    def look(self) -> None:
        """Look for what is ticked; all boxes that are laid are undone at once."""
        if self._job is not None or not self.chosen:
            return
        item_id, page, case_id, groups = self._item.id, self._page, self._workspace.case_id, self.chosen
        self.bar.setRange(0, 0)
        self.words.setText(_("The picture is being looked at …"))

        def take(vault: OpenVault) -> Any:
            from evidence_vault.operations import offered_boxes

            return offered_boxes.take_offer(vault, item_id, page, case_id=case_id, groups=groups)

        self._with_vault(take, self._taken)

    def stop(self) -> None:
        """Give up what is being looked for; nothing is laid then."""
        if self._job is not None:
            self._job.cancel()
            self._ended(_("Stopped. No box was laid."))

    def _taken(self, taken: Any) -> None:
        def look(progress: Progress) -> Any:
            from evidence_vault.operations import offered_boxes

            return offered_boxes.look_for_boxes(taken, progress)

        job = self._workspace.aside(self, look, self._if_wanted(self._looked), failed=self._if_wanted(self._failed))
        job.progressed.connect(self._show_progress)
        self._follow(job)

    def _looked(self, looked: Any) -> None:
        def keep(vault: OpenVault) -> Any:
            from evidence_vault.operations import offered_boxes

            return offered_boxes.keep_offer(vault, looked)

        self._with_vault(keep, self._lay)

    def _lay(self, offer: Any) -> None:
        there = {step.area for step in self._draft.marks if isinstance(step, Redact)}
        hidden = {one.area: _("a face") if one.kind == "face" else visible_name(one.shown) for one in offer.boxes}
        new: list[Step] = [Redact(area) for area in hidden if area not in there]
        self._draft.hidden |= hidden
        laid = self._draft.add_all(new)
        self._ended(
            offer_words(Laid(offer.counts, offer.looked_for, offer.not_looked_for, laid, no_room=len(new) - laid))
        )

    def _failed(self, error: EvidenceVaultError) -> None:
        words = words_for_error(error)
        self._ended(f"{words.sentence} {words.next_step}")

    def _choose(self, _on: bool) -> None:
        """Remembered for the next picture: one person hides faces alone, in forty of them."""
        self._workspace.settings.set_view(_VIEW, ",".join(self.chosen))
        self._show_state()

    # --- one after another

    def _with_vault(self, work: Callable[[OpenVault], Any], then: Callable[[Any], None]) -> None:
        wanted, failed = self._if_wanted(then), self._if_wanted(self._failed)
        self._follow(self._workspace.read(self, work, wanted, failed=failed, between_steps=False))

    def _if_wanted(self, then: Callable[[Any], None]) -> Callable[[Any], None]:
        """``then``, unless it was stopped meanwhile; what was asked for afterwards is not mixed up with it."""
        asked = self._asked
        return lambda result: then(result) if asked == self._asked else None

    def _follow(self, job: Job) -> None:
        self._job = job
        job.cancelled.connect(lambda: self.stop() if self._job is job else None)  # the vault is being closed
        self._show_state()

    def _ended(self, words: str) -> None:
        self._job = None
        self._asked += 1
        self.words.setText(words)
        self._show_state()

    def _show_progress(self, done: int, total: int | None, _what: str) -> None:
        self.bar.setRange(0, total or 0)
        self.bar.setValue(done)

    def _show_state(self) -> None:
        is_running = self._job is not None
        self._running.setVisible(is_running)
        self.ask.setEnabled(not is_running and bool(self.chosen))
        for choice in self.groups.values():
            choice.setEnabled(not is_running)
