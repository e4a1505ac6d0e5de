# SPDX-License-Identifier: GPL-3.0-or-later
"""What a validator of PDF/A-2a and PDF/UA-1 looks at, read from the finished files with pypdf and nothing of ours.

The numbers are those of the Matterhorn Protocol 1.02 (failure conditions of PDF/UA-1) and of ISO 19005-2. It does not
replace veraPDF (``test_outside_readers.py`` asks that where it is installed): it looks at what must be there.
"""

import io
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject

from evidence_vault.translations import LANGUAGES
from tests.exporters.exports import made_up_files

_SHOWN = {b"Tj", b"TJ", b"'", b'"', b"Do", b"sh", b"f", b"f*", b"S", b"s", b"B", b"B*", b"b", b"b*"}
_FORBIDDEN_ACTIONS = {"/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/JavaScript", "/URI"}


@cache
def documents(tag: str) -> tuple[tuple[str, PdfReader], ...]:
    files = made_up_files(tag)
    return tuple((name, PdfReader(io.BytesIO(data))) for name, data in sorted(files.items()) if name.endswith(".pdf"))


def elements(reader: PdfReader) -> Iterator[tuple[str, DictionaryObject]]:
    """Every structure element in reading order, with its standard type."""
    tree: Any = reader.trailer["/Root"]["/StructTreeRoot"]
    roles = tree.get("/RoleMap", {})

    def walk(node: Any) -> Iterator[tuple[str, DictionaryObject]]:
        node = node.get_object()
        if isinstance(node, ArrayObject):
            for child in node:
                yield from walk(child)
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                yield str(roles.get(node["/S"], node["/S"])), node
            if "/K" in node:
                yield from walk(node["/K"])

    yield from walk(tree["/K"])


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_document_says_what_it_is(tag: str) -> None:
    """06-001 to 06-004, 07-001, 07-002, 11-006; 19005-2, 6.2.3 and 6.6.2."""
    for name, reader in documents(tag):
        root: Any = reader.trailer["/Root"]
        assert "/Encrypt" not in reader.trailer, name
        assert root["/MarkInfo"]["/Marked"] == True, name  # noqa: E712 - an object of pypdf
        assert root["/MarkInfo"].get("/Suspects", False) == False, name  # noqa: E712
        assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True, name  # noqa: E712
        assert reader.xmp_metadata is not None
        assert reader.xmp_metadata.dc_title, name
        assert str(root["/Lang"]).lower().startswith(tag[:2]), name
        intent = root["/OutputIntents"][0].get_object()
        assert intent["/S"] == "/GTS_PDFA1", name
        assert intent["/DestOutputProfile"].get_object().get_data(), name


@pytest.mark.parametrize("tag", LANGUAGES)
def test_nothing_acts_and_nothing_is_attached(tag: str) -> None:
    """19005-2, 6.5.1, 6.5.2 and 6.9."""
    for name, reader in documents(tag):
        root: Any = reader.trailer["/Root"]
        assert not {"/AA", "/OpenAction", "/AcroForm"} & set(root), name
        assert not {"/JavaScript", "/EmbeddedFiles"} & set(root.get("/Names", {})), name
        for page in reader.pages:
            assert "/AA" not in page, name
            for annotation in page.get("/Annots", ()):
                held = annotation.get_object()
                assert held["/Subtype"] == "/Link", name
                assert held.get("/A", {}).get("/S") not in _FORBIDDEN_ACTIONS, name
                assert int(held.get("/F", 0)) & 4, "printed; 6.3.2"
                assert held.get("/Contents"), "28-007: said in words"
            if page.get("/Annots"):
                assert page["/Tabs"] == "/S", "28-009: in the order of the text"


@pytest.mark.parametrize("tag", LANGUAGES)
def test_everything_that_is_drawn_is_text_of_the_structure_or_marked_as_decoration(tag: str) -> None:
    """01-005: content is neither tagged nor an artifact."""
    for name, reader in documents(tag):
        for number, page in enumerate(reader.pages, 1):
            depth = 0
            stream = ContentStream(page.get_contents(), reader)
            for _operands, operator in stream.operations:
                depth += (operator in {b"BDC", b"BMC"}) - (operator == b"EMC")
                assert depth or operator not in _SHOWN, f"{name}, page {number}: {operator!r}"
            assert depth == 0, name


@pytest.mark.parametrize("tag", LANGUAGES)
def test_pictures_are_described_headings_are_in_order_tables_have_heads(tag: str) -> None:
    """13-004, 14-002, 14-003, 15-003."""
    pictures = tables = 0
    for name, reader in documents(tag):
        level = 0
        for kind, element in elements(reader):
            if kind == "/Figure":
                pictures += 1
                assert str(element.get("/Alt", "")).strip(), name
            if kind in {f"/H{depth}" for depth in range(1, 7)}:
                assert int(kind[2]) <= level + 1, f"{name}: {kind} after H{level}"
                level = int(kind[2])
            if kind == "/Table":
                tables += 1
                inner = {str(one["/S"]) for one in below(element)}
                assert "/TH" in inner, name
    assert pictures > 5
    assert tables > 5


def below(element: Any) -> Iterator[DictionaryObject]:
    for child in element.get("/K", ()) if isinstance(element.get("/K"), ArrayObject) else (element.get("/K"),):
        held = child.get_object() if child is not None and hasattr(child, "get_object") else child
        if isinstance(held, DictionaryObject) and "/S" in held:
            yield held
            yield from below(held)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_font_is_inside_and_every_sign_has_its_character(tag: str) -> None:
    """31-009, 31-027; 19005-2, 6.2.11.4 and 6.2.11.7."""
    seen = 0
    for name, reader in documents(tag):
        for page in reader.pages:
            for font in page["/Resources"].get_object().get("/Font", {}).values():  # type: ignore[attr-defined]
                held = font.get_object()
                seen += 1
                assert "/ToUnicode" in held, name
                inner = held["/DescendantFonts"][0].get_object() if "/DescendantFonts" in held else held
                assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"].get_object()), name
    assert seen > 10
