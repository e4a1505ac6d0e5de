# SPDX-License-Identifier: GPL-3.0-or-later
"""E-mail, Signal, SMS, iMessage, old Facebook pages and tables: expected records, written by hand."""

import hashlib

import pytest

from evidence_vault.importers.mail_parts import parse_mail
from evidence_vault.importers.wechat_money import yuan
from evidence_vault.records import (
    Attachment,
    AttachmentState,
    Conversation,
    Member,
    MentionedPayment,
    Message,
    MessageKind,
    Participant,
    ReadingRecord,
    TimeCertainty,
)
from tests.importers import mail_samples, other_samples, page_samples, table_samples
from tests.importers.conformance import check_all, importer, messages, read, warning_codes
from tests.importers.made_files import Bytes

PRESENT, MISSING, OMITTED = AttachmentState.PRESENT, AttachmentState.MISSING, AttachmentState.OMITTED


def records_of(importer_id: str, source: Bytes) -> list[ReadingRecord]:
    return read(importer(importer_id), source)


def short(found: list[Message]) -> list[tuple[str, str | None, str | None]]:
    return [(message.kind.value, message.sender, message.text) for message in found]


def test_an_email_says_its_fields_and_gives_its_files() -> None:
    records = records_of("email_eml", mail_samples.EML)
    (mail,) = messages(records)
    assert (mail.sender, mail.sender_id) == ("Odo Brändt", "odo@mail.invalid")
    assert (mail.sent_at, mail.time_certainty) == ("2026-03-01T10:30:00+01:00", TimeCertainty.OFFSET_KNOWN)
    assert mail.text == (
        "Subject: 作结\nTo: Tilda Ramm <tilda@mail.invalid>\n\nPay my bank (https://bank.invalid/x) today"
    )
    assert mail.attachments == (Attachment("plan.png", PRESENT),)
    (member,) = [record for record in records if isinstance(record, Member)]
    assert member.open().read() == b"\x89PNG\r"[:5]


def test_a_wechat_chat_in_an_email_is_read_with_its_pictures() -> None:
    records = records_of("email_eml", mail_samples.EML_WECHAT)
    mail, first, second = messages(records)
    assert mail.conversation == "1"
    assert (first.sender, first.text, first.sent_at) == ("小满", "先付定金", "2026-04-06T16:21")
    assert second.attachments == (Attachment("2b42.jpg", PRESENT),)
    assert first.raw_span is not None
    assert first.raw_span.member == "body.txt"
    chats = [record.platform for record in records if isinstance(record, Conversation)]
    assert chats == ["email", "wechat"]


def test_a_mailbox_is_split_only_at_its_separators() -> None:
    records = records_of("email_mbox", mail_samples.MBOX)
    first, second, third = messages(records)
    assert first.text is not None
    assert first.text.startswith("Subject: 作结\n")
    assert second.text == "Subject: two\n\n>From the bank: pay\nFrom here on no separator"
    assert (second.sent_at, second.time_certainty) == ("2026-03-01T10:30:00+00:00", TimeCertainty.UTC)
    assert (third.sent_at, third.sent_at_raw) == (None, "yesterday")
    assert "MAIL_DATE_DOUBTFUL" in warning_codes(records)
    assert [record.name for record in records if isinstance(record, Member)] == ["000001/plan.png"]


@pytest.mark.parametrize(
    ("charset", "data", "expected"),
    [
        ("gb2312", "请付款".encode("gb18030"), "请付款"),
        ("ks_c_5601-1987", "입금".encode("cp949"), "입금"),
        ("iso-2022-jp", "振込".encode("iso2022_jp"), "振込"),
        ("no-such-charset", "Überweisung".encode(), "Überweisung"),
        ("utf-8", b"\xff\xfe\xfa", "\ufffd\ufffd\ufffd"),
    ],
)
def test_charsets_of_emails(charset: str, data: bytes, expected: str) -> None:
    raw = f"From: a@b.invalid\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n"
    assert parse_mail(raw.encode() + data).text == expected


def _forwarded(inner: bytes, subject: str, name: str = "") -> bytes:
    kind = f'message/rfc822; name="{name}"' if name else "message/rfc822"
    return (
        (
            f"From: Odo <odo@x.invalid>\nTo: a@x.invalid\nDate: Mon, 2 Mar 2026 10:00:00 +0100\nSubject: {subject}\n"
            f"Content-Type: multipart/mixed; boundary={subject}\n\n--{subject}\n\nsee below\n"
            f"--{subject}\nContent-Type: {kind}\n\n"
        ).encode()
        + inner
        + f"\n--{subject}--\n".encode()
    )


