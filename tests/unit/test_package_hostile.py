# SPDX-License-Identifier: GPL-3.0-or-later
"""Packages made to harm whoever checks them, and packages too large to hold in memory."""

import base64
import hashlib
import io
import json
import os
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from tests.vectors.package.bags import (
    DESCRIPTION,
    KEY,
    LOG,
    TOP,
    as_folder,
    as_zip,
    canonical,
    good,
    made_up_log,
    redescribed,
    sha256,
    signed,
    tree_root,
    zip_bytes,
)

from evidence_vault import errors
from evidence_vault.package.checker import check_package
from evidence_vault.package.review import MOST_ROWS, ReviewedPackage
from evidence_vault.progress import Silent

ROOT = Path(__file__).resolve().parents[2]
LARGE = 256 << 20
ROOM = 40 << 10
"""Kibibytes by which the memory of a check may grow for a package that is larger by ``LARGE`` bytes."""
MEASURED = """
import resource, sys
from pathlib import Path
from evidence_vault.package.checker import check_package
from evidence_vault.progress import Silent
report = check_package(Path(sys.argv[1]), progress=Silent())
if Path("/proc/self/status").exists():  # ru_maxrss counts what the parent held when it started this process
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(report.verdict, peak)
"""


def memory_of_check(package: Path) -> tuple[str, int]:
    """The verdict, and the most memory (KiB) that a process needed for it."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(package)], capture_output=True, env=environment, timeout=100, check=True
    )
    verdict, kibibytes = done.stdout.decode().split()
    return verdict, int(kibibytes)


def with_large_original(place: Path, size: int) -> Path:
    """A signed folder with one more original of ``size`` zero bytes, which need no room on the disk."""
    path = "data/originals/B1.mp4"
    digest = hashlib.sha256()
    for _ in range(size >> 20):
        digest.update(bytes(1 << 20))
    files = good()
    value = json.loads(files[DESCRIPTION])
    value["parts"].append({
        "path": path,
        "role": "original",
        "exhibit": "B1",
        "sha256": digest.hexdigest(),
        "size": size,
    })
    value["parts"].sort(key=lambda one: one["path"].encode())
    files[DESCRIPTION] = canonical(value) + b"\n"
    payload = {name: sha256(data) for name, data in files.items() if name.startswith("data/")} | {
        path: digest.hexdigest()
    }
    lines = [f"{sha}  {name}\n" for name, sha in sorted(payload.items())]
    total = sum(len(data) for name, data in files.items() if name.startswith("data/")) + size
    info = [line for line in files["bag-info.txt"].decode().split("\n") if line and not line.startswith("Payload")]
    files["bag-info.txt"] = "".join(f"{line}\n" for line in [*info, f"Payload-Oxum: {total}.{len(payload)}"]).encode()
    files["manifest-sha256.txt"] = "".join(lines).encode()
    tags = ("HOW-TO-CHECK.txt", "START-HERE.html", "bag-info.txt", "bagit.txt", "manifest-sha256.txt", "signer.pub")
    files["tagmanifest-sha256.txt"] = "".join(f"{sha256(files[name])}  {name}\n" for name in tags).encode()
    signature = KEY.sshsig(files["tagmanifest-sha256.txt"], "evidence-vault-package").encode()
    files["tagmanifest-sha256.txt.sig"] = signature
    del files["tagmanifest-sha256.txt.sig.1.tsq"]
    as_folder(files, place)
    with (place / path).open("wb") as file:
        file.truncate(size)
    return place


@pytest.mark.skipif(sys.platform == "win32", reason="measured with getrusage")
def test_a_large_package_needs_no_more_memory_than_a_small_one(tmp_path: Path) -> None:
    small = memory_of_check(with_large_original(tmp_path / "small", 1 << 20))
    large = memory_of_check(with_large_original(tmp_path / "large", LARGE))
    assert small[0] == large[0] == "intact"
    assert large[1] - small[1] < ROOM


def deflated_lie(folder: Path, true_size: int) -> Path:
    """A zip whose entry says that it is small, and inflates to ``true_size``."""
    files = good()
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(true_size >> 20)) + packer.flush()
    path = f"{TOP}/data/originals/A1.png".encode()
    said = len(files["data/originals/A1.png"])
    rest = zip_bytes((name, data) for name, data in files.items() if name != "data/originals/A1.png")
    end = rest.rindex(b"PK\x05\x06")
    count, size, place = struct.unpack_from("<HLL", rest, end + 10)
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 33, 0, len(packed), said, len(path), 0) + path + packed
    central = struct.pack(
        "<4s6H3L5H2L", b"PK\x01\x02", 20 | 3 << 8, 20, 0, 8, 0, 33, 0, len(packed), said, len(path), 0, 0, 0, 0,
        0o100644 << 16, place,
    )  # fmt: skip
    directory = rest[place : place + size] + central + path
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count + 1, count + 1, len(directory), place + len(local), 0)
    target = folder / "lie.zip"
    target.write_bytes(rest[:place] + local + directory + tail)
    return target


@pytest.mark.skipif(sys.platform == "win32", reason="measured with getrusage")
def test_an_entry_that_lies_about_its_size_is_not_inflated_on(tmp_path: Path) -> None:
    lie = deflated_lie(tmp_path, 128 << 20)
    assert lie.stat().st_size < 1 << 20
    verdict, kibibytes = memory_of_check(lie)
    _, usual = memory_of_check(as_zip(good(), tmp_path / "good.zip"))
    assert verdict == "problems"
    assert kibibytes - usual < ROOM
    found = {(one.code, one.subject) for one in check_package(lie, progress=Silent()).findings}
    assert ("FILE_CHANGED", "data/originals/A1.png") in found


def test_a_million_entries_are_refused_before_they_are_read(tmp_path: Path) -> None:
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    count = 1_000_000
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, count * len(entry), 0)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, count * len(entry), 1)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    place = tmp_path / "many.zip"
    place.write_bytes(entry * count + record + locator + end)
    with pytest.raises(errors.PackageTooLarge):
        check_package(place, progress=Silent())


def test_a_zip_in_a_zip_in_a_zip_is_only_bytes(tmp_path: Path) -> None:
    inner = bytes(1 << 20)
    for _ in range(4):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(8):
                archive.writestr(f"{number}.zip", inner)
        inner = target.getvalue()
    files = good() | {"data/originals/A1.png": inner}
    place = as_zip(signed(redescribed(files)), tmp_path / "package.zip")
    report = check_package(place, signer=KEY.fingerprint, progress=Silent())
    assert report.verdict == "intact"


# --- a checkpoint that did not come with the package ---------------------------------------------------------


def noted(folder: Path, leaves: list[bytes], count: int, *, size: int | None = None) -> Path:
    """A checkpoint over the first ``count`` leaves, copied by hand from paper."""
    root = base64.b64encode(tree_root(leaves[:count])).decode()
    path = folder / "noted.txt"
    path.write_bytes(f"\ufeffevault/made-up \r\n {size if size is not None else count}\r\n{root}\r\n".encode())
    return path


def codes(package: Path, note: Path) -> set[str]:
    report = check_package(package, signer=KEY.fingerprint, checkpoint=note, progress=Silent())
    return {finding.code for finding in report.findings}


def test_a_checkpoint_on_paper_finds_a_replay_and_a_rewritten_history(tmp_path: Path) -> None:
    package = as_zip(good(), tmp_path / "package.zip")
    log, longer, other = made_up_log().leaves, made_up_log(3).leaves, made_up_log(first="dd" * 32).leaves
    for count in range(1, len(log) + 1):
        assert codes(package, noted(tmp_path, log, count)) == set()
        assert codes(package, noted(tmp_path, other, count)) == {"CUSTODY_REWRITTEN"}
    assert codes(package, noted(tmp_path, longer, len(longer))) == {"PACKAGE_IS_OLDER"}
    assert codes(package, noted(tmp_path, log, 2, size=3)) == {"CUSTODY_REWRITTEN"}


def test_a_package_without_a_log_cannot_be_compared(tmp_path: Path) -> None:
    package = as_zip(good("complaint"), tmp_path / "package.zip")
    assert "CHECKPOINT_NOT_COMPARED" in codes(package, noted(tmp_path, made_up_log().leaves, 2))


@pytest.mark.parametrize("text", ["", "a\n1\n", "a\nx\nAAAA\n", "a\n1\nnot base64\n", "\n1\n" + "A" * 44])
def test_what_is_no_checkpoint_is_said(tmp_path: Path, text: str) -> None:
    package = as_zip(good(), tmp_path / "package.zip")
    (tmp_path / "note").write_text(text)
    with pytest.raises(errors.CheckpointUnreadable):
        check_package(package, checkpoint=tmp_path / "note", progress=Silent())
    with pytest.raises(errors.SourceMissing):
        check_package(package, checkpoint=tmp_path / "absent", progress=Silent())


# --- looking at a hostile package ----------------------------------------------------------------------------


def test_looking_gives_only_what_is_described(tmp_path: Path) -> None:
    place = as_folder(good(), tmp_path / TOP)
    package = ReviewedPackage(place)
    assert package.read("data/originals/A1.png")
    (place / "data/originals/A1.png").write_bytes(b"swapped after the check")
    (place / "data/extra.csv").write_text("a,b\n")
    for path in ("data/originals/A1.png", "data/extra.csv", "../outside", "bagit.txt", ""):
        with pytest.raises(errors.PartNotShown):
            package.read(path)
    (place / LOG).write_bytes((place / LOG).read_bytes() + b"{}\n")
    with pytest.raises(errors.PartNotShown):
        package.log()


def test_tables_are_bounded_and_their_cells_are_text(tmp_path: Path) -> None:
    rows = b'"a","b"\r\n' + b'"\'=1+1","' + b"x" * 9000 + b'"\r\n' + b'"only one"\r\n' + b'"1","2","3"\r\n' * MOST_ROWS
    files = signed(redescribed(good() | {"data/tables/exhibits.csv": rows}))
    table = ReviewedPackage(as_folder(files, tmp_path / TOP)).table("data/tables/exhibits.csv")
    assert table.columns == ("a", "b")
    assert table.rows[0][0] == "=1+1"
    assert len(table.rows[0][1]) < 5000
    assert table.rows[1] == ("only one", "")
    assert table.rows[2] == ("1", "2")
    assert (len(table.rows), table.left_out) == (MOST_ROWS, 2)


def test_the_log_is_told_and_the_rest_is_counted(tmp_path: Path) -> None:
    log = ReviewedPackage(as_folder(good(), tmp_path / TOP)).log()
    assert [row[3] for row in log.rows] == ["added", "added", "erased"]
    assert log.left_out == 2
