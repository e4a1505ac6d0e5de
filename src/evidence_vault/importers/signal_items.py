# SPDX-License-Identifier: GPL-3.0-or-later
"""What an item of a Signal chat says: protobuf as JSON, where numbers of 64 bits are texts and false is left out."""

import base64
import binascii
from collections.abc import Iterator, Mapping
from typing import Any

from evidence_vault.importers.attachment_names import AttachmentNames
from evidence_vault.importers.json_details import dict_of, dicts_of, exact_amount, shown, text_or_none
from evidence_vault.importers.local_times import utc_from_number
from evidence_vault.records import (
    Attachment,
    AttachmentState,
    MentionedPayment,
    Message,
    MessageKind,
    RawSpan,
    TimeCertainty,
)

_BODIES = {
    "standardMessage": (MessageKind.MESSAGE, None),
    "contactMessage": (MessageKind.MESSAGE, "contact"),
    "stickerMessage": (MessageKind.MESSAGE, "sticker"),
    "remoteDeletedMessage": (MessageKind.DELETED, "deleted-for-everyone"),
    "adminDeletedMessage": (MessageKind.DELETED, "deleted-by-admin"),
    "viewOnceMessage": (MessageKind.MESSAGE, "view-once"),
    "paymentNotification": (MessageKind.PAYMENT, "payment"),
    "giftBadge": (MessageKind.MESSAGE, "gift-badge"),
    "poll": (MessageKind.MESSAGE, "poll"),
    "directStoryReplyMessage": (MessageKind.MESSAGE, "story-reply"),
    "updateMessage": (MessageKind.SYSTEM, "update"),
}
_CALLS = frozenset({"individualCall", "groupCall"})
SECRET_FIELDS = frozenset({
    *("profileKey", "masterKey", "rootKey", "adminKey", "inviteLinkPassword", "entropy", "packKey", "key", "digest"),
    *("mediaRootBackupKey", "identityKey", "transaction", "receipt", "plaintextHash", "encryptedDigest", "publicKey"),
    *("localKey", "mediaKey", "thumbnail", "incrementalMac", "avatarUrlPath", "keyImages"),
})
_BESIDE = frozenset({
    *("chatId", "authorId", "dateSent", "expireStartDate", "expiresInMs", "sms", "revisions", "pinDetails"),
    *("incoming", "outgoing", "directionless"),
})
"""What an item says beside its body."""

_UNKNOWN = (MessageKind.UNKNOWN, None)


