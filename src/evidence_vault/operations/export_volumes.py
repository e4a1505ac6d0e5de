# SPDX-License-Identifier: GPL-3.0-or-later
"""An export in several packages of at most a size: each is complete and checks by itself, and names the others."""

import io
import re
import secrets
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evidence_vault.crypto.signing import SigningKey
from evidence_vault.errors import DestinationExists, MaxPartTooSmall
from evidence_vault.package.encrypted import ENCRYPTED_ENDING, encrypt_package, new_password
from evidence_vault.package.manifest import PackageInfo
from evidence_vault.package.writer import ZIP_ENDING, WrittenPackage, write_package
from evidence_vault.progress import Progress
from evidence_vault.records import Part
from evidence_vault.safe_files import make_private_folder
from evidence_vault.translations import Words

EVIDENCE = frozenset({"original", "derivative"})
"""Roles that are spread over the packages; everything else is in each of them."""
IN_OTHER_VOLUME = "IN_OTHER_VOLUME"
LISTS = 96 << 10
"""Bytes kept free in each package for its lists and pages, beside ``LINE`` for each file."""
LINE = 1024
_SIZE = re.compile(r"(\d{1,12})\s*([KMGT]?)(i?)B?", re.IGNORECASE)
_POWERS = {"": 0, "k": 1, "m": 2, "g": 3, "t": 4}


@dataclass(frozen=True, slots=True)
class VolumePlace:
    """Where packages go: ``folder``, and ``name`` without part number and ending."""

    folder: Path
    name: str
    as_zip: bool
    encrypt: bool = False

    def path(self, number: int, count: int) -> Path:
        """The place of one of them."""
        ending = ENCRYPTED_ENDING if self.encrypt else ZIP_ENDING if self.as_zip else ""
        return self.folder / (self.volume_name(number, count) + ending)

    def volume_name(self, number: int, count: int) -> str:
        """``NAME.part2of3``."""
        return f"{self.name[:48]}.part{number}of{count}"


def size_in_bytes(text: str) -> int | None:
    """``25MB``, ``4 GiB``, ``700000``: bytes; None for anything else, and for nothing."""
    match = _SIZE.fullmatch(text.strip())
    if match is None:
        return None
    return int(match[1]) * (1024 if match[3] else 1000) ** _POWERS[match[2].lower()] or None


def volumes_of(parts: Sequence[Part], most: int) -> list[list[Part]]:
    """The parts of each package: all that is no evidence, and evidence in its order as far as it fits.

    Raises MaxPartTooSmall where even one file does not fit beside the rest.
    """
    sizes = {part.path: _size(part) for part in parts}
    common = [part for part in parts if part.role not in EVIDENCE]
    evidence = [part for part in parts if part.role in EVIDENCE]
    taken = sum(sizes[part.path] + LINE for part in common) + LISTS
    largest = max((sizes[part.path] + LINE for part in evidence), default=0)
    if taken + largest > most:
        raise MaxPartTooSmall(needed=taken + largest)
    volumes: list[list[Part]] = [[]]
    room = most - taken
    for part in evidence:
        need = sizes[part.path] + LINE
        if need > room:
            volumes.append([])
            room = most - taken
        volumes[-1].append(part)
        room -= need
    return [[*common, *volume] for volume in volumes]


def write_volumes(  # noqa: PLR0917 - the contract of write_package, for several
    place: VolumePlace,
    parts: Iterable[Part],
    most: int,
    info: PackageInfo,
    signer: SigningKey,
    words: Words,
    progress: Progress,
) -> tuple[list[WrittenPackage], str | None]:
    """Write the packages, all of them or none, and the one password of all of them where they are encrypted.

    Raises MaxPartTooSmall and what ``write_package`` and ``encrypt_package`` raise.
    """
    volumes = volumes_of(list(parts), most)
    count = len(volumes)
    names = tuple(place.volume_name(number, count) for number in range(1, count + 1))
    for number in range(1, count + 1):
        if place.path(number, count).exists():
            raise DestinationExists(name=place.path(number, count).name)
    evidence = sum(part.role in EVIDENCE for volume in volumes for part in volume)
    hidden = place.folder / f".{secrets.token_hex(8)}.part"
    make_private_folder(hidden)
    try:
        written = []
        password = new_password() if place.encrypt else None
        for number, volume in enumerate(volumes, start=1):
            own = sum(part.role in EVIDENCE for part in volume)
            elsewhere = {IN_OTHER_VOLUME: evidence - own} if evidence > own else {}
            described = replace(
                info,
                package_id=f"{info.package_id}-{number}",
                withheld={**info.withheld, **elsewhere},
                volume=(number, count, names),
            )
            as_zip = place.as_zip or place.encrypt
            package = write_package(
                hidden, names[number - 1], volume, described, signer, words, as_zip=as_zip, progress=progress
            )
            written.append(package if password is None else _encrypted(package, password, progress))
        return _moved(written, place), password
    finally:
        shutil.rmtree(hidden, ignore_errors=True)


def _encrypted(package: WrittenPackage, password: str, progress: Progress) -> WrittenPackage:
    """The package in its encrypted zip; the plain one was there, out of sight, only until now (decision 0063)."""
    target = package.path.with_name(package.path.name.removesuffix(ZIP_ENDING) + ENCRYPTED_ENDING)
    encrypt_package(package.path, target, progress, password=password)
    package.path.unlink()
    return replace(package, path=target)


def _moved(written: Sequence[WrittenPackage], place: VolumePlace) -> list[WrittenPackage]:
    """The finished packages put in their places; taken back where one of them cannot be."""
    moved: list[WrittenPackage] = []
    try:
        for number, package in enumerate(written, start=1):
            target = place.path(number, len(written))
            package.path.rename(target)
            moved.append(replace(package, path=target))
    except OSError:
        for package in moved:
            if package.path.is_dir():
                shutil.rmtree(package.path, ignore_errors=True)
            else:
                package.path.unlink(missing_ok=True)
        raise
    return moved


def _size(part: Part) -> int:
    with part.open() as stream:
        return stream.seek(0, io.SEEK_END)
