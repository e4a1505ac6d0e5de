# SPDX-License-Identifier: GPL-3.0-or-later
"""What a message bubble says: who, when and how certain, what came along."""

from evidence_vault.gui.flows.words_of_values import clock_text, day_text, offset_text
from evidence_vault.records import (
    GAP,
    Attachment,
    AttachmentState,
    MentionedPayment,
    Message,
    MessageKind,
    TimeCertainty,
)
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import N_, _

_SHORT: dict[TimeCertainty, str] = {
    TimeCertainty.UTC: N_("UTC"),
    TimeCertainty.OFFSET_KNOWN: "",
    TimeCertainty.LOCAL_DEVICE: N_("phone's clock"),
    TimeCertainty.DATE_AMBIGUOUS: N_("day or month uncertain"),
    TimeCertainty.PARTIAL: N_("time not complete"),
}

_STATES: dict[AttachmentState, str] = {
    AttachmentState.PRESENT: N_("came along"),
    AttachmentState.MISSING: N_("did not come along"),
    AttachmentState.OMITTED: N_("left out by the export"),
    AttachmentState.EXPIRED: N_("had expired"),
}

_DIRECTIONS = {"sent": N_("Sent"), "received": N_("Received")}

QUIET_KINDS = frozenset({MessageKind.SYSTEM, MessageKind.CALL, MessageKind.DELETED, MessageKind.UNKNOWN})
"""Kinds that stand in the middle of the page, without a bubble."""


def visible_text(text: str) -> str:
    """Text of a stranger: hidden signs become visible, line breaks stay."""
    return "\n".join(visible_name(line) for line in text.replace("\r\n", "\n").split("\n"))


def when_words(message: Message) -> str:
    """The time of day with its zone or its certainty; the source's own text where nothing else is known."""
    clock = clock_text(message.sent_at)
    if not clock:
        return visible_name(message.sent_at_raw or _("no time"))
    offset = offset_text(message.sent_at) if message.time_certainty is TimeCertainty.OFFSET_KNOWN else ""
    certainty = _(_SHORT[message.time_certainty]) if _SHORT[message.time_certainty] else offset
    return f"{clock} · {certainty}" if certainty else clock


def day_words(message: Message, previous: Message | None) -> str:
    """The day, where it differs from that of the message before; "" else."""
    day = day_text(message.sent_at)
    return day if day and (previous is None or day_text(previous.sent_at) != day) else ""


def attachment_words(attachment: Attachment) -> str:
    """The name of an attachment and what became of it."""
    name = visible_name(attachment.name) if attachment.name else _("an attachment")
    return f"{name} ({_(_STATES[attachment.state])})"


def payment_words(payment: MentionedPayment) -> str:
    """What a message says about money, as the file says it."""
    amount = " ".join(part for part in (payment.amount, payment.currency) if part) or _("amount not shown")
    direction = _(_DIRECTIONS[payment.direction]) if payment.direction in _DIRECTIONS else ""
    parts = (direction, amount, payment.status, payment.counterparty, payment.memo)
    return " · ".join(visible_name(part) for part in parts if part)


def body_words(message: Message) -> str:
    """Everything inside the bubble below the name."""
    lines = []
    if message.subkind == GAP:
        lines.append(_("Something may be missing here: the screenshots before and after share nothing"))
    elif message.text:
        lines.append(visible_text(message.text))
    elif message.kind is MessageKind.DELETED:
        lines.append(_("This message was deleted"))
    if message.payment is not None:
        lines.append(payment_words(message.payment))
    lines += [attachment_words(attachment) for attachment in message.attachments]
    return "\n".join(lines) or _("(no text)")


def translated_words(said: str) -> str:
    """A translation as it stands below its message."""
    return _("Translated: {text}").format(text=said)


def spoken(message: Message) -> str:
    """The whole message for a screen reader."""
    who = visible_name(message.sender) if message.sender else _("no sender")
    return f"{who}, {day_text(message.sent_at)} {when_words(message)}: {body_words(message)}"


def lacks_zone(message: Message) -> bool:
    """Whether the file does not say in which zone the time is."""
    return message.sent_at is not None and message.time_certainty not in {
        TimeCertainty.UTC,
        TimeCertainty.OFFSET_KNOWN,
    }
