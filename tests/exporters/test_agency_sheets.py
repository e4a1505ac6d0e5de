# SPDX-License-Identifier: GPL-3.0-or-later
"""Sheets in the order of an agency's form: answers from facts only, cut to limits, what is missing said, no gate."""

import tomllib
from dataclasses import replace

import pytest

from evidence_vault.assets import resource
from evidence_vault.complaints.fit import count_characters
from evidence_vault.complaints.wording import forbidden_claims
from evidence_vault.errors import TemplateInvalid
from evidence_vault.exporters.agencies import KINDS, agencies, agency
from evidence_vault.exporters.agency_answers import AgencyAnswers
from evidence_vault.exporters.agency_form import questions
from evidence_vault.exporters.agency_sheet import AgencySheet, agency_sheet, sheet_blocks, sheets_of
from evidence_vault.exporters.plain_text import plain_text
from evidence_vault.exporters.report_context import report_context
from evidence_vault.records import CaseFile, Dossier, Fact
from evidence_vault.translations import LANGUAGES, Words
from tests.exporters.exports import made_up_files, pdf_text, squeezed
from tests.helpers.made_up_case import made_up_case, made_up_dossier

WANTED = {
    "us_ic3", "us_ftc", "uk_report_fraud", "ca_cafc", "au_reportcyber", "sg_spf", "hk_police", "cn_police",
    "de_onlinewache", "eu_generic", "in_ncrp", "bank_generic", "exchange_generic", "psp_generic", "generic",
}  # fmt: skip


def sheet_of(agency_id: str, dossier: Dossier, tag: str = "en") -> AgencySheet:
    context = report_context(replace(dossier, agency=agency_id, language=tag), Words(tag))
    return agency_sheet(context, context.agency)


def text_of(agency_id: str, dossier: Dossier, tag: str = "en") -> str:
    context = report_context(replace(dossier, agency=agency_id, language=tag), Words(tag))
    return plain_text(sheet_blocks(context, agency_sheet(context, context.agency)), context.words)


def test_every_receiver_of_the_research_has_its_sheet() -> None:
    assert set(agencies()) == WANTED
    assert {one.kind for one in agencies().values()} == KINDS
    for one in agencies().values():
        assert one.sections
        assert one.unverified, "what nobody checked is said"


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("agency_id", sorted(WANTED))
def test_a_sheet_is_filled_from_the_facts_and_claims_nothing(agency_id: str, tag: str) -> None:
    text = text_of(agency_id, made_up_dossier(tag), tag)
    assert not forbidden_claims(text)
    assert "\n\n\n\n" not in text
    found = agency(agency_id)
    for section in found.sections:
        assert section.title[tag] in text
    for unverified in found.unverified:
        assert unverified[tag] in text


def test_every_question_is_asked_somewhere_and_can_be_answered() -> None:
    asked = {field.key for one in agencies().values() for section in one.sections for field in section.fields}
    known = set(questions())
    assert asked <= known
    answers = AgencyAnswers(report_context(made_up_dossier("en"), Words("en")))
    for key in known - {"by_hand"}:
        assert isinstance(answers.answer(key), str)


def test_the_answers_are_the_recorded_ones() -> None:
    text = text_of("cn_police", made_up_dossier("zh-Hans"), "zh-Hans")
    for fact in ("6200 0000 0000 0000 001", "20260308142231000001", "20000.00元", "lin_88688", "陈小雨", "王大成"):
        assert fact in text
    assert text.count("300.00") == 1, "money received is no payment of the form: it stands among the totals"
    sheet = sheet_of("us_ic3", made_up_dossier("en"))
    transactions = [part for part in sheet.parts if part.title.startswith("Financial Transaction(s) –")]
    assert [dict(part.rows)["Transaction amount"] for part in transactions] == [
        "20000.00 CNY", "32800.50 CNY", "200 USDT",
    ]  # fmt: skip


