# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs an exporter on a made-up dossier and gives its files, and reads finished PDFs."""

import io
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from pypdf import PdfReader

from evidence_vault.exporters import EXPORTERS
from evidence_vault.exporters.base import Exporter
from evidence_vault.progress import Silent
from evidence_vault.records import Dossier, Part
from evidence_vault.translations import Words
from tests.helpers.made_up_case import MadeUpContents, made_up_contents, made_up_dossier


def exporter_of(kind: str) -> Exporter:
    return next(exporter for exporter in EXPORTERS if exporter.kind == kind)


def parts_of(dossier: Dossier, contents: MadeUpContents | None = None) -> list[Part]:
    source = contents or made_up_contents()
    return list(exporter_of(dossier.kind).parts(dossier, source, Words(dossier.language), Silent()))


def files_of(dossier: Dossier, contents: MadeUpContents | None = None) -> dict[str, bytes]:
    return {part.path: read(part) for part in parts_of(dossier, contents)}


@cache
def made_up_files(tag: str, kind: str = "police") -> Mapping[str, bytes]:
    """The files of the made-up case, made once for all tests that only read them."""
    return files_of(made_up_dossier(tag, kind))


def printed_numbers(blocks: Iterable[Any]) -> list[str]:
    """The exhibits whose pictures stand in annex A, in its order."""
    found: list[str] = []
    for block in blocks:
        if block["kind"] in {"picture", "picture-rows"}:
            found += [one["number"] for one in block.get("pictures", [block])]
    return found


def read(part: Part) -> bytes:
    with part.open() as stream:
        return stream.read()


def pdf_text(data: bytes) -> str:
    """The text of all pages, without line ends inside words."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def squeezed(text: str) -> str:
    """Text without any white space, to look for what may be broken over lines."""
    return "".join(text.split())


def pdf_metadata(data: bytes) -> Mapping[str, str]:
    metadata = PdfReader(io.BytesIO(data)).xmp_metadata
    assert metadata is not None
    raw = metadata.rdf_root.toxml()
    return {"xmp": raw}
