# SPDX-License-Identifier: GPL-3.0-or-later
"""An export that cannot be finished leaves nothing behind and says why, whatever stops it and however far it was."""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.exporters.exports import pdf_text
from tests.helpers.drawn_files import chat_page, saved
from tests.helpers.vaults import OWNER, new_vault

from evidence_vault import errors, safe_files
from evidence_vault.operations import export_case as exporting
from evidence_vault.operations.check_package import check_package
from evidence_vault.operations.edit_case import new_case
from evidence_vault.operations.export_case import ExportOptions, export_case
from evidence_vault.operations.import_files import import_bytes, import_files
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.progress import Cancelled, Silent
from evidence_vault.translations import LANGUAGES, Words
from evidence_vault.user_messages import words_for
from evidence_vault.vault.vault import Vault

FORMS: tuple[dict[str, Any], ...] = ({}, {"as_zip": True}, {"encrypt": True}, {"max_part": 3_000_000})


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "v.evidence-vault") as opened:
        yield opened


@pytest.fixture
def case_id(vault: Vault, tmp_path: Path) -> str:
    (tmp_path / "shot.png").write_bytes(saved(chat_page(), "PNG"))
    (tmp_path / "notes.txt").write_text("what I wrote down")
    case = new_case(vault, "made-up", OWNER).id
    import_files(vault, [tmp_path / "shot.png", tmp_path / "notes.txt"], ImportOptions(case), OWNER, Silent())
    return case


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def police(place: Path, **form: Any) -> ExportOptions:
    return ExportOptions("police", place / "package", "en", **form)


def assert_nothing(vault: Vault, place: Path) -> None:
    assert list(place.iterdir()) == []
    assert not [entry for entry in vault.log() if entry.event == "exported"]


class StopAfter:
    """Cancels at the ``count``-th question."""

    def __init__(self, count: int) -> None:
        self.left = count

    def report(self, done: int, total: int | None, what: str = "") -> None:
        """Nothing."""

    def raise_if_cancelled(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


@pytest.mark.parametrize("form", FORMS[1:], ids=["zip", "encrypted", "parts"])
def test_cancelled_anywhere_nothing_is_left(vault: Vault, case_id: str, place: Path, form: dict[str, Any]) -> None:
    all_questions = StopAfter(10_000)
    export_case(vault, case_id, police(place, **form), OWNER, all_questions)
    asked = 10_000 - all_questions.left
    assert asked > 10
    for made in place.iterdir():
        made.rename(place.parent / f"made-{made.name}")
    exports = sum(entry.event == "exported" for entry in vault.log())
    for stop in (0, asked // 2, asked - 1):
        with pytest.raises(Cancelled):
            export_case(vault, case_id, police(place, **form), OWNER, StopAfter(stop))
        assert list(place.iterdir()) == [], f"stopped at question {stop} of {asked}"
    assert sum(entry.event == "exported" for entry in vault.log()) == exports


@pytest.mark.parametrize("form", FORMS, ids=["folder", "zip", "encrypted", "parts"])
@pytest.mark.parametrize("at", [1, 9, 40])
def test_a_disk_that_fills_up_leaves_nothing_and_is_said(
    vault: Vault, case_id: str, place: Path, monkeypatch: pytest.MonkeyPatch, form: dict[str, Any], at: int
) -> None:
    count = 0

    def full(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            nonlocal count
            count += 1
            if count >= at:
                raise OSError(errno.ENOSPC, "made to fail")
            return real(*arguments)

        return call

    dossier = exporting.make_dossier

    def then_full(*arguments: Any) -> Any:
        made = dossier(*arguments)
        for name in ("open_new", "flush_to_disk"):
            monkeypatch.setattr(safe_files, name, full(getattr(safe_files, name)))
        return made

    monkeypatch.setattr(exporting, "make_dossier", then_full)
    if form in ({"as_zip": True}, {"encrypt": True}) and at > 1:
        pytest.skip("a zip is one file: it is opened and flushed once")
    with pytest.raises(errors.DiskFull) as caught:
        export_case(vault, case_id, police(place, **form), OWNER, Silent())
    assert_nothing(vault, place)
    for tag in LANGUAGES:
        words = words_for(caught.value.code, caught.value.facts, Words(tag))
        assert words.sentence
        assert words.next_step


def test_a_place_that_cannot_be_is_said_before_any_work(
    vault: Vault, case_id: str, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "make_dossier", lambda *_arguments: pytest.fail("worked first"))
    with pytest.raises(errors.SourceMissing):
        export_case(vault, case_id, police(place / "gone"), OWNER, Silent())
    (place / "package").write_text("mine")
    with pytest.raises(errors.DestinationExists):
        export_case(vault, case_id, police(place), OWNER, Silent())
    assert (place / "package").read_text() == "mine"
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    (place.parent / "elsewhere").mkdir()
    with pytest.raises(errors.DestinationUnwritable):
        export_case(vault, case_id, police(place.parent / "elsewhere"), OWNER, Silent())


@pytest.mark.parametrize("name", ["cut.png", "empty.jpg", "not-really.heic"])
def test_a_picture_that_cannot_be_opened_costs_itself_only(vault: Vault, case_id: str, place: Path, name: str) -> None:
    whole = saved(chat_page(), "PNG")
    broken = {
        "cut.png": whole[: len(whole) // 2],
        "empty.jpg": b"\xff\xd8\xff\xe0",
        "not-really.heic": b"\0\0\0\x18ftypheic" + b"x" * 40,
    }
    item = import_bytes(vault, name, broken[name], ImportOptions(case_id), OWNER, Silent()).items[0]
    report = export_case(vault, case_id, police(place), OWNER, Silent())
    assert check_package(report.path, report.fingerprint, None, Silent()).verdict == "intact"
    number = next(number for number, held in vault.exhibits(case_id) if held.id == item.id)
    (original,) = [path for path in (report.path / "data/originals").iterdir() if path.stem == number]
    assert original.read_bytes() == broken[name]
    text = " ".join(pdf_text((report.path / "data/report/police-report.pdf").read_bytes()).split())
    if item.media_type.startswith("image/"):
        said = Words("en").translate(
            "These could not be opened as pictures and are not printed; the files are in the folder of originals: "
            "{numbers}"
        )
        drawn = list((report.path / "data/derivatives").glob(f"{number}-*"))
        assert drawn or said.format(numbers=number) in text
