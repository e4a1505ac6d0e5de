# SPDX-License-Identifier: GPL-3.0-or-later
"""The time stamps in a package: over its signature, and those of the vault over its log (§7 of the format)."""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evidence_vault.package import manifest
from evidence_vault.package.custody_log import CustodyCheck, root_of_path
from evidence_vault.package.findings import FindingList
from evidence_vault.package.names import shown_path
from evidence_vault.package.reader import OpenPackage, read_small
from evidence_vault.package.revocation import Trusted
from evidence_vault.package.strict_json import parse_json
from evidence_vault.package.time_stamp_form import LARGEST_REPLY, TimeStampRequest, read_request
from evidence_vault.package.trusted_time import AUTHORITY_UNKNOWN, NOT_CHECKED, TRUSTED, JudgedReply, judge_reply
from evidence_vault.records import Json

OVER_PACKAGE, OVER_LOG = "package", "log"
REQUEST, REPLY = ".tsq", ".tsr"
_LOG_STAMP = re.compile(re.escape(manifest.LOG_STAMPS) + r"(\d{10})-[1-9][0-9]{0,3}\.tsr")
_HEX64 = re.compile(r"[0-9a-f]{64}")
_FINDINGS = {
    TRUSTED: "TIMESTAMP_TRUSTED",
    AUTHORITY_UNKNOWN: "TIMESTAMP_AUTHORITY_UNKNOWN",
    NOT_CHECKED: "TIMESTAMP_NOT_CHECKED",
}


@dataclass(frozen=True, slots=True)
class NoteText:
    """What a signed checkpoint says: the first ``size`` entries of a vault's log have this ``root`` (hexadecimal)."""

    size: int
    root: str


def check_signature_stamps(
    package: OpenPackage, authorities: Sequence[Trusted], *, signed: bool
) -> Iterator[dict[str, Json]]:
    """Judge every reply over the package's signature; what is wrong becomes a finding.

    ``signed``: the signature itself is good, else a request that does not fit it says nothing more.
    """
    signature = read_small(package, manifest.SIGNATURE) or b""
    requests = dict(_requests(package, signature)) if signed else {}
    for path in sorted(package.sizes):
        if manifest.is_time_stamp(path) and path.endswith(REPLY):
            reply = _reply(package, path)
            judged = judge_reply(reply, signature, requests.get(path.removesuffix(REPLY) + REQUEST), authorities)
            yield told(path, judged, OVER_PACKAGE, None, package.findings)


def log_stamp_sizes(package: OpenPackage) -> frozenset[int]:
    """The sizes of the log whose roots the package's time-stamped checkpoints name."""
    return frozenset(int(match[1]) for path in package.sizes if (match := _LOG_STAMP.fullmatch(path)))


def check_log_stamps(
    package: OpenPackage, custody: CustodyCheck, authorities: Sequence[Trusted]
) -> Iterator[dict[str, Json]]:
    """Judge every reply over a checkpoint of the vault's log. ``custody``: what its custody log gave.

    ``renewed_by`` names a later reply, over a log in which the earlier one was already noted: it still stands for
    the earlier one when the certificate or the algorithms of that have aged.
    """
    told_all = list(_log_stamps(package, custody.roots, authorities))
    for one, digest in told_all:
        noted = custody.stamps.get(digest)
        later = (
            other
            for other, _digest in told_all
            if noted is not None and noted < _entries(other) and other["state"] in {TRUSTED, AUTHORITY_UNKNOWN}
        )
        best = sorted(later, key=lambda other: (other["state"] != TRUSTED, _entries(other)))
        yield {**one, "renewed_by": best[0]["file"] if best else None}


def _entries(one: Mapping[str, Json]) -> int:
    entries = one["entries"]
    return entries if isinstance(entries, int) else 0


