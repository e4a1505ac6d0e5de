# SPDX-License-Identifier: GPL-3.0-or-later
"""Order of screenshots and pictures that show the same, in the window."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from evidence_vault.gui.alike_pictures import AlikePictures
from evidence_vault.gui.pages.evidence_page import EvidencePage
from evidence_vault.gui.picture_order import PictureOrder
from evidence_vault.operations import edit_case, import_files
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.progress import Silent
from evidence_vault.translations import CHINESE, ENGLISH
from tests.gui.conftest import Bench, open_in
from tests.gui.test_pages import cut_labels, nameless, outside_lines
from tests.helpers.drawn_files import film_of, saved
from tests.helpers.long_chats import height_for, long_chat, look_of, shots
from tests.helpers.vaults import OWNER, new_vault


@pytest.fixture
def page(bench: Bench, tmp_path: Path) -> EvidencePage:
    """Three screenshots of a scroll, a smaller copy of one, a long picture, a recording."""
    look, files = look_of(503), tmp_path / "phone"
    files.mkdir()
    chat = long_chat(503, height_for(look, 3), look)
    found = shots(chat, 503, count=3, least=0.2)
    for shot in found:
        (files / f"{2 - shot.number}.png").write_bytes(saved(shot.image, "PNG"))
    small = found[1].image.resize((540, 960))
    (files / "small.jpg").write_bytes(saved(small, "JPEG", quality=70))
    (files / "long.png").write_bytes(saved(chat.page.crop((0, 0, look.width, look.width * 3)), "PNG"))
    pages = [Image.new("RGB", (160, 120), colour) for colour in ("red", "blue") for _time in range(8)]
    (files / "film.mp4").write_bytes(film_of(pages))
    folder = tmp_path / "Mine.evidence-vault"
    with new_vault(folder) as vault:
        case = edit_case.new_case(vault, "made-up", OWNER)
        import_files.import_files(vault, [files], ImportOptions(case_id=case.id), OWNER, Silent())
    open_in(bench, folder)
    bench.frame.show_section("evidence")
    bench.settle()
    shown = bench.frame.current_page()
    assert isinstance(shown, EvidencePage)
    return shown


@pytest.mark.parametrize(("language", "scale"), [(ENGLISH, 100), (CHINESE, 200)])
def test_an_order_is_shown_changed_and_confirmed(bench: Bench, page: EvidencePage, language: str, scale: int) -> None:
    bench.program.settings.change(language=language, text_scale=scale)
    QApplication.processEvents()
    bench.frame.show_section("evidence")
    bench.settle()
    page = bench.frame.current_page()  # type: ignore[assignment]
    bench.desktop.window.resize(1280, 800)
    page.pictures.find_order()
    bench.settle()
    dialog = bench.desktop.window.findChild(PictureOrder)
    assert isinstance(dialog, PictureOrder)
    bench.settle()
    assert nameless(dialog) == []
    assert cut_labels(dialog) == []
    assert outside_lines(dialog) == []
    names = [dialog.list.item(place).text().split("\n")[0] for place in range(dialog.list.count())]
    assert [name for name in names if len(name) == 5] == ["2.png", "1.png", "0.png"]
    dialog.close()
    bench.program.settings.change(text_scale=100)
    QApplication.processEvents()


def test_a_changed_order_is_kept_as_the_persons(bench: Bench, page: EvidencePage) -> None:
    page.pictures.find_order()
    bench.settle()
    dialog = bench.desktop.window.findChild(PictureOrder)
    assert isinstance(dialog, PictureOrder)
    before = dialog.item_ids()
    dialog.list.setCurrentRow(0)
    dialog.down.click()
    assert dialog.item_ids()[:2] == before[1::-1]
    assert not dialog.stitch.isEnabled()
    dialog.confirm.click()
    bench.settle()
    kept: list[object] = []
    bench.workspace.read(page, lambda vault: vault.facts("series"), kept.append)
    bench.settle()
    assert kept[0][0].fields["item_ids"] == dialog.item_ids()  # type: ignore[index]
    dialog.close()


def test_pictures_that_show_the_same_stand_side_by_side(bench: Bench, page: EvidencePage) -> None:
    page.pictures.find_alike()
    bench.settle()
    dialog = bench.desktop.window.findChild(AlikePictures)
    assert isinstance(dialog, AlikePictures)
    bench.settle()
    assert nameless(dialog) == []
    assert cut_labels(dialog) == []
    texts = [dialog.list.item(place).text() for place in range(dialog.list.count())]
    assert any("1.png" in text and "small.jpg" in text for text in texts)
    dialog.list.setCurrentRow(dialog.list.count() - 1)
    bench.settle()
    dialog.close()


def test_stills_parts_and_long_pictures_become_copies(bench: Bench, page: EvidencePage) -> None:
    def copies() -> list[str]:
        found: list[object] = []
        bench.workspace.read(page, lambda vault: vault.items(derivatives=True), found.append)
        bench.settle()
        return [str((item.derivation or {}).get("purpose")) for item in found[0] if item.derived_from]  # type: ignore[attr-defined]

    items = {page.model.item(row).name: page.model.item(row) for row in range(page.model.rowCount())}
    page.pictures.take_stills(items["film.mp4"])
    bench.settle()
    assert copies() == ["frame", "frame"]
    page.pictures.cut(items["long.png"])
    bench.settle()
    assert copies().count("part") >= 2
    offered = [words for words, _icon, _action in page.actions_of_items.offered(items["long.png"])]
    assert "Cut into pages" in offered
    page.pictures.find_order()
    bench.settle()
    dialog = bench.desktop.window.findChild(PictureOrder)
    assert isinstance(dialog, PictureOrder)
    dialog.stitch.click()
    bench.settle()
    assert copies()[-1] == "stitched"
    dialog.close()