def test_what_is_missing_is_a_hint_and_what_is_there_is_not_missing() -> None:
    full, bare = (
        sheet_of("cn_police", made_up_dossier("en")),
        replace(made_up_dossier("en"), case=CaseFile("c", "", {})),
    )
    empty = sheet_of("cn_police", bare)
    assert len(empty.missing) > 20
    assert not [line for line in full.missing if "Name" in line and "Person asked" in line]
    assert [line for line in empty.missing if "Name" in line and "Person asked" in line]
    assert "not stated" in text_of("cn_police", bare)


def test_an_answer_is_cut_where_the_form_is_said_to_end() -> None:
    long = "这是一句话。" * 1000
    dossier = replace(made_up_dossier("en"), case=replace(made_up_case(), narrative=(long,)))
    rows = dict(row for part in sheet_of("us_ic3", dossier).parts for row in part.rows)
    question = next(question for question in rows if question.startswith("Description of the incident"))
    assert count_characters(rows[question]) <= 3500
    assert rows[question].endswith("。")
    assert "of 6000 characters; at most 3500, not confirmed" in question


def test_singapore_gets_numbers_in_one_string() -> None:
    rows = [row for part in sheet_of("sg_spf", made_up_dossier("en")).parts for row in part.rows]
    assert "07550000" in next(answer for question, answer in rows if question.startswith("Phone number: digits"))


def test_a_label_names_the_words_of_the_form_beside_ours() -> None:
    assert "付款银行 (Originating bank): 示例银行样例支行" in text_of("us_ic3", made_up_dossier("zh-Hans"), "zh-Hans")


def test_a_bank_is_asked_in_the_language_of_the_forms_of_the_country() -> None:
    in_china, abroad = made_up_dossier("zh-Hans"), replace(made_up_case(), fields={"jurisdictions": ["GB"]})
    assert "(Customer)" not in text_of("bank_generic", in_china, "zh-Hans")
    assert "Customer (客户)" in text_of("bank_generic", made_up_dossier("en"), "en")
    assert "客户 (Customer)" in text_of("bank_generic", replace(in_china, case=abroad), "zh-Hans")
    assert "付款人" not in text_of("psp_generic", replace(made_up_dossier("en"), case=abroad), "en")


def test_payments_carry_the_numbers_of_the_money_table() -> None:
    titles = [part.title for part in sheet_of("us_ic3", made_up_dossier("en")).parts]
    assert [title.rpartition(" – ")[2] for title in titles if "Transaction(s) –" in title] == [
        "payment 1", "payment 3", "payment 4",
    ]  # fmt: skip


def test_bank_exchange_and_provider_get_a_sheet_where_money_went_there() -> None:
    def receivers(*types: str) -> list[str]:
        payments = tuple(Fact("payment", kind, "c", {"type": kind, "amount": "1"}, "", "") for kind in types)
        dossier = replace(made_up_dossier("en"), case=replace(made_up_case(), payments=payments))
        return [sheet.agency.id for sheet in sheets_of(report_context(dossier, Words("en")))]

    assert receivers() == ["cn_police"]
    assert receivers("bank_transfer") == ["cn_police", "bank_generic"]
    assert receivers("crypto", "wechat_pay_transfer") == ["cn_police", "exchange_generic", "psp_generic"]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_sheets_stand_in_the_report_and_beside_it(tag: str) -> None:
    files = made_up_files(tag)
    sheets = {name for name in files if name.startswith("sheets/")}
    assert sheets == {
        "sheets/cn-police.txt", "sheets/bank-generic.txt", "sheets/bank-generic.pdf", "sheets/exchange-generic.txt",
        "sheets/exchange-generic.pdf",
    }  # fmt: skip
    title = agency_sheet(report_context(made_up_dossier(tag), Words(tag)), agency("cn_police")).title
    assert squeezed(title) in squeezed(pdf_text(files["report/police-report.pdf"]))


def test_hostile_answers_stay_text() -> None:
    hostile = "\u202egnp.exe\x07 #panic() {0}"
    people = (Fact("person", "p", "c", {"role": "complainant", "full_name": hostile}, "", ""),)
    dossier = replace(made_up_dossier("en"), case=replace(made_up_case(), people=people))
    assert "⟨U+202E⟩gnp.exe⟨U+0007⟩ #panic() {0}" in text_of("us_ic3", dossier)


