# SPDX-License-Identifier: GPL-3.0-or-later
"""A filter in the Linux kernel (seccomp) for the worker: no sockets, no programs, nothing written or removed.

Sources: ``linux/seccomp.h``, ``linux/filter.h``, ``linux/audit.h`` and the kernel's tables of system calls.
"""

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Iterator
from dataclasses import dataclass

_SET_NO_NEW_PRIVILEGES, _SET_SECCOMP, _MODE_FILTER = 38, 22, 2
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _ERROR = 0x7FFF0000, 0x00050000
_NUMBER, _MACHINE, _ARGUMENTS = 0, 4, 16
_CLONE_THREAD = 0x10000
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_FOREIGN_TABLE = 0x40000000
"""Numbers from here on are x32's second table, which would go round the filter."""


@dataclass(frozen=True, slots=True)
class _Machine:
    """System call numbers of one processor family. ``opens``: (call, index of the argument with the flags)."""

    audit: int
    refused: tuple[int, ...]
    opens: tuple[tuple[int, int], ...]
    clone: int
    clone3: int
    signals: tuple[int, ...]


# In the order: sockets; programs and other processes; names and rights of files; the system.
_X86_64 = _Machine(
    audit=0xC000003E,
    refused=(
        *(41, 42, 43, 44, 46, 49, 50, 53, 288, 307),
        *(57, 58, 59, 322, 101, 310, 311, 200, 424, 434, 438),
        *(82, 83, 84, 85, 86, 87, 88, 76, 77, 90, 91, 92, 93, 94, 133, 188, 189, 190, 197, 198, 199),
        *(258, 259, 260, 263, 264, 265, 266, 268, 280, 285, 316, 437, 452),
        *(155, 161, 165, 166, 272, 308, 321, 298, 323, 248, 249, 250, 425, 426, 427, 135, 175, 313, 246),
    ),
    opens=((2, 1), (257, 2)),
    clone=56,
    clone3=435,
    signals=(62, 234),
)
_ARM_64 = _Machine(
    audit=0xC00000B7,
    refused=(
        *(198, 199, 200, 201, 202, 203, 206, 211, 242, 269),
        *(221, 281, 117, 270, 271, 130, 424, 434, 438),
        *(33, 34, 35, 36, 37, 38, 45, 46, 47, 52, 53, 54, 55, 5, 6, 7, 14, 15, 16, 88, 276, 437, 452),
        *(39, 40, 41, 51, 97, 268, 280, 241, 282, 217, 218, 219, 425, 426, 427, 92, 104, 105, 273),
    ),
    opens=((56, 2),),
    clone=220,
    clone3=435,
    signals=(129, 131),
)
_MACHINES = {"x86_64": _X86_64, "aarch64": _ARM_64}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def install_filter() -> bool:
    """Install the filter for good. False where the kernel or the processor has none."""
    machine = _MACHINES.get(platform.machine())
    if machine is None:
        return False
    code = b"".join(_filter(machine, os.getpid()))
    program = _Program(len(code) // 8, code)
    library = ctypes.CDLL(None, use_errno=True)
    library.prctl.argtypes = (ctypes.c_int, *[ctypes.c_ulong] * 4)
    if library.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(library.prctl(_SET_SECCOMP, _MODE_FILTER, ctypes.addressof(program), 0, 0) == 0)


def _filter(machine: _Machine, process: int) -> Iterator[bytes]:
    """The instructions: each question skips its own answer when it does not fit."""
    yield _step(_LOAD, _MACHINE)
    yield _step(_EQUAL, machine.audit, 1, 0)
    yield _refuse(errno.EPERM)
    yield _step(_LOAD, _NUMBER)
    yield from _if(_AT_LEAST, _FOREIGN_TABLE, [_refuse(errno.EPERM)])
    yield from _if(_EQUAL, machine.clone3, [_refuse(errno.ENOSYS)])  # the C library then uses clone
    for number in machine.refused:
        yield from _if(_EQUAL, number, [_refuse(errno.EPERM)])
    for number, argument in machine.opens:
        yield from _if(_EQUAL, number, _question(argument, _ANY_BIT, _WRITING, fits=_refuse(errno.EACCES)))
    only_threads = _question(0, _ANY_BIT, _CLONE_THREAD, fits=_step(_RETURN, _ALLOW), otherwise=_refuse(errno.EPERM))
    yield from _if(_EQUAL, machine.clone, only_threads)
    for number in machine.signals:
        only_itself = _question(0, _EQUAL, process, fits=_step(_RETURN, _ALLOW), otherwise=_refuse(errno.EPERM))
        yield from _if(_EQUAL, number, only_itself)
    yield _step(_RETURN, _ALLOW)


def _question(argument: int, compare: int, value: int, *, fits: bytes, otherwise: bytes | None = None) -> list[bytes]:
    return [
        _step(_LOAD, _ARGUMENTS + 8 * argument),  # the low half: flags and numbers of processes need no more
        _step(compare, value, 0, 1),
        fits,
        otherwise or _step(_RETURN, _ALLOW),
    ]


def _if(compare: int, value: int, then: list[bytes]) -> Iterator[bytes]:
    yield _step(compare, value, 0, len(then))
    yield from then


def _refuse(number: int) -> bytes:
    return _step(_RETURN, _ERROR | number)


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)
