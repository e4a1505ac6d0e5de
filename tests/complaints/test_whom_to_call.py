# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom to call follows from where the person and the money are; the language of a document changes words only."""

from dataclasses import replace
from typing import Any

import pytest

from evidence_vault.complaints.contacts import contact_lists, contacts_for
from evidence_vault.complaints.countries import country_code, country_name
from evidence_vault.complaints.whom_to_call import CONTENT, countries_of, office_of, whom_to_call
from evidence_vault.exporters.plain_text import plain_text
from evidence_vault.exporters.report_context import report_context
from evidence_vault.exporters.report_payments import card_blocks
from evidence_vault.records import CaseFile, Fact, Fields
from evidence_vault.translations import LANGUAGES, Words
from tests.helpers.made_up_case import made_up_dossier

COUNTRIES = ("AU", "CA", "CN", "DE", "FR", "GB", "HK", "IN", "SG", "US")
WECHAT, ALIPAY = "95017", "95188"


def case_in(
    *countries: str, people: tuple[Fields, ...] = (), payments: tuple[Fields, ...] = (), **more: Any
) -> CaseFile:
    return CaseFile(
        "c", "A case", {"jurisdictions": list(countries), **more},
        people=tuple(Fact("person", str(n), "c", fields, "", "") for n, fields in enumerate(people)),
        payments=tuple(Fact("payment", str(n), "c", fields, "", "") for n, fields in enumerate(payments)),
    )  # fmt: skip


def numbers(case: CaseFile, office_country: str = "") -> list[str]:
    return [one.contact.number or one.contact.site for one in whom_to_call(case, office_country)]


def card_text(case: CaseFile, tag: str, agency: str | None = None) -> str:
    dossier = replace(made_up_dossier(tag), case=case, agency=agency)
    context = report_context(dossier, Words(tag))
    return plain_text(card_blocks(context), context.words)


@pytest.mark.parametrize("agency", [None, "generic", "bank_generic"])
@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("country", COUNTRIES)
def test_the_card_names_the_numbers_of_the_country_in_every_language(
    country: str, tag: str, agency: str | None
) -> None:
    listed = contacts_for((country,))
    text = card_text(case_in(country), tag, agency)
    for contact in listed.contacts:
        if contact.kind == CONTENT:
            assert contact.name[tag] not in text, "it can stop no payment"
            continue
        assert contact.name[tag] in text
        assert (contact.number or contact.site) in text
        assert contact.use[tag] in text


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_language_names_the_same_numbers(country: str) -> None:
    known = {one.number or one.site for listed in contact_lists() for one in listed.contacts} - {""}
    found = [{number for number in known if f": {number};" in card_text(case_in(country), tag)} for tag in LANGUAGES]
    assert bool(found[0]) == any(numbers(case_in(country)))
    assert all(one == found[0] for one in found)


def test_the_english_card_of_a_case_in_china_has_its_numbers() -> None:
    text = card_text(case_in("CN"), "en")
    assert "110" in text
    assert WECHAT in text
    assert "WeChat Pay" in text
    assert "Call the emergency number you know" not in text


def test_no_country_means_no_invented_number() -> None:
    found = whom_to_call(CaseFile("c", "", {}))
    assert [one.contact for one in found] == list(contact_lists()[-1].contacts)
    assert not any(one.contact.number or one.contact.site for one in found)


def test_a_country_without_a_list_gets_the_general_one_and_not_that_of_the_language() -> None:
    assert numbers(case_in("MY")) == numbers(CaseFile("c", "", {}))
    assert office_of(case_in("MY")) == "generic"
    assert office_of(CaseFile("c", "", {})) is None


def test_a_second_country_adds_what_has_a_number_and_says_where() -> None:
    found = whom_to_call(case_in("CN", "HK"))
    there = [one for one in found if one.country is not None]
    assert {one.contact.number for one in there} == {"999", "18222"}
    assert all(one.country is not None and one.country["en"] == "Hong Kong" for one in there)
    assert sum(not (one.contact.number or one.contact.site) for one in found) == 1, "the own bank is named once"
    assert "Police, emergency (Hong Kong)" in card_text(case_in("CN", "HK"), "en")


@pytest.mark.parametrize(
    "where",
    [{"to_country": "HK"}, {"to_country": "中国香港"}, {"swift_bic": "ABCDHKHHXXX"}, {"from_country": "Hong Kong"}],
)
def test_where_the_money_went_is_told_too(where: Fields) -> None:
    assert "18222" in numbers(case_in("CN", payments=({"type": "bank_transfer", "status": "sent", **where},)))
    back = {"type": "bank_transfer", "status": "refunded", **where}
    assert "18222" not in numbers(case_in("CN", payments=(back,))), "money that came back is not to be stopped"


def test_an_iban_says_where_a_bank_is() -> None:
    found = numbers(case_in("SG", payments=({"type": "wire_international", "iban": "DE00 0000 0000 0000 0000 00"},)))
    assert set(numbers(case_in("DE"))) - {""} <= set(found)


def test_a_payment_service_is_named_wherever_the_person_is() -> None:
    abroad = case_in("MY", payments=({"type": "wechat_pay_transfer", "status": "sent"},))
    assert WECHAT in numbers(abroad)
    assert ALIPAY not in numbers(abroad)
    assert numbers(case_in("CN", payments=({"type": "wechat_pay_transfer"},))).count(WECHAT) == 1


def test_the_receiving_office_counts_where_the_case_names_no_country() -> None:
    assert numbers(CaseFile("c", "", {}), "HK") == numbers(case_in("HK"))
    assert set(numbers(case_in("HK"))) <= set(numbers(case_in("CN"), "HK"))


def test_countries_come_from_the_case_then_people_then_the_zone() -> None:
    assert countries_of(case_in("cn", "CN", "HK")) == ("CN", "HK")
    assert countries_of(case_in("中国大陆")) == ("CN",)
    assert countries_of(case_in(people=({"country": "United Kingdom"},))) == ("GB",)
    assert countries_of(case_in(people=({"country": "英国"},), timezone="Asia/Shanghai")) == ("GB",)
    assert countries_of(case_in(timezone="Asia/Singapore")) == ("SG",)
    assert countries_of(case_in("Atlantis", timezone="Europe/Atlantis")) == ()


@pytest.mark.parametrize(
    ("written", "code"),
    [("CN", "CN"), ("uk", "GB"), (" germany ", "DE"), ("德国", "DE"), ("Hong Kong", "HK"), ("香港", "HK"), ("ZZ9", ""),
     ("", ""), ("中国", "CN"), ("USA", "US")],
)  # fmt: skip
def test_countries_are_understood_as_people_write_them(written: str, code: str) -> None:
    assert country_code(written) == code


def test_a_code_is_shown_by_its_name_and_anything_else_as_written() -> None:
    assert country_name("CN", "en") == "China"
    assert country_name("CN", "zh-Hans") == "中国"
    assert country_name("Ruritania", "en") == "Ruritania"
    assert country_name("QQ", "en") == "QQ"
