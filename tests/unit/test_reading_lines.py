# SPDX-License-Identifier: GPL-3.0-or-later
"""The bytes of a kept reading and of its rows: the standard library's, whoever writes them."""

import gzip
import io
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from evidence_vault.record_json import to_json
from evidence_vault.records import Json, Message, MessageKind, RawSpan, ReadingWarning, TimeCertainty
from evidence_vault.vault.apply_reading import compact_text
from evidence_vault.vault.reading_blob import ReadingBlobSource, line_of, reading_records

ANY_TEXT = st.text(st.characters(categories=["L", "Cc", "Cs", "Co", "S", "P", "Z"]))
VALUES: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers() | ANY_TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)
FIELDS = st.dictionaries(st.sampled_from(["type", "text", "seq", "b", "a", "raw_span"]), VALUES)


@given(FIELDS)
@example({"text": 'a\x7f"\\/\n\u2028你好 \U0001f600 é'})
@example({"text": "\ud83d alone", "a": "你好"})
def test_a_line_is_the_standard_librarys(fields: dict[str, Json]) -> None:
    assert line_of(fields) == json.dumps(fields, separators=(",", ":"), sort_keys=True).encode()


@given(FIELDS)
def test_the_text_of_a_row_is_the_standard_librarys(fields: dict[str, Json]) -> None:
    kept = {name: value for name, value in fields.items() if value is not None and value != [] and name != "type"}
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    try:
        text.encode()
    except UnicodeEncodeError:
        text = json.dumps(kept, separators=(",", ":"), sort_keys=True)
    assert compact_text(fields) == text


@given(st.lists(ANY_TEXT, max_size=5))
def test_what_was_kept_comes_back(texts: list[str]) -> None:
    span = RawSpan(1, 2, "byte", "ab" * 32)
    records = [
        Message("1", at, MessageKind.MESSAGE, None, None, TimeCertainty.PARTIAL, text, text, span)
        for at, text in enumerate(texts)
    ]
    blob = io.BufferedReader(ReadingBlobSource(records)).read()
    assert [(record, fields) for record, fields in reading_records(io.BytesIO(blob))] == [
        (record, to_json(record)) for record in records
    ]


@pytest.mark.parametrize("line", [b"{", b"[1]", b'"x"', b"\xff", b'{"type": "nothing"}', b"{}{}"])
def test_what_is_no_line_of_ours_is_refused(line: bytes) -> None:
    good = line_of(to_json(ReadingWarning("CODE"))) + b"\n"
    with pytest.raises(ValueError, match=r"."):
        list(reading_records(io.BytesIO(gzip.compress(good + line + b"\n"))))
