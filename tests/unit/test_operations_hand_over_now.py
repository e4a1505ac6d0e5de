# SPDX-License-Identifier: GPL-3.0-or-later
"""The first papers: from whatever is there, marked preliminary, never over something; names over time in the report."""

import csv
import io
import subprocess
from pathlib import Path

import pytest
from tests.helpers import drawn_files
from tests.helpers.twelve_payments import twelve_payments
from tests.helpers.vaults import OWNER, new_vault

from evidence_vault.cases.dossier import Copies, Purpose, freeze_dossier
from evidence_vault.errors import DestinationExists
from evidence_vault.exporters.case_tables import table_parts
from evidence_vault.operations import edit_case
from evidence_vault.operations.hand_over_now import PAPERS_MADE, save_first_papers
from evidence_vault.operations.import_files import import_files
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.progress import Silent
from evidence_vault.translations import Words


def words_of(path: Path) -> str:
    done = subprocess.run(["mutool", "draw", "-F", "txt", str(path)], capture_output=True, check=True)
    return done.stdout.decode()


def test_papers_from_whatever_is_there(tmp_path: Path) -> None:
    picture = tmp_path / "voucher.png"
    picture.write_bytes(drawn_files.png())
    with new_vault(tmp_path / "v") as vault:
        case = edit_case.new_case(vault, "first hour", OWNER)
        import_files(vault, [picture], ImportOptions(case_id=case.id), OWNER, Silent())
        papers = tmp_path / "papers.pdf"

        save_first_papers(vault, case.id, papers, OWNER, Silent(), language="en")
        assert papers.read_bytes().startswith(b"%PDF")
        (entry,) = [entry for entry in vault.log(case_id=case.id) if entry.event == PAPERS_MADE]
        assert entry.custody
        with pytest.raises(DestinationExists):
            save_first_papers(vault, case.id, papers, OWNER, Silent(), language="en")


def test_papers_hold_card_accounts_and_payments_and_say_that_they_are_preliminary(tmp_path: Path) -> None:
    made = twelve_payments(tmp_path / "v")
    with made.vault as vault:
        papers = tmp_path / "papers.pdf"
        save_first_papers(vault, made.case_id, papers, OWNER, Silent(), language="en")

    text = words_of(papers)
    assert text.index("Preliminary") < text.index("Payments to stop")
    assert "wang_t" in text
    assert "6222000011112222" in text
    assert "Money table" in text


def test_names_over_time_stand_in_the_table_of_identifiers(tmp_path: Path) -> None:
    made = twelve_payments(tmp_path / "v")
    with made.vault as vault:
        found = {}
        for kind in ("police", "complaint"):
            purpose = Purpose(
                kind=kind, language="en", platform=None, agency=None, package_id="20260322-0915-k7p2",
                made_at="2026-03-22T09:15:00+08:00", made_by=OWNER, options={},
            )  # fmt: skip
            dossier = freeze_dossier(vault, made.case_id, Copies({}, {}), purpose, with_messages=False)
            parts = {part.path: part for part in table_parts(dossier, {}, Words("en"))}
            with parts["tables/identifiers.csv"].open() as stream:
                found[kind] = list(csv.DictReader(io.StringIO(stream.read().decode("utf-8-sig"))))

    shown = {row["value_exact"]: row["names_shown"] for row in found["police"]}
    assert shown["wang_t"] == (
        "阳光 2026-02-27T09:00:00/2026-02-27T09:05:00; 王老师 2026-02-28T10:00:00/2026-03-12T10:00:00"
    )
    assert "names_shown" not in found["complaint"][0]
