# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole job once in the real window, with a screen reader's view of it: vault, evidence, case, export, check."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from evidence_vault.operations.check_package import check_package
from evidence_vault.operations.make_demo import make_demo
from evidence_vault.operations.verify_vault import verify_vault
from evidence_vault.progress import Silent
from tests.helpers.real_window import RealWindow, real_window
from tests.vectors.package.bags import KEY, write_made_up

PASSPHRASE = "a made-up passphrase of words"
CHAT = """\
3/13/26, 12:01 - Teacher Wang: Please transfer 5,000 first
3/13/26, 12:02 - Lin Qiao: Where to?
3/14/26, 12:03 - Teacher Wang: 转账到这个账户
"""
NAMED_ROLES = ("button", "text_field", "check_box", "radio_button", "combo_box", "list_item", "progress_bar")


@pytest.mark.real_window
@pytest.mark.timeout(300)
def test_the_whole_job_in_the_real_window(tmp_path: Path) -> None:
    (tmp_path / "chat.txt").write_text(CHAT, "utf-8")
    with real_window(tmp_path) as window:
        make_vault(window)
        make_case(window, "Investment group")
        add_file(window, tmp_path / "chat.txt")
        read_the_chat(window)
        record_a_payment(window)
        hand_over_to_the_police(window, tmp_path)
        verify_in_the_history(window)
    vault = next(tmp_path.glob("*.evidence-vault"))
    assert verify_vault(vault, PASSPHRASE, Silent()).verdict == "intact"
    package = next(path for path in tmp_path.iterdir() if (path / "bagit.txt").exists())
    assert check_package(package, None, None, Silent()).verdict == "intact"
    original = package / "data" / "originals"
    assert CHAT.encode() in [path.read_bytes() for path in original.iterdir()]
    assert b"5000" in (package / "data" / "tables" / "payments.csv").read_bytes()


@pytest.mark.real_window
@pytest.mark.timeout(300)
def test_a_package_is_reviewed_in_the_real_window(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    review_in_the_window(tmp_path, {write_made_up(tmp_path / "stick", "police"): KEY.fingerprint})


@pytest.mark.real_window
@pytest.mark.torture
def test_the_packages_of_the_demo_are_reviewed_in_the_real_window(tmp_path: Path) -> None:
    made = make_demo(tmp_path / "demo", Silent()).packages
    review_in_the_window(tmp_path, {package.export.path: package.export.fingerprint for package in made})


def review_in_the_window(home: Path, packages: Mapping[Path, str]) -> None:
    """Choose each package, read the verdict, type the fingerprint; nothing of the packages may change."""
    before = {path: path.read_bytes() for folder in packages for path in folder.rglob("*") if path.is_file()}
    with real_window(home) as window:
        window.press("button[name='Check a package someone gave me']")
        for folder, fingerprint in packages.items():
            window.press("button[name='Choose a folder …']")
            window.type("text_field[name='Directory:']", str(folder))
            window.press("button[name='Choose']")
            window.find(f"static_text[name='{folder.name}']")
            window.find("static_text[name='Unchanged, but the key was not compared']")
            window.find("static_text[name='What this does not prove']")
            window.type("text_field[name='Type or paste the one you were told']", fingerprint)
            window.find("static_text[name^='✓ It is the same key']")
            window.find("tab[name='Evidence']")
            every_control_has_a_name(window)
    assert {path: path.read_bytes() for folder in packages for path in folder.rglob("*") if path.is_file()} == before


def every_control_has_a_name(window: RealWindow) -> None:
    """Nothing that can be used may be silent for a screen reader."""
    nameless = [
        (role, element.bounds)
        for role in NAMED_ROLES
        for element in window.app.locator(role).elements()
        if element.visible and not element.name
    ]
    assert not nameless, window.app.dump()


def make_vault(window: RealWindow) -> None:
    every_control_has_a_name(window)
    window.press("button[name='Make a new vault']")
    window.type("text_field[name='Name of the vault']", "journey")
    every_control_has_a_name(window)
    window.press("button[name='Continue']")
    for field in ("Passphrase", "The same once more"):
        window.type(f"text_field[name='{field}']", PASSPHRASE)
    every_control_has_a_name(window)
    window.press("button[name='Make the vault']")
    window.find("button[name='Open the vault']")
    names = [element.name for element in window.app.locator("static_text[name^='Group ']").elements()]
    shown = dict(name.split(": ", 1) for name in names if ": " in name)
    for field in window.app.locator("text_field[name^='Group ']").elements():
        field.set_value(shown[field.name].replace(" ", ""))
    every_control_has_a_name(window)
    window.press("button[name='Open the vault']")


def make_case(window: RealWindow, title: str) -> None:
    window.type("text_field[name='What is it about?']", title)
    window.press("button[name='Make the case']")
    window.find(f"button[name='Case: {title}']")


def add_file(window: RealWindow, path: Path) -> None:
    window.go_to("Evidence")
    window.press("button[name='Choose files …']")
    window.type("text_field[name='File name:']", str(path))
    window.press("button[name='Open']")
    window.find("list[name='First messages']")
    every_control_has_a_name(window)
    window.press("button[name='Add 1 file']")
    window.find(f"list_item[name*='{path.name}']")
    every_control_has_a_name(window)


def read_the_chat(window: RealWindow) -> None:
    window.go_to("Conversations")
    window.find("tree_item[name*='Please transfer 5,000 first']")
    every_control_has_a_name(window)


def record_a_payment(window: RealWindow) -> None:
    window.go_to("Money")
    window.press("button[name='Add a payment']")
    for field, value in {
        "Amount": "5000",
        "Currency": "CNY",
        "When": "2026-03-14 12:05",
        "Time zone of that time": "Asia/Shanghai",
        "Paid to: name on the account": "Wang Made-Up",
        "Paid to: account number": "6222 0000 1111 2222",
    }.items():
        window.type(f"text_field[name='{field}']", value)
    every_control_has_a_name(window)
    window.press("button[name='Save']")
    window.find("table_cell[name*='5,000']")


def hand_over_to_the_police(window: RealWindow, place: Path) -> None:
    window.go_to("Hand over")
    window.press("button[name='Police and bank']")
    window.press("button[name='Choose a folder …']")
    window.type("text_field[name='Directory:']", str(place))
    window.press("button[name='Choose']")
    every_control_has_a_name(window)
    window.press("button[name='Make the package']")
    window.find("static_text[name*='SHA256:']")
    every_control_has_a_name(window)


def verify_in_the_history(window: RealWindow) -> None:
    window.go_to("History")
    window.press("button[name='Check everything now']")
    window.find("static_text[name*='unchanged since it was added']")
    every_control_has_a_name(window)
