# SPDX-License-Identifier: GPL-3.0-or-later
"""What each derived key is for: the one table of purposes (docs/formats/vault.md, "Key derivation")."""

from enum import StrEnum

from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

PREFIX = "evault/1/"


class Purpose(StrEnum):
    """A use of a key. The values are part of the format: never changed, never used for something else.

    The first group is derived from the master key with the vault id as subject; the second from a key of the
    first group, with the id of the one thing it is for as subject.
    """

    DATABASE = "database"
    CONTENT_ID = "content-id"
    HEADER_MAC = "header-mac"
    JOURNAL = "journal"
    BLOB_ROOT = "blob-root"
    SIGNING = "signing"
    SIGNING_WRAP = "signing-wrap"

    BLOB = "blob"
    RECOVERY_SLOT = "recovery-slot"


def derive_key(master_key: bytes, purpose: Purpose, vault_id: bytes, length: int = 32) -> bytes:
    """A key of ``length`` bytes for one purpose: HKDF-Expand-SHA-512(master_key, "evault/1/<purpose>/" ‖ vault_id).

    ``master_key`` is uniformly random (32 bytes), so that the extract step is not needed (RFC 5869 §3.3).
    For the second group of purposes ``master_key`` is a derived key and ``vault_id`` the subject's id.
    """
    information = f"{PREFIX}{purpose.value}/".encode() + vault_id
    return HKDFExpand(algorithm=SHA512(), length=length, info=information).derive(master_key)