def test_a_sheet_with_an_unknown_question_is_refused() -> None:
    from evidence_vault.complaints.strict_table import StrictTable
    from evidence_vault.exporters.agency_form import read_section

    values = tomllib.loads(resource("agencies/generic.toml").read_text("utf-8"))["section"][0]
    values["field"][0]["key"] = "complainant.shoe_size"
    with pytest.raises(TemplateInvalid):
        read_section(StrictTable(values, "generic"))


def test_who_reports_for_themselves_is_not_asked_for_somebody_else() -> None:
    dossier = made_up_dossier("en")
    own = AgencyAnswers(report_context(dossier, Words("en")))
    assert own.answer("filer.full_name") == "No, I report for myself"
    helper = replace(dossier, made_by=replace(dossier.made_by, role="helper"))
    assert AgencyAnswers(report_context(helper, Words("en"))).answer("filer.full_name") == ""
    filer = Fact("person", "f", dossier.case.id, {"role": "filer", "full_name": "李代办"}, "", "")
    told = replace(dossier, case=replace(dossier.case, people=(*dossier.case.people, filer)))
    assert AgencyAnswers(report_context(told, Words("en"))).answer("filer.full_name") == "李代办"


OFFICES = {
    "US": "us_ic3", "FTC": "us_ftc", "UK": "uk_report_fraud", "CA": "ca_cafc", "AU": "au_reportcyber", "SG": "sg_spf",
    "HK": "hk_police", "CN": "cn_police", "DE": "de_onlinewache", "bank": "bank_generic",
    "exchange": "exchange_generic",
}  # fmt: skip
ASKED = (
    ("complainant.full_name", "US UK CA SG HK CN DE bank exchange"),
    ("complainant.birth_date complainant.age_range", "UK SG HK CN DE bank"),
    ("complainant.birth_place", "DE"),
    ("complainant.id_number", "SG HK CN bank"),
    ("complainant.address", "US UK CA AU SG HK CN DE bank"),
    ("complainant.phone_e164", "US UK CA AU SG HK CN DE bank exchange"),
    ("complainant.email", "US UK CA AU SG HK DE bank exchange"),
    ("filer.full_name", "US FTC UK AU"),
    ("suspect.name", "US FTC UK CA AU SG HK CN bank"),
    ("identifier.phone", "US FTC UK CA AU SG HK CN"),
    ("identifier.email", "US FTC UK CA AU SG HK"),
    ("identifier.url", "US UK CA AU SG HK CN"),
    ("identifier.social", "US UK AU SG HK CN"),
    ("identifier.bank_account payment.to_account_no", "US UK CA AU SG HK CN bank"),
    ("payment.type", "*"),
    ("payment.amount", "*"),
    ("payment.sent_at", "*"),
    ("payment.from_institution payment.from_account_no", "US UK AU SG HK CN bank"),
    ("payment.reference_id", "AU SG HK CN bank exchange"),
    ("payment.bank_notified", "US UK CA AU SG HK CN"),
    ("total.net", "*"),
    ("total.recovered payment.refunded_amount", "UK CN bank"),
    ("case.contact_began", "US FTC UK CA AU SG HK CN"),
    ("case.first_contact_at", "FTC UK CA AU SG HK CN DE"),
    ("case.discovered_how", "UK CN"),
    ("case.data_given_away", "UK CA AU bank"),
    ("people.witnesses people.other_victims", "CN DE"),
    ("reports.all", "US UK CA SG CN bank exchange"),
    ("case.means", "US FTC UK CA AU SG HK CN DE"),
    ("case.narrative", "*"),
)
"""Which forms ask for what (R in the matrix of the research); ``*``: all of them. Any one of the keys will do.

Left out: wallets, addresses of computers and headers of e-mails, which a form asks only where there are some.
"""


@pytest.mark.parametrize(("keys", "offices"), ASKED)
def test_a_sheet_asks_what_its_form_asks(keys: str, offices: str) -> None:
    for office in OFFICES if offices == "*" else offices.split():
        sections = agencies()[OFFICES[office]].sections
        needed = {one.key for section in sections for one in section.fields if one.need == "R"}
        assert needed & set(keys.split()), office
