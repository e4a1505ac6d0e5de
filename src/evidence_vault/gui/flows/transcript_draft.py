# SPDX-License-Identifier: GPL-3.0-or-later
"""A proposed transcript while a person goes through it: what they change, leave out, and what is still to look at."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from evidence_vault.records import GAP, ProposedEntry, ProposedTranscript
from evidence_vault.translations import N_, _

OWN, OTHER, LINE, TIME = "own", "other", "line", "time"
SIDES: Mapping[str, str] = {
    OWN: N_("Me"),
    OTHER: N_("The other side"),
    LINE: N_("A line of the app"),
    TIME: N_("A time"),
}
APPS: Mapping[str, str] = {
    "wechat": N_("WeChat"),
    "whatsapp": "WhatsApp",
    "telegram": "Telegram",
    "chat": N_("Another app"),
}
SUBKINDS: Mapping[str, str] = {
    "voice": N_("Voice message"),
    "picture": N_("Picture"),
    "transfer": N_("Transfer"),
    "red-packet": N_("Red packet"),
}
FLAGS: Mapping[str, str] = {
    "unsure": N_("hard to read"),
    "side-unclear": N_("whose it is, is not clear"),
    "cut": N_("cut off at the edge"),
    "signs-put-right": N_("a sign put right by the form of a time or amount"),
    "reads-differently": N_("at the same place as another entry, but it reads differently: leave one of them out"),
    "pieced-together": N_("longer than one picture, put together from two"),
    "taken-for-one": N_("seen on two pictures and taken for one message"),
    "overlap-unsure": N_("the two pictures share too little to be sure"),
}

_YEAR = re.compile(r"\b(?:19|20)\d\d|\d{4}年")


class TranscriptDraft:
    """The entries in their order; ``changed`` is called at every change."""

    def __init__(self, proposal: ProposedTranscript) -> None:
        self.proposal = proposal
        self.entries: list[ProposedEntry] = list(proposal.entries)
        self.left_out: set[int] = set()
        self.changed: Any = None

    def side(self, number: int) -> str:
        """Whose an entry is; an unclear side counts as the other one, and is pointed out."""
        entry = self.entries[number]
        if entry.kind == "time":
            return TIME
        if entry.kind != "message":
            return LINE
        return OWN if entry.is_self else OTHER

    def set_side(self, number: int, side: str) -> None:
        """Say whose an entry is, or that it is none of a person."""
        entry = self.entries[number]
        kind = {TIME: "time", LINE: "system"}.get(side, "message")
        is_self = {OWN: True, OTHER: False}.get(side)
        subkind = (entry.subkind or "text") if kind == "message" else None
        sender = entry.sender if side == OTHER else None
        self._put(number, replace(entry, kind=kind, is_self=is_self, subkind=subkind, sender=sender))

    def set_text(self, number: int, text: str) -> None:
        """Correct the words."""
        self._put(number, replace(self.entries[number], text=text.strip() or None))

    def set_sender(self, number: int, name: str) -> None:
        """Correct the name."""
        self._put(number, replace(self.entries[number], sender=name.strip() or None))

    def set_amount(self, number: int, amount: str) -> None:
        """Correct the amount of a transfer."""
        self._put(number, replace(self.entries[number], amount=amount.strip().replace(",", "") or None))

    def set_time(self, number: int, time: str) -> None:
        """Correct the time in the bubble."""
        self._put(number, replace(self.entries[number], time=time.strip() or None))

    def toggle(self, number: int) -> None:
        """Leave an entry out, or take it in again."""
        self.left_out ^= {number}
        self._tell()

    def is_changed(self, number: int) -> bool:
        """Whether the person changed an entry."""
        return number in self.left_out or self.entries[number] != self.proposal.entries[number]

    def confirmed(self) -> tuple[ProposedEntry, ...]:
        """What is to be kept; an unclear side is the one that is shown."""
        return tuple(
            replace(entry, is_self=False) if entry.kind == "message" and entry.is_self is None else entry
            for entry in (self.entries[number] for number in self.kept())
        )

    def kept(self) -> tuple[int, ...]:
        """The numbers of the entries that are not left out."""
        return tuple(number for number in range(len(self.entries)) if number not in self.left_out)

    def messages(self) -> int:
        """How many messages there will be."""
        return sum(1 for entry in self.confirmed() if entry.kind not in {"time", GAP})

    def gaps(self) -> int:
        """At how many places something may be missing."""
        return sum(1 for entry in self.confirmed() if entry.kind == GAP)

    def to_look_at(self) -> int:
        """How many entries the program is unsure of and nobody has changed or left out."""
        return sum(1 for number, entry in enumerate(self.entries) if entry.flags and not self.is_changed(number))

    def needs_day(self) -> bool:
        """Whether a time names no year, so that the day of the screenshot settles it."""
        times = [entry.text or "" for entry in self.confirmed() if entry.kind == "time"]
        return any(_YEAR.search(text) is None for text in times)

    def has_day_at_top(self) -> bool:
        """Whether a time stands above all messages."""
        kept = self.confirmed()
        return not kept or kept[0].kind == "time"

    def _put(self, number: int, entry: ProposedEntry) -> None:
        self.entries[number] = entry
        self._tell()

    def _tell(self) -> None:
        if self.changed is not None:
            self.changed()


def entry_words(entry: ProposedEntry) -> str:
    """How sure the program is of an entry, and what to look at."""
    parts = [_("Read by the program, {percent} %").format(percent=entry.confidence)]
    if (entry.subkind or "") in SUBKINDS:
        parts.insert(0, _(SUBKINDS[entry.subkind or ""]))
    parts += [_(FLAGS[flag]) for flag in entry.flags if flag in FLAGS]
    if entry.as_read is not None:
        parts.append(_("read as “{words}”: compare it with the picture").format(words=entry.as_read))
    return " · ".join(parts)
