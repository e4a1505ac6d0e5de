# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of revoked certificates (CRL, RFC 5280 §5) that the person brought along, read without a network.

What a revocation means for a time stamp is RFC 3161 §4: with one of four harmless reasons, replies from before it stay
good; with any other, or none given, no reply by that key counts any more. OCSP answers are not read.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

RevocationList = x509.CertificateRevocationList
Trusted = x509.Certificate | RevocationList
"""What a person names as trustworthy: root certificates, and lists that are held to them."""

NOT_CHECKED, GOOD, REVOKED = "not-checked", "good", "revoked"
_HARMLESS = frozenset({
    x509.ReasonFlags.unspecified,
    x509.ReasonFlags.affiliation_changed,
    x509.ReasonFlags.superseded,
    x509.ReasonFlags.cessation_of_operation,
})  # fmt: skip
_LONGEST_CHAIN = 8


def revocation_of(
    signer: x509.Certificate,
    known: Sequence[x509.Certificate],
    lists: Sequence[RevocationList],
    stated: datetime,
) -> str:
    """Whether the signer's chain, up to a root among ``known``, was good at the time ``stated`` (aware, UTC).

    good: every certificate below the root is on no list that was made after that time by its own issuer.
    not-checked: for one of them there is no such list.
    """
    answers = [_of_one(certificate, issuer, lists, stated) for certificate, issuer in _links(signer, known)]
    if REVOKED in answers:
        return REVOKED
    return GOOD if answers and all(answer == GOOD for answer in answers) else NOT_CHECKED


def load_lists(data: bytes) -> tuple[RevocationList, ...]:
    """The lists in PEM ``data``. Raises ValueError."""
    begin, end = b"-----BEGIN X509 CRL-----", b"-----END X509 CRL-----"
    pieces = [piece.partition(end)[0] for piece in data.split(begin)[1:]]
    return tuple(x509.load_pem_x509_crl(begin + piece + end + b"\n") for piece in pieces)


def issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Whether ``issuer`` signed ``certificate``."""
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _links(
    signer: x509.Certificate, known: Sequence[x509.Certificate]
) -> Iterator[tuple[x509.Certificate, x509.Certificate]]:
    """Each certificate of the chain with the one that issued it, from the signer upwards, without the root's own."""
    certificate = signer
    for _step in range(_LONGEST_CHAIN):
        if issued(certificate, certificate):
            return
        issuer = next((one for one in known if issued(certificate, one)), None)
        if issuer is None:
            return
        yield certificate, issuer
        certificate = issuer


def _of_one(
    certificate: x509.Certificate, issuer: x509.Certificate, lists: Sequence[RevocationList], stated: datetime
) -> str:
    answer = NOT_CHECKED
    for one in lists:
        if one.issuer != certificate.issuer or not _signed_by(one, issuer):
            continue
        entry = one.get_revoked_certificate_by_serial_number(certificate.serial_number)
        if entry is not None and not (_is_harmless(entry) and stated < entry.revocation_date_utc):
            return REVOKED
        if entry is not None or one.last_update_utc >= stated:
            answer = GOOD
    return answer


def _signed_by(one: RevocationList, issuer: x509.Certificate) -> bool:
    try:
        return one.is_signature_valid(issuer.public_key())  # type: ignore[arg-type] # keys that sign nothing: TypeError
    except (TypeError, ValueError, UnsupportedAlgorithm):
        return False


def _is_harmless(entry: x509.RevokedCertificate) -> bool:
    try:
        return entry.extensions.get_extension_for_class(x509.CRLReason).value.reason in _HARMLESS
    except (x509.ExtensionNotFound, ValueError):
        return False
