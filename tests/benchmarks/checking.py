# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading everything again: a vault of 1 GiB and a package, beside programs that only hash the same bytes."""

import shutil
import subprocess
import sys
from pathlib import Path

from evidence_vault.operations.import_files import import_files
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.operations.unlock_vault import lock_vault
from evidence_vault.package.checker import check_package
from evidence_vault.package.writer import write_package
from evidence_vault.progress import Silent
from evidence_vault.records import CheckReport, Part
from evidence_vault.translations import Words
from evidence_vault.vault.verify import verify_vault
from tests.benchmarks.material import MEBIBYTE, new_vault, random_file
from tests.benchmarks.measuring import Row, Run, command, megabytes, on_cores, rows_in_turn, yardstick
from tests.helpers.vaults import OWNER, PASSPHRASE, new_clock
from tests.vectors.package.bags import KEY, TOP, made_up_info, made_up_log, made_up_parts

SIZE = 1024 * MEBIBYTE
PACKAGE_FILES = 8
PACKAGE_SIZE = SIZE // 4
NEEDS = 4 * SIZE


def rows(place: Path) -> list[Row]:
    """Vault and package."""
    return [*_vault_rows(place), *_package_rows(place)]


def _vault_rows(place: Path) -> list[Row]:
    source = random_file(place / "one-gibibyte.bin", SIZE)
    folder = place / "verify"
    vault = new_vault(folder)
    import_files(vault, [source], ImportOptions(), OWNER, Silent())
    lock_vault(vault)
    (blob,) = folder.glob("blobs/*/*.evb")
    openssl = yardstick("openssl dgst -sha256", "openssl", command(["openssl", "dgst", "-sha256", blob]))

    def verify() -> None:
        _intact(verify_vault(folder, passphrase=PASSPHRASE, clock=new_clock(), progress=Silent()))

    found: list[Row] = []
    for cores in (1, 2):
        with on_cores(cores) as got:
            what = f"verify a vault of 1 GiB, {got} core" + ("s" if got > 1 else "")
            found += rows_in_turn(what, verify, [openssl], 5, megabytes(SIZE))
    shutil.rmtree(folder)
    return found


def _package_rows(place: Path) -> list[Row]:
    package = _package(place)
    files = sorted(path for path in package.rglob("*") if path.is_file())
    yardsticks = [
        yardstick("openssl dgst -sha256", "openssl", command(["openssl", "dgst", "-sha256", *files])),
        yardstick("bagit.py --validate", sys.executable, _bagit(package)),
    ]

    def check() -> None:
        _intact(check_package(package, progress=Silent()))

    found: list[Row] = []
    for wanted in (1, 2):
        with on_cores(wanted) as cores:
            what = f"check a package of {PACKAGE_SIZE >> 20} MiB, {cores} processor(s)"
            found += rows_in_turn(what, check, yardsticks, 5, megabytes(PACKAGE_SIZE))
    shutil.rmtree(package)
    return found


def _package(place: Path) -> Path:
    log = made_up_log()
    parts = made_up_parts("archive", log)
    for number in range(PACKAGE_FILES):
        source = random_file(place / f"part-{number}.bin", PACKAGE_SIZE // PACKAGE_FILES)
        name = f"originals/B{number}.bin"
        parts.append(Part(name, "original", lambda source=source: source.open("rb"), exhibit=f"B{number}"))  # type: ignore[misc]
    info = made_up_info("archive", log)
    return write_package(place, TOP, parts, info, KEY, Words("en"), as_zip=False, progress=Silent()).path


def _bagit(package: Path) -> Run:
    def run() -> None:
        subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "bagit", "--quiet", "--validate", package],
            check=True,
            stderr=subprocess.DEVNULL,
        )

    return run


def _intact(report: CheckReport) -> None:
    if report.verdict != "intact":
        raise RuntimeError(report.findings)
