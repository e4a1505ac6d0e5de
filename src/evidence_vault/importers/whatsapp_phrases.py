# SPDX-License-Identifier: GPL-3.0-or-later
"""What WhatsApp itself writes into a chat, in the languages we know: omitted files, deletions, calls, notices.

Only whole bodies (or whole beginnings) count. What is in no table is kept as it stands.
"""

import re
import unicodedata

MARKS = "\u200e\u200f\u202a\u202c"
"""Signs around WhatsApp's own words that nobody sees."""

STOPS = ".。"

ATTACHED_WORDS = frozenset({
    *("file attached", "archivo adjunto", "arquivo anexado", "ficheiro anexado", "Datei angehängt"),
    *("fichier joint", "file allegato", "bestand bijgevoegd", "файл добавлен", "文件附件", "附件", "檔案附件"),
    *("ファイル添付", "添付ファイル", "첨부 파일", "파일 첨부됨", "plik dołączono", "dosya ekli", "file terlampir"),
    *("bifogad fil", "liitetiedosto", "fil bifogad", "tệp đính kèm", "الملف مرفق", "קובץ מצורף"),
})
"""In brackets after a file name (Android)."""

ATTACHED_MARKS = frozenset({
    *("attached", "adjunto", "anexado", "Anhang", "pièce jointe", "allegato", "bijlage", "прикреплено"),
    *(
        "添付ファイル",
        "附件",
        "첨부됨",
        "첨부 파일",
        "załącznik",
        "eklendi",
        "terlampir",
        "bifogat",
        "liite",
        "đính kèm",
    ),
})
"""Between ``<`` and a colon before a file name (iPhone)."""

