# SPDX-License-Identifier: GPL-3.0-or-later
"""Simple texts whose headers print dates for people: the order of day and month is settled for the whole text."""

from abc import ABC
from collections.abc import Iterator
from typing import Self

from evidence_vault.importers.block_chats import BlockChats
from evidence_vault.importers.printed_times import PrintedTimes
from evidence_vault.importers.text_lines import TextSource
from evidence_vault.records import Answers


class DatedBlocks(BlockChats, ABC):
    """An importer of such a text; ``header_form`` has a group ``time`` with date and clock."""

    def __init__(self, times: PrintedTimes | None = None) -> None:
        self.times = times or PrintedTimes()

    def prepared(self, text: TextSource, answers: Answers) -> Self:
        """This importer with the order of day and month that the whole text shows."""
        times = PrintedTimes()
        for line in text.texts():
            if match := self.header_form.fullmatch(line):
                times.add(match["time"])
        times.settle(answers.day_first)
        return type(self)(times)

    def closing(self) -> Iterator[tuple[str, str]]:
        """The question that is open."""
        if self.times.is_open:
            yield "DATE_ORDER_UNKNOWN", ""
