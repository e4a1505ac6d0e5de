# SPDX-License-Identifier: GPL-3.0-or-later
"""A frozen program has no Python beside it: it starts itself to set documents and to read strangers' files."""

import io
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from evidence_vault.exporters.pdf import Document, set_document
from evidence_vault.isolation.worker_client import WorkerProcess
from tests.exporters.exports import pdf_text
from tests.helpers.made_up_case import made_up_contents, made_up_dossier

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="starts a script by its first line")


@pytest.fixture
def frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program as one executable, as the modules that start it see it."""
    program = tmp_path / "evidence-vault"
    lines = (f"#!{sys.executable} -I", "import sys", "from evidence_vault.__main__ import main", "sys.exit(main())")
    program.write_text("\n".join(lines))
    program.chmod(0o700)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    return program


def test_it_sets_a_document(frozen: Path) -> None:
    assert frozen.exists()
    data = {
        "title": "t", "author": "a", "language": "en", "lang": "en", "region": None, "not_stated": "–",
        "footer": {"left": "l", "page": "{page}/{pages}", "key": "k"},
        "blocks": [{"kind": "heading", "text": "h", "level": 1, "new_page": False},
                   {"kind": "paragraph", "text": "set by the frozen program"}],
    }  # fmt: skip
    document = set_document(Document(data, "2026-03-22T09:15:00+08:00"))
    assert "set by the frozen program" in pdf_text(document)


class Source:
    """Bytes as the worker asks for them."""

    def __init__(self, data: bytes) -> None:
        self.name, self.size, self._data = "a.png", len(data), data

    def open(self) -> BinaryIO:
        return io.BytesIO(self._data)


def test_it_becomes_the_worker(frozen: Path) -> None:
    assert frozen.exists()
    data = made_up_contents().contents[made_up_dossier().exhibits[0].item.id]
    with WorkerProcess() as worker:
        assert worker.describe(Source(data)).media_type == "image/png"
