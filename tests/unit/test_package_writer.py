# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing a package: whole or nothing, the same bytes twice, names that are safe everywhere."""

import errno
import io
import os
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from tests.vectors.package.bags import (
    KEY,
    TOP,
    as_folder,
    good,
    made_up_info,
    made_up_log,
    made_up_parts,
    part,
    write_made_up,
)

from evidence_vault import errors, safe_files
from evidence_vault.crypto.signing import SigningKey
from evidence_vault.package.checker import check_package
from evidence_vault.package.names import evidence_file_name, is_active, is_safe_path
from evidence_vault.package.writer import WrittenPackage, package_path, write_package
from evidence_vault.progress import Cancelled, Silent
from evidence_vault.records import Part
from evidence_vault.translations import Words


def write(destination: Path, parts: Iterable[Part] | None = None, **more: Any) -> WrittenPackage:
    log = made_up_log()
    options: dict[str, Any] = {"as_zip": False, "progress": Silent()} | more
    chosen = made_up_parts("archive", log) if parts is None else parts
    name = options.pop("name", TOP)
    info = options.pop("info", made_up_info("archive", log))
    return write_package(destination, name, chosen, info, KEY, Words("en"), **options)


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_folder_and_zip_hold_the_same_files(tmp_path: Path) -> None:
    written = write_made_up(tmp_path)
    assert written == tmp_path / TOP
    assert tree(written) == good()


@pytest.mark.parametrize("as_zip", [False, True])
def test_the_report_of_writing_is_right(tmp_path: Path, as_zip: bool) -> None:
    written = write(tmp_path, as_zip=as_zip)
    report = check_package(written.path, signer=KEY.fingerprint, progress=Silent())
    assert report.verdict == "intact"
    assert (written.files, written.size) == (report.counts["files"], report.counts["bytes"])
    assert written.fingerprint == KEY.fingerprint
    assert [p.name for p in tmp_path.iterdir()] == [written.path.name]


def test_written_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for number in "12":
        (tmp_path / number).mkdir()
        write(tmp_path / number)
        log = made_up_log()
        write(tmp_path / number, reversed(made_up_parts("archive", log)), as_zip=True)
    assert tree(tmp_path / "1") == tree(tmp_path / "2")


def test_zip_is_plain_sorted_and_dated_1980(tmp_path: Path) -> None:
    with zipfile.ZipFile(write(tmp_path, as_zip=True).path) as archive:
        entries = archive.infolist()
        assert archive.testzip() is None
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    for entry in entries:
        assert (entry.compress_type, entry.date_time) == (zipfile.ZIP_STORED, (1980, 1, 1, 0, 0, 0))
        assert (entry.create_system, entry.external_attr >> 16, entry.extra, entry.comment) == (3, 0o100644, b"", b"")


def test_active_types_of_strangers_are_guarded(tmp_path: Path) -> None:
    written = write(tmp_path).path
    assert (written / "data/originals/A2.html.evidence").is_file()
    assert not (written / "data/originals/A2.html").exists()
    assert package_path(part("originals/B1.SVG", "original", b"")) == "data/originals/B1.SVG.evidence"
    assert package_path(part("complaint/wechat/steps.html", "steps", b"")) == "data/complaint/wechat/steps.html"


@pytest.mark.parametrize("name", ["page.html", "x.SVG", "a.js", "setup.exe", "app.apk", "form.docm", "a.lnk", "a.py"])
def test_active_names(name: str) -> None:
    assert is_active(name)
    assert evidence_file_name("A1", name).endswith(".evidence")


@pytest.mark.parametrize(
    ("exhibit", "name", "expected"),
    [
        ("A1", "截图.PNG", "A1.png"),
        ("A1", "no ending", "A1"),
        ("A1", "a.b/c", "A1"),
        ("证1", "x.jpg", "1.jpg"),
        ("con", "x.jpg", "xcon.jpg"),
        ("A1", "x.html", "A1.html.evidence"),
        ("../..", "..", "file"),
    ],
)
def test_names_are_made_from_exhibits(exhibit: str, name: str, expected: str) -> None:
    assert evidence_file_name(exhibit, name) == expected
    assert is_safe_path(expected)


