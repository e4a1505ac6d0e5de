# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands about text in pictures."""

import json
from pathlib import Path

import pytest

from evidence_vault.operations import read_pictures as reading
from evidence_vault.pictures.demo_canvas import Canvas
from evidence_vault.pictures.text_engine import is_installed
from tests.cli.conftest import CommandLine
from tests.helpers.drawn_files import saved
from tests.helpers.long_chats import height_for, long_chat, look_of, shots
from tests.pictures.labelled_set import labelled_pictures

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


@needs_reader
def test_a_chat_screenshot_becomes_messages(vault_command: CommandLine, tmp_path: Path) -> None:
    picture = next(iter(labelled_pictures("building", 1)))
    shot = tmp_path / "chat.png"
    shot.write_bytes(picture.data)
    vault_command("import", shot)
    item = vault_command("items", "--json").json("items")[0]["id"]
    assert "read-pictures" in vault_command("transcript", item).out
    vault_command("read-pictures")
    assert "not checked by a person" in vault_command("transcript", item).out
    lines = vault_command("transcript", item, "--jsonl").lines("transcript")
    assert [line["is_self"] for line in lines if line["kind"] == "message"].count(True) >= 3
    assert vault_command("picture-facts", item, "--jsonl").lines("picture-facts")[0]["value"] == "130000.88"
    lines[1]["text"] = "这是改过的一句"
    corrected = tmp_path / "t.jsonl"
    corrected.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    answer = vault_command("transcript-confirm", item, corrected, "--platform", "wechat", "--title", "家人们")
    assert "1 correction." in answer.out
    said = vault_command("messages", item, "--jsonl").lines("messages")
    assert "这是改过的一句" in [line.get("text") for line in said]
    corrected.write_text('{"kind": "dance"}', "utf-8")
    assert vault_command("transcript-confirm", item, corrected).status == 2
    assert vault_command("transcript-confirm", item, tmp_path / "absent").status == 3


@needs_reader
def test_screenshots_of_one_scroll_become_one_conversation(vault_command: CommandLine, tmp_path: Path) -> None:
    look = look_of(504)
    found = shots(long_chat(504, height_for(look, 2), look), 504, count=2, least=0.3, most=0.4)
    for number, shot in enumerate(found):
        (tmp_path / f"{number}.png").write_bytes(saved(shot.image, "PNG"))
    vault_command("import", tmp_path / "1.png", tmp_path / "0.png")
    items = [one["id"] for one in vault_command("items", "--json").json("items")]
    unread = vault_command("transcript-join", *items, "--jsonl")
    assert (unread.status, len(unread.lines("transcript-join"))) == (1, 1)
    vault_command("read-pictures")
    lines = vault_command("transcript-join", *items, "--jsonl").lines("transcript-join")
    assert lines[0]["items"] == items[::-1], "in the order of the scroll"
    shared = [line for line in lines[1:] if len(line["places"]) == 2]
    assert shared
    kinds = [line["kind"] for line in lines[1:]]
    assert "gap" not in kinds
    assert "not checked by a person" in vault_command("transcript-join", *items).out
    apart = vault_command("transcript-join", *items, "--as-given")
    assert (apart.status, "something may be missing" in apart.out) == (1, True)
    entries = tmp_path / "c.jsonl"
    entries.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    count = kinds.count("message") + kinds.count("system")
    assert f"{count} messages were confirmed, 0 corrections." in vault_command("transcript-join-confirm", entries).out
    said = vault_command("messages", items[1], "--jsonl").lines("messages")
    assert sum(line["type"] == "message" for line in said) == count
    entries.write_text(json.dumps(lines[1]), "utf-8")
    assert vault_command("transcript-join-confirm", entries).status == 2


def test_it_is_told_of_what_the_text_was_read(vault_command: CommandLine, picture: Path, tmp_path: Path) -> None:
    note = tmp_path / "note.bin"
    note.write_bytes(b"\x00 nothing to read")
    vault_command("import", picture, note)
    told = vault_command("text-state", "--json").json("text-state")
    assert {one["name"]: one["state"] for one in told} == {"shot.png": "waiting", "note.bin": "none"}
    assert "not read yet" in vault_command("text-state", "--only", "waiting").out
    assert vault_command("text-state", "--only", "read", "--json").json("text-state") == []
    assert vault_command("transcript", told[0]["item"], "--page", "0").status == 2
