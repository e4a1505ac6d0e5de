# SPDX-License-Identifier: GPL-3.0-or-later
"""The published vectors of vault version 1: opened for ever, by the program and by a reader that shares no code."""

import base64
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.helpers import independent_reader
from tests.helpers.vaults import open_vault

from evidence_vault import errors
from evidence_vault.crypto.key_purposes import Purpose, derive_key
from evidence_vault.vault.blobs import BlobStore
from evidence_vault.vault.header import OpenedHeader, open_header
from evidence_vault.vault.layout import FOLDERS, VaultLayout

FOLDER = Path(__file__).parents[1] / "vectors" / "vault-1"
KNOWN: dict[str, Any] = json.loads((FOLDER / "known.json").read_text())
WRONG = {path.stem: json.loads(path.read_text()) for path in sorted((FOLDER / "wrong").glob("*.json"))}


@pytest.fixture
def layout(tmp_path: Path) -> VaultLayout:
    folder = tmp_path / "whole.evidence-vault"
    shutil.copytree(FOLDER / "whole.evidence-vault", folder)
    for name in FOLDERS:  # empty ones are not in the repository
        (folder / name).mkdir(exist_ok=True)
    return VaultLayout(folder)


def _store(layout: VaultLayout, opened: OpenedHeader) -> BlobStore:
    vault_id = opened.header.vault_id
    keys = [derive_key(opened.master_key, purpose, vault_id) for purpose in (Purpose.BLOB_ROOT, Purpose.CONTENT_ID)]
    return BlobStore(layout.folder, keys[0], keys[1], vault_id)


@pytest.mark.parametrize("secret", ["passphrase", "recovery_key"])
def test_either_secret_opens_it_and_every_content_is_as_known(layout: VaultLayout, secret: str) -> None:
    opened = open_header(layout, **{secret: KNOWN[secret]})
    assert opened.findings == ()
    theirs = independent_reader.open_header(layout.header_copy.read_bytes(), **{secret: KNOWN[secret]})
    assert theirs.master_key == opened.master_key
    store = _store(layout, opened)
    for known in KNOWN["contents"].values():
        assert store.verify(known["content_id"]) == []
        with store.open(known["content_id"]) as file:
            data = file.read()
        assert (hashlib.sha256(data).hexdigest(), len(data)) == (known["sha256"], known["size"])
        assert independent_reader.read_blob(layout.blob(known["content_id"]), theirs) == data


def test_the_program_opens_it_and_builds_its_index_anew(layout: VaultLayout) -> None:
    with open_vault(layout.folder) as vault:
        assert {item.name: item.content_id for item in vault.items()} == {
            name: known["content_id"] for name, known in KNOWN["contents"].items()
        }


@pytest.mark.parametrize("name", WRONG)
def test_every_wrong_way_gets_its_answer_from_both_readers(layout: VaultLayout, name: str) -> None:
    wrong = WRONG[name]
    data = base64.b64decode(wrong["bytes"])
    opened = open_header(layout, passphrase=KNOWN["passphrase"])
    if wrong["place"] == "both headers":
        layout.header.write_bytes(data)
        layout.header_copy.write_bytes(data)
        with pytest.raises(errors.VaultError) as caught:
            open_header(layout, passphrase=KNOWN["passphrase"])
        assert caught.value.code == wrong["expected"]
        with pytest.raises((independent_reader.Unreadable, ValueError)):
            independent_reader.open_header(data, passphrase=KNOWN["passphrase"])
        return
    path = layout.blob(wrong["place"])
    path.chmod(0o600)
    path.write_bytes(data)
    assert [finding.code for finding in _store(layout, opened).verify(wrong["place"])] == [wrong["expected"]]
    theirs = independent_reader.OpenVault(opened.header.vault_id, 1, 0, opened.master_key)
    with pytest.raises((independent_reader.Unreadable, ValueError)):
        independent_reader.read_blob(path, theirs)


def test_there_are_vectors_for_every_answer() -> None:
    assert {wrong["expected"] for wrong in WRONG.values()} == {
        "HEADER_DAMAGED",
        "HEADER_TAMPERED",
        "WRONG_PASSPHRASE",
        "VAULT_TOO_NEW",
        "BLOB_DAMAGED",
    }
