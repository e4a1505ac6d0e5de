# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands about text in pictures."""

from pathlib import Path

import pytest

from evidence_vault.operations import read_pictures as reading
from evidence_vault.pictures.demo_canvas import Canvas
from evidence_vault.pictures.text_engine import is_installed
from tests.cli.conftest import CommandLine
from tests.helpers.drawn_files import saved

needs_reader = pytest.mark.skipif(not is_installed(), reason="the part that reads text is not installed")


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    canvas = Canvas("#ffffff")
    canvas.text((30, 30), "请转账 8,000 元", 42, "#1a1a1a")
    path = tmp_path / "shot.png"
    path.write_bytes(saved(canvas.image.crop((0, 0, 700, 200)), "PNG"))
    return path


@needs_reader
def test_pictures_of_a_vault_are_read_and_found(vault_command: CommandLine, picture: Path, tmp_path: Path) -> None:
    cut_off = tmp_path / "cut.png"
    cut_off.write_bytes(picture.read_bytes()[:400])
    vault_command("import", picture, cut_off)
    answer = vault_command("read-pictures", "--json")
    report = answer.json("read-pictures")
    assert (answer.status, report["read"], report["waiting"]) == (1, 1, 0)
    assert [(one["name"], one["code"]) for one in report["failed"]] == [("cut.png", "PICTURE_DAMAGED")]
    hit = vault_command("search", "转账", "--json").json("search")[0]
    assert (hit["kind"], hit["page"]) == ("picture", 0)
    lines = vault_command("picture-text", hit["item"], "--jsonl").lines("picture-text")
    assert lines[0]["lines"][0]["text"].replace(" ", "") == "请转账8,000元"
    assert "not checked by a person" in vault_command("picture-text", hit["item"]).out
    assert "0 pages were read" in vault_command("read-pictures").out


@needs_reader
def test_a_picture_is_read_without_a_vault(command: CommandLine, picture: Path) -> None:
    assert command("read", picture, "--jsonl").lines("read")[0]["type"] == "picture-text"
    assert "转账" in command("read", picture).out


def test_without_the_part_the_command_says_what_to_do(
    vault_command: CommandLine, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault_command("import", picture)
    monkeypatch.setattr(reading, "is_installed", lambda: False)
    answer = vault_command("read-pictures", "--json")
    assert (answer.status, answer.json("read-pictures")["error"]["code"]) == (3, "TEXT_READER_MISSING")
