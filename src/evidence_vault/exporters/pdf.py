# SPDX-License-Identifier: GPL-3.0-or-later
"""Sets PDF/A-2a + PDF/UA-1 documents: the only user of Typst, always in a process of its own."""

import base64
import json
import os
import struct
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from evidence_vault.assets import resource
from evidence_vault.errors import PdfFailed, PictureDamaged
from evidence_vault.isolation.child_flags import DOCUMENT_FLAG
from evidence_vault.records import Json

TIME_LIMIT = 300
"""Seconds after which a document that is still being set is given up."""
LENGTH = struct.Struct(">Q")
"""Before each document in the answer of the process: how many bytes it has."""
_PNG, _PNG_END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"
_JPEG_START, _JPEG_END = b"\xff\xd8", b"\xff\xd9"
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class PrintedPicture:
    """A picture for a document: JPEG or PNG bytes as SVG text around a ``data:`` URI, so that no file is needed."""

    svg: str
    width: int
    height: int

    @property
    def data(self) -> bytes:
        """The bytes of the JPEG or PNG."""
        return base64.b64decode(self.svg.partition(";base64,")[2].partition('"')[0])


@dataclass(frozen=True, slots=True)
class Document:
    """A document to be set.

    ``data`` is what ``resources/report/document.typ`` reads, as values and never as markup; ``pictures``: name to
    SVG text. ``made_at`` (ISO 8601 with offset) becomes the document's date.
    """

    data: Mapping[str, Json]
    made_at: str
    pictures: Mapping[str, str] = field(default_factory=dict)


def set_document(document: Document) -> bytes:
    """The PDF of one document. Raises PdfFailed."""
    return set_documents([document])[0]


def set_documents(documents: Sequence[Document]) -> list[bytes]:
    """The PDFs of several short documents, set by one process; a long one should come alone. Raises PdfFailed."""
    task = {
        "template": str(resource("report/document.typ")),
        "documents": [
            {
                "data": dict(document.data),
                "pictures": dict(document.pictures),
                "timestamp": int(datetime.fromisoformat(document.made_at).timestamp()),
            }
            for document in documents
        ],
    }
    found = list(_documents_in(_answer(json.dumps(task, ensure_ascii=False).encode("utf-8", "replace"))))
    if len(found) != len(documents) or not all(document.startswith(b"%PDF-") for document in found):
        raise PdfFailed
    return found


def _answer(task: bytes) -> bytes:
    try:
        done = subprocess.run(
            _command(),
            input=task,
            capture_output=True,
            env=_smallest_environment(),
            cwd=Path(os.sep).absolute(),
            timeout=TIME_LIMIT,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PdfFailed from error
    if done.returncode:
        raise PdfFailed from RuntimeError(done.stderr.decode("utf-8", "replace")[-2000:])
    return done.stdout


def _documents_in(answer: bytes) -> Iterator[bytes]:
    place = 0
    while place + LENGTH.size <= len(answer):
        (length,) = LENGTH.unpack_from(answer, place)
        place += LENGTH.size
        yield answer[place : place + length]
        place += length


def printed_picture(data: bytes, name: str) -> PrintedPicture:
    """A copy of ours (JPEG or PNG) ready to be printed. Raises PictureDamaged where it is neither."""
    if data.startswith(_PNG) and data.endswith(_PNG_END):
        kind, (width, height) = "png", struct.unpack_from(">II", data, 16)
    elif data.startswith(_JPEG_START) and data.endswith(_JPEG_END):
        kind, (width, height) = "jpeg", _jpeg_size(data, name)
    else:
        raise PictureDamaged(name=name)
    if not width or not height:
        raise PictureDamaged(name=name)
    uri = f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="{uri}"/></svg>'
    )
    return PrintedPicture(svg, width, height)


def _jpeg_size(data: bytes, name: str) -> tuple[int, int]:
    place = 2
    while place + 9 < len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", data, place + 5)
            return width, height
        place += 2 + struct.unpack_from(">H", data, place + 2)[0]
    raise PictureDamaged(name=name)


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, DOCUMENT_FLAG]
    return [sys.executable, "-I", "-B", "-X", "utf8", "-m", "evidence_vault.exporters.pdf_process"]


def _smallest_environment() -> dict[str, str]:
    # Windows cannot load its own libraries without SYSTEMROOT; everywhere else the environment is empty.
    return {key: os.environ[key] for key in ("SYSTEMROOT",) if sys.platform == "win32" and key in os.environ}
