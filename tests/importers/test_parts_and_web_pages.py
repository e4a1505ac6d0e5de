# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of parts, QQ's page in one, and saved web pages: hand-written expectations."""

import plistlib

import pytest

from evidence_vault import errors
from evidence_vault.importers import qq_mht, web_page_archive, web_page_html, web_page_mhtml
from evidence_vault.importers.file_names import name_in_address, numbered_names
from evidence_vault.importers.mime_parts import mime_file, opener
from evidence_vault.importers.reading import recognise_source
from evidence_vault.importers.web_pages import decoded_page, saving_time
from evidence_vault.records import Attachment, AttachmentState, Conversation, Member, Participant, Recognition
from tests.importers import mime_samples as mime
from tests.importers import web_page_samples as web
from tests.importers.conformance import Bytes, check_conservation, check_spans, messages, read, warning_codes
from tests.importers.made_files import made_zip

QQ = qq_mht.IMPORTER
MHTML = web_page_mhtml.IMPORTER
HTML = web_page_html.IMPORTER
ARCHIVE = web_page_archive.IMPORTER


# --- files of parts -----------------------------------------------------------------------------------------


def test_parts_are_found_where_they_stand() -> None:
    source = Bytes(
        "x.mht", mime.mime("From: x", ("Content-Type: text/plain", b"one\r\n--not a mark\r\n"), ("X: y", b"two"))
    )
    file = mime_file(source)
    assert [(part.kind, source.data[part.start : part.end]) for part in file.parts] == [
        ("text/plain", b"one\r\n--not a mark\r\n"),
        ("text/plain", b"two"),
    ]
    assert not file.is_cut
    assert mime_file(Bytes("x", mime.mime("From: x", ("", b"two"), ended=False))).is_cut


def test_junk_before_the_first_field_is_passed_over() -> None:
    data = b"\xef\xbb\xbf\r\nsome junk\r\n" + mime.mime("Subject: a\r\n b", ("", b"x"))
    assert mime_file(Bytes("x", data)).fields["subject"] == "a b"


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_encodings_of_parts(line_end: bytes) -> None:
    base64 = mime.lines64(mime.PNG)[:-3] + b"!" + mime.lines64(mime.PNG)[-3:]
    data = mime.mime(
        "From: x",
        ("Content-Transfer-Encoding: BASE64", base64),
        ("Content-Transfer-Encoding: quoted-printable", b"=E6=88=BF=\r\n=E7=A7=9F"),
        ("Content-Transfer-Encoding: binary", b"\0\xff"),
    )
    source = Bytes("x", data.replace(b"\r\n", line_end))
    found = [opener(source, part)().read() for part in mime_file(source).parts]
    assert found == [mime.PNG, "房租".encode(), b"\0\xff"]


def test_base64_that_breaks_off_gives_what_is_there() -> None:
    source = Bytes("x", mime.mime("From: x", ("Content-Transfer-Encoding: base64", b"aGVsbG8gd29ybA")))
    assert opener(source, mime_file(source).parts[0])().read() == b"hello worl"


# --- QQ -----------------------------------------------------------------------------------------------------


def test_qq_page() -> None:
    records = read(QQ, mime.QQ)
    check_conservation(records)
    check_spans(records, mime.QQ)
    private, group = (record for record in records if isinstance(record, Conversation))
    assert (private.title, private.participants) == (
        "阿岚",
        (Participant("阿岚", None, False), Participant("小满", None, True)),
    )
    assert (group.title, group.participants) == ("读书会", (Participant("老王", "123456"),))
    found = messages(records)
    assert [(m.conversation, m.sender, m.sent_at, m.kind.value) for m in found] == [
        (private.id, "阿岚", "2026-03-01T09:05:10", "message"),
        (private.id, "小满", "2026-03-01T09:06:00", "message"),
        (private.id, "小满", "2026-03-01T09:06:30", "message"),
        (private.id, "阿岚", "2026-03-02T21:07:00", "payment"),
        (group.id, "系统消息", "2026-03-03T04:36:46", "system"),
        (group.id, "老王", "2026-03-03T12:00:00", "message"),
        (group.id, None, "2026-03-03T12:01:00", "message"),
    ]
    assert found[0].text == "先付押金\n明天\u00a0给你"
    assert [m.is_self for m in found[:4]] == [False, True, True, False]
    assert found[1].attachments == (Attachment("{A1}.dat", AttachmentState.PRESENT),)
    assert found[2].attachments == (Attachment("{B2}.dat", AttachmentState.MISSING),)
    assert found[5].text == "2026-03-03 12:00:00 小满(1)"
    members = {record.name: record.open().read() for record in records if isinstance(record, Member)}
    assert members == {"{A1}.dat": mime.PNG}
    assert "QQ_PAGE_LIMITS" in warning_codes(records)


