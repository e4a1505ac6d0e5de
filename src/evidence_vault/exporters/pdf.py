# SPDX-License-Identifier: GPL-3.0-or-later
"""Sets PDF/A-2a + PDF/UA-1 documents: the only user of Typst, always in a process of its own."""

import base64
import json
import os
import struct
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from evidence_vault.assets import resource
from evidence_vault.errors import PdfFailed, PictureDamaged
from evidence_vault.records import Json

TIME_LIMIT = 300
"""Seconds after which a document that is still being set is given up."""
PDF_FLAG = "--set-document"
"""First argument of the frozen program: become the process that sets a document."""
_PNG, _PNG_END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"
_JPEG_START, _JPEG_END = b"\xff\xd8", b"\xff\xd9"
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class PrintedPicture:
    """A picture for a document: JPEG or PNG bytes as SVG text around a ``data:`` URI, so that no file is needed."""

    svg: str
    width: int
    height: int


def set_document(data: Mapping[str, Json], pictures: Mapping[str, str], made_at: str) -> bytes:
    """The PDF of a document.

    ``data`` is what ``resources/report/document.typ`` reads, as values and never as markup; ``pictures``: name to
    SVG text.     ``made_at`` (ISO 8601 with offset) becomes the document's date. Raises PdfFailed.
    """
    task = {
        "template": str(resource("report/document.typ")),
        "data": dict(data),
        "pictures": dict(pictures),
        "timestamp": int(datetime.fromisoformat(made_at).timestamp()),
    }
    try:
        done = subprocess.run(
            _command(),
            input=json.dumps(task, ensure_ascii=False).encode("utf-8", "replace"),
            capture_output=True,
            env=_smallest_environment(),
            cwd=Path(os.sep).absolute(),
            timeout=TIME_LIMIT,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PdfFailed from error
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        raise PdfFailed from RuntimeError(done.stderr.decode("utf-8", "replace")[-2000:])
    return done.stdout


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
        return [sys.executable, PDF_FLAG]
    return [sys.executable, "-I", "-B", "-X", "utf8", "-m", "evidence_vault.exporters.pdf_process"]


def _smallest_environment() -> dict[str, str]:
    # Windows cannot load its own libraries without SYSTEMROOT; everywhere else the environment is empty.
    return {key: os.environ[key] for key in ("SYSTEMROOT",) if sys.platform == "win32" and key in os.environ}
