# SPDX-License-Identifier: GPL-3.0-or-later
"""A package on a disc that can only be read: checked, looked at and reported on, and nothing is written there."""

import subprocess
from pathlib import Path

from evidence_vault.operations import review_package
from evidence_vault.operations.save_check_report import save_check_report
from evidence_vault.operations.take_in_case import TakeInOptions, take_in_case
from evidence_vault.progress import Silent
from evidence_vault.translations import Words
from tests.helpers.vaults import OWNER, new_vault
from tests.system.test_small_disk import small_disk
from tests.vectors.package.bags import KEY, write_made_up

__all__ = ["small_disk"]


def test_a_package_is_reviewed_and_taken_in_from_a_disc_that_cannot_be_written(
    small_disk: Path, tmp_path: Path
) -> None:
    folder, zipped = write_made_up(small_disk), write_made_up(small_disk, as_zip=True)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True, capture_output=True)
    for number, package in enumerate((folder, zipped)):
        review = review_package.review_package(package, KEY.fingerprint, None, Silent())
        assert review.report.verdict == "intact"
        assert review.evidence
        assert review_package.custody_log(review).rows
        save_check_report(review.report, package.name, tmp_path / f"{number}.pdf", Words("en"))
        with new_vault(tmp_path / f"{number}.evidence-vault") as vault:
            assert take_in_case(vault, package, TakeInOptions(KEY.fingerprint), OWNER, Silent()).items == 2
