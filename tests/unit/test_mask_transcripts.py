# SPDX-License-Identifier: GPL-3.0-or-later
"""Names, numbers and voice masked in a police package: nowhere in it, counted, and the originals kept back."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from tests.helpers.drawn_files import sound
from tests.helpers.vaults import OWNER, new_vault

from evidence_vault.operations.check_package import check_package
from evidence_vault.operations.edit_case import new_case, put_fact
from evidence_vault.operations.export_case import ExportOptions, export_case
from evidence_vault.operations.import_files import import_bytes
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.operations.mask_transcripts import MASKS
from evidence_vault.operations.translate_messages import put_translation
from evidence_vault.progress import Silent
from evidence_vault.records import Translation
from evidence_vault.vault.vault import Vault

CHAT = "\n".join(
    f"3/1/26, 12:{minute:02d} - {who}: {words}"
    for minute, (who, words) in enumerate([
        ("Teacher Wang", "Zebra Chen, please call 138 0013 8000"),
        ("Zebra Chen", "I told ZEBRA CHEN's sister Okapi Li"),
        ("Okapi Li", "transfer 13:00 order 20931"),
        ("Lin Qiao", "my card is 4111 1111 1111 1111"),
    ])
)

OTHER = "\n".join(f"3/2/26, 12:0{n} - Teacher Wang: {words}" for n, words in enumerate(["你好", "早", "请问", "好的"]))


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "v.evidence-vault") as opened:
        yield opened


@pytest.fixture
def case_id(vault: Vault) -> str:
    case = new_case(vault, "made-up", OWNER).id
    options = ImportOptions(case)
    import_bytes(vault, "chat.txt", CHAT.encode(), options, OWNER, Silent())
    import_bytes(vault, "voice.amr", sound("amr", "libopencore_amrnb"), options, OWNER, Silent())
    import_bytes(vault, "note.bin", b"\x00 something else", options, OWNER, Silent())
    put_fact(vault, case, "suspect", {"claimed_name": "Teacher Wang"}, OWNER)
    return case


def everything(folder: Path) -> bytes:
    """Every word of a package, out of its PDFs and office files too."""
    found: list[bytes] = []
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        if path.suffix == ".pdf":
            found += [page.extract_text().encode() for page in PdfReader(path).pages]
        elif path.suffix in {".docx", ".xlsx"}:
            with zipfile.ZipFile(path) as office:
                found += [office.read(name) for name in office.namelist()]
        else:
            found.append(path.read_bytes())
    return b"\n".join(found)


def test_what_is_masked_stands_nowhere_and_is_counted(vault: Vault, case_id: str, tmp_path: Path) -> None:
    out = tmp_path / "police"
    options = ExportOptions("police", out, "en", masks=MASKS)
    report = export_case(vault, case_id, options, OWNER, Silent())
    text = everything(out)
    for secret in (b"Zebra", b"ZEBRA", b"Okapi", b"138 0013 8000", b"4111 1111"):
        assert secret not in text, secret
    for kept in (b"Person A", b"Person B", b"Teacher Wang", b"[number]", b"20931"):
        assert kept in text, kept
    assert dict(report.left_out) == {"ORIGINAL_SHOWS_MASKED": 2}
    originals = [path.name for path in (out / "data/originals").iterdir()]
    assert len(originals) == 1  # the note, which shows nothing of it
    described = json.loads(next(out.rglob("package.json")).read_text("utf-8"))
    assert described["withheld"] == {"ORIGINAL_SHOWS_MASKED": 2}
    assert check_package(out, None, None, Silent()).verdict == "intact"


def test_a_translation_tells_no_masked_name_either(vault: Vault, case_id: str, tmp_path: Path) -> None:
    other = import_bytes(vault, "b.txt", OTHER.encode(), ImportOptions(case_id), OWNER, Silent()).items[0]
    assert vault.messages(other.id), "it is read as a chat"
    put_fact(vault, case_id, "person", {"role": "witness", "full_name": "Zebra Chen"}, OWNER)
    for item in (other, vault.exhibits(case_id)[0][1]):
        for message in vault.messages(item.id):
            said = Translation(f"Zebra Chen means {message.seq}, call 138 0013 8000", "en")
            put_translation(vault, case_id, item.id, message, said, OWNER)
    out = tmp_path / "police"
    export_case(vault, case_id, ExportOptions("police", out, "en", masks=MASKS), OWNER, Silent())
    text = everything(out)
    assert b"Zebra Chen means" not in text
    assert b"138 0013 8000" not in text
    assert b"Person A means 1, call [number]" in text, "what shows nothing keeps its translation, masked"


def test_without_masks_everything_goes_out(vault: Vault, case_id: str, tmp_path: Path) -> None:
    out = tmp_path / "police"
    report = export_case(vault, case_id, ExportOptions("police", out, "en"), OWNER, Silent())
    assert b"Zebra" in everything(out)
    assert dict(report.left_out) == {}
    assert len(list((out / "data/originals").iterdir())) == 3
