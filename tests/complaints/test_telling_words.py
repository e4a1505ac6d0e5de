# SPDX-License-Identifier: GPL-3.0-or-later
"""Words that make a message worth selecting: found whole, in both languages, and not in small talk."""

import pytest

from evidence_vault.complaints.telling_words import GROUPS, telling_group
from evidence_vault.exporters.message_picks import TELLING
from evidence_vault.translations import LANGUAGES, Words


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("本金全程托管，稳赚不赔", "promise"),
        ("Guaranteed returns, you cannot lose", "promise"),
        ("户名：示例公司 账号：6222 0000", "instruction"),
        ("Send it to this wallet address", "instruction"),
        ("税款先交两万，三天内到账", "demand"),
        ("Pay the tax first, then we unlock the account", "demand"),
        ("消息已发出，但被对方拒收了", "refusal"),
        ("I want my money back", "refusal"),
        ("你好，吃饭了吗", None),
        ("I feel taxi drivers profiteer", None),
        ("", None),
    ],
)
def test_a_message_is_told_by_its_words(text: str, group: str | None) -> None:
    assert telling_group(text) == group
    assert telling_group(text.upper()) == group


def test_every_group_has_its_reason_in_every_language() -> None:
    assert set(TELLING) == set(GROUPS)
    for tag in LANGUAGES:
        assert all(Words(tag).translate(reason) for reason in TELLING.values())
