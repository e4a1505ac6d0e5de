# SPDX-License-Identifier: GPL-3.0-or-later
"""The complaint templates that ship with the program, one folder each below ``resources/complaints``."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from evidence_vault.assets import resource
from evidence_vault.complaints.template import PlatformTemplate, parse_template
from evidence_vault.complaints.wording import forbidden_claims
from evidence_vault.errors import ForbiddenClaim, PlatformUnknown, TemplateInvalid

FILE_NAME = "template.toml"
FIRST = "wechat"
"""Shown before all others, which follow by their id."""


@cache
def platforms() -> tuple[PlatformTemplate, ...]:
    """Every template. Raises TemplateInvalid when one of the files is not as it should be."""
    folders = (path.parent for path in resource("complaints").glob(f"*/{FILE_NAME}"))
    templates = [read_template(folder) for folder in folders]
    return tuple(sorted(templates, key=lambda template: (template.id != FIRST, template.id)))


_WITHOUT_FORM: Mapping[str, Mapping[str, str]] = {
    "wechat-pay": {"en": "WeChat Pay", "zh-Hans": "微信支付"},
    "kakaotalk": {"en": "KakaoTalk", "zh-Hans": "KakaoTalk"},
    "imessage": {"en": "iMessage", "zh-Hans": "iMessage"},
    "skype": {"en": "Skype", "zh-Hans": "Skype"},
    "slack": {"en": "Slack", "zh-Hans": "Slack"},
    "google-chat": {"en": "Google Chat", "zh-Hans": "Google Chat"},
    "sms": {"en": "SMS", "zh-Hans": "短信"},
    "email": {"en": "E-mail", "zh-Hans": "电子邮件"},
}
"""Names of what chats and bills come from beside the platforms with a form."""


def platform_name(platform_id: str, tag: str) -> str:
    """A platform as people call it in a language of the program; what we do not know stays as it is."""
    known = _WITHOUT_FORM.get(platform_id, {}).get(tag, platform_id)
    return next((template.name[tag] for template in platforms() if template.id == platform_id), known)


def platform(platform_id: str) -> PlatformTemplate:
    """The template with that id. Raises PlatformUnknown."""
    for template in platforms():
        if template.id == platform_id:
            return template
    raise PlatformUnknown(platform=platform_id)


def read_template(folder: Path) -> PlatformTemplate:
    """The template in ``folder``, which has the template's id as its name.

    Raises TemplateInvalid, and ForbiddenClaim where our own words say what no hash can show.
    """
    name = f"{folder.name}/{FILE_NAME}"
    try:
        values = tomllib.loads((folder / FILE_NAME).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise TemplateInvalid(name=name, field="TOML") from error
    template = parse_template(values, name)
    if template.id != folder.name:
        raise TemplateInvalid(name=name, field="id")
    for claim in forbidden_claims("\n".join(_texts(values))):
        raise ForbiddenClaim(claim=claim)
    return template


def _texts(value: object) -> Iterator[str]:
    """Every text of a table, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
