# SPDX-License-Identifier: GPL-3.0-or-later
"""The rescue script: with either key, by itself, from whole and damaged vaults."""

import csv
import hashlib
import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from tests.helpers.vaults import PASSPHRASE, add, new_vault_with_key

from evidence_vault.vault.layout import VaultLayout

SCRIPT = Path(__file__).parents[2] / "packaging" / "rescue" / "evidence_vault_rescue.py"
FILES = {"聊天 记录.txt": b"hello" * 10_000, "../../receipt.png": b"\x89PNG" + bytes(50), "empty": b""}


@pytest.fixture(scope="module")
def rescue() -> ModuleType:
    spec = importlib.util.spec_from_file_location("evidence_vault_rescue", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def vault(tmp_path: Path) -> tuple[VaultLayout, str, dict[str, str]]:
    folder = tmp_path / "a.evidence-vault"
    opened, recovery_key = new_vault_with_key(folder)
    with opened:
        ids = {name: add(opened, name, data).content_id for name, data in FILES.items()}
    return VaultLayout(folder), recovery_key, ids


Made = tuple[VaultLayout, str, dict[str, str]]


def _run(made: Made, tmp_path: Path, secret: str, *options: str) -> tuple[int, Path]:
    secret_file, output = tmp_path / "secret", tmp_path / "out"
    secret_file.write_text(secret + "\n", encoding="utf-8")
    command = [sys.executable, "-I", str(SCRIPT), str(made[0].folder), str(output), "--secret-file", str(secret_file)]
    return subprocess.run([*command, *options], check=False, capture_output=True).returncode, output


def _rows(output: Path) -> dict[str, dict[str, str]]:
    with (output / "contents.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["content_id"]: row for row in csv.DictReader(file)}


def test_either_key_writes_every_original_and_a_hash_list(vault: Made, tmp_path: Path) -> None:
    for number, (secret, options) in enumerate(((PASSPHRASE, ()), (vault[1], ("--recovery",)))):
        place = tmp_path / str(number)
        place.mkdir()
        status, output = _run(vault, place, secret, *options)
        assert status == 0
        written = {path.name.partition("-")[2]: path.read_bytes() for path in (output / "originals").iterdir()}
        assert written == {
            "聊天 记录.txt": FILES["聊天 记录.txt"],
            "_.._receipt.png": FILES["../../receipt.png"],
            "empty": b"",
        }
        lines = (output / "sha256.txt").read_text(encoding="utf-8").splitlines()
        assert {line[:64] for line in lines} == {hashlib.sha256(data).hexdigest() for data in FILES.values()}
        for line in lines:
            assert hashlib.sha256((output / line[66:]).read_bytes()).hexdigest() == line[:64]


def test_it_writes_nothing_into_the_vault_and_needs_no_journal(vault: Made, tmp_path: Path) -> None:
    layout = vault[0]
    for path in layout.journal.iterdir():
        path.unlink()
    before = {path: path.read_bytes() for path in layout.folder.rglob("*") if path.is_file()}
    status, output = _run(vault, tmp_path, PASSPHRASE)
    assert status == 0
    assert {path: path.read_bytes() for path in layout.folder.rglob("*") if path.is_file()} == before
    names = {path.name for path in (output / "originals").iterdir()}
    assert names == {f"{vault[2]['../../receipt.png']}.png"} | {
        f"{vault[2][name]}.bin" for name in ("聊天 记录.txt", "empty")
    }


def test_a_damaged_chunk_is_said_and_salvaged_on_request(vault: Made, tmp_path: Path) -> None:
    layout, _, ids = vault
    content_id = ids["聊天 记录.txt"]
    path = layout.blob(content_id)
    path.chmod(0o600)
    data = bytearray(path.read_bytes())
    data[64 + 56 + 16_400 + 5] ^= 1
    path.write_bytes(bytes(data))
    layout.blob(ids["empty"]).unlink()
    (tmp_path / "plain").mkdir()
    status, output = _run(vault, tmp_path / "plain", PASSPHRASE)
    assert status == 1
    assert {row["status"] for row in _rows(output).values()} == {"damaged", "whole", "missing"}
    assert len(list((output / "originals").iterdir())) == 1
    status, output = _run(vault, tmp_path, PASSPHRASE, "--salvage")
    name = _rows(output)[content_id]["file"]
    salvaged = (output / "originals" / name).read_bytes()
    original = FILES["聊天 记录.txt"]
    assert salvaged == original[:16_384] + bytes(16_384) + original[32_768:]
    assert "16384 to 32768" in (output / "originals" / f"{name}.map.txt").read_text(encoding="utf-8")


def test_a_cut_file_is_salvaged_up_to_the_cut(vault: Made, tmp_path: Path) -> None:
    layout, _, ids = vault
    path = layout.blob(ids["聊天 记录.txt"])
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[: 64 + 56 + 2 * 16_400 + 100])
    assert _run(vault, tmp_path, PASSPHRASE, "--salvage")[0] == 1
    salvaged = next(path for path in (tmp_path / "out" / "originals").iterdir() if path.suffix == ".salvaged")
    assert salvaged.read_bytes()[:32_768] == FILES["聊天 记录.txt"][:32_768]


def test_damaged_key_files_still_open_when_a_slot_is_whole(vault: Made, tmp_path: Path) -> None:
    layout = vault[0]
    layout.header.write_bytes(layout.header.read_bytes().replace(b"generation: 1", b"generation: x"))
    layout.header_copy.unlink()
    assert _run(vault, tmp_path, PASSPHRASE)[0] == 0


def test_a_wrong_secret_or_place_writes_nothing(vault: Made, tmp_path: Path, rescue: ModuleType) -> None:
    assert _run(vault, tmp_path, "not the passphrase")[0] == 2
    assert _run(vault, tmp_path, "0000-0000", "--recovery")[0] == 2
    assert not (tmp_path / "out").exists()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "there").write_bytes(b"")
    assert rescue.main([str(vault[0].folder), str(tmp_path / "full")]) == 2
    assert rescue.main([str(tmp_path), str(tmp_path / "out")]) == 2


def test_the_published_vault_of_version_1_opens(tmp_path: Path) -> None:
    folder = Path(__file__).parents[1] / "vectors" / "vault-1"
    known = json.loads((folder / "known.json").read_text(encoding="utf-8"))
    vault = (VaultLayout(folder / "whole.evidence-vault"), "", {})
    status, output = _run(vault, tmp_path, known["recovery_key"], "--recovery")
    assert status == 0
    written = {
        path.name[9:]: hashlib.sha256(path.read_bytes()).hexdigest() for path in (output / "originals").iterdir()
    }
    assert written == {name: content["sha256"] for name, content in known["contents"].items()}


def test_it_uses_no_code_of_the_program() -> None:
    assert "import evidence_vault" not in SCRIPT.read_text(encoding="utf-8")
    assert "from evidence_vault" not in SCRIPT.read_text(encoding="utf-8")
