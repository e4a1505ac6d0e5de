# SPDX-License-Identifier: GPL-3.0-or-later
"""package.json against manifest, files and kind (docs/formats/package.md §4)."""

from collections import Counter
from collections.abc import Iterator, Mapping

from evidence_vault.package import manifest
from evidence_vault.package.description import (
    DescribedPart,
    DescriptionBroken,
    DescriptionTooNew,
    PackageDescription,
    read_description,
)
from evidence_vault.package.findings import FindingList
from evidence_vault.package.names import GUARDED_ROLES, belongs_to_exhibit, may_run
from evidence_vault.package.reader import OpenPackage, read_small

WITHOUT_ORIGINALS = frozenset({"complaint", "redacted"})
"""Kinds that must not hold an original."""


def check_description(
    package: OpenPackage, listed: Mapping[str, str], fingerprint: str | None
) -> PackageDescription | None:
    """Read package.json and compare it with everything else; None where it cannot be read."""
    untrusted = read_small(package, manifest.DESCRIPTION)
    if untrusted is None:
        package.findings.problem("PART_REQUIRED", manifest.DESCRIPTION, part=manifest.DESCRIPTION)
        return None
    try:
        description = read_description(untrusted)
    except DescriptionTooNew:
        package.findings.problem("PACKAGE_TOO_NEW", manifest.DESCRIPTION)
        return None
    except DescriptionBroken as broken:
        package.findings.problem("DESCRIPTION_BROKEN", manifest.DESCRIPTION, field=broken.field)
        return None
    if fingerprint is not None and description.signer != fingerprint:
        package.findings.problem("DESCRIPTION_DIFFERS", manifest.DESCRIPTION, field="signer")
    _compare_parts(package, description, listed)
    _check_kind(description, listed, package.findings)
    if description.volume is not None and description.volume[1] > 1:
        number, count, names = description.volume
        package.findings.note("OTHER_VOLUMES", package.name, number=number, count=count, names=", ".join(names))
    return description


def expected_bag_info(description: PackageDescription) -> dict[str, str]:
    """What bag-info.txt must say beside the Payload-Oxum."""
    return {
        "Bag-Software-Agent": description.program,
        "Bagging-Date": description.time[:10],
        "External-Identifier": description.package_id,
    }


def _compare_parts(package: OpenPackage, description: PackageDescription, listed: Mapping[str, str]) -> None:
    parts = {part.path: part for part in description.parts}
    twice = [path for path, count in Counter(part.path for part in description.parts).items() if count > 1]
    payload = {path for path in listed if path.startswith(manifest.PAYLOAD)} - {manifest.DESCRIPTION}
    for path in sorted({*twice, *(payload ^ set(parts))}):
        package.findings.problem("DESCRIPTION_DIFFERS", path, field="parts")
    for path, part in sorted(parts.items()):
        for field in _differences(part, parts, package.sizes.get(path), listed.get(path)):
            package.findings.problem("DESCRIPTION_DIFFERS", path, field=field)
        _check_name(part, package.findings)


def _differences(
    part: DescribedPart, parts: Mapping[str, DescribedPart], size: int | None, sha256: str | None
) -> Iterator[str]:
    if size is not None and part.size != size:
        yield "size"
    if sha256 is not None and part.sha256 != sha256:
        yield "sha256"
    if part.parent is None:
        return
    parent = parts.get(part.parent)
    if parent is None or parent.sha256 != part.parent_sha256:
        yield "parent"


def _check_name(part: DescribedPart, findings: FindingList) -> None:
    named = part.role in GUARDED_ROLES and part.exhibit is not None
    if named and not belongs_to_exhibit(part.path, part.exhibit or ""):
        findings.problem("EXHIBIT_RENAMED", part.path, exhibit=part.exhibit or "")
    if may_run(part.path, part.role):
        findings.problem("ACTIVE_FILE", part.path)


def _check_kind(description: PackageDescription, listed: Mapping[str, str], findings: FindingList) -> None:
    for part in missing_parts(
        description.kind, {part.role for part in description.parts}, set(listed), description.withheld
    ):
        findings.problem("PART_REQUIRED", manifest.DESCRIPTION, part=part)
    if description.kind in WITHOUT_ORIGINALS:
        for one in description.parts:
            if one.role == "original":
                findings.problem("PART_NOT_ALLOWED", one.path)


def missing_parts(kind: str, roles: set[str], paths: set[str], withheld: int) -> list[str]:
    """What a package of ``kind`` must hold and does not: roles and paths. The writer asks the same."""
    if kind == "complaint":
        return [role for role in ("steps", "text") if role not in roles]
    missing = [] if manifest.CUSTODY_LOG in paths else [manifest.CUSTODY_LOG]
    if kind == "redacted":
        return [*missing, *([] if manifest.REDACTION in paths else [manifest.REDACTION])]
    if kind == "police":
        missing += [] if manifest.EXHIBITS_TABLE in paths else [manifest.EXHIBITS_TABLE]
        missing += [] if "report" in roles else ["report"]
    elif "original" not in roles and not withheld:
        missing.append("original")
    return missing