_INNERMOST = (
    b"From: Fake Shop <shop@y.invalid>\nDate: Sun, 1 Mar 2026 09:30:00 +0800\nSubject: invoice\n"
    b"Content-Type: multipart/mixed; boundary=in\n\n--in\n\npay here\n--in\nContent-Type: application/pdf\n"
    b'Content-Disposition: attachment; filename="invoice.pdf"\n\n%PDF\n--in--\n'
)


@pytest.mark.parametrize("importer_id", ["email_eml", "email_mbox"])
def test_an_attached_email_is_read_with_its_files(importer_id: str) -> None:
    raw = _forwarded(_forwarded(_INNERMOST, "inner", "again.eml"), "outer")
    folder = ""
    if importer_id == "email_mbox":
        raw, folder = b"From odo@x.invalid Mon Mar  2 10:00:00 2026\n" + raw, "000001/"
    source = Bytes("mail", raw)
    check_all(importer(importer_id), source)
    records = records_of(importer_id, source)
    found = [
        (each.sender_id, each.sent_at, each.subkind, [file.name for file in each.attachments])
        for each in messages(records)
    ]
    first, second, third = (
        f"{folder}message.eml",
        f"{folder}message.eml/again.eml",
        f"{folder}message.eml/again.eml/invoice.pdf",
    )
    assert found == [
        ("odo@x.invalid", "2026-03-02T10:00:00+01:00", "email", [first]),
        ("odo@x.invalid", "2026-03-02T10:00:00+01:00", "attached_email", [second]),
        ("shop@y.invalid", "2026-03-01T09:30:00+08:00", "attached_email", [third]),
    ]
    taken = {each.name: each.open().read() for each in records if isinstance(each, Member)}
    assert taken.keys() == {first, second, third}
    assert taken[third] == b"%PDF"
    for message in messages(records)[1:]:
        span = message.raw_span
        assert span is not None
        assert span.sha256 == hashlib.sha256(taken[span.member or ""][span.start : span.end]).hexdigest()


def test_emails_too_deep_in_each_other_are_told() -> None:
    raw = _INNERMOST
    for number in range(12):
        raw = _forwarded(raw, f"number{number}")
    records = records_of("email_eml", Bytes("mail.eml", raw))
    assert "ITEMS_TOO_DEEP" in warning_codes(records)
    assert len(messages(records)) == 9


def test_deeply_nested_email_is_told_not_raised() -> None:
    parts = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(2000))
    assert parse_mail(b"From: a@b.invalid\n" + parts).doubts


def test_imessage_times_that_are_links_are_times() -> None:
    """The tool links each time to the message in the app, and marks answers with an arrow."""
    link = '<a title="Reveal in Messages app" href="sms://open?message-guid=AB-1">May 17, 2026  5:29:42 PM</a>'
    page = f"""<html><body>
<div class="message"><div class="received"><p>
<span class="timestamp">
    {link}
    (Read by you after 1 minute)
</span>
<span class="reply_anchor"><a title="Scroll to message" href="#AB-2">⇲</a></span>
<span class="sender">+15550001</span></p><hr>
<div class="message_part"><span class="bubble">pay here</span></div></div></div>
<div class="message"><div class="sent iMessage"><p><span class="timestamp">{link}</span>
<span class="sender">Me</span></p><hr><div class="message_part"><div class="edited"><table>
<tbody><tr><td><span class="timestamp"></span></td><td>first</td></tr></tbody>
<tfoot><tr><td><span class="timestamp">Edited 15 seconds later</span></td><td>second</td></tr></tfoot>
</table></div></div></div></div></body></html>"""
    source = Bytes("chat.html", page.encode())
    check_all(importer("imessage_html"), source)
    found = messages(records_of("imessage_html", source))
    assert [(each.sender, each.sent_at, each.text) for each in found] == [
        ("+15550001", "2026-05-17T17:29:42", "pay here\n(Read by you after 1 minute)"),
        ("Me", "2026-05-17T17:29:42", "first\nEdited 15 seconds later second"),
    ]
    assert [each.edited for each in found] == [None, True]


