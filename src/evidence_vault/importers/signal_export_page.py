# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the tags of a page of signal-export, of its older and newer templates."""

from evidence_vault.importers.page_records import Element, PageRecord, RecordPage


class SignalExportPage(RecordPage):
    """A record is a ``div.msg``, or in newer pages a ``div`` of a call. Only the first of a group has name and time."""

    def starts(self, element: Element) -> PageRecord | None:
        """A message or a call."""
        if element.tag != "div" or not element.classes & {"msg", "call", "event"}:
            return None
        record = PageRecord()
        record.marks |= element.classes & {"me", "cont", "deleted", "missed"}
        if "msg" not in element.classes:
            record.marks.add("call")
        return record

    def opened(self, element: Element) -> None:
        """Times and files."""
        record, values = self.record, element.values
        if record is None:
            return
        if element.tag == "time" and values.get("datetime"):
            record.time = values["datetime"]
            record.marks.add("dated")
        address = values.get("src") or (values.get("href", "") if element.tag == "a" else "")
        is_beside = bool(address) and "://" not in address and not address.startswith(("#", "data:"))
        if is_beside and address not in record.files:
            record.files.append(address)
        if element.classes & {"attachment-missing", "missing-attachment"}:
            record.marks.add("omitted")

    def words(self, data: str) -> None:
        """Name, time, quote, reactions, words; outside records the title."""
        record = self.record
        if record is None:
            return
        if self.inside("sender"):
            record.sender += data
        elif self.inside("date", "time") or any(element.tag == "time" for element in self.open_elements):
            if "dated" not in record.marks:
                record.time += f" {data}"
        elif self.inside("quote"):
            record.lines.append(f"> {data.strip()}") if data.strip() else None
        elif self.inside("reaction", "reactions"):
            record.lines.append(f"reaction: {data.strip()}") if data.strip() else None
        else:
            record.text += data

    def handle_data(self, data: str) -> None:
        """The title stands in an element whose text is otherwise left alone."""
        if self.open_elements and self.open_elements[-1].tag == "title":
            self.title += data
        super().handle_data(data)
