# SPDX-License-Identifier: GPL-3.0-or-later
"""Forms of WhatsApp, LINE and KakaoTalk in languages and on devices beside the usual ones."""

import pytest

from evidence_vault.importers import kakaotalk_text, line_text, whatsapp
from evidence_vault.importers.reading import recognise_source
from evidence_vault.records import Answers, Attachment, AttachmentState, Conversation, Recognition
from tests.importers.conformance import (
    Bytes,
    check_conservation,
    check_spans,
    check_times,
    messages,
    read,
    warning_codes,
)

WHATSAPP = whatsapp.IMPORTER
LINE = line_text.IMPORTER
KAKAO = kakaotalk_text.IMPORTER
AT = "2026-03-13T21:05"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("21:05, 13/03/2026 - ", AT),  # Vietnamese
        ("[21:05:10, 13/3/26] ", f"{AT}:10"),
        ("13.03.26 г., 21:05 - ", AT),  # Bulgarian
        ("[13.03.26 г., 21:05:10] ", f"{AT}:10"),
        ("2026년 3월 13일 오후 9:05 - ", AT),
        ("[2026年3月13日 21:05:10] ", f"{AT}:10"),
        ("2026-03-13, 21 h 05 - ", AT),  # French of Canada
        ("13/3/2026، 9:05 شام - ", AT),
        ("13/3/26, பிற்பகல் 9:05 - ", AT),
        ("13/3/26, 9:05 म.उ. - ", AT),
        ("2026/3/14 午夜12:05 - ", "2026-03-14T00:05"),
    ],
)
def test_whatsapp_headers_of_few_phones(header: str, expected: str) -> None:
    source = Bytes("chat.txt", f"{header}Ada: hello\n{header}Ben Ode: a: b\nsecond\n".encode())
    assert recognise_source(source)[:2] == ("whatsapp", Recognition.CERTAIN)
    records = read(WHATSAPP, source)
    check_conservation(records)
    check_spans(records, source)
    assert [(m.sender, m.text, m.sent_at) for m in messages(records)] == [
        ("Ada", "hello", expected),
        ("Ben Ode", "a: b\nsecond", expected),
    ]
    assert all(m.sent_at_raw and m.sent_at_raw in header for m in messages(records))


_OMITTED_KINDS = ("picture", "video", "audio", "sticker", "gif", "document", "contact")
_OMITTED_BY_LANGUAGE = {
    "de": (
        *("Bild weggelassen", "Video weggelassen", "Audio weggelassen", "Sticker weggelassen", "GIF weggelassen"),
        *("Dokument weggelassen", "Kontaktkarte ausgelassen"),
    ),
    "es": (
        *("imagen omitida", "Video omitido", "audio omitido", "sticker omitido", "GIF omitido", "documento omitido"),
        "Tarjeta de contacto omitida",
    ),
    "fr": (
        *("image absente", "vidéo absente", "audio omis", "sticker omis", "GIF retiré", "document manquant"),
        "Fiche contact manquante",
    ),
    "pt-BR": (
        *("imagem ocultada", "vídeo omitido", "áudio ocultado", "figurinha omitida", "GIF omitido"),
        *("documento omitido", "Cartão do contato omitido"),
    ),
    "pt-PT": (
        *("imagem não revelada", "vídeo não revelado", "ficheiro de áudio não revelado", "sticker não revelado"),
        *("GIF não revelada", "documento não revelado", "Contacto não revelado"),
    ),
    "it": (
        *("immagine omessa", "video omesso", "audio omesso", "sticker non incluso", "GIF esclusa", "documento omesso"),
        "Scheda contatto omessa",
    ),
    "nl": (
        *("afbeelding weggelaten", "video weggelaten", "audio weggelaten", "sticker weggelaten", "GIF weggelaten"),
        *("document weggelaten", "Visitekaartje weggelaten"),
    ),
    "tr": (
        *("görüntü dahil edilmedi", "video dahil edilmedi", "ses dahil edilmedi", "Çıkartma dahil edilmedi"),
        *("GIF dahil edilmedi", "belge dahil edilmedi", "Kişi kartı dahil edilmedi"),
    ),
    "ru": (
        *("изображение отсутствует", "видео отсутствует", "аудиофайл отсутствует", "стикер не добавлен"),
        *("GIF отсутствует", "документ отсутствует", "Карточка контакта отсутствует"),
    ),
    "id": (
        *("gambar tidak disertakan", "video tidak disertakan", "audio tidak disertakan", "stiker tidak disertakan"),
        *("GIF tidak disertakan", "dokumen tidak disertakan", "Kartu kontak tidak disertakan"),
    ),
    "ar": (
        *("لم يتم إدراج الصورة", "لم يتم إدراج الفيديوهات", "لم يتم إدراج المقاطع الصوتية", "تم حذف الملصقات"),
        *("لم يتم إدراج صورة GIF", "لم يتم إدراج المستند", "لم يتم إدراج بطاقة جهة اتصال"),
    ),
    "hi": (
        *("फ़ोटो हटाई गई", "वीडियो छोड़ा गया", "ऑडियो हटाई गयी", "स्टिकर छोड़ा गया", "GIF छोड़ा गया"),
        *("डॉक्यूमेंट छोड़ा गया", "कॉन्टैक्ट कार्ड छोड़ा गया"),
    ),
    "zh-CN": (
        *("照片已忽略", "视频已忽略", "音频已忽略", "贴图已省略", "GIF 动态图已被忽略", "文档已省略"),
        "联系人卡片已忽略",
    ),
    "zh-TW": (
        *("圖像已省略", "影片已省略", "音訊已省略", "貼圖已忽略", "GIF 圖片已被省略", "文件已忽略"),
        "聯絡人卡片已省略",
    ),
    "zh-HK": ("圖片已略去", "影片已略去", "音訊已略去", "貼圖已略去", "GIF 已略去", "文件已略去", "聯絡人卡片已略去"),
    "ja": (
        *("画像は含まれていません", "ビデオは含まれていません", "音声は含まれていません"),
        *("スタンプは含まれていません", "GIFは含まれていません", "ドキュメントは含まれていません"),
        "連絡先カードを省略",
    ),
    "ko": (
        *("이미지 생략됨", "비디오 생략됨", "오디오 생략됨", "스티커 제외됨", "GIF 생략됨", "문서 생략됨"),
        "연락처 카드 생략됨",
    ),
}