def test_a_colour_that_changes_says_nothing_about_oneself() -> None:
    rows = (
        mime.qq_chat("我的好友", "阿岚"),
        mime.qq_day("2026-03-01"),
        mime.qq_row("小满", "9:05:10", "one"),
        mime.qq_row("小满", "9:05:11", "two", "#42B475"),
        mime.qq_row("阿岚", "9:05:12", "three"),
    )
    assert {m.is_self for m in messages(read(QQ, Bytes("q.mht", mime.qq_file(*rows))))} == {None}


def test_qq_rows_on_lines_of_their_own_and_a_file_that_breaks_off() -> None:
    rows = "\r\n".join(mime.QQ_ROWS)
    source = Bytes("q.mht", mime.qq_file(rows, ended=False))
    records = read(QQ, source)
    check_spans(records, source)
    assert len(messages(records)) == 7
    assert "FILE_BREAKS_OFF" in warning_codes(records)


def test_qq_page_without_a_day_or_with_a_strange_clock() -> None:
    rows = (mime.qq_row("小满", "9:05:10", "no day"), mime.qq_day("2026-02-31"), mime.qq_row("小满", "25:99", "bad"))
    found = messages(read(QQ, Bytes("q.mht", mime.qq_file(*rows))))
    assert [(m.sent_at, m.time_certainty.value, m.sent_at_raw) for m in found] == [
        (None, "partial", "9:05:10"),
        (None, "partial", "2026-02-31 25:99"),
    ]


def test_a_long_page_is_read_in_pieces() -> None:
    rows = [mime.qq_row("小满", "9:05:10", mime.qq_words(f"{n} " + "字" * 90)) for n in range(3000)]
    source = Bytes("q.mht", mime.qq_file(mime.qq_day("2026-03-01"), *rows))
    records = read(QQ, source)
    check_spans(records, source)
    assert [m.text and m.text.split()[0] for m in messages(records)] == [str(n) for n in range(3000)]


# --- saved web pages ----------------------------------------------------------------------------------------


def test_saved_by_chrome() -> None:
    records = read(MHTML, web.MHTML)
    page = messages(records)[0]
    assert page.text == (f"Flat & garden\n{web.ADDRESS}\n\nOnly 1500 €\nPay here (https://bank.invalid/x) first.")
    assert (page.sent_at, page.time_certainty.value, page.subkind) == ("2026-03-01T09:30:05+00:00", "utc", "web_page")
    members = {record.name: record.open().read() for record in records if isinstance(record, Member)}
    assert members == {
        "offer.html": web.PAGE.encode(),
        "logo.png": mime.PNG,
        "css-1@mhtml.blink": b"body{color:red}",
    }
    assert [each.name for each in page.attachments] == list(members)


def test_saved_by_internet_explorer() -> None:
    head = 'From: "Saved by Internet Explorer 11"\r\nSubject: Flat\r\nDate: Sun, 1 Mar 2026 10:30:05 +0100'
    part = f'Content-Type: text/html; charset="gb2312"\r\nContent-Location: {web.ADDRESS}'
    source = Bytes("x.mht", mime.mime(head, (part, "<p>房租</p>".encode("gb18030"))))
    assert recognise_source(source)[:2] == ("web_page_mhtml", Recognition.CERTAIN)
    page = messages(read(MHTML, source))[0]
    assert page.text == f"Flat\n{web.ADDRESS}\n\n房租"
    assert (page.sent_at, page.time_certainty.value) == ("2026-03-01T10:30:05+01:00", "offset-known")


