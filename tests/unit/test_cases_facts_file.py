# SPDX-License-Identifier: GPL-3.0-or-later
"""The facts file: what is refused, with which line, and what applying it changes."""

import pytest

from evidence_vault import errors
from evidence_vault.cases.facts_changes import changes
from evidence_vault.cases.facts_reading import read_facts
from evidence_vault.records import Fact

CASE = Fact("case", "c" * 32, "c" * 32, {"title": "Case"}, "", "a")

WHOLE = '''schema = 1
narrative = """
First.

Second [[payments]] "quoted" # not a comment
"""

[case]
timezone = "Asia/Shanghai"

# the people
[[people]]
key = "me"
full_name = "林晓雯"

[[suspects]]
key = "s1"

[[suspects.identifiers]]
key = "i1"
type = "wechat_id"
value_exact = "hg_chen_88"

[[payments]]
key = "p1"
sent_at = 2026-03-05T14:22:00
amount = "30000.00"
currency = "CNY"
'''


def test_a_whole_file_is_read() -> None:
    file = read_facts(WHOLE)
    assert [(row.entity, row.key) for row in file.rows] == [
        ("person", "me"),
        ("suspect", "s1"),
        ("identifier", "i1"),
        ("payment", "p1"),
    ]
    assert file.rows[2].suspect_key == "s1"
    assert file.rows[3].fields["sent_at"] == "2026-03-05T14:22:00"
    assert [row.line for row in file.rows] == [11 + 1, 16, 19, 24]


@pytest.mark.parametrize(
    ("addition", "line", "field"),
    [
        ('\n[[payments]]\nkey = "p2"\namuont = "1"\n', 32, "amuont"),
        ('\n[[payment]]\nkey = "p2"\n', 30, "payment"),
        ('\n[[payments]]\nkey = "p2"\nevidence_items = [\n  "A1", # one\n  "A2",\n]\nmemo = "x"\n', 36, "memo"),
        ("\n[elsewhere]\n", 30, "elsewhere"),
    ],
)
def test_an_unknown_field_is_an_error_with_its_line(addition: str, line: int, field: str) -> None:
    with pytest.raises(errors.FactsFileInvalid) as caught:
        read_facts(WHOLE + addition)
    assert caught.value.facts == {"line": line, "field": field}


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ('key = "p2"\namount = 30000.00', "amount"),
        ('key = "p2"\namount = "30,000"', "amount"),
        ('key = "p2"\namount = "-5"', "amount"),
        ('key = "p2"\nto_account_no = 62220200', "to_account_no"),
        ('key = "p2"\nsent_at = "yesterday"', "sent_at"),
        ('key = "p2"\nsent_at = "2026-02-30"', "sent_at"),
        ('key = "p2"\ntimezone = "Beijing"', "timezone"),
        ('key = "p2"\nstatus = "gone"', "status"),
        ('key = "p2"\npurpose_told = ""', "purpose_told"),
        ('key = "p2"\nbank_notified = "yes"', "bank_notified"),
        ('key = "p2"\nseq = "1"', "seq"),
        ('key = "p2"\nevidence_items = "A1"', "evidence_items"),
        ('key = "p1"\namount = "1"', "key"),
    ],
)
def test_a_value_of_the_wrong_form_is_an_error_with_its_line(row: str, field: str) -> None:
    with pytest.raises(errors.FactsValueInvalid) as caught:
        read_facts(f"{WHOLE}\n[[payments]]\n{row}\n")
    assert caught.value.facts["field"] == field
    assert caught.value.facts["line"] == (31 if field == "key" else 32)


def test_a_table_without_a_key_is_refused() -> None:
    with pytest.raises(errors.FactsValueInvalid) as caught:
        read_facts(f'{WHOLE}\n[[payments]]\namount = "1"\n')
    assert (caught.value.facts["field"], caught.value.facts["line"]) == ("key", 30)


@pytest.mark.parametrize("first", ["", "schema = 2\n", "schema = true\n", 'schema = "1"\n'])
def test_another_schema_is_refused(first: str) -> None:
    with pytest.raises(errors.FactsValueInvalid):
        read_facts(f'{first}[case]\ntitle = "x"\n')


@pytest.mark.parametrize(
    ("text", "line"), [("schema = 1\ntitle = \n", 2), ("schema = 1\n\n[case\n", 3), ("[" * 9000, 1)]
)
def test_what_is_not_toml_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(errors.FactsFileBroken) as caught:
        read_facts(text)
    assert caught.value.facts == {"line": line}


def test_a_time_of_day_needs_an_offset_or_a_zone() -> None:
    text = 'schema = 1\n[[payments]]\nkey = "p"\nsent_at = "2026-03-05T14:22"\n'
    with pytest.raises(errors.FactsValueInvalid) as caught:
        changes(read_facts(text), [CASE])
    assert caught.value.facts["field"] == "sent_at"
    assert len(changes(read_facts(text + 'timezone = "+08:00"\n'), [CASE])) == 1
    assert len(changes(read_facts(text.replace("14:22", "14:22+08:00")), [CASE])) == 1
    assert len(changes(read_facts(text.replace("T14:22", "")), [CASE])) == 1


def test_apply_changes_the_named_fields_and_leaves_the_others() -> None:
    known = Fact("payment", "1" * 32, "c" * 32, {"key": "p1", "amount": "5", "fee": "1"}, "", "a")
    text = 'schema = 1\n[[payments]]\nkey = "p1"\namount = "7"\n'
    (change,) = changes(read_facts(text), [CASE, known])
    assert (change.fact_id, change.fields) == (known.id, {"key": "p1", "amount": "7", "fee": "1"})


def test_a_fact_recorded_without_a_key_is_known_by_its_id() -> None:
    known = Fact("payment", "1" * 32, "c" * 32, {"amount": "5"}, "", "a")
    text = f'schema = 1\n[[payments]]\nkey = "{known.id}"\namount = "7"\n'
    (change,) = changes(read_facts(text), [CASE, known])
    assert (change.fact_id, change.fields) == (known.id, {"amount": "7"})
