# SPDX-License-Identifier: GPL-3.0-or-later
"""WeChat chats as the JSON that MemoTrace writes beside each of its pages (``….html.json``)."""

from collections.abc import Sequence
from typing import Any

from evidence_vault.importers.json_chats import Chat, Header, Place
from evidence_vault.importers.memotrace_messages import memotrace_message, memotrace_speaker
from evidence_vault.importers.wechat_lists import WechatLists
from evidence_vault.records import Conversation, Message, Participant
from evidence_vault.translations import N_

_NUMBER = "#"
"""In a chat's header, which is empty in a list: which of the zip's chats it is."""


class MemotraceJson(WechatLists):
    """The importer of MemoTrace's JSON."""

    id = "memotrace_json"
    name = N_("WeChat chat exported by MemoTrace (JSON)")
    version = "1"
    keys = frozenset({"type", "is_send", "timestamp", "server_id", "display_name", "avatar_src"})

    def conversation(self, chat: Chat) -> Conversation:
        """Each file is a chat; its name is the person's or group's."""
        title = chat.file.path.rpartition("/")[2].removesuffix(".json").removesuffix(".html")
        return Conversation(chat.header[_NUMBER], title or None, "wechat")

    def _conversations(self, chats: Sequence[Chat]) -> dict[str, Conversation]:
        for number, chat in enumerate(chats, 1):
            chat.header[_NUMBER] = str(number)
        return super()._conversations(chats)

    def speaker(self, item: dict[str, Any], header: Header) -> Participant | None:
        """The name the person saw."""
        return memotrace_speaker(item)

    def message(self, item: dict[str, Any], place: Place) -> Message:
        """One message."""
        return memotrace_message(item, place)


IMPORTER = MemotraceJson()
