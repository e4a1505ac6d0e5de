# SPDX-License-Identifier: GPL-3.0-or-later
"""Series, near-duplicates, stills and parts in a vault: proposed, confirmed, made as copies; the originals stay."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from tests.helpers.drawn_files import film_of, saved
from tests.helpers.long_chats import height_for, long_chat, look_of, shots
from tests.helpers.vaults import OWNER, new_vault

from evidence_vault import errors
from evidence_vault.operations import picture_series, series_todo, sketches
from evidence_vault.operations.edit_case import new_case
from evidence_vault.operations.film_stills import take_stills
from evidence_vault.operations.import_files import import_bytes
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.operations.near_duplicates import find_near_duplicates
from evidence_vault.progress import Cancelled, Silent
from evidence_vault.records import EvidenceItem, TextInPicture, TextLine
from evidence_vault.vault.vault import Vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "v.evidence-vault") as opened:
        yield opened


@pytest.fixture
def case_id(vault: Vault) -> str:
    return new_case(vault, "made-up", OWNER).id


def add(vault: Vault, case_id: str, name: str, data: bytes) -> EvidenceItem:
    return import_bytes(vault, name, data, ImportOptions(case_id), OWNER, Silent()).items[0]


@pytest.fixture
def scroll(vault: Vault, case_id: str) -> list[EvidenceItem]:
    """Four screenshots of one scroll, from top to bottom; added in another order."""
    look = look_of(503)
    images = [shot.image for shot in shots(long_chat(503, height_for(look, 4), look), 503, count=4, least=0.2)]
    added = {place: add(vault, case_id, f"{place}.png", saved(images[place], "PNG")) for place in (2, 0, 3, 1)}
    return [added[place] for place in range(4)]


def texts(*lines: str) -> TextInPicture:
    return TextInPicture(100, 200, tuple(TextLine(line, (0, 0, 1, 1), 90) for line in lines))


def test_a_scroll_is_proposed_confirmed_and_stitched(vault: Vault, case_id: str, scroll: list[EvidenceItem]) -> None:
    before = vault.journal_state().size
    report = picture_series.find_series(vault, Silent(), case_id)
    (series,) = report.series
    assert [picture.item.name for picture in series.pictures] == ["0.png", "1.png", "2.png", "3.png"]
    assert series.is_sure
    assert vault.journal_state().size == before
    ids = [picture.item.id for picture in series.pictures]
    picture_series.confirm_series(vault, case_id, ids, OWNER)
    picture_series.confirm_series(vault, case_id, ids[::-1], OWNER)
    assert picture_series.confirmed_series(vault, case_id) == (tuple(ids[::-1]),)
    copy = picture_series.stitch_series(vault, series, OWNER, Silent(), case_id=case_id)
    assert copy.derived_from == scroll[0].id
    assert copy.derivation is not None
    parts = copy.derivation["parts"]
    assert isinstance(parts, list)
    assert [part["sha256"] for part in parts if isinstance(part, dict)] == [item.sha256 for item in scroll]
    with vault.open_content(copy.content_id) as stream, Image.open(io.BytesIO(stream.read())) as image:
        look = look_of(503)
        chat = long_chat(503, height_for(look, 4), look)
        start = look.status + look.title
        length = image.height - start - look.input
        stitched = image.crop((0, start, image.width, start + length)).convert("L")
        wanted = chat.page.crop((0, 0, image.width, length)).convert("L")
        differing = sum(
            1 for one, two in zip(stitched.resize((60, 400)).tobytes(), wanted.resize((60, 400)).tobytes(), strict=True)
            if abs(one - two) > 40
        )  # fmt: skip
        assert differing < 0.02 * 60 * 400  # a joint may be a pixel off


def test_a_sketch_is_made_once(
    vault: Vault, case_id: str, scroll: list[EvidenceItem], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = picture_series.find_series(vault, Silent(), case_id)
    monkeypatch.setattr(sketches, "worker", lambda: pytest.fail("asked the worker again"))
    assert picture_series.find_series(vault, Silent(), case_id) == first


def test_what_cannot_be_opened_costs_itself(vault: Vault, case_id: str, scroll: list[EvidenceItem]) -> None:
    broken = add(vault, case_id, "broken.png", saved(Image.new("RGB", (9, 9)), "PNG")[:40])
    report = picture_series.find_series(vault, Silent(), case_id)
    assert report.unread == (broken,)
    assert len(report.series[0].pictures) == 4


def test_comparing_can_be_stopped(vault: Vault, case_id: str, scroll: list[EvidenceItem]) -> None:
    class Stop(Silent):
        def raise_if_cancelled(self) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        picture_series.find_series(vault, Stop(), case_id)


def test_an_order_needs_two_pictures(vault: Vault, case_id: str, scroll: list[EvidenceItem]) -> None:
    for ids in ([], [scroll[0].id], [scroll[0].id, scroll[0].id]):
        with pytest.raises(errors.SeriesTooShort):
            picture_series.confirm_series(vault, case_id, ids, OWNER)
    with pytest.raises(errors.NoSuchEntry):
        picture_series.confirm_series(vault, case_id, [scroll[0].id, "0" * 32], OWNER)


def test_the_to_do_list_says_what_the_pictures_lack(vault: Vault, case_id: str, scroll: list[EvidenceItem]) -> None:
    def codes() -> list[str]:
        report = picture_series.find_series(vault, Silent(), case_id)
        return sorted(each.code for each in series_todo.what_is_missing(vault, report, case_id))

    assert codes() == []  # nothing was read yet: nothing is said about the text
    for item in scroll:
        vault.picture_texts.keep(item.content_id, 0, texts("20:41", "¥5,000.00", "转账给你"))
    assert codes() == ["PROFILE_PAGE_MISSING", "SERIES_WITHOUT_DATE", "VOUCHER_MISSING"]
    vault.picture_texts.keep(scroll[0].content_id, 0, texts("2026年3月1日 20:41", "¥5,000.00", "转账给你"))
    voucher = add(vault, case_id, "voucher.png", saved(Image.new("RGB", (300, 600), "white"), "PNG"))
    vault.picture_texts.keep(voucher.content_id, 0, texts("-5,000.00", "转账单号 100039"))
    profile = add(vault, case_id, "profile.png", saved(Image.new("RGB", (300, 601), "white"), "PNG"))
    vault.picture_texts.keep(profile.content_id, 0, texts("微信号：made_up_1"))
    assert codes() == []


def test_an_edited_copy_is_told_and_nothing_is_merged(vault: Vault, case_id: str, scroll: list[EvidenceItem]) -> None:
    with vault.open_content(scroll[1].content_id) as stream, Image.open(stream) as image:
        part = image.convert("RGB").crop((0, 200, image.width, image.height - 200))
    copy = add(vault, case_id, "forwarded.jpg", saved(part, "JPEG", quality=60))
    (pair,) = find_near_duplicates(vault, Silent(), case_id)
    assert (pair.first, pair.second, pair.change) == (scroll[1], copy, ("cropped",))
    assert len(vault.items(case_id=case_id)) == 5


def test_a_long_screenshot_and_a_recording_become_copies(vault: Vault, case_id: str) -> None:
    look = look_of(503)
    page = long_chat(503, look.width * 4, look).page
    long = add(vault, case_id, "long.png", saved(page, "PNG"))
    parts = picture_series.cut_into_parts(vault, long.id, OWNER, Silent(), case_id=case_id)
    assert len(parts) >= 2
    assert {(part.derivation or {})["purpose"] for part in parts} == {"part"}
    short = add(vault, case_id, "short.png", saved(page.crop((0, 0, look.width, look.width)), "PNG"))
    assert picture_series.cut_into_parts(vault, short.id, OWNER, Silent()) == ()
    film = add(
        vault, case_id, "a.mp4", film_of([Image.new("RGB", (160, 120), c) for c in ("red", "blue") for _ in range(8)])
    )
    stills = take_stills(vault, film.id, OWNER, Silent(), case_id=case_id)
    assert len(stills) == 2
    assert take_stills(vault, film.id, OWNER, Silent(), case_id=case_id) == stills
