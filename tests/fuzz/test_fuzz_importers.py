# SPDX-License-Identifier: GPL-3.0-or-later
"""Importers against made-up bytes: records that add up or one of our errors, never anything else."""

import json
import os
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence_vault.errors import ReadingError
from evidence_vault.importers import IMPORTERS
from evidence_vault.importers.json_walk import walk
from evidence_vault.importers.reading import recognise_source
from tests.importers import conformance
from tests.importers.conformance import Bytes, check_survives
from tests.importers.samples import SAMPLES, made_zip

few = settings(
    max_examples=int(os.environ.get("FUZZ_ROUNDS", "25")), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)

PIECES = st.sampled_from([
    *(piece for sources in SAMPLES.values() for piece in sources[0].data.split(b"\n")[:12]),
    *(b"", b"\r\n", b"\xff\xfe", b"\xef\xbb\xbf", b"\x00", "\u200e\u2028".encode(), b'"', b",,,", b"[]{}", b": "),
])
TEXTS = st.lists(PIECES | st.binary(max_size=12), max_size=12).map(b"\n".join)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("importer_id", SAMPLES)
@few
@given(data=TEXTS | st.binary(max_size=300))
def test_any_bytes(importer_id: str, data: bytes) -> None:
    check_survives(conformance.importer(importer_id), Bytes("x.txt", data))


@pytest.mark.parametrize("importer_id", SAMPLES)
@few
@given(position=st.floats(0, 1), junk=st.binary(max_size=6), cut=st.booleans())
def test_damaged_samples(importer_id: str, position: float, junk: bytes, cut: bool) -> None:
    for source in SAMPLES[importer_id]:
        place = int(position * len(source.data))
        rest = b"" if cut else source.data[place + len(junk) :]
        check_survives(conformance.importer(importer_id), Bytes(source.name, source.data[:place] + junk + rest))


@few
@given(values=st.lists(JSON, max_size=5), key=st.sampled_from(["messages", "chats", "list", "type", "text", "from"]))
def test_any_json(values: list[object], key: str) -> None:
    root = {"name": values, "type": "personal_chat", "id": key, "messages": [*values, {key: values, "type": "message"}]}
    source = Bytes("result.json", json.dumps(root).encode())
    for each in IMPORTERS:
        check_survives(each, source)


@few
@given(data=TEXTS, name=st.sampled_from(["_chat.txt", "a/result.json", "x.txt", "Ä.TXT"]), cut=st.integers(0, 40))
def test_any_zip(data: bytes, name: str, cut: int) -> None:
    whole = made_zip("a.zip", {name: data, "b.jpg": b"x"}).data
    source = Bytes("a.zip", whole[: len(whole) - cut] if cut % 3 else whole)
    with suppress(ReadingError):
        recognise_source(source)
    for each in IMPORTERS:
        check_survives(each, source)


@few
@given(values=st.lists(JSON, max_size=6))
def test_walk_agrees_with_the_standard_reader(values: list[object]) -> None:
    data = json.dumps({"before": 1, "m": values, "after": [2]}).encode()
    items = [event.value for event in walk(Bytes("j", data).open, {("m",)}) if event.path == ("m", "*")]
    expected = json.loads(data)["m"]
    assert json.dumps(items, default=float) == json.dumps(expected)
