# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts the facts of the vault together to a case, each list in the order in which it is shown."""

import re
from collections.abc import Iterable

from evidence_vault.cases.fields import INTERNAL_FIELDS
from evidence_vault.cases.moments import sort_moment
from evidence_vault.records import CaseFile, Fact, Suspect

_EMPTY_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def case_file(case: Fact, facts: Iterable[Fact]) -> CaseFile:
    """The case of its own fact and all ``facts`` of it, in the order in which they were recorded.

    Payments and events stand by their time, those without one last; everything else as it was recorded.
    """
    by_entity: dict[str, list[Fact]] = {}
    for fact in facts:
        by_entity.setdefault(fact.entity, []).append(fact)
    zone = _text(case, "timezone")
    return CaseFile(
        id=case.id,
        title=_text(case, "title") or "",
        fields={name: value for name, value in case.fields.items() if name not in {"title", "key"}},
        people=tuple(by_entity.get("person", ())),
        suspects=suspects(by_entity.get("suspect", ()), by_entity.get("identifier", ())),
        payments=in_time(by_entity.get("payment", ()), "sent_at", zone),
        events=in_time(by_entity.get("event", ()), "at", zone),
        reports=in_time(by_entity.get("report", ()), "reported_at", zone),
        devices=tuple(by_entity.get("device", ())),
        glossary=tuple(by_entity.get("glossary", ())),
        narrative=_narrative(by_entity.get("narrative", ()), case),
        notes=tuple(by_entity.get("note", ())),
        proofs=tuple(by_entity.get("proof", ())),
    )


def suspects(suspect_facts: Iterable[Fact], identifier_facts: Iterable[Fact]) -> tuple[Suspect, ...]:
    """Suspects with their identifiers. An identifier's fields carry its fact's id as ``id``."""
    identifiers = list(identifier_facts)
    return tuple(
        Suspect(
            fact.id,
            {name: value for name, value in fact.fields.items() if name not in INTERNAL_FIELDS},
            tuple(
                {"id": one.id} | {n: v for n, v in one.fields.items() if n not in INTERNAL_FIELDS}
                for one in identifiers
                if one.fields.get("suspect_id") == fact.id
            ),
        )
        for fact in suspect_facts
    )


def in_time(facts: Iterable[Fact], field: str, case_zone: str | None) -> tuple[Fact, ...]:
    """``facts`` by the person's own order where every one has a ``seq``, else by the time in ``field``.

    Those without a time stand last; equal ones as they were recorded.
    """
    listed = list(facts)
    numbered = all(isinstance(fact.fields.get("seq"), int) for fact in listed)

    def order(fact: Fact) -> tuple[int, str]:
        seq = fact.fields.get("seq")
        moment = sort_moment(_text(fact, field), _text(fact, "timezone") or case_zone)
        return (seq if numbered and isinstance(seq, int) else 0, moment)

    return tuple(sorted(listed, key=order))


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text: parted by empty lines, without white space around them."""
    return tuple(part for piece in _EMPTY_LINES.split(text.replace("\r\n", "\n")) if (part := piece.strip()))


def _narrative(narratives: Iterable[Fact], case: Fact) -> tuple[str, ...]:
    found = tuple(part for fact in narratives for part in paragraphs(_text(fact, "text") or ""))
    return found or paragraphs(_text(case, "narrative_full") or "")


def _text(fact: Fact, field: str) -> str | None:
    value = fact.fields.get(field)
    return value if isinstance(value, str) and value else None
