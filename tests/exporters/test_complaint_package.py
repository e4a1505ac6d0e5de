# SPDX-License-Identifier: GPL-3.0-or-later
"""The complaint package: text within the limit, pictures in order, what to select, and nothing that must stay."""

import csv
import io
from collections.abc import Mapping
from dataclasses import replace

import pytest

from evidence_vault.complaints.catalogue import platforms
from evidence_vault.complaints.fit import count_characters
from evidence_vault.errors import PlatformUnknown
from evidence_vault.exporters.message_picks import MOST, PAYMENT, TELLING, suggested
from evidence_vault.records import CaseFile, Dossier, Json
from evidence_vault.translations import LANGUAGES
from tests.exporters.exports import exporter_of, files_of, made_up_files
from tests.helpers.made_up_case import made_up_case, made_up_contents, made_up_dossier, made_up_messages

FOLDER = "complaint/wechat"


def with_options(**options: Json) -> Dossier:
    dossier = made_up_dossier("en", "complaint")
    return replace(dossier, options={**dossier.options, **options})


def picks_of(files: Mapping[str, bytes]) -> list[list[str]]:
    text = files[f"{FOLDER}/messages-to-select.csv"].decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))[1:]


def test_the_files_are_those_of_the_contract() -> None:
    files = made_up_files("zh-Hans", "complaint")
    assert sorted(files) == [
        f"{FOLDER}/complaint.txt", *(f"{FOLDER}/images/{n:02d}.jpg" for n in range(1, 7)),
        f"{FOLDER}/messages-to-select.csv", f"{FOLDER}/outcome-log.txt", f"{FOLDER}/steps.html",
    ]  # fmt: skip


def test_pictures_are_the_stored_copies_in_upload_order() -> None:
    contents = made_up_contents().contents
    files = made_up_files("en", "complaint")
    for place, number in enumerate(("a1", "c1", "d1", "e1", "e2", "f1"), 1):
        assert files[f"{FOLDER}/images/{place:02d}.jpg"] == contents[f"copy{number}".ljust(32, "0")]


def test_the_order_is_the_persons_own() -> None:
    wanted: list[Json] = ["F1", "A1", "A1"]
    files = files_of(with_options(picture_item_ids=wanted))
    contents = made_up_contents().contents
    assert files[f"{FOLDER}/images/01.jpg"] == contents["copyf1".ljust(32, "0")]
    assert files[f"{FOLDER}/images/02.jpg"] == contents["copya1".ljust(32, "0")]
    assert f"{FOLDER}/images/03.jpg" not in files


def test_what_has_no_copy_or_is_too_much_is_counted() -> None:
    dossier = made_up_dossier("en", "complaint")
    withheld = exporter_of("complaint").withheld(dossier)
    assert withheld == {"ORIGINAL_NOT_FOR_PLATFORM": 9, "NO_UPLOAD_COPY": 1}
    first = dossier.exhibits[0]
    many = tuple(replace(first, number=f"A{n}", item=replace(first.item, id=f"i{n}")) for n in range(1, 13))
    crowded = replace(dossier, exhibits=many, options={})
    assert exporter_of("complaint").withheld(crowded)["OVER_PICTURE_LIMIT"] == 3
    files = files_of(crowded)
    assert sum("/images/" in path for path in files) == 9
    assert b"Left out: 3" in files[f"{FOLDER}/steps.html"]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_text_is_in_the_language_of_the_form_and_fits(tag: str) -> None:
    text = made_up_files(tag, "complaint")[f"{FOLDER}/complaint.txt"].decode().rstrip("\n")
    assert text.startswith("被投诉微信号lin_88688")
    assert count_characters(text) <= 200


def test_the_persons_own_text_is_taken_and_cut_at_a_sentence() -> None:
    text = files_of(with_options(complaint_text="我付款了。" * 60))[f"{FOLDER}/complaint.txt"].decode().rstrip("\n")
    assert text == "我付款了。" * 40


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_steps_say_what_must_be_said(tag: str) -> None:
    page = made_up_files(tag, "complaint")[f"{FOLDER}/steps.html"].decode()
    wechat = platforms()[0]
    for warning in wechat.warnings:
        assert warning[tag].replace("'", "&#x27;") in page
    for step in wechat.entry("wx.chat").steps[tag]:
        assert step in page
    assert "存在欺诈骗钱行为" in page
    assert "虚假投资理财诈骗" in page
    assert '<img src="images/01.jpg"' in page
    for unverified in wechat.unverified:
        assert unverified[tag] in page


