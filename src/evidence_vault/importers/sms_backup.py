# SPDX-License-Identifier: GPL-3.0-or-later
"""SMS Backup & Restore (SyncTech): messages, multimedia messages and calls of an Android phone as XML.

Missing values are the word “null”; ``count`` is often wrong and proves nothing.
"""

import base64
import binascii
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from evidence_vault import errors
from evidence_vault.importers.base import Tally
from evidence_vault.importers.local_times import utc_from_epoch, whole_number
from evidence_vault.importers.xml_elements import Element, XmlBroken, XmlElements
from evidence_vault.records import (
    Answers,
    Attachment,
    AttachmentState,
    Conversation,
    Member,
    Message,
    MessageKind,
    Participant,
    ReadingRecord,
    ReadingSource,
    Recognition,
    TimeCertainty,
)
from evidence_vault.translations import N_

_ROOTS = frozenset({"smses", "calls"})
_STATES = {"1": None, "2": None, "3": "draft", "4": "outbox", "5": "failed", "6": "queued"}
_CALLS = {
    "1": "incoming-call",
    "2": "outgoing-call",
    "3": "missed-call",
    "4": "voicemail",
    "5": "rejected-call",
    "6": "blocked-call",
    "7": "answered-elsewhere",
}
"""As Android's CallLog numbers them."""
_NO_VALUE = frozenset({"null", "", "(Unknown)"})
_OWN_ADDRESS = "insert-address-token"
_FROM = "137"
_MOST_CHATS = 100_000
_NOBODY = "unknown"
_MINUTE = 60_000


class SmsBackup:
    """The importer of SMS Backup & Restore."""

    id = "sms_backup"
    name = N_("SMS Backup & Restore (XML)")
    version = "2"
    suffixes = (".xml",)

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from the root element."""
        elements = XmlElements(io.BytesIO(untrusted_head), untrusted_name)
        try:
            for _ in elements:
                break
        except (XmlBroken, errors.ReadingError):
            pass
        if elements.root is not None and elements.root.tag in _ROOTS:
            return Recognition.CERTAIN, f"the root element {elements.root.tag}"
        return Recognition.NO, "not the root element smses or calls"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every message and call in file order; pictures of multimedia messages as members."""
        chats = _survey(source)
        tally = Tally()
        tally.conversations = len(chats)
        for identity, chat in chats.items():
            names = tuple(Participant(name, identity, is_self=False) for name in chat.names)
            people = names or ((Participant(None, identity, is_self=False),) if identity != _NOBODY else ())
            yield Conversation(identity, next(iter(chat.names), identity), "sms", people)
        with source.open() as stream:
            try:
                for element in XmlElements(stream, source.name):
                    yield from _element(element, tally)
            except XmlBroken:
                yield from tally.warnings("FILE_BREAKS_OFF", str(tally.messages))
        yield from tally.warnings("SMS_LIMITS")
        yield from tally.end()


IMPORTER = SmsBackup()


@dataclass
class _Chat:
    names: dict[str, None] = field(default_factory=dict)


def _survey(source: ReadingSource) -> dict[str, _Chat]:
    chats: dict[str, _Chat] = {}
    with source.open() as stream:
        elements = XmlElements(stream, source.name)
        try:
            for element in elements:
                chat = chats.get(_chat_of(element)) or chats.setdefault(_chat_of(element), _Chat())
                name = _value(element, "contact_name")
                if name and len(chat.names) < _MOST_CHATS:
                    chat.names[name] = None
        except XmlBroken:
            pass
    if elements.root is None or elements.root.tag not in _ROOTS:
        raise errors.FormatUnknown(name=source.name)
    return chats


def _value(element: Element, name: str) -> str | None:
    value = element.attributes.get(name)
    return None if value is None or value in _NO_VALUE else value


def _chat_of(element: Element) -> str:
    return _value(element, "address") or _value(element, "number") or _NOBODY


def _element(element: Element, tally: Tally) -> Iterator[ReadingRecord]:
    files = list(_files(element))
    if element.tag == "mms":
        yield tally.count(_mms(element, tally.messages, files))
    elif element.tag == "call":
        yield tally.count(_call(element, tally.messages))
    else:
        yield tally.count(_sms(element, tally.messages))
    for name, data in files:
        if data is not None:
            yield Member(name, len(data), lambda data=data: io.BytesIO(data))  # type: ignore[misc]


