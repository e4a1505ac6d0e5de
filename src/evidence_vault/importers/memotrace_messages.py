# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages as MemoTrace's pages and their JSON hold them: WeChat's number for the kind, and fields for each kind.

Built from the tool's source. Newer pages (``display_name``) put both of WeChat's numbers into one and name a file in
``path``; older ones (``displayname``) have ``sub_type`` and name it in ``text``. What WeChat stored itself
(``xml_dict``) and pictures of people are not told again.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from evidence_vault.importers.json_chats import Place
from evidence_vault.importers.json_details import details, dict_of, dicts_of, joined, text_or_none
from evidence_vault.importers.local_times import utc_from_number
from evidence_vault.importers.wechat_body import read_body
from evidence_vault.importers.wechat_lists import wechat_message
from evidence_vault.importers.wechat_money import transfer, transfer_subkind, yuan
from evidence_vault.importers.wechat_types import meaning_of
from evidence_vault.records import Attachment, AttachmentState, MentionedPayment, Message, MessageKind, Participant

_NOTICE_OF_OLDER_PAGES = 0
_NOTICE = 10000
_FILES = frozenset({"picture", "voice", "video", "file", "sticker"})
_NAMED_IN_TEXT = _FILES | {"music"}
_PICTURE_ENDINGS = ("", ".jpg", ".png", ".gif", ".jpeg", ".webp", ".bmp")
_ADDRESS = ("http://", "https://")
_DEEPEST = 8
_SHOWN = frozenset({
    *("type", "sub_type", "is_send", "timestamp", "server_id", "display_name", "displayname", "is_chatroom", "text"),
    *("avatar_src", "avatar_path", "xml_dict", "path", "thumb_path", "thumbnail", "icon_path", "cover_url", "app_logo"),
    *("small_head_url", "big_head_url", "publisher_avatar", "open_im_desc_icon", "scale", "inner_type", "messages"),
    *("display_content", "quote_server_id", "quote_type", "quote_text", "refer_text", "pay_subtype", "paysubtype"),
})


def memotrace_speaker(item: Mapping[str, Any]) -> Participant | None:
    """Who wrote a message; notices have nobody."""
    name = text_or_none(item.get("display_name")) or text_or_none(item.get("displayname"))
    if _kind(item)[0] in {MessageKind.SYSTEM, MessageKind.DELETED} or name is None:
        return None
    return Participant(name, None, _sent(item))


def memotrace_message(item: Mapping[str, Any], place: Place) -> Message:
    """One message."""
    kind, subkind = _kind(item)
    words, path = _words(item), text_or_none(item.get("path"))
    if "path" not in item and subkind in _NAMED_IN_TEXT:
        words, path = None, words
    raw = text_or_none(item.get("timestamp"))
    reply = text_or_none(item.get("quote_server_id"))
    person = memotrace_speaker(item)
    return wechat_message(place, person, raw, utc_from_number(item.get("timestamp")))._replace(
        kind=kind,
        text=joined(words, [*_quoted(item), *_forwarded(item, 1), *_details(item, path)]),
        attachments=_attachments(path, subkind, place),
        payment=_payment(item, subkind) if kind is MessageKind.PAYMENT else None,
        reply_to=reply if reply != "0" else None,
        subkind=subkind,
    )


def _kind(item: Mapping[str, Any]) -> tuple[MessageKind, str | None]:
    number = _number(item.get("type"))
    kind, subkind = meaning_of(_NOTICE if number == _NOTICE_OF_OLDER_PAGES else number, _number(item.get("sub_type")))
    if kind is MessageKind.SYSTEM and read_body(_words(item) or "").kind is MessageKind.DELETED:
        return MessageKind.DELETED, "recalled"
    return kind, transfer_subkind(_pay_subtype(item)) if subkind == "transfer" else subkind


def _number(value: Any) -> int | None:
    digits = text_or_none(value) or ""
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 20 else None


def _sent(item: Mapping[str, Any]) -> bool | None:
    sent = item.get("is_send")
    return bool(sent) if isinstance(sent, int) and sent in {0, 1} else None


def _words(item: Mapping[str, Any]) -> str | None:
    return text_or_none(item.get("text")) or text_or_none(item.get("display_content"))


def _quoted(item: Mapping[str, Any]) -> Iterator[str]:
    for key in ("quote_text", "refer_text"):
        quoted = text_or_none(item.get(key))
        if quoted:
            yield "> " + quoted.replace("\n", "\n> ")


def _forwarded(item: Mapping[str, Any], depth: int) -> Iterator[str]:
    """Each message of a forwarded chat, one line for each of its lines."""
    for inner in dicts_of(item.get("messages")):
        told = joined(_words(inner), _details(inner, None)) or text_or_none(inner.get("path")) or _kind(inner)[1] or "–"
        moment, _ = utc_from_number(inner.get("timestamp"))
        name = text_or_none(inner.get("display_name")) or "–"
        mark = "> " * depth
        yield mark + f"{moment or '–'} {name}: {told}".replace("\n", f"\n{mark}")
        if depth < _DEEPEST:
            yield from _forwarded(inner, depth + 1)


def _details(item: Mapping[str, Any], path: str | None) -> list[str]:
    known = _SHOWN | {"file_name"} if path and path.endswith(str(item.get("file_name"))) else _SHOWN
    lines = details({key: value for key, value in item.items() if value != "None"}, known)
    return [*lines, f"path: {path}"] if path and path.startswith(_ADDRESS) else lines


def _attachments(path: str | None, subkind: str | None, place: Place) -> tuple[Attachment, ...]:
    if path and not path.startswith(_ADDRESS):
        name = path.replace("\\", "/").removeprefix("./")
        endings = _PICTURE_ENDINGS if subkind == "picture" else ("",)  # newer pages leave the ending of pictures away
        found = (place.files.attachment(name + ending) for ending in endings)
        present = next((each for each in found if each.state is AttachmentState.PRESENT), None)
        return (present or place.files.attachment(name),)
    return (Attachment(None, AttachmentState.OMITTED),) if subkind in _FILES else ()


def _pay_subtype(item: Mapping[str, Any]) -> str | None:
    return text_or_none(item.get("pay_subtype")) or text_or_none(item.get("paysubtype"))


def _payment(item: Mapping[str, Any], subkind: str | None) -> MentionedPayment:
    if subkind == "red-packet":
        return transfer(None)
    stored = dict_of(item.get("xml_dict"))
    for key in ("msg", "appmsg", "wcpayinfo"):
        stored = dict_of(stored.get(key))
    return transfer(
        yuan(text_or_none(item.get("fee_desc")) or text_or_none(item.get("feedesc"))),
        pay_subtype=_pay_subtype(item),
        sent_by_self=_sent(item),
        memo=text_or_none(item.get("pay_memo")),
        reference=text_or_none(stored.get("transferid")),
    )
