# SPDX-License-Identifier: GPL-3.0-or-later
"""The words and times that imessage-exporter prints, in its texts and its pages."""

import re

from evidence_vault.importers.worded_dates import local_from_words
from evidence_vault.records import MentionedPayment, MessageKind, TimeCertainty

TIME = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{2}, \d{4} {1,2}\d{1,2}:\d{2}:\d{2} [AP]M"
"""A time as the tool prints it: two spaces before an hour of one digit."""

_UNSENT = re.compile(
    r"^(?:.* )?unsent (?:this message part|a message)\b.*!?$|^This message was deleted from", re.MULTILINE
)
_EDITED = re.compile(r"^Edited .{3,80} later", re.MULTILINE)
_MONEY = re.compile(r"^Apple (?:Cash|Pay) transaction: (?:\$ ?(\d+(?:\.\d+)?)$)?", re.MULTILINE)
_CALL = re.compile(r"^(?:.* )?(?:started a (?:FaceTime|SharePlay)|FaceTime call)\b")


def imessage_time(text: str) -> tuple[str | None, TimeCertainty]:
    """The wall clock of the computer that made the export."""
    local = local_from_words(text)
    return local, TimeCertainty.LOCAL_DEVICE if local else TimeCertainty.PARTIAL


def imessage_kind(words: str, *, is_notice: bool, is_reply: bool) -> tuple[MessageKind, str | None, bool]:
    """Kind, subkind and whether an earlier wording stands there. Words of the program can be typed by people, too."""
    edited = _EDITED.search(words) is not None
    if is_notice:
        unsent = _UNSENT.search(words) is not None
        return (MessageKind.DELETED, "unsent", False) if unsent else (MessageKind.SYSTEM, "notice", False)
    if _MONEY.match(words):
        return MessageKind.PAYMENT, "apple-cash", edited
    subkind = "unsent?" if _UNSENT.search(words) else "reply-below" if is_reply else None
    return MessageKind.MESSAGE, subkind, edited


def apple_cash(words: str) -> MentionedPayment:
    """The payment of words that ``imessage_kind`` calls one; Apple Cash exists in US dollars only."""
    match = _MONEY.match(words)
    amount = match[1] if match else None
    return MentionedPayment(amount=amount, currency="USD" if amount else None)
