# SPDX-License-Identifier: GPL-3.0-or-later
"""WeChat chats that WeChatDataAnalysis wrote as text: the zip with ``conversations/…/messages.txt``, or one such file.

Built from the output of the real tool on its own test data. Money is glued into the words, so no sum is read there
unless it is written with ¥.
"""

import re
from collections.abc import Iterator

from evidence_vault import errors
from evidence_vault.importers.base import Tally
from evidence_vault.importers.chat_files import ChatFile, ChatFiles, heads_of, open_chat_files
from evidence_vault.importers.line_records import Block, Line, read_blocks
from evidence_vault.importers.local_times import local_or_utc
from evidence_vault.importers.text_lines import TextSource, head_lines, text_warnings
from evidence_vault.importers.wechat_body import read_body
from evidence_vault.importers.wechat_money import transfer, yuan
from evidence_vault.records import (
    Answers,
    Attachment,
    Conversation,
    MentionedPayment,
    Message,
    MessageKind,
    Participant,
    ReadingRecord,
    ReadingSource,
    Recognition,
    TimeCertainty,
)
from evidence_vault.translations import N_

_FILE = re.compile(r"(?:.*/)?messages\.txt")
_CHAT = re.compile(r"会话: (.*?)(?: \(([^()]*)\))?")
_ACCOUNT = re.compile(r"账号: (.+)")
_HEADER = re.compile(
    r"\[(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\] (?:(?P<system>\[系统\]) ?|(?P<name>.*?)\((?P<id>[^()\s]+)\): ?)(?P<rest>.*)"
)
_TRANSFER = re.compile(r"(?P<memo>.*?)金额=(?P<amount>\S*) 状态=(?P<status>\S*)")
_MEDIA = re.compile(r"\[[^\[\]]{1,12}\]((?: media/\S+)+)")
_PREAMBLE = re.compile(r"\ufeff?(?:会话|账号|导出时间|过滤|筛选)[:：]")
_MOST_PEOPLE = 10_000


class WcdaText:
    """The importer of WeChatDataAnalysis' text."""

    id = "wcda_text"
    name = N_("WeChat chat exported by WeChatDataAnalysis (text)")
    version = "1"
    suffixes = (".txt", ".zip")

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from the first lines."""
        for head in heads_of(source, untrusted_head, _fits):
            lines = head_lines(head)
            if len(lines) > 1 and _CHAT.fullmatch(lines[0].lstrip("\ufeff")) and _ACCOUNT.fullmatch(lines[1]):
                return Recognition.CERTAIN, "the first lines of WeChatDataAnalysis"
        return Recognition.NO, "not the first lines of WeChatDataAnalysis"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """Every record of every chat; for a zip then its other files as members."""
        with open_chat_files(source, _fits) as files:
            yield from _read(files)


IMPORTER = WcdaText()


def _fits(name: str) -> bool:
    return _FILE.fullmatch(name) is not None


def _header(line: Line) -> re.Match[str] | None:
    return _HEADER.fullmatch(line.text)


def _read(files: ChatFiles) -> Iterator[ReadingRecord]:
    tally = Tally()
    chats: list[tuple[ChatFile, TextSource, Conversation, str | None]] = []
    for file in files.found:
        text = TextSource(file.open, files.name, file.member)
        found = _survey(text, str(len(chats) + 1))
        if found is not None:
            chats.append((file, text, *found))
    if not chats:
        raise errors.FormatUnknown(name=files.name)
    tally.conversations = len(chats)
    yield from (conversation for _, _, conversation, _ in chats)
    yield from files.members([file for file, _, _, _ in chats], tally)
    for _, text, conversation, own in chats:
        for block in read_blocks(text, _header):
            if block.header is not None or not _is_preamble(block):
                yield tally.count(_message(block, conversation.id, tally.messages, (own, files, text.member)))
        yield from text_warnings(text, tally)
    yield from tally.warnings("WECHAT_TOOL_LIMITS")
    yield from tally.end()


def _is_preamble(block: Block[re.Match[str]]) -> bool:
    return all(
        not line.strip() or re.match(r"\ufeff?(?:会话|账号|导出时间|过滤|筛选)[:：]", line) for line in block.texts
    )


def _survey(text: TextSource, identity: str) -> tuple[Conversation, str | None] | None:
    title = own = None
    people: dict[tuple[str, str], None] = {}
    found = False
    for number, line in enumerate(text.texts()):
        if number < 4 and (match := _CHAT.fullmatch(line.lstrip("\ufeff"))):
            title, found = match[1] or match[2], True
        elif number < 4 and (match := _ACCOUNT.fullmatch(line)):
            own = match[1].strip()
        elif (match := _HEADER.fullmatch(line)) and match["id"] and len(people) < _MOST_PEOPLE:
            people[match["name"], match["id"]] = None
            found = True
    participants = tuple(Participant(name or None, account, _is_own(account, own)) for name, account in people)
    return (Conversation(identity, title or None, "wechat", participants), own) if found else None


def _is_own(account: str, own: str | None) -> bool | None:
    return account == own if own else None


def _message(
    block: Block[re.Match[str]], chat: str, seq: int, place: tuple[str | None, ChatFiles, str | None]
) -> Message:
    own, files, member = place
    header = block.header
    if header is None:
        return block.unknown(chat, seq, member)
    words = "\n".join(filter(None, (header["rest"], block.body())))
    sent_at, certainty = local_or_utc(header[1])
    understood = read_body(words)
    payment = _payment(words) or understood.payment
    media = _MEDIA.fullmatch(words)
    attachments: tuple[Attachment, ...] = understood.attachments
    if media:
        attachments = tuple(files.files.attachment(name) for name in media[1].split())
    kind = MessageKind.PAYMENT if payment else understood.kind
    if header["system"] and kind is MessageKind.MESSAGE:
        kind = MessageKind.SYSTEM
    return Message(
        conversation=chat,
        seq=seq,
        kind=kind,
        sent_at=sent_at,
        sent_at_raw=header[1],
        time_certainty=certainty if sent_at else TimeCertainty.PARTIAL,
        sender=header["name"] or None,
        text=words or None,
        raw_span=block.span(member),
        sender_id=header["id"],
        is_self=_is_own(header["id"], own) if header["id"] else None,
        attachments=attachments,
        payment=payment,
        subkind="transfer" if payment and not understood.subkind else understood.subkind,
    )


def _payment(words: str) -> MentionedPayment | None:
    match = _TRANSFER.fullmatch(words)
    if match is None:
        return None
    return transfer(yuan(match["amount"]), status=match["status"] or None, memo=match["memo"] or None)
