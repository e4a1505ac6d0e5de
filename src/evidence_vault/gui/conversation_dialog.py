# SPDX-License-Identifier: GPL-3.0-or-later
"""Several screenshots of one scroll beside the one conversation they seem to be, to be confirmed or corrected."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from evidence_vault.gui.flows.transcript_draft import TranscriptDraft
from evidence_vault.gui.transcript_review import TranscriptReview
from evidence_vault.gui.widgets.banner import Banner
from evidence_vault.gui.widgets.layout import clear
from evidence_vault.gui.widgets.picture_view import sides_for
from evidence_vault.gui.widgets.pixels import blurred, pixmap
from evidence_vault.gui.workspace import OpenVault, Workspace
from evidence_vault.progress import Progress
from evidence_vault.records import GAP, Picture, ProposedTranscript
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _, plural

_KEPT_PICTURES = 4
"""So many of the pictures are held ready: going back to the one before shows it at once."""


class ConversationDialog(TranscriptReview):
    """Reads ``item_ids`` as one conversation; beside it the picture the keyboard is at.

    ``in_this_order``: as they are given, else by what they share.
    """

    def __init__(
        self, workspace: Workspace, item_ids: Sequence[str], parent: QWidget, *, in_this_order: bool = True
    ) -> None:
        super().__init__(workspace, parent)
        self.item_ids = tuple(item_ids)
        self._in_this_order = in_this_order
        self._can_read = True
        self.proposal: Any = None
        self.shown: str | None = None
        self._pixmaps: dict[str, QPixmap] = {}
        self._numbers: list[int] = []
        self.message.setText(_("The screenshots are being put together …"))
        self._load()

    # --- reading

    def _load(self) -> None:
        item_ids, in_this_order = self.item_ids, self._in_this_order

        def work(vault: OpenVault, progress: Progress) -> Any:
            from evidence_vault.operations import joined_transcripts, read_pictures

            self._can_read = read_pictures.can_read_pictures()
            if self._can_read:
                read_pictures.read_pages_of(vault, item_ids, progress)
            ordered = item_ids if in_this_order else joined_transcripts.in_order(vault, item_ids, progress)
            return joined_transcripts.proposed_conversation(vault, ordered, progress)

        self._workspace.run(_("Putting screenshots together"), work, self._show, failed=self._failed)

    def _show(self, proposal: Any) -> None:
        self.proposal = proposal
        self.item_ids = tuple(item.id for item in proposal.pictures)
        clear(self.to_know)
        for banner in self._what_to_know():
            self.to_know.addWidget(banner)
        if not any(placed.entry.kind != GAP for placed in proposal.entries):
            self.message.setText(_("The program sees no chat in these pictures. Nothing was changed."))
            return
        self.message.setText(_("Read by the program, not confirmed yet. Nothing is kept before you confirm it."))
        entries = tuple(placed.entry for placed in proposal.entries)
        draft = TranscriptDraft(ProposedTranscript(entries))
        self.show_draft(draft, proposal.titles[0] if proposal.titles else None, proposal.platform)

    def _what_to_know(self) -> list[Banner]:
        proposal, found = self.proposal, []
        if proposal.unread:
            names = _(", ").join(visible_name(item.name) for item in proposal.unread)
            words = _("Their text could not be read, so nothing of them is here: {names}").format(names=names)
            if not self._can_read:
                words = f"{_('The part that reads text in pictures is not installed.')} {words}"
            found.append(Banner("amber", _("Pictures without text"), words))
        if proposal.without_chat:
            names = _(", ").join(visible_name(item.name) for item in proposal.without_chat)
            words = _("The program sees no chat in: {names}").format(names=names)
            found.append(Banner("info", _("Pictures without a chat"), words))
        if len(proposal.titles) > 1:
            words = _("The title bars name: {names}. Look whether all of them are one chat.")
            names = _(", ").join(proposal.titles)
            found.append(Banner("amber", _("Perhaps several chats"), words.format(names=names)))
        if proposal.gaps:
            words = plural(
                "At {count} place something may be missing. It is marked below, and stays marked in what you keep.",
                "At {count} places something may be missing. They are marked below, and stay marked in what you keep.",
                proposal.gaps,
            )
            found.append(Banner("amber", _("Not without a gap"), words))
        if proposal.held_by:
            names = _(", ").join(visible_name(item.name) for item in proposal.held_by)
            words = _("Some of these pictures are in a conversation you confirmed before, which begins with {names}.")
            found.append(Banner("info", _("Confirmed before"), words.format(names=names)))
        return found

    # --- the picture beside

    def show_place(self, number: int) -> None:
        """Show the picture in which an entry is seen best, and the entry in it."""
        place = self.proposal.entries[number].places[0]
        if place.item_id == self.shown:
            self._choose(number)
            return
        self.shown = place.item_id
        if place.item_id in self._pixmaps:
            self._show_picture(place.item_id, number)
            return

        sides = sides_for(next(item for item in self.proposal.pictures if item.id == place.item_id))

        def work(vault: OpenVault) -> Picture:
            from evidence_vault.operations import show_picture

            return show_picture.show_picture(vault, place.item_id, 0, *sides)

        def done(picture: Picture) -> None:
            while len(self._pixmaps) >= _KEPT_PICTURES:
                del self._pixmaps[next(iter(self._pixmaps))]
            shown = pixmap(picture)
            self._pixmaps[place.item_id] = blurred(shown) if self._workspace.is_blurred(place.item_id) else shown
            if self.shown == place.item_id:
                self._show_picture(place.item_id, number)

        self._workspace.read(self, work, done, failed=self._failed, between_steps=False)

    def _show_picture(self, item_id: str, number: int) -> None:
        place_in_row = self.item_ids.index(item_id)
        words = _("{name}, picture {number} of {count}").format(
            name=visible_name(self.proposal.pictures[place_in_row].name),
            number=place_in_row + 1,
            count=len(self.item_ids),
        )
        self.picture_name.setText(words)
        self.picture_name.show()
        self.view.setAccessibleName(words)
        self.view.show_pixmap(self._pixmaps[item_id])
        scale = self.view.picture_width() / max(1, self.proposal.sizes[place_in_row][0])
        self._numbers, places = [], []
        for place_of, placed in enumerate(self.proposal.entries):
            for place in placed.places:
                if place.item_id == item_id and placed.entry.kind != GAP:
                    left, top, right, bottom = (side * scale for side in place.box)
                    places.append(QRectF(left, top, right - left, bottom - top))
                    self._numbers.append(place_of)
        self.view.show_places(places, [self.proposal.entries[each].entry.text or "" for each in self._numbers])
        self._choose(number)

    def _choose(self, number: int) -> None:
        self.view.choose_places([place for place, each in enumerate(self._numbers) if each == number])

    def row_of_place(self, place: int) -> int | None:
        """The entry that is framed there."""
        return self._numbers[place] if place < len(self._numbers) else None

    # --- confirming

    def work_to_keep(self) -> Callable[[OpenVault, Progress], Any]:
        """Confirm the entries as one conversation of all pictures."""
        item_ids, actor, statement = self.item_ids, self._workspace.actor, self.statement()
        draft, known = self.draft, self.proposal.entries
        said = list(zip(draft.kept(), draft.confirmed(), strict=True)) if draft else []

        def work(vault: OpenVault, progress: Progress) -> Any:
            from evidence_vault.operations import joined_transcripts

            entries = [joined_transcripts.PlacedEntry(entry, known[number].places) for number, entry in said]
            return joined_transcripts.confirm_conversation(vault, item_ids, entries, statement, actor, progress)

        return work
