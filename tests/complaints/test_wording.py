# SPDX-License-Identifier: GPL-3.0-or-later
"""Claims that a hash cannot carry are found in every spelling, and innocent words are not."""

import pytest

from evidence_vault.complaints.wording import forbidden_claims


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("This is court-admissible.", "court-admissible"),
        ("COURT ADMISSIBLE", "court-admissible"),
        ("court-\nadmissible evidence", "court-admissible"),
        ("a certified  copy", "certified copy"),
        ("Certified.", "certified"),
        ("tamper\u2011proof", "tamper-proof"),
        ("forensically sound", "forensically sound"),
        ("guaranteed\u00a0recovery", "guaranteed recovery"),
        ("本材料具有法律效力。", "具有法律效力"),
        ("具有\n法律 效力", "具有法律效力"),
        ("数据不可篡改", "不可篡改"),
        ("经司法鉴定", "司法鉴定"),
    ],
)
def test_a_claim_is_found(text: str, claim: str) -> None:
    assert claim in forbidden_claims(text)


@pytest.mark.parametrize(
    "text",
    [
        "unchanged since it was added",
        "I declare (or certify, verify, or state) under penalty of perjury",
        "uncertified",
        "the court; admissible things",
        "自入库后未发生变化",
        "",
    ],
)
def test_plain_words_are_not_claims(text: str) -> None:
    assert forbidden_claims(text) == []
