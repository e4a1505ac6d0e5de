# SPDX-License-Identifier: GPL-3.0-or-later
"""The table a translator fills in (docs/formats/translations.md), and what a line of it says about a message."""

from collections.abc import Iterable

from evidence_vault.exporters.tables import MARK, csv_bytes, safe_cell
from evidence_vault.records import Message, Translation, TranslationLine

COLUMNS = ("number", "time", "sender", "text", "translation", "language", "translator", "made_on", "seq")
LARGEST = 64 << 20
"""Bytes of a file of translations; a million messages of ordinary length."""


def fits(line: TranslationLine, message: Message) -> bool:
    """Whether the original beside a translation is this message's (spaces do not count)."""
    if line.beside is None:
        return True
    text = message.text or ""
    return _squeezed(line.beside) in {_squeezed(text), _squeezed(safe_cell(text))}


def said_in(line: TranslationLine) -> str:
    """The translation of a line, without the apostrophe that keeps a spreadsheet from computing a cell."""
    text = line.untrusted_text
    bare = text.removeprefix(MARK)
    return bare if bare != text and safe_cell(bare) == text else text


def sheet_of(messages: Iterable[tuple[Message, Translation | None]], language: str) -> bytes:
    """The table for a translator into ``language``, with what is translated already."""
    return csv_bytes(COLUMNS, (_row(message, translation, language) for message, translation in messages))


def _row(message: Message, translation: Translation | None, language: str) -> list[str | int | None]:
    said = translation or Translation("", language)
    time = message.sent_at or message.sent_at_raw
    return [
        message.seq + 1, time, message.sender, message.text, said.text, said.language, said.translator, said.made_on,
        message.seq,
    ]  # fmt: skip


def _squeezed(text: str) -> str:
    return "".join(text.split())
