# SPDX-License-Identifier: GPL-3.0-or-later
"""Exports: whole and journaled or nothing; a flipped byte is noticed; wording that claims too much is refused."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.helpers.drawn_files import chat_page, saved
from tests.helpers.vaults import OWNER, new_vault

from evidence_vault import errors
from evidence_vault.operations.check_package import check_package
from evidence_vault.operations.draft_complaint import draft_complaint
from evidence_vault.operations.edit_case import new_case
from evidence_vault.operations.export_case import ExportOptions, export_case, make_dossier
from evidence_vault.operations.import_files import import_files
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.progress import Cancelled, Silent
from evidence_vault.vault.vault import Vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "v.evidence-vault") as opened:
        yield opened


@pytest.fixture
def case_id(vault: Vault, tmp_path: Path) -> str:
    source = tmp_path / "phone"
    source.mkdir()
    for number in range(3):
        (source / f"shot-{number}.png").write_bytes(saved(chat_page(300 + number), "PNG"))
    (source / "notes.txt").write_text("what I wrote down")
    case = new_case(vault, "made-up", OWNER).id
    import_files(vault, [source], ImportOptions(case), OWNER, Silent())
    return case


class StopAt:
    """Asks to stop after ``count`` reports."""

    def __init__(self, count: int) -> None:
        self._left = count

    def report(self, done: int, total: int | None, what: str = "") -> None:
        self._left -= 1

    def raise_if_cancelled(self) -> None:
        if self._left <= 0:
            raise Cancelled


def complaint(destination: Path, **options: object) -> ExportOptions:
    return ExportOptions("complaint", destination, "zh-Hans", platform="wechat", **options)  # type: ignore[arg-type]


def test_a_complaint_is_whole_signed_and_journaled(vault: Vault, case_id: str, tmp_path: Path) -> None:
    first = export_case(vault, case_id, complaint(tmp_path / "one"), OWNER, Silent())
    again = export_case(vault, case_id, complaint(tmp_path / "two", as_zip=True), OWNER, Silent())
    assert check_package(first.path, first.fingerprint, None, Silent()).signer.compared == "matched"
    assert again.path == tmp_path / "two.zip"
    assert check_package(again.path, None, None, Silent()).verdict == "intact"
    exported = [entry.payload for entry in vault.log(case_id=case_id) if entry.event == "exported"]
    assert [payload and payload["package_id"] for payload in exported] == [first.package_id, again.package_id]
    assert len(vault.items(derivatives=True)) == len(vault.items()) + 3  # made once, used twice


def test_a_folder_that_is_there_gets_the_package_inside(vault: Vault, case_id: str, tmp_path: Path) -> None:
    report = export_case(vault, case_id, complaint(tmp_path), OWNER, Silent())
    assert report.path.parent == tmp_path
    assert report.path.name == f"complaint-{report.package_id}"


def test_a_name_of_other_letters_is_kept(vault: Vault, case_id: str, tmp_path: Path) -> None:
    report = export_case(vault, case_id, complaint(tmp_path / "投诉包"), OWNER, Silent())
    assert report.path == tmp_path / "投诉包"
    assert check_package(report.path, None, None, Silent()).verdict == "intact"


def test_an_encrypted_package_needs_its_password(vault: Vault, case_id: str, tmp_path: Path) -> None:
    report = export_case(vault, case_id, complaint(tmp_path / "safe.zip", encrypt=True), OWNER, Silent())
    assert report.password
    assert report.path == tmp_path / "safe.encrypted.zip"
    with pytest.raises(errors.NeedsUnpacking):
        check_package(report.path, None, None, Silent())
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("reports", [0, 1, 4])
def test_stopping_leaves_nothing(vault: Vault, case_id: str, tmp_path: Path, reports: int) -> None:
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(Cancelled):
        export_case(vault, case_id, complaint(tmp_path / "one"), OWNER, StopAt(reports))
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert not [entry for entry in vault.log() if entry.event == "exported"]


@pytest.mark.parametrize("text", ["这是不可篡改的证据", "This is a certified copy."])
def test_words_of_the_person_that_claim_too_much_go_out_with_a_note(
    vault: Vault, case_id: str, tmp_path: Path, text: str
) -> None:
    report = export_case(vault, case_id, complaint(tmp_path / "one", complaint_text=text), OWNER, Silent())
    written = [path.read_text("utf-8") for path in (tmp_path / "one").rglob("complaint.txt")]
    assert any(text in one for one in written)
    assert "CLAIM_IN_OWN_WORDS" in {note.code for note in report.notes}


def test_plain_words_get_no_note(vault: Vault, case_id: str, tmp_path: Path) -> None:
    options = complaint(tmp_path / "one", complaint_text="He took my money and blocked me.")
    notes = export_case(vault, case_id, options, OWNER, Silent()).notes
    assert [note.code for note in notes] == ["NOTHING_HIDDEN"], "of the pictures, not of the words"


def test_nothing_is_written_over(vault: Vault, case_id: str, tmp_path: Path) -> None:
    (tmp_path / "one").write_text("mine")
    with pytest.raises(errors.DestinationExists):
        export_case(vault, case_id, complaint(tmp_path / "one"), OWNER, Silent())
    assert (tmp_path / "one").read_text() == "mine"


@pytest.mark.parametrize(
    ("options", "error"),
    [
        (ExportOptions("postcard", Path("x"), "en"), errors.ExportKindUnknown),
        (ExportOptions("complaint", Path("x"), "en", platform="no-such"), errors.PlatformUnknown),
    ],
)
def test_unknown_choices_are_refused(
    vault: Vault, case_id: str, options: ExportOptions, error: type[Exception]
) -> None:
    with pytest.raises(error):
        export_case(vault, case_id, options, OWNER, Silent())


def test_one_flipped_byte_is_a_finding(vault: Vault, case_id: str, tmp_path: Path) -> None:
    package = export_case(vault, case_id, complaint(tmp_path / "one"), OWNER, Silent()).path
    picture = next(package.rglob("01.jpg"))
    data = bytearray(picture.read_bytes())
    data[len(data) // 2] ^= 1
    picture.write_bytes(data)
    report = check_package(package, None, None, Silent())
    assert report.verdict == "problems"
    assert any(finding.subject.endswith("01.jpg") for finding in report.findings)


def test_a_draft_has_everything_for_the_form(vault: Vault, case_id: str) -> None:
    draft = draft_complaint(vault, case_id, None, "zh-CN")
    assert (draft.platform, draft.text_limit, draft.picture_limit) == ("wechat", 200, 9)
    assert [exhibit.number for exhibit in draft.pictures] == ["A1", "A2", "A3"]
    assert draft.entries[0].steps
    assert draft.categories


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
@pytest.mark.parametrize(("country", "office"), [("CN", "cn_police"), ("HK", "hk_police"), (None, None)])
def test_the_office_is_that_of_the_country_whatever_the_language(
    vault: Vault, case_id: str, tmp_path: Path, country: str | None, language: str, office: str | None
) -> None:
    if country:
        vault.put("case", {"title": "made-up", "jurisdictions": [country]}, actor=OWNER, fact_id=case_id)
    options = ExportOptions("police", tmp_path / "p", language)
    assert make_dossier(vault, case_id, options, OWNER, Silent()).agency == office
    said = replace(options, agency="us_ic3")
    assert make_dossier(vault, case_id, said, OWNER, Silent()).agency == "us_ic3"
