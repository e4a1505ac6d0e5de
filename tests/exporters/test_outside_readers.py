# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs of others read our documents without a complaint, where they are installed (docs/decisions name them)."""

import shutil
import subprocess
from pathlib import Path

import pytest

from evidence_vault.translations import LANGUAGES
from tests.exporters.exports import made_up_files

THEIR_OWN = ("warning: icc support is not available", "syntax error: suspects object is wrong type (boolean)")
"""What Debian's mutool says of itself; and what poppler up to 25.11 says of every ``/Suspects false``.

ISO 32000-1, table 321 (ISO 32000-2, table 353) gives ``Suspects`` in the mark information dictionary the type boolean,
default false. Poppler's ``Catalog::getMarkInfo`` takes the entry only where it is a boolean *and* true, and prints this
line for all that is not absent. Decision 0185 and the last test here tell it.
"""


@pytest.fixture(params=LANGUAGES)
def documents(request: pytest.FixtureRequest, tmp_path: Path) -> list[Path]:
    """Every PDF of the police export in one language."""
    found = []
    for name, data in made_up_files(request.param).items():
        if name.endswith(".pdf"):
            path = tmp_path / name.replace("/", "_")
            path.write_bytes(data)
            found.append(path)
    assert len(found) >= 5
    return found


def answer(program: str, *arguments: str) -> str:
    """What the program says when it finds no fault. Skips the test where it is not installed."""
    if not shutil.which(program):
        pytest.skip(f"{program} is not installed here")
    done = subprocess.run([program, *arguments], capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr
    said = [line for line in (done.stdout + done.stderr).lower().split("\n") if line not in THEIR_OWN]
    assert not [line for line in said if "error" in line or "warning" in line]
    return done.stdout


def test_qpdf_finds_no_fault(documents: list[Path]) -> None:
    for path in documents:
        assert "No syntax or stream encoding errors found" in answer_of_check(path)


def answer_of_check(path: Path) -> str:
    """qpdf ends its check with a sentence that itself holds the word we look for."""
    if not shutil.which("qpdf"):
        pytest.skip("qpdf is not installed here")
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not done.stderr
    return done.stdout


def test_mupdf_draws_every_page_without_a_word(documents: list[Path]) -> None:
    for path in documents:
        answer("mutool", "draw", "-q", "-r", "20", "-F", "pgm", "-o", str(path.with_suffix(".pgm")), str(path))


def test_poppler_finds_every_font_inside_and_a_tagged_document(documents: list[Path]) -> None:
    for path in documents:
        fonts = answer("pdffonts", str(path)).split("\n")[2:]
        assert [line for line in fonts if line]
        assert all(line.split()[-5] == "yes" for line in fonts if line), "embedded"
        about = answer("pdfinfo", str(path))
        assert "Tagged:          yes" in about
        assert "JavaScript:      no" in about
        assert "Encrypted:       no" in about


def test_ghostscript_reads_every_page_without_a_word(documents: list[Path]) -> None:
    for path in documents:
        assert answer("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=nullpage", str(path)) == ""


@pytest.mark.skipif(not shutil.which("verapdf"), reason="verapdf is not installed here")
def test_verapdf_finds_pdf_a_and_pdf_ua_kept(documents: list[Path]) -> None:
    for path in documents:
        for flavour in ("2a", "ua1"):
            assert "PASS" in answer("verapdf", "--flavour", flavour, "--format", "text", str(path))


def test_poppler_complains_of_no_other_value_than_a_plain_false(documents: list[Path]) -> None:
    """The line we pass over is about the one entry that says "nothing here is doubtful", and about nothing else."""
    if not shutil.which("pdfinfo") or not shutil.which("qpdf"):
        pytest.skip("pdfinfo or qpdf is not installed here")
    source = min(documents, key=lambda path: path.stat().st_size)
    plain, doubtful = source.with_suffix(".qdf"), source.with_suffix(".true")
    subprocess.run(["qpdf", "--qdf", "--object-streams=disable", str(source), str(plain)], timeout=100, check=True)
    data = plain.read_bytes()
    assert data.count(b"/Suspects false") == 1, "a boolean, as the standard asks"
    doubtful.write_bytes(data.replace(b"/Suspects false", b"/Suspects true "))
    said = {path: _errors_of_pdfinfo(path) for path in (plain, doubtful)}
    assert said[plain] <= {THEIR_OWN[1]}
    assert said[doubtful] == set(), "the same type with the other value is taken without a word"


def _errors_of_pdfinfo(path: Path) -> set[str]:
    done = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, timeout=100, check=True)
    return {line for line in done.stderr.lower().split("\n") if line}
