# SPDX-License-Identifier: GPL-3.0-or-later
"""Search through an open vault."""

from pathlib import Path

from tests.helpers.vaults import OWNER, add, chat, filled_vault, new_vault

from evidence_vault.records import Answers


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
