# SPDX-License-Identifier: GPL-3.0-or-later
"""The chats of imessage-exporter among some files, one in each, whichever form they have."""

import re
from collections.abc import Callable, Collection
from typing import NamedTuple

from evidence_vault import errors
from evidence_vault.importers.chat_files import ChatFile, ChatFiles
from evidence_vault.importers.text_lines import TextSource
from evidence_vault.records import Conversation, Participant

_SUFFIX = re.compile(r"\.(html?|txt)$", re.IGNORECASE)


class FoundChat(NamedTuple):
    """A file, its text, and the conversation it holds, whose id is its number from 1."""

    file: ChatFile
    text: TextSource
    conversation: Conversation


def chats_of(files: ChatFiles, people_of: Callable[[TextSource], Collection[Participant] | None]) -> list[FoundChat]:
    """The files in which ``people_of`` sees a chat, named as the file. Raises FormatUnknown where there is none."""
    found: list[FoundChat] = []
    for file in files.found:
        text = TextSource(file.open, files.name, file.member)
        people = people_of(text)
        if people is not None:
            title = _SUFFIX.sub("", file.path.rpartition("/")[2])
            found.append(
                FoundChat(file, text, Conversation(str(len(found) + 1), title or None, "imessage", tuple(people)))
            )
    if not found:
        raise errors.FormatUnknown(name=files.name)
    return found