def recipient_name(recipient: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Name and number (or account id) of a recipient, in Signal's own order of names."""
    if "self" in recipient:
        return text_or_none(dict_of(recipient["self"]).get("name")), "self"
    contact = dict_of(recipient.get("contact"))
    nickname = dict_of(contact.get("nickname"))
    pairs = (
        (nickname.get("given"), nickname.get("family")),
        (contact.get("systemGivenName"), contact.get("systemFamilyName")),
        (contact.get("profileGivenName"), contact.get("profileFamilyName")),
        (contact.get("username"), None),
    )
    names = (" ".join(filter(None, map(text_or_none, pair))) for pair in pairs)
    number = text_or_none(contact.get("e164"))
    account = f"+{number}" if number else text_or_none(contact.get("aci"))
    name = next(filter(None, names), None)
    return name or (f"+{number}" if number else None), account


def title_of_group(recipient: Mapping[str, Any]) -> str | None:
    """The title of a group, None for anybody else."""
    snapshot = dict_of(dict_of(recipient.get("group")).get("snapshot"))
    title = snapshot.get("title")
    return text_or_none(title.get("title")) if isinstance(title, dict) else text_or_none(title)


class SignalItems:
    """Turns chat items into messages."""

    def __init__(self, recipients: Mapping[str, dict[str, Any]], own_id: str | None, files: AttachmentNames) -> None:
        self._recipients = recipients
        self._own_id = own_id
        self._files = files

    def message(self, item: Mapping[str, Any], seq: int, span: RawSpan) -> Message:
        """The message of one item; only who sent something is its sender."""
        key = next((name for name in _BODIES if name in item), "")
        body = dict_of(item.get(key))
        kind, subkind = _BODIES.get(key, _UNKNOWN)
        if not key:
            body = {name: value for name, value in item.items() if name not in _BESIDE}
            subkind = next(iter(body), None)
        if key == "updateMessage":
            kind, subkind = _update(body)
        sent_at, certainty = utc_from_number(item.get("dateSent"))
        sender, account, is_self = self._author(item)
        return Message(
            conversation=text_or_none(item.get("chatId")) or "",
            seq=seq,
            kind=kind,
            sent_at=sent_at,
            sent_at_raw=text_or_none(item.get("dateSent")),
            time_certainty=certainty if sent_at else TimeCertainty.PARTIAL,
            sender=sender,
            text="\n".join([*self._words(key, body), *self._revisions(item)]) or None,
            raw_span=span,
            sender_id=account,
            is_self=is_self,
            attachments=tuple(self._attachment(each) for each in _files_of(key, body)),
            payment=_payment(body, item) if key == "paymentNotification" else None,
            edited=True if dicts_of(item.get("revisions")) else None,
            reply_to=text_or_none(dict_of(body.get("quote")).get("targetSentTimestamp")),
            subkind=subkind,
        )

    def call(self, frame: Mapping[str, Any], conversation: str, seq: int, span: RawSpan) -> Message:
        """A call by a link, which belongs to no chat."""
        raw = frame.get("callTimestamp")
        sent_at, certainty = utc_from_number(raw)
        link = dict_of(dict_of(self._recipients.get(text_or_none(frame.get("recipientId")) or "")).get("callLink"))
        lines = (
            f"{name}: {shown(_masked(value))}" for name, value in {**frame, "link": link.get("name")}.items() if value
        )
        return Message(
            conversation=conversation,
            seq=seq,
            kind=MessageKind.CALL,
            sent_at=sent_at,
            sent_at_raw=text_or_none(raw),
            time_certainty=certainty if sent_at else TimeCertainty.PARTIAL,
            sender=None,
            text="\n".join(lines) or None,
            raw_span=span,
            subkind="call-link",
        )

    def _author(self, item: Mapping[str, Any]) -> tuple[str | None, str | None, bool | None]:
        author = text_or_none(item.get("authorId"))
        if author is None:
            return None, None, None
        name, account = recipient_name(self._recipients.get(author, {}))
        if "outgoing" in item:
            return name, account or f"recipient {author}", True
        is_self = author == self._own_id if self._own_id else None
        return name, account or f"recipient {author}", False if "incoming" in item else is_self

    def _words(self, key: str, body: Mapping[str, Any]) -> Iterator[str]:
        words = text_or_none(dict_of(body.get("text")).get("body"))
        quote = dict_of(body.get("quote"))
        if quote:
            author = recipient_name(self._recipients.get(text_or_none(quote.get("authorId")) or "", {}))[0]
            yield f"> {author or '–'}: {text_or_none(dict_of(quote.get('text')).get('body')) or '–'}"
        if words:
            yield words
        for preview in dicts_of(body.get("linkPreview")):
            yield f"link: {shown(preview.get('url'))}"
        for reaction in dicts_of(body.get("reactions")):
            who = recipient_name(self._recipients.get(text_or_none(reaction.get("authorId")) or "", {}))
            yield f"reaction: {who[0] or who[1] or '–'} {shown(reaction.get('emoji'))}"
        if key != "standardMessage":
            known = {"reactions", "text", "quote", "linkPreview", "attachments", "longText"}
            yield from (f"{name}: {shown(_masked(value))}" for name, value in body.items() if name not in known)

    def _revisions(self, item: Mapping[str, Any]) -> Iterator[str]:
        for earlier in dicts_of(item.get("revisions")):
            text = text_or_none(dict_of(dict_of(earlier.get("standardMessage")).get("text")).get("body"))
            moment = utc_from_number(earlier.get("dateSent"))[0]
            yield f"earlier ({moment or '–'}): {text or '–'}"

    def _attachment(self, part: Mapping[str, Any]) -> Attachment:
        pointer = dict_of(part.get("pointer")) or part
        name = text_or_none(pointer.get("fileName"))
        digest = _hex(dict_of(pointer.get("locatorInfo")).get("plaintextHash"))
        for ending in ("", *_endings(pointer, name)):
            stored = f"{digest}{ending}"
            if digest and stored in self._files:
                return Attachment(stored, AttachmentState.PRESENT)
        return Attachment(name or digest, AttachmentState.MISSING)


def _endings(pointer: Mapping[str, Any], name: str | None) -> Iterator[str]:
    if name and "." in name:
        yield "." + name.rpartition(".")[2]
    subtype = (text_or_none(pointer.get("contentType")) or "").rpartition("/")[2]
    yield from (f".{each}" for each in (subtype, "jpg" if subtype == "jpeg" else "") if each)


def _files_of(key: str, body: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from dicts_of(body.get("attachments"))
    for name in ("longText", "attachment"):
        if isinstance(body.get(name), dict):
            yield body[name]
    if key == "stickerMessage" and dict_of(dict_of(body.get("sticker")).get("data")):
        yield body["sticker"]["data"]


def _update(body: Mapping[str, Any]) -> tuple[MessageKind, str | None]:
    name = next(iter(body), None)
    return (MessageKind.CALL if name in _CALLS else MessageKind.SYSTEM), name


def _payment(body: Mapping[str, Any], item: Mapping[str, Any]) -> MentionedPayment:
    transaction = dict_of(dict_of(body.get("transactionDetails")).get("transaction"))
    amount = exact_amount(body.get("amountMob"))
    return MentionedPayment(
        amount=amount,
        currency="MOB" if amount else None,
        direction="sent" if "outgoing" in item else "received" if "incoming" in item else None,
        status=text_or_none(transaction.get("status")),
        memo=text_or_none(body.get("note")),
    )


def _masked(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: "•••" if key in SECRET_FIELDS else _masked(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_masked(inner) for inner in value]
    return value


def _hex(value: Any) -> str:
    try:
        return base64.b64decode(value, validate=True).hex() if isinstance(value, str) else ""
    except (binascii.Error, ValueError):
        return ""