def _time(element: Element) -> tuple[str | None, str | None, TimeCertainty]:
    raw = _value(element, "date")
    number = whole_number(raw)
    moment = utc_from_epoch(Decimal(number) / 1000) if number is not None else None
    certainty = TimeCertainty.UTC if moment else TimeCertainty.PARTIAL
    return moment, _value(element, "readable_date") or raw, certainty


def _sms(element: Element, seq: int) -> Message:
    sent_at, raw, certainty = _time(element)
    kind = _value(element, "type")
    received = kind == "1"
    known = element.tag == "sms" and kind in _STATES
    address = _value(element, "address")
    lines = [line for line in (_value(element, "subject"), _value(element, "body")) if line]
    lines += _carrier_time(element) if received else []
    return Message(
        conversation=_chat_of(element),
        seq=seq,
        kind=MessageKind.MESSAGE if known else MessageKind.UNKNOWN,
        sent_at=sent_at,
        sent_at_raw=raw,
        time_certainty=certainty,
        sender=(_value(element, "contact_name") or address) if received else None,
        text="\n".join(lines) or None,
        raw_span=element.span(),
        sender_id=address if received else None,
        is_self=not received if known else None,
        subkind=_STATES.get(kind or "", kind),
    )


def _carrier_time(element: Element) -> list[str]:
    # When the carrier took the message in; told where it is another minute than that of receiving.
    sent, received = whole_number(_value(element, "date_sent")), whole_number(_value(element, "date"))
    if not sent or received is None or abs(received - sent) < _MINUTE:
        return []
    moment = utc_from_epoch(Decimal(sent) / 1000)
    return [f"date_sent: {moment}"] if moment else []


def _mms(element: Element, seq: int, files: list[tuple[str, bytes | None]]) -> Message:
    sent_at, raw, certainty = _time(element)
    box = _value(element, "msg_box")
    writers = [_value(each, "address") for each in element.inner if each.tag == "addr" and _is_from(each)]
    writer = next((address for address in writers if address and address != _OWN_ADDRESS), None)
    is_own = box in {"2", "3", "4"} if box in {"1", "2", "3", "4"} else None
    is_group = "~" in (_value(element, "address") or "")
    writer = None if is_own else writer or (None if is_group else _value(element, "address"))
    name = _value(element, "contact_name")
    texts = [_value(each, "text") for each in element.inner if _value(each, "ct") == "text/plain"]
    return Message(
        conversation=_chat_of(element),
        seq=seq,
        kind=MessageKind.MESSAGE,
        sent_at=sent_at,
        sent_at_raw=raw,
        time_certainty=certainty,
        sender=None if is_own else writer if is_group else name or writer,
        text="\n".join(filter(None, (_value(element, "sub"), *texts))) or None,
        raw_span=element.span(),
        sender_id=writer,
        is_self=is_own,
        attachments=tuple(
            Attachment(each, AttachmentState.MISSING if data is None else AttachmentState.PRESENT)
            for each, data in files
        ),
        subkind="draft" if box == "3" else "outbox" if box == "4" else "mms",
    )


def _is_from(element: Element) -> bool:
    return _value(element, "type") == _FROM


def _call(element: Element, seq: int) -> Message:
    sent_at, raw, certainty = _time(element)
    kind, number = _value(element, "type"), _value(element, "number")
    own = kind == "2"
    duration = _value(element, "duration")
    return Message(
        conversation=_chat_of(element),
        seq=seq,
        kind=MessageKind.CALL,
        sent_at=sent_at,
        sent_at_raw=raw,
        time_certainty=certainty,
        sender=None if own else _value(element, "contact_name") or number,
        text=f"duration: {duration} s" if duration else None,
        raw_span=element.span(),
        sender_id=None if own else number,
        is_self=own if kind in _CALLS else None,
        subkind=_CALLS.get(kind or "", kind),
    )


def _files(element: Element) -> Iterator[tuple[str, bytes | None]]:
    """Name and bytes of each part that is a file; None where its bytes are damaged."""
    for part in element.inner:
        kind = _value(part, "ct")
        if part.tag != "part" or kind in {"application/smil", "text/plain", None}:
            continue
        names = (_value(part, each) for each in ("name", "fn", "cl"))
        name = next(filter(None, names), f"{kind}".replace("/", "."))
        full = f"{element.number}/{_value(part, 'seq') or '0'}-{name.rpartition('/')[2]}"
        try:
            yield full, base64.b64decode(part.attributes.get("data", ""), validate=False) or None
        except (binascii.Error, ValueError):
            yield full, None
