# SPDX-License-Identifier: GPL-3.0-or-later
"""Redacted copies from the command line."""

import io
import json
from pathlib import Path

import pytest
from PIL import Image

from evidence_vault.operations import faces_in_pictures, read_pictures
from evidence_vault.records import FaceInPicture, FacesInPicture
from tests.cli.conftest import CommandLine
from tests.helpers.drawn_faces import drawn_face
from tests.helpers.drawn_files import chat_page, film_of, saved
from tests.helpers.long_chats import height_for, long_chat, look_of, shots

needs_finder = pytest.mark.skipif(not faces_in_pictures.can_find_faces(), reason="nothing finds faces here")


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


@needs_finder
def test_faces_are_hidden_when_asked_for(vault_command: CommandLine, tmp_path: Path) -> None:
    image = chat_page(600, 900)
    image.paste(drawn_face(240), (120, 300))
    (tmp_path / "shot.png").write_bytes(saved(image, "PNG"))
    item = vault_command("import", tmp_path / "shot.png", "--json").json("import")["items"][0]["id"]
    answer = vault_command("redact", item, "--only", "faces", "--json")
    (step,) = answer.json("redact")["steps"]
    assert step["step"] == "redact"
    assert step["x"] < 120 + 0.25 * 240 < 120 + 0.75 * 240 < step["x"] + step["width"]
    assert "faces: 1" in answer.err
    assert "looked for faces and can miss some" in answer.err
    assert answer.status == 0


def test_nothing_found_makes_no_copy(vault_command: CommandLine, item: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faces_in_pictures, "can_find_faces", lambda: True)
    monkeypatch.setattr(faces_in_pictures, "faces_on_page", lambda *_given: FacesInPicture(390, 844))
    answer = vault_command("redact", item, "--only", "faces", "--json")
    assert (answer.status, answer.json("redact")["error"]["code"]) == (3, "NOTHING_TO_HIDE")
    assert vault_command("copies", item, "--json").json("copies") == []


def test_what_is_not_installed_is_said(vault_command: CommandLine, item: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faces_in_pictures, "can_find_faces", lambda: False)
    answer = vault_command("redact", item, "--only", "faces", "--json")
    assert (answer.status, answer.json("redact")["error"]["code"]) == (3, "FACE_FINDER_MISSING")
    monkeypatch.setattr(read_pictures, "can_read_pictures", lambda: False)
    monkeypatch.setattr(faces_in_pictures, "can_find_faces", lambda: True)
    one = FacesInPicture(390, 844, (FaceInPicture((10, 20, 90, 140), 80),))
    monkeypatch.setattr(faces_in_pictures, "faces_on_page", lambda *_given: one)
    answer = vault_command("redact", item, "--offered")
    assert answer.status == 1  # a copy was made, and not everything was looked for
    assert "Numbers and names were not looked for" in answer.err


def test_series_and_duplicates_are_told_and_kept_when_asked(vault_command: CommandLine, tmp_path: Path) -> None:
    look = look_of(503)
    found = shots(long_chat(503, height_for(look, 3), look), 503, count=3, least=0.2)
    for shot in found:
        (tmp_path / f"{shot.number}.png").write_bytes(saved(shot.image, "PNG"))
    (tmp_path / "copy.jpg").write_bytes(saved(found[0].image, "JPEG", quality=60))
    case = vault_command("case new", "made-up", "--json").json("case-new")["id"]
    files = [tmp_path / f"{number}.png" for number in (2, 0, 1)]
    vault_command("import", *files, "--case", case)
    report = vault_command("series", "--case", case, "--json").json("series")
    assert [each["name"] for each in report["series"][0]["pictures"]] == ["0.png", "1.png", "2.png"]
    assert "1.png" in vault_command("series", "--case", case).out
    stitched = vault_command("series", "--case", case, "--confirm", "--stitch", "--json").json("series")["stitched"]
    assert [one["purpose"] for one in stitched] == ["stitched"]
    assert vault_command("series", "--confirm").status == 2
    parts = vault_command("cut", stitched[0]["id"], "--json").json("cut")
    assert len(parts) >= 2
    vault_command("import", tmp_path / "copy.jpg", "--case", case)
    pairs = vault_command("duplicates", "--case", case, "--json").json("duplicates")
    assert [(one["first_name"], one["second_name"], one["change"]) for one in pairs] == [
        ("0.png", "copy.jpg", ["compressed"])
    ]
    assert "copy.jpg" in vault_command("duplicates", "--case", case).out


def test_stills_of_a_recording(vault_command: CommandLine, tmp_path: Path) -> None:
    pages = [Image.new("RGB", (160, 120), colour) for colour in ("red", "blue") for _time in range(8)]
    (tmp_path / "a.mp4").write_bytes(film_of(pages))
    item = vault_command("import", tmp_path / "a.mp4", "--json").json("import")["items"][0]["id"]
    assert len(vault_command("stills", item, "--json").json("stills")) == 2
    assert "frame" in vault_command("stills", item).out


def test_a_picture_is_read_out(vault_command: CommandLine, item: str) -> None:
    about = vault_command("about", item, "--json").json("about")
    assert {"group": "file", "name": "size", "value": "390 × 844"} in about["entries"]
    assert [note["code"] for note in about["notes"]] == ["SIZE_UNUSUAL"]
    assert "390 × 844" in vault_command("about", item).out
