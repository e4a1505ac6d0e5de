# SPDX-License-Identifier: GPL-3.0-or-later
"""What a Telegram message holds: its text with the targets of hidden links, its files, its money."""

import re
from collections.abc import Iterator
from typing import Any

from evidence_vault.importers.attachment_names import AttachmentNames
from evidence_vault.importers.base import well_formed
from evidence_vault.importers.json_walk import plain_json
from evidence_vault.records import Attachment, AttachmentState, Json, MentionedPayment

_FILE_KEYS = ("photo", "file", "contact_vcard")
_PAYMENT_ACTIONS = {
    "send_payment": None,
    "refunded_payment": "refunded",
    "send_premium_gift": "gift",
    "gift_code_prize": "gift",
    "send_stars_gift": "gift",
    "send_ton_gift": "gift",
    "send_star_gift": "gift",
    "stars_prize": "gift",
    "paid_messages_refund": "refunded",
}
_SUBKINDS = {
    "poll": "poll",
    "live_location_period_seconds": "live-location",
    "location_information": "location",
    "contact_information": "contact",
    "invoice_information": "invoice",
    "photo": "picture",
    "file": "file",
    "game_title": "game",
    "todo_list": "todo-list",
    "giveaway_information": "giveaway",
    "forwarded_from": "forwarded",
}
_COINS = {"send_stars_gift": "XTR", "stars_prize": "XTR", "send_ton_gift": "TON"}
_NO_MINOR_UNIT = frozenset({
    *("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF"),
    *("XOF", "XPF", "XTR"),
})
_THREE_DIGITS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
_SHOWN_ELSEWHERE = frozenset({
    *("id", "type", "date", "date_unixtime", "edited", "edited_unixtime", "from", "from_id", "actor", "actor_id"),
    *("text", "text_entities", "reply_to_message_id", "photo", "file", "contact_vcard", "file_name", "action"),
    *("photo_file_size", "file_size", "thumbnail", "thumbnail_file_size", "width", "height", "mime_type"),
    *("media_type", "reactions", "contact_vcard_file_size"),
})
_AMOUNT = re.compile(r"\d{1,30}(?:\.\d{1,18})?")
_LONGEST_DETAIL = 4_000


def text_of(item: dict[str, Any]) -> str | None:
    """The words of a message, then one line for each other thing it carries (a poll, a contact, a button)."""
    words = _flat(item["text"]) if "text" in item else ""
    if not words and isinstance(item.get("text_entities"), list):
        words = _flat(item["text_entities"])
    lines = [words] if words else []
    if isinstance(item.get("action"), str):
        lines.append(well_formed(item["action"]))
    lines += [f"{well_formed(key)}: {_shown(value)}" for key, value in item.items() if key not in _SHOWN_ELSEWHERE]
    if item.get("reactions"):
        lines += _reactions(item["reactions"])
    return "\n".join(lines) or None


def attachments_of(item: dict[str, Any], files: AttachmentNames) -> tuple[Attachment, ...]:
    """The files of a message. A sentence in brackets stands where the export left a file out."""
    found = []
    for key in _FILE_KEYS:
        value = item.get(key)
        if isinstance(value, str) and value:
            found.append(_attachment(well_formed(value), item.get("file_name"), files))
    return tuple(found)


def subkind_of(item: dict[str, Any]) -> str | None:
    """What a message is beside its words: the action of a service message, the kind of its file, a poll, a place."""
    for key in ("action", "media_type"):
        if isinstance(item.get(key), str) and item[key]:
            return well_formed(item[key])
    return next((word for key, word in _SUBKINDS.items() if item.get(key) is not None), None)


