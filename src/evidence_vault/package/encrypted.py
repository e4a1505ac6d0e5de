# SPDX-License-Identifier: GPL-3.0-or-later
"""The encrypted hand-over: a zip with one entry, ``package.zip``, AES-256, under a generated passphrase.

Its key derivation is weak (PBKDF2, 1,000 rounds), so the passphrase is never a person's own. Opens with 7-Zip,
Keka, WinRAR; not with Explorer or ``unzip``. The checker does not import this file.
"""

import secrets
from pathlib import Path

from evidence_vault import errors, safe_files
from evidence_vault.hashing import read_pieces
from evidence_vault.package.reader import HANDOVER_ENTRY
from evidence_vault.progress import Progress, Silent

ENCRYPTED_ENDING = ".encrypted.zip"
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""32 signs that are not mistaken for each other (Crockford): 5 bits each."""
_GROUPS, _GROUP_LENGTH = 5, 5
_NEEDS_ZIP64 = 0xFFFFFFFF - (1 << 20)


def encrypt_package(
    package: Path, destination: Path, progress: Progress | None = None, *, password: str | None = None
) -> str:
    """Encrypt the zip ``package`` into the new file ``destination``; the passphrase, which is kept nowhere.

    ``password``: one that ``new_password`` made for several packages of one export; None: a new one.

    Raises SourceMissing, DestinationExists, DestinationUnwritable, DiskFull, Cancelled; then nothing is left.
    """
    import pyzipper

    progress = progress or Silent()
    if not package.is_file():
        raise errors.SourceMissing(name=package.name)
    password = password or new_password()
    size = package.stat().st_size
    with (
        package.open("rb") as source,
        safe_files.new_file(destination) as file,
        pyzipper.AESZipFile(file, "w", compression=pyzipper.ZIP_STORED, encryption=pyzipper.WZ_AES) as archive,
    ):
        archive.setpassword(password.encode("ascii"))
        entry = archive.zipinfo_cls(HANDOVER_ENTRY, (1980, 1, 1, 0, 0, 0))
        with archive.open(entry, "w", force_zip64=size >= _NEEDS_ZIP64) as target:
            done = 0
            for piece in read_pieces(source):
                progress.raise_if_cancelled()
                target.write(piece)
                done += len(piece)
                progress.report(done, size, package.name)
    return password


def new_password() -> str:
    """A random passphrase of 125 bits in five groups, for reading aloud and typing: ``7k2fz-…``."""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP_LENGTH)) for _ in range(_GROUPS))
    return "-".join(groups)
