# SPDX-License-Identifier: GPL-3.0-or-later
"""A made-up time-stamp authority on this computer: certificates of our own, replies by ``openssl ts``."""

import datetime as dt
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

OPENSSL = shutil.which("openssl")
needs_openssl = pytest.mark.skipif(OPENSSL is None, reason="openssl is not installed")
START = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
END = dt.datetime(2050, 1, 1, tzinfo=dt.UTC)
_SETTINGS = """
[tsa]
default_tsa = made_up
[made_up]
serial = {folder}/serial
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
ess_cert_id_alg = sha256
signer_digest = sha256
tsa_name = yes
ess_cert_id_chain = no
"""


class Authority:
    """A root, and a signer whose certificate may stamp times."""

    def __init__(self, folder: Path, name: str = "Made-up Authority") -> None:
        folder.mkdir(parents=True)
        self.folder = folder
        self.root_key, signer_key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        issuer = _name(f"{name} Root")
        self.root = (
            _builder(issuer, issuer, self.root_key.public_key(), END)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(self.root_key, hashes.SHA256())
        )
        self.name = name
        self.signer_key = signer_key
        self.serial = x509.random_serial_number()
        self.signer = self._signer(ExtendedKeyUsageOID.TIME_STAMPING, critical=True, until=END)
        self.root_file = folder / "root.pem"
        self.root_file.write_bytes(self.root.public_bytes(serialization.Encoding.PEM))
        (folder / "signer.pem").write_bytes(self.signer.public_bytes(serialization.Encoding.PEM))
        (folder / "signer.key").write_bytes(
            signer_key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        (folder / "serial").write_text("01\n")
        (folder / "settings").write_text(_SETTINGS.format(folder=folder))

    def reply(self, request: bytes, *, bare: bool = False, with_root: bool = True) -> bytes:
        """The reply to a request; ``bare``: the token alone."""
        (self.folder / "asked.tsq").write_bytes(request)
        command = [
            str(OPENSSL), "ts", "-reply", "-config", "settings", "-section", "made_up", "-queryfile", "asked.tsq",
            "-signer", "signer.pem", "-inkey", "signer.key", "-out", "given.tsr",
            *(["-chain", "root.pem"] if with_root else []), *(["-token_out"] if bare else []),
        ]  # fmt: skip
        subprocess.run(command, cwd=self.folder, check=True, capture_output=True, timeout=30)
        return (self.folder / "given.tsr").read_bytes()

    def with_other_signer(
        self,
        reply: bytes,
        *,
        purpose: x509.ObjectIdentifier = ExtendedKeyUsageOID.TIME_STAMPING,
        critical: bool = True,
        until: dt.datetime = END,
    ) -> bytes:
        """The same reply with another certificate for the same key and number, as a careless root might give one."""
        der = serialization.Encoding.DER
        other = self._signer(purpose, critical=critical, until=until).public_bytes(der)
        return _put_in_place(reply, self.signer.public_bytes(der), other)

    def revocations(
        self,
        path: Path,
        *,
        made: dt.datetime,
        revoked: dt.datetime | None = None,
        reason: x509.ReasonFlags | None = None,
        by_other: bool = False,
    ) -> Path:
        """Root and a list of revoked certificates in a file; ``revoked``: when the signer's was, for what reason."""
        key = ec.generate_private_key(ec.SECP256R1()) if by_other else self.root_key
        builder = (
            x509
            .CertificateRevocationListBuilder()
            .issuer_name(self.root.subject)
            .last_update(made)
            .next_update(made + dt.timedelta(days=30))
        )
        if revoked is not None:
            entry = x509.RevokedCertificateBuilder().serial_number(self.serial).revocation_date(revoked)
            if reason is not None:
                entry = entry.add_extension(x509.CRLReason(reason), critical=False)
            builder = builder.add_revoked_certificate(entry.build())
        made_list = builder.sign(key, hashes.SHA256())
        path.write_bytes(self.root_file.read_bytes() + made_list.public_bytes(serialization.Encoding.PEM))
        return path

    def _signer(self, purpose: x509.ObjectIdentifier, *, critical: bool, until: dt.datetime) -> x509.Certificate:
        issuer = _name(f"{self.name} Root")
        return (
            _builder(_name(self.name), issuer, self.signer_key.public_key(), until, self.serial)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.ExtendedKeyUsage([purpose]), critical=critical)
            .sign(self.root_key, hashes.SHA256())
        )


def _put_in_place(data: bytes, old: bytes, new: bytes) -> bytes:
    """``data`` (DER) with one element for another, and every length around it made right."""
    place = data.index(old)
    around, start = [], 0
    while start < place:  # from the outside in: every element that holds the place
        size, head = data[start + 1], 2
        if size & 0x80:
            head = 2 + (size & 0x7F)
            size = int.from_bytes(data[start + 2 : start + head])
        if start + head + size <= place:
            start += head + size
            continue
        around.append((start, head, size))
        start += head
    result = data[:place] + new + data[place + len(old) :]
    for start, head, size in reversed(around):
        length = (size + len(new) - len(old)).to_bytes(4).lstrip(b"\0")
        assert head == 2 + len(length)
        result = result[: start + 2] + length + result[start + head :]
    return result


def verified_by_openssl(data: Path, reply: Path, root: Path) -> bool:
    """What ``openssl ts -verify`` says."""
    command = [str(OPENSSL), "ts", "-verify", "-data", str(data), "-in", str(reply), "-CAfile", str(root)]
    done = subprocess.run(command, check=False, capture_output=True, timeout=30)
    return done.returncode == 0 and b"Verification: OK" in done.stdout + done.stderr


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    until: dt.datetime,
    serial: int | None = None,
) -> x509.CertificateBuilder:
    return (
        x509
        .CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(serial or x509.random_serial_number())
        .not_valid_before(START)
        .not_valid_after(until)
    )
