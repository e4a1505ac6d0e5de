# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job through the real command line: a process for every command, as a person or script would do it."""

import json
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from evidence_vault.assets import resource
from evidence_vault.hashing import sha256_hex
from evidence_vault.operations.demo_files import demo_exhibits, demo_facts, write_demo_files
from tests.cli.conftest import validate
from tests.helpers.program_command import program_command

PASSPHRASE = "four calm words here"
PROGRAM = program_command()


def run(*arguments: object, status: int = 0, typed: str | None = None) -> "subprocess.CompletedProcess[str]":
    environment = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "TMPDIR"}}
    done = subprocess.run(
        [*PROGRAM, *map(str, arguments)],
        input=typed,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**environment, "LANG": "C.UTF-8"},
        check=False,
        timeout=100,
    )
    assert done.returncode == status, (arguments, done.stdout, done.stderr)
    return done


def run_json(schema: str, *arguments: object, status: int = 0, typed: str | None = None) -> Any:
    document = json.loads(run(*arguments, "--json", status=status, typed=typed).stdout)
    validate(document, schema)
    return document


@pytest.fixture
def phone(tmp_path: Path) -> Path:
    folder = tmp_path / "phone"
    folder.mkdir()
    write_demo_files(folder)
    (folder / "cut off.jpg").touch()
    return folder


@dataclass
class Journey:
    """One person's way through the program."""

    folder: Path
    phone: Path
    case: str = ""
    items: dict[str, Any] = field(default_factory=dict)
    recovery_key: str = ""
    packages: list[Any] = field(default_factory=list)

    @property
    def vault(self) -> Path:
        return self.folder / "mine.evidence-vault"

    @property
    def unlocked(self) -> tuple[object, ...]:
        return ("--passphrase-file", self.folder / "passphrase.txt")

    def make_a_vault(self) -> None:
        (self.folder / "passphrase.txt").write_text(PASSPHRASE + "\n")
        created = run("create", self.vault, *self.unlocked).stdout
        shown = re.search(r"^[0-9A-Z]{4}(-[0-9A-Z]{4}){7}$", created, re.MULTILINE)
        assert shown
        self.recovery_key = shown[0]
        refused = run("items", self.vault, "--passphrase-file", "-", typed="not this one", status=3)
        assert refused.stderr.startswith("error[WRONG_PASSPHRASE]: ")

    def add_evidence(self) -> None:
        self.case = run_json("case-new", "case", "new", self.vault, "“港金”投资平台", *self.unlocked)["id"]
        adding = ("import", self.vault, self.phone, "--case", self.case, "--time-zone", "Asia/Shanghai", *self.unlocked)
        report = run_json("import", *adding, status=1)
        assert [(one["name"], one["code"]) for one in report["failed"]] == [("phone/cut off.jpg", "SOURCE_EMPTY")]
        assert {item["importer"] for item in report["items"]} == {
            None,
            "whatsapp",
            "telegram_json",
            "wechat_shared_text",
            "wechat_pay_bill",
        }
        assert sum(item["messages"] for item in report["items"]) == 44
        again = run_json("import", *adding, status=1)
        assert (again["items"], len(again["duplicates"])) == ([], len(demo_exhibits()))

    def look(self) -> None:
        items = run_json("items", "items", self.vault, "--case", self.case[:8], *self.unlocked)
        self.items = {item["name"]: item for item in items}
        for path in self.phone.iterdir():
            if path.stat().st_size:
                assert self.items[path.name]["sha256"] == sha256_hex(path.read_bytes())
        chat = self.items["微信聊天记录-陈家豪.txt"]["id"]
        told = run("messages", self.vault, chat, "--jsonl", *self.unlocked).stdout.split("\n")
        lines = [json.loads(line) for line in told if line]
        assert lines[1]["sent_at"] == "2026-09-01T10:12+08:00"
        run("get", self.vault, chat, "--to", self.folder / "again.txt", *self.unlocked)
        assert (self.folder / "again.txt").read_bytes() == resource("demo/wechat-chat.txt").read_bytes()
        assert run_json("search", "search", self.vault, "税款", *self.unlocked)

    def record_the_case(self) -> None:
        numbers = {spec["key"]: self.items[spec["name"]]["cases"][0]["exhibit"] for spec in demo_exhibits()}
        facts = self.folder / "facts.toml"
        facts.write_text(demo_facts(numbers), encoding="utf-8")
        run("case", "apply", self.vault, self.case, facts, *self.unlocked)
        shown = run_json("case-show", "case", "show", self.vault, self.case, *self.unlocked)
        assert [(total["sent"], total["received"], total["net"]) for total in shown["totals"]] == [
            ("85000.00", "500.00", "84500.00")
        ]
        written = run("case", "facts", self.vault, self.case, *self.unlocked).stdout
        again = run_json("case-apply", "case", "apply", self.vault, self.case, "-", *self.unlocked, typed=written)
        assert again == {"new": 0, "changed": 0}

    def export(self) -> None:
        to = ("export", self.vault, self.case)
        complaint = (*to, "complaint", "--to", self.folder / "complaint", "--language", "zh-Hans", *self.unlocked)
        police = (*to, "police", "--to", self.folder / "police.zip", "--zip", "--language", "en", *self.unlocked)
        self.packages = [run_json("export", *arguments) for arguments in (complaint, police)]
        form = self.folder / "complaint" / "data" / "complaint" / "wechat"
        assert "hg_chen_88" in (form / "complaint.txt").read_text("utf-8")
        assert len(list((form / "images").iterdir())) == 9
        with zipfile.ZipFile(self.packages[1]["path"]) as archive:
            assert any(name.endswith("report/police-report.pdf") for name in archive.namelist())

    def check(self) -> None:
        for package in self.packages:
            checked = run_json("check", "check", package["path"], "--signer", package["fingerprint"])
            assert (checked["verdict"], checked["signer"]["compared"]) == ("intact", "matched")
        flip(self.folder / "complaint" / "data" / "complaint" / "wechat" / "images" / "03.jpg")
        assert run_json("check", "check", self.packages[0]["path"], status=1)["verdict"] == "problems"
        assert run_json("verify", "verify", self.vault, *self.unlocked)["verdict"] == "intact"

    def forget_the_passphrase(self) -> None:
        key, new = self.folder / "key.txt", self.folder / "new.txt"
        key.write_text(self.recovery_key)
        new.write_text("five new calm words now")
        run("recover", self.vault, "--recovery-key-file", key, "--new-passphrase-file", new)
        run("items", self.vault, *self.unlocked, status=3)
        assert len(run_json("items", "items", self.vault, "--passphrase-file", new)) == len(self.items)


@pytest.mark.timeout(300)
def test_from_a_new_vault_to_checked_packages(tmp_path: Path, phone: Path) -> None:
    journey = Journey(tmp_path, phone)
    journey.make_a_vault()
    journey.add_evidence()
    journey.look()
    journey.record_the_case()
    journey.export()
    journey.check()
    journey.forget_the_passphrase()


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.timeout(300)
def test_the_demo_does_the_whole_job(tmp_path: Path) -> None:
    report = run_json("demo", "demo", tmp_path / "demo")
    assert report["verified"] == "intact"
    assert [package["verdict"] for package in report["packages"]] == ["intact"] * 3
    assert report["items"] == len(demo_exhibits()) + 1
    refused = run("demo", tmp_path / "demo", status=3)
    assert refused.stderr.startswith("error[DESTINATION_EXISTS]: ")


def test_without_a_display_and_without_a_command_it_says_so() -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux has programs without a display server")
    assert "no display" in run(status=2).stderr
