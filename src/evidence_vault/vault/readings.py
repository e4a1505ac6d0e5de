# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps what an importer made of an item: as a blob first, then as rows (decision 0020)."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import BinaryIO, cast

from evidence_vault.records import Actor, Answers, ReadingRecord
from evidence_vault.vault.item_queries import one_item
from evidence_vault.vault.items import require_item
from evidence_vault.vault.kept_content import content_payload
from evidence_vault.vault.ledger import Ledger
from evidence_vault.vault.reading_blob import ReadingBlobSource


def add_reading(
    ledger: Ledger,
    item_id: str,
    importer: tuple[str, str],
    answers: Answers,
    records: Iterable[ReadingRecord],
    *,
    actor: Actor,
    also_from: Sequence[str] = (),
) -> int:
    """Keep a reading made by ``importer`` (id, version); the number of messages. Raises NoSuchEntry.

    ``also_from``: other items that the messages were read from; when one of them is erased, so is the reading.
    What ``records`` raises is passed on, and then nothing is recorded.
    """
    for each in (item_id, *also_from):
        require_item(ledger, each)
    source = ReadingBlobSource(records)
    content = ledger.contents.store(cast("BinaryIO", io.BufferedReader(source, 1 << 20)))
    cases = {membership.case_id for membership in one_item(ledger.database, item_id).cases}
    ledger.record(
        "read",
        {
            "importer": importer[0],
            "version": importer[1],
            "answers": asdict(answers),
            "content": content_payload(ledger, content),
            "records_sha256": source.records_sha256,
            "messages": source.messages,
        },
        actor=actor,
        subjects=[item_id, *also_from],
        case_id=cases.pop() if len(cases) == 1 else None,
    )
    return source.messages