def test_signal_keeps_revisions_and_hides_keys() -> None:
    records = records_of("signal_jsonl", other_samples.SIGNAL_ZIP)
    first, payment, deleted, call = messages(records)
    assert (first.sender, first.sender_id, first.is_self, first.edited) == ("Odo", "+491700000001", False, True)
    assert first.text == "pay 200\nreaction: self 👍\nearlier (2026-03-01T09:28:20+00:00): pay 100"
    assert first.attachments == (Attachment(f"{'ab' * 32}.jpg", PRESENT),)
    assert payment.payment == MentionedPayment("1.25", "MOB", "sent", memo="deposit")
    assert payment.is_self is True
    assert (deleted.kind, deleted.sent_at) == (MessageKind.DELETED, None)
    assert (call.kind, call.subkind) == (MessageKind.CALL, "individualCall")
    assert {"SECRETS_INSIDE", "RECORD_NOT_UNDERSTOOD"} <= warning_codes(records)
    assert "U0VDUkVU" not in repr(records)


def test_signal_export_data_and_text() -> None:
    records = records_of("signal_export_data", other_samples.SIGNAL_DATA)
    assert short(messages(records)) == [
        ("message", "Odo", "pay\nreaction: Me +1"),
        ("message", "Me", "> pay\nno\nsticker: !"),
    ]
    assert "SECRETS_INSIDE" in warning_codes(records)
    assert "c2VjcmV0" not in repr(records)
    first, second, third = messages(records_of("signal_export_text", other_samples.SIGNAL_MD))
    assert first.attachments == (Attachment("media/a b.jpg", PRESENT),)
    assert (second.text, second.is_self) == ("> pay\n\nno\n(- Odo: 👍 -)", True)
    assert (third.kind, third.sender) == (MessageKind.DELETED, None)


def test_sms_joins_halves_of_signs_and_tells_drafts_and_failures() -> None:
    records = records_of("sms_backup", other_samples.SMS)
    first, second, failed, empty, picture = messages(records)
    assert first.text == "pay 😆\nnow \ufffd!\ndate_sent: 2026-03-01T09:23:20+00:00"
    assert (first.sender, first.sender_id, first.is_self) == ("Odo", "+49170000001", False)
    assert (second.sender, second.is_self, second.text) == (None, True, "no")
    assert (failed.subkind, failed.sent_at, failed.sent_at_raw) == ("failed", None, "bad")
    assert empty.kind is MessageKind.UNKNOWN
    assert (picture.sender, picture.sender_id, picture.text) == ("+49170000002", "+49170000002", "look")
    assert picture.attachments == (Attachment("4/0-plan.jpg", PRESENT),)
    missed, own = messages(records_of("sms_backup", other_samples.CALLS))
    assert (missed.kind, missed.subkind, missed.is_self) == (MessageKind.CALL, "missed-call", False)
    assert (own.sender, own.is_self) == (None, True)


def test_xml_with_entities_is_not_expanded() -> None:
    bomb = b'<!DOCTYPE smses [<!ENTITY a "aaaa">]><smses><sms body="&a;" date="1" type="1" address="1"/></smses>'
    assert importer("sms_backup").recognise(bomb, "a.xml", Bytes("a.xml", bomb))[0].value == "no"


def test_imessage_text_keeps_replies_twice_and_tells_notices() -> None:
    records = records_of("imessage_text", page_samples.IMESSAGE_TEXT)
    found = messages(records)
    assert [message.kind for message in found] == [
        *("message", "message", "message", "deleted", "system", "payment", "message"),
    ]
    assert found[0].text == "pay first\n(Read by you after 5 seconds)"
    assert (found[1].subkind, found[1].is_self) == ("reply-below", True)
    assert (found[2].edited, found[2].sent_at) == (True, "2026-03-01T21:31:00")
    assert found[5].payment == MentionedPayment("5", "USD")
    assert found[6].attachments == (Attachment(None, MISSING),)
    assert "REPLIES_SHOWN_TWICE" in warning_codes(records)


def test_imessage_page_reads_links_pictures_and_replies() -> None:
    first, reply, notice = messages(records_of("imessage_html", page_samples.IMESSAGE_HTML))
    assert first.text == "pay here (https://bank.invalid/x)\n(Read by you after 5 seconds)"
    assert (first.sender, first.is_self, first.sent_at) == ("Odo", False, "2026-03-01T10:30:00")
    assert (reply.sender, reply.is_self, reply.subkind) == ("Me", True, "reply-below")
    assert reply.attachments == (Attachment("attachments/a b.jpeg", MISSING),)
    assert (notice.kind, notice.text) == (MessageKind.SYSTEM, "Odo renamed the conversation")


