# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts the reply of a time-stamp authority beside the signature of a package; everything else stays as it is."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from evidence_vault import errors
from evidence_vault.package import manifest
from evidence_vault.package.reader import FolderPackage, OpenPackage, open_package, read_small
from evidence_vault.package.revocation import Trusted
from evidence_vault.package.time_stamp_form import (
    LARGEST_REPLY,
    TimeStampRequest,
    read_request,
    request_bytes,
    request_for_signature,
)
from evidence_vault.package.time_stamps import OVER_PACKAGE, REPLY, REQUEST, told
from evidence_vault.package.trusted_time import NOT_CHECKED, WRONG, answers, judge_reply
from evidence_vault.records import Json
from evidence_vault.safe_files import write_new_file


def request_of_package(path: Path) -> bytes:
    """The request over a package's signature: the one in it, else the one the writer would have made.

    Raises the errors of ``open_package``, and NotAPackage where there is no signature.
    """
    package = open_package(path)
    signature = _signature(package)
    kept = [request for _number, request in _requests(package, signature)]
    return request_bytes(kept[0] if kept else request_for_signature(signature))


def add_reply(folder: Path, reply: Path, authorities: Sequence[Trusted] = ()) -> dict[str, Json]:
    """Keep a reply in a package that is a folder; the entry of ``timestamps`` about it. The same one again is nothing.

    Raises NeedsFolder, NotAPackage, SourceMissing, SourceUnreadable, TimeStampElsewhere (it answers another request),
    TimeStampRefused (it does not hold), DestinationUnwritable, DiskFull.
    """
    package = open_package(folder)
    if not isinstance(package, FolderPackage):
        raise errors.NeedsFolder(name=folder.name)
    signature = _signature(package)
    untrusted = read_reply(reply)
    request = _answered(package, signature, untrusted)
    if request is None:
        raise errors.TimeStampElsewhere(name=reply.name)
    judged = judge_reply(untrusted, signature, request, authorities)
    if judged.state in {WRONG, NOT_CHECKED}:
        raise errors.TimeStampRefused(name=reply.name)
    path = _kept(package, untrusted) or _keep(package, request, untrusted)
    return told(path, judged, OVER_PACKAGE, None, None)


def read_reply(path: Path) -> bytes:
    """The bytes of a file with a reply. Raises SourceMissing, SourceUnreadable, TimeStampRefused (far too large)."""
    try:
        with path.open("rb") as file:
            untrusted = file.read(LARGEST_REPLY + 1)
    except FileNotFoundError as error:
        raise errors.SourceMissing(name=path.name) from error
    except OSError as error:
        raise errors.SourceUnreadable(name=path.name) from error
    if len(untrusted) > LARGEST_REPLY:
        raise errors.TimeStampRefused(name=path.name)
    return untrusted


def _signature(package: OpenPackage) -> bytes:
    signature = read_small(package, manifest.SIGNATURE, LARGEST_REPLY)
    if not signature:
        raise errors.NotAPackage(name=package.name)
    return signature


def _requests(package: OpenPackage, signature: bytes) -> list[tuple[int, TimeStampRequest]]:
    """The requests of our form over the signature, by number."""
    digest = hashlib.sha256(signature).digest()
    found = []
    for number in _numbers(package, REQUEST):
        request = read_request(read_small(package, manifest.time_stamp_path(number, REQUEST), LARGEST_REPLY) or b"")
        if request is not None and request.digest == digest:
            found.append((number, request))
    return found


def _answered(package: OpenPackage, signature: bytes, untrusted: bytes) -> TimeStampRequest | None:
    requests = [request for _number, request in _requests(package, signature)] or [request_for_signature(signature)]
    return next((request for request in requests if answers(untrusted, request)), None)


def _kept(package: OpenPackage, untrusted: bytes) -> str | None:
    paths = [manifest.time_stamp_path(number, REPLY) for number in _numbers(package, REPLY)]
    return next((path for path in paths if read_small(package, path, LARGEST_REPLY) == untrusted), None)


def _keep(package: FolderPackage, request: TimeStampRequest, untrusted: bytes) -> str:
    """Beside the request it answers where that has no reply yet, else under the next number with a copy of it."""
    taken = set(_numbers(package, REPLY))
    signature = _signature(package)
    asked = [number for number, one in _requests(package, signature) if one == request and number not in taken]
    number = asked[0] if asked else max([0, *taken, *_numbers(package, REQUEST)]) + 1
    if not asked:
        write_new_file(package.root / manifest.time_stamp_path(number, REQUEST), request_bytes(request))
    write_new_file(package.root / manifest.time_stamp_path(number, REPLY), untrusted)
    return manifest.time_stamp_path(number, REPLY)


def _numbers(package: OpenPackage, ending: str) -> list[int]:
    stamps = [path for path in package.sizes if manifest.is_time_stamp(path) and path.endswith(ending)]
    return sorted(int(path.removesuffix(ending).rpartition(".")[2]) for path in stamps)
