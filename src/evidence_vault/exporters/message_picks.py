# SPDX-License-Identifier: GPL-3.0-or-later
"""Which messages to select inside the app when complaining: those chosen, else a short suggestion."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evidence_vault.complaints.telling_words import telling_group
from evidence_vault.exporters.transcript import transcript_key
from evidence_vault.records import Dossier, Message, MessageKind, StoredConversation
from evidence_vault.translations import N_

CHOSEN = N_("chosen by you")
PAYMENT = N_("a payment")
BEFORE_PAYMENT = N_("just before a payment")
LAST = N_("the last messages")
TELLING: Mapping[str, str] = {
    "promise": N_("a promise or claim"),
    "instruction": N_("how to pay"),
    "demand": N_("a further demand or a threat"),
    "refusal": N_("money asked back, or refused"),
}
BEFORE = 2
"""Messages before a payment that are suggested: there stands who was to be paid, and why."""
LAST_COUNT = 3
MOST = 50
"""Suggestions of one conversation; nobody taps more than that on a phone."""


@dataclass(frozen=True, slots=True)
class MessagePick:
    """A message to select, with its conversation and why."""

    conversation: StoredConversation
    message: Message
    reason: str


def message_picks(dossier: Dossier) -> tuple[MessagePick, ...]:
    """The messages of ``options["message_picks"]`` (``item_id/conversation/seq``); without it a suggestion.

    Suggested are payments, what stands just before them, what tells of promise, payment, demand and refusal, and the
    last messages of each conversation of that platform, in the order of the file: other apps' messages cannot be
    selected in its form. ``options["message_reasons"]`` (the same keys to English source texts) says why some were
    chosen.
    """
    chosen = dossier.options.get("message_picks")
    said = dossier.options.get("message_reasons")
    why = {key: str(reason) for key, reason in said.items()} if isinstance(said, dict) else {}
    wanted = {str(pick): why.get(str(pick), CHOSEN) for pick in chosen} if isinstance(chosen, list) else None
    picks: list[MessagePick] = []
    for conversation in dossier.conversations:
        messages = dossier.transcripts.get(transcript_key(conversation), ())
        if wanted is not None:
            reasons = list(_chosen(wanted, conversation, messages))
        else:
            reasons = suggested(messages) if conversation.conversation.platform == dossier.platform else []
        picks += [MessagePick(conversation, message, reason) for message, reason in reasons]
    return tuple(picks)


def _chosen(
    wanted: Mapping[str, str], conversation: StoredConversation, messages: Sequence[Message]
) -> Iterator[tuple[Message, str]]:
    for message in messages:
        reason = wanted.get(f"{transcript_key(conversation)}/{message.seq}")
        if reason is not None:
            yield message, reason


def suggested(messages: Sequence[Message]) -> list[tuple[Message, str]]:
    """The messages of one conversation worth selecting, each with why (English source), in the order of the file."""
    reasons: dict[int, str] = {}
    for place, message in enumerate(messages):
        if message.kind == MessageKind.PAYMENT or message.payment:
            for before in range(max(0, place - BEFORE), place):
                reasons.setdefault(before, BEFORE_PAYMENT)
            reasons[place] = PAYMENT
    for place, message in enumerate(messages):
        group = telling_group(message.text or "")
        if group is not None and _counts(message, group):
            reasons.setdefault(place, TELLING[group])
    for place in range(max(0, len(messages) - LAST_COUNT), len(messages)):
        reasons.setdefault(place, LAST)
    return [(messages[place], reasons[place]) for place in _most_telling(reasons)]


def _counts(message: Message, group: str) -> bool:
    """A promise or an instruction is telling where the other side says it; asking money back also where I do."""
    return group == "refusal" or message.is_self is not True


def _most_telling(reasons: Mapping[int, str]) -> list[int]:
    """At most ``MOST`` places in their order: payments before words, words before what only stands near."""
    ranks = {PAYMENT: 0, **dict.fromkeys(TELLING.values(), 1)}
    kept = sorted(reasons, key=lambda place: (ranks.get(reasons[place], 2), -place))[:MOST]
    return sorted(kept)
