# SPDX-License-Identifier: GPL-3.0-or-later
"""``case import``: a case moves from vault to vault on the command line."""

from pathlib import Path

from tests.cli.conftest import CommandLine
from tests.helpers.drawn_files import chat_page, saved
from tests.helpers.vaults import new_vault


def test_a_case_moves_and_a_broken_package_does_not(
    command: CommandLine, vault_folder: Path, passphrase_file: Path, tmp_path: Path
) -> None:
    (tmp_path / "page.png").write_bytes(saved(chat_page(300), "PNG"))
    new_vault(tmp_path / "other.evidence-vault").close()
    secret = ("--passphrase-file", passphrase_file)
    case = command("case", "new", vault_folder, "案件", *secret, "--json").json("case-new")["id"]
    command("import", vault_folder, tmp_path / "page.png", "--case", case, *secret)
    package = tmp_path / "moving"
    made = command("export", vault_folder, case, "archive", "--to", package, *secret, "--json").json("export")
    held = command("check", package, "--vault", vault_folder, *secret, "--json").json("check")
    assert (held["verdict"], held["signer"]["compared"]) == ("intact", "matched")
    stranger = command("check", package, "--vault", tmp_path / "other.evidence-vault", *secret)
    assert stranger.status == 1
    assert "VAULT_WITHOUT_CASE" in stranger.out
    moving = ("case", "import", tmp_path / "other.evidence-vault", package, *secret)
    answer = command(*moving, "--signer", made["fingerprint"], "--json")
    taken = answer.json("case-import")
    assert (answer.status, taken["title"], taken["report"]["signer"]["compared"]) == (0, "案件", "matched")
    exhibits = command("case", "show", tmp_path / "other.evidence-vault", taken["case"], *secret, "--json").json(
        "case-show"
    )
    assert "A1" in {one["exhibit"] for one in exhibits["exhibits"]}
    _a_second_time(command, moving, package, made["fingerprint"])


def _a_second_time(command: CommandLine, moving: tuple[object, ...], package: Path, fingerprint: str) -> None:
    again = command(*moving, "--json")
    assert (again.status, again.json("case-import")["error"]["code"]) == (3, "PACKAGE_TAKEN_ALREADY")
    (package / "data/tables/people.csv").write_bytes(b"changed")
    refused = command(*moving, "--signer", fingerprint)
    assert refused.status == 3
    assert "PACKAGE_HAS_PROBLEMS" in refused.err
    files = command(*moving, "--files-only", "--json")
    # The same package by its lists: what is there already is said.
    assert (files.status, files.json("case-import")["error"]["code"]) == (3, "PACKAGE_TAKEN_ALREADY")
