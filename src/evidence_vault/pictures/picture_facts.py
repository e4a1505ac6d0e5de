# SPDX-License-Identifier: GPL-3.0-or-later
"""What is gathered about a file while it is described."""

from dataclasses import dataclass, field

from evidence_vault.records import Json, ReadingWarning


@dataclass(slots=True)
class PictureFacts:
    """What one kind of file tells about itself, gathered step by step, so that damage costs only the rest."""

    media_type: str
    pages: int = 0
    claimed_at: str | None = None
    claimed_basis: str | None = None
    facts: dict[str, Json] = field(default_factory=dict)
    warnings: list[ReadingWarning] = field(default_factory=list)

    def claim(self, when: str | None, basis: str) -> None:
        """Take a claimed time, if there is none yet."""
        if when and not self.claimed_at:
            self.claimed_at, self.claimed_basis = when, basis
