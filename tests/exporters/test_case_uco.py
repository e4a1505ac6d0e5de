# SPDX-License-Identifier: GPL-3.0-or-later
"""records/case.jsonld: complete, the same for the same case, and valid to the ontology's own validator."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evidence_vault.exporters.case_uco import PATH, case_lines
from evidence_vault.exporters.evidence_files import original_names
from evidence_vault.records import Dossier, Message
from tests.exporters.exports import files_of, made_up_files
from tests.helpers.made_up_case import made_up_dossier

VALIDATE = "import sys; from case_utils.case_validate import main; sys.exit(main())"
UUID = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def document(dossier: Dossier) -> bytes:
    return b"".join(case_lines(dossier, original_names(dossier)))


def nodes(data: bytes, type_name: str) -> list[dict[str, Any]]:
    return [node for node in json.loads(data)["@graph"] if node["@type"].endswith(f":{type_name}")]


def every_id(value: Any) -> list[str]:
    if isinstance(value, list):
        return [found for one in value for found in every_id(one)]
    if not isinstance(value, dict):
        return []
    return [*([value["@id"]] if "@id" in value else []), *(found for one in value.values() for found in every_id(one))]


def hostile(dossier: Dossier) -> Dossier:
    """The same case with names and messages that break careless writers."""
    odd = 'a"\\\u0000\u001b\ud800\uffff</script>\u202e'
    items = {exhibit.item.id: replace(exhibit.item, name=odd) for exhibit in dossier.exhibits}
    exhibits = tuple(replace(exhibit, item=items[exhibit.item.id]) for exhibit in dossier.exhibits)

    def changed(message: Message) -> Message:
        return message._replace(sender=odd, text=odd, sent_at="2026-03" if message.seq % 2 else "2026-03-01T10:00")

    transcripts = {key: tuple(map(changed, messages)) for key, messages in dossier.transcripts.items()}
    return replace(dossier, exhibits=exhibits, transcripts=transcripts)


@pytest.mark.parametrize("change", [lambda one: one, hostile], ids=["made-up", "hostile"])
def test_the_validator_of_the_ontology_agrees(change: Any, tmp_path: Path) -> None:
    (tmp_path / "case.jsonld").write_bytes(document(change(made_up_dossier("zh-Hans", "police"))))
    done = subprocess.run(
        [sys.executable, "-c", VALIDATE, "--built-version", "case-1.4.0", "case.jsonld"],
        cwd=tmp_path, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert "Conforms: True" in done.stdout, done.stdout[-3000:] + done.stderr[-2000:]
    assert done.returncode == 0


def test_the_validator_would_have_said_no(tmp_path: Path) -> None:
    data = document(made_up_dossier("zh-Hans", "police"))
    wrong = re.sub(rb'"uco-types:hashValue":\{[^}]*\}', b'"uco-types:hashValue":"not hexadecimal"', data, count=1)
    assert wrong != data
    (tmp_path / "case.jsonld").write_bytes(wrong)
    done = subprocess.run(
        [sys.executable, "-c", VALIDATE, "--built-version", "case-1.4.0", "case.jsonld"],
        cwd=tmp_path, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert "Conforms: False" in done.stdout


def test_everything_of_the_case_is_in_it() -> None:
    dossier = made_up_dossier("zh-Hans", "police")
    data = document(dossier)
    items = [*(exhibit.item for exhibit in dossier.exhibits), *dossier.derivatives]
    for item in items:
        assert item.sha256.encode() in data
    assert len(nodes(data, "File")) == len({item.id for item in items})
    assert len(nodes(data, "Message")) == sum(map(len, dossier.transcripts.values()))
    assert {node["case-investigation:exhibitNumber"] for node in nodes(data, "ProvenanceRecord")} == {
        exhibit.number for exhibit in dossier.exhibits
    }
    assert len(nodes(data, "MessageThread")) == len(dossier.conversations)
    assert nodes(data, "ApplicationAccount")
    assert nodes(data, "InvestigativeAction")


def test_every_file_lies_where_it_says() -> None:
    files = made_up_files("zh-Hans")
    paths = [
        facet["uco-observable:filePath"]
        for node in nodes(files[PATH], "File")
        for facet in node["uco-core:hasFacet"]
        if "uco-observable:filePath" in facet
    ]
    assert paths
    known = {f"data/{path}" for path in files} | {f"data/{path}.evidence" for path in files}
    assert set(paths) <= known


def test_ids_are_of_the_case_and_every_reference_leads_somewhere() -> None:
    dossier = made_up_dossier("zh-Hans", "police")
    data = document(dossier)
    assert data == document(dossier)
    value = json.loads(data)
    ids = every_id(value["@graph"])
    assert all(UUID.fullmatch(one) for one in ids)
    defined = [one["@id"] for one in _with_type(value["@graph"])]
    assert len(defined) == len(set(defined))
    assert set(ids) == set(defined)
    other = document(replace(dossier, case=replace(dossier.case, id="0" * 32)))
    assert not set(every_id(json.loads(other)["@graph"])) & set(ids)


def _with_type(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [found for one in value for found in _with_type(one)]
    if not isinstance(value, dict):
        return []
    own = [value] if "@type" in value and "@id" in value else []
    return own + [found for one in value.values() for found in _with_type(one)]


def test_only_complete_packages_hold_it() -> None:
    assert PATH not in files_of(made_up_dossier("zh-Hans", "complaint"))
    assert PATH in made_up_files("zh-Hans", "archive")
