# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a package: whole, durable and signed, or nothing (docs/formats/package.md)."""

import io
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from evidence_vault import errors
from evidence_vault.crypto.signing import SigningKey
from evidence_vault.hashing import sha256_hex
from evidence_vault.package import manifest
from evidence_vault.package.checks_description import WITHOUT_ORIGINALS, missing_parts
from evidence_vault.package.description import WrittenPart, description_bytes
from evidence_vault.package.documents import how_to_check, start_here
from evidence_vault.package.manifest import ManifestEntry, PackageInfo
from evidence_vault.package.names import LONGEST_PATH, colliding, guarded_path, is_safe_path, may_run
from evidence_vault.package.targets import Target, new_folder_package, new_zip_package, refuse_bad_destination
from evidence_vault.package.time_stamp_form import request_bytes, request_for_signature
from evidence_vault.progress import Progress
from evidence_vault.records import Part
from evidence_vault.translations import Words

ZIP_ENDING = ".zip"


@dataclass(frozen=True, slots=True)
class WrittenPackage:
    """A finished package. ``files`` and ``size`` (bytes) count everything in it.

    ``tag_manifest_sha256`` names it exactly: the next package of the case keeps it as ``previous``.
    """

    path: Path
    files: int
    size: int
    fingerprint: str
    tag_manifest_sha256: str


def write_package(  # noqa: PLR0917 - the contract between export and package
    destination: Path,
    name: str,
    parts: Iterable[Part],
    info: PackageInfo,
    signer: SigningKey,
    words: Words,
    *,
    as_zip: bool,
    progress: Progress,
) -> WrittenPackage:
    """Write the package ``name`` (a safe name without ending) into the folder ``destination``.

    Raises UnsafeName, PackageIncomplete, DestinationExists, DestinationUnwritable, SourceMissing, DiskFull,
    Cancelled, and what opening a part raises; then nothing is left behind.
    """
    place = destination / (name + ZIP_ENDING if as_zip else name)
    if not is_safe_path(name) or "/" in name:
        raise errors.UnsafeName(name=name)
    refuse_bad_destination(place)
    chosen = _checked_parts(parts, info)
    target = _target(place, name, as_zip=as_zip)
    with target as open_target:
        bag = _Bag(open_target, info, signer, words, progress)
        tag_manifest = bag.write(chosen)
    return WrittenPackage(place, bag.files, bag.size, signer.fingerprint, sha256_hex(tag_manifest))


def package_path(part: Part) -> str:
    """Where a part will lie, from the bag: active types of strangers get ``.evidence`` at their end."""
    return manifest.PAYLOAD + guarded_path(part.path, part.role)


def _target(place: Path, name: str, *, as_zip: bool) -> AbstractContextManager[Target]:
    return new_zip_package(place, name) if as_zip else new_folder_package(place)


def _checked_parts(parts: Iterable[Part], info: PackageInfo) -> list[tuple[str, Part]]:
    """The parts with their paths, sorted; names, roles and completeness are as the format wants them."""
    chosen = sorted(((package_path(part), part) for part in parts), key=lambda pair: pair[0].encode())
    paths = [path for path, _ in chosen]
    for path, part in chosen:
        bad = not is_safe_path(path) or manifest.is_nested_bag(path) or may_run(path, part.role)
        if bad or part.role not in manifest.ROLES or path == manifest.DESCRIPTION:
            raise errors.UnsafeName(name=part.path[:LONGEST_PATH])
    for path in colliding(paths):
        raise errors.UnsafeName(name=path)
    _refuse_incomplete(chosen, info)
    return chosen


def _refuse_incomplete(chosen: list[tuple[str, Part]], info: PackageInfo) -> None:
    roles = {part.role for _, part in chosen}
    missing = missing_parts(info.kind, roles, {path for path, _ in chosen}, sum(info.withheld.values()))
    if info.kind in WITHOUT_ORIGINALS and "original" in roles:
        raise errors.PackageIncomplete(part="original")
    if missing or info.kind not in manifest.KINDS:
        raise errors.PackageIncomplete(part=", ".join(missing) or info.kind)


class _Bag:
    """One package being written, in the order in which its hashes become known."""

    def __init__(self, target: Target, info: PackageInfo, signer: SigningKey, words: Words, progress: Progress) -> None:
        self.files = 0
        self.size = 0
        self._target = target
        self._info = info
        self._signer = signer
        self._words = words
        self._progress = progress

    def write(self, chosen: list[tuple[str, Part]]) -> bytes:
        """Write everything; the bytes of the tagmanifest."""
        written = self._write_parts(chosen)
        payload = [ManifestEntry(one.sha256, one.path) for one in written]
        fingerprint = self._signer.fingerprint
        description = description_bytes(self._info, written, fingerprint, self._words.tag)
        payload.append(self._add(manifest.DESCRIPTION, description))
        size = sum(one.size for one in written) + len(description)
        key = self._signer.openssh_public_line(f"evidence-vault-{self._info.package_id}")
        tags = {
            manifest.START_HERE: start_here(self._info, written, fingerprint, self._words),
            manifest.HOW_TO_CHECK: how_to_check(fingerprint, self._words),
            manifest.DECLARATION: manifest.DECLARATION_TEXT,
            manifest.BAG_INFO: manifest.bag_info_bytes(self._info, size, len(payload)),
            manifest.MANIFEST: manifest.manifest_bytes(payload),
            manifest.PUBLIC_KEY: key.encode() + b"\n",
        }
        tag_manifest = manifest.manifest_bytes([self._add(path, data) for path, data in tags.items()])
        self._add(manifest.TAG_MANIFEST, tag_manifest)
        signature = self._signer.sshsig(tag_manifest, manifest.NAMESPACE).encode()
        self._add(manifest.SIGNATURE, signature)
        self._add(manifest.time_stamp_path(1, ".tsq"), request_bytes(request_for_signature(signature)))
        return tag_manifest

    def _write_parts(self, chosen: list[tuple[str, Part]]) -> list[WrittenPart]:
        written: list[WrittenPart] = []
        for number, (path, part) in enumerate(chosen):
            self._progress.report(number, len(chosen), path)
            self._progress.raise_if_cancelled()
            with part.open() as source:
                sha256, size = self._target.add(path, source, self._progress)
            self.files += 1
            self.size += size
            written.append(WrittenPart(part, path, sha256, size))
        self._progress.report(len(chosen), len(chosen))
        return written

    def _add(self, path: str, data: bytes) -> ManifestEntry:
        sha256, size = self._target.add(path, io.BytesIO(data), self._progress)
        self.files += 1
        self.size += size
        return ManifestEntry(sha256, path)
