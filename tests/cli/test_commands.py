# SPDX-License-Identifier: GPL-3.0-or-later
"""Every command once, its JSON by its published schema."""

import re
from pathlib import Path

import pytest

from evidence_vault.cli.program import group
from tests.cli.conftest import SCHEMAS, CommandLine
from tests.helpers.bad_files import whatsapp_zip
from tests.helpers.drawn_files import chat_page, saved
from tests.importers.samples import SAMPLES

FACTS = """schema = 1
[[payments]]
key = "p1"
amount = "0.10"
currency = "CNY"
"""


@pytest.fixture
def phone(tmp_path: Path) -> Path:
    folder = tmp_path / "phone"
    folder.mkdir()
    (folder / "chat.zip").write_bytes(whatsapp_zip({"IMG-1.jpg": saved(chat_page(200, 300), "JPEG")}))
    (folder / "shot.png").write_bytes(saved(chat_page(), "PNG"))
    (folder / "empty.txt").touch()
    return folder


def test_a_case_from_import_to_check(vault_command: CommandLine, command: CommandLine, phone: Path) -> None:
    case = vault_command("case new", "案件", "--json").json("case-new")
    report = vault_command("import", phone, "--case", case["id"][:8], "--time-zone", "+08:00", "--json")
    assert report.status == 1
    added = report.json("import")
    assert [item["name"] for item in added["items"]] == ["chat.zip", "IMG-1.jpg", "shot.png"]
    assert [one["code"] for one in added["failed"]] == ["SOURCE_EMPTY"]
    items = vault_command("items", "--case", case["id"], "--json").json("items")
    assert [item["cases"][0]["exhibit"] for item in items] == ["B1", "B1-1", "A1"]
    lines = vault_command("messages", items[0]["id"], "--jsonl").lines("messages")
    assert [line["type"] for line in lines] == ["conversation", "message", "message"]
    found = vault_command("search", "你好", "--json").json("search")
    assert [hit["kind"] for hit in found] == ["message"]
    facts = phone / "facts.toml"
    facts.write_text(FACTS)
    assert vault_command("case apply", case["id"], facts, "--json").json("case-apply") == {"new": 1, "changed": 0}
    shown = vault_command("case show", case["id"], "--json").json("case-show")
    assert shown["totals"][0]["sent"] == "0.10"
    assert 'key = "p1"' in vault_command("case facts", case["id"]).out
    assert vault_command("case list", "--json").json("case-list")[0]["payments"] == 1
    exported = vault_command(
        "export", case["id"], "complaint", "--to", phone.parent / "out", "--language", "zh-Hans", "--json"
    ).json("export")
    checked = command("check", exported["path"], "--signer", exported["fingerprint"], "--json")
    assert (checked.status, checked.json("check")["signer"]["compared"]) == (0, "matched")
    entries = vault_command("log", "--jsonl").lines("log")
    assert entries[-2]["event"] == "exported"
    assert vault_command("verify", "--json").json("verify")["verdict"] == "intact"


def test_get_gives_the_bytes_back_and_never_writes_over(vault_command: CommandLine, phone: Path) -> None:
    item = vault_command("import", phone / "shot.png", "--json").json("import")["items"][0]
    to = phone.parent / "again.png"
    assert vault_command("get", item["id"], "--to", to).status == 0
    assert to.read_bytes() == (phone / "shot.png").read_bytes()
    again = vault_command("get", item["id"], "--to", to)
    assert (again.status, again.err.startswith("error[DESTINATION_EXISTS]: ")) == (3, True)


def test_read_needs_no_vault(command: CommandLine, phone: Path) -> None:
    answer = command("read", phone / "chat.zip", "--jsonl")
    lines = answer.lines("read")
    assert answer.status == 0
    assert lines[0]["type"] == "source"
    assert lines[-1]["headers_seen"] == lines[-1]["messages"] + lines[-1]["not_understood"] == 2


def test_read_says_when_nobody_knows_the_file(command: CommandLine, phone: Path) -> None:
    (phone / "unknown.bin").write_bytes(b"\x00\x01\x02\x03")
    answer = command("read", phone / "unknown.bin", "--jsonl")
    assert (answer.status, answer.json("read")["error"]["code"]) == (3, "FORMAT_UNKNOWN")


def test_lists_for_people(vault_command: CommandLine, phone: Path) -> None:
    vault_command("case new", "Case one")
    out = vault_command("import", phone).out
    assert "Added 3, already here 0, left out 0, not added 1." in out
    assert "shot.png" in vault_command("items").out
    assert "Case one" in vault_command("case list").out
    assert "vault-created" in vault_command("log").out


def test_a_name_cannot_steer_the_terminal(vault_command: CommandLine, phone: Path) -> None:
    (phone / "a\x1b[31mb\u202egpj.exe").write_text("x")
    out = vault_command("import", phone).out + vault_command("items").out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "⟨U+001B⟩" in out


def test_every_command_has_translated_help_and_a_schema_for_its_json(command: CommandLine) -> None:
    leaves = [(name, one) for name, one in group.commands.items() if not hasattr(one, "commands")]
    for name, inner in group.commands.items():
        leaves += [(f"{name} {deeper}", one) for deeper, one in getattr(inner, "commands", {}).items()]
    for name, one in leaves:
        english = command(*name.split(), "--help").out
        chinese = command("--interface-language", "zh-Hans", *name.split(), "--help").out
        assert english.startswith("Usage: evidence-vault ")
        assert "选项" in chinese
        purpose = chinese.partition("\n\n")[2].partition("\n\n")[0]  # below the usage, which may take two lines
        assert re.search(r"[\u4e00-\u9fff]{4}", purpose), name
        if {"--json", "--jsonl"} & {option for parameter in one.params for option in parameter.opts}:
            document = name.removesuffix(" make").replace(" ", "-")  # people leave out the word "make"
            assert (SCHEMAS / f"{document}.schema.json").is_file(), name


