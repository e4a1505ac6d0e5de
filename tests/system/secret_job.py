# SPDX-License-Identifier: GPL-3.0-or-later
"""The job that ``test_no_readable_bytes`` watches: secrets go in, are looked at, found, exported; the vault is locked.

``python -m tests.system.secret_job SOURCES VAULT EXPORTS``
"""

import sys
from pathlib import Path

from evidence_vault.operations import browse_vault, edit_case
from evidence_vault.operations.back_up import back_up, check_backup
from evidence_vault.operations.change_passphrase import change_passphrase
from evidence_vault.operations.erase_items import erase_items
from evidence_vault.operations.erase_payload import erase_payload
from evidence_vault.operations.export_case import ExportOptions, export_case
from evidence_vault.operations.faces_in_pictures import can_find_faces
from evidence_vault.operations.import_files import import_bytes, import_files
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.operations.make_copy import CopyWish, make_copy
from evidence_vault.operations.offered_boxes import offered_boxes
from evidence_vault.operations.picture_transcripts import PictureStatement, confirm_transcript
from evidence_vault.operations.read_pictures import can_read_pictures, read_pictures, text_of_picture
from evidence_vault.operations.search_vault import search_vault
from evidence_vault.operations.show_picture import show_picture, thumbnail
from evidence_vault.operations.unlock_vault import lock_vault, unlock_vault
from evidence_vault.operations.verify_vault import verify_open_vault
from evidence_vault.picture_steps import Area, Redact
from evidence_vault.progress import Silent
from evidence_vault.records import Answers, ProposedEntry
from evidence_vault.vault.vault import Vault
from tests.helpers.vaults import OWNER, PASSPHRASE, new_vault_with_key

TEXT = "银杏树下的暗号"
WORD = "ginkgo-marker-7741"


def main(sources: Path, folder: Path, exports: Path) -> None:
    """Everything a person does with a vault, once."""
    vault, recovery_key = new_vault_with_key(folder)
    print(recovery_key)
    case = edit_case.new_case(vault, f"{TEXT} {WORD}", OWNER)
    edit_case.put_fact(vault, case.id, "suspect", {"label": "S1", "claimed_name": f"{TEXT}{WORD}"}, OWNER)
    options = ImportOptions(case.id, answers=Answers(time_zone="Asia/Shanghai", day_first=True))
    report = import_files(vault, sorted(sources.iterdir()), options, OWNER, Silent())
    report_of_paste = import_bytes(vault, f"{WORD}.txt", f"pasted {WORD} {TEXT}".encode(), options, OWNER, Silent())
    assert not report.failed
    assert not report_of_paste.failed
    lock_vault(vault)
    vault = unlock_vault(folder, PASSPHRASE, Silent())
    for item in browse_vault.list_items(vault, case.id):
        if item.media_type.startswith("image/"):
            thumbnail(vault, item.id, 256)
            show_picture(vault, item.id, 0, 800, 800)
    (chat,) = browse_vault.conversations(vault, case.id)
    messages = browse_vault.messages(vault, chat.item_id, chat.conversation.id, 0, 10)
    assert any(TEXT in (message.text or "") for message in messages)
    assert search_vault(vault, TEXT)
    assert search_vault(vault, WORD)
    _look_into_pictures(vault, case.id)
    for kind in ("complaint", "police"):
        export_case(vault, case.id, ExportOptions(kind, exports / kind, "en", "wechat"), OWNER, Silent())
    assert verify_open_vault(vault, Silent()).verdict == "intact"
    _copy_and_erase(vault, folder.parent)
    lock_vault(vault)


def _look_into_pictures(vault: Vault, case_id: str) -> None:
    """The text of the pictures, a transcript confirmed of the one that shows the secret, and boxes offered."""
    if not can_read_pictures():
        return
    report = read_pictures(vault, Silent())
    assert (report.waiting, report.failed) == (0, ())
    (hit,) = [hit for hit in search_vault(vault, WORD) if hit.kind == "picture"]
    assert hit.item_id is not None
    text = text_of_picture(vault, hit.item_id)
    assert text is not None
    entries = [ProposedEntry("message", line.box, line.text, is_self=False) for line in text.lines]
    _offer_boxes(vault, case_id)
    confirm_transcript(vault, hit.item_id, 0, entries, PictureStatement(TEXT), OWNER)


def _offer_boxes(vault: Vault, case_id: str) -> None:
    """Numbers, names and faces looked for in a picture, and a copy made."""
    if not can_find_faces():
        return
    item = next(one for one in browse_vault.list_items(vault, case_id) if one.media_type == "image/png")
    offer = offered_boxes(vault, item.id, 0, Silent(), case_id=case_id)
    assert offer.not_looked_for == ()
    steps = (Redact(Area.sized(1, 1, 9, 9)), *(Redact(box.area) for box in offer.boxes))
    make_copy(vault, item.id, CopyWish(steps), OWNER, Silent(), case_id=case_id)


def _copy_and_erase(vault: Vault, place: Path) -> None:
    """A backup and its proof; evidence and a line of the log erased, and the copy brought up to date."""
    copy = back_up(vault, place / "copy.evidence-vault", OWNER, Silent()).path
    assert check_backup(copy, Silent(), passphrase=PASSPHRASE, vault=vault, actor=OWNER).report.verdict == "intact"
    erased = [item.id for item in browse_vault.list_items(vault, None)[:3]]
    assert len(erase_items(vault, erased, f"{TEXT} {WORD}", OWNER, Silent(), with_names=True)) >= 3
    (made,) = [entry.seq for entry in browse_vault.custody_log(vault, None) if entry.event == "backup-made"]
    assert erase_payload(vault, made, OWNER) == (made,)
    change_passphrase(vault, PASSPHRASE, f"{PASSPHRASE} again")
    back_up(vault, copy, OWNER, Silent())
    proof = check_backup(copy, Silent(), passphrase=f"{PASSPHRASE} again", vault=vault, actor=OWNER)
    assert proof.report.verdict == "intact"


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]))
