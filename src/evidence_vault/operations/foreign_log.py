# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the custody log of another vault that came along with a case: evidence to read, none of our history."""

import io
from collections.abc import Iterator
from typing import BinaryIO

from evidence_vault.package.review import ReviewedTable, log_table
from evidence_vault.vault.vault import Vault

_LONGEST_LINE = 16 << 20


def foreign_log(vault: Vault, item_id: str) -> ReviewedTable:
    """Its entries as rows. Raises NoSuchEntry, BlobMissing, BlobDamaged."""
    with vault.open_content(vault.item(item_id).content_id) as stream:
        return log_table(_lines(stream))


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    lines = io.BufferedReader(stream, 1 << 18)  # type: ignore[type-var] # a raw stream of ours
    while line := lines.readline(_LONGEST_LINE):
        yield line
