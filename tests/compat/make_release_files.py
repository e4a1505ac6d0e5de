# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the files of this release: ``python -m tests.compat.make_release_files [--again]`` (see README.md)."""

import json
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

from evidence_vault import __version__
from evidence_vault.operations import case_facts, edit_case
from evidence_vault.operations.export_case import ExportOptions, ExportReport, export_case
from evidence_vault.operations.import_files import import_files
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.operations.show_picture import thumbnail
from evidence_vault.operations.unlock_vault import lock_vault
from evidence_vault.progress import Silent
from evidence_vault.records import Answers, Json
from evidence_vault.vault.vault import Vault
from tests.helpers import drawn_files
from tests.helpers.vaults import OWNER, PASSPHRASE, new_vault_with_key

PLACE = Path(__file__).parent
CHAT = """01/03/2026, 09:30 - Lin Qiao: 王老师，我已经转了。
01/03/2026, 09:31 - Teacher Wang: 请再转账 5000 元解冻。
第二行
02/03/2026, 10:00 - Teacher Wang: pic.jpg (file attached)
"""
FACTS = """schema = 1
narrative = "A made-up investment fraud."

[case]
platform = "wechat"
timezone = "Asia/Shanghai"

[[suspects]]
key = "s1"
label = "S1"
claimed_name = "王老师"

[[payments]]
key = "p1"
sent_at = "2026-03-01T09:30"
amount = "5000.00"
currency = "CNY"
"""


def main() -> None:
    target = PLACE / __version__
    if target.exists() and "--again" not in sys.argv:
        sys.exit(f"{__version__} is there; --again replaces it while it is not published")
    with tempfile.TemporaryDirectory() as working:
        made = _made(Path(working))
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir()
        with zipfile.ZipFile(target / "vault.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            folder = Path(working) / "v.evidence-vault"
            for path in sorted(folder.rglob("*")):
                archive.write(path, path.relative_to(folder))
        for path in Path(working).glob("package-*.zip"):
            shutil.copy(path, target / path.name)
        text = json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True)
        (target / "expected.json").write_text(text + "\n", "utf-8")


def _made(working: Path) -> dict[str, Json]:
    sources = working / "sources"
    sources.mkdir()
    (sources / "WhatsApp Chat with Teacher Wang.txt").write_text(CHAT, "utf-8")
    (sources / "截图.png").write_bytes(drawn_files.png())
    (sources / "photo.jpg").write_bytes(drawn_files.jpeg())
    vault, recovery_key = new_vault_with_key(working / "v.evidence-vault")
    try:
        case_id = edit_case.new_case(vault, "荐股骗局 (made up)", OWNER).id
        options = ImportOptions(case_id, answers=Answers(time_zone="Asia/Shanghai", day_first=True))
        report = import_files(vault, [sources], options, OWNER, Silent())
        again = import_files(vault, [sources / "photo.jpg"], options, OWNER, Silent())
        if report.failed or len(report.items) != 3 or len(again.duplicates) != 1:
            sys.exit(f"not everything was added: {report}")
        case_facts.apply_facts(vault, case_id, FACTS, OWNER)
        packages = {kind: _exported(vault, case_id, kind, working) for kind in ("complaint", "archive")}
        for item in vault.items():
            if item.media_type.startswith("image/"):
                thumbnail(vault, item.id, 64)
        found = _expected(vault, case_id)
    finally:
        lock_vault(vault)
    return found | {
        "passphrase": PASSPHRASE,
        "recovery_key": recovery_key,
        "packages": {kind: {"fingerprint": each.fingerprint, "files": each.files} for kind, each in packages.items()},
    }


def _exported(vault: Vault, case_id: str, kind: str, working: Path) -> ExportReport:
    options = ExportOptions(kind, working / f"package-{kind}.zip", "zh-Hans", "wechat", as_zip=True)
    return export_case(vault, case_id, options, OWNER, Silent())


def _expected(vault: Vault, case_id: str) -> dict[str, Json]:
    chat = vault.conversations(case_id=case_id)[0]
    messages = vault.messages(chat.item_id, chat.conversation.id)
    return {
        "case_title": str(vault.fact(case_id).fields["title"]),
        "case_id": case_id,
        "items": {item.name: item.sha256 for item in vault.items()},
        "messages": [message.text for message in messages],
        "facts": sorted(fact.entity for fact in vault.facts(case_id=case_id)),
        "exhibits": {item.name: number for number, item in vault.exhibits(case_id)},
        "entries": list(vault.leaf_hashes()),
    }


if __name__ == "__main__":
    main()
