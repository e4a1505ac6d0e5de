# SPDX-License-Identifier: GPL-3.0-or-later
"""A redacted package: an allow-list of fields, hashes kept, everything withheld counted, held against its parent."""

import csv
import io
import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from tests.helpers.drawn_files import chat_page, saved
from tests.helpers.vaults import OWNER, new_vault

from evidence_vault import errors
from evidence_vault.operations.check_package import check_package
from evidence_vault.operations.edit_case import new_case, put_fact
from evidence_vault.operations.export_case import ExportOptions, ExportReport, export_case
from evidence_vault.operations.import_files import import_files
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.package.redaction import table_rows
from evidence_vault.progress import Silent
from evidence_vault.records import CheckReport, Json
from evidence_vault.vault.vault import Vault

SECRETS = ("陈小雨", "6222000011112222", "王老师", "wang-1", "转账到这个账户", "page.png", "chat-with-wang")
CHAT = "3/1/26, 12:00 - 王老师: 转账到这个账户\n3/1/26, 12:01 - Lin Qiao: Where to?\n"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "v.evidence-vault") as opened:
        yield opened


@pytest.fixture
def case(vault: Vault, tmp_path: Path) -> str:
    phone = tmp_path / "phone"
    phone.mkdir()
    (phone / "page.png").write_bytes(saved(chat_page(300), "PNG"))
    (phone / "chat-with-wang.txt").write_text(CHAT, "utf-8")
    case_id = new_case(vault, "投资群 陈小雨", OWNER).id
    import_files(vault, [phone], ImportOptions(case_id, importer=None), OWNER, Silent())
    put_fact(vault, case_id, "person", {"role": "complainant", "full_name": "陈小雨"}, OWNER)
    suspect = put_fact(vault, case_id, "suspect", {"label": "王老师"}, OWNER)
    fields = {"type": "wechat_id", "value_exact": "wang-1", "suspect_id": suspect.id}
    put_fact(vault, case_id, "identifier", fields, OWNER)
    payment = {
        "amount": "5000.00", "currency": "CNY", "direction": "sent", "sent_at": "2026-03-01T12:00:00+08:00",
        "to_account_no": "6222000011112222", "to_account_name": "王老师", "evidence_items": ["A1"],
    }  # fmt: skip
    put_fact(vault, case_id, "payment", payment, OWNER)
    return case_id


def export(vault: Vault, case: str, place: Path, kind: str, *keep: str) -> ExportReport:
    return export_case(vault, case, ExportOptions(kind, place, "en", keep_fields=keep), OWNER, Silent())


def codes(report: CheckReport) -> set[str]:
    return {finding.code for finding in report.findings}


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() + path.name.encode() for path in sorted(folder.rglob("*")) if path.is_file())


def test_nothing_goes_out_that_is_not_on_the_list_and_all_of_it_is_counted(
    vault: Vault, case: str, tmp_path: Path
) -> None:
    parent = export(vault, case, tmp_path / "whole", "archive")
    redacted = export(vault, case, tmp_path / "part", "redacted")
    text = everything(redacted.path).decode("utf-8", "replace")
    for secret in SECRETS:
        assert secret in everything(parent.path).decode("utf-8", "replace")
        assert secret not in text
        assert json.dumps(secret).strip('"') not in text
    assert redacted.left_out["ORIGINAL_REDACTED"] == 2
    assert redacted.left_out["MESSAGE_REDACTED"] == 2
    told = json.loads((redacted.path / "data/records/redaction.json").read_bytes())
    assert told["parent"]["package_id"] == parent.package_id
    assert told["tables"]["payments"]["withheld"] == {"to_account_name": 1, "to_account_no": 1}
    counted = sum(sum(table["withheld"].values()) for table in told["tables"].values())
    assert counted == redacted.left_out["FIELD_REDACTED"]
    # Hashes stay: the whole point of holding it against the complete package.
    for item in vault.items(case_id=case):
        assert item.sha256 in text
    report = check_package(redacted.path, redacted.fingerprint, None, Silent())
    assert (report.verdict, report.counts["withheld"]) == ("intact", sum(redacted.left_out.values()))


