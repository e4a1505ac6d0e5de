# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking at evidence: pictures from the worker, thumbnails kept in the index, originals given out and proved."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.helpers.drawn_files import chat_page, saved
from tests.helpers.vaults import OWNER, new_vault

from evidence_vault import errors
from evidence_vault.operations import show_picture as showing
from evidence_vault.operations.browse_vault import full_id, item_history
from evidence_vault.operations.import_files import import_bytes
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.operations.save_original import save_original
from evidence_vault.operations.search_vault import search_vault
from evidence_vault.progress import Cancelled, Silent
from evidence_vault.records import EvidenceItem
from evidence_vault.vault.vault import Vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "v.evidence-vault") as opened:
        yield opened


@pytest.fixture
def picture(vault: Vault) -> EvidenceItem:
    data = saved(chat_page(), "PNG")
    return import_bytes(vault, "聊天截图.png", data, ImportOptions(), OWNER, Silent()).items[0]


class Stop(Silent):
    def raise_if_cancelled(self) -> None:
        raise Cancelled


def test_a_picture_fits_the_place_it_is_shown_in(vault: Vault, picture: EvidenceItem) -> None:
    shown = showing.show_picture(vault, picture.id, 0, 100, 100)
    assert (shown.height, len(shown.rgba)) == (100, shown.width * shown.height * 4)
    with pytest.raises(errors.ReadingError):
        showing.show_picture(vault, picture.id, 7, 100, 100)


def test_a_thumbnail_is_made_once(vault: Vault, picture: EvidenceItem, monkeypatch: pytest.MonkeyPatch) -> None:
    first = showing.thumbnail(vault, picture.id, 64)
    monkeypatch.setattr(showing, "worker", lambda: pytest.fail("asked the worker again"))
    assert showing.thumbnail(vault, picture.id, 64) == first


def test_an_original_is_given_out_proved_and_journaled(vault: Vault, picture: EvidenceItem, tmp_path: Path) -> None:
    save_original(vault, picture.id, tmp_path / "out.png", OWNER, Silent())
    assert (tmp_path / "out.png").read_bytes() == saved(chat_page(), "PNG")
    assert [entry.event for entry in item_history(vault, picture.id)] == ["added", "copied-out"]
    with pytest.raises(errors.DestinationExists):
        save_original(vault, picture.id, tmp_path / "out.png", OWNER, Silent())
    with pytest.raises(Cancelled):
        save_original(vault, picture.id, tmp_path / "stopped.png", OWNER, Stop())
    assert not (tmp_path / "stopped.png").exists()


def test_names_are_found_and_ids_may_be_cut(vault: Vault, picture: EvidenceItem) -> None:
    assert [hit.item_id for hit in search_vault(vault, "截图")] == [picture.id]
    assert full_id(vault, "item", picture.id[:8]) == picture.id
