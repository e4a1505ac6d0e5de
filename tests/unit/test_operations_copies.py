# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies in the vault: the original untouched, the steps recorded, several for several people, the right one sent."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from tests.helpers.drawn_files import camera_data, chat_page, saved
from tests.helpers.vaults import OWNER, new_vault, open_vault

from evidence_vault import errors
from evidence_vault.operations.check_package import check_package
from evidence_vault.operations.edit_case import new_case
from evidence_vault.operations.export_case import ExportOptions, export_case
from evidence_vault.operations.import_files import import_bytes
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.operations.make_copy import CopyWish, copies_of, make_copy, steps_of
from evidence_vault.picture_steps import Area, Redact, Turn
from evidence_vault.progress import Silent
from evidence_vault.records import EvidenceItem
from evidence_vault.vault.vault import Vault

BOX = Area.sized(30, 70, 180, 50)
ORIGINAL = saved(chat_page(), "JPEG", exif=camera_data(), quality=80)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "v.evidence-vault") as opened:
        yield opened


@pytest.fixture
def case_id(vault: Vault) -> str:
    return new_case(vault, "made-up", OWNER).id


@pytest.fixture
def picture(vault: Vault, case_id: str) -> EvidenceItem:
    return import_bytes(vault, "Chen Wei.jpg", ORIGINAL, ImportOptions(case_id), OWNER, Silent()).items[0]


def stored(vault: Vault, item: EvidenceItem) -> bytes:
    with vault.open_content(item.content_id) as stream:
        return stream.read()


def is_black(data: bytes, area: Area) -> bool:
    with Image.open(io.BytesIO(data)) as image:
        part = image.convert("RGB").crop((area.left, area.top, area.right, area.bottom))
        return part.getextrema() == ((0, 0), (0, 0), (0, 0))


def test_a_copy_is_linked_and_the_original_stays(vault: Vault, picture: EvidenceItem, case_id: str) -> None:
    wish = CopyWish((Redact(BOX), Turn(1)), recipient=" The bank ")
    copy = make_copy(vault, picture.id, wish, OWNER, Silent(), case_id=case_id)
    assert stored(vault, picture) == ORIGINAL
    assert vault.item(picture.id) == picture
    assert copy.derived_from == picture.id
    assert copy.name == "A1-redaction-1.jpg"
    assert copy.derivation is not None
    assert copy.derivation["parent_sha256"] == picture.sha256
    assert copy.derivation["recipient"] == "The bank"
    assert steps_of(copy) == wish.steps
    entry = vault.item_history(copy.id)[0]
    assert (entry.event, entry.custody, entry.subjects) == ("derived", True, (copy.id, picture.id))
    assert vault.exhibits(case_id) == (("A1", picture),)


def test_copies_for_several_people_stand_side_by_side(tmp_path: Path) -> None:
    with new_vault(tmp_path / "w.evidence-vault") as vault:
        item = import_bytes(vault, "a.png", saved(chat_page(), "PNG"), ImportOptions(), OWNER, Silent()).items[0]
        for name in ("bank", "platform"):
            make_copy(vault, item.id, CopyWish((Redact(BOX),), recipient=name), OWNER, Silent())
        make_copy(vault, item.id, CopyWish((Turn(2),)), OWNER, Silent())
    with open_vault(tmp_path / "w.evidence-vault") as vault:
        told = [(copy.derivation or {}).get("recipient") for copy in copies_of(vault, item.id)]
        assert told == [None, "platform", "bank"]
        assert len({copy.name for copy in copies_of(vault, item.id)}) == 3
        assert vault.items() == (vault.item(item.id),)


def test_a_complaint_takes_the_copy_and_tells_no_recipient(
    vault: Vault, picture: EvidenceItem, case_id: str, tmp_path: Path
) -> None:
    shown = tmp_path / "before"
    export_case(vault, case_id, ExportOptions("complaint", shown, "en", platform="wechat"), OWNER, Silent())
    assert not is_black(next(shown.rglob("images/01.*")).read_bytes(), BOX)
    wish = CopyWish((Redact(BOX),), recipient="Zebra office", use_for=("complaint",))
    copy = make_copy(vault, picture.id, wish, OWNER, Silent(), case_id=case_id)
    for name in ("after", "again"):
        out = tmp_path / name
        export_case(vault, case_id, ExportOptions("complaint", out, "en", platform="wechat"), OWNER, Silent())
        assert is_black(next(out.rglob("images/01.*")).read_bytes(), BOX)
        assert check_package(out, None, None, Silent()).verdict == "intact"
        described = json.loads(next(out.rglob("package.json")).read_text("utf-8"))
        part = next(each for each in described["parts"] if each["role"] == "upload")
        assert part["parent_sha256"] == picture.sha256
        assert part["derivation"]["made_of"] == copy.sha256
        assert not [path for path in out.rglob("*") if path.is_file() and b"Zebra" in path.read_bytes()]
    assert len(vault.items(derived_from=picture.id)) == 3  # two uploads, one of them made once, and the copy


def test_the_police_get_the_original_and_what_was_marked_for_them(
    vault: Vault, picture: EvidenceItem, case_id: str, tmp_path: Path
) -> None:
    for use in ("complaint", "police"):
        make_copy(vault, picture.id, CopyWish((Redact(BOX),), use_for=(use,)), OWNER, Silent(), case_id=case_id)
    out = tmp_path / "police"
    export_case(vault, case_id, ExportOptions("police", out, "en"), OWNER, Silent())
    assert (out / "data/originals/A1.jpg").read_bytes() == ORIGINAL
    copies = sorted(path.name for path in (out / "data/derivatives").iterdir())
    assert len(copies) == 2  # the copy that was marked for the police, and the one the report prints
    assert all(is_black(path.read_bytes(), BOX) for path in (out / "data/derivatives").iterdir())
    assert check_package(out, None, None, Silent()).verdict == "intact"


def test_what_cannot_be_drawn_leaves_nothing(vault: Vault, picture: EvidenceItem) -> None:
    before = vault.journal_state()
    for wish in (CopyWish(()), CopyWish((Redact(BOX),), page=3)):
        with pytest.raises(errors.ReadingError):
            make_copy(vault, picture.id, wish, OWNER, Silent())
    broken = import_bytes(vault, "b.png", b"\x89PNG\r\n\x1a\nxxxx", ImportOptions(), OWNER, Silent()).items[0]
    with pytest.raises(errors.ReadingError):
        make_copy(vault, broken.id, CopyWish((Redact(BOX),)), OWNER, Silent())
    assert vault.items(derived_from=picture.id) == ()
    assert vault.journal_state().size == before.size + 1  # the import alone
