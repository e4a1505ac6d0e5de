# SPDX-License-Identifier: GPL-3.0-or-later
"""Originals, police set, platform set: what is hidden never goes to a platform, no copy passes for whole."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from tests.exporters.exports import pdf_text, squeezed
from tests.helpers.drawn_files import camera_data, chat_page, saved
from tests.helpers.made_up_case import made_up_dossier
from tests.helpers.vaults import OWNER, new_vault

from evidence_vault import errors
from evidence_vault.complaints.catalogue import platform
from evidence_vault.exporters.complaint_pictures import NO_COPY, upload_plan
from evidence_vault.operations.edit_case import add_to_case, new_case
from evidence_vault.operations.export_case import COMPLAINT, POLICE, ExportOptions, ExportReport, export_case
from evidence_vault.operations.import_files import import_bytes
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.operations.make_copy import CopyWish, make_copy
from evidence_vault.operations.plan_complaint import fit_picture
from evidence_vault.picture_steps import Area, Frame, Redact
from evidence_vault.progress import Silent
from evidence_vault.records import CopyPurpose, EvidenceItem
from evidence_vault.translations import LANGUAGES, Words
from evidence_vault.vault.vault import Vault

BOX = Area.sized(30, 70, 180, 50)
ORIGINAL = saved(chat_page(), "JPEG", exif=camera_data(), quality=80)
HIDDEN = "SHOWS A COPY IN WHICH PARTS ARE HIDDEN; the original goes along whole"
MARKED = "SHOWS A COPY WITH MARKS; the original goes along unmarked"


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


def export(vault: Vault, case_id: str, kind: str, folder: Path, language: str = "en") -> ExportReport:
    options = ExportOptions(kind, folder / kind, language, platform="wechat")
    return export_case(vault, case_id, options, OWNER, Silent())


def hides_the_box(data: bytes) -> bool:
    with Image.open(io.BytesIO(data)) as image:
        part = image.convert("L").crop((BOX.left + 8, BOX.top + 8, BOX.right - 8, BOX.bottom - 8))
        return part.getextrema()[1] < 12


def uploads(report: ExportReport) -> list[bytes]:
    return [path.read_bytes() for path in sorted((report.path / "data/complaint/wechat/images").iterdir())]


@pytest.mark.parametrize("use_for", [(), ("police",), ("archive",), ("complaint",)])
def test_what_was_hidden_once_never_reaches_a_platform(
    vault: Vault, case_id: str, picture: EvidenceItem, tmp_path: Path, use_for: tuple[str, ...]
) -> None:
    assert not hides_the_box(ORIGINAL)
    make_copy(vault, picture.id, CopyWish((Redact(BOX),), use_for=use_for), OWNER, Silent(), case_id=case_id)
    report = export(vault, case_id, COMPLAINT, tmp_path)
    (sent,) = uploads(report)
    assert hides_the_box(sent)
    assert b"Exif" not in sent
    assert not any(note.code == "NOTHING_HIDDEN" for note in report.notes)
    fit = fit_picture(vault, picture.id, "wechat")
    assert fit is not None
    assert fit.hides, "the window shows what would be sent"
    assert fit.size == len(sent)


def test_what_hides_nothing_is_named(vault: Vault, case_id: str, picture: EvidenceItem, tmp_path: Path) -> None:
    report = export(vault, case_id, COMPLAINT, tmp_path)
    (note,) = [note for note in report.notes if note.code == "NOTHING_HIDDEN"]
    assert note.facts["numbers"] == "A1"
    assert uploads(report) != [ORIGINAL]
    fit = fit_picture(vault, picture.id, "wechat")
    assert fit is not None
    assert not fit.hides


def test_no_byte_of_an_original_is_in_a_platform_set(
    vault: Vault, case_id: str, picture: EvidenceItem, tmp_path: Path
) -> None:
    text = "2026-03-01 甲: 你好\n".encode() * 20
    import_bytes(vault, "chat.txt", text, ImportOptions(case_id), OWNER, Silent())
    report = export(vault, case_id, COMPLAINT, tmp_path)
    for path in report.path.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert ORIGINAL[200:400] not in data
            assert text[:40] not in data
    assert picture.name == "Chen Wei.jpg"
    description = json.loads((report.path / "data/records/package.json").read_bytes())
    assert {part["role"] for part in description["parts"]}.isdisjoint({"original", "derivative", "transcript"})
    assert "Chen Wei" not in json.dumps(description, ensure_ascii=False)


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize(("step", "said"), [(Redact(BOX), HIDDEN), (Frame(BOX), MARKED)])
def test_a_changed_copy_in_a_police_set_is_marked_and_the_original_is_whole(
    vault: Vault, case_id: str, picture: EvidenceItem, tmp_path: Path, tag: str, step: Redact | Frame, said: str
) -> None:
    make_copy(vault, picture.id, CopyWish((step,), use_for=("police",)), OWNER, Silent(), case_id=case_id)
    report = export(vault, case_id, POLICE, tmp_path, tag)
    (original,) = (report.path / "data/originals").iterdir()
    assert original.read_bytes() == ORIGINAL
    text = squeezed(pdf_text((report.path / "data/report/police-report.pdf").read_bytes()))
    assert squeezed(Words(tag).translate(said)) in text
    with zipfile.ZipFile(report.path / "data/report/police-report.docx") as document:
        assert squeezed(Words(tag).translate(said)) in squeezed(document.read("word/document.xml").decode())
    description = json.loads((report.path / "data/records/package.json").read_bytes())
    copies = [part for part in description["parts"] if part["role"] == "derivative"]
    assert {part["derivation"]["purpose"] for part in copies} >= {"print"}
    assert all(part["parent_sha256"] == picture.sha256 for part in copies)


def test_without_a_copy_for_them_the_police_see_the_whole_picture(
    vault: Vault, case_id: str, picture: EvidenceItem, tmp_path: Path
) -> None:
    make_copy(vault, picture.id, CopyWish((Redact(BOX),), use_for=("complaint",)), OWNER, Silent(), case_id=case_id)
    report = export(vault, case_id, POLICE, tmp_path)
    copies = [path.read_bytes() for path in (report.path / "data/derivatives").iterdir()]
    assert copies
    assert not any(hides_the_box(copy) for copy in copies)
    assert squeezed(HIDDEN) not in squeezed(pdf_text((report.path / "data/report/police-report.pdf").read_bytes()))


def test_a_copy_gets_no_number_and_so_never_lies_among_originals(
    vault: Vault, case_id: str, picture: EvidenceItem
) -> None:
    copy = make_copy(vault, picture.id, CopyWish((Redact(BOX),)), OWNER, Silent(), case_id=case_id)
    with pytest.raises(errors.CopyNotExhibit):
        add_to_case(vault, case_id, [picture.id, copy.id], OWNER)
    assert [item.id for _number, item in vault.exhibits(case_id)] == [picture.id]


@pytest.mark.parametrize("purpose", [None, "", *(set(CopyPurpose) - {CopyPurpose.UPLOAD})])
def test_a_copy_made_for_something_else_is_not_uploaded(purpose: str | None) -> None:
    dossier = made_up_dossier("en", "complaint")
    wrong = tuple(replace(copy, derivation={"purpose": purpose} if purpose is not None else None)
                  for copy in dossier.derivatives)  # fmt: skip
    plan = upload_plan(replace(dossier, derivatives=wrong), platform("wechat"))
    assert plan.pictures == ()
    assert plan.left_out[NO_COPY] > 0
    bare = upload_plan(replace(dossier, derivatives=()), platform("wechat"))
    assert bare.pictures == (), "a copy nobody knows anything about stays here"
    orphans = tuple(replace(copy, derived_from=None) for copy in dossier.derivatives)
    assert upload_plan(replace(dossier, derivatives=orphans), platform("wechat")).pictures == ()