def test_page_with_its_folder() -> None:
    alone, zipped = messages(read(HTML, web.HTML))[0], messages(read(HTML, web.HTML_ZIP))[0]
    assert alone.attachments == (Attachment("Flat_files/logo 1.png", AttachmentState.MISSING),)
    assert zipped.attachments == (Attachment("Flat_files/logo 1.png", AttachmentState.PRESENT),)
    assert (alone.sent_at, alone.time_certainty.value) == (None, "partial")
    assert (alone.text or "").startswith(f"Flat & garden\n{web.ADDRESS}\n\nOnly 1500 €")
    assert "steal" not in (alone.text or "")


def test_saved_by_single_file() -> None:
    page = messages(read(HTML, web.SINGLE_FILE))[0]
    assert (page.sent_at, page.time_certainty.value) == ("2026-03-01T10:30:05+01:00", "offset-known")
    assert page.text == "Flat\nhttps://flats.invalid/offer\n\nwords"


def test_saved_by_safari() -> None:
    records = read(ARCHIVE, web.ARCHIVE)
    assert (messages(records)[0].text or "").startswith(f"Flat & garden\n{web.ADDRESS}\n\nOnly 1500 €")
    members = {record.name: record.open().read() for record in records if isinstance(record, Member)}
    assert members == {"offer.html": web.PAGE.encode("utf-16"), "logo.png": mime.PNG, "part.html": b"<p>inner"}


def test_frames_inside_frames_of_an_archive_end() -> None:
    inner: dict[str, object] = {"WebMainResource": {"WebResourceData": b"x"}}
    for _ in range(30):
        inner = {"WebMainResource": {"WebResourceData": b"x"}, "WebSubframeArchives": [inner, inner]}
    data = plistlib.dumps(inner, fmt=plistlib.FMT_BINARY)
    records = read(ARCHIVE, Bytes("x.webarchive", data))
    assert sum(isinstance(record, Member) for record in records) <= 20


def test_any_other_page_may_have_been_saved_and_says_that_its_address_is_missing() -> None:
    source = Bytes("x.html", b"<!-- a --><!DOCTYPE html><title>t</title><p>w")
    assert recognise_source(source)[:2] == ("web_page_html", Recognition.MAYBE)
    records = read(HTML, source)
    assert "PAGE_WITHOUT_ADDRESS" in warning_codes(records)
    canonical = read(HTML, Bytes("x.html", b'<html><link rel="canonical" href="https://a.invalid/b"><p>w'))
    assert messages(canonical)[0].text == "https://a.invalid/b\n\nw"


def test_a_zip_of_many_pages_is_no_saved_page() -> None:
    source = made_zip("x.zip", {"a.html": b"<html>", "b.html": b"<html>"})
    assert recognise_source(source)[0] is None
    with pytest.raises(errors.FormatUnknown):
        read(HTML, source)


@pytest.mark.parametrize(
    ("text", "expected", "certainty"),
    [
        ("Sun, 01 Mar 2026 10:30:05 GMT", "2026-03-01T10:30:05+00:00", "offset-known"),
        ("Sun Mar 01 2026 10:30:05 GMT-0500 (EST)", "2026-03-01T10:30:05-05:00", "offset-known"),
        ("Sun Mar 32 2026 10:30:05 GMT-0500", None, "partial"),
        ("yesterday", None, "partial"),
        (None, None, "partial"),
    ],
)
def test_times_of_saving(text: str | None, expected: str | None, certainty: str) -> None:
    found = saving_time(text)
    assert (found[0], found[1].value) == (expected, certainty)


def test_encodings_of_pages() -> None:
    chinese = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">房租'
    assert decoded_page(chinese.encode("gb18030"), None)[0].endswith("房租")
    assert decoded_page("\ufeff房租".encode(), "gbk") == ("房租", True)
    assert decoded_page("房租".encode("utf-16"), None) == ("房租", True)
    assert decoded_page(b"\xff\xff", "nonsense") == ("\ufffd\ufffd", False)


def test_names_of_parts_stay_inside_and_apart() -> None:
    assert numbered_names(["../../a.png", "a.png", "a.png", "", "con\0"]) == [
        "_.._a.png",
        "a.png",
        "3-a.png",
        "part",
        "con_",
    ]
    assert name_in_address("https://x.invalid/a%20b.png?c=1#d", "image/png") == "a b.png"
    assert name_in_address("https://x.invalid/", "text/html") == "part.html"
    assert name_in_address("http://[bad", "text/html") == "part.html"
    assert name_in_address("https://x.invalid/%2e%2e%2fevil", "text/plain") == "evil.plain"
