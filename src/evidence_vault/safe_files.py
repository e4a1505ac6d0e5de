# SPDX-License-Identifier: GPL-3.0-or-later
"""The only way we write files and make folders: private, durable, never over something that is there."""

import errno
import os
import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from evidence_vault import errors

_RESERVED = {"con", "prn", "aux", "nul"} | {f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)}
_PERMISSION_ERRORS = {errno.EACCES, errno.EPERM, errno.EROFS}
_FULL_ERRORS = {errno.ENOSPC, errno.EDQUOT}


def make_private_folder(folder: Path) -> None:
    """Make ``folder`` for this user alone; its parent must exist. Raises DestinationExists and kin."""
    with destination_errors(folder):
        folder.mkdir(mode=0o700)


@contextmanager
def destination_errors(path: Path) -> Iterator[None]:
    """Turn the system's errors of writing to ``path`` into ours: exists, not writable, full, missing, failed."""
    try:
        yield
    except FileExistsError as error:
        raise errors.DestinationExists(name=path.name) from error
    except FileNotFoundError as error:
        raise errors.SourceMissing(name=path.parent.name) from error
    except OSError as error:
        if error.errno in _FULL_ERRORS:
            raise errors.DiskFull(needed=0, free=0) from error
        if error.errno in _PERMISSION_ERRORS:
            raise errors.DestinationUnwritable(name=path.name) from error
        raise errors.DestinationFailed(name=path.name, number=error.errno or 0) from error


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A new private file at ``path``, durable and complete when the block ends, absent when it fails.

    It is written beside its place under a temporary name. Raises DestinationExists if something is there.
    """
    temporary = path.with_name(f".{secrets.token_hex(8)}.part")
    with destination_errors(path):
        if path.exists():
            raise FileExistsError(errno.EEXIST, "exists", str(path))
        try:
            with open_new(temporary) as file:
                yield file
                flush_to_disk(file)
            _rename_to_free_place(temporary, path)
        except BaseException:
            _drop(temporary)
            raise
        flush_folder(path.parent)


def write_new_file(path: Path, data: bytes) -> None:
    """``new_file`` for bytes that are all there."""
    with new_file(path) as file:
        file.write(data)


def replace_file(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path`` durably, in one step, over what is there: for files of our own only."""
    temporary = path.with_name(f".{secrets.token_hex(8)}.part")
    with destination_errors(path):
        try:
            with open_new(temporary) as file:
                file.write(data)
                flush_to_disk(file)
            temporary.replace(path)
        except BaseException:
            _drop(temporary)
            raise
        flush_folder(path.parent)


def open_new(path: Path) -> BinaryIO:
    """A new file for writing that only this user can read; fails where something is there."""
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0), 0o600)
    return os.fdopen(descriptor, "w+b")


def flush_to_disk(file: BinaryIO) -> None:
    """Wait until the disk says it has the bytes of ``file``."""
    file.flush()
    os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Make new names in ``folder`` durable, where the system can (Windows cannot and need not)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def is_there(path: Path) -> bool:
    """Whether something is at ``path``; False as well where its disk does not answer (``Path.exists`` raises then)."""
    try:
        path.stat()
    except OSError:
        return False
    return True


def _drop(temporary: Path) -> None:
    # Where even that fails (a stick that was pulled out), what went wrong first is what counts.
    with suppress(OSError):
        temporary.unlink(missing_ok=True)


def _rename_to_free_place(temporary: Path, path: Path) -> None:
    # A hard link never replaces what is there; file systems without links (exFAT) get the small race.
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        temporary.rename(path)
    else:
        temporary.unlink()


def safe_name(untrusted_name: str, *, longest: int = 64) -> str:
    """An ASCII file name for any system, made from ``untrusted_name``; never empty, never a path.

    Letters of other scripts become ``_``; names that Windows reserves get one in front.
    """
    text = unicodedata.normalize("NFKD", untrusted_name)
    kept = "".join(
        c if c.isascii() and (c.isalnum() or c in "._-") else "_" for c in text if not unicodedata.combining(c)
    )
    stem, dot, ending = kept.strip("._ ").rpartition(".")
    stem, ending = (stem, ending) if dot else (ending, "")
    ending = ending[:10]
    stem = stem[: longest - len(ending) - 1].strip("._") or "file"
    if stem.lower().split(".")[0] in _RESERVED:
        stem = f"_{stem}"
    return f"{stem}.{ending}" if ending else stem


LITTER_NAMES = frozenset({".ds_store", "thumbs.db", "desktop.ini", "ehthumbs.db", ".localized", "icon\r"})
LITTER_BEGINNINGS = ("._", "~$")  # a Mac's second half of a file on a foreign disk; an open Office document's lock
LITTER_ENDINGS = (".aae",)  # what an iPhone writes beside an edited picture; it holds no picture
LITTER_FOLDERS = frozenset({
    *("__macosx", ".spotlight-v100", ".trashes", ".fseventsd", ".temporaryitems", "$recycle.bin"),
    "system volume information",
})  # fmt: skip


def is_litter(untrusted_name: str) -> bool:
    """Whether a file's name (without its folder) is that of something a system keeps for itself, never evidence."""
    name = untrusted_name.lower()
    return name in LITTER_NAMES or name.startswith(LITTER_BEGINNINGS) or name.endswith(LITTER_ENDINGS)


def is_litter_folder(untrusted_name: str) -> bool:
    """The same for a folder's name."""
    return untrusted_name.lower() in LITTER_FOLDERS


def visible_name(untrusted_name: str) -> str:
    """``untrusted_name`` for showing: control and direction signs become visible, so that nothing is hidden."""
    if untrusted_name.isprintable():  # never with one of these; nearly every text is, and a chat has a million
        return untrusted_name
    return "".join(
        f"⟨U+{ord(c):04X}⟩" if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else c for c in untrusted_name
    )
