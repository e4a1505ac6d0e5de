# SPDX-License-Identifier: GPL-3.0-or-later
"""The recovery key: 128 random bits and a check sum, in groups that can be copied by hand.

Form: docs/formats/vault.md, "Header", recovery key.
"""

import hashlib
import secrets

from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from evidence_vault import errors
from evidence_vault.crypto.key_purposes import PREFIX, Purpose

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRET_SIZE = 16
_CHECK_SIZE = 4
_CHARACTERS = (SECRET_SIZE + _CHECK_SIZE) * 8 // 5
_GROUP = 4
_FORGIVEN = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
_DASHES = "‐‑‒–—−－"


def new_recovery_secret() -> bytes:
    """16 random bytes."""
    return secrets.token_bytes(SECRET_SIZE)


def recovery_key_text(secret: bytes) -> str:
    """The key as it is shown: eight groups of four characters joined by ``-``."""
    number = int.from_bytes(secret + _check(secret))
    characters = [ALPHABET[number >> shift & 31] for shift in range(5 * (_CHARACTERS - 1), -1, -5)]
    text = "".join(characters)
    return "-".join(text[start : start + _GROUP] for start in range(0, _CHARACTERS, _GROUP))


def recovery_secret(untrusted_text: str) -> bytes:
    """The 16 bytes of a typed key: case, spaces, hyphens and O/0, I/L/1 are forgiven. Raises RecoveryKeyMistyped."""
    text = "".join(untrusted_text.split()).upper()
    for dash in _DASHES:
        text = text.replace(dash, "-")
    text = text.translate(_FORGIVEN)
    if len(text) != _CHARACTERS or any(character not in ALPHABET for character in text):
        raise errors.RecoveryKeyMistyped
    number = 0
    for character in text:
        number = number << 5 | ALPHABET.index(character)
    data = number.to_bytes(SECRET_SIZE + _CHECK_SIZE)
    secret, check = data[:SECRET_SIZE], data[SECRET_SIZE:]
    if _check(secret) != check:
        raise errors.RecoveryKeyMistyped
    return secret


def recovery_slot_key(secret: bytes, salt: bytes, vault_id: bytes) -> bytes:
    """The 32-byte key of a recovery slot; the secret is fully random, so that no slow derivation is needed."""
    information = f"{PREFIX}{Purpose.RECOVERY_SLOT.value}/".encode() + vault_id
    return HKDF(algorithm=SHA512(), length=32, salt=salt, info=information).derive(secret)


def _check(secret: bytes) -> bytes:
    return hashlib.sha256(b"evault/1/recovery-key/" + secret).digest()[:_CHECK_SIZE]
