# SPDX-License-Identifier: GPL-3.0-or-later
"""One e-mail taken apart: its fields as words, its text, its files. Damage is told, never raised."""

import email
import email.errors
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.header import decode_header
from email.message import Message as MailMessage
from email.utils import getaddresses, parsedate_to_datetime

from evidence_vault.importers.base import well_formed
from evidence_vault.importers.html_text import text_of_html
from evidence_vault.importers.local_times import EARLIEST_YEAR, LATEST_YEAR
from evidence_vault.records import TimeCertainty

CHARSETS = {
    **dict.fromkeys(("ks_c_5601-1987", "ks_c_5601", "euc-kr"), "cp949"),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk", "gb_2312-80"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis"), "cp932"),
    "iso-2022-jp": "iso2022_jp_ext",
    "windows-874": "cp874",
    **dict.fromkeys(("unknown-8bit", "default", "x-unknown", "us-ascii", "ascii"), "utf-8"),
}
"""Names of encodings as mails and pages give them, to those that read what is really written under them."""

_DEEPEST = 40
_MOST_FILES = 2_000
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
_RAW_NAME = re.compile(r"(?:file)?name=\"?([^\";]+)", re.IGNORECASE)
_ZERO_ZONE = re.compile(r"-0000\s*(?:\([^()]*\)\s*)?$")
_READING_ERRORS = (ValueError, TypeError, IndexError, KeyError, AttributeError, LookupError, OverflowError)


@dataclass
class MailFile:
    """A file of an e-mail, decoded. ``is_mail``: it is attached as an e-mail, whatever its name is."""

    name: str
    data: bytes
    is_mail: bool = False


@dataclass
class Mail:
    """What an e-mail holds. ``doubts``: short facts about parts that are damaged; ``missing``: files it only names."""

    fields: dict[str, list[str]] = field(default_factory=dict)
    text: str | None = None
    files: list[MailFile] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    def first(self, name: str) -> str | None:
        """The first field of that (lower-case) name."""
        return next(iter(self.fields.get(name, ())), None)

    def sender(self) -> tuple[str | None, str | None]:
        """Name and address of ``From``; a field that names several is given as it stands."""
        raw = self.first("from")
        if not raw:
            return None, None
        try:
            found = [pair for pair in getaddresses([raw]) if "@" in pair[1]]
        except _READING_ERRORS:
            found = []
        if len(found) != 1 or found[0][1] not in raw or not _ADDRESS.fullmatch(found[0][1]):
            return raw, None
        return found[0][0] or found[0][1], found[0][1]

    def sent_at(self) -> tuple[str | None, TimeCertainty]:
        """The field ``Date``: what the sending program wrote."""
        raw = self.first("date")
        try:
            moment = parsedate_to_datetime(raw) if raw else None
        except _READING_ERRORS:
            moment = None
        if moment is None or raw is None or not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
            return None, TimeCertainty.PARTIAL
        return _iso(moment, raw)


