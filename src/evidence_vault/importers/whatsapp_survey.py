# SPDX-License-Identifier: GPL-3.0-or-later
"""The first pass over a WhatsApp text: who writes, how dates are ordered, which header form is the usual one."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, compress
from operator import ne

from evidence_vault.importers.whatsapp_header import MARKS, DateSurvey, HeaderForm
from evidence_vault.importers.whatsapp_lines import LONGEST_NAME, MARK, HeaderLines
from evidence_vault.importers.whatsapp_phrases import generated_kind, looks_like_event

MOST_NAMES = 50_000
"""Distinct beginnings that are remembered, so that a file of a million names needs no more memory."""

_DEEPEST_NAME = 4
_ALWAYS_WITH = 3
_RARE_BELOW = 0.01
_COMMON_FROM = 20
_MOST_AGREE = 0.6


@dataclass
class Survey:
    """What the whole file tells; complete after ``take`` has seen every line."""

    dates: dict[str, DateSurvey] = field(default_factory=dict)
    forms: Counter[HeaderForm] = field(default_factory=Counter)
    spaced: Counter[str] = field(default_factory=Counter)
    longer: Counter[str] = field(default_factory=Counter)
    tight: Counter[str] = field(default_factory=Counter)
    notices: Counter[str] = field(default_factory=Counter)
    headers: int = 0
    marked: int = 0

    def take(self, blocks: Iterable[HeaderLines]) -> "Survey":
        """Look at every line of the file."""
        last_date = ""
        for lines in blocks:
            _, _, dates, signs, times, names, rests = lines.headers
            # This runs a million times: what is usual is counted many lines at once.
            self.forms.update(lines.forms)
            if dates.count(last_date) < len(dates):
                for index in compress(range(len(dates)), map(ne, dates, chain((last_date,), dates))):
                    self._take_date(dates[index], signs[index], times[index])
                last_date = dates[-1]
            if not lines.is_plain:
                names = self._with_odd_names(names, rests)
            for name, times_seen in Counter(names).items():
                if name is not None:
                    self._note(self.spaced, name, times_seen)
        self.headers = self.forms.total()
        return self

    def _take_date(self, date_text: str, sign: str, time_text: str) -> None:
        survey = self.dates.get(sign) or self.dates.setdefault(sign, DateSurvey(sign))
        survey.add(date_text, not time_text[0].isdigit() or not time_text[-1].isdigit())

    def _with_odd_names(self, names: Sequence[str | None], rests: Sequence[str]) -> list[str | None]:
        """The name each line starts with, in their order, after noting what is odd about a line."""
        return [
            self._take_odd(rest if name is None else f"{name}: {rest}")
            if name is None or ": " in rest or rest.startswith(MARK)
            else name
            for name, rest in zip(names, rests, strict=True)
        ]

    def _take_odd(self, rest: str) -> str | None:
        """Note what is odd about a line, and say which name it starts with."""
        end = rest.find(": ", 0, LONGEST_NAME)
        if end <= 0:
            end = rest.find(":", 0, LONGEST_NAME)
            if end > 0:
                self._note(self.tight, rest[:end])
            return None
        if rest.startswith(MARK, end + 2):
            self.marked += 1
            self.notices[rest[:end]] += generated_kind(rest[end + 2 :].strip(MARK + " ")) == "notice"
        elif rest.find(": ", end + 2, LONGEST_NAME) > 0:
            self._take_longer(rest, end)
        return rest[:end]

    def _take_longer(self, rest: str, end: int) -> None:
        for _ in range(_DEEPEST_NAME):
            end = rest.find(": ", end + 2, LONGEST_NAME)
            if end < 0:
                return
            self._note(self.longer, rest[:end])

    @staticmethod
    def _note(counter: Counter[str], name: str, count: int = 1) -> None:
        if name in counter or len(counter) < MOST_NAMES:
            counter[name] += count


@dataclass(frozen=True)
class Names:
    """How lines are split into sender and body, settled for the whole file.

    ``events``: beginnings that read like a notice and occur once. ``extended``: names that themselves hold a
    colon, by their first part. ``tight``: names followed by a colon without a space. ``doubtful``: the person
    is told about them.
    """

    known: dict[str, str]
    events: frozenset[str]
    extended: dict[str, tuple[str, ...]]
    tight: frozenset[str]
    doubtful: tuple[str, ...]
    people: tuple[str, ...]

    @classmethod
    def of(cls, survey: Survey, title: str | None) -> "Names":
        """Settle the names of a surveyed file; ``title`` (of the file name) can confirm one with a colon."""
        extended = _extended(survey, title)
        events = frozenset(n for n, count in survey.spaced.items() if count == 1 and looks_like_event(n))
        known = {raw: clean_name(raw) for raw in survey.spaced if raw not in events and raw not in extended}
        known |= {raw: clean_name(raw) for longer in extended.values() for raw in longer}
        tight = frozenset(n for n, count in survey.tight.items() if _is_tight(n, count, known))
        people = [clean for raw, clean in known.items() if survey.spaced[raw] > survey.notices[raw] or ": " in raw]
        people += [clean_name(name) for name in tight]
        doubtful = sorted(events | {name for name in tight if name not in known and survey.tight[name] < _ALWAYS_WITH})
        return cls(known, events, extended, tight, tuple(doubtful), tuple(dict.fromkeys(people)))

    def split(self, rest: str) -> tuple[str | None, str]:
        """The sender (None: a system line) and the body of what follows a header."""
        end = rest.find(": ", 0, LONGEST_NAME)
        if end > 0:
            name = rest[:end]
            name = next((longer for longer in self.extended.get(name, ()) if rest.startswith(longer + ": ")), name)
            return (None, rest) if name in self.events else (clean_name(name), rest[len(name) + 2 :])
        end = rest.find(":", 0, LONGEST_NAME)
        if end > 0 and (rest[:end] in self.tight or (end == len(rest) - 1 and not looks_like_event(rest))):
            return clean_name(rest[:end]), rest[end + 1 :]
        return None, rest


def rare_forms(forms: Counter[HeaderForm]) -> frozenset[HeaderForm]:
    """Header forms that do not belong to the rest of the file: perhaps pasted lines inside a message."""
    total = forms.total()
    if total < _COMMON_FROM:
        usual = max(forms.values(), default=0)
        # A short file shows it only where all but a line or two agree.
        return frozenset(form for form, count in forms.items() if count == 1 and usual > total * _MOST_AGREE)
    return frozenset(form for form, count in forms.items() if count == 1 or count < total * _RARE_BELOW)


def clean_name(raw: str) -> str:
    """A sender without the direction signs that phones put around numbers."""
    return raw.strip(MARKS + "\u2066\u2067\u2068\u2069") or raw


def _extended(survey: Survey, title: str | None) -> dict[str, tuple[str, ...]]:
    # "Dr: Ada: hello": the longer beginning is the name when no line has the shorter one without it.
    found: dict[str, list[str]] = {}
    for longer, count in survey.longer.items():
        first = longer[: longer.find(": ")]
        always = count >= _ALWAYS_WITH and count + survey.notices[first] >= survey.spaced[first]
        if always or longer == title:
            found.setdefault(first, []).append(longer)
    return {first: tuple(sorted(names, key=len, reverse=True)) for first, names in found.items()}


def _is_tight(name: str, count: int, known: dict[str, str]) -> bool:
    if name in known:
        return True
    if looks_like_event(name) or generated_kind(name) or name.endswith(("http", "https")) or name[-1].isdigit():
        return False
    return count >= _ALWAYS_WITH or name.count(" ") < _ALWAYS_WITH
