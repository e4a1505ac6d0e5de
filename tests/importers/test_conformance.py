# SPDX-License-Identifier: GPL-3.0-or-later
"""Every importer passes the same suite; none is left out of the registry."""

import ast
import importlib
import pkgutil
from pathlib import Path

import pytest

from evidence_vault import importers
from evidence_vault.importers import IMPORTERS
from evidence_vault.importers.zip_members import is_zip
from evidence_vault.translations import Words
from tests.importers import conformance
from tests.importers.conformance import Bytes
from tests.importers.samples import SAMPLES, made_zip

ALL = [(importer_id, source) for importer_id, sources in SAMPLES.items() for source in sources]
FOLDER = Path(importers.__file__).parent


@pytest.mark.parametrize(("importer_id", "source"), ALL, ids=[f"{name}-{source.name}" for name, source in ALL])
def test_importer_conforms(importer_id: str, source: Bytes) -> None:
    conformance.check_all(conformance.importer(importer_id), source)


def test_every_importer_has_samples_and_its_own_id() -> None:
    assert [each.id for each in IMPORTERS] == sorted(
        {each.id for each in IMPORTERS}, key=[e.id for e in IMPORTERS].index
    )
    assert {each.id for each in IMPORTERS} == set(SAMPLES)
    assert all(each.version and each.suffixes for each in IMPORTERS)


def test_every_importer_stands_in_the_list_of_formats() -> None:
    listed = (FOLDER.parents[2] / "docs" / "formats" / "chat-logs.md").read_text(encoding="utf-8")
    assert [each.id for each in IMPORTERS if f"`{each.id}`" not in listed] == []


def test_names_are_translated() -> None:
    words = Words("zh-Hans")
    for each in IMPORTERS:
        assert words.translate(each.name) != each.name


def test_every_module_is_registered_or_support() -> None:
    found = {}
    for module in pkgutil.iter_modules([str(FOLDER)]):
        loaded = importlib.import_module(f"evidence_vault.importers.{module.name}")
        if hasattr(loaded, "IMPORTER"):
            found[module.name] = loaded.IMPORTER
        else:
            assert not any(name.endswith("recognise") and not name.startswith("_") for name in vars(loaded))
    assert set(found.values()) == set(IMPORTERS)
    assert all(each.id == name for name, each in found.items())


def test_importers_do_not_know_each_other() -> None:
    own = {each.id for each in IMPORTERS}
    for name in own:
        tree = ast.parse((FOLDER / f"{name}.py").read_text(encoding="utf-8"))
        imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not {f"evidence_vault.importers.{other}" for other in own} & imported


def _is_text(data: bytes) -> bool:
    return not is_zip(data) and b"\0" not in data


STRANGE = {
    "empty": b"",
    "one byte": b"\0",
    "nul bytes": b"\0" * 5000,
    "bytes": bytes(range(256)) * 40,
    "long line": b"a" * 300_000,
    "utf-16 without end": b"\xff\xfea\x00b",
    "deep lists": b"[" * 200_000,
    "deep objects": b'{"messages":' + b'{"a":' * 100_000,
    "half a zip": made_zip("x.zip", {"_chat.txt": b"x" * 1000}).data[:60],
    "zip without end": b"PK\x03\x04" + b"\0" * 500,
    "latin": "Señor Ibáñez: ¿qué tal? äöüß".encode("latin-1") * 50,
    "json number": b"1" * 100_000,
    "bom only": b"\xef\xbb\xbf",
}


@pytest.mark.parametrize("name", STRANGE)
@pytest.mark.parametrize("importer_id", [each.id for each in IMPORTERS])
def test_strange_files_do_no_harm(importer_id: str, name: str) -> None:
    conformance.check_survives(conformance.importer(importer_id), Bytes(f"{name}.txt", STRANGE[name]))


@pytest.mark.parametrize("importer_id", [name for name in SAMPLES if _is_text(SAMPLES[name][0].data)])
def test_samples_with_mixed_line_ends_keep_their_messages(importer_id: str) -> None:
    source = SAMPLES[importer_id][0]
    reader = conformance.importer(importer_id)
    lines = [line.removesuffix(b"\r") for line in source.data.split(b"\n")]
    mixed = b"".join(line + (b"\r\n" if index % 2 else b"\n") for index, line in enumerate(lines[:-1])) + lines[-1]
    before = [message.text for message in conformance.messages(conformance.read(reader, source))]
    after = [message.text for message in conformance.messages(conformance.read(reader, Bytes(source.name, mixed)))]
    assert after == before
