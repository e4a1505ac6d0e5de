# SPDX-License-Identifier: GPL-3.0-or-later
"""A look at files before they are kept, answers for each, and mappings that the vault keeps and offers again."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.helpers.drawn_files import chat_page, saved
from tests.helpers.vaults import OWNER, PASSPHRASE, new_vault
from tests.importers.mapping_samples import LINES, TABLE
from tests.importers.samples import SAMPLES

from evidence_vault import errors
from evidence_vault.clock import SystemClock
from evidence_vault.operations import look_at_files
from evidence_vault.operations.import_files import import_files
from evidence_vault.operations.import_options import PLAIN_FILE, FileChoice, ImportOptions
from evidence_vault.operations.look_at_files import preview_of, source_of, survey_of
from evidence_vault.operations.read_again import last_reading, read_again
from evidence_vault.operations.reading_sources import BytesSource
from evidence_vault.operations.saved_mappings import (
    forget_mapping,
    propose_mapping,
    read_mapping,
    save_mapping,
    saved_mappings,
)
from evidence_vault.progress import Cancelled, Silent
from evidence_vault.records import Answers, Json
from evidence_vault.vault.vault import Vault

FOLD = "26/10/2025, 00:30 - A: before\n26/10/2025, 01:30 - A: in the hour that comes twice\n"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "v.evidence-vault") as opened:
        yield opened


@pytest.fixture
def given(tmp_path: Path) -> Path:
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "chat.txt").write_text("".join(f"3/{n}/26, 9:{n:02d} - Ann: {n}\n" for n in range(1, 12)) * 5)
    (folder / "list.csv").write_bytes(TABLE.data)
    (folder / "note.txt").write_text("nothing with a time in it")
    (folder / "shot.png").write_bytes(saved(chat_page(), "PNG"))
    (folder / "empty.txt").touch()
    (folder / "main.jsonl").write_bytes(SAMPLES["signal_jsonl"][0].data)
    return folder


def test_what_can_be_read_is_shown_before_it_is_kept(vault: Vault, given: Path) -> None:
    looked = look_at_files.look_at_files(vault, [given], Silent())
    assert [Path(chat.shown).name for chat in looked.chats] == ["chat.txt", "list.csv", "main.jsonl"]
    assert looked.others == 3
    chat, table, _signal = looked.chats
    assert chat.preview
    assert (chat.preview.importer, len(chat.preview.messages), chat.preview.complete) == ("whatsapp", 30, False)
    assert {"TIME_ZONE_NOT_IN_FILE", "SELF_UNKNOWN"} <= {warning.code for warning in chat.preview.warnings}
    assert (table.preview, table.survey and table.survey.mapping and table.survey.mapping["kind"]) == (None, "table")
    assert vault.items() == ()
    assert [entry.event for entry in vault.log()] == [entry.event for entry in vault.log() if entry.event != "added"]


def test_a_small_chat_is_seen_whole(vault: Vault) -> None:
    looked = look_at_files.look_at_bytes(vault, "pasted.txt", b"1/2/26, 9:30 - Ann: hello\n", Silent())
    (chat,) = looked.chats
    assert chat.preview
    assert chat.preview.complete
    assert look_at_files.look_at_bytes(vault, "pasted.txt", b"just words", Silent()).chats == ()


def test_looking_can_be_stopped(vault: Vault, given: Path) -> None:
    class Stopped(Silent):
        def raise_if_cancelled(self) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        look_at_files.look_at_files(vault, [given], Stopped())


def test_a_preview_follows_what_is_said(given: Path) -> None:
    path = given / "chat.txt"
    source = source_of(path, path.stat().st_size)
    said = Answers(time_zone="Europe/Berlin", day_first=False, self_name="Ann")
    preview = preview_of(source, FileChoice("whatsapp", said), Silent())
    assert preview
    assert preview.messages[0].sent_at == "2026-03-01T09:01+01:00"
    assert preview.messages[0].is_self
    assert preview_of(source, FileChoice(PLAIN_FILE), Silent()) is None
    assert preview_of(BytesSource("x", b"no"), FileChoice(), Silent()) is None
    with pytest.raises(errors.TimeZoneUnknown):
        preview_of(source, FileChoice(None, Answers(time_zone="Mars/Base")), Silent())
    with pytest.raises(errors.MappingUnusable):
        preview_of(source, FileChoice("mapping", Answers(mapping={"kind": "x"})), Silent())


def test_the_hour_that_comes_twice_is_left_open(given: Path) -> None:
    source = BytesSource("chat.txt", FOLD.encode())
    preview = preview_of(source, FileChoice("whatsapp", Answers(time_zone="Europe/London")), Silent())
    assert preview
    assert [message.sent_at for message in preview.messages] == ["2025-10-26T00:30+01:00", "2025-10-26T01:30"]
    assert "TIME_AMBIGUOUS" in {warning.code for warning in preview.warnings}


def mapping_of(path: Path) -> dict[str, Json]:
    found = propose_mapping(path).mapping
    assert found
    return dict(found)


def test_each_file_is_read_by_its_own_choice(vault: Vault, given: Path) -> None:
    mapping = mapping_of(given / "list.csv")
    choices = {
        given / "list.csv": FileChoice("mapping", Answers(mapping=mapping)),
        given / "chat.txt": FileChoice(
            "whatsapp", Answers(time_zone="Asia/Shanghai", day_first=False, self_name="Ann")
        ),
        given / "main.jsonl": FileChoice(PLAIN_FILE),
    }
    report = import_files(vault, [given], ImportOptions(choices=choices), OWNER, Silent())
    read = {item.name: item.importer for item in report.items}
    assert read == {
        "chat.txt": "whatsapp", "list.csv": "mapping", "main.jsonl": None, "note.txt": None, "shot.png": None,
    }  # fmt: skip
    ids = {item.name: item.id for item in report.items}
    said = last_reading(vault, ids["chat.txt"]).answers
    assert (said.time_zone, said.self_name) == ("Asia/Shanghai", "Ann")
    assert said.time_zone_data
    assert said.time_zone_data.startswith("20")
    assert vault.messages(ids["chat.txt"])[0].sent_at == "2026-03-01T09:01+08:00"


def test_a_mapping_stays_with_the_reading_and_gives_the_same_again(vault: Vault, given: Path, tmp_path: Path) -> None:
    path = given / "list.csv"
    options = ImportOptions(importer="mapping", answers=Answers(mapping=mapping_of(path)))
    (item,) = import_files(vault, [path], options, OWNER, Silent()).items
    before = vault.messages(item.id)
    assert [message.payment and message.payment.amount for message in before] == ["1234.50", "3.00", None]
    last = last_reading(vault, item.id)
    report = read_again(vault, item.id, ImportOptions(None, None, last.answers), OWNER, Silent())
    assert report.importer == "mapping"
    assert vault.messages(item.id) == before
    folder = vault.path
    vault.close()
    with Vault.open(folder, passphrase=PASSPHRASE, clock=SystemClock(), progress=Silent(), fresh_index=True) as again:
        assert again.messages(item.id) == before
        assert last_reading(again, item.id) == last


def test_a_named_mapping_is_offered_for_the_same_shape(vault: Vault, given: Path) -> None:
    mapping = mapping_of(given / "list.csv") | {"currency": "EUR"}
    first = save_mapping(vault, "  My  bank ", mapping, OWNER)
    assert first.name == "My bank"
    assert save_mapping(vault, "My bank", mapping, OWNER).id == first.id
    table = next(c for c in look_at_files.look_at_files(vault, [given], Silent()).chats if c.shown.endswith(".csv"))
    assert table.survey
    assert table.survey.fits == (0,)
    assert table.survey.mapping
    assert (table.survey.mapping["name"], table.survey.mapping["currency"]) == ("My bank", "EUR")
    assert survey_of(BytesSource("x.txt", LINES.data), None, saved_mappings(vault), Silent()).fits == ()
    forget_mapping(vault, first.id, OWNER)
    assert saved_mappings(vault) == ()
    with pytest.raises(errors.NoSuchEntry):
        forget_mapping(vault, first.id, OWNER)


@pytest.mark.parametrize(
    "data", [b"{", b"[1]", b"\xff", b'{"format": "evidence-vault-mapping/1"}', b" " * (1 << 20) + b"{"]
)
def test_a_mapping_file_that_is_none_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "m.json"
    path.write_bytes(data)
    with pytest.raises(errors.MappingUnusable):
        read_mapping(path)


def test_a_mapping_file_is_read_as_it_was_proposed(given: Path, tmp_path: Path) -> None:
    mapping = mapping_of(given / "list.csv")
    (tmp_path / "m.json").write_text(json.dumps(mapping))
    assert read_mapping(tmp_path / "m.json") == mapping
