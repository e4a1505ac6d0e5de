# SPDX-License-Identifier: GPL-3.0-or-later
"""Which picture is offered for which place of a form: what the person said it shows comes before any guess."""

from dataclasses import replace

from evidence_vault.complaints.catalogue import platform
from evidence_vault.operations.plan_complaint import suggested_places
from evidence_vault.records import CaseFile, Exhibit, Fact
from tests.helpers.made_up_case import made_up_case, made_up_dossier

WECHAT = platform("wechat")
SLOTS = [slot.id for slot in WECHAT.slots]
PICTURES = tuple(one for one in made_up_dossier().exhibits if one.item.media_type.startswith("image/"))


def offered(case: CaseFile, pictures: tuple[Exhibit, ...] = PICTURES) -> dict[str, str]:
    numbers = {exhibit.item.id: exhibit.number for exhibit in pictures}
    found = suggested_places(WECHAT, case, pictures)
    return {slot: numbers[item] for slot, item in zip(SLOTS, found, strict=False) if item}


def proof(kind: str, *items: str) -> Fact:
    return Fact("proof", kind, "c", {"about": "suspects/s1", "kind": kind, "evidence_items": list(items)}, "", "")


def test_what_was_said_to_show_something_stands_in_its_place() -> None:
    proofs = (proof("instruction", "D1"), proof("refusal", "F1"), proof("inducement", "C1"))
    found = offered(replace(made_up_case(), proofs=proofs))
    assert found["payment_instruction"] == "D1"
    assert found["refusal_or_block"] == "F1"
    assert found["inducement"] == "C1"
    assert found["suspect_profile"] == "A1", "the facts name it"
    assert found["payment_voucher"] == "E1"
    assert len(set(found.values())) == len(found), "none stands twice"


def test_a_picture_that_is_said_to_show_two_things_stands_once() -> None:
    found = offered(replace(made_up_case(), proofs=(proof("inducement", "C1"), proof("refusal", "C1"))))
    assert found["inducement"] == "C1"
    assert list(found.values()).count("C1") == 1


def test_a_proof_that_is_no_picture_of_the_case_is_passed_over() -> None:
    bare = CaseFile("c", "", {}, proofs=(proof("instruction", "B1", "Z9"),))
    assert set(offered(bare).values()) == {exhibit.number for exhibit in PICTURES}
