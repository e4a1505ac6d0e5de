# SPDX-License-Identifier: GPL-3.0-or-later
"""What one task of the worker may use, and how the worker binds itself to it."""

import sys
from dataclasses import dataclass

MEBIBYTE = 1 << 20
LARGEST_DERIVATIVE = 64 * MEBIBYTE
"""Bytes of a picture file that the worker may make."""


@dataclass(frozen=True, slots=True)
class WorkerLimits:
    """The limits of one file (DESIGN §5).

    ``memory`` in bytes of address space. ``seconds`` + ``seconds_per_mebibyte`` × size: the time the parent
    waits for one task, and the processor time the task may use. ``pixels``, ``side``: of one decoded picture,
    from its header, before decoding. ``frames`` of an animation that are shown. ``large_block``: memory of at least
    so many bytes is given back to the system the moment it is freed (0: as the C library likes; decision 0205).
    """

    memory: int = 1024 * MEBIBYTE
    seconds: float = 60.0
    seconds_per_mebibyte: float = 2.0
    pixels: int = 80_000_000
    side: int = 32_768
    frames: int = 200
    large_block: int = 0

    def seconds_for(self, size: int) -> float:
        """The time one task on a file of ``size`` bytes may take."""
        return self.seconds + self.seconds_per_mebibyte * size / MEBIBYTE


TEXT_LIMITS = WorkerLimits(memory=2048 * MEBIBYTE, seconds=180.0, large_block=4 * MEBIBYTE)
"""For reading text in pictures: a page takes a gibibyte of addresses, in blocks of another size for every page."""

FACE_LIMITS = WorkerLimits(memory=2048 * MEBIBYTE, seconds=240.0)
"""For finding faces in pictures; the largest picture takes half a minute."""


def bind_process(limits: WorkerLimits) -> None:
    """Bind this process for good: memory, no files written, no core dump, few descriptors, no new processes.

    Windows has none of these limits; there the parent's time limit and the audit hook are what is left.
    """
    if sys.platform == "win32":
        return
    import resource

    _lower(resource.RLIMIT_AS, limits.memory)
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_NOFILE, 64)
    if sys.platform != "linux":  # there it counts threads too, which decoders need; the kernel filter is stricter
        _lower(resource.RLIMIT_NPROC, 0)


def start_task_clock(seconds: float) -> None:
    """Give the task that begins now so much processor time; the system ends the process beyond it."""
    if sys.platform == "win32":
        return
    import resource

    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (used + int(seconds) + 1, hard))


def _lower(which: int, wanted: int) -> None:
    import resource

    if sys.platform == "win32":
        return
    hard = resource.getrlimit(which)[1]
    value = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    try:
        resource.setrlimit(which, (value, value))
    except (OSError, ValueError):  # macOS refuses RLIMIT_AS below what is mapped already
        return
