# SPDX-License-Identifier: GPL-3.0-or-later
"""The process that sets documents with Typst and ends: JSON on standard input, the PDFs on standard output.

It opens nothing but our own templates and fonts, and has no package path, so that Typst has nothing to fetch.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from evidence_vault.exporters.font_coverage import Coverage, coverage_of
from evidence_vault.exporters.pdf import LENGTH
from evidence_vault.records import Json

STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
_BRACKETS = "⟦⟧"
"""Drawn by a font that lies inside Typst itself; ``blocks.typ`` names it."""
FAILED = 3
"""Exit status when Typst refuses the document; standard error then holds its message."""


def main() -> int:
    """Set the documents that standard input describes, one after another."""
    # Late: Typst is 80 MB and must not load where this module is only imported.
    from manimgx_fonts import __file__ as fonts
    from manimgx_fonts_cjk import __file__ as fonts_cjk

    task = json.loads(sys.stdin.buffer.read())
    folders = [Path(file).parent for file in (fonts, fonts_cjk)]
    coverage = coverage_of(sorted(font for folder in folders for font in folder.glob("*.[to]t*")), _BRACKETS)
    for document in task["documents"]:
        try:
            pdf = _set(Path(task["template"]), folders, document, coverage)
        except RuntimeError as error:
            sys.stderr.write(f"{error}\n{getattr(error, 'diagnostic', '')}")
            return FAILED
        sys.stdout.buffer.write(LENGTH.pack(len(pdf)))
        sys.stdout.buffer.write(pdf)
    return 0


def _set(template: Path, fonts: list[Path], document: Any, coverage: Coverage) -> bytes:
    import typst

    drawable = _drawable(document["data"], coverage.drawable)
    folder = str(template.parent)
    return typst.compile(  # type: ignore[call-overload,no-any-return]  # its stubs bind all paths to one type
        str(template),
        root=folder,
        font_paths=[str(folder) for folder in fonts],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(drawable, ensure_ascii=False), **document["pictures"]},
        pdf_standards=STANDARDS,
        package_path=folder,
        package_cache_path=folder,
        timestamp=document["timestamp"],
    )


def _drawable(value: Json, drawable: Callable[[str], str]) -> Json:
    if isinstance(value, str):
        return drawable(value)
    if isinstance(value, list):
        return [_drawable(entry, drawable) for entry in value]
    if isinstance(value, dict):
        return {key: _drawable(entry, drawable) for key, entry in value.items()}
    return value


if __name__ == "__main__":
    sys.exit(main())
