# SPDX-License-Identifier: GPL-3.0-or-later
"""Brings a vault of an earlier form to the form this program writes, when it is opened.

Two generations of the header enclose each step, so a crash at any moment is made up for without anything else
being asked, and no older program opens what it does not understand (docs/formats/vault.md, "Versions").
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from evidence_vault.progress import Progress
from evidence_vault.records import Finding, Severity
from evidence_vault.vault.header_text import under_way
from evidence_vault.vault.ledger import Ledger


@dataclass(frozen=True, slots=True)
class FormatStep:
    """From one form to the next. ``feature``: its name in the header, once it is done.

    ``carry_out`` changes what is on the disk, in the write order of the document. After a crash it is called
    again, so doing it twice must do no harm, and at every moment all that was in the vault must still be in it.
    """

    feature: str
    carry_out: Callable[[Ledger, Progress], None]


STEPS: tuple[FormatStep, ...] = ()
"""In the order in which they are taken. Version 1 is the first form, so there is none yet."""


class WritesFeatures(Protocol):
    """Who can write a new generation of the header with other required features."""

    @property
    def features(self) -> tuple[str, ...]:
        """The required features as they stand."""

    def write_features(self, features: Sequence[str], reason: str) -> None:
        """Write a generation with these, and journal it."""


def migrate(
    ledger: Ledger, header: WritesFeatures, progress: Progress, steps: Sequence[FormatStep] | None = None
) -> list[Finding]:
    """Take every step that was not taken yet, or not to its end; a note for each.

    Raises DiskFull, VaultReadOnly, StorageFailed: then the step is taken up when the vault is opened next.
    """
    notes: list[Finding] = []
    for step in STEPS if steps is None else steps:
        if step.feature in header.features:
            continue
        progress.raise_if_cancelled()
        begun = under_way(step.feature)
        if begun not in header.features:
            header.write_features([*header.features, begun], "migration-begun")
        step.carry_out(ledger, progress)
        done = [each for each in header.features if each != begun]
        header.write_features([*done, step.feature], "migrated")
        notes.append(Finding("VAULT_MIGRATED", Severity.NOTE, "header.evh", {"feature": step.feature}))
    return notes