_OMITTED_ANDROID = {
    "": (
        *("Media omitted", "Multimedia omitido", "Archivo omitido", "Medien ausgeschlossen", "Medien ausgelassen"),
        *("Mídia oculta", "Ficheiro não revelado", "Médias omis", "Fichier omis", "Media omessi", "Media weggelaten"),
        *("Medien weggelassen", "Mídia omitida", "Media omesso", "Medya atlanmış", "मीडिया के बिना"),
        *("Без медиафайлов", "Файл пропущен", "メディアなし", "メディアは含まれていません"),
        *("省略多媒体文件", "省略影音内容", "媒體已略去", "已省略媒體檔", "已省略多媒體檔案", "忽略多媒體檔"),
        *("미디어 파일을 생략한 대화내용", "미디어 파일 제외됨", "Medya dahil edilmedi", "Media tidak disertakan"),
        *("pominięto multimedia", "Media utelämnades", "Media jätettiin pois", "הושמטה מדיה", "تم استبعاد الوسائط"),
    ),
    "view-once": (
        *("View once voice message omitted", "View once photo omitted", "View once video omitted"),
        *("Nachricht zur einmaligen Ansicht ausgelassen", "Mensagem de visualização única omitida"),
    ),
}
_OMITTED_IPHONE = {
    "picture": (
        *("image omitted", "imagen omitida", "imagem ocultada", "imagem omitida", "Bild weggelassen", "image absente"),
        *("imagem não revelada", "immagine omessa", "afbeelding weggelaten", "изображение отсутствует"),
        *("图像已忽略", "照片已忽略", "圖片已略去", "圖像已省略", "画像は含まれていません"),
        *("이미지가 생략됨", "이미지 생략됨", "görüntü dahil edilmedi", "gambar tidak disertakan"),
        *("لم يتم إدراج الصورة", "फ़ोटो हटाई गई"),
    ),
    "video": (
        *("video omitted", "video omitido", "Video omitido", "vídeo omitido", "vídeo ocultado", "Video weggelassen"),
        *("vídeo não revelado", "vidéo absente", "video omesso", "video weggelaten", "видео отсутствует"),
        *("视频已忽略", "影片已略去", "影片已省略", "影片忽略", "動画は含まれていません", "ビデオは含まれていません"),
        *("동영상이 생략됨", "동영상 생략됨", "비디오 생략됨", "video dahil edilmedi", "video tidak disertakan"),
        *("لم يتم إدراج الفيديوهات", "वीडियो छोड़ा गया"),
    ),
    "video-note": ("video note omitted", "Videonachricht weggelassen"),
    "audio": (
        *("audio omitted", "audio omitido", "áudio ocultado", "áudio omitido", "Audio weggelassen", "audio omis"),
        *("ficheiro de áudio não revelado", "audio omesso", "audio weggelaten", "аудиофайл отсутствует"),
        *("音频已忽略", "音訊已略去", "音訊已省略", "音声は含まれていません"),
        *("오디오가 생략됨", "오디오 생략됨", "ses dahil edilmedi", "audio tidak disertakan"),
        *("لم يتم إدراج المقاطع الصوتية", "ऑडियो हटाई गयी"),
    ),
    "sticker": (
        *("sticker omitted", "sticker omitido", "figurinha omitida", "Sticker weggelassen", "sticker omis"),
        *("sticker não revelado", "sticker omesso", "sticker non incluso", "sticker weggelaten"),
        *("стикер отсутствует", "стикер не добавлен", "贴图已忽略", "贴图已省略", "貼圖已略去", "貼圖已忽略"),
        *("ステッカーは含まれていません", "スタンプは含まれていません"),
        *("스티커가 생략됨", "스티커 생략됨", "스티커 제외됨", "Çıkartma dahil edilmedi", "stiker tidak disertakan"),
        *("تم حذف الملصقات", "स्टिकर छोड़ा गया"),
    ),
    "gif": (
        *("GIF omitted", "GIF omitido", "GIF não revelada", "GIF weggelassen", "GIF absent", "GIF retiré"),
        *("GIF esclusa", "GIF weggelaten", "GIF отсутствует", "GIF dahil edilmedi", "GIF tidak disertakan"),
        *("GIF 已忽略", "GIF已忽略", "GIF 动态图已被忽略", "GIF 已略去", "GIF 圖片已被省略"),
        *("GIFは含まれていません", "GIF 생략됨", "لم يتم إدراج صورة GIF", "GIF छोड़ा गया"),
    ),
    "document": (
        *("document omitted", "documento omitido", "documento ocultado", "Dokument weggelassen", "document manquant"),
        *("documento não revelado", "documento omesso", "document weggelaten", "документ отсутствует"),
        *("文档已忽略", "文档已省略", "文件已略去", "文件已忽略", "ドキュメントは含まれていません"),
        *("문서가 생략됨", "문서 생략됨", "belge dahil edilmedi", "dokumen tidak disertakan"),
        *("لم يتم إدراج المستند", "डॉक्यूमेंट छोड़ा गया"),
    ),
    "contact": (
        *("Contact card omitted", "Tarjeta de contacto omitida", "Cartão do contato omitido", "Contacto não revelado"),
        *("Kontaktkarte ausgelassen", "Fiche contact omise", "Fiche contact manquante", "contatto omesso"),
        *("Scheda contatto omessa", "Visitekaartje weggelaten", "Карточка контакта отсутствует"),
        *("忽略联系人名片", "联系人名片已忽略", "联系人卡片已忽略", "聯絡人卡片已略去", "聯絡人卡片已省略"),
        *("連絡先カードを省略", "연락처 카드 생략됨", "Kişi kartı dahil edilmedi", "Kartu kontak tidak disertakan"),
        *("لم يتم إدراج بطاقة جهة اتصال", "कॉन्टैक्ट कार्ड छोड़ा गया"),
    ),
    "media": ("media omitted",),
}
_DELETED = (
    *("This message was deleted", "You deleted this message", "Se eliminó este mensaje", "Eliminaste este mensaje"),
    *("Este mensaje fue eliminado", "Mensagem apagada", "Esta mensagem foi apagada", "Você apagou esta mensagem"),
    *("Apagou esta mensagem", "Diese Nachricht wurde gelöscht", "Du hast diese Nachricht gelöscht"),
    *("Ce message a été supprimé", "Vous avez supprimé ce message", "Questo messaggio è stato eliminato"),
    *("Hai eliminato questo messaggio", "Dit bericht is verwijderd", "U hebt dit bericht verwijderd"),
    *("Je hebt dit bericht verwijderd", "Данное сообщение удалено", "Вы удалили данное сообщение"),
    *(
        "此消息已删除",
        "您已删除此消息",
        "您删除了此消息",
        "你已删除这条消息",
        "此訊息已刪除",
        "您已刪除此訊息",
        "你已刪除此訊息",
    ),
    *(
        "このメッセージは削除されました",
        "メッセージを削除しました",
        "삭제된 메시지입니다",
        "이 메시지는 삭제되었습니다",
    ),
    *("이 메시지를 삭제했습니다", "Bu mesaj silindi", "Bu mesajı sildiniz", "Pesan ini telah dihapus"),
    *("Anda telah menghapus pesan ini", "Wiadomość została usunięta", "Usunięto tę wiadomość"),
    *(
        "This message was deleted by an admin",
        "You deleted this message as admin",
        "Anda menghapus pesan ini",
        "Pesan ini dihapus",
    ),
    *("تم حذف هذه الرسالة", "لقد حذفت هذه الرسالة", "הודעה זו נמחקה", "מחקת הודעה זו"),
    *("Tin nhắn này đã bị xóa", "Bạn đã xóa tin nhắn này"),
)
DELETED_BY_ADMIN = re.compile(r"This message was deleted by (?:group )?admin .{1,60}")
_EDITED = (
    *("This message was edited", "Se editó este mensaje", "Mensagem editada", "Esta mensagem foi editada"),
    *("Diese Nachricht wurde bearbeitet", "Ce message a été modifié", "Questo messaggio è stato modificato"),
    *("Dit bericht is bewerkt", "Данное сообщение изменено", "此消息已编辑", "此訊息已編輯", "已编辑此消息"),
    *(
        "このメッセージは編集されました",
        "편집된 메시지",
        "이 메시지는 편집되었습니다",
        "Bu mesaj düzenlendi",
        "تم تعديل هذه الرسالة",
        "Pesan ini diedit",
    ),
)
_CALL = re.compile(
    r"(?:missed )?(?:voice|video|group voice|group video|group) call\b|silenced (?:voice|video) call"
    r"|verpasster (?:sprach|video)anruf|(?:sprach|video)anruf|llamada (?:perdida|de voz|de video)|videollamada"
    r"|chamada de (?:voz|vídeo)|ligação de (?:voz|vídeo)|appel (?:vocal|vidéo)|(?:chiamata|videochiamata)\b"
    r"|(?:gemiste )?(?:spraak|video)oproep|(?:пропущенный )?(?:аудио|видео)звонок"
    r"|未接(?:语音|视频|語音|視訊)(?:通话|通話|来电|來電)|(?:语音|视频|語音|視訊)(?:通话|通話)"
    r"|(?:音声|ビデオ)通話|不在着信|(?:부재중 )?(?:음성|영상) ?통화",
    re.IGNORECASE,
)
_LOCATION = re.compile(r"[^:\n]{2,30}: ?https://(?:maps\.google\.|foursquare\.com|www\.google\.com/maps)")
_LIVE_LOCATION = frozenset({
    "live location shared",
    "Live location shared",
    "Standort geteilt",
    "ubicación en tiempo real",
})
_POLL = re.compile(r"(?:POLL|ENCUESTA|ENQUETE|UMFRAGE|SONDAGE|SONDAGGIO|PEILING|ОПРОС|投票|アンケート|투표)\s*:")
_NOTICE = re.compile(
    r"end-to-end encrypted|extremo a extremo|de ponta a ponta|Ende-zu-Ende|de bout en bout|crittografia end-to-end"
    r"|end-to-end versleuteld|сквозным шифрованием|端到端加密|端對端加密|エンドツーエンド|종단간 암호화"
    r"|created (?:this )?group|created the group|changed (?:the|this|their|to)|added you|\badded\b|\bremoved\b|\bleft$"
    r"|joined using|security code|business account|disappearing messages|now an admin|pinned a message"
    r"|hat die Gruppe|Gruppenbetreff|Sicherheitsnummer|creó (?:el|este) grupo|cambió|criou (?:o|este) grupo|mudou"
    r"|a créé (?:le|ce) groupe|ha creato il gruppo|heeft de groep|создал|изменил"
    r"|创建了(?:此)?群|创建群组|加入|退出了|更改了|建立了|安全代码|安全碼"
    r"|グループを作成|セキュリティコード|그룹을 만들|보안 코드"
    r"|contact is blocked|You blocked|You unblocked|is a contact",
    re.IGNORECASE,
)
_SYSTEM_VERB = re.compile(
    r" (?:changed|created group|added|removed|left|joined|pinned|cambió|creó|añadió|agregó|mudou|criou|adicionou"
    r"|hat|a changé|a créé|a ajouté|ha cambiato|ha creato|heeft|изменил|создал|добавил) "
    r"|更改|变更|變更|创建|建立|変更|변경",
)
_QUOTE_PAIRS = (("“", "”"), ("«", "»"), ("「", "」"), ("„", "“"))


