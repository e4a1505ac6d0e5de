# SPDX-License-Identifier: GPL-3.0-or-later
"""What proves a package, as one plain zip to keep: lists, signature, key, description, time stamps."""

import io
import zipfile
from collections.abc import Iterable

_DATE = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o100644 << 16


def proof_archive(files: Iterable[tuple[str, bytes]], top: str) -> bytes:
    """A zip of ``files`` (path, bytes) below the folder ``top``; the same files give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for path, data in sorted(files):
            entry = zipfile.ZipInfo(f"{top}/{path}", _DATE)
            entry.external_attr = _PLAIN_FILE
            archive.writestr(entry, data)
    return target.getvalue()
