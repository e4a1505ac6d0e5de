# SPDX-License-Identifier: GPL-3.0-or-later
"""Comparing, deciding, proof, names and templates by command, on the case of twelve payments."""

from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine
from tests.helpers.twelve_payments import twelve_payments
from tests.helpers.vaults import PASSPHRASE


@pytest.fixture
def cased(command: CommandLine, tmp_path: Path) -> CommandLine:
    """Commands of the group "case" on that vault and case; CASE stands for its id."""
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE)
    made = twelve_payments(tmp_path / "v")
    made.vault.close()

    def call(name: str, *arguments: object) -> object:
        case = (made.case_id,) if name != "new" else ()
        known = tuple(made.case_id if one == "CASE" else one for one in arguments)
        return command("case", name, tmp_path / "v", *case, *known, "--passphrase-file", secret)

    return call  # type: ignore[return-value]


def test_compare_and_decide(cased: CommandLine) -> None:
    found = cased("compare", "--json").json("case-compare")
    counts = [found[name] for name in ("told", "in_bills", "in_chats", "with_voucher", "to_decide", "others")]
    assert counts == [12, 6, 0, 3, 4, 2]
    by_key = {one["key"]: one for one in found["payments"]}
    assert by_key["p06"]["differences"] == [{"field": "amount", "told": "50000.00", "found": "50010.00"}]
    assert [one["line"] for one in by_key["p02"]["offers"]] == ["C1:6"]
    assert [[one["line"] for one in group] for group in found["not_told"]] == [["B1:5", "C1:0"]]

    assert cased("decide", "p02", "C1:6").status == 0
    assert cased("compare", "--json").json("case-compare")["in_bills"] == 7
    assert cased("decide", "p02", "C1:6", "--different").status == 0
    assert cased("compare", "--json").json("case-compare")["in_bills"] == 6
    assert cased("decide", "p02", "C1:6", "--take-back").status == 0
    assert cased("compare", "--json").json("case-compare")["to_decide"] == 4
    assert cased("decide", "p02", "C1:600").status == 3
    assert cased("decide", "p99", "C1:6").status == 3


def test_compare_in_words(cased: CommandLine) -> None:
    spoken = cased("compare").out
    assert "Told 12, in bills 6, in chats 0, with voucher 3." in spoken
    assert "Differs: p06 (50000.00 CNY, 2026-03-06T09:00:00), amount: told 50000.00, found 50010.00" in spoken
    assert "Neither in a bill nor with a voucher: p07" in spoken


def test_proof_and_names(cased: CommandLine) -> None:
    lines = cased("proof", "--json").json("case-proof")
    assert len(lines) == 45
    assert len(cased("proof", "--missing", "--json").json("case-proof")) == 27
    assert "suspects/s2   missing" in cased("proof").out
    names = cased("names", "--json").json("case-names")
    assert [(one["account"], one["name"]) for one in names] == [
        ("wang_t", "阳光"), ("wang_t", "王老师"), ("7001", "Support"),
    ]  # fmt: skip
    assert "阳光" in cased("names").out


def test_a_case_begins_with_a_file_or_like_another(cased: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "intake.toml"
    file.write_text('schema = 1\n[case]\ntitle = "x"\ntimezone = "Asia/Tokyo"\n[[people]]\nkey = "f"\nrole = "filer"\n')
    made = cased("new", "Client 2", "--from", file, "--json").json("case-new")
    assert made["title"] == "Client 2"
    like = cased("new", "Client 3", "--like", "CASE", "--json").json("case-new")
    assert like["title"] == "Client 3"
    file.write_text('schema = 1\n[case]\nnothing = "x"\n')
    assert cased("new", "Client 4", "--from", file).status == 3


def test_origins_of_facts_and_their_states(cased: CommandLine, tmp_path: Path) -> None:
    told = cased("origins", "--json").json("case-origins")
    by_key = {(one["entity"], one["key"]): one for one in told}
    payment = by_key["payment", "p06"]
    assert (payment["recorded_by"], payment["changed_by"]) == ("Lin Qiao", None)
    assert [one["exhibit"] for one in by_key["payment", "p01"]["from"]] == ["A3"]
    assert cased("show", "--json").json("case-show")["origins"] == told
    spoken = cased("origins").out
    assert len(spoken.splitlines()) == len(told) + 1

    change = tmp_path / "change.toml"
    change.write_text('schema = 1\n[[payments]]\nkey = "p06"\namount = "50010.00"\n')
    assert cased("apply", change).status == 0
    (found,) = cased("origins", "p06", "--json").json("case-origins")
    assert found["changed_by"] == "Lin Qiao"
    newest = found["states"][0]
    assert (newest["what"], newest["changes"][0]["field"]) == ("changed", "amount")
    assert "50000.00 → 50010.00" in cased("origins", "p06").out
    assert cased("origins", "p99").status == 3


def test_tags_by_command(cased: CommandLine) -> None:
    assert cased("tag", "a1", "C1", "--add", "profile", "--add", "急").status == 0
    assert cased("tag", "C1", "--remove", "profile").status == 0
    found = {
        one["tag"]: [item["exhibit"] for item in one["items"]] for one in cased("tags", "--json").json("case-tags")
    }
    assert (found["profile"], found["急"]) == (["A1"], ["A1", "C1"])
    assert "急" in cased("tags").out
    assert cased("tag", "Z9", "--add", "x").status == 3
