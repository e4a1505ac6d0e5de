# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables and transcripts: never a formula, never markup, never a word changed, totals as in the report."""

import csv
import io
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_vault.exporters import html, transcript
from evidence_vault.exporters.tables import csv_bytes, safe_cell
from evidence_vault.records import Message
from tests.exporters.exports import files_of, made_up_files
from tests.helpers.made_up_case import made_up_case, made_up_dossier, made_up_messages

FORMULA_STARTS = tuple("=+-@\t\r")


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), min_size=2, max_size=2), max_size=5
    )
)
def test_a_table_reads_back_and_no_cell_is_a_formula(rows: list[list[str]]) -> None:
    data = csv_bytes(["a", "b"], rows)
    assert data.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))[1:]
    assert len(read) == len(rows)
    for shown, wanted in zip(read, rows, strict=True):
        for cell, original in zip(shown, wanted, strict=True):
            assert not cell.startswith(FORMULA_STARTS)
            assert not cell.lstrip().startswith(FORMULA_STARTS)
            assert cell.removeprefix("'") == original.removeprefix("'").replace("\x00", "\ufffd") or cell == original


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+86138",
        "-5",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1",
        "\u3000=1",
        "＝1+1",
        "\ufeff=1",
        "\n=1",
        "\x1f=1",
        " \ufeff\x0b=1",
    ],
)
def test_what_a_spreadsheet_would_compute_gets_a_mark(cell: str) -> None:
    assert safe_cell(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["20000.00", "a=b", "", "林老师", "6200 0000"])
def test_plain_cells_stay(cell: str) -> None:
    assert safe_cell(cell) == cell


def test_the_tables_hold_every_exhibit_and_payment() -> None:
    files = made_up_files("en")
    exhibits = rows_of(files["tables/exhibits.csv"])
    assert [row["exhibit"] for row in exhibits] == [exhibit.number for exhibit in made_up_dossier().exhibits]
    for row, exhibit in zip(exhibits, made_up_dossier().exhibits, strict=True):
        assert row["sha256"] == exhibit.item.sha256
        assert row["original_name"] == exhibit.item.name
        assert f"originals/{row['file']}" in files
    payments = rows_of(files["tables/payments.csv"])
    assert [row["amount"] for row in payments] == [fact.fields["amount"] for fact in made_up_case().payments]
    totals = {row["currency"]: row for row in rows_of(files["tables/totals.csv"])}
    assert totals["CNY"]["sent"] == "52800.50"
    assert totals["CNY"]["net"] == "47500.50"
    assert totals["USDT"]["net"] == "200"
    assert rows_of(files["tables/people.csv"])[0]["phone_e164"] == "'+8613800000000"


def test_an_exhibit_that_is_not_there_is_marked() -> None:
    case = made_up_case()
    first = replace(case.payments[0], fields={**case.payments[0].fields, "evidence_items": ["E1", "Z9"]})
    dossier = replace(made_up_dossier("en", "archive"), case=replace(case, payments=(first,)))
    row = rows_of(files_of(dossier)["tables/payments.csv"])[0]
    assert row["evidence_items"] == "E1, Z9 (not in this export)"


class Reader(HTMLParser):
    """Collects text and the names of elements."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.elements: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes.update(name for name, _value in attrs)

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def read_page(data: bytes) -> Reader:
    reader = Reader()
    reader.feed(data.decode("utf-8"))
    reader.close()
    return reader


def with_messages(messages: tuple[Message, ...]) -> dict[str, bytes]:
    dossier = made_up_dossier("en", "archive")
    key = next(iter(dossier.transcripts))
    return files_of(replace(dossier, transcripts={key: messages}))


def test_a_transcript_holds_every_message_in_its_own_words() -> None:
    files = made_up_files("en", "archive")
    rows = rows_of(files["transcripts/B1.csv"])
    text = "".join(read_page(files["transcripts/B1.html"]).pieces)
    for row, message in zip(rows, made_up_messages(), strict=True):
        assert row["text"].removeprefix("'") == message.text
        assert row["sent_at"] == message.sent_at
        assert message.text in text
    assert next(row for row in rows if "税款" in row["text"])["text"].startswith("'=")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80))
def test_any_text_is_shown_as_text(text: str) -> None:
    reader = read_page(html.stranger(text).encode())
    assert "".join(reader.pieces) == text
    assert reader.elements == {"bdi"}


def test_markup_in_a_message_stays_text() -> None:
    hostile = "</td></table><script>alert(1)</script><img src=x onerror=alert(1)>\u202e\x07\"'&amp;"
    first = made_up_messages()[0]._replace(text=hostile, sender=hostile)
    page = read_page(with_messages((first,))["transcripts/B1.html"])
    assert "script" not in page.elements
    assert "img" not in page.elements
    assert "onerror" not in page.attributes
    assert hostile.replace("\x07", "⟨U+0007⟩") in "".join(page.pieces)


def test_long_conversations_come_in_volumes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transcript, "VOLUME", 3)
    files = made_up_files_in_volumes()
    assert sorted(name for name in files if name.endswith(".html")) == [
        "transcripts/B1-volume1.html", "transcripts/B1-volume2.html", "transcripts/B1-volume3.html",
    ]  # fmt: skip
    assert sum(name.endswith(".pdf") for name in files) == 3
    numbers = [row["seq"] for n in (1, 2, 3) for row in rows_of(files[f"transcripts/B1-volume{n}.csv"])]
    assert numbers == [str(message.seq) for message in made_up_messages()]


def made_up_files_in_volumes() -> dict[str, bytes]:
    return files_of(made_up_dossier("en", "archive"))


def test_an_empty_conversation_has_a_page_that_says_so() -> None:
    files = with_messages(())
    assert rows_of(files["transcripts/B1.csv"]) == []
    assert b"Messages here" in files["transcripts/B1.html"]
