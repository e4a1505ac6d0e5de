# SPDX-License-Identifier: GPL-3.0-or-later
"""Property: facts written to a file and read again are the same facts, and applying them changes nothing."""

import tomllib
from datetime import date, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from evidence_vault.cases.facts_changes import changes
from evidence_vault.cases.facts_lines import lines_of
from evidence_vault.cases.facts_reading import read_facts
from evidence_vault.cases.facts_writing import facts_text, key_of
from evidence_vault.cases.fields import ENTITIES, TABLES
from evidence_vault.records import Fact, Json

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=40).filter(
    lambda text: bool(text.strip())
)
ZONES = st.sampled_from(["Asia/Shanghai", "+05:45", "-09:30", "UTC"])
TIMES = st.one_of(
    st.dates(min_value=date(1900, 1, 1)).map(date.isoformat),
    st.datetimes().map(lambda moment: moment.replace(tzinfo=timezone(timedelta(hours=8))).isoformat()),
    st.datetimes().map(lambda moment: moment.isoformat(timespec="minutes")),
)
BY_KIND: dict[str, st.SearchStrategy[Json]] = {
    "text": TEXTS,
    "money": st.decimals(min_value=0, max_value=10**12, places=2).map(lambda amount: format(amount, "f")),
    "currency": st.sampled_from(["CNY", "USD", "USDT", "TRC20-USDT"]),
    "time": TIMES,
    "zone": ZONES,
    "flag": st.booleans(),
    "whole-number": st.integers(-(2**53) + 1, 2**53 - 1),
    "texts": st.lists(TEXTS, min_size=1, max_size=3),
}


def values_of(needs: str, kind_name: str) -> st.SearchStrategy[Json]:
    options = needs.split(" | ")
    if kind_name == "choice":
        return st.sampled_from(options)
    if kind_name == "choices":
        return st.lists(st.sampled_from(options), min_size=1, max_size=3)
    return BY_KIND[kind_name]


@st.composite
def fields_of(draw: st.DrawFn, entity: str) -> dict[str, Json]:
    kinds = ENTITIES[entity]
    names = draw(st.lists(st.sampled_from(sorted(kinds)), max_size=6, unique=True))
    return {name: draw(values_of(kinds[name].needs, kinds[name].name)) for name in names}


@st.composite
def cases(draw: st.DrawFn) -> list[Fact]:
    case_fields = draw(fields_of("case")) | {"title": draw(TEXTS), "timezone": draw(ZONES)}
    facts = [Fact("case", "c" * 32, "c" * 32, case_fields, "2026-03-01T09:00:00+08:00", "a")]

    def add(entity: str, extra: dict[str, Json]) -> str:
        key = {"key": f"{draw(TEXTS)}{len(facts)}"} if draw(st.booleans()) else {}
        fact_id = f"{len(facts):032x}"
        facts.append(Fact(entity, fact_id, "c" * 32, key | draw(fields_of(entity)) | extra, "", "a"))
        return fact_id

    if draw(st.booleans()):
        facts.append(Fact("narrative", "f" * 32, "c" * 32, {"text": draw(TEXTS)}, "", "a"))
    for entity in draw(st.lists(st.sampled_from(sorted(TABLES.values())), max_size=5)):
        fact_id = add(entity, {})
        if entity == "suspect" and draw(st.booleans()):
            add("identifier", {"suspect_id": fact_id})
    return facts


@settings(max_examples=80, deadline=None)
@given(cases())
def test_a_written_file_applied_again_changes_nothing(facts: list[Fact]) -> None:
    assert changes(read_facts(facts_text(facts)), facts) == ()


@settings(max_examples=80, deadline=None)
@given(cases())
def test_a_written_file_says_every_fact(facts: list[Fact]) -> None:
    file = read_facts(facts_text(facts))
    kept = {(row.entity, row.key): {k: v for k, v in row.fields.items() if k != "key"} for row in file.rows}
    expected = {
        (fact.entity, key_of(fact)): {k: v for k, v in fact.fields.items() if k not in {"key", "suspect_id"}}
        for fact in facts
        if fact.entity in {*TABLES.values(), "identifier"}
    }
    assert kept == expected
    assert file.case == facts[0].fields


@settings(max_examples=80, deadline=None)
@given(cases())
def test_every_table_and_field_of_a_file_has_its_own_line(facts: list[Fact]) -> None:
    text = facts_text(facts)
    lines = text.split("\n")
    places = lines_of(text)
    for place, line in places.items():
        last = place[-1]
        assert lines[line - 1].startswith(f"{last} =" if isinstance(last, str) and last != "case" else "["), place
    data = tomllib.loads(text)
    assert {place[0] for place in places} == set(data)
    assert len([place for place in places if place[:1] == ("payments",) and len(place) == 2]) == len(
        data.get("payments", [])
    )