def parse_mail(untrusted: bytes) -> Mail:
    """``untrusted`` as an e-mail; whatever it is, something is said about it."""
    mail = Mail()
    try:
        # A mark and blank lines before the first field come from editors that saved the file again.
        message = email.message_from_bytes(untrusted.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"))
        for name, value in message.raw_items():
            mail.fields.setdefault(name.lower(), []).append(header_text(value))
        _Parts(mail).take(message)
    except (RecursionError, email.errors.MessageError, *_READING_ERRORS) as error:
        mail.doubts.append(type(error).__name__)
    return mail


class _Parts:
    def __init__(self, mail: Mail) -> None:
        self._mail = mail
        self._plain: list[str] = []
        self._html: list[str] = []

    def take(self, message: MailMessage) -> None:
        for part in self._leaves(message, 0):
            self._leaf(part)
        words = self._plain or [text_of_html(markup) for markup in self._html]
        self._mail.text = "\n".join(text.strip("\r\n") for text in words).replace("\r\n", "\n") or None

    def _leaves(self, part: MailMessage, depth: int) -> Iterator[MailMessage]:
        self._mail.doubts += [type(defect).__name__ for defect in part.defects]
        inner = part.get_payload()
        if not isinstance(inner, list) or part.get_content_maintype() == "message":
            yield part
            return
        if depth >= _DEEPEST:
            self._mail.doubts.append("too deep")
            return
        for each in inner:
            if isinstance(each, MailMessage):
                yield from self._leaves(each, depth + 1)

    def _leaf(self, part: MailMessage) -> None:
        name = _file_name(part)
        kind = part.get_content_type()
        is_words = (
            kind in {"text/plain", "text/html"} and name is None and part.get_content_disposition() != "attachment"
        )
        if not is_words:
            self._file(part, name)
            return
        text, clean = _decoded(part)
        if not clean:
            self._mail.doubts.append(part.get_content_charset() or "charset")
        (self._plain if kind == "text/plain" else self._html).append(text)

    def _file(self, part: MailMessage, name: str | None) -> None:
        if len(self._mail.files) >= _MOST_FILES:
            self._mail.doubts.append("too many files")
            return
        is_mail = False
        inner = part.get_payload()
        if isinstance(inner, list):
            data = b"\n".join(each.as_bytes() for each in inner if isinstance(each, MailMessage))
            is_mail = part.get_content_type() == "message/rfc822"
            name = name or ("message.eml" if is_mail else f"part-{len(self._mail.files) + 1}.txt")
        else:
            payload = part.get_payload(decode=True)
            data = payload if isinstance(payload, bytes) else b""
        number = len(self._mail.files) + 1
        self._mail.files.append(MailFile(name or f"part-{number}.{part.get_content_subtype()}", data, is_mail))


def _file_name(part: MailMessage) -> str | None:
    name = part.get_filename()
    if name is None:
        return None
    if "\ufffd" in name:  # raw bytes outside ASCII, which the standard reader gives up
        for field_name in ("content-disposition", "content-type"):
            if match := _RAW_NAME.search(header_text(part.get(field_name, ""))):
                return match[1].strip()
    return header_text(name)


def _decoded(part: MailMessage) -> tuple[str, bool]:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = (part.get_content_charset() or "utf-8").strip("'\" ").lower()
    for candidate in (CHARSETS.get(charset, charset), "utf-8", "gb18030"):
        try:
            return data.decode(candidate), candidate != "gb18030" or charset.startswith("gb")
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8", "replace"), False


def header_text(value: object) -> str:
    """A field's value as words: encoded words decoded, raw bytes read as what they most likely are."""
    text = str(value)
    if any("\udc80" <= sign <= "\udcff" for sign in text):
        text = _of_raw_bytes(text.encode("utf-8", "surrogateescape"))
    try:
        pieces = [_piece(data, charset) for data, charset in decode_header(" ".join(text.split()))]
    except _READING_ERRORS:
        pieces = [text]
    except email.errors.HeaderParseError:
        pieces = [text]
    return well_formed("".join(pieces))


def _piece(data: bytes | str, charset: str | None) -> str:
    if isinstance(data, str):
        return data
    try:
        name = (charset or "latin-1").lower()
        return data.decode(CHARSETS.get(name, name)) if charset else _of_raw_bytes(data)
    except (UnicodeDecodeError, LookupError):
        return _of_raw_bytes(data)


def _of_raw_bytes(data: bytes) -> str:
    for candidate in ("utf-8", "gb18030"):
        try:
            return data.decode(candidate)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _iso(moment: datetime, raw: str) -> tuple[str | None, TimeCertainty]:
    if moment.tzinfo is None:
        # RFC 5322: -0000 is UTC without a word about the sender's place.
        if _ZERO_ZONE.search(raw):
            return moment.replace(tzinfo=UTC).isoformat(), TimeCertainty.UTC
        return moment.isoformat(), TimeCertainty.LOCAL_DEVICE
    text = moment.isoformat()
    if not re.fullmatch(r".*[+-]\d\d:\d\d", text):
        return None, TimeCertainty.PARTIAL
    return text, TimeCertainty.OFFSET_KNOWN
