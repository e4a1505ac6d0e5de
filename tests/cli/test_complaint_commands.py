# SPDX-License-Identifier: GPL-3.0-or-later
"""Complaints by command: planned, chosen, looked at, made, sent, answered; wrong choices are refused."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine
from tests.helpers.drawn_files import chat_page, saved


@dataclass(frozen=True)
class Prepared:
    case: str
    picture: str
    of_wechat: tuple[str, ...]


@pytest.fixture
def prepared(vault_command: CommandLine, tmp_path: Path) -> Prepared:
    """A case with one picture."""
    (tmp_path / "shot.png").write_bytes(saved(chat_page(), "PNG"))
    case = vault_command("case new", "案件", "--json").json("case-new")["id"]
    vault_command("import", tmp_path / "shot.png", "--case", case)
    (item,) = vault_command("items", "--json").json("items")
    return Prepared(case, item["cases"][0]["exhibit"], (case, "--platform", "wechat"))


def test_every_platform_is_listed_with_what_nobody_verified(command: CommandLine) -> None:
    shown = {one["id"]: one for one in command("complaint", "platforms", "--json").json("complaint-platforms")}
    assert len(shown) >= 25
    out = command("complaint", "platforms").out
    for one in shown.values():
        assert one["unverified"], one["id"]
        assert all(line in out for line in one["unverified"])


def test_what_is_chosen_is_planned_and_made(vault_command: CommandLine, prepared: Prepared, tmp_path: Path) -> None:
    first = vault_command("complaint plan", *prepared.of_wechat, "--json").json("complaint-plan")
    assert (first["text_limit"], first["category"], first["pictures"][0]) == (200, None, prepared.picture)
    text = tmp_path / "text.txt"
    text.write_text("一二三四五。" * 50, encoding="utf-8")
    chosen = ("--entry", "wx.profile", "--category", "C05", "--text-file", text, "--picture", prepared.picture)
    assert "200" in vault_command("complaint choose", *prepared.of_wechat, *chosen).out, "too long is said"
    plan = vault_command("complaint plan", *prepared.of_wechat, "--json").json("complaint-plan")
    assert (plan["entry"], plan["category"], plan["pictures"]) == ("wx.profile", "C05", [prepared.picture])
    assert "* wx.profile" in vault_command("complaint plan", *prepared.of_wechat).out
    to = tmp_path / "complaint"
    made = vault_command("export", prepared.case, "complaint", "--platform", "wechat", "--to", to)
    assert made.status == 0
    assert "ORIGINAL" not in made.out, "what is left out is said in words"
    written = (to / "data/complaint/wechat/complaint.txt").read_text("utf-8").strip()
    assert 190 < len(written) <= 200
    assert len(list((to / "data/complaint/wechat/images").iterdir())) == 1


def test_a_preview_lists_everything_and_writes_nothing(
    vault_command: CommandLine, prepared: Prepared, tmp_path: Path
) -> None:
    before = sorted(tmp_path.rglob("*.jpg"))
    export = ("export", prepared.case, "complaint", "--platform", "wechat", "--preview")
    listed = vault_command(*export, "--json").json("export")
    assert [one["path"] for one in listed["files"] if one["role"] == "upload"] == ["complaint/wechat/images/01.jpg"]
    assert listed["left_out"]
    assert "complaint/wechat/steps.html" in vault_command(*export).out
    assert sorted(tmp_path.rglob("*.jpg")) == before
    assert vault_command("export", prepared.case, "complaint").status == 2


def test_the_diary_keeps_what_was_sent_and_answered(vault_command: CommandLine, prepared: Prepared) -> None:
    sent = ("--at", "2026-03-30T10:00:00+08:00", "--category", "C05", "--reference", "WX1")
    assert vault_command("complaint sent", *prepared.of_wechat, *sent, "--picture", prepared.picture).status == 0
    (entry,) = vault_command("complaint diary", prepared.case, "--json").json("complaint-diary")
    assert (entry["platform"], entry["reference"], entry["answer"]) == ("wechat", "WX1", None)
    more = ("--entry-id", entry["id"], "--answer", "refused")
    assert vault_command("complaint sent", *prepared.of_wechat, *more).status == 0
    (entry,) = vault_command("complaint diary", prepared.case, "--json").json("complaint-diary")
    assert (entry["sent_at"], entry["reference"], entry["answer"]) == ("2026-03-30T10:00:00+08:00", "WX1", "refused")
    assert entry["pictures"] == [prepared.picture]
    assert "refused" in vault_command("complaint diary", prepared.case).out
    assert vault_command("complaint sent", *prepared.of_wechat, "--entry-id", "ffffffff").status == 3


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        (("--entry", "nowhere"), 2), (("--category", "ZZ"), 2), (("--message", "B1"), 2),
        (("--message", "B9:1"), 3), (("--picture", "Z9"), 3), (("--text-file", "absent.txt"), 3),
    ],
)  # fmt: skip
def test_a_choice_that_cannot_be_is_refused(
    vault_command: CommandLine, prepared: Prepared, wrong: tuple[str, str], status: int
) -> None:
    assert vault_command("complaint choose", *prepared.of_wechat, *wrong).status == status
