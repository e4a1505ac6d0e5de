# SPDX-License-Identifier: GPL-3.0-or-later
"""Translations of messages: typed, brought in and out again; the original decides where each belongs."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.helpers.drawn_files import MemorySource
from tests.helpers.made_up_case import made_up_messages
from tests.helpers.vaults import OWNER, add, chat, new_vault

from evidence_vault import errors
from evidence_vault.importers.translation_lines import translation_lines
from evidence_vault.isolation.frames import FrameKind, PipeBroken
from evidence_vault.isolation.translation_rows import received_translation_lines, send_translation_lines
from evidence_vault.operations import edit_case
from evidence_vault.operations.translate_messages import (
    BroughtIn,
    bring_in,
    put_translation,
    save_sheet,
    translated_messages,
    translations_of_item,
)
from evidence_vault.operations.translation_sheet import COLUMNS, fits, said_in, sheet_of
from evidence_vault.operations.workers import worker
from evidence_vault.progress import Silent
from evidence_vault.records import Answers, Message, RawSpan, Translation, TranslationLine
from evidence_vault.vault.vault import Vault

SPAN = RawSpan(0, 9, "byte", "a" * 64)
SAID = Translation("", "en", "M. Weber", "2026-03-30")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "v.evidence-vault") as opened:
        yield opened


@pytest.fixture
def case_id(vault: Vault) -> str:
    return edit_case.new_case(vault, "Case", OWNER).id


@pytest.fixture
def item_id(vault: Vault, case_id: str) -> str:
    item = add(vault, "chat.txt", b"chat", case_id)
    vault.add_reading(item.id, "test", "1", Answers(), chat(5), actor=OWNER)
    return item.id


def texts(vault: Vault, case_id: str, item_id: str, language: str = "en") -> dict[int, str]:
    return {m.seq: said.text for m, said in translated_messages(vault, case_id, item_id, language) if said}


def brought(vault: Vault, case_id: str, item_id: str, path: Path) -> BroughtIn:
    return bring_in(vault, case_id, item_id, path, SAID, OWNER, Silent())


def test_a_typed_translation_is_kept_changed_and_taken_back(vault: Vault, case_id: str, item_id: str) -> None:
    first, second = vault.messages(item_id)[:2]
    put_translation(vault, case_id, item_id, first, replace(SAID, text="Transfer first 0"), OWNER)
    put_translation(vault, case_id, item_id, first, replace(SAID, text="Please pay first 0"), OWNER)
    put_translation(vault, case_id, item_id, first, Translation("Überweisen", "de"), OWNER)
    translated = translations_of_item(vault, case_id, item_id)
    assert [(one.language, one.text, one.translator) for one in translated.of(first)] == [
        ("en", "Please pay first 0", "M. Weber"), ("de", "Überweisen", None),
    ]  # fmt: skip
    assert translated.of(second) == ()
    assert put_translation(vault, case_id, item_id, first, replace(SAID, text=" "), OWNER) is None
    assert [one.language for one in translations_of_item(vault, case_id, item_id).of(first)] == ["de"]
    put = [entry for entry in vault.log(case_id=case_id) if entry.event == "put" and entry.payload]
    assert any("Transfer first 0" in json.dumps(entry.payload) for entry in put), "the earlier words stay in the log"


@pytest.mark.parametrize("language", ["", "english please", "e", "en_US", "en\n"])
def test_a_language_that_is_no_tag_is_refused(vault: Vault, case_id: str, item_id: str, language: str) -> None:
    message = vault.messages(item_id)[0]
    with pytest.raises(errors.FactInvalid):
        put_translation(vault, case_id, item_id, message, Translation("x", language), OWNER)


def test_the_table_goes_out_and_comes_in_again(vault: Vault, case_id: str, item_id: str, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    assert save_sheet(vault, case_id, item_id, "en", path, OWNER) == 5
    assert vault.last_entry("translator-table") is not None, "what left the vault stands in its log"
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    assert [row["number"] for row in rows] == ["1", "2", "3", "4", "5"]
    for row in rows[1:4]:
        row["translation"] = f"Please transfer first {row['seq']}"
    filled = tmp_path / "filled.csv"
    with filled.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter=";")  # as a German spreadsheet saves it
        writer.writeheader()
        writer.writerows(rows)
    assert brought(vault, case_id, item_id, filled) == BroughtIn(3, 0, 0)
    assert brought(vault, case_id, item_id, filled) == BroughtIn(0, 0, 3)
    assert texts(vault, case_id, item_id) == {seq: f"Please transfer first {seq}" for seq in (1, 2, 3)}
    again = tmp_path / "again.csv"
    save_sheet(vault, case_id, item_id, "en", again, OWNER)
    assert brought(vault, case_id, item_id, again) == BroughtIn(0, 0, 3)
    fact = vault.facts("translation", case_id=case_id)[0]
    assert str(fact.fields["source"]).startswith("filled.csv (SHA-256 ")
    assert (fact.fields["translator"], fact.fields["made_on"]) == ("M. Weber", "2026-03-30")


def test_json_lines_come_in_and_each_line_costs_itself_only(
    vault: Vault, case_id: str, item_id: str, tmp_path: Path
) -> None:
    path = tmp_path / "t.jsonl"
    original = vault.messages(item_id)[0].text
    lines = [
        {"seq": 0, "translation": "One", "text": original},
        {"seq": 1, "translation": "Two", "text": "something else"},
        {"number": 3, "translation": "Three", "translator": "A. B.", "made_on": "2026-04-01"},
        {"seq": 99, "translation": "Four"},
        {"seq": "x", "translation": "Five"},
        {"seq": 4, "translation": "Six", "made_on": "yesterday"},
        {"seq": 3, "translation": ""},
        {"seq": 3, "translation": "Seven"},
        {"seq": 3, "translation": "Seven again"},
    ]
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    taken = brought(vault, case_id, item_id, path)
    assert (taken.new, taken.changed, taken.same) == (3, 1, 0)
    assert [(one.line, one.code) for one in taken.refused] == [
        (2, "TRANSLATION_OF_OTHER_TEXT"), (4, "TRANSLATION_WITHOUT_MESSAGE"),
        (5, "TRANSLATION_INVALID"), (6, "TRANSLATION_INVALID"),
    ]  # fmt: skip
    assert texts(vault, case_id, item_id) == {0: "One", 2: "Three", 3: "Seven again"}
    assert len(vault.facts("translation", case_id=case_id)) == 3


def test_equal_messages_keep_translations_of_their_own(vault: Vault, case_id: str, tmp_path: Path) -> None:
    item = add(vault, "same.txt", b"same", case_id)
    vault.add_reading(item.id, "test", "1", Answers(), chat(2, "好"), actor=OWNER)
    same = [one._replace(raw_span=SPAN) for one in vault.messages(item.id)]
    put_translation(vault, case_id, item.id, same[0], replace(SAID, text="Good"), OWNER)
    assert translations_of_item(vault, case_id, item.id).of(same[1])[0].text == "Good", "the same bytes mean the same"
    put_translation(vault, case_id, item.id, same[1], replace(SAID, text="Fine"), OWNER)
    translated = translations_of_item(vault, case_id, item.id)
    assert [translated.of(one)[0].text for one in same] == ["Good", "Fine"]


def test_a_translation_finds_its_message_after_it_moved(vault: Vault, case_id: str, item_id: str) -> None:
    message = vault.messages(item_id)[2]._replace(raw_span=SPAN)
    put_translation(vault, case_id, item_id, message, replace(SAID, text="Here"), OWNER)
    translated = translations_of_item(vault, case_id, item_id)
    assert translated.of(message._replace(seq=7))[0].text == "Here"
    other = message._replace(raw_span=SPAN._replace(sha256="0" * 64))
    assert translated.of(other) == (), "at its place stands something else now"
    put_translation(vault, case_id, item_id, message._replace(seq=7), replace(SAID, text=""), OWNER)
    assert vault.facts("translation", case_id=case_id) == ()


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"seq,text\n1,x\n", 1),
        (b"translation\nx\n", 1),
        (b"", 1),
        (b"seq,translation\n1,\xff\n", 2),
        (b'seq,translation\n1,"x"y\n', 2),
        (b'{"seq": 1, "translation": "x"}\n{"seq": ', 2),
        (b'{"seq": 1, "translation": "x"}\n[1]', 2),
        (b'{"a":' + b"[" * 20000 + b"]" * 20000 + b"}", 1),
    ],
)
def test_a_file_that_is_no_table_changes_nothing(
    vault: Vault, case_id: str, item_id: str, tmp_path: Path, data: bytes, line: int
) -> None:
    path = tmp_path / "bad"
    path.write_bytes(data)
    with pytest.raises(errors.TranslationsBroken) as caught:
        brought(vault, case_id, item_id, path)
    assert caught.value.facts["line"] == line
    assert not vault.facts("translation", case_id=case_id)
    with pytest.raises(errors.SourceMissing):
        brought(vault, case_id, item_id, tmp_path / "absent")


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), min_size=1, max_size=30)),
)
def test_what_a_table_says_is_read_back_exactly(said: list[str]) -> None:
    first = made_up_messages()[0]
    pairs: list[tuple[Message, Translation | None]] = [
        (first._replace(seq=seq, text=text), Translation(text, "en")) for seq, text in enumerate(said)
    ]
    read = translation_lines(MemorySource("t.csv", sheet_of(pairs, "en")))
    lines = [line for line in read if said_in(line).strip()]
    wanted = [(message, one) for message, one in pairs if one and one.text.strip()]
    assert [line.seq for line in lines] == [message.seq for message, _one in wanted]
    for line, (message, one) in zip(lines, wanted, strict=True):
        assert one
        assert fits(line, message)
        assert said_in(line).removeprefix("'") == one.text.removeprefix("'")


def test_a_line_without_its_original_fits_every_message() -> None:
    assert fits(TranslationLine(1, 0, "x"), made_up_messages()[0])
    assert not fits(TranslationLine(1, 0, "x", beside="你"), made_up_messages()[0])


def test_the_file_of_a_translator_is_read_in_the_keyless_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    def parsed_here(*_arguments: object, **_named: object) -> object:
        raise AssertionError("strangers' bytes are parsed beside the keys")

    monkeypatch.setattr(csv, "DictReader", parsed_here)
    monkeypatch.setattr("evidence_vault.importers.translation_lines.translation_lines", parsed_here)
    table = b"seq,translation\n0,Hello\n"
    assert [line.untrusted_text for line in worker().translations(MemorySource("t.csv", table))] == ["Hello"]
    lines = b'{"seq": 1, "translation": "Hi", "text": "\xe4\xbd\xa0"}\n'
    assert list(worker().translations(MemorySource("t.jsonl", lines))) == [TranslationLine(1, 1, "Hi", beside="你")]


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"\xff\xfe\x00",
        b"no,columns\n1,2\n",
        b'seq,translation\n0,"never ends',
        b'{"seq": ' + b"[" * 100_000,
        b"{}\n[]\n",
    ],
)
def test_a_broken_file_is_told_from_the_worker_with_its_line(broken: bytes) -> None:
    with pytest.raises((errors.TranslationsBroken, errors.SourceEmpty)) as raised:
        list(worker().translations(MemorySource("t.csv", broken)))
    assert raised.value.facts["name"] == "t.csv"
    assert [line.line for line in worker().translations(MemorySource("t.csv", b"seq,translation\n0,x\n"))] == [2]


def test_many_lines_cross_in_their_order() -> None:
    text = "seq,translation\n" + "".join(f"{n},{'long ' * 40}{n}\n" for n in range(20_000))
    lines = list(worker().translations(MemorySource("t.csv", text.encode())))
    assert [line.seq for line in lines] == list(range(20_000))
    assert all(line.untrusted_text.endswith(str(line.seq)) for line in lines)


class SaidByWorker:
    """The frames of a worker that may have been taken over."""

    def __init__(self, *frames: object) -> None:
        self._frames = list(frames)

    def next_frame(self) -> object:
        return self._frames.pop(0)

    def finished(self) -> None:
        """Nothing to give back."""


@pytest.mark.parametrize(
    "frame",
    [
        (FrameKind.RECORDS, b"not json"), (FrameKind.RECORDS, b'[[1, 0]]'), (FrameKind.BYTES, b"[]"),
        (FrameKind.RECORDS, b'[[0, 0, "x", null, null, null, null]]'), {"member": {}},
        (FrameKind.RECORDS, b'[[1, -7, "x", null, null, null, null]]'),
        (FrameKind.RECORDS, b'[[1, "0", "x", null, null, null, null]]'),
    ],
)  # fmt: skip
def test_what_the_worker_says_is_checked(frame: object) -> None:
    with pytest.raises(PipeBroken):
        list(received_translation_lines(cast("Any", SaidByWorker(frame, {"done": {}}))))


def test_half_a_pair_of_a_character_does_not_stop_the_lines() -> None:
    sent: list[bytes] = []

    class Pipe:
        def send(self, _kind: FrameKind, body: bytes) -> None:
            sent.append(body)

    send_translation_lines(cast("Any", Pipe()), [TranslationLine(1, 0, "\ud83d!")])
    frames = [(FrameKind.RECORDS, body) for body in sent]
    (line,) = received_translation_lines(cast("Any", SaidByWorker(*frames, {"done": {}})))
    assert line.untrusted_text == "?!"
