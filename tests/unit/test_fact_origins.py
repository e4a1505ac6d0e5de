# SPDX-License-Identifier: GPL-3.0-or-later
"""Every kind of fact says where it comes from, and no change loses the earlier value: over the whole data model."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.helpers.one_of_each import SECOND, OneOfEach, one_of_each
from tests.helpers.twelve_payments import twelve_payments
from tests.helpers.vaults import OWNER

from evidence_vault.cases.fields import ENTITIES
from evidence_vault.errors import AmbiguousId, NoSuchEntry
from evidence_vault.operations import (
    edit_case,
    fact_history,
    fact_origins,
    mentioned_payments,
    people_of_case,
    picture_facts,
    tag_evidence,
)
from evidence_vault.pictures.facts_in_text import OfferedFact
from evidence_vault.records import TAKEN_FROM
from evidence_vault.vault.search import SearchFilter

ONLY_TYPED = frozenset({"person", "device", "checklist"})
"""Kinds that name no evidence: what a person says of themselves, of a device, and what they ticked."""


@pytest.fixture
def each(tmp_path: Path) -> Iterator[OneOfEach]:
    made = one_of_each(tmp_path / "v")
    with made.vault:
        yield made


def test_every_kind_of_fact_says_who_when_and_from_what(each: OneOfEach) -> None:
    origins = {one.fact.entity: one for one in fact_origins.fact_origins(each.vault, each.case_id)}
    assert set(origins) == set(ENTITIES)
    for entity, one in origins.items():
        assert (one.recorded_by, one.recorded_at[:4]) == (OWNER.name, "2026"), entity
        assert one.title
    assert {entity for entity, one in origins.items() if not one.sources} == ONLY_TYPED


def test_what_stands_at_a_message_names_the_message(each: OneOfEach) -> None:
    origins = {one.fact.entity: one for one in fact_origins.fact_origins(each.vault, each.case_id)}
    for entity in ("mark", "translation", "match"):
        source = origins[entity].sources[0]
        assert (source.exhibit, source.conversation_id, source.seq) == (
            "C1", "" if entity == "match" else "c-1", 1,
        ), entity  # fmt: skip
    assert [(one.exhibit, one.seq) for one in origins["complaint"].sources] == [("C1", 1), ("A1", None)]
    assert [one.exhibit for one in origins["narrative"].sources] == ["A1"]
    about = fact_origins.facts_about(each.vault, each.case_id, each.chat_id, 1)
    assert {fact.entity for fact in about} == {"mark", "translation", "match"}
    about = fact_origins.facts_about(each.vault, each.case_id, each.picture_id)
    assert {fact.entity for fact in about} == {"exhibit", "series", "note"}


@pytest.mark.parametrize("entity", ENTITIES)
def test_a_change_keeps_the_earlier_value_and_who_was_first(each: OneOfEach, entity: str) -> None:
    before = each.facts[entity]
    needed = {"title", "item_id"} if len(before.fields) > 1 else set()  # a case has a title, a mark its message
    name = next(name for name in before.fields if name not in needed)
    kept = {key: value for key, value in before.fields.items() if key != name}
    edit_case.put_fact(each.vault, each.case_id, entity, kept, SECOND, fact_id=before.id)

    origin = next(one for one in fact_origins.fact_origins(each.vault, each.case_id) if one.fact.id == before.id)
    assert (origin.recorded_by, origin.fact.recorded_by, origin.is_changed) == (OWNER.name, SECOND.name, True)
    states = fact_history.fact_history(each.vault, before.id)
    assert [(state.what, state.by) for state in states[:2]] == [("changed", SECOND.name), (states[1].what, OWNER.name)]
    assert [(one.name, one.before, one.after) for one in states[0].changes] == [(name, before.fields[name], None)]
    assert states[1].fields == before.fields

    if entity != "case":
        edit_case.retract_fact(each.vault, before.id, SECOND)
        states = fact_history.fact_history(each.vault, before.id)
        assert (states[0].what, states[-1].what) == ("taken-back", "recorded")
        assert states[-1].fields == before.fields


def test_a_fact_is_named_by_key_or_id(each: OneOfEach) -> None:
    payment = edit_case.put_fact(each.vault, each.case_id, "payment", {"key": "p9", "amount": "1"}, OWNER)
    assert fact_origins.fact_named(each.vault, each.case_id, "p9").id == payment.id
    assert fact_origins.fact_named(each.vault, each.case_id, payment.id[:8]).id == payment.id
    with pytest.raises(NoSuchEntry):
        fact_origins.fact_named(each.vault, each.case_id, payment.id[:7])
    edit_case.put_fact(each.vault, each.case_id, "event", {"key": "p9", "summary": "x"}, OWNER)
    with pytest.raises(AmbiguousId):
        fact_origins.fact_named(each.vault, each.case_id, "p9")


def test_what_is_taken_over_keeps_where_it_stood(tmp_path: Path) -> None:
    made = twelve_payments(tmp_path / "v")
    with made.vault as vault:
        found = next(one for one in mentioned_payments.mentioned_payments(vault, made.case_id) if one.seq == 5)
        payment = edit_case.put_fact(vault, made.case_id, "payment", found.fields, OWNER)
        changed = edit_case.put_fact(vault, made.case_id, "payment", {"amount": "7.00"}, OWNER, fact_id=payment.id)
        origins = {one.fact.id: one for one in fact_origins.fact_origins(vault, made.case_id)}
        source = origins[changed.id].sources[0]
        assert (source.item_id, source.conversation_id, source.seq) == (found.item_id, found.conversation_id, 5)

        account = next(one for one in people_of_case.people_of_case(vault, made.case_id).seen if not one.linked_to)
        suspect = people_of_case.suspect_from_account(vault, made.case_id, account, "S9", OWNER)
        linked = [one for one in vault.facts("identifier", case_id=made.case_id) if
                  one.fields.get("suspect_id") == suspect.id]  # fmt: skip
        for fact in (suspect, *linked):
            assert {one.item_id for one in origins_of(vault, made.case_id, fact.id)} == {account.conversations[0][0]}
        item = vault.items(case_id=made.case_id)[0]
        accepted = picture_facts.accept_fact(
            vault, made.case_id, item.id, OfferedFact("phone", "13800000000", "13800000000", (0, 0, 1, 1), 90),
            suspect.id, OWNER,
        )  # fmt: skip
        assert [one.item_id for one in origins_of(vault, made.case_id, accepted.id)] == [item.id]
        case = edit_case.load_case(vault, made.case_id)
        assert not any(TAKEN_FROM in one for suspect_of in case.suspects for one in suspect_of.identifiers)


def origins_of(vault: object, case_id: str, fact_id: str) -> tuple[fact_origins.Source, ...]:
    return next(one for one in fact_origins.fact_origins(vault, case_id) if one.fact.id == fact_id).sources  # type: ignore[arg-type]


# --- tags


def test_tags_are_put_found_and_taken_away(each: OneOfEach) -> None:
    vault, case_id, item_id = each.vault, each.case_id, each.chat_id
    tag_evidence.change_tags(
        vault, case_id, [item_id], ["#  Chat with\twang ", "CHAT WITH WANG", "转账", ""], [], OWNER
    )
    assert tag_evidence.tags_of_evidence(vault, case_id)[item_id] == ("Chat with wang", "转账")
    hits = vault.search("转账", case_id=case_id, wanted=SearchFilter(frozenset({"fact"})))
    assert [(hit.entity, hit.item_id, hit.field) for hit in hits if hit.item_id == item_id] == [
        ("exhibit", item_id, "tags")
    ]
    changed = tag_evidence.change_tags(vault, case_id, [item_id], [], ["chat WITH wang"], SECOND)
    assert [fact.fields["tags"] for fact in changed] == [["转账"]]
    assert tag_evidence.change_tags(vault, case_id, [item_id], ["转账"], ["nothing"], OWNER) == ()
    states = fact_history.fact_history(vault, changed[0].id)
    assert [(state.by, state.fields.get("tags")) for state in states] == [
        (SECOND.name, ["转账"]), (OWNER.name, ["Chat with wang", "转账"]),
    ]  # fmt: skip
    tag_evidence.change_tags(vault, case_id, [item_id], [], ["转账"], OWNER)
    assert item_id not in tag_evidence.tags_of_evidence(vault, case_id)


def test_a_title_leaves_the_tags_and_tags_leave_the_title(each: OneOfEach) -> None:
    vault, case_id = each.vault, each.case_id
    edit_case.set_exhibit(vault, case_id, each.picture_id, {"title": "Profile", "proves": "who it is"}, OWNER)
    assert tag_evidence.tags_of_evidence(vault, case_id)[each.picture_id] == ("tags one", "tags two")
    tag_evidence.change_tags(vault, case_id, [each.picture_id], ["new"], [], OWNER)
    fact = edit_case.exhibit_facts(vault, case_id)[each.picture_id]
    assert (fact.fields["title"], fact.fields["tags"]) == ("Profile", ["tags one", "tags two", "new"])


def test_tags_of_notes_are_offered_beside_those_of_evidence(each: OneOfEach) -> None:
    tag_evidence.change_tags(each.vault, each.case_id, [each.chat_id], ["Bank"], [], OWNER)
    edit_case.put_fact(each.vault, each.case_id, "note", {"text": "x", "tags": ["bank", "court"]}, OWNER)
    assert tag_evidence.tags_in_use(each.vault, each.case_id) == ("Bank", "court", "tags one", "tags two")
