# SPDX-License-Identifier: GPL-3.0-or-later
"""Judges replies of time-stamp authorities (RFC 3161): the only user of rfc3161_client.

No authority is trusted by itself: without a root that the person named, a good reply is "authority-unknown".
Without rfc3161_client a reply is "not-checked".
"""

import contextlib
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from evidence_vault import errors
from evidence_vault.package.revocation import (
    NOT_CHECKED as REVOCATION_NOT_CHECKED,
)
from evidence_vault.package.revocation import (
    REVOKED,
    RevocationList,
    Trusted,
    issued,
    load_lists,
    revocation_of,
)
from evidence_vault.package.time_stamp_form import TimeStampRequest, readable_reply

if TYPE_CHECKING:
    from rfc3161_client import TimeStampResponse

TRUSTED, AUTHORITY_UNKNOWN, WRONG, NOT_CHECKED = "trusted", "authority-unknown", "wrong", "not-checked"
LARGEST_CERTIFICATE = 4 << 20
_DIGESTS = {
    "2.16.840.1.101.3.4.2.1": hashlib.sha256,
    "2.16.840.1.101.3.4.2.2": hashlib.sha384,
    "2.16.840.1.101.3.4.2.3": hashlib.sha512,
}


@dataclass(frozen=True, slots=True)
class JudgedReply:
    """``state``: trusted (to a root the person named), authority-unknown, wrong, not-checked.

    ``time``: what the authority said, ISO 8601 in UTC. ``authority``: the name in its certificate, a stranger's
    text. ``reason`` of a wrong one: form, refused, imprint, nonce, signature, revoked. ``expires``: until when the
    authority's certificate is valid, as ``time``. ``revocation``: good or not-checked, by lists that were given.
    """

    state: str
    time: str | None = None
    authority: str | None = None
    reason: str | None = None
    expires: str | None = None
    revocation: str = REVOCATION_NOT_CHECKED


def read_authority(path: Path) -> tuple[Trusted, ...]:
    """The root certificates and lists of revoked certificates (PEM, several, or one in DER) in a file.

    Raises SourceMissing, SourceUnreadable, AuthorityUnusable where there is neither in it.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_CERTIFICATE)
    except FileNotFoundError as error:
        raise errors.SourceMissing(name=path.name) from error
    except OSError as error:
        raise errors.SourceUnreadable(name=path.name) from error
    try:
        found = trusted_in(data)
    except ValueError as error:
        raise errors.AuthorityUnusable(name=path.name) from error
    if not found:
        raise errors.AuthorityUnusable(name=path.name)
    return found


def trusted_in(data: bytes) -> tuple[Trusted, ...]:
    """The certificates in ``data`` that signed themselves, and the lists of revoked ones. Raises ValueError."""
    if b"-----BEGIN" not in data:
        try:
            return tuple(one for one in [x509.load_der_x509_certificate(data)] if issued(one, one))
        except ValueError:
            return (x509.load_der_x509_crl(data),)
    certificates = x509.load_pem_x509_certificates(data) if b"-----BEGIN CERTIFICATE" in data else []
    return (*(one for one in certificates if issued(one, one)), *load_lists(data))


def trusted_bytes(one: Trusted) -> bytes:
    """One of them in DER, as ``trusted_in`` reads it."""
    return one.public_bytes(Encoding.DER)


def judge_reply(
    untrusted_reply: bytes,
    data: bytes,
    request: TimeStampRequest | None,
    authorities: Sequence[Trusted] = (),
) -> JudgedReply:
    """What a reply is worth for ``data``. ``request``: what was asked, None where it is not known (no nonce then).

    ``authorities``: the roots, and lists of revoked certificates, that the person named.
    """
    try:
        from rfc3161_client import decode_timestamp_response
    except ImportError:
        return JudgedReply(NOT_CHECKED)
    try:
        response = decode_timestamp_response(readable_reply(untrusted_reply))
        if response.status:
            return JudgedReply(WRONG, reason="refused")
        return _judge(response, data, request, authorities)
    except ValueError:
        return JudgedReply(WRONG, reason="form")


def answers(untrusted_reply: bytes, request: TimeStampRequest) -> bool:
    """Whether a reply speaks of the digest and nonce of ``request``; its signature is not looked at."""
    from rfc3161_client import decode_timestamp_response

    try:
        response = decode_timestamp_response(readable_reply(untrusted_reply))
        info = response.tst_info
        return bool(info.message_imprint.message == request.digest and info.nonce == request.nonce)
    except ValueError:
        return False


def _judge(
    response: "TimeStampResponse",
    data: bytes,
    request: TimeStampRequest | None,
    authorities: Sequence[Trusted],
) -> JudgedReply:
    info = response.tst_info
    digest = _DIGESTS.get(info.message_imprint.hash_algorithm.dotted_string)
    if digest is None or digest(data).digest() != info.message_imprint.message:
        return JudgedReply(WRONG, reason="imprint")
    if request is not None and info.nonce != request.nonce:
        return JudgedReply(WRONG, reason="nonce")
    certificates = list(_certificates(response))
    roots = [one for one in authorities if isinstance(one, x509.Certificate)]
    state = _state(response, digest(data).digest(), certificates, roots)
    if state == WRONG:
        return JudgedReply(WRONG, reason="signature")
    signer = _signer(response, [*certificates, *roots])
    time = _text(info.gen_time)
    if signer is None:
        return JudgedReply(state, time)
    lists = [one for one in authorities if isinstance(one, RevocationList)]
    revocation = revocation_of(signer, [*certificates, *roots], lists, info.gen_time)
    if revocation == REVOKED:
        return JudgedReply(WRONG, reason="revoked")
    name, expires = signer.subject.rfc4514_string(), _text(signer.not_valid_after_utc)
    return JudgedReply(state, time, name, expires=expires, revocation=revocation)


def _text(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def _state(
    response: "TimeStampResponse",
    digest: bytes,
    certificates: Sequence[x509.Certificate],
    authorities: Sequence[x509.Certificate],
) -> str:
    """Good to a named root; or good by what it brings along; or good by nothing."""
    for root in authorities:
        if _holds(response, digest, root):
            return TRUSTED
    # A reply of a named authority that does not hold is wrong, whatever else it brings along.
    if any(issued(one, root) for one in certificates for root in authorities):
        return WRONG
    own_roots = [one for one in certificates if issued(one, one)]
    if own_roots and not any(_holds(response, digest, root) for root in own_roots):
        return WRONG
    return AUTHORITY_UNKNOWN


def _holds(response: "TimeStampResponse", digest: bytes, root: x509.Certificate) -> bool:
    """Signature, chain to ``root`` at the stated time, and purpose (critical, time stamping only)."""
    from rfc3161_client import VerificationError, VerifierBuilder

    try:
        return VerifierBuilder(roots=[root]).build().verify(response, digest)
    except (VerificationError, ValueError):
        return False


def _certificates(response: "TimeStampResponse") -> Iterator[x509.Certificate]:
    for data in sorted(response.signed_data.certificates):
        with contextlib.suppress(ValueError):
            yield x509.load_der_x509_certificate(data)


def _signer(response: "TimeStampResponse", certificates: Sequence[x509.Certificate]) -> x509.Certificate | None:
    for signer in response.signed_data.signer_infos:
        for one in certificates:
            if (one.issuer, one.serial_number) == (signer.issuer, signer.serial_number):
                return one
    return None
