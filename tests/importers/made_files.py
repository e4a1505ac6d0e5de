# SPDX-License-Identifier: GPL-3.0-or-later
"""Files in memory for the tests of importers."""

import io
import zipfile
from dataclasses import dataclass


@dataclass(frozen=True)
class Bytes:
    """A source in memory."""

    name: str
    data: bytes

    @property
    def size(self) -> int:
        return len(self.data)

    def open(self) -> io.BytesIO:
        return io.BytesIO(self.data)


def made_zip(name: str, members: dict[str, bytes]) -> Bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in members.items():
            archive.writestr(zipfile.ZipInfo(member, (2026, 3, 1, 9, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return Bytes(name, target.getvalue())
