# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the numbers and names stand that were read in a picture: what boxes are offered over."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from evidence_vault.picture_steps import Area
from evidence_vault.pictures.facts_in_text import offered_facts
from evidence_vault.records import Box, Fact, TextInPicture, TextLine
from evidence_vault.vault.vault import Vault

HIDDEN_KINDS = ("phone", "card", "iban", "account", "email", "wechat_id")
_SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True)
class OfferedBox:
    """A box over something found. ``kind``: one of ``HIDDEN_KINDS``, name or face; ``shown``: what it would hide."""

    kind: str
    shown: str
    area: Area


def names_of_people(vault: Vault, case_id: str | None) -> tuple[str, ...]:
    """Names of the case's people who are not the other side, the longest first."""
    if case_id is None:
        return ()
    return names_in(vault.facts("person", case_id=case_id))


def names_in(people: Iterable[Fact]) -> tuple[str, ...]:
    """Every name of people, the longest first."""
    found: set[str] = set()
    for fact in people:
        others = fact.fields.get("other_names")
        names = [fact.fields.get("full_name"), *(others if isinstance(others, list) else [])]
        found |= {name.strip() for name in names if isinstance(name, str)}
    return tuple(sorted((name for name in found if len(name) >= _SHORTEST_NAME), key=lambda name: (-len(name), name)))


def boxes_in(text: TextInPicture, names: tuple[str, ...]) -> Iterator[OfferedBox]:
    """The boxes for a page that was read."""
    page = Area(0, 0, text.width, text.height)
    lines = {line.box for line in text.lines} | {code.box for code in text.codes}
    for fact in offered_facts(text):
        if fact.kind in HIDDEN_KINDS and fact.box not in lines:  # it goes on in the next line: both are covered whole
            yield OfferedBox(fact.kind, fact.shown, Area(*fact.box).within(page))
    for line in text.lines:
        alone = replace(text, lines=(line,), codes=())
        for fact in offered_facts(alone):
            if fact.kind in HIDDEN_KINDS:
                yield OfferedBox(fact.kind, fact.shown, _place(line, fact.shown).within(page))
        for name in names:
            if name.casefold() in line.text.casefold():
                yield OfferedBox("name", name, _place(line, name).within(page))


def _place(line: TextLine, shown: str) -> Area:
    """About where ``shown`` stands in its line, with a sign's width to spare on each side; the line where unknown."""
    left, top, right, bottom = line.box
    text = unicodedata.normalize("NFKC", line.text)
    start = text.casefold().find(shown.casefold())
    widths = [_width(sign) for sign in text]
    whole = sum(widths)
    spare_down = max(2, (bottom - top) // 8)
    if start < 0 or not whole:
        return _area((left, top - spare_down, right, bottom + spare_down))
    unit = (right - left) / whole
    first = left + sum(widths[:start]) * unit
    last = left + sum(widths[: start + len(shown)]) * unit
    spare = max(4, round(1.2 * unit))
    box = (max(left - 4, int(first) - spare), top - spare_down, min(right + 4, int(last) + spare), bottom + spare_down)
    return _area(box)


def _width(sign: str) -> float:
    return 2.0 if unicodedata.east_asian_width(sign) in "WF" else 1.1


def _area(box: Box) -> Area:
    left, top, right, bottom = box
    return Area(max(0, left), max(0, top), right, bottom)
