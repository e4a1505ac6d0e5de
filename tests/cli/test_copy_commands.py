# SPDX-License-Identifier: GPL-3.0-or-later
"""Redacted copies from the command line."""

import io
import json
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.conftest import CommandLine
from tests.helpers.drawn_files import chat_page, saved


@pytest.fixture
def item(vault_command: CommandLine, tmp_path: Path) -> str:
    (tmp_path / "shot.png").write_bytes(saved(chat_page(), "PNG"))
    added = vault_command("import", tmp_path / "shot.png", "--json").json("import")
    return str(added["items"][0]["id"])


def test_a_copy_is_made_listed_and_given_out(vault_command: CommandLine, item: str, tmp_path: Path) -> None:
    made = vault_command(
        "redact", item[:8], "--box", "20,60,100,30", "--box", "5,200,40,40", "--crop", "0,50,390,600", "--turn", "1",
        "--arrow", "1,2,30,40", "--number", "50,60,3", "--caption", "10,300,paid here, twice", "--frame", "9,9,20,20",
        "--for", "the bank", "--use-for", "complaint", "--json",
    ).json("redact")  # fmt: skip
    assert (made["purpose"], made["recipient"], made["use_for"]) == ("redaction", "the bank", ["complaint"])
    assert {"step": "caption", "x": 10, "y": 300, "text": "paid here, twice", "colour": "red"} in made["steps"]
    assert vault_command("copies", item, "--json").json("copies") == [made]
    assert "the bank" in vault_command("copies", item).out
    assert vault_command("get", made["id"], "--to", tmp_path / "copy.png").status == 0
    with Image.open(io.BytesIO((tmp_path / "copy.png").read_bytes())) as image:
        assert image.size == (600, 390)


def test_the_steps_of_a_copy_make_the_same_copy_again(vault_command: CommandLine, item: str, tmp_path: Path) -> None:
    made = vault_command("redact", item, "--box", "20,60,100,30", "--json").json("redact")
    for form in (made, made["steps"]):
        (tmp_path / "steps.json").write_text(json.dumps(form))
        again = vault_command("redact", item, "--steps", tmp_path / "steps.json", "--json").json("redact")
        assert again["sha256"] == made["sha256"]
    told = vault_command("redact", item, "--steps", tmp_path / "steps.json")
    assert "Your original is safe" in told.out


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--box", "1,2,3"),
        ("--box", "1,2,3,x"),
        ("--box", "1,2,0,5"),
        ("--box", "-1,2,5,5"),
        ("--caption", "1,2"),
        ("--number", "1,2,1000"),
        ("--turn", "4"),
    ],
)
def test_what_is_not_understood_makes_no_copy(vault_command: CommandLine, item: str, options: tuple[str, ...]) -> None:
    assert vault_command("redact", item, *options).status == 2
    assert vault_command("copies", item, "--json").json("copies") == []


def test_a_file_of_steps_that_is_none_is_refused(vault_command: CommandLine, item: str, tmp_path: Path) -> None:
    path = tmp_path / "steps.json"
    path.write_text('[{"step": "blur"}]')
    answer = vault_command("redact", item, "--steps", path)
    assert (answer.status, answer.err.startswith("error[STEP_NOT_UNDERSTOOD]")) == (3, True)
    path.write_text("{")
    assert vault_command("redact", item, "--steps", path).status == 2
    assert vault_command("redact", item, "--steps", tmp_path / "none.json").status == 3
