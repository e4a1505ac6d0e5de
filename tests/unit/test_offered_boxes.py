# SPDX-License-Identifier: GPL-3.0-or-later
"""Boxes offered over numbers and names: every place, wide enough, nothing of the other side's by itself."""

from pathlib import Path

import pytest
from tests.helpers.drawn_files import chat_page, saved
from tests.helpers.vaults import OWNER, new_vault

from evidence_vault import errors
from evidence_vault.operations import offered_boxes as offering
from evidence_vault.operations import read_pictures
from evidence_vault.operations.edit_case import new_case, put_fact
from evidence_vault.operations.import_files import import_bytes
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.operations.offered_boxes import boxes_in, offered_boxes
from evidence_vault.progress import Silent
from evidence_vault.records import TextInPicture, TextLine


def page(*lines: str) -> TextInPicture:
    return TextInPicture(
        600,
        800,
        tuple(TextLine(text, (100, 50 * place + 10, 500, 50 * place + 40), 90) for place, text in enumerate(lines)),
    )


def test_every_number_is_offered_wherever_it_stands() -> None:
    text = page("call 138 0013 8000 now", "13800138000", "4111 1111 1111 1111", "see you at 20:41", "a.b@example.org")
    found = list(boxes_in(text, ()))
    assert [box.kind for box in found] == ["phone", "phone", "card", "email"]
    first = found[0].area
    assert 100 < first.left < 250  # the words before the number stay
    assert first.right < 500
    assert (first.top, first.bottom) == (7, 43)
    assert found[1].area.left <= 100
    assert found[1].area.right >= 500


def test_names_of_the_cases_people_are_offered_and_not_those_of_the_other_side(tmp_path: Path) -> None:
    with new_vault(tmp_path / "v.evidence-vault") as vault:
        case = new_case(vault, "made-up", OWNER).id
        put_fact(vault, case, "person", {"full_name": "Lin Qiao", "other_names": ["Linlin"]}, OWNER)
        assert offering.names_of_people(vault, case) == ("Lin Qiao", "Linlin")
        item = import_bytes(vault, "x.png", saved(chat_page(), "PNG"), ImportOptions(case), OWNER, Silent()).items[0]
        vault.picture_texts.keep(item.content_id, 0, page("Teacher Wang: hello lin qiao", "nothing"))
        (box,) = offered_boxes(vault, item.id, 0, Silent(), case_id=case)
        assert (box.kind, box.shown) == ("name", "Lin Qiao")
        assert box.area.left > 250


def test_a_page_nobody_read_needs_the_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_pictures, "can_read_pictures", lambda: False)
    with new_vault(tmp_path / "v.evidence-vault") as vault:
        item = import_bytes(vault, "x.png", saved(chat_page(), "PNG"), ImportOptions(), OWNER, Silent()).items[0]
        with pytest.raises(errors.TextReaderMissing):
            offering.offered_boxes(vault, item.id, 0, Silent())


def test_a_number_that_goes_on_in_the_next_line_is_covered_in_both() -> None:
    lines = tuple(
        TextLine(text, (100, 50 * place + 10, 500, 50 * place + 40), 90, 0)
        for place, text in enumerate(("my card 4111 1111", "1111 1111 thanks"))
    )
    (found,) = boxes_in(TextInPicture(600, 800, lines), ())
    assert (found.kind, found.area.top, found.area.bottom) == ("card", 10, 90)
    assert (found.area.left, found.area.right) == (100, 500)
