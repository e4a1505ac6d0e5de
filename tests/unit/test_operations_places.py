# SPDX-License-Identifier: GPL-3.0-or-later
"""Places the program cannot read or fill: without permission, and really full; in a child that is not root."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.helpers.vaults import OWNER, new_vault

from evidence_vault.operations.create_vault import describe_place
from evidence_vault.operations.import_files import import_files
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.operations.verify_vault import verify_open_vault
from evidence_vault.progress import Silent

ROOT = Path(__file__).resolve().parents[2]
# Who is root may read everything; without these two capabilities permissions hold for it as for anybody.
WITHOUT_ROOT_POWER = """
import ctypes, os, sys
if os.geteuid() == 0:
    libc = ctypes.CDLL(None, use_errno=True)
    drop_from_bounding_set, dac_override, dac_read_search = 24, 1, 2
    for capability in (dac_override, dac_read_search):
        if libc.prctl(drop_from_bounding_set, capability, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "prctl")
os.execv(sys.executable, [sys.executable, "-c", *sys.argv[1:]])
"""
SCRIPT = """
import json, os, sys
from pathlib import Path
from evidence_vault.operations.import_files import import_files
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.operations.workers import end_worker
from evidence_vault.progress import Silent
from tests.helpers.vaults import OWNER, new_vault
base = Path(sys.argv[1])
phone = base / "phone"
for name in ("closed", "open"):
    (phone / name).mkdir(parents=True)
    (phone / name / "a.txt").write_text(name)
(phone / "secret.txt").write_text("secret")
os.chmod(phone / "closed", 0)
os.chmod(phone / "secret.txt", 0)
with new_vault(base / "v.evidence-vault") as vault:
    report = import_files(vault, [phone], ImportOptions(), OWNER, Silent())
    from evidence_vault.operations.verify_vault import verify_open_vault
    verdict = verify_open_vault(vault, Silent()).verdict
end_worker()
os.chmod(phone / "closed", 0o700)
print(json.dumps({
    "items": [item.name for item in report.items],
    "failed": [[one.name, one.code] for one in report.failed],
    "verdict": verdict,
}))
"""


@pytest.fixture
def common_folder() -> Iterator[Path]:
    """A folder that the child may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="evidence-vault-test-"))
    yield folder
    shutil.rmtree(folder)


def test_what_may_not_be_read_is_said_and_the_rest_goes_on(common_folder: Path) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux can take root's power over files away from a child")
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_ROOT_POWER, SCRIPT, str(common_folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"], "HOME": str(common_folder)},
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["items"] == ["a.txt"]
    assert answer["failed"] == [["phone/closed", "SOURCE_UNREADABLE"], ["phone/secret.txt", "SOURCE_UNREADABLE"]]
    assert answer["verdict"] == "intact"


def test_a_disk_that_is_really_full(common_folder: Path) -> None:
    disk, phone = common_folder / "disk", common_folder / "phone"
    disk.mkdir()
    phone.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no small disk can be mounted here; test_operations_import has the full disk through a seam")
    try:
        (phone / "big.bin").write_bytes(os.urandom(30 << 20))
        (phone / "small.txt").write_text("small")
        with new_vault(disk / "v.evidence-vault") as vault:
            report = import_files(vault, [phone], ImportOptions(), OWNER, Silent())
            assert [(one.name, one.code) for one in report.failed] == [("phone/big.bin", "DISK_FULL")]
            assert [item.name for item in report.items] == ["small.txt"]
            assert verify_open_vault(vault, Silent()).verdict == "intact"
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize(
    ("place", "program"),
    [
        ("OneDrive - Office/x", "OneDrive"),
        ("我的坚果云/案件", "坚果云"),
        ("Documents/x", None),
        ("Dropbox/a/b", "Dropbox"),
    ],
)
def test_a_place_says_whether_it_is_copied_to_the_internet(tmp_path: Path, place: str, program: str | None) -> None:
    report = describe_place(tmp_path / place)
    assert (report.synced_by, report.exists, report.is_vault, report.writable) == (program, False, False, True)
    assert report.free_bytes > 0
