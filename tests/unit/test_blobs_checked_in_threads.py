# SPDX-License-Identifier: GPL-3.0-or-later
"""Large contents are hashed beside the opening of their seals: the answers are those of small ones, on any machine."""

import io
import random
from pathlib import Path

import pytest
from tests.helpers.vaults import new_vault

from evidence_vault.progress import Cancelled, Silent
from evidence_vault.vault.blobs import SMALLEST_HASHED_BESIDE
from evidence_vault.vault.vault import Vault

SIZES = [SMALLEST_HASHED_BESIDE - 1, SMALLEST_HASHED_BESIDE, SMALLEST_HASHED_BESIDE + (3 << 20) + 17]


def stored(vault: Vault, size: int) -> tuple[str, Path]:
    content_id = vault.store_content(io.BytesIO(random.Random(size).randbytes(size)), progress=Silent()).content_id
    (path,) = vault.path.glob(f"blobs/*/{content_id}.evb")
    path.chmod(0o600)
    return content_id, path


@pytest.fixture(params=[1, 2], autouse=True)
def _cores(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evidence_vault.vault.blobs.usable_cores", lambda: request.param)


@pytest.mark.parametrize("size", SIZES)
def test_a_whole_one_has_no_finding_and_every_kind_of_damage_has_one(tmp_path: Path, size: int) -> None:
    with new_vault(tmp_path / "v") as vault:
        contents = vault._ledger.contents
        content_id, path = stored(vault, size)
        data = path.read_bytes()
        assert contents.verify(content_id) == []
        for place in (200, len(data) // 2, len(data) - 600):
            path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
            assert [each.code for each in contents.verify(content_id)] == ["BLOB_DAMAGED"]
        path.write_bytes(data[: len(data) // 2])
        assert [each.code for each in contents.verify(content_id)] == ["BLOB_DAMAGED"]
        path.write_bytes(data)
        assert contents.verify(content_id) == []


class _StopsAfter(Silent):
    def __init__(self, steps: int) -> None:
        self.left = steps

    def raise_if_cancelled(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


@pytest.mark.parametrize("steps", [0, 2])
def test_the_check_can_be_stopped(tmp_path: Path, steps: int) -> None:
    with new_vault(tmp_path / "v") as vault:
        content_id, _path = stored(vault, SIZES[-1])
        with pytest.raises(Cancelled):
            vault._ledger.contents.verify(content_id, _StopsAfter(steps))
        assert vault._ledger.contents.verify(content_id) == []
