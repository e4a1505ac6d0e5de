# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares what the program read with what was drawn."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from evidence_vault.records import Box, ProposedEntry, ProposedTranscript, TextInPicture
from tests.pictures.chat_screen import LabelledEntry
from tests.pictures.labelled_set import LabelledPicture

TARGETS = {"characters": 0.99, "sides": 0.995, "boundaries": 0.98, "time lines": 0.99, "amounts": 0.99}
"""Hold for clean and recompressed pictures; the rest is printed without a target."""

WITH_TARGETS = frozenset({"clean", "recompressed"})
_MESSAGES = frozenset({"text", "voice", "picture", "transfer", "packet"})


@dataclass
class Tally:
    """How many of how many."""

    right: int = 0
    total: int = 0

    def add(self, right: int, total: int = 1) -> None:
        self.right += right
        self.total += total

    @property
    def share(self) -> float:
        return self.right / self.total if self.total else 1.0


@dataclass
class Scores:
    """Tallies by heading and measure; ``misses`` says what went wrong, for whoever builds the reader.

    ``unread``: the pictures that could not be read at all, and why.
    """

    tallies: dict[tuple[str, str], Tally] = field(default_factory=lambda: defaultdict(Tally))
    misses: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def take(self, picture: LabelledPicture, text: TextInPicture, transcript: ProposedTranscript) -> None:
        """Count one picture."""
        heading = picture.group_of_measure
        self._characters(heading, picture, text)
        self._entries(heading, picture, transcript)

    def take_unread(self, picture: LabelledPicture, why: str) -> None:
        """Count a picture of which nothing was read: everything on it is missed."""
        image = picture.image()
        self.take(picture, TextInPicture(image.width, image.height), ProposedTranscript(()))
        self.unread.append(f"{picture.name} ({why})")

    def share(self, heading: str, measure: str) -> Tally:
        return self.tallies[heading, measure]

    def add(self, others: "Scores") -> None:
        """Count what was counted elsewhere, too."""
        for key, tally in others.tallies.items():
            self.tallies[key].add(tally.right, tally.total)
        self.misses += others.misses
        self.unread += others.unread

    # --- characters

    def _characters(self, heading: str, picture: LabelledPicture, text: TextInPicture) -> None:
        labels = picture.labels.lines
        pictures = [entry.box for entry in picture.labels.entries if entry.kind == "picture"]
        groups = _groups([line.box for line in labels], [line.box for line in text.lines])
        for drawn, read in groups:
            if any(labels[number].cut for number in drawn):
                continue
            if not drawn and all(_inside(text.lines[number].box, pictures) for number in read):
                continue
            wanted = plain("".join(labels[n].text for n in sorted(drawn, key=lambda n: _order(labels[n].box))))
            given = plain("".join(text.lines[n].text for n in sorted(read, key=lambda n: _order(text.lines[n].box))))
            errors = edits(wanted, given)
            self.tallies[heading, "characters"].add(max(0, len(wanted) - errors), len(wanted))
            if errors:
                self.misses.append(f"{picture.name} {heading} characters: {wanted!r} read {given!r}")

    # --- entries

    def _entries(self, heading: str, picture: LabelledPicture, transcript: ProposedTranscript) -> None:
        labels = [entry for entry in picture.labels.entries if not entry.cut]
        for label in labels:
            found = _matching(label.box, transcript.entries)
            if label.kind in _MESSAGES:
                self._message(heading, picture, label, found)
            elif label.kind == "time":
                self._tally(heading, "time lines", picture, label, _is_same_time(label, found), found)
            else:
                same = bool(found and found[0].kind == "system" and plain(found[0].text or "") == plain(label.text))
                self._tally(heading, "system lines", picture, label, same, found)
        boxes = [entry.box for entry in picture.labels.entries]
        for entry in transcript.entries:
            if entry.kind == "time" and not any(_overlap(entry.box, box) > 0.3 for box in boxes):
                self.tallies[heading, "time lines"].add(0)
                self.misses.append(f"{picture.name} {heading} time line where there is none: {entry.text!r}")
        if picture.labels.title:
            same = plain(transcript.title or "") == plain(picture.labels.title)
            self.tallies[heading, "titles"].add(same)
            if not same:
                self.misses.append(
                    f"{picture.name} {heading} title: {picture.labels.title!r} read {transcript.title!r}"
                )

    def _message(
        self, heading: str, picture: LabelledPicture, label: LabelledEntry, found: Sequence[ProposedEntry]
    ) -> None:
        messages = [entry for entry in found if entry.kind == "message"]
        whole = len(messages) == 1 and _common_share(messages[0].box, label.box) > 0.7
        self._tally(heading, "boundaries", picture, label, whole, found)
        side = bool(messages) and messages[0].is_self is (label.side == "own")
        self._tally(heading, "sides", picture, label, side, found)
        subkind = {"packet": "red-packet"}.get(label.kind, label.kind)
        self._tally(heading, "kinds", picture, label, bool(messages) and messages[0].subkind == subkind, found)
        if label.kind == "transfer":
            same = bool(messages) and messages[0].amount == label.amount
            self._tally(heading, "amounts", picture, label, same, found)
        if label.kind == "text":
            same = bool(messages) and plain(messages[0].text or "") == plain(label.text)
            self._tally(heading, "whole texts", picture, label, same, found)
        if label.sender:
            same = bool(messages) and plain(messages[0].sender or "") == plain(label.sender)
            self._tally(heading, "names", picture, label, same, found)
        if label.time:
            same = bool(messages) and plain(messages[0].time or "") == plain(label.time)
            self._tally(heading, "times in bubbles", picture, label, same, found)

    def _tally(
        self,
        heading: str,
        measure: str,
        picture: LabelledPicture,
        label: LabelledEntry,
        right: bool,
        found: Sequence[ProposedEntry],
    ) -> None:
        self.tallies[heading, measure].add(right)
        if not right:
            self.misses.append(f"{picture.name} {heading} {measure}: {label} read {list(found)}")


