# SPDX-License-Identifier: GPL-3.0-or-later
"""A chat that came with the folder it lies in: the files it names are found there by their names, and only so."""

from dataclasses import dataclass

import pytest

from evidence_vault.importers.reading import preview_source, read_source, recognise_source
from evidence_vault.importers.single_files import WITH_FILES
from evidence_vault.records import (
    Answers,
    Attachment,
    AttachmentState,
    Conversation,
    Member,
    Message,
    ReadingSummary,
    ReadingWarning,
    Recognition,
)
from tests.importers import conformance, page_samples
from tests.importers.made_files import Bytes, made_zip


@dataclass(frozen=True)
class InFolder(Bytes):
    """A file and the names of what lies in its folder."""

    beside: tuple[str, ...] = ()


_CHATS = {
    "imessage_text": (
        "Jul 17, 2022  5:04:04 PM\nMe\nattachments/2/IMG_2.jpg\n\nJul 17, 2022  5:05:04 PM\nMe\nhello\n\n",
        "attachments/2/IMG_2.jpg",
    ),
    "imessage_html": (
        (
            '<div class="message"><div class="sent iMessage"><span class="timestamp">Jul 17, 2022  5:04:04 PM</span>'
            '<span class="sender">Me</span><img src="attachments/2/IMG%202.jpg"></div></div>'
        ),
        "attachments/2/IMG 2.jpg",
    ),
    "discord_text": (
        (
            f"{'=' * 62}\nGuild: G\nChannel: C\n{'=' * 62}\n\n[1/13/2026 8:05 PM] odo\n\n"
            "{Attachments}\nchat.txt_Files\\a.png\n\n"
        ),
        "chat.txt_Files/a.png",
    ),
    "discord_csv": (
        (
            "AuthorID,Author,Date,Content,Attachments,Reactions\n"
            '"1","odo","2026-01-13T20:05:00.0000000+00:00","","chat.csv_Files\\a.png",""\n'
        ),
        "chat.csv_Files/a.png",
    ),
    "kakaotalk_text": (
        (
            "Odo 님과 카카오톡 대화\n저장한 날짜 : 2026년 1월 3일 오전 11:29\n\n"
            "2026년 1월 2일 오전 1:33, Odo : 파일: voucher.pdf\n"
        ),
        "voucher.pdf",
    ),
    "line_text": (
        "[LINE] Chat history with Odo\nSaved on: 2026/01/03 13:16\n\nFri, 01/02/2026\n09:05\tOdo\t[File] voucher.pdf\n",
        "voucher.pdf",
    ),
    "kakaotalk_csv": (
        "Date,User,Message\n2024-06-01 10:00:00,Odo,파일: voucher.pdf\n",
        "voucher.pdf",
    ),
    "weflow_csv": (
        (
            "id,MsgSvrID,type_name,is_sender,talker,msg,src,CreateTime\n"
            "1,7003,image,0,Odo,[图片],media\\images\\a.jpg,2026-03-01T01:32:00.000Z\n"
        ),
        "media/images/a.jpg",
    ),
    "memotrace_chat_csv": (
        (
            "消息ID,类型,发送人,时间,内容,备注,昵称,更多信息\n"
            "7006,文件,Odo,2026-03-01 09:34:00,【文件】voucher.pdf 0.12 MB f/v pdf 0a1b,,,more\n"
        ),
        "voucher.pdf",
    ),
    "weflow_text": (
        "2026-03-01 09:30:00 'Odo'\nimages/a.jpg\n\n2026-03-01 09:31:00 'Odo'\nhi\n\n",
        "images/a.jpg",
    ),
    "weflow_workbook": (
        "序号,时间,发送者身份,消息类型,内容\n1,2026-03-01 09:32:00,Odo,图片消息,images/a.jpg\n",
        "images/a.jpg",
    ),
    "qq_qce_workbook": (
        (
            "序号,时间,发送者,发送者QQ号,消息类型,消息内容,是否撤回,资源数量\n"
            "1,2026-03-01 09:32:00,Odo,123456,文件,[file: voucher.pdf],否,1\n"
        ),
        "voucher.pdf",
    ),
    "qq_qce_text": (
        (
            "           QQ聊天记录导出文件\n\n\nOdo:\n时间: 2026-03-01 09:32:00\n内容: [文件]\n资源: 1 个文件\n"
            "  - file: voucher.pdf\n"
        ),
        "voucher.pdf",
    ),
    "telegram_html": (
        (
            '<div class="page_wrap"><div class="history">\n<div class="message default clearfix" id="message1">\n'
            '<div class="body"><div class="pull_right date details" title="12.02.2026 08:37:48 UTC+01:00">08:37</div>\n'
            '<div class="from_name">Odo</div><div class="media_wrap clearfix">'
            '<a class="photo_wrap" href="photos/a.jpg"></a></div></div></div>\n</div></div>'
        ),
        "photos/a.jpg",
    ),
}


def _name(importer_id: str) -> str:
    return "chat.csv" if importer_id.endswith("_csv") else "chat.txt"


def _attachments(importer_id: str, text: str, *beside: str) -> list[tuple[str | None, AttachmentState]]:
    source = InFolder(_name(importer_id), text.encode(), beside)
    records = conformance.read(conformance.importer(importer_id), source)
    return [(each.name, each.state) for message in conformance.messages(records) for each in message.attachments]


