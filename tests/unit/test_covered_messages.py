# SPDX-License-Identifier: GPL-3.0-or-later
"""What a redacted copy of a screenshot covers stands in no file of an export that shows the copy instead."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.helpers.drawn_files import chat_page, saved
from tests.helpers.vaults import OWNER, new_vault
from tests.unit.test_mask_transcripts import everything
from tests.unit.test_picture_transcript import wechat_page

from evidence_vault.operations import picture_transcripts
from evidence_vault.operations.check_package import check_package
from evidence_vault.operations.edit_case import new_case, put_fact
from evidence_vault.operations.export_case import ExportOptions, export_case
from evidence_vault.operations.import_files import import_bytes
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.operations.make_copy import CopyWish, make_copy
from evidence_vault.operations.mask_transcripts import MASKS
from evidence_vault.operations.picture_transcripts import PictureStatement, confirm_transcript
from evidence_vault.operations.translate_messages import put_translation
from evidence_vault.picture_steps import Area, Crop, Redact, Step
from evidence_vault.progress import Silent
from evidence_vault.records import EvidenceItem, ProposedEntry, Translation
from evidence_vault.vault.vault import Vault

SECRET, NAME, KEPT = "今天的行情不错", "王老师", "好的，我知道了"
BUBBLE, NAME_LINE = Area(200, 400, 300, 450), Area(160, 330, 300, 380)
BELOW = Area(0, 520, 1080, 700)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "v.evidence-vault") as opened:
        yield opened


@pytest.fixture
def case_id(vault: Vault) -> str:
    return new_case(vault, "made-up", OWNER).id


@pytest.fixture
def picture(vault: Vault, case_id: str) -> EvidenceItem:
    image = saved(chat_page(1080, 2400), "PNG")
    item = import_bytes(vault, "a.png", image, ImportOptions(case_id), OWNER, Silent()).items[0]
    vault.picture_texts.keep(item.content_id, 0, wechat_page().text())
    proposal = picture_transcripts.proposed_transcript(vault, item.id)
    assert proposal is not None
    confirm_transcript(vault, item.id, 0, proposal.entries, PictureStatement("群", "wechat"), OWNER)
    return item


def cover(vault: Vault, case_id: str, item: EvidenceItem, *steps: Step, use_for: tuple[str, ...] = ()) -> None:
    make_copy(vault, item.id, CopyWish(steps, use_for=use_for), OWNER, Silent(), case_id=case_id)


def exported(vault: Vault, case_id: str, tmp_path: Path, kind: str, **more: object) -> str:
    out = tmp_path / f"{kind}-{len(list(tmp_path.iterdir()))}"
    platform = "wechat" if kind == "complaint" else None
    export_case(vault, case_id, ExportOptions(kind, out, "zh-Hans", platform, **more), OWNER, Silent())  # type: ignore[arg-type]
    assert check_package(out, None, None, Silent()).verdict == "intact"
    return everything(out).decode("utf-8", "replace")


def test_a_platform_is_not_told_the_covered_words(
    vault: Vault, case_id: str, picture: EvidenceItem, tmp_path: Path
) -> None:
    for message in vault.messages(picture.id):
        put_translation(vault, case_id, picture.id, message, Translation("the market is fine", "en"), OWNER)
    whole = exported(vault, case_id, tmp_path, "complaint")
    assert SECRET in whole, "else the test proves nothing"
    assert NAME in whole
    cover(vault, case_id, picture, Redact(BUBBLE))
    shown = exported(vault, case_id, tmp_path, "complaint")
    assert SECRET not in shown
    assert "[图片中已遮盖]" in shown
    assert NAME in shown
    assert KEPT in shown
    cover(vault, case_id, picture, Redact(BUBBLE), Redact(NAME_LINE), use_for=("complaint",))
    shown = exported(vault, case_id, tmp_path, "complaint")
    assert NAME not in shown
    assert SECRET not in shown
    assert KEPT in shown


def test_what_was_cut_off_is_not_told_either(vault: Vault, case_id: str, picture: EvidenceItem, tmp_path: Path) -> None:
    cover(vault, case_id, picture, Crop(BELOW), use_for=("complaint",))
    shown = exported(vault, case_id, tmp_path, "complaint")
    assert SECRET not in shown
    assert NAME not in shown
    assert "昨天 18:02" not in shown
    assert KEPT in shown


def test_names_are_hidden_where_nobody_read_what_is_covered(
    vault: Vault, case_id: str, picture: EvidenceItem, tmp_path: Path
) -> None:
    vault.picture_texts.forget(picture.content_id)
    cover(vault, case_id, picture, Redact(Area(5, 2000, 50, 2040)))
    shown = exported(vault, case_id, tmp_path, "complaint")
    assert NAME not in shown
    assert SECRET in shown, "the box lies beside it"


def test_the_redacted_package_holds_no_words_of_the_chat(
    vault: Vault, case_id: str, picture: EvidenceItem, tmp_path: Path
) -> None:
    cover(vault, case_id, picture, Redact(BUBBLE))
    exported(vault, case_id, tmp_path, "archive")
    assert SECRET not in exported(vault, case_id, tmp_path, "redacted")


def test_a_masked_police_package_tells_it_nowhere(
    vault: Vault, case_id: str, picture: EvidenceItem, tmp_path: Path
) -> None:
    """The original stays behind since it shows a masked name; then nothing may tell what the copy covers."""
    put_fact(vault, case_id, "person", {"role": "witness", "full_name": NAME}, OWNER)
    cover(vault, case_id, picture, Redact(BUBBLE), use_for=("police",))
    whole = exported(vault, case_id, tmp_path, "police")
    assert SECRET in whole, "complete: the original goes along as well"
    shown = exported(vault, case_id, tmp_path, "police", masks=MASKS)
    assert SECRET not in shown
    assert KEPT in shown


def test_corrections_and_notes_beside_a_payment_tell_no_masked_name(
    vault: Vault, case_id: str, picture: EvidenceItem, tmp_path: Path
) -> None:
    put_fact(vault, case_id, "person", {"role": "witness", "full_name": "Zebra Chen"}, OWNER)
    transfer = ProposedEntry("message", (10, 20, 300, 80), "for Zebra Chen", True, None, "transfer", "30.00")
    confirm_transcript(vault, picture.id, 0, [transfer], PictureStatement("Zebra Chen", "wechat"), OWNER)
    out = tmp_path / "masked"
    export_case(vault, case_id, ExportOptions("police", out, "en", masks=MASKS), OWNER, Silent())
    files = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    told = {path.relative_to(out).as_posix() for path, data in files.items() if b"for Zebra Chen" in data}
    assert told == set()
    transcript = next(out.rglob("transcripts/*.csv")).read_text("utf-8-sig")
    assert "for Person A" in transcript
    events = [json.loads(line) for line in next(out.rglob("custody-log.jsonl")).read_text("utf-8").splitlines()]
    assert not any("transcript-confirmed" in json.dumps(one) for one in events)
    assert check_package(out, None, None, Silent()).verdict == "intact"
