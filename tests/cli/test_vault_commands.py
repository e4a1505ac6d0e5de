# SPDX-License-Identifier: GPL-3.0-or-later
"""Making a vault on the command line: the recovery key is shown once and never lost."""

from pathlib import Path

import pytest

from evidence_vault.clock import SystemClock
from evidence_vault.operations import create_vault as creating
from evidence_vault.vault.vault import Vault
from tests.cli.conftest import CommandLine
from tests.helpers.vaults import CHEAP, PASSPHRASE


@pytest.fixture(autouse=True)
def _cheap_vaults(monkeypatch: pytest.MonkeyPatch) -> None:
    class CheapVault:
        @staticmethod
        def create(folder: Path, passphrase: str, **options: object) -> tuple[Vault, str]:
            return Vault.create(folder, passphrase, **{**options, "clock": SystemClock(), "cost": CHEAP})  # type: ignore[arg-type]

    monkeypatch.setattr(creating, "Vault", CheapVault)


def test_a_vault_is_made_and_described(command: CommandLine, tmp_path: Path, passphrase_file: Path) -> None:
    made = command(
        "create", tmp_path / "new.evidence-vault", "--passphrase-file", passphrase_file, "--owner", "林", "--json"
    ).json("create")
    log = command("log", made["path"], "--passphrase-file", passphrase_file, "--jsonl").lines("log")
    assert log[0]["actor"] == "林"


def test_the_recovery_key_goes_to_a_file_and_opens_the_vault(
    command: CommandLine, tmp_path: Path, passphrase_file: Path
) -> None:
    vault, key, new = tmp_path / "new.evidence-vault", tmp_path / "key.txt", tmp_path / "new.txt"
    made = command("create", vault, "--passphrase-file", passphrase_file, "--recovery-key-to", key)
    assert key.read_text().strip() not in made.out
    new.write_text("another long passphrase")
    recovered = command("recover", vault, "--recovery-key-file", key, "--new-passphrase-file", new)
    assert recovered.status == 0
    assert command("items", vault, "--passphrase-file", new).status == 0
    key.write_text(key.read_text().replace("-", " ", 1).strip()[:-1] + "?")
    mistyped = command("recover", vault, "--recovery-key-file", key, "--new-passphrase-file", new)
    assert (mistyped.status, "RECOVERY_KEY_MISTYPED" in mistyped.err) == (3, True)


def test_no_vault_is_made_when_the_key_could_not_be_kept(
    command: CommandLine, tmp_path: Path, passphrase_file: Path
) -> None:
    vault = tmp_path / "new.evidence-vault"
    answer = command("create", vault, "--passphrase-file", passphrase_file, "--recovery-key-to", passphrase_file)
    assert (answer.status, vault.exists()) == (3, False)
    assert passphrase_file.read_bytes().endswith(PASSPHRASE.encode() + b"\r\n")


def test_a_key_that_cannot_be_written_is_shown(command: CommandLine, tmp_path: Path, passphrase_file: Path) -> None:
    nowhere = tmp_path / "no-such-folder" / "key.txt"
    answer = command(
        "create", tmp_path / "v.evidence-vault", "--passphrase-file", passphrase_file, "--recovery-key-to", nowhere
    )
    assert answer.status == 3
    assert len([line for line in answer.err.split("\n") if line.count("-") == 7]) == 1


@pytest.mark.parametrize(("passphrase", "code"), [("short", "PASSPHRASE_TOO_SHORT"), ("", "PASSPHRASE_TOO_SHORT")])
def test_a_passphrase_that_is_too_short(command: CommandLine, tmp_path: Path, passphrase: str, code: str) -> None:
    file = tmp_path / "short.txt"
    file.write_text(passphrase)
    answer = command("create", tmp_path / "v.evidence-vault", "--passphrase-file", file, "--json")
    assert answer.json("create")["error"]["code"] == code
    assert not (tmp_path / "v.evidence-vault").exists()


def test_a_place_that_is_taken(command: CommandLine, vault_folder: Path, passphrase_file: Path) -> None:
    answer = command("create", vault_folder, "--passphrase-file", passphrase_file)
    assert (answer.status, "VAULT_EXISTS" in answer.err) == (3, True)


