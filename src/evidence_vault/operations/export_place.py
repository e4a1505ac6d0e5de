# SPDX-License-Identifier: GPL-3.0-or-later
"""The place a person chose for a package: fit to be written, and still on the same disk when the writing begins.

A stick that is pulled out may leave the empty folder where it was mounted: a package would then lie, readable, on this
computer's own disk, where nobody looks for it.
"""

from pathlib import Path

from evidence_vault.errors import DestinationFailed
from evidence_vault.package.targets import refuse_bad_destination
from evidence_vault.safe_files import destination_errors
from evidence_vault.vault.lost_disk import disk_of


def is_folder(destination: Path) -> bool:
    """Whether the person named a folder to write into. Raises DestinationFailed."""
    with destination_errors(destination):
        return destination.is_dir()


def fit_place(destination: Path) -> int | None:
    """Say what is wrong with the place before any work is done; which disk it is on.

    Raises DestinationExists, SourceMissing, DestinationUnwritable, DestinationFailed.
    """
    inside = is_folder(destination)
    refuse_bad_destination(destination / "package" if inside else destination)
    return _disk(destination, inside=inside)


def refuse_other_disk(destination: Path, disk: int | None) -> None:
    """Raise DestinationFailed where the place is not on the disk any more that ``fit_place`` found."""
    if _disk(destination, inside=is_folder(destination)) != disk:
        raise DestinationFailed(name=destination.name, number=0)


def _disk(destination: Path, *, inside: bool) -> int | None:
    with destination_errors(destination):
        return disk_of(destination if inside else destination.parent)