@pytest.mark.parametrize("language", _OMITTED_BY_LANGUAGE)
def test_whatsapp_names_what_an_iphone_left_out(language: str) -> None:
    phrases = _OMITTED_BY_LANGUAGE[language]
    header = "[13/03/2026, 21:05:10] Ada: "
    text = "".join(f"{header}\u200e{phrase}\n{header}{phrase}\n{header}<{phrase}>\n" for phrase in phrases)
    found = messages(read(WHATSAPP, Bytes("_chat.txt", text.encode())))
    marked, typed, angled = found[0::3], found[1::3], found[2::3]
    omitted = (Attachment(None, AttachmentState.OMITTED),)
    assert [(each.subkind, each.attachments) for each in marked] == [(kind, omitted) for kind in _OMITTED_KINDS]
    assert [(each.subkind, each.attachments) for each in angled] == [(kind, omitted) for kind in _OMITTED_KINDS]
    # Without the hidden mark, in a file that has marks, somebody typed these words.
    assert {(each.subkind, each.attachments) for each in typed} == {(None, ())}
    assert [each.text for each in typed] == list(phrases)


def test_whatsapp_hindi_letters_of_one_sign_or_two_are_the_same() -> None:
    header = "[13/03/2026, 21:05:10] Ada: \u200e"
    one, two = "\u095eोटो हटाई गई", "\u092b\u093cोटो हटाई गई"
    found = messages(read(WHATSAPP, Bytes("_chat.txt", f"{header}{one}\n{header}{two}\n".encode())))
    assert [each.subkind for each in found] == ["picture", "picture"]


@pytest.mark.parametrize(
    "phrase",
    [
        *("Medien weggelassen", "Mídia omitida", "Media omesso", "Medya atlanmış", "मीडिया के बिना"),
        *("Файл пропущен", "省略影音内容", "已省略多媒體檔案", "忽略多媒體檔", "تم استبعاد الوسائط"),
    ],
)
def test_whatsapp_names_what_android_left_out(phrase: str) -> None:
    (found,) = messages(read(WHATSAPP, Bytes("c.txt", f"13/03/2026, 21:05 - Ada: <{phrase}>\n".encode())))
    assert (found.subkind, found.attachments) == ("media", (Attachment(None, AttachmentState.OMITTED),))


def test_whatsapp_places_and_polls_without_a_hidden_mark_are_only_likely() -> None:
    line = "13/03/2026, 21:05 - Ada: "
    body = f"{line}location: https://maps.google.com/?q=52.1,13.2\n{line}POLL:\nWhich?\nOPTION: one (1 vote)\n"
    assert [m.subkind for m in messages(read(WHATSAPP, Bytes("c.txt", body.encode())))] == ["location?", "poll?"]


