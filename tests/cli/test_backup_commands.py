# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies of a vault on the command line."""

from pathlib import Path

from tests.cli.conftest import CommandLine


def test_a_copy_is_made_checked_and_proven(
    command: CommandLine, vault_command: CommandLine, vault_folder: Path, tmp_path: Path, passphrase_file: Path
) -> None:
    (tmp_path / "disk").mkdir()
    made = vault_command("backup", "--to", tmp_path / "disk", "--json")
    assert made.status == 0
    assert made.json("backup")["path"] == str(tmp_path / "disk" / vault_folder.name)
    key = ("--passphrase-file", passphrase_file)
    alone = command("backup", "check", tmp_path / "disk", *key, "--json").json("backup-check")
    assert (alone["report"]["verdict"], alone["recorded"], alone["behind"]) == ("intact", False, None)
    proven = command("backup", "check", tmp_path / "disk", "--vault", vault_folder, *key)
    assert (proven.status, "custody log of the vault" in proven.out) == (0, True)
    events = [line["event"] for line in vault_command("log", "--jsonl").lines("log")]
    assert events[-3:-1] == ["backup-made", "backup-proven"] or "backup-proven" in events
    again = command("backup", "make", vault_folder, "--to", tmp_path / "disk", *key)
    assert (again.status, "already" in again.out) == (0, True)


def test_a_damaged_copy_is_a_problem(
    command: CommandLine, vault_command: CommandLine, tmp_path: Path, passphrase_file: Path
) -> None:
    (tmp_path / "disk").mkdir()
    path = Path(vault_command("backup", "--to", tmp_path / "disk", "--json").json("backup")["path"])
    (path / "stranger.txt").write_bytes(b"?")
    answer = command("backup", "check", path, "--passphrase-file", passphrase_file)
    assert (answer.status, "stranger.txt" in answer.out) == (1, True)
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not the passphrase")
    refused = command("backup", "check", path, "--passphrase-file", wrong, "--json")
    assert refused.json("backup-check")["error"]["code"] == "WRONG_PASSPHRASE"


def test_a_synced_place_is_said(vault_command: CommandLine, tmp_path: Path) -> None:
    place = tmp_path / "Dropbox"
    place.mkdir()
    warned = vault_command("backup", "--to", place)
    assert (warned.status, "Dropbox" in warned.err, "--mirror" in warned.err) == (0, True, True)
    mirrored = vault_command("backup", "--to", place, "--mirror")
    assert (mirrored.status, mirrored.err) == (0, "")


def test_help_and_wrong_usage(command: CommandLine) -> None:
    assert command("backup", "--help").status == 0
    assert "--mirror" in command("backup", "make", "--help").out
    assert command("backup", "somewhere").status == 2