def test_old_facebook_page_invents_no_offset_for_letters_of_a_zone() -> None:
    first, second, third = messages(records_of("facebook_html", page_samples.FACEBOOK))
    assert (first.text, first.sent_at) == ("pay & wait", "2015-03-01T10:31+01:00")
    assert (second.text, second.sent_at) == ("no\nnever", "2015-03-01T22:30")
    assert second.time_certainty is TimeCertainty.LOCAL_DEVICE
    assert (third.conversation, third.sent_at, third.text) == ("2", None, None)


def _old_facebook(*words: str) -> Bytes:
    header = (
        '<div class="message"><div class="message_header"><span class="user"><a href="https://person.invalid/odo">'
        'Odo</a></span><span class="meta">Sunday, March 1, 2015 at 10:31am UTC+01</span></div></div>'
    )
    body = "".join(f"{header}{each}\n" for each in words)
    return Bytes("messages.htm", f'<html><body><div class="thread">Odo\n{body}</div></body></html>'.encode())


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ('<p>see <a href="https://bank.invalid/x">my bank</a> now</p>', "see my bank (https://bank.invalid/x) now"),
        ('<p><a href="https://bank.invalid/x">https://bank.invalid/x</a></p>', "https://bank.invalid/x"),
        (
            '<p><a href="https://a.invalid/?u=1&amp;v=2">https://b.invalid</a>',
            "https://b.invalid (https://a.invalid/?u=1&v=2)",
        ),
        ('<p><a href="../photos/1.htm">a photo</a> <a href="#top">up</a> <a>bare</a></p>', "a photo up bare"),
        (
            '<p><a href="https://bank.invalid/x?token=abcdefgh12345678">pay</a></p>',
            "pay (https://bank.invalid/x?token=•••",  # the bracket stands where a value could go on
        ),
    ],
)
def test_old_facebook_page_keeps_where_a_link_leads(words: str, expected: str) -> None:
    records = records_of("facebook_html", _old_facebook(words, "<p>next</p>"))
    first, second = messages(records)
    assert (first.text, second.text) == (expected, "next")
    assert (first.sender, second.sender) == ("Odo", "Odo")
    assert ("SECRETS_INSIDE" in warning_codes(records)) == ("•••" in expected)


def test_old_facebook_page_gives_no_message_the_link_of_another() -> None:
    first, second = messages(
        records_of("facebook_html", _old_facebook('<p>see <a href="https://a.invalid">it', "<p>next</p></a>"))
    )
    assert (first.text, second.text) == ("see it", "next")


def test_old_facebook_page_with_a_name_that_is_never_closed_loses_no_words() -> None:
    page = _old_facebook("<p>first</p>").data.decode().replace("</a></span>", "</a>")
    (found,) = messages(records_of("facebook_html", Bytes("messages.htm", page.encode())))
    assert (found.sender, found.text) == ("Odo", "first")


def test_kakaotalk_table() -> None:
    records = records_of("kakaotalk_csv", page_samples.KAKAO_CSV)
    assert short(messages(records)) == [
        ("message", "김도윤", "먼저 입금해 주세요\n계좌는, 여기"),
        ("system", None, "이하은님이 들어왔습니다."),
        ("message", "이하은", "사진"),
        ("deleted", "이하은", "삭제된 메시지입니다."),
    ]
    assert "RECORD_NOT_UNDERSTOOD" in warning_codes(records)


def test_wcda_text_reads_glued_transfers() -> None:
    first, paid, picture, recalled = messages(records_of("wcda_text", page_samples.WCDA_TEXT))
    assert (first.text, first.is_self) == ("先付押金\n明天给你", False)
    assert paid.payment == MentionedPayment("1500.00", "CNY", status="已被接收", memo="押金")
    assert paid.is_self is True
    assert picture.attachments == (Attachment("media/images/a.jpg", PRESENT),)
    assert (recalled.kind, recalled.sender) == (MessageKind.DELETED, None)


def test_pywxdump_older_layout_has_its_words_as_json() -> None:
    found = messages(records_of("pywxdump_csv", table_samples.PYWXDUMP_OLDER))
    assert [(each.sender_id, each.text) for each in found] == [
        ("wxid_x", "先付押金, 再看房"),
        ("wxid_me", "好, 马上"),
        ("wxid_x", "图片\nsrc: FileStorage/a.dat"),
        ("wxid_x", "no JSON"),
    ]
    assert [each.sent_at for each in found] == [f"2026-03-01T09:3{minute}:00" for minute in range(4)]