def payment_of(item: dict[str, Any]) -> tuple[MentionedPayment | None, bool]:
    """Money of a message, and whether its amount was converted from the smallest unit of its currency."""
    action = item.get("action")
    if item.get("type") == "service" and isinstance(action, str) and action in _PAYMENT_ACTIONS:
        return _payment(item, _PAYMENT_ACTIONS[action])
    invoice = item.get("invoice_information")
    return _payment(invoice, "invoice") if isinstance(invoice, dict) else (None, False)


def _reactions(value: Any) -> Iterator[str]:
    """A line for each reaction: the sign, how many, and whom of them the export names."""
    for each in value if isinstance(value, list) else []:
        if not isinstance(each, dict):
            continue
        sign = _text(each.get("emoji")) or _text(each.get("document_id")) or _text(each.get("type")) or "?"
        recent = each.get("recent")
        people = (
            [_text(who.get("from")) or "–" for who in recent if isinstance(who, dict)]
            if isinstance(recent, list)
            else []
        )
        named = f" ({', '.join(people)})" if people else ""
        yield f"reaction: {sign} {_line(plain_json(each.get('count')))}{named}"[:_LONGEST_DETAIL]


def _payment(fields: dict[str, Any], status: str | None) -> tuple[MentionedPayment, bool]:
    currency = _text(fields.get("currency"))
    amount, converted = _amount(fields.get("amount"), currency)
    coin = _COINS.get(str(fields.get("action")))
    if amount is None and coin:
        amount, currency = _coins(fields, coin), coin
    payment = MentionedPayment(
        amount=amount,
        currency=currency,
        status=status,
        memo=_text(fields.get("title")) or _text(fields.get("cost")),
        reference=_text(fields.get("charge_id")),
        counterparty=_text(fields.get("peer_name")),
    )
    return payment, converted


def _amount(value: Any, currency: str | None) -> tuple[str | None, bool]:
    # Telegram counts in the smallest unit (145 is $1.45); a text with a point is already in whole units.
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0 and currency:
        digits = 0 if currency in _NO_MINOR_UNIT else 3 if currency in _THREE_DIGITS else 2
        text = str(value).rjust(digits + 1, "0")
        return (f"{text[:-digits]}.{text[-digits:]}" if digits else text), digits > 0
    text = str(value) if value is not None else ""
    return (text if _AMOUNT.fullmatch(text) else None), False


def _coins(fields: dict[str, Any], coin: str) -> str | None:
    # Gifts in coins give the whole ones and the billionths apart; prizes only the whole ones.
    whole = fields.get("amount_whole", fields.get("stars") if coin == "XTR" else None)
    billionths = fields.get("amount_nano", 0)
    numbers = (whole, billionths)
    if any(isinstance(number, bool) or not isinstance(number, int) or number < 0 for number in numbers):
        return None
    fraction = f"{billionths:09d}".rstrip("0")
    return f"{whole}.{fraction}" if fraction else str(whole)


def _attachment(value: str, file_name: Any, files: AttachmentNames) -> Attachment:
    if not (value.startswith("(") and value.endswith(")")):
        return files.attachment(value)
    name = well_formed(file_name) if isinstance(file_name, str) and file_name else None
    left_out = "unavailable" not in value
    return Attachment(name, AttachmentState.OMITTED if left_out else AttachmentState.MISSING)


def _flat(text: Any) -> str:
    if isinstance(text, str):
        return well_formed(text)
    if isinstance(text, list):
        return "".join(_flat(piece) for piece in text)
    if isinstance(text, dict):
        words, target = _flat(text.get("text", "")), text.get("href")
        # The words of a link and where it leads are two things; fraud lives on the difference.
        return f"{words} ({well_formed(target)})" if isinstance(target, str) and target != words else words
    return ""


def _shown(value: Any) -> str:
    return _line(plain_json(value))[:_LONGEST_DETAIL]


def _line(value: Json) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key} {_line(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return " | ".join(_line(inner) for inner in value)
    return "–" if value is None else str(value)


def _text(value: Any) -> str | None:
    return well_formed(value) if isinstance(value, str) and value else None
