# SPDX-License-Identifier: GPL-3.0-or-later
"""ChatLab's exchange format (JSON): chats of any app with numbers for kinds; each exporter fills it in its own way."""

from collections.abc import Sequence
from typing import Any

from evidence_vault.importers.chatlab_messages import chatlab_chat, chatlab_message, chatlab_person
from evidence_vault.importers.json_chats import Chat, Header, JsonChats, Place
from evidence_vault.importers.json_details import dict_of, dicts_of
from evidence_vault.records import Conversation, Message, Participant, Recognition
from evidence_vault.translations import N_


class ChatlabJson(JsonChats):
    """The importer of ChatLab's JSON."""

    id = "chatlab_json"
    name = N_("Chat in ChatLab's format (JSON)")
    version = "3"
    limits = "CHATLAB_LIMITS"

    def sign(self, header: Header, items: Sequence[dict[str, Any]]) -> tuple[Recognition, str]:
        """Certain from the format's own key."""
        if isinstance(header.get("chatlab"), dict) and isinstance(header.get("meta"), dict) and "_type" not in header:
            return Recognition.CERTAIN, "the keys chatlab and meta"
        return Recognition.NO, "no key chatlab"

    def conversation(self, chat: Chat) -> Conversation:
        """The chat; ``ownerId`` says who exported, where it is given."""
        meta = dict_of(chat.header.get("meta"))
        members = dicts_of(chat.header.get("members"))
        people = (chatlab_person(each.get("accountName"), each.get("platformId"), meta) for each in members)
        return chatlab_chat(meta, tuple(dict.fromkeys(person for person in people if person)))

    def speaker(self, item: dict[str, Any], header: Header) -> Participant | None:
        """The sender."""
        return chatlab_person(item.get("accountName"), item.get("sender"), dict_of(header.get("meta")))

    def message(self, item: dict[str, Any], place: Place) -> Message:
        """One message."""
        return chatlab_message(item, dict_of(place.header.get("meta")), (place.conversation, place.seq, place.span))


IMPORTER = ChatlabJson()
