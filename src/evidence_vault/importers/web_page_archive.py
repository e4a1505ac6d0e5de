# SPDX-License-Identifier: GPL-3.0-or-later
"""A web page saved by Safari (.webarchive): a property list with the page, what it loaded, and inner frames."""

import io
import plistlib
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.parsers.expat import ExpatError

from evidence_vault import errors
from evidence_vault.hashing import sha256_hex
from evidence_vault.importers.base import Tally, well_formed
from evidence_vault.importers.file_names import name_in_address, numbered_names
from evidence_vault.importers.web_pages import CONVERSATION, LARGEST_PAGE, decoded_page, page_message, saved_page
from evidence_vault.records import (
    Answers,
    Attachment,
    AttachmentState,
    Conversation,
    Member,
    RawSpan,
    ReadingRecord,
    ReadingSource,
    Recognition,
)
from evidence_vault.translations import N_

LARGEST_ARCHIVE = 256 * 1024 * 1024
_MOST_FILES = 20_000
_DEEPEST = 8
_BINARY = b"bplist00"
# What plistlib and the readers under it raise for damaged lists.
_BROKEN = (
    *(ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError, MemoryError),
    *(struct.error, ExpatError, EOFError, plistlib.InvalidFileException),
)


@dataclass(frozen=True)
class _Resource:
    data: bytes
    address: str | None
    kind: str
    charset: str | None


class WebPageArchive:
    """The importer of Safari's saved pages."""

    id = "web_page_archive"
    name = N_("Saved web page (Safari web archive)")
    version = "1"
    suffixes = (".webarchive",)

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """Certain from a property list that names a main resource."""
        is_list = untrusted_head.startswith(_BINARY) or b"<!DOCTYPE plist" in untrusted_head[:500]
        if is_list and b"WebMainResource" in untrusted_head:
            return Recognition.CERTAIN, "a property list with a main resource"
        if untrusted_head.startswith(_BINARY) and untrusted_name.lower().endswith(".webarchive"):
            return Recognition.MAYBE, "a property list named like a web archive"
        return Recognition.NO, "no web archive"

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingRecord]:
        """The page, and everything it loaded as members."""
        if source.size > LARGEST_ARCHIVE:
            raise errors.RecordTooLong(name=source.name)
        with source.open() as stream:
            raw = stream.read(LARGEST_ARCHIVE + 1)
        resources = _resources(raw, source)
        main = resources[0]
        if len(main.data) > LARGEST_PAGE:
            raise errors.RecordTooLong(name=source.name)
        markup, is_clean = decoded_page(main.data, main.charset)
        page = saved_page(markup)
        page.address = main.address or page.address
        tally = Tally()
        tally.conversations = 1
        yield Conversation(CONVERSATION, page.title or page.address, "web")
        names = numbered_names(name_in_address(each.address or "", each.kind) for each in resources)
        for name, resource in zip(names, resources, strict=True):
            yield Member(name, len(resource.data), lambda data=resource.data: io.BytesIO(data))  # type: ignore[misc]
        attachments = tuple(Attachment(name, AttachmentState.PRESENT) for name in names)
        yield tally.count(page_message(page, RawSpan(0, len(raw), "byte", sha256_hex(raw)), attachments, tally))
        if page.address is None:
            yield from tally.warnings("PAGE_WITHOUT_ADDRESS")
        if not is_clean:
            yield from tally.warnings("TEXT_DAMAGED")
        yield from tally.warnings("WEB_PAGE_LIMITS")
        yield from tally.end()


IMPORTER = WebPageArchive()


def _resources(raw: bytes, source: ReadingSource) -> list[_Resource]:
    try:
        root = plistlib.loads(raw)
    except _BROKEN as error:
        raise errors.ArchiveDamaged(name=source.name) from error
    found: list[_Resource] = []
    _take(root, found, set(), 0)
    if not found or not isinstance(root, dict) or _resource(root.get("WebMainResource")) is None:
        raise errors.FormatUnknown(name=source.name)
    return found


def _take(archive: Any, found: list[_Resource], seen: set[int], depth: int) -> None:
    # A list can name the same inner archive many times.
    if not isinstance(archive, dict) or depth > _DEEPEST or id(archive) in seen:
        return
    seen.add(id(archive))
    inner = archive.get("WebSubresources")
    for each in (archive.get("WebMainResource"), *(inner if isinstance(inner, list) else ())):
        if len(found) < _MOST_FILES and (resource := _resource(each)):
            found.append(resource)
    frames = archive.get("WebSubframeArchives")
    for frame in frames if isinstance(frames, list) else ():
        _take(frame, found, seen, depth + 1)


def _resource(value: Any) -> _Resource | None:
    if not isinstance(value, dict):
        return None
    data = value.get("WebResourceData")
    data = data.encode("utf-8", "replace") if isinstance(data, str) else data
    if not isinstance(data, bytes):
        return None
    kind = _text(value, "WebResourceMIMEType") or "application/octet-stream"
    return _Resource(data, _text(value, "WebResourceURL"), kind, _text(value, "WebResourceTextEncodingName"))


def _text(value: Mapping[str, Any], key: str) -> str | None:
    text = value.get(key)
    return well_formed(text) or None if isinstance(text, str) else None
