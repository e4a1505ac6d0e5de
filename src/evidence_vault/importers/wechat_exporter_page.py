# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the tags of a page of WechatExporter, of its older and newer templates."""

import re

from evidence_vault.importers.page_records import Element, PageRecord, RecordPage

_RIGHT = frozenset({"right", "chat-right", "media-right"})
_LEFT = frozenset({"left", "chat-left", "media-left"})
_SCRIPTS = re.compile(r"Data/msg-(?:\d{1,6}\.js)?")
_NAMES = ("dspname", "name-left", "name-right")


class WechatExporterPage(RecordPage):
    """A record is a ``div.msg`` with the number of its message, or a notice."""

    def starts(self, element: Element) -> PageRecord | None:
        """A message or a notice."""
        if element.tag != "div" or "msg" not in element.classes or "content-box" in element.classes:
            return None
        record = PageRecord(element.values.get("msgid", "").strip() or None)
        record.marks |= {f"type:{element.values.get('msgtype', '').strip()}"}
        if "chat-notice" in element.classes:
            record.marks.add("notice")
        if element.classes & _RIGHT:
            record.is_self = True
        elif element.classes & _LEFT:
            record.is_self = False
        return record

    def opened(self, element: Element) -> None:
        """Who writes, files; not the faces beside messages and the signs of programs."""
        record, values = self.record, element.values
        if record is None:
            return
        if element.classes & {"dspname", "name-left", "name-right"}:
            record.sender_id = values.get("wxid", "").strip() or None
            if element.classes & _RIGHT:
                record.is_self = True
        if self.inside("appinfo") or element.classes & {"avatar", "app-icon", "transfer-icon"}:
            return
        # A picture has its own file and a small one for the page; the own one is what was sent.
        address = values.get("rawurl") or (values.get("src", "") if element.tag in {"img", "source", "video"} else "")
        if element.tag == "a" and "://" not in values.get("href", "://"):
            address = values["href"]
        if address and not address.startswith(("data:", "#", "javascript:", "http")) and address not in record.files:
            record.files.append(address)

    def words(self, data: str) -> None:
        """Name and time above, words below; the title of the page is the chat's."""
        record = self.record
        if record is None:
            return
        if self.inside(*_NAMES):
            record.sender += data
        elif self.inside("nt-box"):
            record.time += data
        elif self.inside("app-name"):
            if data.strip():
                record.lines.append(f"app: {data.strip()}")
        else:
            record.text += data

    def handle_data(self, data: str) -> None:
        """The title stands in an element whose text is otherwise left alone."""
        tag = self.open_elements[-1].tag if self.open_elements else ""
        if tag == "title":
            self.title += data
        elif tag == "script" and (match := _SCRIPTS.search(data)):
            self.notes["scripts"] = match[0]
        super().handle_data(data)