def plain(text: str) -> str:
    """What is compared: compatibility forms made one (full-width signs), without spaces; quotation marks are alike."""
    folded = unicodedata.normalize("NFKC", text)
    return re.sub(r"\s+", "", folded).translate({ord(sign): '"' for sign in "“”″„"} | {ord("’"): "'", ord("·"): "."})


def edits(first: str, second: str) -> int:
    """How many signs must be changed, added or taken away to make one of the other."""
    row = list(range(len(second) + 1))
    for number, one in enumerate(first, 1):
        before, row[0] = row[0], number
        for place, other in enumerate(second, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (one != other))
    return row[-1]


def _is_same_time(label: LabelledEntry, found: Sequence[ProposedEntry]) -> bool:
    return bool(found) and found[0].kind == "time" and plain(found[0].text or "") == plain(label.text)


def _matching(box: Box, entries: Iterable[ProposedEntry]) -> list[ProposedEntry]:
    found = [(_overlap(entry.box, box), entry) for entry in entries]
    return [entry for share, entry in sorted(found, key=lambda pair: -pair[0]) if share > 0.3]


def _groups(drawn: Sequence[Box], read: Sequence[Box]) -> list[tuple[set[int], set[int]]]:
    """Lines that lie over each other, joined: one that was read as two, or two as one, are compared together."""
    groups: list[tuple[set[int], set[int]]] = [({number}, set()) for number in range(len(drawn))]
    for number, box in enumerate(read):
        touched = [group for group in groups if any(_overlap(box, drawn[each]) > 0.35 for each in group[0])]
        merged: tuple[set[int], set[int]] = (set(), {number})
        for group in touched:
            merged[0].update(group[0])
            merged[1].update(group[1])
        groups = [group for group in groups if group not in touched] + [merged]
    return groups


def _overlap(first: Box, second: Box) -> float:
    """The common area as a share of the smaller box."""
    wide = min(first[2], second[2]) - max(first[0], second[0])
    high = min(first[3], second[3]) - max(first[1], second[1])
    smaller = min(_size(first), _size(second))
    return wide * high / smaller if wide > 0 and high > 0 else 0.0


def _common_share(first: Box, second: Box) -> float:
    """The common area as a share of both boxes together."""
    wide = max(0, min(first[2], second[2]) - max(first[0], second[0]))
    high = max(0, min(first[3], second[3]) - max(first[1], second[1]))
    return wide * high / (_size(first) + _size(second) - wide * high)


def _size(box: Box) -> int:
    return max(1, (box[2] - box[0]) * (box[3] - box[1]))


def _order(box: Box) -> tuple[int, int]:
    return (box[1] // 12, box[0])


def _inside(box: Box, outer: Iterable[Box]) -> bool:
    return any(_overlap(box, each) > 0.5 for each in outer)
