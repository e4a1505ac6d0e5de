# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the facts of a case as a facts file (docs/formats/facts.md)."""

from collections.abc import Iterable, Iterator, Mapping

from evidence_vault.cases.fields import ENTITIES, TABLES
from evidence_vault.records import Fact, Fields, Json

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def facts_text(facts: Iterable[Fact]) -> str:
    """The facts file of one case: fields in the order of the format, facts in the order given.

    ``facts`` are all facts of the case, its own ``case`` fact included; those the format does not carry
    (complaints, exhibits, ticks) are left out.
    """
    by_entity: dict[str, list[Fact]] = {}
    for fact in facts:
        by_entity.setdefault(fact.entity, []).append(fact)
    lines = ["schema = 1", *_narrative_lines(by_entity.get("narrative", []))]
    for case in by_entity.get("case", [])[:1]:
        lines += ["", "[case]", *_field_lines("case", case.fields)]
    for table, entity in TABLES.items():
        for fact in by_entity.get(entity, []):
            lines += ["", f"[[{table}]]", *_fact_lines(fact)]
            if entity == "suspect":
                lines += _identifier_lines(fact, by_entity.get("identifier", []))
    return "\n".join(lines) + "\n"


def key_of(fact: Fact) -> str:
    """The writer's key of a fact; its id where it has none."""
    key = fact.fields.get("key")
    return key if isinstance(key, str) else fact.id


def _narrative_lines(narratives: list[Fact]) -> Iterator[str]:
    texts = [str(fact.fields["text"]) for fact in narratives if fact.fields.get("text")]
    if texts:
        yield f"narrative = {_long_string(_joined(texts))}"


def _joined(texts: list[str]) -> str:
    return "\n\n".join(texts)


def _identifier_lines(suspect: Fact, identifiers: Iterable[Fact]) -> Iterator[str]:
    for identifier in identifiers:
        if identifier.fields.get("suspect_id") == suspect.id:
            yield from ("", "[[suspects.identifiers]]", *_fact_lines(identifier))


def _fact_lines(fact: Fact) -> Iterator[str]:
    yield f"key = {_string(key_of(fact))}"
    yield from _field_lines(fact.entity, fact.fields)


def _field_lines(entity: str, fields: Fields) -> Iterator[str]:
    known: Mapping[str, object] = ENTITIES[entity]
    for name in known:
        value = fields.get(name)
        if value is not None:
            yield f"{name} = {_value(value)}"


def _value(value: Json) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(_value(entry) for entry in value)}]"
    text = str(value)
    return _long_string(text) if "\n" in text else _string(text)


def _string(text: str) -> str:
    return f'"{"".join(_escaped(sign) for sign in text)}"'


def _long_string(text: str) -> str:
    body = "".join(sign if sign == "\n" else _escaped(sign) for sign in text)
    return f'"""\n{body}"""'


def _escaped(sign: str) -> str:
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    return f"\\u{ord(sign):04X}" if ord(sign) < 0x20 or ord(sign) == 0x7F else sign
