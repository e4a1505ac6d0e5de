# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the files that ship with the program: in a frozen program, a wheel, a checkout, in that order."""

import sys
from functools import cache
from pathlib import Path


@cache
def resources_folder() -> Path:
    """The folder ``resources``. Raises FileNotFoundError when the installation is incomplete."""
    return _shipped_folder("resources", "resources")


@cache
def guide_folder() -> Path:
    """The folder of the guide for users (docs/guide). Raises FileNotFoundError when the installation is incomplete."""
    return _shipped_folder("guide", "docs/guide")


def _shipped_folder(name: str, in_checkout: str) -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    package = Path(__file__).resolve().parent
    candidates = [Path(frozen) / name] if frozen else []
    candidates += [package / name, package.parents[1] / in_checkout]
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(name)


def resource(name: str) -> Path:
    """The path of one resource, ``name`` with forward slashes, for example ``report/police-report.typ``.

    Raises FileNotFoundError when there is none.
    """
    path = resources_folder().joinpath(*name.split("/"))
    if not path.exists():
        raise FileNotFoundError(name)
    return path
