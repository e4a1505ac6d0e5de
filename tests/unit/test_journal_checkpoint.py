# SPDX-License-Identifier: GPL-3.0-or-later
"""Signed checkpoints: C2SP signed notes, refused when anything in them differs."""

import base64
import hashlib

import pytest

from evidence_vault import errors
from evidence_vault.crypto.signing import SigningKey
from evidence_vault.vault.checkpoint import Checkpoint, note_name, note_text, parse_note, size_of_note_name

VAULT = bytes(range(16))
KEY = SigningKey.from_private_bytes(bytes(32))
POINT = Checkpoint(7, hashlib.sha256(b"root").digest())


def test_a_note_says_what_was_signed() -> None:
    text = note_text(VAULT, POINT, KEY)

    assert text.split("\n")[:3] == [f"evault/{VAULT.hex()}", "7", base64.b64encode(POINT.root).decode()]
    assert parse_note(text.encode(), VAULT, KEY.public_bytes) == POINT


def test_the_key_id_is_that_of_signed_notes() -> None:
    signature = base64.b64decode(note_text(VAULT, POINT, KEY).rstrip("\n").rsplit(" ", 1)[1])
    name = f"evault/{VAULT.hex()}".encode()

    assert signature[:4] == hashlib.sha256(name + b"\n\x01" + KEY.public_bytes).digest()[:4]
    assert len(signature) == 68


def test_every_changed_byte_is_noticed() -> None:
    note = bytearray(note_text(VAULT, POINT, KEY).encode())
    for at in range(len(note) - 1):
        note[at] ^= 1
        with pytest.raises(errors.SignatureInvalid):
            parse_note(bytes(note), VAULT, KEY.public_bytes)
        note[at] ^= 1


def test_another_key_or_vault_is_refused() -> None:
    note = note_text(VAULT, POINT, KEY).encode()

    with pytest.raises(errors.SignatureInvalid):
        parse_note(note, VAULT, SigningKey.generate().public_bytes)
    with pytest.raises(errors.SignatureInvalid):
        parse_note(note, bytes(16), KEY.public_bytes)


def test_names_tell_the_size() -> None:
    assert note_name(64) == "0000000064.note"
    assert size_of_note_name("0000000064.note") == 64
    assert size_of_note_name("notes.txt") is None