def test_a_stored_chat_is_read_again(vault_command: CommandLine, phone: Path) -> None:
    case = vault_command("case new", "案件", "--json").json("case-new")
    vault_command("import", phone / "chat.zip", "--case", case["id"])
    item = vault_command("items", "--json").json("items")[0]["id"]
    read = vault_command("reread", item, "--time-zone", "+08:00", "--month-first", "--json").json("reread")
    assert (read["id"], read["importer"], read["messages"]) == (item, "whatsapp", 2)
    times = [line["sent_at"] for line in vault_command("messages", item, "--jsonl").lines("messages")[1:]]
    assert all(time.endswith("+08:00") for time in times)
    refused = vault_command("reread", item, "--as", "line-text")
    assert refused.status == 3
    assert vault_command("reread", item, "--as", "plain-file").status == 2


def test_a_translators_table_goes_out_and_comes_in(vault_command: CommandLine, phone: Path, tmp_path: Path) -> None:
    case = vault_command("case new", "案件", "--json").json("case-new")["id"]
    vault_command("import", phone / "chat.zip", "--case", case)
    item = vault_command("items", "--json").json("items")[0]["id"]
    table = tmp_path / "table.csv"
    assert vault_command("translation table", case, item, "--language", "en", "--to", table).status == 0
    lines = table.read_text("utf-8-sig").splitlines()
    filled = [lines[0], *(line.replace('"","en"', '"said so","en"', 1) for line in lines[1:])]
    table.write_text("\n".join(filled), encoding="utf-8")
    said = ("--language", "en", "--translator", "M. Weber", "--date", "2026-03-30")
    taken = vault_command("translation add", case, item, table, *said, "--json").json("translation-add")
    assert (taken["new"], taken["refused"]) == (len(lines) - 1, [])
    shown = vault_command("translation list", case, item, "--language", "en", "--jsonl").lines("translation-list")
    assert [(one["translation"], one["translator"], one["made_on"]) for one in shown] == [
        ("said so", "M. Weber", "2026-03-30")
    ] * len(shown)
    table.write_text("\n".join([lines[0], filled[1].replace('"0"', '"1"')]), encoding="utf-8")
    shifted = vault_command("translation add", case, item, table, *said)
    assert shifted.status == 1
    assert "2" in shifted.err


def test_what_to_do_now(vault_command: CommandLine) -> None:
    case = vault_command("case new", "案件", "--json").json("case-new")
    todo = vault_command("case todo", case["id"], "--json").json("case-todo")
    assert (todo["money"], todo["next"]["id"]) == ("unknown", "evidence")
    shown = vault_command("case todo", case["id"]).out
    assert todo["next"]["what"] in shown
    assert "[ ] " in shown


def test_a_table_is_read_by_a_mapping(vault_command: CommandLine, command: CommandLine, tmp_path: Path) -> None:
    table, mapping = tmp_path / "list.csv", tmp_path / "mapping.json"
    table.write_bytes(b"When,Who,What\n3/4/2026 9:30,Ann,hello\n5/6/2026 9:30,Bo,yes\n")
    proposed = command("mapping", "propose", table, "--json").json("mapping-propose")
    assert len(proposed["dates"]) == 2
    spoken = command("mapping", "propose", table)
    assert "{month}/{day}/{year}" in spoken.err
    mapping.write_text(spoken.out.replace("{day}/{month}", "{month}/{day}"))
    shown = command("read", table, "--mapping", mapping, "--time-zone", "+08:00", "--self", "Ann", "--jsonl").lines(
        "read"
    )
    assert [line["sent_at"] for line in shown if line["type"] == "message"] == [
        "2026-03-04T09:30+08:00", "2026-05-06T09:30+08:00",
    ]  # fmt: skip
    assert vault_command("import", table, "--mapping", mapping, "--json").json("import")["items"][0]["messages"] == 2
    saved_one = vault_command("mapping save", "My list", mapping, "--json").json("mapping-save")
    assert vault_command("mapping list", "--json").json("mapping-list") == [saved_one]
    assert vault_command("mapping forget", "My list").status == 0
    assert vault_command("mapping forget", "My list").status == 3
    assert command("read", table, "--mapping", table).status == 3
    assert command("read", table, "--copied-on", "yesterday").status == 2
    assert command("mapping", "propose", mapping).status == 3


def test_an_original_with_login_secrets_is_said_when_it_leaves(vault_command: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "main.jsonl").write_bytes(SAMPLES["signal_jsonl"][0].data)
    case = vault_command("case new", "案件", "--json").json("case-new")["id"]
    vault_command("import", tmp_path / "main.jsonl", "--case", case)
    item = vault_command("items", "--json").json("items")[0]
    told = vault_command("get", item["id"], "--to", tmp_path / "copy.jsonl")
    assert "keys or tokens" in told.err
    kept = vault_command("export", case, "archive", "--to", tmp_path / "a", "--json").json("export")
    assert kept["left_out"]["ORIGINAL_HOLDS_SECRETS"] == 1
    number = item["cases"][0]["exhibit"]
    given = vault_command("export", case, "archive", "--to", tmp_path / "b", "--with-secrets", number, "--json").json(
        "export"
    )
    assert "ORIGINAL_HOLDS_SECRETS" not in given["left_out"]
    assert vault_command("export", case, "archive", "--to", tmp_path / "c", "--with-secrets", "Z9").status == 3
