# SPDX-License-Identifier: GPL-3.0-or-later
"""Which messages to select inside the app when complaining: those chosen, else a short suggestion."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evidence_vault.exporters.transcript import transcript_key
from evidence_vault.records import Dossier, Message, MessageKind, StoredConversation
from evidence_vault.translations import N_

CHOSEN = N_("chosen by you")
PAYMENT = N_("a payment")
BEFORE_PAYMENT = N_("just before a payment")
LAST = N_("the last messages")
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

    Suggested are payments, what stands just before them, and the last messages of each conversation of that
    platform, in the order of the file: other apps' messages cannot be selected in its form.
    """
    chosen = dossier.options.get("message_picks")
    wanted = {str(pick) for pick in chosen} if isinstance(chosen, list) else None
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
    wanted: set[str], conversation: StoredConversation, messages: Sequence[Message]
) -> Iterator[tuple[Message, str]]:
    for message in messages:
        if f"{transcript_key(conversation)}/{message.seq}" in wanted:
            yield message, CHOSEN


def suggested(messages: Sequence[Message]) -> list[tuple[Message, str]]:
    """The messages of one conversation worth selecting, each with why (English source), in the order of the file."""
    reasons: dict[int, str] = {}
    for place, message in enumerate(messages):
        if message.kind == MessageKind.PAYMENT or message.payment:
            for before in range(max(0, place - BEFORE), place):
                reasons.setdefault(before, BEFORE_PAYMENT)
            reasons[place] = PAYMENT
    for place in range(max(0, len(messages) - LAST_COUNT), len(messages)):
        reasons.setdefault(place, LAST)
    return [(messages[place], reasons[place]) for place in sorted(reasons)][:MOST]