@pytest.mark.parametrize(
    ("title", "saved", "day", "clock", "expected"),
    [
        ("Chat history with Ada", "Saved on: 13/03/2026, 21:05", "Fri, 13/03/2026", "21:05", AT),
        ("Chat history with Ada", "Saved on: 4/6/2026", "Sat, 04/06/2026", "9:05\u202fPM", None),
        ("Chat history with Ada", "Saved on: 4/6/2026", "Mon, 04/06/2026", "9:05 PM", "2026-04-06T21:05"),
        ("Chat history with Ada", "Saved on: 6/4/2026", "Thu, 04/06/2026", "9:05 PM", "2026-06-04T21:05"),
        ("与Ada的聊天记录", "保存日期：2026/03/13 21:05", "2026/03/13（周五）", "21:05", AT),
        ("Ada 님과의 대화", "저장 일시 : 2026. 3. 13. 오후 9:05", "2026. 3. 13. (금)", "오후 9:05", AT),
        ("ประวัติการสนทนากับ Ada", "บันทึกเมื่อ: 13/03/2026 21:05", "ศ. 13/03/2026", "21:05", AT),
        ("Riwayat obrolan dengan Ada", "Disimpan pada: 13/03/2026 21.05", "Jum, 13/03/2026", "21.05", AT),
        ("Historial de chat con Ada", "Guardado el: 13/3/2026 21:05", "vie., 13/3/2026", "21:05", AT),
    ],
)
def test_line_in_other_languages(title: str, saved: str, day: str, clock: str, expected: str | None) -> None:
    text = f"[LINE] {title}\n{saved}\n\n{day}\n{clock}\tAda\thi\n"
    records = read(LINE, Bytes("l.txt", text.encode()))
    check_times(records)
    found = messages(records)
    assert [(m.sender, m.text, m.sent_at) for m in found] == [("Ada", "hi", expected)]


def test_line_days_that_no_weekday_settles_are_left_open_or_follow_the_answer() -> None:
    source = Bytes("l.txt", b"[LINE] Chat history with Ada\n\n04/06/2026(??)\n21:05\tAda\thi\n")
    records = read(LINE, source)
    assert (messages(records)[0].sent_at, messages(records)[0].time_certainty.value) == (None, "date-ambiguous")
    assert "DATE_ORDER_UNKNOWN" in warning_codes(records)
    answered = read(LINE, source, Answers(day_first=True))
    assert messages(answered)[0].sent_at == "2026-06-04T21:05"
    assert "DATE_ORDER_UNKNOWN" not in warning_codes(answered)


def test_line_words_about_a_recall_are_no_recall() -> None:
    body = (
        "[LINE] Chat history with Ada\n\nFri, 13/03/2026\n21:05\tAda\tI unsent a message\n21:06Ada unsent a message.\n"
        "21:07\tAda\t[Location]\n21:08\tAda\t[Album] trip\n21:09\tAda\t[Contact]\n21:10\tAda\t[File] a b.pdf\n"
    )
    found = messages(read(LINE, Bytes("l.txt", body.encode())))
    assert [(m.kind.value, m.subkind) for m in found] == [
        ("message", None),
        ("deleted", "recalled"),
        ("message", "location"),
        ("message", "album"),
        ("message", "contact"),
        ("message", "file"),
    ]
    assert found[-1].attachments[0].name == "a b.pdf"


@pytest.mark.parametrize(
    "text",
    [
        "[LINE] Chat history with Ada\nSaved on: 13/03/2026, 21:05\n",
        "별 님과 카카오톡 대화\n저장한 날짜 : 2026-03-13 21:05:10\n",
    ],
)
def test_a_chat_without_messages_is_read_as_empty(text: str) -> None:
    source = Bytes("e.txt", text.encode())
    name, recognition, _ = recognise_source(source)
    assert recognition is Recognition.CERTAIN
    records = read(LINE if name == "line_text" else KAKAO, source)
    check_conservation(records)
    assert messages(records) == []


@pytest.mark.parametrize(
    ("top", "line", "sender", "expected"),
    [
        ("Ada KakaoTalk Chats\nDate Saved : Mar 13, 2026 at 9:05 PM\n\nFriday, March 13, 2026", None, "Ada", AT),
        ("Date Saved : Mar 13, 2026 at 21:05\n", "Mar 13, 2026 at 21:05, Ada : hi", "Ada", AT),
        ("별 님과 카카오톡 대화\n저장한 날짜 : 2026-03-13 오후 9:05\n", "2026-03-13 오후 9:05, 별 : hi", "별", AT),
        (
            "Talk_2026.3.13 21:05-1.txt\n저장한 날짜 : 2026. 3. 13. 오후 9:05\n별 님과 카카오톡 대화\n",
            "2026. 3. 13. 오후 9:05, 별 : hi",
            "별",
            AT,
        ),
        (
            "Ada with KakaoTalk Chats\nDate Saved : 2026-03-13\n\n------------ Friday, March 13, 2026 ------------",
            "[Ada] [9:05 PM] hi",
            "Ada",
            AT,
        ),
    ],
)
def test_kakaotalk_of_other_devices(top: str, line: str | None, sender: str, expected: str) -> None:
    line = line or "Mar 13, 2026 at 9:05\u202fPM, Ada : hi"
    records = read(KAKAO, Bytes("k.txt", f"{top}\n{line}\n{line}\n".encode()))
    check_conservation(records)
    assert [(m.sender, m.text, m.sent_at) for m in messages(records)] == [(sender, "hi", expected)] * 2


