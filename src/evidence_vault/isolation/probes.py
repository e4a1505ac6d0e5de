# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks that misbehave on purpose, to test that the walls hold; only with the flag of ``child_flags``."""

import io
import os
import signal
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from evidence_vault import errors
from evidence_vault.isolation.job import Job
from evidence_vault.isolation.record_sender import RecordSender
from evidence_vault.records import Json, Member, Message, MessageKind, RawSpan, ReadingRecord, TimeCertainty


def _look(_job: Job) -> dict[str, Json]:
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


def _hang(_job: Job) -> dict[str, Json]:
    while True:
        signal.pause()


def _spin(_job: Job) -> dict[str, Json]:
    while True:
        continue


def _die(job: Job) -> dict[str, Json]:
    os.kill(os.getpid(), int(job.request["signal"]))
    return {}


def _fill_memory(_job: Job) -> dict[str, Json]:
    pieces = []
    while True:
        pieces.append(bytearray(1 << 24))


def _use_blocks(_job: Job) -> dict[str, Json]:
    """Use and free blocks of many sizes, as a reader of pictures does, with something small kept after each.

    ``before``, ``after``: bytes of address space (Linux).
    """
    before, kept = _addresses(), []
    for turn in range(12):
        blocks = [bytearray((2 + (number * 7 + turn * 3) % 29) << 20) for number in range(12)]
        while blocks:
            blocks.pop()
            kept.append(bytearray(100_000))
    return {"before": before, "after": _addresses()}


def _addresses() -> int:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _babble(_job: Job) -> dict[str, Json]:
    """An answer that is none: the parent must not believe it."""
    return {"media_type": 7, "pages": -1, "width": 1 << 40, "height": 3, "size": -5}


def _read_all(job: Job) -> dict[str, Json]:
    total = 0
    with job.source.open() as stream:
        while piece := stream.read(1 << 20):
            total += len(piece)
    return {"bytes": total}


def _attempt(job: Job) -> dict[str, Json]:
    """Try one forbidden thing; the name of the error, or "done" when the walls did not hold."""
    try:
        _ATTEMPTS[str(job.request["what"])](str(job.request["path"]))
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


def _make_records(job: Job) -> dict[str, Json]:
    """So many messages, then so many files of a container; the last of these is broken."""
    records = _made_records(int(job.request["messages"]), int(job.request["members"]))
    RecordSender(job.pipe, members=True).send_all(records)
    return {}


def _made_records(messages: int, members: int) -> Iterator[ReadingRecord]:
    for number in range(messages):
        span = RawSpan(number * 100, number * 100 + 90, "byte", "ab" * 32)
        time = ("2026-01-01T10:00:00", "1/1/26, 10:00", TimeCertainty.LOCAL_DEVICE)
        yield Message("chat", number, MessageKind.MESSAGE, *time, "A made-up name", f"Text {number} 你好", span)
    for number in range(members):
        yield Member(f"file {number}", 3_000_000, partial(io.BytesIO, bytes([number]) * 3_000_000))
    if members:
        yield Member("broken", None, _broken_member)


def _broken_member() -> BinaryIO:
    raise errors.ArchiveDamaged


_ATTEMPTS: dict[str, Callable[[str], object]] = {
    "write": lambda path: Path(path).write_bytes(b"x"),
    "write-through-system": _write_through_system,
    "connect": _connect,
    "connect-through-system": _connect_through_system,
    "run": _run_program,
    "fork": lambda _path: os.fork(),
    "fork-through-system": _fork_through_system,
}

_PROBES: dict[str, Callable[[Job], dict[str, Json]]] = {
    "look": _look,
    "hang": _hang,
    "spin": _spin,
    "die": _die,
    "fill-memory": _fill_memory,
    "use-blocks": _use_blocks,
    "describe-babble": _babble,
    "read-all": _read_all,
    "attempt": _attempt,
    "make-records": _make_records,
}


def _answering(probe: Callable[[Job], dict[str, Json]], job: Job) -> None:
    job.answer(probe(job))


PROBES: dict[str, Callable[[Job], None]] = {name: partial(_answering, probe) for name, probe in _PROBES.items()}
