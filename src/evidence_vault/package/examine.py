# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that can be said about one package by itself, in the order of docs/formats/package.md §8."""

import io
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evidence_vault.hashing import sha256_hex
from evidence_vault.package import manifest
from evidence_vault.package.checks_description import check_description, expected_bag_info
from evidence_vault.package.checks_files import check_bag_files, check_files, listed_files
from evidence_vault.package.custody_log import CustodyCheck, check_custody_log
from evidence_vault.package.description import PackageDescription
from evidence_vault.package.findings import FindingList
from evidence_vault.package.hash_files import hash_files
from evidence_vault.package.reader import OpenPackage, open_package, read_small
from evidence_vault.package.redaction import Redaction, check_redaction
from evidence_vault.package.revocation import Trusted
from evidence_vault.package.signature import LARGEST_SMALL_FILE, check_signature
from evidence_vault.package.time_stamps import check_log_stamps, check_signature_stamps, log_stamp_sizes
from evidence_vault.progress import Progress
from evidence_vault.records import Json

LONGEST_LINE = 16 << 20


@dataclass
class Examined:
    """What one package is. ``fingerprint``: of the key that really signed it, None without a good signature."""

    findings: FindingList
    fingerprint: str | None = None
    tag_manifest_sha256: str | None = None
    description: PackageDescription | None = None
    custody: CustodyCheck | None = None
    redaction: Redaction | None = None
    package: OpenPackage | None = None
    timestamps: tuple[dict[str, Json], ...] = ()
    counts: dict[str, int] = field(default_factory=dict)


def examine(
    path: Path,
    progress: Progress,
    watched_sizes: Collection[int] = (),
    authorities: Sequence[Trusted] = (),
) -> Examined:
    """Check one package by itself. ``watched_sizes``: sizes of older logs whose roots are wanted.

    ``authorities``: root certificates of time-stamp authorities that the person trusts.

    Raises the errors of ``open_package``, and Cancelled.
    """
    package = open_package(path)
    result = Examined(package.findings, package=package)
    tag_manifest = read_small(package, manifest.TAG_MANIFEST)
    result.fingerprint = _check_signature(package, tag_manifest)
    result.tag_manifest_sha256 = None if tag_manifest is None else sha256_hex(tag_manifest)
    listed = _listed(package, tag_manifest)
    digests = hash_files(package, sorted(set(listed) & set(package.sizes)), progress)
    check_files(package, listed, digests)
    result.description = check_description(package, listed, result.fingerprint)
    if result.description is not None and result.description.kind == "redacted":
        result.redaction = check_redaction(package, result.description.reasons)
    check_bag_files(package, expected_bag_info(result.description) if result.description else None)
    watched = log_stamp_sizes(package) | frozenset(watched_sizes)
    result.custody = _check_custody(package, result.description, watched)
    result.timestamps = tuple(_timestamps(package, result, authorities))
    result.counts = _counts(package, result, len(listed))
    return result


def _check_signature(package: OpenPackage, tag_manifest: bytes | None) -> str | None:
    signature = _small(package, manifest.SIGNATURE)
    key = _small(package, manifest.PUBLIC_KEY)
    if tag_manifest is None:
        package.findings.problem("TAGMANIFEST_MISSING", manifest.TAG_MANIFEST)
        return None
    return check_signature(tag_manifest, signature, key, package.findings)


def _small(package: OpenPackage, path: str) -> bytes | None:
    """A key or signature; one that is far too large is none."""
    return read_small(package, path) if package.sizes.get(path, 0) <= LARGEST_SMALL_FILE else None


def _listed(package: OpenPackage, tag_manifest: bytes | None) -> dict[str, str]:
    main = read_small(package, manifest.MANIFEST)
    if main is None:
        package.findings.problem("MANIFEST_MISSING", manifest.MANIFEST)
    listed = listed_files(tag_manifest or b"", manifest.TAG_MANIFEST, package.findings)
    for path, sha256 in listed_files(main or b"", manifest.MANIFEST, package.findings).items():
        listed.setdefault(path, sha256)
    return listed


def _check_custody(
    package: OpenPackage, description: PackageDescription | None, watched_sizes: Collection[int]
) -> CustodyCheck | None:
    if description is None or manifest.CUSTODY_LOG not in package.sizes:
        return None
    try:
        with package.open(manifest.CUSTODY_LOG) as stream:
            check = check_custody_log(
                _lines(stream), description.journal, package.findings,
                subject=manifest.CUSTODY_LOG, watched_sizes=watched_sizes,
            )  # fmt: skip
    except OSError:
        return None  # hashing has made the finding already
    for part in description.parts:
        if part.role == "original" and part.sha256 not in check.originals:
            package.findings.note("ORIGINAL_NOT_IN_LOG", part.path)
    return check


def _lines(stream: object) -> Iterator[bytes]:
    with io.BufferedReader(stream, 1 << 18) as buffered:  # type: ignore[type-var] # raw streams of ours
        while line := buffered.readline(LONGEST_LINE):
            yield line


def _timestamps(package: OpenPackage, result: Examined, authorities: Sequence[Trusted]) -> Iterator[dict[str, Json]]:
    yield from check_signature_stamps(package, authorities, signed=result.fingerprint is not None)
    yield from check_log_stamps(package, result.custody or CustodyCheck(), authorities)


def _counts(package: OpenPackage, result: Examined, listed: int) -> dict[str, int]:
    counts = {"files": len(package.sizes), "listed": listed, "bytes": sum(package.sizes.values())}
    if result.description is not None:
        counts["withheld"] = result.description.withheld
    if result.custody is not None:
        counts["custody_entries"] = result.custody.entries
        counts["custody_withheld"] = result.custody.withheld
    return counts
