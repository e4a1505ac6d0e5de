# SPDX-License-Identifier: GPL-3.0-or-later
"""What every exporter must keep to, in every language."""

import json
import re
from collections.abc import Mapping
from functools import cache

import pytest

from evidence_vault.complaints.wording import forbidden_claims
from evidence_vault.exporters import EXPORTERS
from evidence_vault.package.names import colliding, is_active, is_safe_path
from evidence_vault.records import Part
from evidence_vault.translations import LANGUAGES
from evidence_vault.user_messages import WORDS
from tests.exporters.exports import exporter_of, files_of, made_up_files, parts_of, read
from tests.helpers.made_up_case import CASE_ID, made_up_contents, made_up_dossier

ROLES = {"report", "card", "steps", "text", "upload", "original", "derivative", "transcript", "table", "record"}
KINDS = [exporter.kind for exporter in EXPORTERS]
LOADS = re.compile(
    rb"(?:src|href|action|data)\s*=\s*[\"']?\s*(?:https?:|//|ftp:|javascript:)|@import|url\(", re.IGNORECASE
)


def files(kind: str, tag: str) -> Mapping[str, bytes]:
    return made_up_files(tag, kind)


@cache
def parts(kind: str) -> tuple[Part, ...]:
    return tuple(parts_of(made_up_dossier("en", kind)))


def test_the_registry_is_complete() -> None:
    assert sorted(KINDS) == ["archive", "complaint", "police", "redacted"]


@pytest.mark.parametrize("kind", KINDS)
def test_names_are_safe_on_every_system(kind: str) -> None:
    paths = [f"data/{part.path}" for part in parts(kind)]
    assert all(is_safe_path(path) for path in paths)
    assert all(len(component) <= 64 for path in paths for component in path.split("/"))
    assert not colliding(paths)


@pytest.mark.parametrize("kind", KINDS)
def test_no_stranger_names_a_file(kind: str) -> None:
    for part in parts(kind):
        for name in ("profile", "林老师", "voucher", "site"):
            assert name not in part.path


@pytest.mark.parametrize("kind", KINDS)
def test_roles_and_exhibits_are_known(kind: str) -> None:
    numbers = {exhibit.number for exhibit in made_up_dossier().exhibits}
    for part in parts(kind):
        assert part.role in ROLES
        assert part.exhibit is None or part.exhibit in numbers


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_same_dossier_gives_the_same_bytes(kind: str, tag: str) -> None:
    assert files_of(made_up_dossier(tag, kind)) == files(kind, tag)


@pytest.mark.parametrize("kind", KINDS)
def test_copies_name_their_source_and_the_change(kind: str) -> None:
    sources = {exhibit.item.sha256 for exhibit in made_up_dossier().exhibits}
    for part in parts(kind):
        if part.role in {"upload", "derivative"}:
            assert part.parent_sha256 in sources
            assert part.derivation
        else:
            assert part.parent_sha256 is None


@pytest.mark.parametrize("kind", ["police", "archive"])
def test_originals_are_the_stored_bytes(kind: str) -> None:
    contents = made_up_contents().contents
    by_number = {exhibit.number: exhibit for exhibit in made_up_dossier().exhibits}
    originals = [part for part in parts(kind) if part.role == "original"]
    assert len(originals) == len(by_number)
    for part in originals:
        item = by_number[part.exhibit or ""].item
        assert read(part) == contents[item.id]
        assert part.original_name == item.name


@pytest.mark.parametrize("kind", ["police", "archive"])
def test_active_types_cannot_be_opened_by_accident(kind: str) -> None:
    guarded = [part.path for part in parts(kind) if part.role in {"original", "derivative"}]
    assert "originals/G1.html.evidence" in guarded
    assert not [path for path in guarded if is_active(path)]


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_pages_load_nothing_and_run_nothing(kind: str, tag: str) -> None:
    for path, data in files(kind, tag).items():
        if path.endswith(".html"):
            assert not LOADS.search(data), path
            assert b"<script" not in data.lower()
            assert b"default-src 'none'" in data
            assert f'<html lang="{tag}">'.encode() in data


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_file_claims_what_it_cannot(kind: str, tag: str) -> None:
    for path, data in files(kind, tag).items():
        if path.rpartition(".")[2] in {"html", "csv", "txt"} and not path.startswith("originals/"):
            assert not forbidden_claims(data.decode("utf-8")), path


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_left_out_has_words(kind: str) -> None:
    for reason, count in exporter_of(kind).withheld(made_up_dossier("en", kind)).items():
        assert reason in WORDS
        assert count > 0


@pytest.mark.parametrize("kind", ["police", "archive"])
def test_the_custody_log_holds_this_case_in_full_and_counts_the_rest(kind: str) -> None:
    dossier = made_up_dossier("en", kind)
    lines = [json.loads(line) for line in files(kind, "en")["records/custody-log.jsonl"].split(b"\n") if line]
    assert len(lines) == dossier.journal.size
    full = [line for line in lines if "envelope" in line]
    assert len(full) == len(dossier.custody)
    assert all(line["envelope"]["case"] == CASE_ID for line in full)


def test_a_complaint_holds_no_original_bytes() -> None:
    originals = {data for name, data in made_up_contents().contents.items() if name.startswith("item")}
    assert not originals & set(files("complaint", "en").values())
    assert not [part for part in parts("complaint") if part.role == "original"]
