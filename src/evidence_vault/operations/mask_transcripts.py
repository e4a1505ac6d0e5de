# SPDX-License-Identifier: GPL-3.0-or-later
"""Masks names, numbers and voice in what a police package shows of chats, and keeps back the files that hold them.

Who is masked: the case's own people, and those of a group who are neither the person nor known as the other side, where
somebody of that group is known as such. What the person wrote about the case is theirs and stays as it is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from evidence_vault.operations.boxes_over_text import names_in
from evidence_vault.operations.picture_places import places_of
from evidence_vault.operations.picture_transcripts import CONFIRMED
from evidence_vault.pictures.facts_in_text import is_card_number, phone_number
from evidence_vault.records import (
    Dossier,
    EvidenceItem,
    Exhibit,
    Json,
    MentionedPayment,
    Message,
    StoredConversation,
    Translation,
)
from evidence_vault.translations import N_, Words

NAMES, NUMBERS, VOICE = "names", "numbers", "voice"
MASKS = (NAMES, NUMBERS, VOICE)
_GROUP = 3
_DIGITS = re.compile(r"(?<!\d)\+?\d(?:[\s-]?\d){6,24}(?!\d)")
_PERSON, _NUMBER = N_("Person {letter}"), N_("[number]")


def masked_dossier(dossier: Dossier, masks: tuple[str, ...], words: Words) -> Dossier:
    """``dossier`` with its transcripts masked; files that show what is masked are in ``kept_back`` and ``masked``."""
    if not masks:
        return dossier
    people = _letters(dossier, words) if NAMES in masks else {}
    mask = _Mask(people, words.translate(_NUMBER) if NUMBERS in masks else None)
    transcripts = {key: tuple(mask.message(each) for each in found) for key, found in dossier.transcripts.items()}
    conversations = tuple(mask.conversation(each) for each in dossier.conversations)
    changed = {key for key, found in transcripts.items() if found != dossier.transcripts[key]}
    changed |= {
        f"{one.item_id}/{one.conversation.id}"
        for one, before in zip(conversations, dossier.conversations, strict=True)
        if one != before
    }
    items = {key.partition("/")[0] for key in changed} | _pictures_of(dossier, changed)
    if VOICE in masks:
        items |= {exhibit.item.id for exhibit in dossier.exhibits if exhibit.item.media_type.startswith("audio/")}
    back = tuple(sorted(_with_containers(dossier, items)))
    return replace(
        dossier,
        transcripts=transcripts,
        conversations=conversations,
        translations={key: mask.translations(said) for key, said in dossier.translations.items() if key not in changed},
        exhibits=tuple(_without_picture(each, back, dossier) for each in dossier.exhibits),
        derivatives=tuple(copy for copy in dossier.derivatives if not _shows_all(copy, back)),
        kept_back=tuple(dict.fromkeys((*dossier.kept_back, *back))),
        masked=back,
        **_without_corrections(dossier, set(back)),
        options={**dossier.options, "masks": list[Json](masks)},
    )


def _pictures_of(dossier: Dossier, keys: set[str]) -> set[str]:
    """Every picture that conversations were read from: one that was joined stands with its first picture."""
    by_sha256 = {exhibit.item.sha256: exhibit.item.id for exhibit in dossier.exhibits}
    places = (
        place
        for key in keys
        for message in dossier.transcripts.get(key, ())
        for place in places_of(message.raw_span, "")
    )
    return {by_sha256[place.file_sha256] for place in places if place.file_sha256 in by_sha256}


def _without_corrections(dossier: Dossier, items: set[str]) -> dict[str, Any]:
    """The log without what it quotes of these pictures: those entries go along as hashes, like those of others."""
    quoting = [one for one in dossier.custody if one.event == CONFIRMED and items & set(one.subjects)]
    if not quoting:
        return {}
    hashes = tuple((one.seq, one.entry_hash) for one in quoting)
    return {
        "custody": tuple(one for one in dossier.custody if one not in quoting),
        "other_entries": tuple(sorted((*dossier.other_entries, *hashes))),
    }


def _letters(dossier: Dossier, words: Words) -> dict[str, str]:
    """Every name that is masked to what stands in its place, the longest first, so that no part of one is left."""
    known = set(_known_names(dossier))
    names = list(names_in(dossier.case.people))
    for one in dossier.conversations:
        people = one.conversation.participants
        if len(people) >= _GROUP and any(each.name in known for each in people):  # else the other side might be hidden
            names += [each.name for each in people if each.name and not each.is_self and each.name not in known]
    letters: dict[str, str] = {}
    for place, name in enumerate(dict.fromkeys(name for name in names if name not in known)):
        letters[name] = words.translate(_PERSON).format(letter=_letter(place))
    return dict(sorted(letters.items(), key=lambda pair: -len(pair[0])))


def _known_names(dossier: Dossier) -> Iterator[str]:
    """What the other side is called: these names are what the report is about."""
    for suspect in dossier.case.suspects:
        for fields in (suspect.fields, *suspect.identifiers):
            for value in fields.values():
                yield from (str(each) for each in (value if isinstance(value, list) else [value]) if each)


def _letter(place: int) -> str:
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class _Mask:
    def __init__(self, people: Mapping[str, str], number: str | None) -> None:
        self._people = people
        self._number = number

    def text(self, text: str | None) -> str | None:
        if not text:
            return text
        for name, letter in self._people.items():
            text = re.sub(re.escape(name), letter, text, flags=re.IGNORECASE)
        return text if self._number is None else _DIGITS.sub(self._digits, text)

    def message(self, message: Message) -> Message:
        masked = message._replace(
            sender=self.text(message.sender),
            text=self.text(message.text),
            attachments=tuple(replace(each, name=self.text(each.name)) for each in message.attachments),
            payment=self.payment(message.payment),
        )
        if message.sender in self._people:
            masked = masked._replace(sender_id=None)
        if masked == message:
            return message
        return masked._replace(raw_span=None)  # the hash of a few words would let anybody guess them

    def payment(self, payment: MentionedPayment | None) -> MentionedPayment | None:
        """What is written beside an amount is masked as the words are; the amount stays."""
        if payment is None:
            return None
        names = ("status", "memo", "reference", "counterparty")
        return replace(payment, **{name: self.text(getattr(payment, name)) for name in names})

    def translations(self, said: Mapping[int, tuple[Translation, ...]]) -> Mapping[int, tuple[Translation, ...]]:
        """Of messages that show nothing themselves: a translation may say a name where its message does not."""
        return {seq: tuple(self.translation(one) for one in found) for seq, found in said.items()}

    def translation(self, one: Translation) -> Translation:
        return replace(one, text=self.text(one.text) or "")

    def conversation(self, stored: StoredConversation) -> StoredConversation:
        inner = stored.conversation
        people = tuple(
            replace(each, name=self.text(each.name), account_id=None if each.name in self._people else each.account_id)
            for each in inner.participants
        )
        return replace(stored, conversation=replace(inner, title=self.text(inner.title), participants=people))

    def _digits(self, match: re.Match[str]) -> str:
        digits = re.sub(r"\D", "", match[0])
        hides = is_card_number(digits) or phone_number(match[0]) is not None
        return self._number if hides and self._number else match[0]


def _with_containers(dossier: Dossier, items: set[str]) -> set[str]:
    """The items, and every file they came out of: it holds their bytes."""
    by_id = {exhibit.item.id: exhibit.item for exhibit in dossier.exhibits}
    found: set[str] = set()
    for item_id in items:
        place: str | None = item_id
        while place is not None and place not in found:
            found.add(place)
            place = by_id[place].contained_in if place in by_id else None
    return found


def _without_picture(exhibit: Exhibit, back: tuple[str, ...], dossier: Dossier) -> Exhibit:
    copies = {copy.id: copy for copy in dossier.derivatives}
    printed = copies.get(exhibit.picture_item_id or "")
    if printed is not None and _shows_all(printed, back):
        return replace(exhibit, picture_item_id=None)
    return exhibit


def _shows_all(copy: EvidenceItem, back: tuple[str, ...]) -> bool:
    """Whether a copy shows an original that is kept back: all but redacted ones, and those made of such."""
    details = copy.derivation or {}
    return copy.derived_from in back and "made_of" not in details and details.get("purpose") != "redaction"
