# SPDX-License-Identifier: GPL-3.0-or-later
"""Marks on messages in words, and what a chat log leaves open: who the person is, and in which zone its times are."""

from collections.abc import Iterable, Mapping, Sequence

from evidence_vault.gui.flows.message_words import lacks_zone
from evidence_vault.gui.flows.words_of_values import time_has_offset
from evidence_vault.records import Message, StoredConversation, TimeCertainty
from evidence_vault.translations import N_, _

MARKS: Mapping[str, str] = {
    "inducement": N_("Inducement"),
    "instruction": N_("Payment instruction"),
    "payment": N_("Payment"),
    "refusal": N_("Refusal"),
    "threat": N_("Threat"),
    "other": N_("Important"),
}
"""Every mark in the order in which it is offered."""
ORDER, ZONE, ME = "order", "zone", "me"
OPEN_WORDS: Mapping[str, str] = {
    ORDER: N_("Dates such as 3/4/2026 can mean two days."),
    ZONE: N_("The file names no time zone: times are shown as it writes them."),
    ME: N_("The file does not say which of them is you."),
}
ANSWER_WORDS: Mapping[str, str] = {ORDER: N_("Which order of dates?"), ZONE: N_("Which zone?"), ME: N_("Who is me?")}
LOOKED_AT = 50
"""Messages that are looked at to see what is open."""


def mark_words(kinds: Iterable[str]) -> str:
    """Marks in one line; a kind of a newer program by its name."""
    return ", ".join(_(MARKS[kind]) if kind in MARKS else kind for kind in kinds)


def zone_is_open(messages: Sequence[Message]) -> bool:
    """Whether the times name no zone and the person stated none."""
    return any(lacks_zone(one) and not time_has_offset(one.sent_at) for one in messages[:LOOKED_AT])


def self_is_open(stored: StoredConversation, messages: Sequence[Message]) -> bool:
    """Whether nobody in the chat is known to be the person."""
    if any(one.is_self for one in stored.conversation.participants):
        return False
    senders = [one for one in messages[:LOOKED_AT] if one.sender]
    return bool(senders) and not any(one.is_self for one in senders)  # a name that was said may fit nobody here


def names_in(stored: StoredConversation, messages: Iterable[Message]) -> tuple[str, ...]:
    """Every name that can be the person's own, as the chat writes it."""
    names = [one.name for one in stored.conversation.participants if one.name]
    names += [one.sender for one in messages if one.sender]
    return tuple(dict.fromkeys(names))


def days_are_open(messages: Sequence[Message]) -> bool:
    """Whether dates can be read two ways, and the person did not say which."""
    return any(one.time_certainty is TimeCertainty.DATE_AMBIGUOUS for one in messages[:LOOKED_AT])


def open_questions(stored: StoredConversation, messages: Sequence[Message]) -> tuple[str, ...]:
    """What is open: ``order``, ``zone``, ``me``, in the order in which it is asked."""
    asked = (
        (ORDER, days_are_open(messages)),
        (ZONE, zone_is_open(messages)),
        (ME, self_is_open(stored, messages)),
    )
    return tuple(question for question, is_open in asked if is_open)
