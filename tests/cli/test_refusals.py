# SPDX-License-Identifier: GPL-3.0-or-later
"""What the command line refuses, with which words, status and JSON; secrets; faults; Ctrl+C."""

import io
import signal
import sys
from pathlib import Path

import pytest

from evidence_vault.cli import evidence_commands, exit_status, secret_input
from evidence_vault.cli.error_seam import fault_report
from evidence_vault.cli.progress_bar import terminal_progress
from evidence_vault.progress import Cancelled
from tests.cli.conftest import CommandLine
from tests.helpers.vaults import PASSPHRASE


def test_a_wrong_passphrase_is_said_in_words(command: CommandLine, vault_folder: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not the passphrase")
    answer = command("items", vault_folder, "--passphrase-file", wrong, "--json")
    assert answer.status == exit_status.NOT_DONE
    assert answer.json("items")["error"]["code"] == "WRONG_PASSPHRASE"
    assert answer.err.startswith("error[WRONG_PASSPHRASE]: That passphrase does not open this vault. Check ")


def test_a_folder_that_is_no_vault(command: CommandLine, tmp_path: Path, passphrase_file: Path) -> None:
    answer = command("items", tmp_path, "--passphrase-file", passphrase_file)
    assert (answer.status, answer.err.split("]")[0]) == (3, "error[NOT_A_VAULT")


def test_words_come_in_the_language_asked_for(command: CommandLine, tmp_path: Path, passphrase_file: Path) -> None:
    answer = command("--interface-language", "zh-CN", "items", tmp_path, "--passphrase-file", passphrase_file)
    assert "保险库" in answer.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("no-such-command",),
        ("items",),
        ("items", "v", "--no-such-option"),
        ("export", "v", "c", "postcard", "--to", "x"),
    ],
)
def test_wrong_usage_is_2(command: CommandLine, arguments: tuple[str, ...]) -> None:
    answer = command(*arguments)
    assert answer.status == exit_status.USAGE
    assert answer.err.startswith("error[USAGE_ERROR]: ")


def test_a_short_id_needs_eight_characters(vault_command: CommandLine) -> None:
    assert "SHORT_ID_TOO_SHORT" in vault_command("messages", "1234567").err
    assert "NO_SUCH_ENTRY" in vault_command("messages", "12345678").err


def test_a_zone_that_is_none(vault_command: CommandLine, tmp_path: Path) -> None:
    answer = vault_command("import", tmp_path, "--time-zone", "Beijing")
    assert (answer.status, "TIME_ZONE_UNKNOWN" in answer.err) == (3, True)


def test_a_mistake_in_the_facts_file_names_its_line(vault_command: CommandLine, tmp_path: Path) -> None:
    case = vault_command("case new", "x", "--json").json("case-new")["id"]
    facts = tmp_path / "facts.toml"
    facts.write_text('schema = 1\n\n[[payments]]\nkey = "p"\namuont = "1"\n')
    assert "Line 5: “amuont”" in vault_command("case apply", case, facts).err
    facts.write_bytes('schema = 1\ntitle = "案'.encode("gb18030"))
    assert "line 2" in vault_command("case apply", case, facts).err


def test_secrets_lose_their_mark_and_one_line_end_only() -> None:
    assert secret_input.secret_text(b"\xef\xbb\xbfpass \r\n") == "pass "
    assert secret_input.secret_text(b"pass\n\n") == "pass\n"
    assert secret_input.secret_text("e\u0301".encode()) == "\u00e9"


def test_a_secret_can_come_from_standard_input(
    command: CommandLine, vault_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PASSPHRASE.encode() + b"\n")))
    assert command("items", vault_folder, "--passphrase-file", "-").status == 0


def test_only_one_secret_can_come_from_standard_input(command: CommandLine, vault_folder: Path) -> None:
    options = ("--passphrase-file", "-", "--new-passphrase-file", "-")
    assert command("passphrase", "change", vault_folder, *options).status == exit_status.USAGE


def test_without_a_terminal_a_passphrase_is_never_waited_for(
    command: CommandLine, vault_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    answer = command("items", vault_folder)
    assert (answer.status, "--passphrase-file" in answer.err) == (exit_status.USAGE, True)


def test_the_passphrase_can_be_changed(
    command: CommandLine, vault_folder: Path, passphrase_file: Path, tmp_path: Path
) -> None:
    new = tmp_path / "new.txt"
    new.write_text("another long passphrase")
    changed = command(
        "passphrase", "change", vault_folder, "--passphrase-file", passphrase_file, "--new-passphrase-file", new
    )
    assert changed.status == 0
    assert command("items", vault_folder, "--passphrase-file", new).status == 0
    assert command("items", vault_folder, "--passphrase-file", passphrase_file).status == 3


def test_a_fault_is_reported_without_values(
    vault_command: CommandLine, vault_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_options: object) -> None:
        raise KeyError("the secret name of a person")

    monkeypatch.setattr(evidence_commands.browse_vault, "list_items", broken)
    answer = vault_command("items")
    assert answer.status == exit_status.FAULT
    assert "KeyError" in answer.err
    assert "cli/evidence_commands.py" in answer.err
    assert "secret" not in answer.err
    assert str(vault_folder.parent) not in answer.err


def test_a_fault_report_names_what_caused_it() -> None:
    try:
        try:
            raise OSError("/home/somebody")
        except OSError as cause:
            raise ValueError("value") from cause
    except ValueError as error:
        report = fault_report(error)
    assert "OSError" in report
    assert "somebody" not in report


@pytest.mark.parametrize("error", [KeyboardInterrupt, Cancelled])
def test_ctrl_c_is_130(vault_command: CommandLine, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]) -> None:
    def interrupted(*_arguments: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr(evidence_commands.browse_vault, "list_items", interrupted)
    assert vault_command("items").status == exit_status.INTERRUPTED


def test_the_first_ctrl_c_asks_and_the_second_breaks_off() -> None:
    before = signal.getsignal(signal.SIGINT)
    with terminal_progress() as progress:
        progress.raise_if_cancelled()
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(Cancelled):
            progress.raise_if_cancelled()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before
