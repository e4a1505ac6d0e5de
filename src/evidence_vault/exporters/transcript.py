# SPDX-License-Identifier: GPL-3.0-or-later
"""Conversations as CSV and HTML, in volumes: every message in file order, in its own words, never corrected."""

from collections.abc import Iterator, Sequence

from evidence_vault.exporters import html
from evidence_vault.exporters.base import bytes_part
from evidence_vault.exporters.labels import ATTACHMENT_STATES, MESSAGE_KINDS, TIME_CERTAINTIES
from evidence_vault.exporters.report_context import ReportContext
from evidence_vault.exporters.tables import csv_bytes
from evidence_vault.records import Json, MentionedPayment, Message, Part, StoredConversation

VOLUME = 20_000
"""Messages in one file."""
COLUMNS = (
    "seq",
    "sent_at",
    "sent_at_raw",
    "time_certainty",
    "kind",
    "sender",
    "sender_id",
    "is_self",
    "text",
    "attachments",
    "payment_amount",
    "payment_currency",
    "payment_direction",
    "payment_status",
    "payment_memo",
    "payment_reference",
    "edited",
    "reply_to",
    "raw_start",
    "raw_end",
    "raw_unit",
    "raw_sha256",
)


def transcript_key(conversation: StoredConversation) -> str:
    """Where a dossier keeps the messages of a conversation."""
    return f"{conversation.item_id}/{conversation.conversation.id}"


def transcript_parts(context: ReportContext) -> Iterator[Part]:
    """Each conversation of an exhibit as ``transcripts/B1.csv`` and ``B1.html``, with volumes where it is long."""
    per_exhibit: dict[str, int] = {}
    for conversation in context.dossier.conversations:
        exhibit = context.exhibits.of_item(conversation.item_id)
        messages = context.dossier.transcripts.get(transcript_key(conversation))
        if not exhibit or messages is None:
            continue
        number = per_exhibit[exhibit.number] = per_exhibit.get(exhibit.number, 0) + 1
        stem = exhibit.number if number == 1 else f"{exhibit.number}-chat{number}"
        volumes = [messages[start : start + VOLUME] for start in range(0, len(messages), VOLUME)] or [()]
        for place, volume in enumerate(volumes, 1):
            name = stem if len(volumes) == 1 else f"{stem}-volume{place}"
            title = _title(context, conversation, place, len(volumes))
            yield bytes_part(
                f"transcripts/{name}.csv", "transcript", csv_bytes(COLUMNS, map(_row, volume)), exhibit.number
            )
            page = _page(context, conversation, volume, title)
            yield bytes_part(f"transcripts/{name}.html", "transcript", page, exhibit.number)


def _title(context: ReportContext, conversation: StoredConversation, place: int, count: int) -> str:
    exhibit = context.exhibits.of_item(conversation.item_id)
    translate = context.words.translate
    title = translate("Transcript of exhibit {number}: {title}").format(
        number=exhibit.number if exhibit else "?", title=conversation.conversation.title or context.shown.not_stated
    )
    return (
        title
        if count == 1
        else translate("{title}, volume {place} of {count}").format(title=title, place=place, count=count)
    )


def _row(message: Message) -> list[Json]:
    payment = message.payment or MentionedPayment()
    span = message.raw_span
    attachments = "; ".join(f"{attachment.name or '?'} ({attachment.state})" for attachment in message.attachments)
    return [
        message.seq,
        message.sent_at,
        message.sent_at_raw,
        message.time_certainty,
        message.kind,
        message.sender,
        message.sender_id,
        message.is_self,
        message.text,
        attachments,
        payment.amount,
        payment.currency,
        payment.direction,
        payment.status,
        payment.memo,
        payment.reference,
        message.edited,
        message.reply_to,
        span.start if span else None,
        span.end if span else None,
        span.unit if span else None,
        span.sha256 if span else None,
    ]


def _page(context: ReportContext, conversation: StoredConversation, messages: Sequence[Message], title: str) -> bytes:
    translate, exhibit = context.words.translate, context.exhibits.of_item(conversation.item_id)
    facts: list[tuple[str, str]] = [
        (translate("Source file"), html.stranger(exhibit.item.name if exhibit else "")),
        (translate("SHA-256 of the source"), f"<code>{html.text(exhibit.item.sha256 if exhibit else '')}</code>"),
        (translate("Messages here"), str(len(messages))),
        (translate("People in it"), html.stranger(_people(context, conversation))),
    ]
    body = [
        html.element("h1", html.stranger(title)),
        html.table([translate("About this transcript"), ""], [[html.text(name), value] for name, value in facts]),
        html.element(
            "p",
            html.text(
                translate(
                    "The original file is what counts. What stands in ⟦ ⟧ was added by the program; "
                    "nothing was corrected."
                )
            ),
            "quiet",
        ),
        html.table(
            [translate("No."), translate("Time"), translate("Sender"), translate("Message")],
            [_cells(context, message) for message in messages],
        ),
    ]
    return html.page(title, body, context.words)


def _people(context: ReportContext, conversation: StoredConversation) -> str:
    people = [
        f"{person.name or context.shown.not_stated} ({person.account_id})" if person.account_id else person.name or ""
        for person in conversation.conversation.participants
    ]
    return context.words.translate(", ").join(filter(None, people)) or context.shown.not_stated


def _cells(context: ReportContext, message: Message) -> list[str]:
    shown, translate = context.shown, context.words.translate
    time = html.text(message.sent_at.replace("T", " ") if message.sent_at else message.sent_at_raw or shown.not_stated)
    time += html.element("div", html.text(shown.choice(message.time_certainty, TIME_CERTAINTIES)), "quiet")
    sender = html.stranger(message.sender) if message.sender else ""
    if message.is_self:
        sender += html.element("div", html.text(translate("(me)")), "quiet")
    return [str(message.seq + 1), time, sender, _content(context, message)]


def _content(context: ReportContext, message: Message) -> str:
    shown = context.shown
    pieces = [html.element("div", html.stranger(message.text), "text")] if message.text else []
    added: list[str] = []
    if message.kind != "message":
        added.append(shown.choice(message.kind, MESSAGE_KINDS))
    if message.payment:
        values = (message.payment.amount, message.payment.currency, message.payment.status, message.payment.reference)
        added.append(" ".join(value for value in values if value))
    added += [
        f"{one.name or shown.not_stated}: {shown.choice(one.state, ATTACHMENT_STATES)}" for one in message.attachments
    ]
    pieces += [html.element("div", f"⟦{html.stranger(text)}⟧", "notice") for text in added if text]
    return "".join(pieces)
