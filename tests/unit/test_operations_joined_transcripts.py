# SPDX-License-Identifier: GPL-3.0-or-later
"""Screenshots of one scroll become one conversation: each message once, with every picture it stands in."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
from tests.helpers.drawn_files import saved
from tests.helpers.long_chats import Drawn, LongChat, Look, height_for, long_chat, look_of, shots
from tests.helpers.vaults import OWNER, new_vault
from tests.unit.test_mask_transcripts import everything

from evidence_vault import errors
from evidence_vault.operations import joined_transcripts as joined
from evidence_vault.operations.browse_vault import item_history
from evidence_vault.operations.edit_case import new_case, put_fact
from evidence_vault.operations.erase_items import erase_items
from evidence_vault.operations.export_case import ExportOptions, export_case
from evidence_vault.operations.import_files import import_bytes
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.operations.joined_lines import conversation_from_json, conversation_to_json
from evidence_vault.operations.mentioned_payments import mentioned_payments
from evidence_vault.operations.picture_places import places_of
from evidence_vault.operations.picture_series import find_series, stitch_series
from evidence_vault.operations.picture_transcripts import PictureStatement, confirm_transcript
from evidence_vault.operations.read_again import last_reading, read_again
from evidence_vault.operations.search_vault import search_vault
from evidence_vault.progress import Silent
from evidence_vault.records import (
    GAP,
    Answers,
    EvidenceItem,
    MessageKind,
    ProposedEntry,
    ProposedTranscript,
    TextInPicture,
    TimeCertainty,
)
from evidence_vault.vault.vault import Vault

SEED, PICTURES = 504, 4
TIME = "2026年3月1日 09:30"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "v.evidence-vault") as opened:
        yield opened


@pytest.fixture
def case_id(vault: Vault) -> str:
    return new_case(vault, "made-up", OWNER).id


@dataclass(frozen=True)
class SavedShot:
    """A screenshot as a file, and where its window begins."""

    top: int
    data: bytes


@cache
def drawn_scroll() -> tuple[Look, LongChat, tuple[SavedShot, ...]]:
    """A chat and four screenshots of it, drawn once."""
    look = look_of(SEED)
    chat = long_chat(SEED, height_for(look, PICTURES), look)
    found = shots(chat, SEED, count=PICTURES, least=0.15, most=0.25)
    return look, chat, tuple(SavedShot(shot.top, saved(shot.image, "PNG")) for shot in found)


def entries_on(drawn: tuple[Drawn, ...], top: int, start: int, window: int) -> tuple[ProposedEntry, ...]:
    """What a perfect reader sees of a chat in a window that begins at ``top`` of it."""
    found = []
    for one in drawn:
        upper, lower = max(one.top, top) - top + start, min(one.bottom, top + window) - top + start
        if lower - upper > 20:
            kind = "time" if one.kind == "time" else "message"
            subkind = {"bubble": "text", "card": "transfer", "picture": "picture"}.get(one.kind)
            text, amount = (None, one.text[1:]) if one.kind == "card" else (one.text or None, None)
            box = (100, upper, 600, lower)
            found.append(ProposedEntry(kind, box, text, one.own, None, subkind, amount))
    return tuple(found)


@pytest.fixture
def scroll(vault: Vault, case_id: str, monkeypatch: pytest.MonkeyPatch) -> list[EvidenceItem]:
    """Four screenshots of one scroll, added in another order; what is read of them is what was drawn."""
    look, chat, found = drawn_scroll()
    start = look.status + look.title
    window = look.height - start - look.input
    items = {}
    for place in (2, 0, 3, 1):
        items[place] = import_bytes(
            vault, f"{place}.png", found[place].data, ImportOptions(case_id), OWNER, Silent()
        ).items[0]
        text = TextInPicture(look.width, look.height, (), reader=str(place))
        vault.picture_texts.keep(items[place].content_id, 0, text)
    known = {
        str(place): ProposedTranscript(entries_on(chat.drawn, shot.top, start, window), chat.title, "wechat")
        for place, shot in enumerate(found)
    }
    monkeypatch.setattr(joined, "propose_transcript", lambda text: known.get(text.reader, ProposedTranscript(())))
    return [items[place] for place in range(PICTURES)]


def ids(items: list[EvidenceItem]) -> list[str]:
    return [item.id for item in items]


def confirm(
    vault: Vault, items: list[EvidenceItem], statement: PictureStatement | None = None
) -> tuple[joined.JoinedProposal, int]:
    proposal = joined.proposed_conversation(vault, ids(items), Silent())
    said = statement or PictureStatement("群", "wechat", taken_on="2026-03-08")
    report = joined.confirm_conversation(vault, ids(items), proposal.entries, said, OWNER, Silent())
    return proposal, report.messages


def test_a_scroll_is_one_conversation_and_every_message_stands_once(vault: Vault, scroll: list[EvidenceItem]) -> None:
    before = vault.journal_state().size
    assert joined.in_order(vault, ids(scroll)[::-1], Silent()) == tuple(ids(scroll))
    proposal = joined.proposed_conversation(vault, ids(scroll), Silent())
    assert vault.journal_state().size == before, "nothing is written"
    assert (proposal.gaps, proposal.unread, proposal.without_chat) == (0, (), ())
    drawn = drawn_scroll()[1].drawn
    read = [f"{placed.entry.amount or ''}{placed.entry.text or ''}" for placed in proposal.entries]
    assert read == [one.text.lstrip("¥") for one in drawn[: len(read)]]
    assert len(read) > 20
    several = [placed for placed in proposal.entries if len(placed.places) > 1]
    assert len(several) >= 3
    _proposal, count = confirm(vault, scroll)
    messages = vault.messages(scroll[0].id)
    assert len(messages) == count == sum(1 for placed in proposal.entries if placed.entry.kind != "time")
    assert len(vault.conversations()) == 1
    assert vault.verify(progress=Silent()).verdict == "intact"


def test_every_message_names_each_picture_it_stands_in(vault: Vault, scroll: list[EvidenceItem]) -> None:
    confirm(vault, scroll)
    places = [places_of(message.raw_span, scroll[0].sha256) for message in vault.messages(scroll[0].id)]
    assert {place.file_sha256 for several in places for place in several} == {item.sha256 for item in scroll}
    shared = next(several for several in places if len(several) > 1)
    assert len({place.file_sha256 for place in shared}) == len(shared)
    for item in scroll[1:]:
        assert [one.code for one in vault.item(item.id).warnings] == ["PICTURE_IN_CONVERSATION"]
        assert joined.conversation_holding(vault, item.id) == scroll[0].id
    assert joined.pictures_of_conversation(vault, scroll[0].id) == tuple(ids(scroll))
    assert joined.conversation_holding(vault, scroll[0].id) is None


def test_without_overlap_a_gap_is_shown_and_no_day_goes_across_it(vault: Vault, scroll: list[EvidenceItem]) -> None:
    """The second and third picture are missing."""
    ends = [scroll[0], scroll[3]]
    proposal = joined.proposed_conversation(vault, ids(ends), Silent())
    assert proposal.gaps == 1
    line = replace(proposal.entries[0], entry=replace(proposal.entries[0].entry, kind="time", text=TIME))
    entries = [line, *(one for one in proposal.entries[1:] if one.entry.kind != "time")]
    joined.confirm_conversation(vault, ids(ends), entries, PictureStatement("群"), OWNER, Silent())
    messages = vault.messages(ends[0].id)
    place = next(number for number, message in enumerate(messages) if message.subkind == GAP)
    assert (messages[place].kind, messages[place].text) == (MessageKind.SYSTEM, None)
    assert {message.sent_at for message in messages[1:place]} == {"2026-03-01"}
    assert {message.sent_at for message in messages[place:]} == {None}
    told = {warning.code: warning.text for warning in vault.item(ends[0].id).warnings}
    assert (told["PICTURES_JOINED"], told["TRANSCRIPT_GAPS"]) == ("2", "1")
    gap = next(number for number, one in enumerate(entries) if one.entry.kind == GAP)
    entries[gap] = replace(entries[gap], entry=replace(entries[gap].entry, text="2026-03-05"))
    joined.confirm_conversation(vault, ids(ends), entries, PictureStatement("群"), OWNER, Silent())
    after = vault.messages(ends[0].id)[place + 1 :]
    assert {(message.sent_at, message.time_certainty) for message in after} == {("2026-03-05", TimeCertainty.PARTIAL)}


def test_an_order_of_the_persons_own_is_kept_and_nothing_is_merged(vault: Vault, scroll: list[EvidenceItem]) -> None:
    turned = [scroll[1], scroll[0]]
    proposal = joined.proposed_conversation(vault, ids(turned), Silent())
    assert [item.name for item in proposal.pictures] == ["1.png", "0.png"]
    assert proposal.gaps == 1
    assert all(len(placed.places) == 1 for placed in proposal.entries)


def test_every_correction_is_recorded_with_its_picture(vault: Vault, scroll: list[EvidenceItem]) -> None:
    proposal = joined.proposed_conversation(vault, ids(scroll), Silent())
    entries = list(proposal.entries)
    changed = next(place for place, one in enumerate(entries) if one.entry.subkind == "text")
    entries[changed] = replace(entries[changed], entry=replace(entries[changed].entry, text="corrected"))
    left = entries.pop()
    report = joined.confirm_conversation(vault, ids(scroll), entries, PictureStatement(), OWNER, Silent())
    assert report.corrected == 2
    (entry,) = [one for one in item_history(vault, scroll[2].id) if one.event == "transcript-confirmed"]
    assert entry.payload is not None
    first, second = entry.payload["corrections"]  # type: ignore[misc]
    assert (first["field"], first["said"], first["item"]) == ("text", "corrected", entries[changed].places[0].item_id)  # type: ignore[index,call-overload]
    assert (second["said"], second["item"]) == (None, left.places[0].item_id)  # type: ignore[index,call-overload]


def test_messages_confirmed_before_of_one_picture_make_way(vault: Vault, scroll: list[EvidenceItem]) -> None:
    entry = ProposedEntry("message", (10, 20, 300, 80), "alone before", False)
    confirm_transcript(vault, scroll[1].id, 0, [entry], PictureStatement("群"), OWNER)
    assert len(search_vault(vault, "alone before")) == 1
    confirm(vault, scroll)
    assert search_vault(vault, "alone before") == ()
    assert vault.item(scroll[1].id).messages == 0
    later = joined.proposed_conversation(vault, ids(scroll[1:]), Silent())
    assert [item.id for item in later.held_by] == [scroll[0].id]


def test_what_cannot_be_joined_is_said_and_changes_nothing(
    vault: Vault, case_id: str, scroll: list[EvidenceItem]
) -> None:
    data = saved(long_chat(7, 900).page.crop((0, 0, 300, 700)), "PNG")
    plain = import_bytes(vault, "x.png", data, ImportOptions(case_id), OWNER, Silent()).items[0]
    proposal = joined.proposed_conversation(vault, [scroll[0].id, plain.id], Silent())
    assert [item.name for item in proposal.unread] == ["x.png"]
    vault.picture_texts.keep(plain.content_id, 0, TextInPicture(300, 700, (), reader="nothing"))
    proposal = joined.proposed_conversation(vault, [scroll[0].id, plain.id], Silent())
    assert [item.name for item in proposal.without_chat] == ["x.png"]
    for chosen in ([], [scroll[0].id], [scroll[0].id, scroll[0].id]):
        with pytest.raises(errors.SeriesTooShort):
            joined.proposed_conversation(vault, chosen, Silent())
    for entries, statement, error in (
        ((), PictureStatement(), errors.NothingRead),
        (proposal.entries, PictureStatement(taken_on="gestern"), errors.FactInvalid),
    ):
        with pytest.raises(error):
            joined.confirm_conversation(vault, [scroll[0].id, plain.id], entries, statement, OWNER, Silent())
    assert vault.messages(scroll[0].id) == ()


def test_another_zone_later_keeps_the_pictures(vault: Vault, scroll: list[EvidenceItem]) -> None:
    confirm(vault, scroll)
    spans = [message.raw_span for message in vault.messages(scroll[0].id)]
    read_again(vault, scroll[0].id, ImportOptions(None, None, Answers(time_zone="+08:00")), OWNER, Silent())
    assert [message.raw_span for message in vault.messages(scroll[0].id)] == spans
    assert last_reading(vault, scroll[0].id).also_from == tuple(ids(scroll[1:]))
    assert last_reading(vault, scroll[1].id).also_from == ()
    assert joined.pictures_of_conversation(vault, scroll[0].id) == tuple(ids(scroll))
    assert vault.verify(progress=Silent()).verdict == "intact"


def test_erasing_one_picture_erases_what_stood_in_it_alone(
    vault: Vault, case_id: str, scroll: list[EvidenceItem]
) -> None:
    report = find_series(vault, Silent(), case_id)
    long = stitch_series(vault, report.series[0], OWNER, Silent(), case_id=case_id)
    proposal, _count = confirm(vault, scroll)
    alone = [
        placed.entry.text or ""
        for placed in proposal.entries
        if {place.item_id for place in placed.places} == {scroll[2].id} and len(placed.entry.text or "") > 6
    ]
    assert alone, "else the test proves nothing"
    done = erase_items(vault, [scroll[2].id], "wrong chat", OWNER, Silent(), with_names=False)
    assert set(done) == {scroll[2].id, long.id}, "the long picture shows it as well"
    kept = [message.text or "" for message in vault.messages(scroll[0].id)]
    assert kept
    assert not set(alone) & set(kept)
    assert joined.pictures_of_conversation(vault, scroll[0].id) == tuple(ids([scroll[0], scroll[1], scroll[3]]))
    assert any(message.subkind == GAP for message in vault.messages(scroll[0].id))
    log = [str(entry.payload) for entry in vault.log()]
    assert not any(text in entry for text in alone for entry in log)
    assert vault.verify(progress=Silent()).verdict == "intact", "an index made again would hold the same"


def test_erasing_the_first_picture_leaves_the_conversation_with_the_next(
    vault: Vault, scroll: list[EvidenceItem]
) -> None:
    confirm(vault, scroll)
    erase_items(vault, [scroll[0].id], "", OWNER, Silent(), with_names=True)
    assert joined.pictures_of_conversation(vault, scroll[1].id) == tuple(ids(scroll[1:]))
    assert len(vault.messages(scroll[1].id)) > 5
    assert vault.verify(progress=Silent()).verdict == "intact"


def test_a_transfer_names_the_picture_that_shows_it(vault: Vault, case_id: str, scroll: list[EvidenceItem]) -> None:
    proposal = joined.proposed_conversation(vault, ids(scroll), Silent())
    place = next(n for n, one in enumerate(proposal.entries) if one.places[0].item_id == scroll[3].id)
    entries = list(proposal.entries)
    card = replace(entries[place].entry, kind="message", subkind="transfer", amount="30.00", text=None, is_self=True)
    entries[place] = replace(entries[place], entry=card)
    joined.confirm_conversation(vault, ids(scroll), entries, PictureStatement("群", "wechat"), OWNER, Silent())
    found = next(one for one in mentioned_payments(vault, case_id) if one.fields["amount"] == "30.00")
    assert found.exhibit == scroll[3].cases[0].exhibit != scroll[0].cases[0].exhibit
    assert found.fields["evidence_items"] == [found.exhibit]


def test_lines_go_out_and_come_back(vault: Vault, scroll: list[EvidenceItem]) -> None:
    proposal = joined.proposed_conversation(vault, ids(scroll), Silent())
    lines = list(conversation_to_json(proposal))
    items, entries = conversation_from_json(lines)
    assert items == tuple(ids(scroll))
    assert [placed.places for placed in entries] == [placed.places for placed in proposal.entries]
    for wrong in ({"kind": "message"}, {**lines[1], "places": [{"item": "x", "box": [0, 0, 1, 1]}]}, []):
        with pytest.raises(ValueError, match="needed"):
            conversation_from_json([lines[0], wrong])  # type: ignore[list-item]


def test_exports_name_the_pictures_and_the_gap_and_masks_keep_all_of_them(
    vault: Vault, case_id: str, scroll: list[EvidenceItem], tmp_path: Path
) -> None:
    statement = PictureStatement("群", "wechat", other_name="Zebra Chen")
    confirm(vault, [scroll[0], scroll[1], scroll[3]], statement)
    put_fact(vault, case_id, "person", {"role": "witness", "full_name": "Zebra Chen"}, OWNER)
    out = tmp_path / "archive"
    export_case(vault, case_id, ExportOptions("archive", out, "en"), OWNER, Silent())
    (table,) = out.rglob("transcripts/*.csv")
    text = table.read_text("utf-8-sig")
    assert text.splitlines()[0].endswith('"raw_member"')
    for item in (scroll[0], scroll[1], scroll[3]):
        assert f"{item.sha256}#page=1&xywh=" in text
    page = next(out.rglob("transcripts/*.html")).read_text("utf-8")
    assert "Something may be missing here" in page
    numbers = [item.cases[0].exhibit for item in (scroll[0], scroll[1])]
    assert f"in the picture of exhibit {numbers[0]}, {numbers[1]}" in page or (
        f"in the picture of exhibit {numbers[1]}, {numbers[0]}" in page
    )
    masked = tmp_path / "masked"
    report = export_case(vault, case_id, ExportOptions("police", masked, "en", masks=("names",)), OWNER, Silent())
    assert dict(report.left_out) == {"ORIGINAL_SHOWS_MASKED": 3}
    log, transcripts = next(masked.rglob("custody-log.jsonl")), next(masked.rglob("transcripts"))
    assert b"Zebra" not in log.read_bytes() + everything(transcripts)
