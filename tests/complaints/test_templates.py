# SPDX-License-Identifier: GPL-3.0-or-later
"""Every complaint template that ships is valid, and a template that is not is refused by the name of its field."""

import copy
import tomllib
from pathlib import Path
from typing import Any

import pytest

from evidence_vault.assets import resource
from evidence_vault.complaints.catalogue import platform, platforms, read_template
from evidence_vault.complaints.draft import draft_text
from evidence_vault.complaints.fit import count_characters
from evidence_vault.complaints.scam_types import scam_types
from evidence_vault.complaints.template import PlatformTemplate, parse_template
from evidence_vault.complaints.wording import forbidden_claims
from evidence_vault.errors import ForbiddenClaim, PlatformUnknown, TemplateInvalid
from evidence_vault.translations import LANGUAGES, Words
from tests.helpers.made_up_case import made_up_case

TEMPLATES = platforms()


def wechat_values() -> dict[str, Any]:
    return copy.deepcopy(tomllib.loads(resource("complaints/wechat/template.toml").read_text("utf-8")))


def all_texts(template: PlatformTemplate, tag: str) -> list[str]:
    texts = [template.name[tag], *(text[tag] for text in (*template.warnings, *template.unverified))]
    for entry in template.entries:
        texts += [entry.name[tag], *entry.steps[tag], *([entry.note[tag]] if entry.note else [])]
    texts += [category.label[tag] for category in template.all_categories()]
    texts += [text[tag] for slot in template.slots for text in (slot.label, slot.must_show)]
    return texts + [part.text[tag] for part in template.text_parts]


def test_wechat_comes_first() -> None:
    assert TEMPLATES[0].id == "wechat"
    assert len({template.id for template in TEMPLATES}) == len(TEMPLATES)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)
def test_every_template_claims_nothing_it_cannot(template: PlatformTemplate) -> None:
    for tag in LANGUAGES:
        assert not forbidden_claims("\n".join(all_texts(template, tag)))


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)
def test_every_template_writes_a_text_within_its_limit(template: PlatformTemplate, tag: str) -> None:
    text = draft_text(made_up_case(), template, Words(tag), ["one", "two"])
    if template.text_parts:
        assert text
    if template.text_limit:
        assert count_characters(text) <= template.text_limit
    assert "{" not in text


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)
def test_a_template_nobody_walked_says_so(template: PlatformTemplate) -> None:
    assert template.last_reviewed or template.unverified


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)
def test_scam_types_named_by_a_template_exist(template: PlatformTemplate) -> None:
    named = {scam_type for category in template.all_categories() for scam_type in category.maps_from}
    assert named <= scam_types().keys()


def test_wechat_has_a_reason_for_every_scam_type() -> None:
    wechat = platform("wechat")
    for scam_type in scam_types():
        found = wechat.suggested_category(scam_type, "wx.chat")
        assert found, scam_type
        assert wechat.path_to(found.code)[-1] is found
    assert platform("wechat").suggested_category("investment").code == "C05"  # type: ignore[union-attr]
    assert wechat.suggested_category("investment", "wx.group").code == "D2"  # type: ignore[union-attr]
    assert wechat.suggested_category(None) is None


def test_wechat_in_depth() -> None:
    wechat = platform("wechat")
    assert wechat.text_limit == 200
    assert wechat.picture_limit == 9
    assert len(wechat.slots) == 9
    assert sum(slot.core for slot in wechat.slots) == wechat.limits.pictures_core == 6
    assert len(wechat.entries) == 14
    fraud = wechat.category("A2")
    assert fraud
    assert [category.code for category in fraud.sub] == [f"C{number:02d}" for number in range(1, 12)]
    assert wechat.limits.messages is None, "0 is not known, never no limit"
    assert wechat.notifies is True


def test_an_unknown_platform_is_refused() -> None:
    with pytest.raises(PlatformUnknown) as caught:
        platform("no-such")
    assert caught.value.facts == {"platform": "no-such"}


def broken(change: Any) -> dict[str, Any]:
    values = wechat_values()
    change(values)
    return values


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda v: v.update(schema=2), "schema"),
        (lambda v: v.update(colour="red"), "colour"),
        (lambda v: v.update(id="We Chat"), "id"),
        (lambda v: v.pop("name"), "name"),
        (lambda v: v["name"].pop("en"), "name.en"),
        (lambda v: v["name"].update(fr="x"), "name.fr"),
        (lambda v: v.update(form_language="xx"), "form_language"),
        (lambda v: v.update(evidence_mode=["telepathy"]), "evidence_mode"),
        (lambda v: v.update(evidence_mode=[]), "evidence_mode"),
        (lambda v: v["limits"].update(text_max_characters=-1), "limits.text_max_characters"),
        (lambda v: v["limits"].update(text_max_characters="200"), "limits.text_max_characters"),
        (lambda v: v["limits"].update(text_max_characters=True), "limits.text_max_characters"),
        (lambda v: v["limits"].update(text_max_chars=200), "limits.text_max_chars"),
        (lambda v: v.update(entry=[]), "entry"),
        (lambda v: v["entry"][0]["steps"].update(en=[]), "entry[1].steps"),
        (lambda v: v["entry"].append(copy.deepcopy(v["entry"][0])), "entry"),
        (lambda v: v["category"][1]["sub"][0].update(sub=[{}]), "category[2].sub[1].sub"),
        (lambda v: v["category"][0].update(entries=["wx.nowhere"]), "category.entries"),
        (lambda v: v["text_part"][0]["text"].update(en="{salary}"), "text_part[1].text"),
        (lambda v: v["text_part"][0]["text"].update(en="{identifier"), "text_part[1].text"),
        (lambda v: v["text_part"][0]["text"].update(en="{identifier.__class__}"), "text_part[1].text"),
        (lambda v: v["confidence"].update(menu="sure"), "confidence.menu"),
        (lambda v: v.update(last_reviewed="yesterday"), "last_reviewed"),
        (lambda v: v.update(notifies_reported_user="yes"), "notifies_reported_user"),
        (lambda v: v.update(warning="x"), "warning"),
    ],
)
def test_a_broken_template_is_refused_by_its_field(change: Any, field: str) -> None:
    with pytest.raises(TemplateInvalid) as caught:
        parse_template(broken(change), "x/template.toml")
    assert caught.value.facts == {"name": "x/template.toml", "field": field}


def test_a_file_that_is_no_toml_is_refused(tmp_path: Any) -> None:
    folder = tmp_path / "wechat"
    folder.mkdir()
    with pytest.raises(TemplateInvalid):
        read_template(folder)
    (folder / "template.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(TemplateInvalid):
        read_template(folder)


def test_the_folder_has_the_name_of_the_id(tmp_path: Any) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "template.toml").write_bytes(resource("complaints/wechat/template.toml").read_bytes())
    with pytest.raises(TemplateInvalid) as caught:
        read_template(folder)
    assert caught.value.facts["field"] == "id"


def test_a_template_that_claims_too_much_is_not_used(tmp_path: Path) -> None:
    ours = resource("complaints/wechat/template.toml").read_text("utf-8")
    folder = tmp_path / "wechat"
    folder.mkdir()
    (folder / "template.toml").write_text(ours.replace('"WeChat"', '"WeChat, court-admissible"', 1), "utf-8")
    assert (folder / "template.toml").read_text("utf-8") != ours
    with pytest.raises(ForbiddenClaim):
        read_template(folder)
