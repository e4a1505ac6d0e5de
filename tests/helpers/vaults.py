# SPDX-License-Identifier: GPL-3.0-or-later
"""Small vaults for tests: a cheap key derivation, one passphrase, made-up contents."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from evidence_vault.clock import FixedClock
from evidence_vault.crypto.key_derivation import KdfCost
from evidence_vault.progress import Silent
from evidence_vault.records import (
    Actor,
    Answers,
    Conversation,
    EvidenceItem,
    Message,
    MessageKind,
    Participant,
    ReadingRecord,
    ReadingSummary,
    ReadingWarning,
    TimeCertainty,
)
from evidence_vault.vault.vault import NewItem, Vault

PASSPHRASE = "seven green lanterns over water"
CHEAP = KdfCost(kibibytes=64, passes=1, lanes=1)
OWNER = Actor("owner-1", "Lin Qiao", "self")


def new_clock() -> FixedClock:
    """A clock of its own, so that every vault tells the same times."""
    return FixedClock(datetime(2026, 3, 1, 9, 30, tzinfo=UTC))


def new_vault(folder: Path) -> Vault:
    """A new vault at ``folder``."""
    return new_vault_with_key(folder)[0]


def new_vault_with_key(folder: Path) -> tuple[Vault, str]:
    """A new vault at ``folder`` and its recovery key."""
    return Vault.create(folder, PASSPHRASE, owner=OWNER, clock=new_clock(), progress=Silent(), cost=CHEAP)


def open_vault(folder: Path) -> Vault:
    """Open it again."""
    return Vault.open(folder, passphrase=PASSPHRASE, clock=new_clock(), progress=Silent())


def add(vault: Vault, name: str, data: bytes, case_id: str | None = None) -> EvidenceItem:
    """Store ``data`` and record it as an item."""
    content = vault.store_content(io.BytesIO(data), progress=Silent())
    return vault.add_item(NewItem(content, name, "text/plain"), actor=OWNER, case_id=case_id)


def chat(count: int, text: str = "请先转账 {number}") -> Iterator[ReadingRecord]:
    """A made-up reading with ``count`` messages."""
    yield Conversation("c-1", "投资群", "wechat", (Participant("王老师", "wang"), Participant("我", None, True)))
    for number in range(count):
        yield Message(
            conversation="c-1",
            seq=number,
            kind=MessageKind.MESSAGE,
            sent_at=f"2026-01-02T03:{number % 60:02d}:00",
            sent_at_raw=None,
            time_certainty=TimeCertainty.LOCAL_DEVICE,
            sender="王老师",
            text=text.format(number=number),
            raw_span=None,
        )
    yield ReadingWarning("LINE_NOT_UNDERSTOOD", "???", 7)
    yield ReadingSummary(1, count, {"message": count}, count + 1, 1)


def filled_vault(folder: Path) -> tuple[Vault, str]:
    """A vault in which everything happened once, and its case."""
    vault = new_vault(folder)
    case = vault.put("case", {"title": "荐股骗局"}, actor=OWNER)
    first = add(vault, "聊天记录.txt", b"one" * 5000, case.id)
    second = add(vault, "receipt.png", b"two" * 50)
    vault.add_acquisition(second.id, "receipt (1).png", actor=OWNER, file_modified_at="2026-01-01T00:00:00Z")
    vault.assign_exhibit(case.id, first.id, "A1", actor=OWNER)
    vault.assign_exhibit(case.id, second.id, "A2", actor=OWNER)
    vault.withdraw_exhibit(case.id, second.id, actor=OWNER)
    vault.add_reading(first.id, "wechat-text", "1", Answers(time_zone="Asia/Shanghai"), chat(30), actor=OWNER)
    payment = vault.put("payment", {"amount": "100.00", "currency": "CNY"}, actor=OWNER, case_id=case.id)
    vault.put("payment", {"amount": "120.00", "currency": "CNY"}, actor=OWNER, fact_id=payment.id)
    gone = vault.put("event", {"summary": "typed by mistake"}, actor=OWNER, case_id=case.id)
    vault.retract(gone.id, actor=OWNER)
    vault.case_signing_key(case.id)
    vault.record("verified", [first.id], {"by": "hand"}, actor=OWNER, case_id=case.id)
    return vault, case.id