@pytest.mark.parametrize("importer_id", _CHATS)
def test_a_file_in_the_folder_is_found_by_its_name(importer_id: str) -> None:
    text, name = _CHATS[importer_id]
    assert _attachments(importer_id, text, name) == [(name, AttachmentState.PRESENT)]


@pytest.mark.parametrize("importer_id", _CHATS)
def test_another_file_is_never_taken_for_it(importer_id: str) -> None:
    text, name = _CHATS[importer_id]
    assert _attachments(importer_id, text) == [(name, AttachmentState.MISSING)]
    assert _attachments(importer_id, text, f"{name}.jpg", f"copy of {name}") == [(name, AttachmentState.MISSING)]


@pytest.mark.parametrize("sample", [page_samples.IMESSAGE_TEXT, page_samples.IMESSAGE_HTML])
def test_a_zip_of_imessage_chats_is_read_with_its_files(sample: Bytes) -> None:
    zipped = made_zip(
        "export.zip",
        {
            f"export/First {sample.name}": sample.data,
            f"export/{sample.name}": sample.data,
            "export/attachments/1/IMG_1.heic": b"x",
        },
    )
    importer_id = recognise_source(zipped)[0]
    assert importer_id is not None
    reader = conformance.importer(importer_id)
    conformance.check_all(reader, zipped)
    records = list(reader.read(zipped, Answers()))
    alone = conformance.messages(conformance.read(reader, sample))
    found = [each for each in records if isinstance(each, Message)]
    assert [each.text for each in found] == [each.text for each in alone] * 2
    assert len([each for each in records if isinstance(each, Conversation)]) == 2
    assert [each.name for each in records if isinstance(each, Member)] == ["export/attachments/1/IMG_1.heic"]
    assert {each.raw_span.member for each in found if each.raw_span} == {
        f"export/First {sample.name}",
        f"export/{sample.name}",
    }


def _zipped(importer_id: str, folder: str = "", **more: bytes) -> Bytes:
    """The chat with the file it names and ``more`` beside it; a name's last underscore stands for its dot."""
    text, name = _CHATS[importer_id]
    others = {f"{folder}{'.'.join(each.rsplit('_', 1))}": data for each, data in more.items()}
    return made_zip("chat.zip", {f"{folder}{name}": b"bytes", f"{folder}{_name(importer_id)}": text.encode(), **others})


@pytest.mark.parametrize("importer_id", sorted(WITH_FILES))
@pytest.mark.parametrize("folder", ["", "export/of today/"])
def test_a_zip_of_a_chat_and_its_files_is_read_with_them(importer_id: str, folder: str) -> None:
    zipped = _zipped(importer_id, folder, unnamed_jpg=b"x", notes_txt=b"words of nobody\n")
    assert recognise_source(zipped)[:2] == (importer_id, Recognition.CERTAIN)
    records = list(read_source(zipped, None, Answers()))
    conformance.check_conservation(records)
    (attachment,) = [each for message in conformance.messages(records) for each in message.attachments]
    name = _CHATS[importer_id][1]
    assert attachment == Attachment(name, AttachmentState.PRESENT)
    members = {each.name: b"" for each in records if isinstance(each, Member)}
    assert set(members) == {f"{folder}{each}" for each in (name, "unnamed.jpg", "notes.txt")}
    assert isinstance(records[-1], ReadingSummary)
    spans = {each.raw_span.member for each in conformance.messages(records) if each.raw_span}
    assert spans == {f"{folder}{_name(importer_id)}"}
    shown = list(preview_source(zipped, importer_id, Answers(), 1))
    assert not any(isinstance(each, Member) for each in shown)


def test_the_files_of_a_zip_hold_their_bytes_while_it_is_read() -> None:
    taken = {}
    for record in read_source(_zipped("line_text"), None, Answers()):
        if isinstance(record, Member):
            with record.open() as stream:
                taken[record.name] = stream.read()
    assert taken == {"voucher.pdf": b"bytes"}


@pytest.mark.parametrize("importer_id", sorted(WITH_FILES))
def test_another_file_in_the_zip_is_never_taken_for_it(importer_id: str) -> None:
    text, name = _CHATS[importer_id]
    zipped = made_zip("chat.zip", {f"{name}.jpg": b"x", f"copy of {name}": b"x", _name(importer_id): text.encode()})
    records = list(read_source(zipped, None, Answers()))
    assert [each for message in conformance.messages(records) for each in message.attachments] == [
        Attachment(name, AttachmentState.MISSING)
    ]


def test_a_zip_of_two_chats_is_no_chat_with_a_file() -> None:
    line, discord = _CHATS["line_text"][0].encode(), _CHATS["discord_csv"][0].encode()
    for other in (("b.txt", line), ("b.csv", discord)):
        zipped = made_zip("chats.zip", {"a.txt": line, other[0]: other[1], "voucher.pdf": b"x"})
        assert recognise_source(zipped)[0] == "zip_collection"


def test_what_is_not_taken_out_of_a_zip_of_a_chat_is_named() -> None:
    text, _ = _CHATS["line_text"]
    zipped = made_zip("chat.zip", {"chat.txt": text.encode(), "../voucher.pdf": b"x", "a.jpg": b"x"})
    records = list(read_source(zipped, None, Answers()))
    assert ReadingWarning("MEMBER_UNSAFE", "../voucher.pdf") in records
    assert [each.name for each in records if isinstance(each, Member)] == ["a.jpg"]
    (attachment,) = [each for message in conformance.messages(records) for each in message.attachments]
    assert attachment.state is AttachmentState.MISSING