def test_it_is_held_against_its_parent(vault: Vault, case: str, tmp_path: Path) -> None:
    earlier = export(vault, case, tmp_path / "earlier", "archive")
    parent = export(vault, case, tmp_path / "whole", "archive")
    redacted = export(vault, case, tmp_path / "part", "redacted")
    assert check_package(redacted.path, None, parent.path, Silent()).verdict == "intact"
    assert "REDACTION_OF_ANOTHER" in codes(check_package(redacted.path, None, earlier.path, Silent()))


def test_only_what_is_named_is_kept(vault: Vault, case: str, tmp_path: Path) -> None:
    export(vault, case, tmp_path / "whole", "police")
    redacted = export(vault, case, tmp_path / "part", "redacted", "payments.amount", "payments.currency")
    tables = {path.name: path for path in (redacted.path / "data/tables").iterdir()}
    assert set(tables) == {"payments.csv"}
    rows = list(csv.reader(io.StringIO(tables["payments.csv"].read_text("utf-8-sig"))))
    assert rows == [["amount", "currency"], ["5000.00", "CNY"]]
    assert check_package(redacted.path, None, None, Silent()).verdict == "intact"


def test_it_needs_a_complete_package_and_fields_of_tables(vault: Vault, case: str, tmp_path: Path) -> None:
    with pytest.raises(errors.RedactionNeedsParent):
        export(vault, case, tmp_path / "part", "redacted")
    with pytest.raises(errors.FieldUnknown):
        export(vault, case, tmp_path / "part", "redacted", "payment.amount")
    assert not (tmp_path / "part").exists()


def test_a_complete_package_from_before_a_change_is_no_parent(vault: Vault, case: str, tmp_path: Path) -> None:
    export(vault, case, tmp_path / "whole", "archive")
    put_fact(vault, case, "payment", {"amount": "1.00", "currency": "CNY"}, OWNER)
    with pytest.raises(errors.RedactionNeedsParent):
        export(vault, case, tmp_path / "part", "redacted")


def test_the_language_of_the_part_may_be_another(vault: Vault, case: str, tmp_path: Path) -> None:
    (payment,) = vault.facts("payment", case_id=case)
    fields = {**payment.fields, "evidence_items": ["A1", "B1", "Z9"]}
    put_fact(vault, case, "payment", fields, OWNER, fact_id=payment.id)
    options = ExportOptions("archive", tmp_path / "whole", "zh-Hans")
    parent = export_case(vault, case, options, OWNER, Silent())
    redacted = export(vault, case, tmp_path / "part", "redacted")
    report = check_package(redacted.path, None, parent.path, Silent())
    assert report.verdict == "intact", report.findings


def test_a_cell_that_was_changed_before_signing_is_found_beside_the_parent(
    vault: Vault, case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from evidence_vault.exporters import redacted_package

    parent = export(vault, case, tmp_path / "whole", "archive")
    honest = redacted_package.csv_bytes

    def dishonest(columns: Sequence[str], rows: Sequence[Sequence[Json]]) -> bytes:
        return honest(columns, [["9000.00" if cell == "5000.00" else cell for cell in row] for row in rows])

    monkeypatch.setattr(redacted_package, "csv_bytes", dishonest)
    redacted = export(vault, case, tmp_path / "part", "redacted")
    assert check_package(redacted.path, None, None, Silent()).verdict == "intact"  # signed by the key holder, alone
    assert "REDACTION_CHANGED" in codes(check_package(redacted.path, None, parent.path, Silent()))


def test_another_package_under_the_parents_id_is_found(vault: Vault, case: str, tmp_path: Path) -> None:
    parent = export(vault, case, tmp_path / "whole", "archive")
    redacted = export(vault, case, tmp_path / "part", "redacted")
    forged = Path(shutil.copytree(parent.path, tmp_path / "forged"))
    (forged / "tagmanifest-sha256.txt").write_bytes((forged / "tagmanifest-sha256.txt").read_bytes() + b"\n")
    found = codes(check_package(redacted.path, None, forged, Silent()))
    assert {"REDACTION_PARENT_DIFFERS", "AGAINST_BROKEN"} <= found


def test_what_is_no_table_has_no_rows(tmp_path: Path) -> None:
    from tests.vectors.package.bags import write_made_up

    from evidence_vault.package.reader import open_package

    package = open_package(write_made_up(tmp_path, "archive"))
    assert table_rows(package, "data/tables/none.csv") is None
