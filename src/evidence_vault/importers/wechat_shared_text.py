# SPDX-License-Identifier: GPL-3.0-or-later
"""WeChat chats sent from the phone as text: day rules, then ``name  16:21`` and the words; see ``wechat_shared``."""

from collections.abc import Iterator

from evidence_vault.importers.base import Tally
from evidence_vault.importers.text_lines import TextSource, head_lines
from evidence_vault.importers.wechat_shared import read_shared_chat, signs_of_shared_chat
from evidence_vault.records import Answers, ReadingRecord, ReadingSource, Recognition
from evidence_vault.translations import N_


class WechatSharedText:
    """The importer of WeChat's “send chat history by e-mail”."""

    id = "wechat_shared_text"
    name = N_("WeChat chat sent as text or e-mail")
    version = "2"
    suffixes = (".txt",)

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from the title sentence with a day rule or a sender line."""
        has_title, days, senders = signs_of_shared_chat(head_lines(untrusted_head))
        if has_title and (days or senders):
            return Recognition.CERTAIN, "the title sentence of a chat sent by WeChat"
        if days and senders:
            return Recognition.MAYBE, "day rules and sender lines without the title sentence"
        return Recognition.NO, "no day rules with sender lines"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every record of the text."""
        tally = Tally()
        yield from read_shared_chat(TextSource.of(source), "1", tally)
        yield from tally.end()


IMPORTER = WechatSharedText()
