# SPDX-License-Identifier: GPL-3.0-or-later
"""Boxes offered over numbers, names and faces: every place, wide enough, nothing of the other side's by itself."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from tests.helpers.drawn_faces import HEAD, drawn_face
from tests.helpers.drawn_files import chat_page, saved
from tests.helpers.vaults import OWNER, new_vault

from evidence_vault import errors
from evidence_vault.operations import faces_in_pictures, read_pictures
from evidence_vault.operations.boxes_over_text import boxes_in, names_of_people
from evidence_vault.operations.edit_case import new_case, put_fact
from evidence_vault.operations.import_files import import_bytes
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.operations.make_copy import CopyWish, make_copy
from evidence_vault.operations.offered_boxes import offered_boxes
from evidence_vault.operations.show_picture import page_size
from evidence_vault.picture_steps import Redact
from evidence_vault.progress import Silent
from evidence_vault.records import EvidenceItem, TextInPicture, TextLine
from evidence_vault.vault.vault import Vault

PAGE, AT, SIDE = (600, 800), (120, 200), 240
needs_finder = pytest.mark.skipif(not faces_in_pictures.can_find_faces(), reason="nothing finds faces here")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "v.evidence-vault") as opened:
        yield opened


def add(vault: Vault, name: str, data: bytes) -> EvidenceItem:
    return import_bytes(vault, name, data, ImportOptions(), OWNER, Silent()).items[0]


def portrait_page(kind: str = "PNG") -> bytes:
    """A page with one drawn face."""
    image = Image.new("RGB", PAGE, "#ededed")
    image.paste(drawn_face(SIDE), AT)
    return saved(image, kind)


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
        assert names_of_people(vault, case) == ("Lin Qiao", "Linlin")
        shot = saved(chat_page(600, 800), "PNG")
        item = import_bytes(vault, "x.png", shot, ImportOptions(case), OWNER, Silent()).items[0]
        vault.picture_texts.keep(item.content_id, 0, page("Teacher Wang: hello lin qiao", "nothing"))
        (box,) = offered_boxes(vault, item.id, 0, Silent(), case_id=case, groups=("numbers", "names")).boxes
        assert (box.kind, box.shown) == ("name", "Lin Qiao")
        assert box.area.left > 250


@pytest.mark.parametrize(
    ("groups", "error"),
    [
        (("numbers", "names", "faces"), errors.TextReaderMissing),
        (("names",), errors.TextReaderMissing),
        (("faces",), errors.FaceFinderMissing),
    ],
)
def test_with_no_part_installed_it_is_said(
    vault: Vault,
    monkeypatch: pytest.MonkeyPatch,
    groups: tuple[str, ...],
    error: type[errors.EvidenceVaultError],
) -> None:
    monkeypatch.setattr(read_pictures, "can_read_pictures", lambda: False)
    monkeypatch.setattr(faces_in_pictures, "can_find_faces", lambda: False)
    item = add(vault, "x.png", saved(chat_page(), "PNG"))
    with pytest.raises(error):
        offered_boxes(vault, item.id, 0, Silent(), groups=groups)


@needs_finder
def test_without_the_reader_faces_are_offered_and_the_rest_is_said(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_pictures, "can_read_pictures", lambda: False)
    offer = offered_boxes(vault, add(vault, "x.png", portrait_page()).id, 0, Silent())
    assert (offer.looked_for, offer.not_looked_for) == (("faces",), ("numbers", "names"))
    assert [box.kind for box in offer.boxes] == ["face"]
    assert offer.counts == {"faces": 1}


def test_without_the_finder_text_is_offered_and_the_rest_is_said(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faces_in_pictures, "can_find_faces", lambda: False)
    item = add(vault, "x.png", saved(chat_page(600, 800), "PNG"))
    vault.picture_texts.keep(item.content_id, 0, page("13800138000"))
    offer = offered_boxes(vault, item.id, 0, Silent())
    assert (offer.looked_for, offer.not_looked_for) == (("numbers", "names"), ("faces",))
    assert [box.kind for box in offer.boxes] == ["phone"]


@needs_finder
def test_faces_alone_are_looked_for_without_reading_anything(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_pictures, "read_page", lambda *_given: pytest.fail("was read"))
    item = add(vault, "x.png", portrait_page())
    vault.picture_texts.keep(item.content_id, 0, page("13800138000"))
    assert [box.kind for box in offered_boxes(vault, item.id, 0, Silent(), groups=("faces",)).boxes] == ["face"]


@needs_finder
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "PDF"])
def test_a_copy_with_the_offered_boxes_holds_nothing_of_the_face(vault: Vault, kind: str) -> None:
    original = portrait_page(kind)
    item = add(vault, f"x.{kind.lower()}", original)
    (box,) = offered_boxes(vault, item.id, 0, Silent(), groups=("faces",)).boxes
    copy = make_copy(vault, item.id, CopyWish((Redact(box.area),)), OWNER, Silent())
    with vault.open_content(copy.content_id) as stream, Image.open(stream) as image:
        across, down = image.width / PAGE[0], image.height / PAGE[1]
        head = (AT[0] + SIDE * HEAD[0], AT[1] + SIDE * HEAD[1], AT[0] + SIDE * HEAD[2], AT[1] + SIDE * HEAD[3])
        corners = (head[0] * across, head[1] * down, head[2] * across, head[3] * down)
        below = image.convert("RGB").crop((round(corners[0]), round(corners[1]), int(corners[2]), int(corners[3])))
        assert below.size[0] > 80
        assert below.getextrema() == ((0, 0), (0, 0), (0, 0))
        beside = image.convert("RGB").crop((0, 0, image.width, round(60 * down)))
        assert beside.getextrema() != ((0, 0), (0, 0), (0, 0))
    with vault.open_content(item.content_id) as stream:
        assert stream.read() == original


@needs_finder
def test_the_page_asked_for_is_looked_at(vault: Vault) -> None:
    first, second = Image.new("RGB", PAGE, "white"), Image.open(io.BytesIO(portrait_page())).convert("RGB")
    data = saved(first, "TIFF", save_all=True, append_images=[second])
    item = add(vault, "x.tif", data)
    found = [offered_boxes(vault, item.id, number, Silent(), groups=("faces",)).boxes for number in (0, 1)]
    assert [len(boxes) for boxes in found] == [0, 1]


def test_boxes_lie_where_the_page_is_copied_though_it_was_read_smaller(vault: Vault) -> None:
    item = add(vault, "x.pdf", portrait_page("PDF"))
    width, height = page_size(vault, item.id, 0)
    line = TextLine("13800138000", (100, 200, 300, 230), 95)
    small = TextInPicture(width // 2, height // 2, (line,))
    vault.picture_texts.keep(item.content_id, 0, small)
    (read,) = boxes_in(small, ())
    (offered,) = offered_boxes(vault, item.id, 0, Silent(), groups=("numbers",)).boxes
    assert abs(offered.area.left - 2 * read.area.left) <= 2
    assert abs(offered.area.bottom - 2 * read.area.bottom) <= 2
    assert offered.area.left <= 200
    assert offered.area.right >= 600


def test_a_number_that_goes_on_in_the_next_line_is_covered_in_both() -> None:
    lines = tuple(
        TextLine(text, (100, 50 * place + 10, 500, 50 * place + 40), 90, 0)
        for place, text in enumerate(("my card 4111 1111", "1111 1111 thanks"))
    )
    (found,) = boxes_in(TextInPicture(600, 800, lines), ())
    assert (found.kind, found.area.top, found.area.bottom) == ("card", 10, 90)
    assert (found.area.left, found.area.right) == (100, 500)