def test_a_reason_nobody_knows_is_not_made_up() -> None:
    dossier = with_options(complaint_category="Z99")
    page = files_of(dossier)[f"{FOLDER}/steps.html"].decode()
    assert "Choose the narrowest reason that fits." in page


def test_messages_to_select_stand_in_order_with_the_reason() -> None:
    picks = picks_of(made_up_files("en", "complaint"))
    assert [row[4][:6] for row in picks] == [
        "保本，每天3",
        "转到这个账户",
        "[转账] 首",
        "我想提现，可",
        "'=要先付税",
        "我不再付了，",
        "消息已发出，",
    ]
    assert picks[2][5] == "a payment"
    assert [row[0] for row in picks] == [str(n) for n in range(1, 8)]
    assert picks[3][5] == "money asked back, or refused"


def test_a_reason_that_came_with_the_choice_is_told() -> None:
    item = made_up_dossier().exhibits[1].item.id
    key, other = f"{item}/chat/4", f"{item}/chat/0"
    picks = picks_of(files_of(with_options(message_picks=[key, other], message_reasons={key: "marked by you"})))
    assert [row[5] for row in picks] == ["chosen by you", "marked by you"]


def test_the_most_telling_are_kept_where_there_are_too_many() -> None:
    first = made_up_messages()[0]
    said = ["早", *["保证本金安全，稳赚"] * 60, *["好的"] * 40]
    messages = [first._replace(seq=seq, text=text) for seq, text in enumerate(said)]
    messages.append(made_up_messages()[3]._replace(seq=len(said)))
    found = suggested(messages)
    assert len(found) == MOST
    assert [one.seq for one, _why in found] == sorted(one.seq for one, _why in found)
    assert found[-1][1] == PAYMENT
    assert {why for _one, why in found[:-1]} == {TELLING["promise"]}


def test_chosen_messages_replace_the_suggestion() -> None:
    item = made_up_dossier().exhibits[1].item.id
    picks = picks_of(files_of(with_options(message_picks=[f"{item}/chat/4", f"{item}/chat/99"])))
    assert [row[4] for row in picks] == ["我想提现，可以吗？"]


def test_messages_of_other_apps_cannot_be_selected() -> None:
    dossier = made_up_dossier("en", "complaint")
    stored = dossier.conversations[0]
    other = replace(stored, conversation=replace(stored.conversation, platform="whatsapp"))
    assert picks_of(files_of(replace(dossier, conversations=(other,)))) == []


def test_a_case_without_anything_still_gives_the_steps() -> None:
    dossier = replace(
        with_options(),
        case=CaseFile("c", "", {}),
        exhibits=(),
        derivatives=(),
        conversations=(),
        transcripts={},
        options={},
    )
    files = files_of(dossier)
    assert files[f"{FOLDER}/complaint.txt"].decode() == "请核查处理该账号。\n"
    assert picks_of(files) == []


def test_hostile_names_stay_text_in_the_steps() -> None:
    dossier = made_up_dossier("en", "complaint")
    hostile = '"><script>alert(1)</script>'
    exhibits = (replace(dossier.exhibits[0], title=hostile),)
    page = files_of(replace(dossier, exhibits=exhibits))[f"{FOLDER}/steps.html"].decode()
    assert "<script" not in page
    assert "&quot;&gt;&lt;script&gt;" in page


@pytest.mark.parametrize("platform", [template.id for template in platforms()])
@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_platform_can_be_complained_to(platform: str, tag: str) -> None:
    files = files_of(replace(made_up_dossier(tag, "complaint"), platform=platform, options={}))
    template = next(template for template in platforms() if template.id == platform)
    text = files[f"complaint/{platform}/complaint.txt"].decode().rstrip("\n")
    if template.text_limit:
        assert count_characters(text) <= template.text_limit
    assert template.name[tag] in files[f"complaint/{platform}/steps.html"].decode()


def test_a_form_that_takes_no_pictures_gets_none_and_says_so() -> None:
    dossier = replace(made_up_dossier("en", "complaint"), platform="signal")
    files = files_of(dossier)
    assert not [path for path in files if "/images/" in path]
    page = files["complaint/signal/steps.html"].decode()
    assert "This form takes no pictures." in page
    assert "This form takes no text." in page
    assert exporter_of("complaint").withheld(dossier) == {"ORIGINAL_NOT_FOR_PLATFORM": 9, "FORM_TAKES_NO_PICTURES": 7}


@pytest.mark.parametrize("platform", [None, "", "no-such"])
def test_an_unknown_platform_is_refused(platform: str | None) -> None:
    with pytest.raises(PlatformUnknown):
        files_of(replace(made_up_dossier("en", "complaint"), platform=platform, case=made_up_case()))
