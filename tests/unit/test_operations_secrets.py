# SPDX-License-Identifier: GPL-3.0-or-later
"""Login secrets inside an original: it stays in the vault unless it is named; a masked copy goes out instead."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.helpers.vaults import OWNER, new_vault
from tests.importers.conformance import Bytes
from tests.importers.samples import made_zip

from evidence_vault import errors
from evidence_vault.importers.masked_bytes import PIECE, masked_copy
from evidence_vault.operations.check_package import check_package
from evidence_vault.operations.edit_case import new_case
from evidence_vault.operations.export_case import ExportOptions, export_case
from evidence_vault.operations.hand_over import overview
from evidence_vault.operations.import_files import import_files
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.operations.masked_copies import item_of_exhibit
from evidence_vault.operations.preview_export import preview_export
from evidence_vault.progress import Silent
from evidence_vault.vault.vault import Vault

TOKEN = "xoxe-1111-made-up-2222-token"
MESSAGE = {
    "type": "message",
    "user": "U01MADEUP",
    "ts": "1767225600.000100",
    "text": "see the file",
    "files": [{"id": "F1", "name": "plan.pdf", "url_private": f"https://files.slack.example/F1/plan.pdf?t={TOKEN}"}],
}
USERS = json.dumps([{"id": "U01MADEUP", "name": "made.up", "real_name": "Made Up"}]).encode()
DAY = json.dumps([MESSAGE], indent=1).encode()
EXPORT = made_zip("slack.zip", {"users.json": USERS, "general/2026-01-01.json": DAY, "a.bin": b"\x00t=1"}).data


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "v.evidence-vault") as opened:
        yield opened


@pytest.fixture
def case_id(vault: Vault, tmp_path: Path) -> str:
    source = tmp_path / "given"
    source.mkdir()
    (source / "slack.zip").write_bytes(EXPORT)
    (source / "notes.txt").write_text("what I wrote down")
    case = new_case(vault, "made-up", OWNER).id
    import_files(vault, [source], ImportOptions(case), OWNER, Silent())
    return case


def secret_exhibit(vault: Vault, case_id: str) -> str:
    (exhibit,) = overview(vault, case_id).with_secrets
    assert exhibit.item.name == "slack.zip"
    return exhibit.number


@pytest.mark.parametrize("kind", ["police", "archive"])
def test_an_original_with_secrets_is_kept_back_and_a_masked_copy_goes_along(
    vault: Vault, case_id: str, tmp_path: Path, kind: str
) -> None:
    number = secret_exhibit(vault, case_id)
    report = export_case(vault, case_id, ExportOptions(kind, tmp_path / "out", "en"), OWNER, Silent())
    assert report.left_out == {"ORIGINAL_HOLDS_SECRETS": 1}
    assert check_package(report.path, report.fingerprint, None, Silent()).verdict == "intact"
    described = json.loads((report.path / "data/records/package.json").read_text())
    assert described["withheld"] == {"ORIGINAL_HOLDS_SECRETS": 1}
    assert not any(one["role"] == "original" and one["exhibit"] == number for one in described["parts"])
    (copy,) = [one for one in described["parts"] if one.get("derivation", {}).get("purpose") == "masked"]
    (exhibit,) = overview(vault, case_id).with_secrets
    assert copy["parent_sha256"] == exhibit.item.sha256
    assert exhibit.item.sha256 in (report.path / "data/tables/exhibits.csv").read_text("utf-8-sig")
    with zipfile.ZipFile(report.path / copy["path"]) as masked:
        assert masked.read("general/2026-01-01.json") == DAY.replace(TOKEN.encode(), b"*" * len(TOKEN))
        assert masked.read("a.bin") == b"\x00t=1"  # not text: as it was
    assert not [path for path in report.path.rglob("*") if path.is_file() and TOKEN.encode() in path.read_bytes()]


def test_named_it_goes_out_and_the_log_says_so(vault: Vault, case_id: str, tmp_path: Path) -> None:
    item_id = item_of_exhibit(vault, case_id, secret_exhibit(vault, case_id).lower())
    options = ExportOptions("archive", tmp_path / "out", "en", secrets_allowed=(item_id,))
    report = export_case(vault, case_id, options, OWNER, Silent())
    assert report.left_out == {}
    assert EXPORT in [path.read_bytes() for path in (report.path / "data/originals").iterdir()]
    (entry,) = [one for one in vault.log(case_id=case_id) if one.event == "exported"]
    assert entry.payload
    assert entry.payload["originals_with_secrets"] == [item_id]


def test_a_masked_copy_is_made_once_and_the_preview_says_what_stays(vault: Vault, case_id: str, tmp_path: Path) -> None:
    options = ExportOptions("archive", tmp_path / "out", "en")
    seen = preview_export(vault, case_id, options, OWNER, Silent())
    assert seen.left_out == {"ORIGINAL_HOLDS_SECRETS": 1}
    export_case(vault, case_id, options, OWNER, Silent())
    assert len([one for one in vault.items(derivatives=True) if one.derived_from]) == 1


def test_an_exhibit_that_is_not_there_is_named(vault: Vault, case_id: str) -> None:
    with pytest.raises(errors.NoSuchEntry):
        item_of_exhibit(vault, case_id, "Z9")


def masked(data: bytes, importer: str | None = None) -> bytes:
    with masked_copy(Bytes("x.json", data), importer).open() as stream:
        return stream.read()


@pytest.mark.parametrize("before", [0, PIECE - 40, PIECE - 10, PIECE, 3 * PIECE - 20])
def test_a_secret_on_the_edge_of_a_piece_is_masked_whole(before: int) -> None:
    data = b"a " * (before // 2) + b'"u":"https://x.example/f?ex=' + b"5f" * 30 + b'&amp;hm=77aa&b=1" ' + b"z" * 500_000
    found = masked(data)
    assert found == data.replace(b"5f" * 30, b"*" * 60).replace(b"77aa", b"****")


def test_keys_of_signal_are_masked_where_signal_wrote_them() -> None:
    data = b'{"contact":{"profileKey":"a\\"bc==","name":"key"}}\n'
    assert masked(data, "signal_jsonl") == data.replace(b'a\\"bc==', b"*" * 7)
    with pytest.raises(errors.MaskingFailed):
        masked(data, "slack_json")


@pytest.mark.parametrize("data", [b"nothing to hide", "t=xoxe-123456789".encode("utf-16")])
def test_what_cannot_be_masked_is_not_called_masked(data: bytes) -> None:
    with pytest.raises(errors.MaskingFailed):
        masked(data)


def test_a_broken_zip_gives_no_copy() -> None:
    with pytest.raises(errors.ArchiveDamaged):
        masked(EXPORT[:-30])
    assert zipfile.is_zipfile(io.BytesIO(EXPORT))