def _log_stamps(
    package: OpenPackage, roots: Mapping[int, str], authorities: Sequence[Trusted]
) -> Iterator[tuple[dict[str, Json], str]]:
    """Each reply as it is told, and the SHA-256 of its bytes."""
    for path in sorted(package.sizes):
        match = _LOG_STAMP.fullmatch(path)
        if match is None:
            continue
        size = int(match[1])
        place = f"{manifest.LOG_STAMPS}{match[1]}"
        note = read_small(package, f"{place}.note", LARGEST_REPLY) or b""
        said = read_note(note)
        if said is None or said.size != size or roots.get(size) != said.root:
            package.findings.problem("TIMESTAMP_LOG_DIFFERS", path)
        _check_proofs(package, f"{place}.proofs.json", roots.get(size))
        request = read_request(read_small(package, path.removesuffix(REPLY) + REQUEST, LARGEST_REPLY) or b"")
        reply = _reply(package, path)
        judged = judge_reply(reply, note, request, authorities)
        yield told(path, judged, OVER_LOG, size, package.findings), hashlib.sha256(reply).hexdigest()


def told(
    path: str, judged: JudgedReply, over: str, entries: int | None, findings: FindingList | None
) -> dict[str, Json]:
    """One entry of ``timestamps``, and its finding."""
    authority = None if judged.authority is None else shown_path(judged.authority)
    if findings is not None:
        facts = {"time": judged.time or "?", "authority": authority or "?", "reason": judged.reason or ""}
        code = _FINDINGS.get(judged.state)
        if code is None:
            findings.problem("TIMESTAMP_WRONG", path, **facts)
        else:
            findings.note(code, path, **facts)
    return {
        "file": shown_path(path), "state": judged.state, "time": judged.time, "authority": authority,
        "over": over, "entries": entries, "expires": judged.expires, "revocation": judged.revocation,
        "renewed_by": None,
    }  # fmt: skip


def read_note(untrusted: bytes) -> NoteText | None:
    """What a signed checkpoint (C2SP) says; its signature is of the vault's key, which is not known here."""
    try:
        origin, size, root = untrusted.decode().partition("\n\n")[0].split("\n")
        digest = base64.b64decode(root, validate=True)
    except (ValueError, binascii.Error):
        return None
    if not origin or not re.fullmatch(r"0|[1-9][0-9]{0,14}", size) or len(digest) != 32:
        return None
    return NoteText(int(size), digest.hex())


def _requests(package: OpenPackage, signature: bytes) -> Iterator[tuple[str, TimeStampRequest]]:
    digest = hashlib.sha256(signature).digest()
    for path in sorted(package.sizes):
        if not manifest.is_time_stamp(path) or not path.endswith(REQUEST):
            continue
        request = read_request(_reply(package, path))
        if request is None or request.digest != digest:
            package.findings.problem("TIMESTAMP_REQUEST_BROKEN", path)
        else:
            yield path, request


def _reply(package: OpenPackage, path: str) -> bytes:
    """The bytes of a request or reply; one that is far too large is none."""
    if package.sizes[path] > LARGEST_REPLY:
        return b""
    return read_small(package, path, LARGEST_REPLY) or b""


def _check_proofs(package: OpenPackage, path: str, root: str | None) -> None:
    """Every inclusion proof must lead to the root (RFC 9162 §2.1.3.2)."""
    if path not in package.sizes or root is None:
        return
    value = parse_json(read_small(package, path) or b"")
    proofs = value.get("proofs") if isinstance(value, dict) else None
    size = value.get("size") if isinstance(value, dict) else None
    if not isinstance(proofs, list) or not isinstance(size, int):
        package.findings.problem("TIMESTAMP_PROOF_WRONG", path)
        return
    for proof in proofs:
        if not _proves(proof, size, root):
            package.findings.problem("TIMESTAMP_PROOF_WRONG", path)


def _proves(proof: Json, size: int, root: str) -> bool:
    if not isinstance(proof, dict):
        return False
    seq, leaf, steps = proof.get("seq"), proof.get("leaf"), proof.get("path")
    if not isinstance(seq, int) or not isinstance(leaf, str) or not isinstance(steps, list):
        return False
    digests = [leaf, *(step for step in steps if isinstance(step, str))]
    if len(digests) != len(steps) + 1 or not all(_HEX64.fullmatch(one) for one in digests):
        return False
    return root_of_path(seq, size, [bytes.fromhex(one) for one in digests]) == root
