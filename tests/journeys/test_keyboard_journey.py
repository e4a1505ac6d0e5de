# SPDX-License-Identifier: GPL-3.0-or-later
"""From the first page to the locked vault and in again, in the real window, with keys alone; the screen is read."""

from pathlib import Path

import pytest

from evidence_vault.operations import edit_case
from evidence_vault.operations.unlock_vault import unlock_vault
from evidence_vault.progress import Silent
from tests.helpers.real_window import PATIENCE, RealWindow, real_window

PASSPHRASE = "a made-up passphrase of words"


@pytest.mark.real_window
@pytest.mark.timeout(120)
def test_a_payment_is_recorded_found_and_locked_away_with_keys_alone(tmp_path: Path) -> None:
    with real_window(tmp_path) as window:
        window.find("button[name='Make a new vault']")
        window.give_keyboard()
        make_vault(window)
        make_case(window, "Investment group")
        add_payment(window)
        look_at_proof(window)
        search(window, "madeup")
        window.keys("Ctrl", "l")
        window.follow_lock()
        unlock(window)
        window.keys("Ctrl", "q")
        assert window.has_ended()
    (folder,) = tmp_path.glob("*.evidence-vault")
    with unlock_vault(folder, PASSPHRASE, Silent()) as vault:
        (case,) = edit_case.list_cases(vault)
        (payment,) = edit_case.load_case(vault, case.id).payments
    assert case.title == "Investment group"
    assert {name: payment.fields[name] for name in ("amount", "currency", "to_account_name")} == {
        "amount": "5000", "currency": "CNY", "to_account_name": "Wang Madeup",
    }  # fmt: skip


def make_vault(window: RealWindow) -> None:
    window.tab_to("Make a new vault")
    window.keys("Enter")
    window.tab_to("Name of the vault")
    window.write("journey")
    window.tab_to("Continue")
    window.keys("Enter")
    for field in ("Passphrase", "The same once more"):
        window.tab_to(field)
        window.write(PASSPHRASE)
    window.tab_to("Make the vault")
    window.keys("Enter")
    window.find("button[name='Open the vault']")
    names = [element.name for element in window.app.locator("static_text[name^='Group ']").elements()]
    shown = dict(name.split(": ", 1) for name in names if ": " in name)
    for field in [element.name for element in window.app.locator("text_field[name^='Group ']").elements()]:
        window.tab_to(field)
        window.write(shown[field].replace(" ", ""))
    window.tab_to("Open the vault")
    window.keys("Enter")


def unlock(window: RealWindow) -> None:
    window.find("text_field[name='Passphrase']")
    window.give_keyboard()
    window.tab_to("Passphrase")
    window.write(PASSPHRASE)
    window.keys("Enter")
    window.find("button[name='Case: Investment group']")
    assert "Call now" in window.texts()


def make_case(window: RealWindow, title: str) -> None:
    window.find("text_field[name='What is it about?']")
    window.tab_to("What is it about?")
    window.write(title)
    window.keys("Enter")
    window.find(f"button[name='Case: {title}']")


def add_payment(window: RealWindow) -> None:
    window.keys("Ctrl", "6")
    window.find("button[name='Add a payment']")
    window.tab_to("Add a payment")
    window.keys("Enter")
    for field, value in {"Amount": "5000", "Currency": "CNY", "Paid to: name on the account": "Wang Madeup"}.items():
        window.find(f"[name='{field}']")
        window.tab_to(field)
        window.write(value)
    window.keys("Ctrl", "Enter")
    window.find("table_cell[name*='5,000']")


def look_at_proof(window: RealWindow) -> None:
    window.keys("Ctrl", "7")
    window.find("static_text[name='0 there · 3 missing']")
    window.tab_to("Name the evidence: ")


def search(window: RealWindow, word: str) -> None:
    window.keys("Ctrl", "k")
    window.tab_to("Search everything")
    window.write(word)
    window.keys("Enter")
    window.find(f"list_item[name*='{word.title()}']").wait_visible(timeout=PATIENCE)
