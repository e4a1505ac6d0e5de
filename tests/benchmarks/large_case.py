# SPDX-License-Identifier: GPL-3.0-or-later
"""A vault with a million messages and 20,000 items, and the same index unencrypted; made once, kept below build/."""

import io
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlcipher3 import dbapi2

from evidence_vault.progress import Silent
from evidence_vault.records import (
    Answers,
    Conversation,
    Message,
    MessageKind,
    Participant,
    ReadingRecord,
    ReadingSummary,
    TimeCertainty,
)
from evidence_vault.vault.database import Database
from evidence_vault.vault.rebuild import fill
from evidence_vault.vault.schema import VERSION
from evidence_vault.vault.vault import NewItem, Vault
from tests.benchmarks.material import new_vault
from tests.helpers.vaults import OWNER, open_vault

CHATS = 5
MESSAGES = 200_000
"""In each chat."""
ITEMS = 20_000
EVENTS = 10_000
NEEDS = 4 << 30
_FOLDER = Path("build/bench-large-case").absolute()
_FORM = "1"
"""Another number when what is made changes, so that it is made anew."""


def _words(*lines: str) -> list[str]:
    return " ".join(lines).split()


CHINESE = _words(
    "转账 投资 平台 老师 本金 收益 提现 税款 账户 客服 下载 链接 会员 项目 导师 保证 银行 截图 微信 群里 今天 明天",
    "马上 可以 没有 问题 请问 什么 时候 到账 继续 充值 解冻 手续 费用 验证 身份 朋友 公司 香港",
)
ENGLISH = _words(
    "please transfer deposit today tomorrow account profit withdraw fee verification platform teacher bank screenshot",
    "link member project invest money waiting problem when arrive continue unfreeze tax customer service friend",
)


@dataclass(frozen=True)
class LargeCase:
    """The open vault, the same index on plain SQLite, and what is in it."""

    vault: Vault
    plain: Database
    case_id: str
    chats: tuple[str, ...]


def large_case() -> LargeCase:
    """Open it; make it first where it is not there yet (some minutes)."""
    kept = _FOLDER / f"{_FORM}-{VERSION}"
    if not (kept / "done").exists():
        shutil.rmtree(_FOLDER, ignore_errors=True)
        kept.mkdir(parents=True)
        _make(kept)
        (kept / "done").touch()
    vault = open_vault(kept / "vault")
    case = vault.facts("case")[0]
    chats = tuple(dict.fromkeys(one.item_id for one in vault.conversations()))
    return LargeCase(vault, _plain(kept / "plain.db"), case.id, chats)


def _make(kept: Path) -> None:
    vault = new_vault(kept / "vault")
    with vault:
        case = vault.put("case", {"title": "large", "timezone": "Asia/Shanghai"}, actor=OWNER)
        content = vault.store_content(io.BytesIO(b"made-up"), progress=Silent())
        for number in range(CHATS):
            item = vault.add_item(NewItem(content, f"chat-{number}.txt", "text/plain"), actor=OWNER, case_id=case.id)
            vault.assign_exhibit(case.id, item.id, f"B{number + 1}", actor=OWNER)
            vault.add_reading(item.id, "made-up", "1", Answers(), _chat(number), actor=OWNER)
        for number in range(ITEMS - CHATS):
            name = f"screenshot {number:05d} {CHINESE[number % len(CHINESE)]}.png"
            vault.add_item(NewItem(content, name, "image/png"), actor=OWNER)
        for number in range(EVENTS):
            at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=number * 40)
            summary = f"{CHINESE[number % 40]}{CHINESE[number % 17]} {number}"
            fields = {"at": f"{at:%Y-%m-%dT%H:%M}", "summary": summary}
            vault.put("event", fields, actor=OWNER, case_id=case.id)
        plain = _plain(kept / "plain.db")
        fill(plain, vault._ledger.journal, vault._ledger.contents, Silent())
        plain.close()


def _plain(path: Path) -> Database:
    connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    database = Database(connection)
    for pragma in ("journal_mode = WAL", "locking_mode = EXCLUSIVE", "temp_store = MEMORY"):
        database.execute(f"PRAGMA {pragma}")
    return database


def _chat(number: int) -> Iterator[ReadingRecord]:
    chance = random.Random(number)
    conversation = f"c-{number}"
    names = (f"王老师{number}", "晓雯", f"Support {number}")
    yield Conversation(conversation, f"投资群{number}", "wechat", tuple(Participant(name) for name in names))
    start = datetime(2025, 1, 1, tzinfo=UTC)
    for seq in range(MESSAGES):
        words = ENGLISH if chance.random() < 0.4 else CHINESE
        count = 2 + int(chance.expovariate(0.2))
        # The square favours the first words, as language does.
        picked = [words[int(chance.random() ** 2 * len(words))] for _ in range(count)]
        text = (" " if words is ENGLISH else "").join(picked)
        yield Message(
            conversation,
            seq,
            MessageKind.MESSAGE,
            f"{start + timedelta(minutes=seq * 2):%Y-%m-%dT%H:%M:%S}",
            None,
            TimeCertainty.LOCAL_DEVICE,
            names[int(chance.random() * 3)],
            f"{text} {seq}" if seq % 7 == 0 else text,
            None,
        )
    yield ReadingSummary(1, MESSAGES, {"message": MESSAGES}, MESSAGES, 0)
