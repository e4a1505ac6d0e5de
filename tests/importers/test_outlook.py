# SPDX-License-Identifier: GPL-3.0-or-later
"""Items of Outlook: hand-written expectations for properties, header lines, items inside, rich text."""

import pytest

from evidence_vault import errors
from evidence_vault.importers import email_msg
from evidence_vault.importers.outlook_rtf import decompressed, text_of_rtf
from evidence_vault.importers.reading import recognise_source
from evidence_vault.records import Attachment, AttachmentState, Member, Recognition
from tests.importers.conformance import Bytes, check_conservation, messages, read, warning_codes
from tests.importers.made_outlook import Tree, compound, item
from tests.importers.outlook_samples import AT, OUTLOOK, part, rent

MSG = email_msg.IMPORTER


def one(root: Tree) -> Bytes:
    return Bytes("x.msg", compound(root))


def test_an_item_with_files_and_an_item_inside() -> None:
    records = read(MSG, OUTLOOK)
    check_conservation(records)
    mail, inner = messages(records)
    assert (mail.sender, mail.sender_id, mail.sent_at, mail.time_certainty.value) == (
        "Odo",
        "odo@x.invalid",
        "2026-03-01T09:30:05+00:00",
        "utc",
    )
    assert mail.text == "Subject: Rent 房租\nTo: Ada <ada@x.invalid>\n\nPay first\nplease"
    assert mail.attachments == (
        Attachment("a.pdf", AttachmentState.PRESENT),
        Attachment("cloud.docx", AttachmentState.MISSING),
    )
    assert (inner.subkind, inner.sender, inner.text) == ("attached_email", "Tilda", "Subject: old\n\nold words")
    assert inner.attachments == (Attachment("attached-1/old.txt", AttachmentState.PRESENT),)
    members = {record.name: record.open().read() for record in records if isinstance(record, Member)}
    assert members == {"a.pdf": b"%PDF" * 2000, "attached-1/old.txt": b"old"}


def test_lines_of_the_servers_go_before_properties() -> None:
    headers = (
        "Received: from a.invalid; Sun, 1 Mar 2026 10:31:00 +0100\r\n"
        "From: =?utf-8?B?6Zi/5bKa?= <lan@x.invalid>\r\nDate: Sun, 1 Mar 2026 10:30:05 +0100\r\n"
        "Subject: other\r\nIn-Reply-To: <1@x.invalid>\r\n\r\n"
    )
    root = rent()
    root |= item(32, {0x7D: headers, 0x37: "Rent"}, times={0x39: AT})
    found = messages(read(MSG, one(root)))[0]
    assert (found.sender, found.sender_id) == ("阿岚", "lan@x.invalid")
    assert (found.sent_at, found.time_certainty.value) == ("2026-03-01T10:30:05+01:00", "offset-known")
    assert found.reply_to == "<1@x.invalid>"
    assert (found.text or "").startswith("Subject: other\n")


def test_text_in_a_code_page_and_html_without_plain_text() -> None:
    root = item(
        32,
        {},
        numbers={0x3FFD: 936},
        ansi={0x37: "房租".encode("gb18030"), 0x0C1A: "阿岚".encode("gb18030")},
        binaries={
            0x1013: '<p>请<b>付</b><script>x()</script></p><a href="http://x.invalid">这里</a>'.encode("gb18030")
        },
    )
    found = messages(read(MSG, one(root)))[0]
    assert found.sender == "阿岚"
    assert (found.text or "").startswith("Subject: 房租\n\n请付\n这里 (http://x.invalid)")
    assert found.sent_at is None


def test_rich_text_is_unpacked_and_read_as_words() -> None:
    rich = (
        b"{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0 Arial;}}\\pard Pay \\b first\\b0\\par "
        b"\\'b7\\'bf\\u31199?{\\*\\x y}\\}\\par}"
    )
    assert text_of_rtf(rich) == "Pay first\n房租}"
    stored = (len(rich) + 12).to_bytes(4, "little") + len(rich).to_bytes(4, "little") + b"MELA" + bytes(4) + rich
    assert decompressed(stored) == rich
    root = item(32, {0x37: "x"}, binaries={0x1009: stored})
    records = read(MSG, one(root))
    assert messages(records)[0].text == "Subject: x\n\nPay first\n房租}"
    assert "MAIL_PART_DAMAGED" in warning_codes(records)


def test_compressed_rich_text_refers_back_to_its_dictionary() -> None:
    # One control byte: a reference to "{\\rtf1\\ansi" (offset 0, 11 bytes), a literal, the end mark (offset 218).
    data = bytes([0b00000101]) + (0 << 4 | 9).to_bytes(2, "big") + b"}" + ((207 + 12) << 4).to_bytes(2, "big")
    packed = (len(data) + 12).to_bytes(4, "little") + (12).to_bytes(4, "little") + b"LZFu" + bytes(4) + data
    assert decompressed(packed) == b"{\\rtf1\\ansi}"
    assert decompressed(packed[:20]) is not None
    assert decompressed(b"") is None


def test_html_kept_in_rich_text_is_not_read_twice() -> None:
    rich = (
        b"{\\rtf1\\ansi\\fromhtml1 {\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0 Pay\\htmlrtf  twice\\htmlrtf0  now\\par}}"
    )
    assert text_of_rtf(rich) == "Pay now"


def test_an_appointment_is_named_and_other_compound_files_are_not_taken() -> None:
    records = read(MSG, one(item(32, {0x1A: "IPM.Appointment", 0x37: "Viewing"})))
    assert "MAIL_PART_DAMAGED" in warning_codes(records)
    other = one({"WordDocument": b"x" * 5000})
    assert recognise_source(other)[:2] == (None, Recognition.NO)
    with pytest.raises(errors.FormatUnknown):
        read(MSG, other)


def test_items_inside_items_end_somewhere() -> None:
    root = item(24, {0x37: "deepest"})
    for _ in range(14):
        holder = part("x", 5)
        holder["__substg1.0_3701000D"] = root
        root = item(24, {0x37: "x"})
        root["__attach_version1.0_#00000000"] = holder
    root |= item(32, {0x37: "top"})
    records = read(MSG, one(root))
    check_conservation(records)
    assert len(messages(records)) == 11
    assert "ITEMS_TOO_DEEP" in warning_codes(records)


def test_names_of_files_stay_names() -> None:
    root = rent()
    root["__attach_version1.0_#00000000"] = part("..\\..\\evil.exe", 1, b"x")
    names = [record.name for record in read(MSG, one(root)) if isinstance(record, Member)]
    assert names[0] == "evil.exe"
