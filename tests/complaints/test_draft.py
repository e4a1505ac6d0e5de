# SPDX-License-Identifier: GPL-3.0-or-later
"""The draft of a complaint says what was recorded and nothing else."""

from dataclasses import replace

import pytest

from evidence_vault.complaints.catalogue import platform
from evidence_vault.complaints.draft import draft_text
from evidence_vault.complaints.fit import count_characters
from evidence_vault.complaints.wording import forbidden_claims
from evidence_vault.records import CaseFile, Fact, Suspect
from evidence_vault.translations import Words
from tests.helpers.made_up_case import made_up_case

WECHAT = platform("wechat")
ACCUSING = ("骗子", "诈骗犯", "犯罪分子", "scammer", "criminal", "fraudster", "thief")


def draft(case: CaseFile, tag: str = "zh-Hans", pictures: tuple[str, ...] = ()) -> str:
    return draft_text(case, WECHAT, Words(tag), pictures)


def with_suspect_name(name: str) -> CaseFile:
    identifier = {"type": "wechat_id", "value_exact": name, "display_name": name}
    return replace(made_up_case(), suspects=(Suspect("s", {}, (identifier,)),))


def test_the_facts_of_the_case_stand_in_it() -> None:
    text = draft(made_up_case())
    for fact in (
        "lin_88688",
        "金牌导师-林老师",
        "2026年3月1日",
        "3笔",
        "52800.50元",
        "200 USDT",
        "赵某某",
        "虚假投资理财",
    ):
        assert fact in text
    assert "20260308142231000001（另有2个）" in text
    assert "双方现已不再联系。" in text, "who broke it off is not recorded"
    assert count_characters(text) <= 200


def test_received_money_is_not_counted_as_sent() -> None:
    assert "53100.50" not in draft(made_up_case())
    assert "4笔" not in draft(made_up_case())


@pytest.mark.parametrize("tag", ["zh-Hans", "en"])
def test_it_accuses_nobody(tag: str) -> None:
    text = draft(made_up_case(), tag).lower()
    assert not [word for word in ACCUSING if word in text]
    assert not forbidden_claims(text)


def test_a_case_without_facts_makes_no_claims() -> None:
    assert draft(CaseFile("c", "", {})) == "请核查处理该账号。"
    assert draft(CaseFile("c", "", {}), "en") == "Please review."


def test_pictures_are_numbered_when_there_is_room() -> None:
    case = replace(made_up_case(), payments=(), events=(), reports=())
    assert "图1账号主页，图2付款凭证。" in draft(case, pictures=("账号主页", "付款凭证"))
    assert "1 profile; 2 receipt" in draft(case, "en", pictures=("profile", "receipt"))


def test_braces_in_a_name_stay_text() -> None:
    text = draft(with_suspect_name("{total}{0.__class__}"))
    assert "{total}{0.__class__}" in text


def test_a_name_of_2000_signs_leaves_room_for_the_rest() -> None:
    text = draft(with_suspect_name("长" * 2000))
    assert count_characters(text) <= 200
    assert "52800.50元" in text


def test_the_victims_own_account_is_not_accused() -> None:
    own = {"type": "wechat_id", "value_exact": "my_own_id", "is_victims_own": True}
    case = replace(made_up_case(), suspects=(Suspect("s", {}, (own,)),))
    assert "my_own_id" not in draft(case)


def test_no_payee_is_passed_over_in_silence() -> None:
    case = made_up_case()
    second = replace(case.payments[2], fields={**case.payments[2].fields, "to_account_name": "钱某某"})
    text = draft(replace(case, payments=(case.payments[0], second)))
    assert "收款方赵某某（另有1个）" in text
    assert "单号20260308142231000001（另有1个）" in text


def test_one_payment_is_said_as_one() -> None:
    payment = Fact(
        "payment",
        "p",
        "c",
        {"amount": "12.00", "currency": "CNY", "sent_at": "2026-03", "to_account_name": "甲"},
        "",
        "",
    )
    text = draft(CaseFile("c", "", {}, payments=(payment,)))
    assert text.startswith("2026年3月我付款12.00元，收款方甲。")


def test_failed_payments_are_not_claimed() -> None:
    failed = Fact("payment", "p", "c", {"amount": "12.00", "currency": "CNY", "status": "failed"}, "", "")
    assert "12.00" not in draft(CaseFile("c", "", {}, payments=(failed,)))
