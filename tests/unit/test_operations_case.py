# SPDX-License-Identifier: GPL-3.0-or-later
"""Cases: facts in and out, exhibit numbers given once, what is missing, the checklist."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.helpers.vaults import OWNER, add, new_vault

from evidence_vault import errors
from evidence_vault.operations import case_facts, edit_case, what_is_missing
from evidence_vault.translations import LANGUAGES
from evidence_vault.vault.vault import Vault

FACTS = """schema = 1
narrative = "First.\\n\\nSecond."

[case]
timezone = "Asia/Shanghai"

[[suspects]]
key = "s1"
claimed_name = "陈"

[[suspects.identifiers]]
key = "i1"
type = "wechat_id"
value_exact = "hg_chen_88"

[[payments]]
key = "p2"
sent_at = "2026-03-06T10:00"
amount = "0.1"
currency = "CNY"

[[payments]]
key = "p1"
sent_at = "2026-03-05T10:00"
amount = "0.2"
currency = "CNY"
"""


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "v.evidence-vault") as opened:
        yield opened


@pytest.fixture
def case_id(vault: Vault) -> str:
    return edit_case.new_case(vault, " 案件 ", OWNER).id


def test_a_case_is_listed_with_what_it_holds(vault: Vault, case_id: str) -> None:
    case_facts.apply_facts(vault, case_id, FACTS, OWNER)
    item = add(vault, "a.txt", b"a")
    edit_case.add_to_case(vault, case_id, [item.id], OWNER)
    (summary,) = edit_case.list_cases(vault)
    assert (summary.title, summary.items, summary.conversations, summary.payments) == ("案件", 1, 0, 2)


def test_facts_are_applied_and_written_again(vault: Vault, case_id: str) -> None:
    applied = case_facts.apply_facts(vault, case_id, FACTS, OWNER)
    assert (applied.new, applied.changed) == (5, 1)
    case = edit_case.load_case(vault, case_id)
    assert case.narrative == ("First.", "Second.")
    assert [payment.fields["key"] for payment in case.payments] == ["p1", "p2"]
    assert case.suspects[0].identifiers[0]["value_exact"] == "hg_chen_88"
    assert [(total.currency, total.sent) for total in what_is_missing.case_totals(case)] == [("CNY", "0.3")]
    before = vault.journal_state().size
    text = case_facts.write_facts(vault, case_id)
    assert case_facts.apply_facts(vault, case_id, text, OWNER) == case_facts.AppliedFacts(0, 0)
    assert vault.journal_state().size == before


def test_a_file_with_one_mistake_records_nothing(vault: Vault, case_id: str) -> None:
    before = vault.journal_state().size
    with pytest.raises(errors.FactsFileInvalid):
        case_facts.apply_facts(vault, case_id, FACTS + 'surprise = "x"\n', OWNER)
    assert vault.journal_state().size == before


def test_a_fact_needs_values_of_the_right_form(vault: Vault, case_id: str) -> None:
    for fields in ({"amount": "1,000"}, {"amont": "1"}, {"sent_at": "2026-03-05T10:00"}, {"status": "lost"}):
        with pytest.raises(errors.FactInvalid):
            edit_case.put_fact(vault, case_id, "payment", fields, OWNER)
    fact = edit_case.put_fact(vault, case_id, "payment", {"amount": "5", "currency": "", "fee": None}, OWNER)
    assert fact.fields == {"amount": "5"}


def test_a_changed_fact_keeps_its_key_and_its_history(vault: Vault, case_id: str) -> None:
    case_facts.apply_facts(vault, case_id, FACTS, OWNER)
    payment = edit_case.load_case(vault, case_id).payments[0]
    changed = edit_case.put_fact(vault, case_id, "payment", {"amount": "9"}, OWNER, fact_id=payment.id)
    assert changed.fields == {"key": "p1", "amount": "9"}
    assert len(vault.fact_history(payment.id)) == 2
    again = edit_case.put_fact(vault, case_id, "payment", {"amount": "9"}, OWNER, fact_id=payment.id)
    assert again == changed
    assert len(vault.fact_history(payment.id)) == 2


def test_identifiers_go_with_their_suspect(vault: Vault, case_id: str) -> None:
    case_facts.apply_facts(vault, case_id, FACTS, OWNER)
    edit_case.retract_fact(vault, edit_case.load_case(vault, case_id).suspects[0].id, OWNER)
    assert vault.facts("identifier", case_id=case_id) == ()


def test_exhibit_numbers_are_given_once(vault: Vault, case_id: str) -> None:
    first, second, third = (add(vault, f"{name}.txt", name.encode()) for name in ("one", "two", "three"))
    given = edit_case.add_to_case(vault, case_id, [first.id, second.id], OWNER)
    assert [number for _item, number in given] == ["D1", "D2"]
    edit_case.remove_from_case(vault, case_id, second.id, OWNER)
    assert edit_case.add_to_case(vault, case_id, [third.id], OWNER)[0][1] == "D3"
    assert edit_case.add_to_case(vault, case_id, [third.id], OWNER)[0][1] == "D3"


def test_what_an_exhibit_shows_can_be_said_again(vault: Vault, case_id: str) -> None:
    item = add(vault, "a.txt", b"a")
    edit_case.set_exhibit(vault, case_id, item.id, {"title": "Profile", "proves": ""}, OWNER)
    edit_case.set_exhibit(vault, case_id, item.id, {"title": "Profile", "proves": "the id"}, OWNER)
    (fact,) = vault.facts("exhibit", case_id=case_id)
    assert fact.fields == {"item_id": item.id, "title": "Profile", "proves": "the id"}


def test_the_checklist_remembers_what_was_ticked(vault: Vault, case_id: str) -> None:
    states = what_is_missing.checklist(vault, case_id)
    assert [state.state for state in states] == ["open"] * len(states)
    assert all(state.text(tag) for state in states for tag in LANGUAGES)
    what_is_missing.tick(vault, case_id, "clock", "done", OWNER)
    what_is_missing.tick(vault, case_id, "clock", "not-needed", OWNER)
    ticked = {one.check.id: one.state for one in what_is_missing.checklist(vault, case_id) if one.state != "open"}
    assert ticked == {"clock": "not-needed"}
    what_is_missing.tick(vault, case_id, "clock", "open", OWNER)
    assert not vault.facts("checklist", case_id=case_id)


def test_what_is_missing_gets_less_with_every_fact(vault: Vault, case_id: str) -> None:
    before = what_is_missing.missing(vault, case_id)
    case_facts.apply_facts(vault, case_id, FACTS, OWNER)
    after = {(one.entity, one.field) for one in what_is_missing.missing(vault, case_id)}
    assert ("suspect", None) in {(one.entity, one.field) for one in before}
    assert ("suspect", None) not in after
    assert ("payment", "to_account_no") in after
    assert ("narrative", "text") not in after


def test_an_id_of_something_else_is_no_case(vault: Vault, case_id: str) -> None:
    fact = edit_case.put_fact(vault, case_id, "event", {"summary": "called"}, OWNER)
    with pytest.raises(errors.NoSuchEntry):
        edit_case.load_case(vault, fact.id)
