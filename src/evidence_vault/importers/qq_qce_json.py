# SPDX-License-Identifier: GPL-3.0-or-later
"""QQ chats that qq-chat-exporter (QCE) wrote as one JSON file; see ``qce_messages``."""

from collections.abc import Iterator, Sequence
from typing import Any

from evidence_vault.importers.json_chats import Chat, Header, JsonChats, Place
from evidence_vault.importers.qce_messages import is_qce, qce_conversation, qce_message, qce_speaker
from evidence_vault.records import Conversation, Message, Participant, Recognition
from evidence_vault.translations import N_


class QqQceJson(JsonChats):
    """The importer of qq-chat-exporter."""

    id = "qq_qce_json"
    name = N_("QQ chat exported by qq-chat-exporter (JSON)")
    limits = "QCE_LIMITS"
    needs_list = False

    def sign(self, header: Header, items: Sequence[dict[str, Any]]) -> tuple[Recognition, str]:
        """Certain from the program's name."""
        if is_qce(header):
            return Recognition.CERTAIN, "the name of qq-chat-exporter"
        return Recognition.NO, "not the name of qq-chat-exporter"

    def conversation(self, chat: Chat) -> Conversation:
        """The chat with the account that made the export."""
        return qce_conversation(chat.header)

    def speaker(self, item: dict[str, Any], header: Header) -> Participant | None:
        """The sender; its number, else its internal id."""
        return qce_speaker(item, header)

    def message(self, item: dict[str, Any], place: Place) -> Message:
        """One message."""
        return qce_message(item, place)

    def notes(self, chat: Chat) -> Iterator[tuple[str, str]]:
        """A manifest alone: its messages are in other files."""
        if chat.items == 0 and "messages" not in chat.header:
            yield "QCE_CHUNKS_ELSEWHERE", ""


IMPORTER = QqQceJson()
