# SPDX-License-Identifier: GPL-3.0-or-later
"""Each case's own signing key: random, sealed in ``keys/``, certified by the vault's key (decision 0022)."""

import base64

from evidence_vault import errors
from evidence_vault.crypto.sealed_stream import open_sealed_bytes, seal_bytes
from evidence_vault.crypto.signing import SigningKey, verify_raw
from evidence_vault.records import Actor
from evidence_vault.vault.durable import storage_errors, write_whole
from evidence_vault.vault.layout import VaultLayout
from evidence_vault.vault.ledger import Ledger, VaultKeys
from evidence_vault.vault.log_queries import one_fact

CONTEXT = b"evault/1/case-key/"
SUFFIX = ".evk"


def case_signing_key(ledger: Ledger, case_id: str, *, actor: Actor) -> SigningKey:
    """The key of a case, made at its first use. Raises NoSuchEntry for an id that is no case.

    A key file that is lost or does not open is replaced by a new key, which the journal says.
    """
    if one_fact(ledger.database, case_id).entity != "case":
        raise errors.NoSuchEntry(kind="case", id=case_id)
    known = ledger.database.value("SELECT public_key FROM case_keys WHERE case_id = ?", (case_id,))
    try:
        key = read_case_key(ledger.layout, ledger.keys, case_id)
    except (errors.SealBroken, OSError):
        return _new_key(ledger, case_id, actor)
    if key.openssh_public_line() != known:
        _certify(ledger, case_id, key, actor)  # a crash came between the file and its entry
    return key


def read_case_key(layout: VaultLayout, keys: VaultKeys, case_id: str) -> SigningKey:
    """The sealed key of a case. Raises SealBroken or OSError."""
    sealed = (layout.keys / f"{case_id}{SUFFIX}").read_bytes()
    try:
        return SigningKey.from_private_bytes(open_sealed_bytes(keys.signing_wrap, _context(keys, case_id), sealed))
    except ValueError as error:
        raise errors.SealBroken from error


def certificate_data(vault_id: bytes, case_id: str, public_bytes: bytes) -> bytes:
    """What the vault's key signs to say that a key belongs to a case."""
    return CONTEXT + vault_id.hex().encode() + case_id.encode() + public_bytes


def certificate_holds(keys: VaultKeys, case_id: str, public_bytes: bytes, certificate: str) -> bool:
    """Whether the vault's key signed that this is the case's key."""
    try:
        data = certificate_data(keys.vault_id, case_id, public_bytes)
        verify_raw(keys.signer.public_bytes, base64.b64decode(certificate, validate=True), data)
    except (errors.SignatureInvalid, ValueError):
        return False
    return True


def _new_key(ledger: Ledger, case_id: str, actor: Actor) -> SigningKey:
    key = SigningKey.generate()
    sealed = seal_bytes(ledger.keys.signing_wrap, _context(ledger.keys, case_id), key.private_bytes())
    with storage_errors(ledger.layout.folder):
        write_whole(ledger.disk, ledger.layout.keys / f"{case_id}{SUFFIX}", sealed, ledger.layout.temporary)
    _certify(ledger, case_id, key, actor)
    return key


def _certify(ledger: Ledger, case_id: str, key: SigningKey, actor: Actor) -> None:
    signature = ledger.keys.signer.sign(certificate_data(ledger.keys.vault_id, case_id, key.public_bytes))
    ledger.record(
        "case-key-made",
        {"public_key": key.openssh_public_line(), "certificate": base64.b64encode(signature).decode()},
        actor=actor,
        subjects=[case_id],
        case_id=case_id,
    )


def _context(keys: VaultKeys, case_id: str) -> bytes:
    return CONTEXT + keys.vault_id + case_id.encode()
