# SPDX-License-Identifier: GPL-3.0-or-later
"""Ed25519 keys and OpenSSH signatures (SSHSIG), checkable with ``ssh-keygen -Y verify``.

Form: OpenSSH's PROTOCOL.sshsig, version 1, hash sha512. The package checker imports this file where only
``cryptography`` is installed: nothing else of ours but errors may be imported here.
"""

import base64
import binascii
import hashlib
import struct
from typing import BinaryIO

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from evidence_vault import errors

KEY_TYPE = b"ssh-ed25519"
_MAGIC = b"SSHSIG"
_HASH = b"sha512"
_BEGIN = "-----BEGIN SSH SIGNATURE-----"
_END = "-----END SSH SIGNATURE-----"
_MOST_ARMOR = 4096


class SigningKey:
    """An Ed25519 private key. It never shows itself in ``repr``."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self.public_bytes: bytes = key.public_key().public_bytes_raw()

    @classmethod
    def generate(cls) -> "SigningKey":
        """A new random key."""
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def from_private_bytes(cls, seed: bytes) -> "SigningKey":
        """The key of a 32-byte seed (RFC 8032 §5.1.5). Raises ValueError for another length."""
        return cls(Ed25519PrivateKey.from_private_bytes(seed))

    def private_bytes(self) -> bytes:
        """The 32-byte seed: a secret."""
        return self._key.private_bytes_raw()

    def sign(self, data: bytes) -> bytes:
        """The raw Ed25519 signature (64 bytes) over ``data``."""
        return self._key.sign(data)

    @property
    def fingerprint(self) -> str:
        """As ``ssh-keygen -l`` prints it: ``SHA256:`` and 43 characters."""
        return _fingerprint(_key_blob(self.public_bytes))

    def openssh_public_line(self, comment: str = "") -> str:
        """The public key as one line of OpenSSH, without a line end. ``comment``: printable ASCII."""
        line = f"{KEY_TYPE.decode()} {base64.b64encode(_key_blob(self.public_bytes)).decode()}"
        return f"{line} {comment}" if comment else line

    def sshsig(self, data: bytes | BinaryIO, namespace: str) -> str:
        """An armoured signature over ``data`` (from where a stream stands) for one ``namespace``."""
        signature = self._key.sign(_signed_bytes(data, namespace.encode()))
        blob = _MAGIC + struct.pack(">I", 1) + _strings(_key_blob(self.public_bytes), namespace.encode(), b"", _HASH)
        blob += _strings(_strings(KEY_TYPE, signature))
        text = base64.b64encode(blob).decode()
        lines = [text[start : start + 70] for start in range(0, len(text), 70)]
        return "\n".join([_BEGIN, *lines, _END, ""])


def verify_raw(public_bytes: bytes, signature: bytes, data: bytes) -> None:
    """Check a raw Ed25519 signature. Raises SignatureInvalid."""
    try:
        Ed25519PublicKey.from_public_bytes(public_bytes).verify(signature, data)
    except (InvalidSignature, ValueError) as error:
        raise errors.SignatureInvalid from error


def verify_sshsig(public_line: str, armored: str, data: BinaryIO | bytes, namespace: str) -> None:
    """Check that ``armored`` is a signature by the key of ``public_line`` over ``data`` for ``namespace``.

    Raises SignatureInvalid for any mismatch: another key, namespace, hash, form or byte.
    """
    expected_key = _blob_of_line(public_line)
    untrusted = _unarmor(armored)
    if not untrusted.startswith(_MAGIC + struct.pack(">I", 1)):
        raise errors.SignatureInvalid
    key, untrusted_namespace, _reserved, hash_name, signature = _take_strings(untrusted[len(_MAGIC) + 4 :], 5)
    if key != expected_key or untrusted_namespace != namespace.encode() or hash_name != _HASH:
        raise errors.SignatureInvalid
    kind, raw = _take_strings(signature, 2)
    if kind != KEY_TYPE:
        raise errors.SignatureInvalid
    verify_raw(public_bytes_of_line(public_line), raw, _signed_bytes(data, namespace.encode()))


def public_bytes_of_line(public_line: str) -> bytes:
    """The 32 raw bytes of an OpenSSH Ed25519 public key line. Raises SignatureInvalid for anything else."""
    kind, raw = _take_strings(_blob_of_line(public_line), 2)
    if kind != KEY_TYPE or len(raw) != 32:
        raise errors.SignatureInvalid
    return raw


def fingerprint_of_line(public_line: str) -> str:
    """The fingerprint (``SHA256:…``) of an OpenSSH public key line. Raises SignatureInvalid."""
    return _fingerprint(_key_blob(public_bytes_of_line(public_line)))


def fingerprint_groups(fingerprint: str) -> str:
    """A fingerprint for reading aloud: the 256 bits as hexadecimal digits in 16 groups of 4.

    Letters of one case only, so that nothing needs spelling out. Raises SignatureInvalid for another form.
    """
    kind, _, text = fingerprint.partition(":")
    try:
        digest = base64.b64decode(text + "=", validate=True)
    except binascii.Error as error:
        raise errors.SignatureInvalid from error
    if kind != "SHA256" or len(digest) != 32:
        raise errors.SignatureInvalid
    digits = digest.hex().upper()
    return " ".join(digits[start : start + 4] for start in range(0, 64, 4))


def _key_blob(public_bytes: bytes) -> bytes:
    return _strings(KEY_TYPE, public_bytes)


def _fingerprint(blob: bytes) -> str:
    return "SHA256:" + base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip("=")


def _signed_bytes(data: BinaryIO | bytes, namespace: bytes) -> bytes:
    digest = hashlib.sha512()
    if isinstance(data, bytes):
        digest.update(data)
    else:
        while piece := data.read(1 << 20):
            digest.update(piece)
    return _MAGIC + _strings(namespace, b"", _HASH, digest.digest())


def _strings(*values: bytes) -> bytes:
    return b"".join(struct.pack(">I", len(value)) + value for value in values)


def _take_strings(untrusted: bytes, count: int) -> list[bytes]:
    """Exactly ``count`` length-prefixed strings and nothing after them. Raises SignatureInvalid."""
    taken: list[bytes] = []
    for _ in range(count):
        size = int.from_bytes(untrusted[:4])
        if len(untrusted) < 4 + size or len(untrusted) < 4:
            raise errors.SignatureInvalid
        taken.append(untrusted[4 : 4 + size])
        untrusted = untrusted[4 + size :]
    if untrusted:
        raise errors.SignatureInvalid
    return taken


def _blob_of_line(public_line: str) -> bytes:
    words = public_line.split()
    if len(words) < 2 or words[0] != KEY_TYPE.decode():
        raise errors.SignatureInvalid
    return _decoded(words[1])


def _unarmor(armored: str) -> bytes:
    lines = armored.replace("\r\n", "\n").strip("\n").split("\n")
    if len(armored) > _MOST_ARMOR or len(lines) < 3 or lines[0] != _BEGIN or lines[-1] != _END:
        raise errors.SignatureInvalid
    return _decoded("".join(lines[1:-1]))


def _decoded(text: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise errors.SignatureInvalid from error
    if base64.b64encode(data).decode() != text:
        raise errors.SignatureInvalid
    return data
