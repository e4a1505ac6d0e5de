# SPDX-License-Identifier: GPL-3.0-or-later
"""Attachments that lie beside a chat in its folder: evidence of their own, linked to their messages, never by guess."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.helpers.drawn_files import jpeg
from tests.helpers.vaults import OWNER, new_vault

from evidence_vault.operations.attachment_items import attachment_items
from evidence_vault.operations.edit_case import new_case
from evidence_vault.operations.import_files import import_files
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.operations.read_again import read_again
from evidence_vault.progress import Silent
from evidence_vault.records import AttachmentState
from evidence_vault.vault.vault import Vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "v.evidence-vault") as opened:
        yield opened


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "from the phone"
    folder.mkdir()
    return folder


def brought_in(vault: Vault, folder: Path, case_id: str | None = None) -> dict[str, str]:
    report = import_files(vault, [folder], ImportOptions(case_id), OWNER, Silent())
    return {item.name: item.id for item in report.items}


def test_attachments_in_the_folder_of_a_chat_are_linked_to_their_messages(vault: Vault, source: Path) -> None:
    (source / "photos").mkdir()
    (source / "photos" / "photo_1.jpg").write_bytes(jpeg())
    (source / "IMG-7.jpg").write_bytes(jpeg() + b" ")
    messages = [
        {"id": 1, "type": "message", "date": "2026-03-01T10:00:00", "from": "A", "text": "", "photo": name}
        for name in ("photos/photo_1.jpg", "photos/photo_2.jpg")
    ]
    chat = {"name": "Made Up", "type": "personal_chat", "id": 7, "messages": messages}
    (source / "result.json").write_text(json.dumps(chat))
    lines = ["13/3/26, 9:00 - A: IMG-7.jpg (file attached)", "13/3/26, 9:01 - A: IMG-8.jpg (file attached)"]
    (source / "WhatsApp Chat with A.txt").write_text("\n".join(lines))
    ids = brought_in(vault, source, new_case(vault, "made-up", OWNER).id)
    for log, there in (("result.json", "photo_1.jpg"), ("WhatsApp Chat with A.txt", "IMG-7.jpg")):
        present, missing = (message.attachments[0] for message in vault.messages(ids[log]))
        assert (present.state, missing.state) == (AttachmentState.PRESENT, AttachmentState.MISSING)
        items = attachment_items(vault, ids[log])
        found = items.find(present.name)
        assert found is not None
        assert found.id == ids[there]
        assert items.find(missing.name) is None
        before = vault.messages(ids[log])
        read_again(vault, ids[log], ImportOptions(), OWNER, Silent())
        assert vault.messages(ids[log]) == before


def test_a_name_that_two_files_of_the_folder_have_is_no_link(vault: Vault, source: Path) -> None:
    for folder in ("a", "b"):
        (source / folder).mkdir()
        (source / folder / "IMG-7.jpg").write_bytes(jpeg() + folder.encode())
    (source / "WhatsApp Chat with A.txt").write_text(
        "13/3/26, 9:00 - A: IMG-7.jpg (file attached)\n13/3/26, 9:01 - A: x"
    )
    ids = brought_in(vault, source)
    assert attachment_items(vault, ids["WhatsApp Chat with A.txt"]).find("IMG-7.jpg") is None


def test_a_folder_of_the_same_name_in_another_case_is_not_beside(vault: Vault, source: Path) -> None:
    (source / "IMG-7.jpg").write_bytes(jpeg())
    brought_in(vault, source, new_case(vault, "one", OWNER).id)
    (source / "IMG-7.jpg").unlink()
    (source / "WhatsApp Chat with A.txt").write_text(
        "13/3/26, 9:00 - A: IMG-7.jpg (file attached)\n13/3/26, 9:01 - A: x"
    )
    ids = brought_in(vault, source, new_case(vault, "two", OWNER).id)
    log = ids["WhatsApp Chat with A.txt"]
    assert attachment_items(vault, log).find("IMG-7.jpg") is None
    assert vault.messages(log)[0].attachments[0].state is AttachmentState.MISSING


@pytest.mark.parametrize("folder", ["", "of today/"])
def test_files_in_the_zip_of_a_line_chat_are_linked_to_their_messages(vault: Vault, source: Path, folder: str) -> None:
    days = "[LINE] Chat history with Odo\nSaved on: 2026/01/03 13:16\n\nFri, 01/02/2026\n"
    with zipfile.ZipFile(source / "line.zip", "w") as archive:
        archive.writestr(f"{folder}chat.txt", f"{days}09:05\tOdo\t[File] voucher.pdf\n09:06\tOdo\t[File] other.pdf\n")
        archive.writestr(f"{folder}voucher.pdf", b"%PDF-1.4 made up")
    log = brought_in(vault, source)["line.zip"]
    present, missing = (message.attachments[0] for message in vault.messages(log))
    assert (present.state, missing.state) == (AttachmentState.PRESENT, AttachmentState.MISSING)
    (inside,) = vault.items(contained_in=log)
    items = attachment_items(vault, log)
    assert (items.find(present.name), items.find(missing.name)) == (inside, None)
    before = vault.messages(log)
    read_again(vault, log, ImportOptions(), OWNER, Silent())
    assert (vault.messages(log), vault.items(contained_in=log)) == (before, (inside,))
