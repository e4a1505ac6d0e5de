# SPDX-License-Identifier: GPL-3.0-or-later
"""Signatures: what OpenSSH itself says about ours, ours about OpenSSH's, and every mismatch raised."""

import base64
import io
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from evidence_vault import errors
from evidence_vault.crypto.signing import (
    SigningKey,
    fingerprint_groups,
    fingerprint_of_line,
    public_bytes_of_line,
    verify_raw,
    verify_sshsig,
)

KEY = SigningKey.from_private_bytes(bytes(range(32)))
LINE = KEY.openssh_public_line("test")
NAMESPACE = "evidence-vault-package"
DATA = b"what was signed\n"

needs_ssh_keygen = pytest.mark.skipif(
    shutil.which("ssh-keygen") is None, reason="ssh-keygen (OpenSSH) is not installed"
)


def _ssh_keygen(*arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["ssh-keygen", *arguments], input=data, capture_output=True, check=False)


@needs_ssh_keygen
def test_openssh_verifies_our_signature(tmp_path: Path) -> None:
    signature, signers = tmp_path / "data.sig", tmp_path / "signers"
    signature.write_text(KEY.sshsig(DATA, NAMESPACE))
    signers.write_text(f"case {LINE}\n")
    checked = _ssh_keygen("-Y", "check-novalidate", "-n", NAMESPACE, "-s", str(signature), data=DATA)
    assert checked.returncode == 0, checked.stderr
    assert KEY.fingerprint.encode() in checked.stdout
    verify = ("-Y", "verify", "-f", str(signers), "-I", "case", "-n", NAMESPACE, "-s", str(signature))
    assert _ssh_keygen(*verify, data=DATA).returncode == 0
    assert _ssh_keygen(*verify, data=DATA + b"x").returncode != 0


@needs_ssh_keygen
def test_we_verify_a_signature_made_by_openssh(tmp_path: Path) -> None:
    private = tmp_path / "key"
    _ssh_keygen("-q", "-t", "ed25519", "-N", "", "-f", str(private))
    made = _ssh_keygen("-Y", "sign", "-f", str(private), "-n", NAMESPACE, data=DATA)
    line = private.with_suffix(".pub").read_text()
    verify_sshsig(line, made.stdout.decode(), io.BytesIO(DATA), NAMESPACE)
    assert fingerprint_of_line(line).encode() in _ssh_keygen("-l", "-f", str(private)).stdout
    with pytest.raises(errors.SignatureInvalid):
        verify_sshsig(LINE, made.stdout.decode(), DATA, NAMESPACE)


def test_a_signature_fits_only_its_key_bytes_and_namespace() -> None:
    armored = KEY.sshsig(io.BytesIO(DATA), NAMESPACE)
    verify_sshsig(LINE, armored, DATA, NAMESPACE)
    verify_sshsig(KEY.openssh_public_line(), armored.replace("\n", "\r\n"), io.BytesIO(DATA), NAMESPACE)
    other = SigningKey.generate().openssh_public_line()
    for line, data, namespace in ((other, DATA, NAMESPACE), (LINE, DATA + b" ", NAMESPACE), (LINE, DATA, "file")):
        with pytest.raises(errors.SignatureInvalid):
            verify_sshsig(line, armored, data, namespace)


def test_every_flipped_byte_of_a_signature_is_noticed() -> None:
    armored = KEY.sshsig(DATA, NAMESPACE)
    lines = armored.splitlines()
    blob = bytearray(base64.b64decode("".join(lines[1:-1])))
    accepted = []
    for place in range(len(blob)):
        blob[place] ^= 1
        text = base64.b64encode(blob).decode()
        try:
            verify_sshsig(LINE, "\n".join([lines[0], text, lines[-1], ""]), DATA, NAMESPACE)
        except errors.SignatureInvalid:
            pass
        else:
            accepted.append(place)
        blob[place] ^= 1
    assert accepted == []


@pytest.mark.parametrize(
    "armored",
    [
        "",
        "x",
        "-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----\n",
        KEY.sshsig(DATA, "n")[:-30],
        "A" * 10_000,
    ],
)
def test_other_forms_are_refused(armored: str) -> None:
    with pytest.raises(errors.SignatureInvalid):
        verify_sshsig(LINE, armored, DATA, "n")


@pytest.mark.parametrize(
    "line", ["", "ssh-ed25519", "ssh-rsa AAAA", "ssh-ed25519 !!!!", LINE[:-20].rsplit(" ", 1)[0] + "A"]
)
def test_other_public_keys_are_refused(line: str) -> None:
    with pytest.raises(errors.SignatureInvalid):
        public_bytes_of_line(line)


def test_raw_signatures() -> None:
    verify_raw(KEY.public_bytes, KEY.sign(DATA), DATA)
    with pytest.raises(errors.SignatureInvalid):
        verify_raw(KEY.public_bytes, KEY.sign(DATA), b"other")
    with pytest.raises(errors.SignatureInvalid):
        verify_raw(b"short", KEY.sign(DATA), DATA)


def test_a_key_is_its_seed_and_never_shows_it() -> None:
    assert SigningKey.from_private_bytes(KEY.private_bytes()).fingerprint == KEY.fingerprint
    assert KEY.private_bytes().hex() not in repr(KEY) + str(vars(KEY))


def test_groups_for_reading_aloud_are_the_same_256_bits() -> None:
    groups = fingerprint_groups(KEY.fingerprint)
    assert [len(group) for group in groups.split(" ")] == [4] * 16
    digest = base64.b64decode(KEY.fingerprint.removeprefix("SHA256:") + "=")
    assert bytes.fromhex(groups) == digest
    with pytest.raises(errors.SignatureInvalid):
        fingerprint_groups("MD5:aa")


def test_the_checker_needs_nothing_else_for_signatures() -> None:
    script = (
        "import sys; import evidence_vault.crypto.signing; "
        "print(sorted(m for m in sys.modules if m.startswith('evidence_vault')))"
    )
    made = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert set(eval(made.stdout)) <= {  # noqa: S307 - our own list
        "evidence_vault",
        "evidence_vault.crypto",
        "evidence_vault.crypto.signing",
        "evidence_vault.errors",
    }
