# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes out of transcripts what is covered in the copy of a picture that goes out in place of the original.

A box over a bubble hides the words from whoever gets the copy; the transcript of that picture must not tell them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from evidence_vault.operations.make_copy import copy_to_send, steps_of
from evidence_vault.operations.picture_places import PicturePlace, places_of
from evidence_vault.picture_steps import Area, Crop, redactions
from evidence_vault.records import Dossier, EvidenceItem, Exhibit, Message, StoredConversation
from evidence_vault.translations import N_, Words
from evidence_vault.vault.vault import Vault

COVERED = N_("[covered in the picture]")
_SHORTEST = 2
"""A covered piece of text of fewer signs names nobody."""


@dataclass(frozen=True, slots=True)
class _Cover:
    """What a copy does not show of a page: ``boxes``, and all outside of ``kept``.

    ``texts``: the lines below, in small letters without spaces; None where nobody has read the page: then every name
    counts as covered.
    """

    page: int
    boxes: tuple[Area, ...]
    kept: Area | None
    texts: tuple[str, ...] | None

    def hides(self, area: Area) -> bool:
        """Whether any part of ``area`` is not shown."""
        if self.kept is not None and area.within(self.kept) != area:
            return True
        return any(not area.within(box).is_empty for box in self.boxes)

    def hides_place(self, place: PicturePlace) -> bool:
        """Whether any part of a message's place is not shown; other pages are not in the copy at all."""
        return place.page != self.page or self.hides(Area(*place.box))

    def names(self, words: str | None) -> bool:
        """Whether ``words`` (a name, a time) stand in a covered line, or a covered line in them."""
        wanted = _plain(words)
        if not wanted:
            return False
        if self.texts is None:
            return True
        return any(wanted in text or (len(text) >= _SHORTEST and text in wanted) for text in self.texts)


def covers_of(vault: Vault, exhibits: Sequence[Exhibit], kind: str) -> dict[str, _Cover]:
    """What is covered in the copies that an export of ``kind`` shows, by the SHA-256 of the original."""
    found = {}
    for exhibit in exhibits:
        copy = copy_to_send(vault, exhibit.item.id, kind)
        cover = None if copy is None else _cover(vault, exhibit.item, copy)
        if cover is not None and (cover.boxes or cover.kept):
            found[exhibit.item.sha256] = cover
    return found


def without_covered(
    dossier: Dossier, covers: Mapping[str, _Cover], words: Words, *, whole: Dossier | None = None
) -> Dossier:
    """``dossier`` without what ``covers`` hide: words, amounts, names, times, and the translations of such messages.

    ``whole``: the same before anything was taken out of it, where masked messages still say their place.
    """
    if not covers:
        return dossier
    covered = words.translate(COVERED)
    own = {exhibit.item.id: exhibit.item.sha256 for exhibit in dossier.exhibits}
    conversations, transcripts, translations = [], dict(dossier.transcripts), dict(dossier.translations)
    for stored in dossier.conversations:
        key = f"{stored.item_id}/{stored.conversation.id}"
        messages = transcripts.get(key, ())
        placed = (whole or dossier).transcripts.get(key, ())
        places = [places_of(message.raw_span, own.get(stored.item_id, "")) for message in placed]
        over = [covers[sha256] for sha256 in dict.fromkeys(_files(places)) if sha256 in covers]
        if not over:
            conversations.append(stored)
            continue
        hidden = [_is_hidden(place, covers) for place in places]
        transcripts[key] = tuple(
            _shown(message, over, covered, is_hidden=gone) for message, gone in zip(messages, hidden, strict=True)
        )
        gone = {message.seq for message, is_hidden in zip(messages, hidden, strict=True) if is_hidden}
        translations[key] = {seq: said for seq, said in translations.get(key, {}).items() if seq not in gone}
        conversations.append(_conversation(stored, over, covered))
    return replace(dossier, conversations=tuple(conversations), transcripts=transcripts, translations=translations)


def _cover(vault: Vault, item: EvidenceItem, copy: EvidenceItem) -> _Cover:
    steps = steps_of(copy)
    page = (copy.derivation or {}).get("page")
    kept = next((step.area for step in reversed(steps) if isinstance(step, Crop)), None)
    cover = _Cover(page if isinstance(page, int) else 0, tuple(redactions(steps)), kept, None)
    text = vault.picture_texts.text(item.content_id, cover.page)
    if text is None:
        return cover
    below = (_plain(line.text) for line in text.lines if cover.hides(Area(*line.box)))
    return replace(cover, texts=tuple(words for words in below if words))


def _files(places: Sequence[tuple[PicturePlace, ...]]) -> Iterator[str]:
    yield from (place.file_sha256 for several in places for place in several)


def _is_hidden(places: Sequence[PicturePlace], covers: Mapping[str, _Cover]) -> bool:
    return any(covers[place.file_sha256].hides_place(place) for place in places if place.file_sha256 in covers)


def _shown(message: Message, over: Sequence[_Cover], covered: str, *, is_hidden: bool) -> Message:
    if any(cover.names(message.sender) for cover in over):
        message = message._replace(sender=covered, sender_id=None, raw_span=None)
    if any(cover.names(message.sent_at_raw) for cover in over):
        message = message._replace(sent_at=None, sent_at_raw=None, raw_span=None)
    if not is_hidden:
        return message
    # The hash of a place of a few words would let anybody guess them; the amount of a card stands in its words.
    return message._replace(text=covered, payment=None, attachments=(), raw_span=None)


def _conversation(stored: StoredConversation, over: Sequence[_Cover], covered: str) -> StoredConversation:
    def shown(name: str | None) -> str | None:
        return covered if any(cover.names(name) for cover in over) else name

    inner = stored.conversation
    people = tuple(
        each if shown(each.name) == each.name else replace(each, name=covered, account_id=None)
        for each in inner.participants
    )
    return replace(stored, conversation=replace(inner, title=shown(inner.title), participants=people))


def _plain(words: str | None) -> str:
    return "".join((words or "").casefold().split())
