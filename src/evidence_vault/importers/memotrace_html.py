# SPDX-License-Identifier: GPL-3.0-or-later
"""WeChat chats that MemoTrace (WeChatMsg) wrote as a page: the messages stand as objects in a script, which is not run.

Built from the tool's source, for its older pages and its newer ones. A page whose JSON lies beside it in a zip is left
to that.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from evidence_vault import errors
from evidence_vault.importers.base import Tally, byte_span
from evidence_vault.importers.chat_files import ChatFile, ChatFiles, open_chat_files
from evidence_vault.importers.json_chats import Place
from evidence_vault.importers.json_details import Masking
from evidence_vault.importers.memotrace_messages import memotrace_message, memotrace_speaker
from evidence_vault.importers.script_objects import ScriptObject, script_objects
from evidence_vault.importers.text_lines import decode_head
from evidence_vault.importers.zip_members import is_zip
from evidence_vault.records import Answers, Conversation, Participant, ReadingRecord, ReadingSource, Recognition
from evidence_vault.translations import N_

_LIST = re.compile(rb"\bchatMessages\s*=\s*\[(?=\s*\{\s*\"?type\"?\s*:)")
_OBJECT = re.compile(rb"\{\s*\"?type\"?\s*:")
_SIGNED = re.compile(rb"display_?name")
_TITLE = re.compile(r"<title>([^<]*)</title>")
_SIGN_WITHIN = 1 << 20
_FIRST_OBJECT = 1 << 12
_PAGES = (".html", ".htm")
_MOST_LOOKED_AT = 3
_MOST_PEOPLE = 5_000


class MemotraceHtml:
    """The importer of MemoTrace's pages."""

    id = "memotrace_html"
    name = N_("WeChat chat exported by MemoTrace (HTML)")
    version = "1"
    suffixes = (*_PAGES, ".zip")

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from the name of the list and the keys of its first object, which stand behind long styles."""
        if not is_zip(untrusted_head) and b"<html" not in untrusted_head[:_FIRST_OBJECT].lower():
            return Recognition.NO, "no page"
        try:
            with open_chat_files(source, _is_page) as files:
                if any(map(_is_signed, _pages(files)[:_MOST_LOOKED_AT])):
                    return Recognition.CERTAIN, "the list of messages of MemoTrace"
        except errors.ReadingError:
            pass
        return Recognition.NO, "not the list of messages of MemoTrace"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every message of every page; for a zip then its other files as members."""
        with open_chat_files(source, _is_page) as files:
            signed = [file for file in _pages(files) if _is_signed(file)]
            pages = {file: _conversation(file, str(number)) for number, file in enumerate(signed, 1)}
            if not pages:
                raise errors.FormatUnknown(name=source.name)
            tally, masking = Tally(), Masking()
            tally.conversations = len(pages)
            yield from pages.values()
            yield from files.members(list(pages), tally)
            for file, conversation in pages.items():
                yield from _messages(file, conversation, files, (tally, masking))
            if masking.found:
                yield from tally.warnings("SECRETS_INSIDE")
            yield from tally.warnings("WECHAT_TOOL_LIMITS")
            yield from tally.end()


IMPORTER = MemotraceHtml()


def _is_page(name: str) -> bool:
    return name.casefold().endswith(_PAGES)


def _pages(files: ChatFiles) -> list[ChatFile]:
    names = set(files.names)
    return [file for file in files.found if f"{file.member}.json" not in names]


def _is_signed(file: ChatFile) -> bool:
    with file.open() as stream:
        start = stream.read(_SIGN_WITHIN)
    match = _LIST.search(start)
    if match is None:
        return False
    first = start[match.end() : match.end() + _FIRST_OBJECT]
    return b"timestamp" in first and _SIGNED.search(first) is not None


def _objects(file: ChatFile) -> Iterator[ScriptObject]:
    return script_objects(file.open, _LIST, _OBJECT)


def _conversation(file: ChatFile, identity: str) -> Conversation:
    people: dict[Participant, None] = {}
    for each in _objects(file):
        person = memotrace_speaker(_plain(each.value)) if each.value else None
        if person is not None and len(people) < _MOST_PEOPLE:
            people[person] = None
    with file.open() as stream:
        match = _TITLE.search(decode_head(stream.read(_SIGN_WITHIN)))
    title = unescape(match[1]).strip() if match else None
    known = {person.name for person in people if person.is_self is not None}
    told = (person for person in people if person.is_self is not None or person.name not in known)
    return Conversation(identity, title or None, "wechat", tuple(told))


def _messages(
    file: ChatFile, conversation: Conversation, files: ChatFiles, state: tuple[Tally, Masking]
) -> Iterator[ReadingRecord]:
    tally, masking = state
    for each in _objects(file):
        if not each.raw:
            yield from tally.warnings("FILE_BREAKS_OFF", str(tally.messages))
        elif each.value is None:
            tally.leave_out()
            yield from tally.warnings("RECORD_NOT_UNDERSTOOD", each.raw.decode("utf-8", "replace"))
        else:
            if not _is_utf8(each.raw):
                yield from tally.warnings("TEXT_DAMAGED")
            span = byte_span(each.offset, each.raw, file.member)
            place = Place(conversation.id, tally.messages, span, {}, files.files, masking)
            message = memotrace_message(_plain(each.value), place)
            if message.text:
                message = message._replace(text=masking.text(message.text))
            yield tally.count(message)


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _plain(value: Any) -> Any:
    """Texts as they were before the tool wrote them for a page; those inside lists it leaves as they are."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, str) and not value.startswith("http"):
        return unescape(value.replace("<br>", "\n"))
    return value
