# SPDX-License-Identifier: GPL-3.0-or-later
"""The form of RFC 3161 requests and replies: requests are written here whole, replies made ready for strict readers.

Only the standard library. Requests have exactly one form, so that no byte of such a file can vary unnoticed.
"""

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass

LARGEST_REPLY = 64 << 10
_BEFORE_DIGEST = bytes.fromhex("30430201013031300d060960864801650304020105000420")
_BEFORE_NONCE = bytes.fromhex("0208")
_AFTER_NONCE = bytes.fromhex("0101ff")
_LEAST_NONCE = 1 << 62
_SEQUENCE, _OBJECT_ID, _CONTEXT_0 = 0x30, 0x06, 0xA0
_GRANTED = bytes.fromhex("3003020100")


@dataclass(frozen=True, slots=True)
class TimeStampRequest:
    """What an authority is asked for: the time beside ``digest`` (SHA-256), said together with ``nonce``."""

    digest: bytes
    nonce: int


def new_request(data: bytes) -> TimeStampRequest:
    """A request over ``data`` with a random nonce (62 bits)."""
    return TimeStampRequest(hashlib.sha256(data).digest(), _LEAST_NONCE | secrets.randbits(62))


def request_for_signature(signature: bytes) -> TimeStampRequest:
    """The request that a package carries over its signature.

    Its nonce follows from the signature, which nobody can know before the package is made, so that the same
    package has the same bytes.
    """
    digest = hashlib.sha256(b"evidence-vault time-stamp nonce\0" + signature).digest()
    nonce = _LEAST_NONCE | int.from_bytes(digest[:8]) >> 2
    return TimeStampRequest(hashlib.sha256(signature).digest(), nonce)


def request_bytes(request: TimeStampRequest) -> bytes:
    """A TimeStampReq (RFC 3161 §2.4.1) in DER: version 1, SHA-256, nonce, with the authority's certificates."""
    return _BEFORE_DIGEST + request.digest + _BEFORE_NONCE + request.nonce.to_bytes(8) + _AFTER_NONCE


def read_request(untrusted: bytes) -> TimeStampRequest | None:
    """A request of our form; None for anything else."""
    place = len(_BEFORE_DIGEST)
    nonce_place = place + 32 + len(_BEFORE_NONCE)
    request = TimeStampRequest(untrusted[place : place + 32], int.from_bytes(untrusted[nonce_place : nonce_place + 8]))
    if not _LEAST_NONCE <= request.nonce < 2 * _LEAST_NONCE or request_bytes(request) != untrusted:
        return None
    return request


def readable_reply(untrusted: bytes) -> bytes:
    """A working copy of a reply that strict readers take; the original bytes are what is kept.

    A bare token gets the answer "granted" around it; certificates, which many authorities send in any order, are
    sorted as DER wants them (they lie outside of what is signed). Raises ValueError where it is no reply.
    """
    if len(untrusted) > LARGEST_REPLY:
        raise ValueError("too large")
    (outer,) = _elements(untrusted, 0, len(untrusted))
    inside = list(_elements(untrusted, outer.start, outer.end))
    if inside and inside[0].tag == _OBJECT_ID:
        return readable_reply(_sequence(_GRANTED + untrusted))
    if len(inside) != 2:
        return untrusted  # a refusal: no token
    place = _certificates(untrusted, inside[1])
    if place is None:
        return untrusted
    certificates = sorted(untrusted[one.place : one.end] for one in _elements(untrusted, place.start, place.end))
    return untrusted[: place.start] + b"".join(certificates) + untrusted[place.end :]


@dataclass(frozen=True, slots=True)
class _Element:
    tag: int
    place: int
    start: int
    end: int


def _certificates(untrusted: bytes, token: _Element) -> _Element | None:
    """``certificates`` of the SignedData in a token (RFC 5652 §5.1)."""
    parts = list(_elements(untrusted, token.start, token.end))
    if len(parts) != 2 or parts[1].tag != _CONTEXT_0:
        raise ValueError("no token")
    (signed_data,) = _elements(untrusted, parts[1].start, parts[1].end)
    for one in _elements(untrusted, signed_data.start, signed_data.end):
        if one.tag == _CONTEXT_0:
            return one
    return None


def _elements(untrusted: bytes, start: int, end: int) -> Iterator[_Element]:
    """The DER elements between two places. Raises ValueError."""
    while start < end:
        element = _element(untrusted, start, end)
        yield element
        start = element.end


def _element(untrusted: bytes, place: int, end: int) -> _Element:
    head = untrusted[place : min(place + 6, end)]
    if len(head) < 2:
        raise ValueError("cut")
    size, start = head[1], place + 2
    if size & 0x80:
        count = size & 0x7F
        if not 1 <= count <= 4 or len(head) < 2 + count:
            raise ValueError("length")
        size, start = int.from_bytes(head[2 : 2 + count]), place + 2 + count
    if start + size > end:
        raise ValueError("cut")
    return _Element(head[0], place, start, start + size)


def _sequence(content: bytes) -> bytes:
    size = len(content).to_bytes(4).lstrip(b"\0")
    length = size if len(content) < 0x80 else bytes([0x80 | len(size)]) + size
    return bytes([_SEQUENCE]) + length + content
