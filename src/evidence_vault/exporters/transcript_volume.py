# SPDX-License-Identifier: GPL-3.0-or-later
"""One volume of a transcript, and what every form of it says beside the words of a message."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from evidence_vault.exporters.labels import ATTACHMENT_STATES, MESSAGE_KINDS, TIME_CERTAINTIES
from evidence_vault.exporters.report_context import ReportContext
from evidence_vault.exporters.shown import has_offset
from evidence_vault.records import (
    GAP,
    Attachment,
    Exhibit,
    Message,
    StoredConversation,
    TimeCertainty,
    Translation,
)
from evidence_vault.translations import N_, Words


@dataclass(frozen=True, slots=True)
class TranscriptVolume:
    """Messages of one conversation in file order. ``place`` of ``count`` volumes; ``name`` is its file's stem."""

    context: ReportContext
    conversation: StoredConversation
    exhibit: Exhibit
    messages: Sequence[Message]
    name: str
    place: int
    count: int
    members: Mapping[str, Exhibit] = field(default_factory=dict)
    """Exhibits that came out of the same file, by their name in it."""
    stated_zone: tuple[str, str] | None = None
    """The zone a person stated for the clock of the file, and the version of the zone data."""
    translations: Mapping[int, Translation] = field(default_factory=dict)
    """What messages (by their number in the file) mean in one other language; empty: nothing is translated."""

    @property
    def title(self) -> str:
        """The name of the document."""
        translate = self.context.words.translate
        title = translate("Transcript of exhibit {number}: {title}").format(
            number=self.exhibit.number, title=self.conversation.conversation.title or self.context.shown.not_stated
        )
        if self.count == 1:
            return title
        return translate("{title}, volume {place} of {count}").format(title=title, place=self.place, count=self.count)

    @property
    def people(self) -> str:
        """Everybody the file names as taking part."""
        people = [
            f"{person.name or self.context.shown.not_stated} ({person.account_id})"
            if person.account_id
            else person.name or ""
            for person in self.conversation.conversation.participants
        ]
        return self.context.words.translate(", ").join(filter(None, people)) or self.context.shown.not_stated

    @property
    def translated(self) -> str:
        """Into which language how much was translated, by whom and when; "" where nothing is."""
        if not self.translations:
            return ""
        translate, comma = self.context.words.translate, self.context.words.translate(", ")
        here = [said for message in self.messages if (said := self.translations.get(message.seq))]
        by = dict.fromkeys(said.translator for said in here if said.translator)
        days = dict.fromkeys(said.made_on for said in here if said.made_on)
        text = translate("{count} of {messages} messages into {language}; by: {people}; on: {days}")
        return text.format(
            count=len(here),
            messages=len(self.messages),
            language=language_name(next(iter(self.translations.values())).language, self.context.words),
            people=comma.join(by) or self.context.shown.not_stated,
            days=comma.join(sorted(days)) or self.context.shown.not_stated,
        )

    @property
    def times(self) -> str:
        """What is known about the times of these messages, and which zone a person stated for them."""
        known = dict.fromkeys(self.certainty(message) for message in self.messages)
        shown = self.context.words.translate(", ").join(known) or self.context.shown.not_stated
        if self.stated_zone is None or not any(map(self._is_stated, self.messages)):
            return shown
        zone, version = self.stated_zone
        text = self.context.words.translate("{known}: {zone} (time zone data {version})")
        return text.format(known=shown, zone=zone, version=version)

    def certainty(self, message: Message) -> str:
        """What is known about the time of a message, in a few words."""
        if self._is_stated(message):
            return self.context.words.translate("time of the phone; its zone was stated by the person who reports")
        return self.context.shown.choice(message.time_certainty, TIME_CERTAINTIES)

    def _is_stated(self, message: Message) -> bool:
        """Whether the offset of a time was computed from what the person said: the source has none."""
        is_local = message.time_certainty == TimeCertainty.LOCAL_DEVICE
        return bool(is_local and self.stated_zone and message.sent_at and has_offset(message.sent_at))

    def added(self, message: Message) -> Iterator[str]:
        """What is said beside the words of a message: what it is, its payment, its files."""
        if message.subkind == GAP:
            yield self.context.words.translate(
                "Something may be missing here: the screenshots before and after share nothing"
            )
        elif message.kind != "message":
            yield self.context.shown.choice(message.kind, MESSAGE_KINDS)
        if message.payment:
            payment = message.payment
            values = (payment.amount, payment.currency, payment.status, payment.reference)
            yield " ".join(value for value in values if value)
        for attachment in message.attachments:
            yield self._file(attachment)
        yield self._pictures(message)

    def _pictures(self, message: Message) -> str:
        """The exhibits in which a message of several screenshots stands; "" for all others."""
        span = message.raw_span
        if span is None or span.unit != "pixel-row" or "#" not in (span.member or ""):
            return ""
        files = dict.fromkeys(part.partition("#")[0] for part in (span.member or "").split(" "))
        by_file = {exhibit.item.sha256: exhibit.number for exhibit in self.context.dossier.exhibits}
        numbers = [by_file.get(sha256) or f"SHA-256 {sha256[:12]}…" for sha256 in files]
        shown = self.context.words.translate(", ").join(numbers)
        return self.context.words.translate("in the picture of exhibit {numbers}").format(numbers=shown)

    def _file(self, attachment: Attachment) -> str:
        name, shown = attachment.name or self.context.shown.not_stated, self.context.shown
        exhibit = self.members.get(base_name(attachment.name or ""))
        if not exhibit:
            return f"{name}: {shown.choice(attachment.state, ATTACHMENT_STATES)}"
        text = self.context.words.translate("{name}: exhibit {number}, SHA-256 {beginning}…")
        return text.format(name=name, number=exhibit.number, beginning=exhibit.item.sha256[:12])


def in_one_language(translations: Mapping[int, tuple[Translation, ...]], language: str) -> Mapping[int, Translation]:
    """The translations into the language of the export, else into the one most messages were translated into."""
    counts = Counter(one.language for several in translations.values() for one in several)
    if not counts:
        return {}
    own = [tag for tag in counts if _base(tag) == _base(language)]
    tag = max(own or counts, key=lambda each: (counts[each], each))
    found = {seq: next((one for one in several if one.language == tag), None) for seq, several in translations.items()}
    return {seq: one for seq, one in found.items() if one}


def language_name(tag: str, words: Words) -> str:
    """A language by its name where we have one, else its tag."""
    names = {"en": N_("English"), "zh": N_("Chinese")}
    name = names.get(_base(tag))
    return words.translate(name) if name else tag


def _base(tag: str) -> str:
    return tag.partition("-")[0].lower()


def base_name(name: str) -> str:
    """The last piece of a path as a chat log or a container writes it."""
    return PurePosixPath(name.replace("\\", "/")).name