def test_notices_of_kakaotalk_on_windows_are_nobodys_words() -> None:
    text = (
        "별 님과 카카오톡 대화\r\n저장한 날짜 : 2026-03-13 21:05:10\r\n\r\n"
        "--------------- 2026년 3월 13일 금요일 ---------------\r\n[별] [오후 9:05] 안녕\r\n둘째 줄\r\n"
        "하늘님이 들어왔습니다.\r\n[A]B] [21:06] hi\r\n"
    )
    source = Bytes("k.txt", text.encode())
    records = read(KAKAO, source)
    check_conservation(records)
    check_spans(records, source)
    assert [(m.kind.value, m.subkind, m.sender, m.text, m.sent_at) for m in messages(records)] == [
        ("message", None, "별", "안녕\n둘째 줄", AT),
        ("system", "notice?", None, "하늘님이 들어왔습니다.", None),
        ("message", None, "A]B", "hi", "2026-03-13T21:06"),
    ]


def test_a_pasted_line_of_another_form_is_told_in_a_short_chat_too() -> None:
    text = (
        "13/03/2026, 21:05 - Ada: look what he wrote\n[12.03.26, 09:00:00] Carl: pay me\n13/03/2026, 21:06 - Bo: ok\n"
    )
    records = read(WHATSAPP, Bytes("c.txt", text.encode()))
    assert [m.sender for m in messages(records)] == ["Ada", "Carl", "Bo"]
    assert "HEADER_UNUSUAL" in warning_codes(records)


@pytest.mark.parametrize(
    ("header", "sent_at"),
    [
        ("13.03.25 г., 21:16 ч. - ", "2025-03-13T21:16"),
        ("[13.03.25 г., 21:16:10 ч.] ", "2025-03-13T21:16:10"),
        ("[2025-03-13 21 h 16 min 10 s] ", "2025-03-13T21:16:10"),
        ("13. 3. 2025. u 21:16 - ", "2025-03-13T21:16"),
        ("13.03.2025 ж. 21:16 - ", "2025-03-13T21:16"),
    ],
)
def test_times_with_words_for_hours(header: str, sent_at: str) -> None:
    source = Bytes("_chat.txt", f"{header}Odo: one\n{header}Tilda: two\n".encode())
    assert whatsapp.IMPORTER.recognise(source.data, source.name, source)[0] is Recognition.CERTAIN
    assert [(each.sender, each.sent_at) for each in messages(read(whatsapp.IMPORTER, source))] == [
        ("Odo", sent_at),
        ("Tilda", sent_at),
    ]


def test_deletions_by_an_admin() -> None:
    lines = ("\u200eYou deleted this message as admin.", "\u200eThis message was deleted by admin Odo.")
    text = "".join(f"[13/03/2025, 21:16:10] Tilda: {line}\n" for line in lines)
    found = messages(read(whatsapp.IMPORTER, Bytes("_chat.txt", text.encode())))
    assert [each.kind.value for each in found] == ["deleted", "deleted"]


@pytest.mark.parametrize(
    ("title", "name"),
    [("Riwayat chat dengan Budi", "Budi"), ("Historial de chats con Ana", "Ana"), ("Chatverlauf mit Odo B", "Odo B")],
)
def test_line_titles_give_the_name(title: str, name: str) -> None:
    text = f"[LINE] {title}\nx: 2026/04/08 21:09\n\n2026/4/6(月)\n09:05\tAda\thi\n"
    (chat,) = [each for each in read(LINE, Bytes("a.txt", text.encode())) if isinstance(each, Conversation)]
    assert chat.title == name


def test_kakaotalk_notices_of_windows_in_english_are_whole_lines() -> None:
    text = (
        "Talk_2026.4.8 21:09-1.txt\nDate Saved : 2026-04-08 21:09:00\n\n"
        "--------------- Monday, April 6, 2026 ---------------\n[Odo] [9:05 AM] hello\nI left.\n"
        "Odo invited Tilda.\n[Tilda] [9:06 PM] Photo\nOdo left this chatroom.\n"
    )
    found = messages(read(KAKAO, Bytes("a.txt", text.encode())))
    assert [(each.kind.value, each.text) for each in found] == [
        ("message", "hello\nI left."),
        ("system", "Odo invited Tilda."),
        ("message", "Photo"),
        ("system", "Odo left this chatroom."),
    ]