def test_the_recovery_key_is_replaced_and_taken_away(
    command: CommandLine, vault_command: CommandLine, vault_folder: Path, tmp_path: Path
) -> None:
    first, second, new = tmp_path / "1.txt", tmp_path / "2.txt", tmp_path / "new.txt"
    new.write_text(PASSPHRASE)

    def recover(key: Path) -> str:
        answer = command("recover", vault_folder, "--recovery-key-file", key, "--new-passphrase-file", new)
        return "ok" if answer.status == 0 else answer.err.split("]")[0]

    made = vault_command("recovery-key new", "--recovery-key-to", first, "--sheet-to", tmp_path / "sheet.html")
    assert (made.status, recover(first)) == (0, "ok")
    assert vault_command("recovery-key new", "--recovery-key-to", second).status == 0
    assert (recover(first), recover(second)) == ("error[WRONG_RECOVERY_KEY", "ok")
    taken = vault_command("recovery-key new", "--recovery-key-to", second)
    assert (taken.status, recover(second)) == (3, "ok")
    assert vault_command("recovery-key remove").status == 0
    assert recover(second) == "error[NO_RECOVERY_KEY"
    assert "NO_RECOVERY_KEY" in vault_command("recovery-key remove").err
    shown = vault_command("recovery-key new")
    assert len([line for line in shown.out.split("\n") if line.count("-") == 7]) == 1


def test_the_sheet_holds_the_key_and_loads_nothing(vault_command: CommandLine, tmp_path: Path) -> None:
    key, sheet = tmp_path / "key.txt", tmp_path / "sheet.html"
    assert vault_command("recovery-key new", "--recovery-key-to", key, "--sheet-to", sheet).status == 0
    text = sheet.read_text("utf-8")
    assert all(group in text for group in key.read_text().strip().split("-"))
    assert "data:image/png;base64," in text
    assert not {"http://", "https://", "<script"} & set(text.split('"'))
    assert 'src="http' not in text


def test_the_index_is_made_anew(vault_command: CommandLine, vault_folder: Path) -> None:
    before = (vault_folder / "index.db").read_bytes()
    answer = vault_command("rebuild")
    assert (answer.status, "anew" in answer.out) == (0, True)
    assert (vault_folder / "index.db").read_bytes() != before
    assert vault_command("verify").status == 0
    assert "rebuilt" in [line["event"] for line in vault_command("log", "--jsonl").lines("log")]


def test_a_vault_is_compared_with_a_note_that_was_kept(
    vault_command: CommandLine, vault_folder: Path, tmp_path: Path
) -> None:
    note = tmp_path / "kept.note"
    note.write_bytes(sorted((vault_folder / "anchors").glob("*.note"))[-1].read_bytes())
    assert "NOTE_MATCHES" in [
        one["code"] for one in vault_command("verify", "--against-note", note, "--json").json("verify")["findings"]
    ]
    note.write_bytes(b"something else")
    assert vault_command("verify", "--against-note", note).status == 1
    assert vault_command("verify", "--quick").status == 0


def test_a_quick_check_does_not_say_that_all_was_read(vault_command: CommandLine) -> None:
    quick, full = vault_command("verify", "--quick"), vault_command("verify")
    assert (quick.status, full.status) == (0, 0)
    assert "stored bytes were not read" in quick.out
    assert "Everything in the vault is as it was recorded." not in quick.out
    assert "Everything in the vault is as it was recorded." in full.out


def test_what_an_entry_says_is_erased(vault_command: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    assert vault_command("backup", "--to", tmp_path / "disk").status == 0

    def made() -> dict[str, object]:
        lines = vault_command("log", "--all", "--jsonl").lines("log")
        return next(line for line in lines if line["event"] == "backup-made")

    number = made()["seq"]
    asked = vault_command("erase", number)
    assert (asked.status, "--yes" in asked.err) == (2, True)
    assert vault_command("erase", number, "--yes").status == 0
    assert made()["payload"] is None
    assert vault_command("verify").status == 0
    assert "ERASE_REFUSED" in vault_command("erase", 0, "--yes").err


def test_evidence_is_erased_after_saying_what_goes(vault_command: CommandLine, tmp_path: Path) -> None:
    picture = tmp_path / "zebrafish.txt"
    picture.write_bytes(b"zebrafish " * 50)
    added = vault_command("import", picture, "--json").json("import")["items"][0]
    number = added["id"]
    asked = vault_command("erase-item", number[:8])
    assert (asked.status, "--yes" in asked.err, "zebrafish.txt" in asked.err) == (2, True, True)
    assert "packages already made" in asked.err
    answer = vault_command("erase-item", number[:8], "--reason", "asked for", "--with-name", "--yes", "--json")
    assert answer.json("erase-item") == {"erased": [number], "contents": 1, "shared": 0}
    assert number not in [one["id"] for one in vault_command("items", "--json").json("items")]
    assert "CONTENT_ERASED" in vault_command("get", number, "--to", tmp_path / "out").err
    assert not (tmp_path / "out").exists()
    assert "zebrafish" not in vault_command("log", "--all", "--jsonl").out
    assert vault_command("verify").status == 0
    assert "NO_SUCH_ENTRY" in vault_command("erase-item", "0" * 32, "--yes").err
