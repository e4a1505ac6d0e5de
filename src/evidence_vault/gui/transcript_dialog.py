# SPDX-License-Identifier: GPL-3.0-or-later
"""A screenshot of a chat beside what it seems to say, bubble for bubble, to be confirmed or corrected."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from evidence_vault.gui.flows.transcript_draft import TranscriptDraft
from evidence_vault.gui.transcript_review import TranscriptReview
from evidence_vault.gui.widgets.picture_view import sides_for
from evidence_vault.gui.widgets.pixels import pixmap
from evidence_vault.gui.workspace import OpenVault, Workspace
from evidence_vault.progress import Progress
from evidence_vault.records import EvidenceItem, Picture, ProposedTranscript, TextInPicture
from evidence_vault.translations import _


@dataclass(frozen=True, slots=True)
class _Found:
    """What the vault has of a picture."""

    proposal: ProposedTranscript | None
    text: TextInPicture | None
    picture: Picture
    is_confirmed: bool
    can_read: bool


class TranscriptDialog(TranscriptReview):
    """Reads the proposal of a page (from 0) of ``item``; confirmed entries become messages of the picture."""

    def __init__(self, workspace: Workspace, item: EvidenceItem, parent: QWidget, page: int = 0) -> None:
        super().__init__(workspace, parent)
        self.item = item
        self._page = page
        self._was_asked_to_read = False
        self._load()

    def _load(self) -> None:
        item_id, page, sides = self.item.id, self._page, sides_for(self.item)

        def work(vault: OpenVault) -> _Found:
            from evidence_vault.operations import picture_transcripts, read_pictures, show_picture

            proposal = picture_transcripts.proposed_transcript(vault, item_id, page)
            text = read_pictures.text_of_picture(vault, item_id, page)
            picture = show_picture.show_picture(vault, item_id, page, *sides)
            can_read = read_pictures.can_read_pictures()
            return _Found(proposal, text, picture, picture_transcripts.is_confirmed(vault, item_id), can_read)

        self._workspace.read(self, work, self._show, failed=self._failed, between_steps=False)

    def _read_first(self) -> None:
        """The background has not come to this picture yet."""
        self._was_asked_to_read = True
        item_id, page = self.item.id, self._page
        self.message.setText(_("The picture is being read …"))

        def work(vault: OpenVault, progress: Progress) -> None:
            from evidence_vault.operations import read_pictures

            read_pictures.read_one_page(vault, item_id, page, progress)

        self._workspace.run(_("Reading the picture"), work, lambda _nothing: self._load(), failed=self._failed)

    def _show(self, found: _Found) -> None:
        proposal, text = found.proposal, found.text
        self.view.show_pixmap(pixmap(found.picture))
        if text is None and found.can_read and not self._was_asked_to_read:
            self._read_first()
            return
        if text is None and not found.can_read:
            self.message.setText(_("The part that reads text in pictures is not installed."))
            return
        if proposal is None or text is None or not proposal.entries:
            self.message.setText(_("The program sees no chat in this picture. Nothing was changed."))
            return
        self.message.setText(
            _("These messages were confirmed before; confirming again replaces them.")
            if found.is_confirmed
            else _("Read by the program, not confirmed yet. Nothing is kept before you confirm it.")
        )
        draft = TranscriptDraft(proposal)
        self._mark_places(draft, text)
        self.show_draft(draft, proposal.title, proposal.platform)

    def _mark_places(self, draft: TranscriptDraft, text: TextInPicture) -> None:
        scale = self.view.picture_width() / max(1, text.width)
        places = [
            QRectF(e.box[0] * scale, e.box[1] * scale, (e.box[2] - e.box[0]) * scale, (e.box[3] - e.box[1]) * scale)
            for e in draft.entries
        ]
        self.view.show_places(places, [entry.text or "" for entry in draft.entries])

    def show_place(self, number: int) -> None:
        """Choose the entry on the picture."""
        self.view.choose_places([number])

    def row_of_place(self, place: int) -> int | None:
        """Places and entries go in one order."""
        return place

    def work_to_keep(self) -> Callable[[OpenVault, Progress], Any]:
        """Confirm the entries of this picture."""
        item_id, actor, statement, page = self.item.id, self._workspace.actor, self.statement(), self._page
        entries = self.draft.confirmed() if self.draft else ()

        def work(vault: OpenVault, progress: Progress) -> Any:
            from evidence_vault.operations import picture_transcripts

            del progress
            return picture_transcripts.confirm_transcript(vault, item_id, page, entries, statement, actor)

        return work
