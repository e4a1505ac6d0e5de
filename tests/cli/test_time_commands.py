# SPDX-License-Identifier: GPL-3.0-or-later
"""Trusted time through the command line: a vault and a package, with an authority of our own."""

from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine
from tests.helpers.time_authority import Authority, needs_openssl

pytestmark = needs_openssl


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("time") / "authority")


def answered(authority: Authority, request: Path) -> Path:
    reply = request.with_suffix(".tsr")
    reply.write_bytes(authority.reply(request.read_bytes()))
    return reply


def test_a_vault_and_its_package_get_their_times(
    vault_command: CommandLine, command: CommandLine, tmp_path: Path, authority: Authority, passphrase_file: Path
) -> None:
    (tmp_path / "note.txt").write_text("what I kept")
    case = vault_command("case new", "made-up", "--json").json("case-new")["id"]
    assert vault_command("import", tmp_path / "note.txt", "--case", case).status == 0
    request = tmp_path / "vault.tsq"
    asked = vault_command("timestamp request", "--to", request, "--json").json("timestamp-request")
    assert asked["over"] == "log"
    reply = answered(authority, request)
    assert vault_command("timestamp add", reply, "--json").json("timestamp-add")["state"] == "authority-unknown"
    added = vault_command("timestamp add", reply, "--authority", authority.root_file, "--json").json("timestamp-add")
    assert (added["state"], added["entries"]) == ("trusted", asked["entries"])
    (item,) = vault_command("items", "--json").json("items")
    assert [stamp["state"] for stamp in item["timestamps"]] == ["trusted"]
    verified = vault_command("verify", "--json").json("verify")
    assert [stamp["state"] for stamp in verified["timestamps"]] == ["trusted"]

    package = tmp_path / "package"
    assert vault_command("export", case, "archive", "--to", package).status == 0
    request = tmp_path / "package.tsq"
    assert (
        command("timestamp", "request", package, "--to", request, "--json").json("timestamp-request")["entries"] is None
    )
    spoken = command("timestamp", "add", package, answered(authority, request), "--authority", authority.root_file)
    assert "Made-up Authority" in spoken.out
    checked = command("check", package, "--authority", authority.root_file, "--json").json("check")
    assert {(stamp["over"], stamp["state"]) for stamp in checked["timestamps"]} == {
        ("package", "trusted"),
        ("log", "trusted"),
    }
    assert command("timestamp", "add", package, tmp_path / "vault.tsr").status == 3
    assert command("timestamp", "request", package, "--to", request).status == 3
