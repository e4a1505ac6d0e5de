# SPDX-License-Identifier: GPL-3.0-or-later
"""A package that a hostile person signed is intact: what it tells may be anything, and costs nothing but itself."""

import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence_vault.cases.fields import ENTITIES
from evidence_vault.operations.import_foreign_facts import take_facts
from evidence_vault.operations.take_in_case import TakeInOptions, take_in_case
from evidence_vault.package.case_facts import ForeignFact, read_facts
from evidence_vault.package.foreign_items import foreign_items
from evidence_vault.package.redaction import _read
from evidence_vault.progress import Silent
from evidence_vault.vault.vault import Vault
from tests.helpers.vaults import OWNER, new_vault
from tests.vectors.package.bags import KEY, Log, as_folder, counted, described, good, redescribed, sha256, signed


def as_bytes(value: Any) -> bytes:
    return json.dumps(value).encode()


ROUNDS = int(os.environ.get("FUZZ_ROUNDS", "60"))
TEXTS = st.one_of(
    st.text(max_size=12), st.sampled_from(["=1+1", "2026-03-01", "A1", "1.00", "CNY", "\u202e", "\ud800", "x" * 5000])
)
JSON: Any = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**70), 2**70), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=8,
)
NAMES = sorted({name for fields in ENTITIES.values() for name in fields} | {"key", "suspect_id", "item_id", "odd"})
FACTS = st.builds(
    ForeignFact,
    st.one_of(st.sampled_from(sorted(ENTITIES)), TEXTS),
    TEXTS,
    st.dictionaries(st.sampled_from(NAMES), JSON, max_size=6),
)


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    with new_vault(tmp_path_factory.mktemp("fuzz") / "v.evidence-vault") as opened:
        yield opened


@settings(max_examples=ROUNDS, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=st.lists(FACTS, max_size=4))
def test_records_of_any_form_are_taken_or_left_out(vault: Vault, facts: list[ForeignFact]) -> None:
    case = vault.put("case", {"title": "made-up"}, actor=OWNER).id
    recorded, notes = take_facts(vault, case, facts, {}, OWNER)
    assert recorded + len(notes) <= len(facts)
    for fact in vault.facts(case_id=case):
        assert fact.entity in ENTITIES


@settings(max_examples=ROUNDS * 4, deadline=None)
@given(value=JSON, data=st.binary(max_size=60))
def test_lists_of_any_form_are_read_or_refused(value: Any, data: bytes) -> None:
    for untrusted in (
        data,
        json.dumps(value).encode(),
        as_bytes({"format": "evidence-vault-facts/1", "facts": value}),
    ):
        try:
            read_facts(untrusted)
        except ValueError:
            continue
    told = {
        "envelope": {"event": "added", "utc": value, "subjects": value},
        "payload": {"item": value, "content": value},
    }
    foreign_items([
        as_bytes(told) + b"\n",
        data,
        as_bytes({"envelope": {"event": "read"}, "payload": {"answers": value}}),
    ])
    _read(data, {})
    tables = {"format": "evidence-vault-redaction/1", "parent": value, "tables": value, "withheld": value}
    _read(as_bytes(tables), {})


HOSTILE = "../..\\\u202e\u0000\x1b[2J" + "x" * 3000


def hostile_package(place: Path) -> Path:
    """An intact package whose every text is a trap."""
    first = {
        "id": "f" * 32, "name": HOSTILE, "file_modified_at": HOSTILE, "claimed_at": HOSTILE, "contained_in": "f" * 32,
        "source_folder": HOSTILE, "media_type": HOSTILE,
    }  # fmt: skip
    original = good()["data/originals/A1.png"]
    log = Log().full("added", {"item": first, "content": {"sha256": sha256(original)}})
    log.full("read", {"importer": "whatsapp", "answers": {"time_zone": HOSTILE, "copied_on": HOSTILE, "self_name": 5}})
    files = good()
    files["data/records/custody-log.jsonl"] = log.data()
    state = log.state()

    def tell(value: dict[str, Any]) -> None:
        value["journal"] = {"size": state.size, "root": state.root, "head": state.head}
        for part in value["parts"]:
            if part["role"] == "original":
                part["original_name"] = "HALF" + HOSTILE
            if part["role"] == "derivative":
                part["derivation"] = {HOSTILE: ["HALF"]}

    files = redescribed(described(files, tell))
    # Half a sign, as only an escape can write it.
    files["data/records/package.json"] = files["data/records/package.json"].replace(b"HALF", b"\\ud800")
    return as_folder(signed(counted(files)), place)


def test_a_case_of_a_hostile_person_is_taken_in_and_shown_harmless(tmp_path: Path) -> None:
    package = hostile_package(tmp_path / "PKG")
    with new_vault(tmp_path / "v.evidence-vault") as vault:
        taken = take_in_case(vault, package, TakeInOptions(KEY.fingerprint), OWNER, Silent())
        assert taken.items == 2
        for item in vault.items(case_id=taken.case_id):
            assert len(item.name) <= 255
            assert "\x00" not in item.name
            claims = item.facts["from_package"]
            assert isinstance(claims, dict)
            assert all(len(str(value)) < 3000 for value in claims.values())
        assert vault.verify(progress=Silent()).verdict == "intact"
        saved = io.BytesIO(b"".join(json.dumps(item.facts).encode() for item in vault.items()))
        assert saved.getvalue()
