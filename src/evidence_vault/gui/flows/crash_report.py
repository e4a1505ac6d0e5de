# SPDX-License-Identifier: GPL-3.0-or-later
"""The text of a crash report: kinds and places in our own code; no values, no paths, no names, no messages."""

import platform
import traceback
from pathlib import PurePath

from evidence_vault import __version__

PACKAGE = "evidence_vault"


def crash_report(error: BaseException) -> str:
    """What may be copied and sent: versions, the chain of exception kinds, and the lines of the program."""
    lines = [
        f"Evidence Vault {__version__}",
        f"Python {platform.python_version()} on {platform.system()} {platform.machine()}",
        "",
    ]
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines.append(f"{type(current).__module__}.{type(current).__qualname__}")
        lines += [f"  {place}" for place in _places(current)]
        current = current.__cause__ or current.__context__
    return "\n".join(lines)


def _places(error: BaseException) -> list[str]:
    return [
        f"{_module(frame.filename)}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__, limit=40)
    ]


def _module(filename: str) -> str:
    # Our own files by their place in the package, all others by their bare name: a path may hold a user's name.
    parts = PurePath(filename).parts
    if PACKAGE in parts:
        return "/".join(parts[len(parts) - 1 - parts[::-1].index(PACKAGE) :])
    return f"({PurePath(filename).name})" if filename.endswith(".py") else "(program)"
