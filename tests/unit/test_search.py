# SPDX-License-Identifier: GPL-3.0-or-later
"""Search through an open vault."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.helpers.vaults import OWNER, add, chat, filled_vault, new_vault

from evidence_vault.errors import FactInvalid
from evidence_vault.operations.search_vault import found_in_conversation, typed_filter
from evidence_vault.records import (
    Answers,
    Conversation,
    Message,
    MessageKind,
    Participant,
    ReadingRecord,
    ReadingSummary,
    TimeCertainty,
)
from evidence_vault.vault.search import SearchFilter
from evidence_vault.vault.vault import Vault


def two_people() -> Iterator[ReadingRecord]:
    """Somebody who changes the name under one account, and the person."""
    said = [
        ("2026-02-27T09:00:00", "阳光", "acc-1", "请先转账"),
        ("2026-03-01T09:00:00", "陈经理", "acc-1", "verification fee, please"),
        ("2026-03-31T23:00:00", "Lin", "acc-2", "fee for the verification?"),
        ("2027-01-05T00:00:00", "陈经理", "acc-1", "转账，马上"),
        (None, "陈经理", "acc-1", "转账"),
    ]
    yield Conversation("c-1", "群", "wechat", (Participant("Lin", "acc-2", True),))
    for number, (at, name, account, text) in enumerate(said):
        yield Message("c-1", number, MessageKind.MESSAGE, at, None, TimeCertainty.LOCAL_DEVICE, name, text, None,
                      sender_id=account, is_self=name == "Lin")  # fmt: skip
    yield ReadingSummary(1, len(said), {"message": len(said)}, len(said), 0)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "v") as vault:
        item = add(vault, "log.txt", b"1")
        vault.add_reading(item.id, "x", "1", Answers(), two_people(), actor=OWNER)
        yield vault


def numbers(vault: Vault, words: str, **wanted: object) -> list[int | None]:
    return [hit.seq for hit in vault.search(words, wanted=SearchFilter(**wanted))]  # type: ignore[arg-type]


def test_quoted_words_stand_as_they_are_written(vault: Vault) -> None:
    assert numbers(vault, "verification fee") == [1, 2]
    assert numbers(vault, '"verification fee"') == [1]
    assert numbers(vault, "“fee for” verification") == [2]
    assert numbers(vault, "「先转账」") == [0]
    assert numbers(vault, "“转账 马”") == [3]
    assert numbers(vault, '"fee verification"') == []


def test_a_person_is_found_under_name_and_account(vault: Vault) -> None:
    assert numbers(vault, "转账", person="陈经理") == [3, 4]
    assert numbers(vault, "转账", person="acc-1") == [0, 3, 4]
    assert numbers(vault, "转账", person="Lin") == []


def test_days_are_those_of_the_source_and_both_ends_count(vault: Vault) -> None:
    assert numbers(vault, "转账", first_day=date(2026, 1, 1)) == [0, 3]
    assert numbers(vault, "转账", last_day=date(2026, 12, 31)) == [0]
    assert numbers(vault, "fee", first_day=date(2026, 3, 1), last_day=date(2026, 3, 1)) == [1]
    assert numbers(vault, "fee", first_day=date(2026, 3, 2), last_day=date(2026, 3, 31)) == [2]
    assert numbers(vault, "fee", first_day=date(2026, 4, 1), last_day=date(2026, 3, 1)) == []


def test_a_kind_can_be_asked_for(vault: Vault) -> None:
    vault.put("glossary", {"term": "转账", "meaning": "to pay"}, actor=OWNER)

    assert [hit.kind for hit in vault.search("转账", wanted=SearchFilter(kinds=frozenset({"fact"})))] == ["fact"]
    assert len(vault.search("转账", wanted=SearchFilter(kinds=frozenset({"message", "fact"})))) == 4


def test_a_hit_says_who_and_when_and_which_field(vault: Vault) -> None:
    vault.put("payment", {"to_account_no": "6222000011112222", "purpose_told": "deposit"}, actor=OWNER)

    (fee,) = vault.search('"verification fee"')
    assert (fee.title, fee.at) == ("陈经理", "2026-03-01T09:00:00")
    (payment,) = vault.search("deposit")
    assert (payment.entity, payment.field, payment.snippet) == ("payment", "purpose_told", "deposit")


def test_names_over_time_are_counted_while_reading(vault: Vault) -> None:
    found = [(one.name, one.account_id, one.is_self, one.messages, one.first_at) for one in vault.chats.senders()]

    assert found == [
        ("阳光", "acc-1", False, 1, "2026-02-27T09:00:00"),
        ("陈经理", "acc-1", False, 3, "2026-03-01T09:00:00"),
        ("Lin", "acc-2", True, 1, "2026-03-31T23:00:00"),
    ]


def test_a_conversation_is_searched_by_itself(vault: Vault) -> None:
    (item,) = vault.items()
    other = add(vault, "other.txt", b"2")
    vault.add_reading(other.id, "x", "1", Answers(), chat(300), actor=OWNER)

    assert found_in_conversation(vault, item.id, "c-1", "转账") == (0, 3, 4)
    assert len(found_in_conversation(vault, other.id, "c-1", "转账")) == 300
    assert vault.chats.place_of(other.id, "c-1", 299) == 299


def test_what_is_no_day_is_refused() -> None:
    assert typed_filter(first_day=" 2026-03-05 ").first_day == date(2026, 3, 5)
    with pytest.raises(FactInvalid):
        typed_filter(last_day="March")


def test_a_chinese_word_of_two_characters_is_found(tmp_path: Path) -> None:
    with new_vault(tmp_path / "v") as vault:
        item = add(vault, "log.txt", b"1")
        vault.add_reading(item.id, "x", "1", Answers(), chat(3, "请先转账 {number}"), actor=OWNER)

        hits = vault.search("转账")

        assert [(hit.kind, hit.seq, hit.conversation_id) for hit in hits] == [("message", n, "c-1") for n in range(3)]
        assert "转账 2" in hits[2].snippet
        assert vault.search("账先") == ()
        assert len(vault.search("账")) == 3
        assert len(vault.search("转账 2")) == 1


def test_names_conversations_and_facts_are_found(tmp_path: Path) -> None:
    vault, case_id = filled_vault(tmp_path / "v")
    with vault:
        assert [hit.kind for hit in vault.search("聊天记录")] == ["item"]
        assert [hit.kind for hit in vault.search("投资群")] == ["conversation"]
        (payment,) = vault.search("120.00")
        assert (payment.kind, payment.case_id) == ("fact", case_id)
        assert vault.search("100.00") == ()
        assert vault.search("mistake") == ()


def test_a_search_in_a_case_stays_in_the_case(tmp_path: Path) -> None:
    vault, case_id = filled_vault(tmp_path / "v")
    with vault:
        other = vault.put("case", {"title": "another"}, actor=OWNER)

        assert len(vault.search("转账", case_id=case_id)) == 30
        assert vault.search("receipt", case_id=case_id) == ()
        assert len(vault.search("receipt")) == 1
        assert vault.search("转账", case_id=other.id) == ()
        assert len(vault.search("转账", limit=4)) == 4


def test_words_for_the_engine_are_only_words(tmp_path: Path) -> None:
    with new_vault(tmp_path / "v") as vault:
        add(vault, "a NEAR b.txt", b"1")

        assert len(vault.search('NEAR("a')) == 1
        assert vault.search("'; DROP TABLE items; --") == ()


def test_a_new_reading_replaces_what_was_found(tmp_path: Path) -> None:
    with new_vault(tmp_path / "v") as vault:
        item = add(vault, "log.txt", b"1")
        vault.add_reading(item.id, "x", "1", Answers(), chat(3), actor=OWNER)
        vault.add_reading(item.id, "x", "2", Answers(), chat(2, "改成别的话 {number}"), actor=OWNER)

        assert vault.search("转账") == ()
        assert len(vault.search("别的")) == 2
        assert len(vault.search("投资")) == 1
        assert len(vault.item(item.id).warnings) == 1
