# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the tags of a page of WeChatDataAnalysis: rows with kind, side and time, cards, quotes. From its source."""

import base64
import binascii

from evidence_vault.importers.base import well_formed
from evidence_vault.importers.page_records import Element, PageRecord, RecordPage

_QUOTES = ("text-neutral-600", "bg-[#e1e1e1]")
_LAYOUT = (
    *("wce-avatar", "wce-avatar-sent", "wce-avatar-received", "-top-6", "pointer-events-none"),
    *("wechat-transfer-bottom", "wechat-redpacket-bottom", "wechat-chat-history-bottom", "wechat-file-bottom"),
    *("wechat-link-from-avatar", "wechat-link-cover-from-avatar"),
)
_SIDES = {"wce-msg-row-sent": True, "wce-msg-row-received": False}
_DRAWN = ("wechat-", "voice-")
MORE_PAGES = "pages"


class WcdaPage(RecordPage):
    """A record is a row that says its kind in ``data-render-type``."""

    def starts(self, element: Element) -> PageRecord | None:
        """A row; ``time`` is its seconds since 1970, or the printed time of older pages."""
        values = element.values
        if element.tag != "div" or "data-render-type" not in values:
            return None
        time = values.get("data-wce-create-time") or values.get("title", "")
        return PageRecord(identity=values["data-render-type"], time=time)

    def opened(self, element: Element) -> None:
        """Side, media, signs drawn as pictures, the quote, a forwarded chat."""
        record, values = self.record, element.values
        if record is None:
            if values.get("id") == "wcePageMeta":
                self.notes[MORE_PAGES] = "1"
            return
        for name in _SIDES.keys() & element.classes:
            record.is_self = _SIDES[name]
        if element.classes.issuperset(_QUOTES):
            record.lines.append(">")
        if values.get("data-record-item-b64"):
            record.lines.append(f"recordItem: {_decoded(values['data-record-item-b64'])}")
        if not self.inside(*_LAYOUT, *_QUOTES):
            self._linked(record, element)

    def words(self, data: str) -> None:
        """What stands in a row; outside rows the title."""
        record = self.record
        if record is None:
            self.title += data if self.inside("chat-header") and self._tag() == "h2" else ""
        elif self.inside(*_LAYOUT):
            return
        elif self.inside("text-[11px]") and self.inside("text-left", "text-right"):
            record.sender += data
        elif self.inside(*_QUOTES) and record.lines:
            record.lines[-1] += f" {data}"
        else:
            record.text += data.replace("\u200b", "")

    def _tag(self) -> str:
        return self.open_elements[-1].tag if self.open_elements else ""

    def _linked(self, record: PageRecord, element: Element) -> None:
        values = element.values
        if element.tag == "img" and self.inside("msg-bubble"):
            self.words(values.get("alt", ""))
        elif element.tag in {"img", "audio", "video"} and not any(name.startswith(_DRAWN) for name in element.classes):
            self._file(record, values.get("src", ""))
        elif element.tag == "a" and "://" not in values.get("href", "://"):
            self._file(record, values["href"])

    def _file(self, record: PageRecord, address: str) -> None:
        if address and address not in record.files:
            record.files.append(address)


def _decoded(text: str) -> str:
    try:
        return well_formed(base64.b64decode(text, validate=True).decode("utf-8", "replace"))
    except (binascii.Error, ValueError):
        return text
