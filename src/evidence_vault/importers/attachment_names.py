# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the file that a message names among those that came along: exact name, then case, then NFC; never a guess."""

import unicodedata
from collections.abc import Iterable

from evidence_vault.records import Attachment, AttachmentState, Message, ReadingSource


def names_beside(source: ReadingSource) -> tuple[str, ...]:
    """The files that lie beside a chat that came as a file of a folder, named from that folder on; () where unknown."""
    return tuple(getattr(source, "beside", ()))


class AttachmentNames:
    """The names of the files beside a chat."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._exact: set[str] = set()
        self._folded: set[str] = set()
        self._composed: set[str] = set()
        for name in names:
            for form in _endings(name):
                self._exact.add(form)
                self._folded.add(form.casefold())
                self._composed.add(_composed(form))

    def __contains__(self, name: str | None) -> bool:
        return name is not None and (
            name in self._exact or name.casefold() in self._folded or _composed(name) in self._composed
        )

    def attachment(self, name: str) -> Attachment:
        """The attachment ``name``: present when such a file came along, else missing."""
        return Attachment(name, AttachmentState.PRESENT if name in self else AttachmentState.MISSING)

    def looked_for(self, message: Message) -> Message:
        """``message`` with the files it names, and seems to miss, looked for here."""
        if not any(each.state is AttachmentState.MISSING and each.name in self for each in message.attachments):
            return message
        found = (
            self.attachment(each.name) if each.name and each.state is AttachmentState.MISSING else each
            for each in message.attachments
        )
        return message._replace(attachments=tuple(found))


def _endings(path: str) -> Iterable[str]:
    """``a/b/c``, ``b/c``, ``c``: a chat may name a file by any of them."""
    while path:
        yield path
        path = path.partition("/")[2]


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
