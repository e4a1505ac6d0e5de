# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the files that ship with the program: in a frozen program, a wheel, a checkout, in that order."""

import sys
from functools import cache
from pathlib import Path


@cache
def resources_folder() -> Path:
    """The folder ``resources``. Raises FileNotFoundError when the installation is incomplete."""
    frozen = getattr(sys, "_MEIPASS", None)
    package = Path(__file__).resolve().parent
    candidates = [Path(frozen) / "resources"] if frozen else []
    candidates += [package / "resources", package.parents[1] / "resources"]
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError("resources")


def resource(name: str) -> Path:
    """The path of one resource, ``name`` with forward slashes, for example ``report/police-report.typ``.

    Raises FileNotFoundError when there is none.
    """
    path = resources_folder().joinpath(*name.split("/"))
    if not path.exists():
        raise FileNotFoundError(name)
    return path
