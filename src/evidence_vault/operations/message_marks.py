# SPDX-License-Identifier: GPL-3.0-or-later
"""Marks on messages: what matters in a chat, as facts that find their message again after it was read anew."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from evidence_vault.operations.edit_case import put_fact
from evidence_vault.records import Actor, Fact, Fields, Message
from evidence_vault.vault.vault import Vault

MARK = "mark"
KINDS = ("inducement", "instruction", "payment", "refusal", "threat", "other")


@dataclass(frozen=True, slots=True)
class MarkPlace:
    """The message that is marked: where it stands, and the hash of its place in the file where there is one."""

    item_id: str
    conversation_id: str
    seq: int
    span_sha256: str | None = None


def place_of(item_id: str, message: Message) -> MarkPlace:
    """The place of a message of an item."""
    span = message.raw_span.sha256 if message.raw_span else None
    return MarkPlace(item_id, message.conversation, message.seq, span)


def put_mark(vault: Vault, case_id: str, place: MarkPlace, kind: str, actor: Actor) -> Fact:
    """Mark a message as one of ``KINDS``; marked so already, it stays so. Raises FactInvalid, NoSuchEntry."""
    for seq, mark in _marks(vault, case_id, place.item_id):
        if (seq, _kind(mark)) == (place.seq, kind):
            return mark
    fields: Fields = {
        "item_id": place.item_id,
        "conversation_id": place.conversation_id,
        "seq": place.seq,
        "span_sha256": place.span_sha256,
        "kind": kind,
    }
    return put_fact(vault, case_id, MARK, fields, actor)


def take_mark(vault: Vault, case_id: str, place: MarkPlace, kind: str, actor: Actor) -> None:
    """Take a mark away; what was marked stays readable in the log."""
    for seq, mark in tuple(_marks(vault, case_id, place.item_id)):
        if (seq, _kind(mark)) == (place.seq, kind):
            vault.retract(mark.id, actor=actor)


def marks_of_item(vault: Vault, case_id: str, item_id: str) -> Mapping[int, tuple[str, ...]]:
    """The marks on the messages of an item: number in the file to kinds, in the order of ``KINDS``."""
    found: dict[int, set[str]] = {}
    for seq, mark in _marks(vault, case_id, item_id):
        found.setdefault(seq, set()).add(_kind(mark))
    return {seq: tuple(kind for kind in KINDS if kind in kinds) for seq, kinds in found.items()}


def marked_messages(vault: Vault, case_id: str) -> Iterator[tuple[str, Message, str]]:
    """Every marked message of a case that is still there: item id, message, kind of mark."""
    for mark in vault.facts(MARK, case_id=case_id):
        item_id = str(mark.fields.get("item_id"))
        seq = _seq_now(vault, item_id, mark)
        message = None if seq is None else vault.chats.message(item_id, seq)
        if message is not None:
            yield item_id, message, _kind(mark)


def _marks(vault: Vault, case_id: str, item_id: str) -> Iterator[tuple[int, Fact]]:
    for mark in vault.facts(MARK, case_id=case_id):
        if mark.fields.get("item_id") == item_id:
            seq = _seq_now(vault, item_id, mark)
            if seq is not None:
                yield seq, mark


def _seq_now(vault: Vault, item_id: str, mark: Fact) -> int | None:
    seq, span = mark.fields.get("seq"), mark.fields.get("span_sha256")
    if not isinstance(seq, int):
        return None
    there = vault.chats.message(item_id, seq)
    if there is not None and (span is None or _span(there) == span):
        return seq
    return _seq_of_span(vault, item_id, str(span)) if span else None


def _seq_of_span(vault: Vault, item_id: str, span: str) -> int | None:
    start, page = 0, 2000
    while messages := vault.messages(item_id, start=start, count=page):
        for message in messages:
            if _span(message) == span:
                return message.seq
        start += page
    return None


def _span(message: Message) -> str | None:
    return message.raw_span.sha256 if message.raw_span else None


def _kind(mark: Fact) -> str:
    return str(mark.fields.get("kind"))
