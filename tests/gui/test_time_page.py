# SPDX-License-Identifier: GPL-3.0-or-later
"""Trusted time in the window: a request out, replies of two authorities in, and what they cover, on every item."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from evidence_vault.gui.item_actions import ItemActions
from evidence_vault.gui.pages.time_page import TimePage
from evidence_vault.gui.widgets.item_details import ItemDetails
from evidence_vault.gui.widgets.stamp_details import StampDetails
from evidence_vault.records import EvidenceItem
from tests.gui.conftest import Bench
from tests.helpers.time_authority import Authority, needs_openssl

pytestmark = needs_openssl


@pytest.fixture
def page(filled: Bench) -> TimePage:
    filled.frame.show_section("time")
    filled.settle()
    shown = filled.frame.current_page()
    assert isinstance(shown, TimePage)
    return shown


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def test_a_request_goes_out_and_replies_of_two_authorities_come_in(
    filled: Bench, page: TimePage, tmp_path: Path
) -> None:
    assert page.sentence.text() == "No evidence has a time stamp of an authority yet."
    page.times.write_request(tmp_path / "asked.tsq")
    filled.settle()
    assert "1 request waits for a reply" in texts(page)
    asked = (tmp_path / "asked.tsq").read_bytes()
    first, second = Authority(tmp_path / "one", "First"), Authority(tmp_path / "two", "Second")
    for authority, named in ((first, None), (second, second.root_file)):
        reply = tmp_path / f"{authority.name}.tsr"
        reply.write_bytes(authority.reply(asked))
        page.times.add_reply(reply, named)
        filled.settle()
        filled.settle()
    assert "waits for a reply" not in texts(page)
    assert page.sentence.text() == "All 5 pieces of evidence are covered by a time stamp."
    assert page.table is not None
    rows = [[str(page.table.model().index(row, column).data()) for column in range(4)] for row in range(2)]
    assert {(row[1], row[3]) for row in rows} == {("CN=First", "5"), ("CN=Second", "5")}
    _name_the_first(filled, page, first, rows)


def _name_the_first(filled: Bench, page: TimePage, first: Authority, rows: list[list[str]]) -> None:
    """Choose the stamp that cannot be checked, and name its authority's root."""
    assert page.table is not None
    unknown = next(number for number, row in enumerate(rows) if row[1] == "CN=First")
    page.table.selectRow(unknown)
    filled.settle()
    details = filled.frame.details.findChild(StampDetails)
    assert details is not None
    assert "cannot be checked here" in texts(details)
    page.times.name_authority(page._covers[unknown].stamp, first.root_file)
    filled.settle()
    filled.settle()
    assert [one.stamp.state for one in page._covers] == ["trusted", "trusted"]


def test_every_item_says_which_stamps_cover_it(filled: Bench, page: TimePage, tmp_path: Path) -> None:
    page.times.write_request(tmp_path / "asked.tsq")
    filled.settle()
    authority = Authority(tmp_path / "one", "First")
    reply = tmp_path / "reply.tsr"
    reply.write_bytes(authority.reply((tmp_path / "asked.tsq").read_bytes()))
    page.times.add_reply(reply, authority.root_file)
    filled.settle()
    late = tmp_path / "late.txt"
    late.write_text("added after the time stamp")
    filled.frame.adding.add([late])
    filled.settle()
    found: list[EvidenceItem] = []
    filled.workspace.read(page, lambda vault: tuple(vault.items()), found.extend)
    filled.settle()
    items = {item.name: item for item in found}
    for name, words in (("photo.jpg", "confirmed by CN=First"), ("late.txt", "No authority has confirmed a time")):
        details = ItemDetails(filled.workspace, items[name], ItemActions(filled.workspace, filled.frame))
        filled.workspace.show_details(details)
        filled.settle()
        assert words in texts(details)


def test_what_is_no_reply_is_refused_in_words(filled: Bench, page: TimePage, tmp_path: Path) -> None:
    junk = tmp_path / "junk.tsr"
    junk.write_bytes(b"no reply")
    page.times.add_reply(junk)
    filled.settle()
    assert "junk.tsr" in texts(filled.frame.strip)
    assert page._covers == ()