def test_names_made_are_unique() -> None:
    assert evidence_file_name("A1", "x.png", {"a1.png"}) == "A1-2.png"


@pytest.mark.parametrize(
    "path",
    [
        "../x", "a//b", "/x", "x/", "", "con.txt", "originals/名.png", "a b", "a:b", "a\\b", "-x", ".hidden", "x.",
        "a" * 65, "records/package.json", "x/bagit.txt", "/".join(["abcdefgh"] * 25),
    ],
)  # fmt: skip
def test_unsafe_paths_are_refused_and_nothing_is_left(tmp_path: Path, path: str) -> None:
    parts = [*made_up_parts("archive", made_up_log()), part(path, "original", b"x")]
    with pytest.raises(errors.UnsafeName):
        write(tmp_path, parts)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("path", ["originals/a1.PNG", "originals/A1.png", "Originals/B1.png", "originals/A1.png/b"])
def test_colliding_paths_are_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(errors.UnsafeName):
        write(tmp_path, [*made_up_parts("archive", made_up_log()), part(path, "original", b"x")])


@pytest.mark.parametrize("path", ["report/report.exe", "tables/run.js", "complaint/x/steps.hta"])
def test_our_own_parts_cannot_run(tmp_path: Path, path: str) -> None:
    with pytest.raises(errors.UnsafeName):
        write(tmp_path, [*made_up_parts("archive", made_up_log()), part(path, "report", b"x")])


@pytest.mark.parametrize("name", ["../x", "a/b", "", "con", "包"])
def test_unsafe_package_names_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(errors.UnsafeName):
        write(tmp_path, name=name)


def without(path: str) -> list[Part]:
    return [one for one in made_up_parts("police", made_up_log()) if one.path != path]


@pytest.mark.parametrize("path", ["records/custody-log.jsonl", "tables/exhibits.csv", "report/police-report.pdf"])
def test_incomplete_packages_are_not_written(tmp_path: Path, path: str) -> None:
    with pytest.raises(errors.PackageIncomplete) as raised:
        write(tmp_path, without(path), info=made_up_info("police", made_up_log()))
    assert str(raised.value.facts["part"]) in f"data/{path}"
    assert not list(tmp_path.iterdir())


def test_a_complaint_holds_no_original(tmp_path: Path) -> None:
    log = made_up_log()
    parts = [*made_up_parts("complaint", log), part("originals/A1.png", "original", b"x")]
    with pytest.raises(errors.PackageIncomplete):
        write(tmp_path, parts, info=made_up_info("complaint", log))


@pytest.mark.parametrize("as_zip", [False, True])
@pytest.mark.parametrize("make", [Path.mkdir, Path.touch, lambda path: path.symlink_to("/nowhere")])
def test_nothing_is_overwritten(tmp_path: Path, as_zip: bool, make: Callable[[Path], None]) -> None:
    make(tmp_path / (f"{TOP}.zip" if as_zip else TOP))
    with pytest.raises(errors.DestinationExists):
        write(tmp_path, as_zip=as_zip)
    assert len(list(tmp_path.iterdir())) == 1


def test_missing_destination(tmp_path: Path) -> None:
    with pytest.raises(errors.SourceMissing):
        write(tmp_path / "nowhere")


