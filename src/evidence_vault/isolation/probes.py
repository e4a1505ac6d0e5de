# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks that misbehave on purpose, to test that the walls hold; only with the flag of ``child_flags``."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from evidence_vault.isolation.piped_source import PipedSource
from evidence_vault.records import Json


def _look(_source: PipedSource, _request: dict[str, Any]) -> dict[str, Json]:
    """What the process has: environment, open descriptors (Linux), modules, arguments."""
    descriptors = Path("/proc/self/fd")
    open_files: list[Json] = []
    if descriptors.is_dir():
        links = [entry for entry in descriptors.iterdir() if entry.is_symlink()]
        open_files = [str(entry.readlink()) for entry in links if entry.exists() or "pipe:" in str(entry.readlink())]
    return {
        "environment": dict(os.environ),
        "descriptors": open_files,
        "modules": [name for name in sys.modules if "." not in name],
        "process": os.getpid(),
    }


def _hang(_source: PipedSource, _request: dict[str, Any]) -> dict[str, Json]:
    while True:
        signal.pause()


def _spin(_source: PipedSource, _request: dict[str, Any]) -> dict[str, Json]:
    while True:
        continue


def _die(_source: PipedSource, request: dict[str, Any]) -> dict[str, Json]:
    os.kill(os.getpid(), int(request["signal"]))
    return {}


def _fill_memory(_source: PipedSource, _request: dict[str, Any]) -> dict[str, Json]:
    pieces = []
    while True:
        pieces.append(bytearray(1 << 24))


def _babble(_source: PipedSource, _request: dict[str, Any]) -> dict[str, Json]:
    """An answer that is none: the parent must not believe it."""
    return {"media_type": 7, "pages": -1, "width": 1 << 40, "height": 3, "size": -5}


def _read_all(source: PipedSource, _request: dict[str, Any]) -> dict[str, Json]:
    total = 0
    with source.open() as stream:
        while piece := stream.read(1 << 20):
            total += len(piece)
    return {"bytes": total}


def _attempt(_source: PipedSource, request: dict[str, Any]) -> dict[str, Json]:
    """Try one forbidden thing; the name of the error, or "done" when the walls did not hold."""
    try:
        _ATTEMPTS[str(request["what"])](str(request["path"]))
    except Exception as error:
        return {"outcome": type(error).__name__}
    return {"outcome": "done"}


def _connect(_path: str) -> None:
    import _socket  # the module itself: what a library reaches in the end

    _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)


def _run_program(path: str) -> None:
    os.execv(path, [path])  # noqa: S606 - must be refused


def _write_through_system(path: str) -> None:
    # Past Python's own doors, as a decoder's code could do it.
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    descriptor = library.open(path.encode(), os.O_WRONLY | os.O_CREAT, 0o600)
    if descriptor < 0 or library.write(descriptor, b"x", 1) < 0:
        raise OSError(ctypes.get_errno(), "refused")


def _connect_through_system(_path: str) -> None:
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    if library.socket(2, 1, 0) < 0:
        raise OSError(ctypes.get_errno(), "refused")


def _fork_through_system(_path: str) -> None:
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    child = library.fork()
    if child == 0:
        os._exit(0)
    if child < 0:
        raise OSError(ctypes.get_errno(), "refused")


_ATTEMPTS: dict[str, Callable[[str], object]] = {
    "write": lambda path: Path(path).write_bytes(b"x"),
    "write-through-system": _write_through_system,
    "connect": _connect,
    "connect-through-system": _connect_through_system,
    "run": _run_program,
    "fork": lambda _path: os.fork(),
    "fork-through-system": _fork_through_system,
}

PROBES: dict[str, Callable[[PipedSource, dict[str, Any]], dict[str, Json]]] = {
    "look": _look,
    "hang": _hang,
    "spin": _spin,
    "die": _die,
    "fill-memory": _fill_memory,
    "describe-babble": _babble,
    "read-all": _read_all,
    "attempt": _attempt,
}
