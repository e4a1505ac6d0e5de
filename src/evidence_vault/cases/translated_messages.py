# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the translations of messages among the facts of a case, also after a chat log was read anew."""

from collections.abc import Iterable

from evidence_vault.records import Fact, Json, Message, Translation

TRANSLATION = "translation"


class TranslatedMessages:
    """The translations of one item's messages: by their place in the file, else by the hash of the raw span.

    Two messages with the same hash are the same bytes, so what one means the other means too.
    """

    def __init__(self, facts: Iterable[Fact], item_id: str) -> None:
        self._by_place: dict[tuple[str, int], list[Fact]] = {}
        self._by_span: dict[str, list[Fact]] = {}
        for fact in facts:
            if fact.entity != TRANSLATION or fact.fields.get("item_id") != item_id:
                continue
            seq, span = fact.fields.get("seq"), fact.fields.get("span_sha256")
            if isinstance(seq, int):
                self._by_place.setdefault((str(fact.fields.get("conversation_id")), seq), []).append(fact)
            if isinstance(span, str):
                self._by_span.setdefault(span, []).append(fact)

    def facts_of(self, message: Message) -> tuple[Fact, ...]:
        """The facts about a message, at most one a language: the one that was recorded last."""
        span = message.raw_span.sha256 if message.raw_span else ""
        by_language = {str(fact.fields.get("language")): fact for fact in self._by_span.get(span, [])}
        by_language |= {str(fact.fields.get("language")): fact for fact in self.facts_at(message)}
        return tuple(by_language.values())

    def facts_at(self, message: Message) -> tuple[Fact, ...]:
        """Only those that were recorded for this very place in the file."""
        span = message.raw_span.sha256 if message.raw_span else None
        at_place = self._by_place.get((message.conversation, message.seq), [])
        return tuple(fact for fact in at_place if fact.fields.get("span_sha256") in {None, span})

    def of(self, message: Message) -> tuple[Translation, ...]:
        """What was said a message means."""
        return tuple(translation_of(fact) for fact in self.facts_of(message))


def translation_of(fact: Fact) -> Translation:
    """A fact of the entity ``translation`` as a record."""
    fields = fact.fields
    return Translation(
        text=str(fields.get("text") or ""),
        language=str(fields.get("language") or ""),
        translator=_text(fields.get("translator")),
        made_on=_text(fields.get("made_on")),
        source=_text(fields.get("source")),
    )


def _text(value: Json) -> str | None:
    return value if isinstance(value, str) and value else None