def plain(body: str) -> str:
    """``body`` without the signs WhatsApp hides in it and without the stop at its end, for the tables."""
    return body.strip(MARKS + " ").rstrip(STOPS)


def _by_spelling(table: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Phrase to kind. Hindi letters with a dot are one sign or two; both look the same."""
    two_signs = {"\u0921\u093c": "\u095c", "\u092b\u093c": "\u095e"}
    found = {unicodedata.normalize("NFC", phrase): kind for kind, phrases in table.items() for phrase in phrases}
    for phrase, kind in list(found.items()):
        one_sign = phrase
        for two, one in two_signs.items():
            one_sign = one_sign.replace(two, one)
        found[one_sign] = kind
    return found


OMITTED_PLAIN = _by_spelling(_OMITTED_IPHONE)
"""Bodies of omitted files that people can type, too: only with the hidden mark, where the file has marks."""
OMITTED_ANGLED = {f"<{phrase}>": kind for phrase, kind in {**OMITTED_PLAIN, **_by_spelling(_OMITTED_ANDROID)}.items()}
"""Bodies in angle brackets: Android's, and the same as above as older iPhones wrote them."""
DELETED = frozenset(_DELETED)
EDITED = re.compile("[\u200e ]*<(?:" + "|".join(_EDITED) + r")\.?>$")


def generated_kind(text: str) -> str | None:
    """What a body is that WhatsApp wrote: call, location, poll, notice; None where no table knows it."""
    if _CALL.match(text):
        return "call"
    if is_location(text) or text in _LIVE_LOCATION:
        return "location"
    if is_poll(text):
        return "poll"
    return "notice" if _NOTICE.search(text) else None


def is_location(text: str) -> bool:
    """Whether a body has the form of a shared place: a word, a colon, a link to a map."""
    return _LOCATION.match(text) is not None


def is_poll(text: str) -> bool:
    """Whether a body starts a poll."""
    return _POLL.match(text) is not None


def looks_like_event(name: str) -> bool:
    """Whether the words before a colon read like a notice ("Ada changed the subject from “a"), not like a name."""
    odd = name.count('"') % 2 == 1 or any(name.count(a) != name.count(b) for a, b in _QUOTE_PAIRS[:3])
    return odd or bool(_SYSTEM_VERB.search(name))
