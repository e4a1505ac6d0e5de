# SPDX-License-Identifier: GPL-3.0-or-later
"""Zips of several chats, e-mails and statements: all are read, each with its files; a broken file costs only itself."""

import io
import struct
import zipfile
import zlib

import pytest

from evidence_vault import errors
from evidence_vault.importers import masked_bytes
from evidence_vault.importers.reading import read_source, recognise_source
from evidence_vault.importers.zip_members import open_zip
from evidence_vault.records import (
    Answers,
    Attachment,
    AttachmentState,
    Conversation,
    Member,
    Message,
    ReadingRecord,
    ReadingWarning,
    Recognition,
)
from tests.importers import conformance
from tests.importers.made_files import Bytes, made_zip
from tests.importers.samples import SAMPLES

ID = "zip_collection"
CHAT = b"01/03/2026, 09:31 - Odo: IMG-1.jpg (file attached)\n01/03/2026, 09:32 - %b: hi\n"
PRESENT, MISSING = AttachmentState.PRESENT, AttachmentState.MISSING


def _zip(members: dict[str, bytes]) -> Bytes:
    return made_zip("everything.zip", members)


def _read(source: Bytes) -> list[ReadingRecord]:
    assert recognise_source(source)[:2] == (ID, Recognition.CERTAIN)
    records = list(read_source(source, ID, Answers()))
    conformance.check_conservation(records)
    conformance.check_order(records)
    conformance.check_values(records)
    return records


def _found(records: list[ReadingRecord]) -> list[tuple[str, str | None, str | None]]:
    return [(each.conversation, each.sender, each.text) for each in records if isinstance(each, Message)]


def test_two_whatsapp_chats_each_with_the_file_of_its_own_folder() -> None:
    source = _zip({
        "A/WhatsApp Chat with Ada.txt": CHAT % b"Ada",
        "A/IMG-1.jpg": b"first",
        "B/WhatsApp Chat with Ben.txt": CHAT % b"Ben",
        "C/IMG-1.jpg": b"of neither",
    })
    records = _read(source)
    assert [each.title for each in records if isinstance(each, Conversation)] == ["Ada", "Ben"]
    assert [text for _, _, text in _found(records)][1::2] == ["hi", "hi"]
    files = [each.attachments for each in records if isinstance(each, Message) and each.attachments]
    assert files == [(Attachment("A/IMG-1.jpg", PRESENT),), (Attachment("IMG-1.jpg", MISSING),)]
    assert [each.name for each in records if isinstance(each, Member)] == ["A/IMG-1.jpg", "C/IMG-1.jpg"]
    spans = [each.raw_span for each in records if isinstance(each, Message)]
    assert [span.member for span in spans if span] == [
        *["A/WhatsApp Chat with Ada.txt"] * 2,
        *["B/WhatsApp Chat with Ben.txt"] * 2,
    ]


def test_a_text_that_somebody_sent_leaves_an_iphones_export_one_chat() -> None:
    source = _zip({"_chat.txt": CHAT % b"Ada", "sent/old chat.txt": CHAT % b"Ben"})
    assert recognise_source(source)[:2] == ("whatsapp", Recognition.CERTAIN)


@pytest.mark.parametrize(
    ("first", "second"),
    [("sms_backup", "line_text"), ("email_eml", "wechat_pay_bill"), ("telegram_json", "telegram_json")],
)
def test_files_of_any_formats_together(first: str, second: str) -> None:
    one, two = SAMPLES[first][0], SAMPLES[second][0]
    records = _read(_zip({f"a/{one.name}": one.data, "photo.jpg": b"\xff\xd8", f"b/{two.name}": two.data}))
    alone = [
        message
        for importer_id, sample in ((first, one), (second, two))
        for message in conformance.messages(conformance.read(conformance.importer(importer_id), sample))
    ]
    together = conformance.messages(records)
    assert [(each.sender, each.text, each.sent_at) for each in together] == [
        (each.sender, each.text, each.sent_at) for each in alone
    ]
    assert {each.conversation.partition("/")[0] for each in together} == {"1", "2"}
    assert "photo.jpg" in {each.name for each in records if isinstance(each, Member)}


def test_a_zip_inside_is_read_and_its_members_keep_their_place() -> None:
    inner = made_zip("x.zip", {"_chat.txt": CHAT % b"Ada", "IMG-1.jpg": b"a"})
    records = _read(_zip({"WhatsApp Chat - Ada.zip": inner.data, "line.txt": SAMPLES["line_text"][0].data}))
    members = [each for each in records if isinstance(each, Member)]
    assert [each.name for each in members] == ["WhatsApp Chat - Ada.zip/IMG-1.jpg"]
    first = conformance.messages(records)[0]
    assert first.raw_span is not None
    assert first.raw_span.member == "WhatsApp Chat - Ada.zip/_chat.txt"


def test_one_broken_file_costs_only_itself() -> None:
    line = SAMPLES["line_text"][0].data
    damaged = b'<?xml version="1.0"?><smses count="1"><sms address="1" date="1772355600000" type="1" body="x"/><sms'
    records = _read(_zip({"sms.xml": damaged, "line.txt": line}))
    assert [each for each in _found(records) if each[0].startswith("2/")]
    assert any(isinstance(each, ReadingWarning) and "sms.xml" in each.text for each in records)


def test_a_masked_copy_is_refused_where_a_zip_lies_inside() -> None:
    slack = SAMPLES["slack_json"][0]
    source = _zip({"slack.zip": slack.data, "line.txt": SAMPLES["line_text"][0].data})
    with pytest.raises(errors.MaskingFailed):
        masked_bytes.masked_copy(source, ID).open()
    plain = _zip({"a.txt": b"https://x.invalid/?t=xoxe-1234567", "b.txt": b"no secret"})
    assert b"xoxe-1234567" not in io.BytesIO(masked_bytes.masked_copy(plain, ID).open().read()).getvalue()


def test_a_zip_without_a_certain_chat_stays_what_it_is() -> None:
    source = _zip({"notes.txt": b"bread\nmilk\n", "photo.jpg": b"\xff\xd8"})
    assert recognise_source(source)[0] != ID
    with pytest.raises(errors.FormatUnknown):
        list(read_source(source, ID, Answers()))


def _with_raw_name(name: str, encoding: str, extra: bytes = b"") -> Bytes:
    """A zip whose one name stands in ``encoding`` without the flag that tells UTF-8."""
    raw = name.encode(encoding)
    info = zipfile.ZipInfo("n" * len(raw), (2026, 3, 1, 9, 0, 0))
    info.extra = extra
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(info, b"x")
    return Bytes("n.zip", target.getvalue().replace(b"n" * len(raw), raw))


def _told(name: str, raw: bytes) -> bytes:
    field = struct.pack("<BI", 1, zlib.crc32(raw)) + name.encode()
    return struct.pack("<HH", 0x7075, len(field)) + field


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (_with_raw_name("老王/合同.pdf", "gbk"), "老王/合同.pdf"),
        (_with_raw_name("老王.pdf", "utf-8"), "老王.pdf"),
        (_with_raw_name("Ärger é.pdf", "cp437"), "Ärger é.pdf"),
        (_with_raw_name("写真.pdf", "shift-jis", _told("写真.pdf", "写真.pdf".encode("shift-jis"))), "写真.pdf"),
        (_with_raw_name("老王.pdf", "gbk", _told("another.pdf", b"another")), "老王.pdf"),
    ],
)
def test_names_in_a_zip_are_those_its_writer_meant(source: Bytes, name: str) -> None:
    with open_zip(source) as members:
        assert members.names == (name,)