def test_tables_of_tools() -> None:
    records = records_of("discord_csv", table_samples.DISCORD_CSV)
    assert messages(records)[0].text == "join, now\n=1+1\nreactions: :+1: (2)"
    assert messages(records)[0].attachments == (Attachment("a.png", OMITTED),)
    assert "SECRETS_INSIDE" in warning_codes(records)
    records = records_of("pywxdump_csv", table_samples.PYWXDUMP)
    found = messages(records)
    assert [message.sent_at for message in found] == [
        *("2026-03-01T09:30:00", "2026-03-01T09:31", "2026-03-01T09:32:00", None),
    ]
    assert found[1].payment == MentionedPayment("1500.00", "CNY")
    assert {"SPREADSHEET_CHANGED", "RECORD_NOT_UNDERSTOOD"} <= warning_codes(records)
    found = messages(records_of("chatlog_csv", table_samples.CHATLOG_CSV))
    assert found[1].payment == MentionedPayment("100.00", "CNY", "sent", "offered", "押金")
    assert (found[2].kind, found[2].conversation) == (MessageKind.SYSTEM, "wxid_y")


def test_chatlog_text_invents_no_year_and_no_day() -> None:
    records = records_of("chatlog_text", table_samples.CHATLOG_TEXT)
    found = messages(records)
    assert [message.sent_at for message in found] == ["2026-03-01T09:30:00", None, None, None]
    assert [message.sent_at_raw for message in found] == [
        *("2026-03-01 09:30:00", "03-01 09:31:00", "09:32:00", "09:33:00"),
    ]
    assert found[1].is_self is True
    assert found[2].kind is MessageKind.DELETED
    (chat,) = [record for record in records if isinstance(record, Conversation)]
    assert (chat.id, chat.title) == ("g@chatroom", "装修")
    assert Participant("小满", None, is_self=True) in chat.participants


def test_texts_of_tools() -> None:
    first, paid, notice = messages(records_of("weflow_text", table_samples.WEFLOW_TEXT))
    assert (first.text, first.sender) == ("先付押金\n明天", "老王")
    assert (paid.payment, paid.is_self) == (MentionedPayment("1500.00", "CNY"), True)
    assert (notice.kind, notice.sender) == (MessageKind.SYSTEM, None)
    first, paid, picture = messages(records_of("wechat_exporter_text", table_samples.WECHAT_EXPORTER))
    assert first.text == "先付押金\n明天"
    assert paid.payment == MentionedPayment("1500.00", "CNY", status="已收款", memo="押金")
    assert picture.attachments == (Attachment(None, OMITTED),)


def test_discord_text_decides_the_order_of_the_date_for_the_whole_file() -> None:
    first, second = messages(records_of("discord_text", table_samples.DISCORD_TEXT))
    assert (first.sent_at, second.sent_at) == ("2026-03-01T09:30", "2026-03-14T21:31")
    assert (first.sender, first.subkind) == ("odo", "pinned")
    assert first.attachments == (Attachment("a.png", OMITTED),)
    assert first.text is not None
    assert "hm=0011" not in first.text
    assert second.text == "no"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("￥1,500.00", "1500.00"),
        ("¥ 20", "20"),
        ("￥1.23 和 ￥4.56", None),
        ("￥1.234", None),
        ("1500", None),
        (None, None),
    ],
)
def test_amounts_are_taken_only_as_written(text: str | None, expected: str | None) -> None:
    assert yuan(text) == expected


def test_the_report_of_a_server_is_a_file_of_the_mail() -> None:
    body = (
        b"From: MAILER@x.invalid\nTo: b@x.invalid\nSubject: failure\nMIME-Version: 1.0\n"
        b"Content-Type: multipart/report; boundary=b\n\n--b\n\nfailed\n--b\n"
        b"Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\n--b--\n"
    )
    records = records_of("email_eml", Bytes("m.eml", b"\xef\xbb\xbf\r\n" + body))
    members = [record for record in records if isinstance(record, Member)]
    assert [member.name for member in members] == ["part-1.txt"]
    assert b"Reporting-MTA: dns; x" in members[0].open().read()
    assert messages(records)[0].sender == "MAILER@x.invalid"