class _Cancelling(Silent):
    def __init__(self, after: int) -> None:
        self.left = after

    def raise_if_cancelled(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


@pytest.mark.parametrize("as_zip", [False, True])
@pytest.mark.parametrize("after", [0, 3, 12])
def test_cancelled_leaves_nothing(tmp_path: Path, as_zip: bool, after: int) -> None:
    with pytest.raises(Cancelled):
        write(tmp_path, as_zip=as_zip, progress=_Cancelling(after))
    assert not list(tmp_path.iterdir())


def _damaged() -> BinaryIO:
    raise errors.BlobDamaged(content_id="x")


@pytest.mark.parametrize("as_zip", [False, True])
def test_a_part_that_cannot_be_read_leaves_nothing(tmp_path: Path, as_zip: bool) -> None:
    parts = made_up_parts("archive", made_up_log())
    parts[1] = replace(parts[1], open=_damaged)
    with pytest.raises(errors.BlobDamaged):
        write(tmp_path, parts, as_zip=as_zip)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("as_zip", [False, True])
def test_a_full_disk_leaves_nothing(tmp_path: Path, as_zip: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_file: BinaryIO) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(safe_files, "flush_to_disk", full)
    with pytest.raises(errors.DiskFull):
        write(tmp_path, as_zip=as_zip)
    assert not list(tmp_path.iterdir())


class _Unseekable(io.RawIOBase):
    def __init__(self, data: bytes) -> None:
        self._source = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        return self._source.readinto(buffer)


def test_parts_that_cannot_tell_their_size_are_taken(tmp_path: Path) -> None:
    parts = made_up_parts("archive", made_up_log())
    parts[1] = replace(parts[1], open=lambda: _Unseekable(b"streamed"))  # type: ignore[arg-type, return-value]
    written = write(tmp_path, parts, as_zip=True)
    report = check_package(written.path, progress=Silent())
    assert report.verdict == "intact"


def test_nothing_of_this_computer_is_written(tmp_path: Path) -> None:
    written = write(tmp_path)
    for path, data in tree(written.path).items():
        for secret in (str(tmp_path), os.environ.get("HOME", "/root") + "/", os.uname().nodename):
            assert secret.encode() not in data, path


def test_start_here_runs_and_loads_nothing(tmp_path: Path) -> None:
    page = (write_made_up(tmp_path) / "START-HERE.html").read_text("utf-8")
    lowered = page.lower()
    for forbidden in ("<script", "http://", "https://", "src=", "@import", "url(", "javascript:", "onclick", "onload"):
        assert forbidden not in lowered
    assert "default-src 'none'" in page
    assert KEY.fingerprint in page
    assert "请先看这里" in page
    assert "Start here" in page
    assert page.index("请先看这里") < page.index("Start here")
    assert "$" not in page


def test_english_documents_hold_no_second_language(tmp_path: Path) -> None:
    written = write(tmp_path).path
    for name in ("START-HERE.html", "HOW-TO-CHECK.txt"):
        text = (written / name).read_text("utf-8").replace("Noto Sans CJK", "")
        assert not [sign for sign in text if "\u4e00" <= sign <= "\u9fff"]


def test_a_hostile_name_in_a_part_is_escaped_in_start_here(tmp_path: Path) -> None:
    info = replace(made_up_info("archive", made_up_log()), case_id="<b>x")
    assert "&lt;b&gt;x" in (write(tmp_path, info=info).path / "START-HERE.html").read_text("utf-8")


def test_description_follows_its_schema(tmp_path: Path) -> None:
    import json

    import jsonschema

    schema = json.loads((Path(__file__).parents[2] / "docs/formats/package.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    info = replace(
        made_up_info("archive", made_up_log()),
        previous=("package-0000", "0" * 64), volume=(1, 2, ("PKG-1", "PKG-2")), withheld={"secrets": 2},
    )  # fmt: skip
    for chosen in (info, made_up_info("archive", made_up_log())):
        folder = tmp_path / str(chosen.volume is None)
        folder.mkdir()
        value = json.loads((write(folder, info=chosen).path / "data/records/package.json").read_bytes())
        validator.validate(value)
        assert check_package(folder / TOP, progress=Silent()).verdict == "intact"
    with pytest.raises(jsonschema.ValidationError):
        validator.validate({**value, "certified": True})


def test_derivatives_name_their_parent(tmp_path: Path) -> None:
    import json

    value = json.loads((write(tmp_path).path / "data/records/package.json").read_bytes())
    derivative = next(one for one in value["parts"] if one["role"] == "derivative")
    assert derivative["parent"] == "data/originals/A1.png"
    assert derivative["derivation"] == {"covered": 2}


def test_signed_by_the_given_key_only(tmp_path: Path) -> None:
    other = SigningKey.generate()
    folder = as_folder(good(), tmp_path / TOP)
    report = check_package(folder, signer=other.fingerprint, progress=Silent())
    assert (report.verdict, report.signer.compared) == ("problems", "different")
