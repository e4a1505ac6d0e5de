# SPDX-License-Identifier: GPL-3.0-or-later
"""What a picture says about itself, what is unusual about it, and which pictures are blurred."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin
from tests.helpers.drawn_files import camera_data, chat_page, saved
from tests.helpers.vaults import OWNER, new_vault, open_vault

from evidence_vault import errors
from evidence_vault.operations.about_picture import about_picture
from evidence_vault.operations.hidden_pictures import blur_choices, choose_blur
from evidence_vault.operations.import_files import import_bytes
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.progress import Silent
from evidence_vault.user_messages import words_for
from evidence_vault.vault.vault import Vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "v.evidence-vault") as opened:
        yield opened


def codes(vault: Vault, data: bytes) -> list[str]:
    item = import_bytes(vault, "x", data, ImportOptions(), OWNER, Silent()).items[0]
    found = about_picture(vault, item.id, Silent())
    for note in found.notes:
        assert words_for(note.code, note.facts).next_step
    return [note.code for note in found.notes]


def screen(width: int = 1080, height: int = 2340) -> Image.Image:
    return chat_page(390, 845).resize((width, height))


def test_a_plain_screenshot_has_nothing_unusual(vault: Vault) -> None:
    assert codes(vault, saved(screen(), "PNG")) == []
    assert codes(vault, saved(screen(1080, 9000), "JPEG")) == []


def test_what_is_unusual_is_noticed(vault: Vault) -> None:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Software", "Adobe Photoshop 25.0")
    assert codes(vault, saved(screen(), "PNG", pnginfo=texts)) == ["EDITOR_NAMED"]
    assert codes(vault, saved(screen(701, 1500), "PNG")) == ["SIZE_UNUSUAL"]
    assert codes(vault, saved(screen(1200, 700), "PNG")) == ["SHAPE_UNUSUAL"]
    photo = camera_data()
    photo.get_ifd(0x8769)[0x829D] = 1.8
    assert codes(vault, saved(screen(), "JPEG", exif=photo)) == ["TAKEN_WITH_CAMERA", "PLACE_IN_FILE"]
    later = camera_data()
    later.get_ifd(0x8769)[0x9003] = "2031:03:01 17:30:05"
    assert "CLAIMS_LATER_THAN_ADDED" in codes(vault, saved(screen(1081, 2340), "JPEG", exif=later))


def test_everything_a_file_says_is_read_out(vault: Vault) -> None:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", "Lin\x00\x1bQiao" * 200)
    data = saved(screen(), "PNG", pnginfo=texts, exif=camera_data())
    item = import_bytes(vault, "x.png", data, ImportOptions(), OWNER, Silent()).items[0]
    said = {(one.group, one.name): one.value for one in about_picture(vault, item.id, Silent()).entries}
    assert said["exif", "Model"] == "Phone 9"
    assert said["exif", "DateTimeOriginal"] == "2026:03:01 17:30:05"
    assert len(said["png", "Author"]) == 300
    assert "\x1b" not in said["png", "Author"]
    other = import_bytes(vault, "a.txt", b"no picture", ImportOptions(), OWNER, Silent()).items[0]
    with pytest.raises(errors.ReadingError):
        about_picture(vault, other.id, Silent())


def test_a_choice_to_blur_is_kept_and_can_be_taken_back(tmp_path: Path) -> None:
    with new_vault(tmp_path / "w.evidence-vault") as vault:
        item = import_bytes(vault, "x.png", saved(screen(), "PNG"), ImportOptions(), OWNER, Silent()).items[0]
        choose_blur(vault, item.id, blurred=True, actor=OWNER)
        size = vault.journal_state().size
        choose_blur(vault, item.id, blurred=True, actor=OWNER)
        assert vault.journal_state().size == size
        with pytest.raises(errors.NoSuchEntry):
            choose_blur(vault, "0" * 32, blurred=True, actor=OWNER)
    with open_vault(tmp_path / "w.evidence-vault") as vault:
        assert blur_choices(vault) == {item.id: True}
        choose_blur(vault, item.id, blurred=False, actor=OWNER)
        assert blur_choices(vault) == {item.id: False}
