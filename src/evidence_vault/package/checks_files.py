# SPDX-License-Identifier: GPL-3.0-or-later
"""Every file of a package against its two manifests (docs/formats/package.md §1, §2, §3)."""

from collections.abc import Mapping

from evidence_vault.package import manifest
from evidence_vault.package.findings import FindingList
from evidence_vault.package.reader import OpenPackage, read_small


def listed_files(untrusted: bytes, of_manifest: str, findings: FindingList) -> dict[str, str]:
    """Path to SHA-256 of one manifest; every line that is not as it must be is a finding."""
    listed: dict[str, str] = {}
    for number, entry in manifest.read_manifest(untrusted):
        if entry is None or entry.path in listed or not _belongs(entry.path, of_manifest):
            findings.problem("MANIFEST_LINE_BROKEN", of_manifest, line=number)
        if entry is not None:
            listed.setdefault(entry.path, entry.sha256)
    return listed


def check_files(package: OpenPackage, listed: Mapping[str, str], digests: Mapping[str, str]) -> None:
    """Missing, changed and extra files. ``listed``: both manifests; ``digests``: what the bytes give."""
    for path, sha256 in sorted(listed.items()):
        if path not in package.sizes:
            package.findings.problem("FILE_MISSING", path)
        elif path in digests and digests[path] != sha256:
            package.findings.problem("FILE_CHANGED", path)
    for path in sorted(package.sizes):
        if not _is_expected(path, listed):
            package.findings.problem("FILE_EXTRA", path)
    for path in manifest.TAG_FILES:
        if path not in listed and path != manifest.PUBLIC_KEY:
            package.findings.problem("PART_REQUIRED", path, part=path)


def check_bag_files(package: OpenPackage, info: Mapping[str, str] | None) -> None:
    """bagit.txt and bag-info.txt. ``info``: what package.json makes bag-info say, None where it is broken."""
    declaration = read_small(package, manifest.DECLARATION)
    if declaration is not None and declaration != manifest.DECLARATION_TEXT:
        package.findings.problem("BAG_DECLARATION_WRONG", manifest.DECLARATION)
    untrusted = read_small(package, manifest.BAG_INFO)
    if untrusted is None or info is None:
        return
    if manifest.read_bag_info(untrusted) != {**info, "Payload-Oxum": _oxum(package)}:
        package.findings.problem("BAG_DECLARATION_WRONG", manifest.BAG_INFO)


def _oxum(package: OpenPackage) -> str:
    sizes = [size for path, size in package.sizes.items() if path.startswith(manifest.PAYLOAD)]
    return f"{sum(sizes)}.{len(sizes)}"


def _belongs(path: str, of_manifest: str) -> bool:
    return path.startswith(manifest.PAYLOAD) == (of_manifest == manifest.MANIFEST)


def _is_expected(path: str, listed: Mapping[str, str]) -> bool:
    if path.startswith(manifest.PAYLOAD):
        return path in listed
    known = path in manifest.TAG_FILES and path in listed
    return known or path in {manifest.TAG_MANIFEST, manifest.SIGNATURE} or manifest.is_time_stamp(path)
