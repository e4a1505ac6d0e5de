# SPDX-License-Identifier: GPL-3.0-or-later
"""Who signed a package: signature, key, and the comparison with a fingerprint that came another way."""

import base64
import binascii
import re

from evidence_vault import errors
from evidence_vault.crypto.signing import fingerprint_groups, fingerprint_of_line, verify_sshsig
from evidence_vault.package import manifest
from evidence_vault.package.findings import FindingList
from evidence_vault.records import Signer

LARGEST_SMALL_FILE = 16 << 10
_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----\n", "\n-----END SSH SIGNATURE-----\n"
_ARMOUR_WIDTH = 70


def check_signature(
    untrusted_tag_manifest: bytes,
    untrusted_signature: bytes | None,
    untrusted_key: bytes | None,
    findings: FindingList,
) -> str | None:
    """The fingerprint of the key that made the signature; None when there is no valid one."""
    line = _key_line(untrusted_key)
    if line is None:
        findings.problem("SIGNER_KEY_MISSING", manifest.PUBLIC_KEY)
    if untrusted_signature is None:
        findings.problem("SIGNATURE_MISSING", manifest.SIGNATURE)
        return None
    armored = untrusted_signature.decode("ascii", "replace")
    own_line = _key_line_of_signature(armored)
    try:
        verify_sshsig(own_line, armored, untrusted_tag_manifest, manifest.NAMESPACE)
        fingerprint = fingerprint_of_line(own_line)
    except errors.SignatureInvalid:
        findings.problem("SIGNATURE_INVALID", manifest.SIGNATURE)
        return None
    if line is not None and fingerprint_of_line(line) != fingerprint:
        findings.problem("SIGNATURE_BY_OTHER_KEY", manifest.SIGNATURE, fingerprint=fingerprint)
    return fingerprint


def compare_signer(fingerprint: str | None, expected: str | None, findings: FindingList) -> Signer:
    """The signer with the result of the comparison. ``expected``: what the person was told, in either form."""
    if fingerprint is None:
        return Signer(None)
    if expected is None:
        findings.note("SIGNER_NOT_COMPARED", manifest.PUBLIC_KEY, fingerprint=fingerprint)
        return Signer(fingerprint)
    if same_fingerprint(fingerprint, expected):
        return Signer(fingerprint, "matched")
    findings.problem("SIGNER_DIFFERENT", manifest.PUBLIC_KEY, fingerprint=fingerprint)
    return Signer(fingerprint, "different")


def same_fingerprint(fingerprint: str, expected: str) -> bool:
    """Whether ``expected`` (``SHA256:…``, with or without that word, or groups of hexadecimal digits) is it."""
    told = re.sub(r"\s+", "", expected)
    groups = fingerprint_groups(fingerprint).replace(" ", "")
    if told.replace("-", "").upper() == groups:
        return True
    return told.removeprefix("SHA256:").rstrip("=") == fingerprint.removeprefix("SHA256:")


def _key_line(untrusted_key: bytes | None) -> str | None:
    """The one line of signer.pub, if it is an Ed25519 key."""
    if untrusted_key is None:
        return None
    line = untrusted_key.decode("ascii", "replace").removesuffix("\n")
    try:
        fingerprint_of_line(line)
    except errors.SignatureInvalid:
        return None
    return None if "\n" in line or "\r" in line else line


def _key_line_of_signature(armored: str) -> str:
    """The public key inside an OpenSSH signature, as a line; one that verifies nothing where there is none.

    The armour must be exactly as OpenSSH writes it: no byte of the file may change unnoticed.
    """
    body = armored.removeprefix(_BEGIN).removesuffix(_END).replace("\n", "")
    lines = "\n".join(body[start : start + _ARMOUR_WIDTH] for start in range(0, len(body), _ARMOUR_WIDTH))
    try:
        blob = base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        return ""
    if armored != _BEGIN + lines + _END:
        return ""
    size = int.from_bytes(blob[10:14])
    return "ssh-ed25519 " + base64.b64encode(blob[14 : 14 + size]).decode()
