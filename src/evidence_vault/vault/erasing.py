# SPDX-License-Identifier: GPL-3.0-or-later
"""Erasing in an open vault: what an entry says, or evidence itself (docs/formats/vault.md, "Erasing")."""

from collections.abc import Sequence

from evidence_vault.progress import Progress
from evidence_vault.records import Actor, ErasingPlan
from evidence_vault.vault.erase import erase_payload
from evidence_vault.vault.erase_items import FEATURE, erase_items, plan_erasing
from evidence_vault.vault.starting import OpenVault


class Erasing:
    """Takes words or evidence out of an open vault; that it was done stays in the log for ever."""

    def __init__(self, parts: OpenVault) -> None:
        self._parts = parts

    def payload(self, seq: int, *, actor: Actor) -> tuple[int, ...]:
        """Erase what an entry says; the numbers of the entries that lost their payload. See ``vault.erase``."""
        return erase_payload(self._parts.ledger, seq, actor=actor)

    def plan(self, item_ids: Sequence[str]) -> ErasingPlan:
        """What erasing these items would take away. Raises NoSuchEntry."""
        return plan_erasing(self._parts.ledger, item_ids)

    def items(
        self, item_ids: Sequence[str], *, reason: str, with_names: bool, actor: Actor, progress: Progress
    ) -> tuple[str, ...]:
        """Erase items with everything in and from them; see ``vault.erase_items``. The ids that were erased."""
        ledger = self._parts.ledger
        plan_erasing(ledger, item_ids)
        if FEATURE not in self._parts.features:
            self._parts.write_features([*self._parts.features, FEATURE], "feature")
        return erase_items(ledger, item_ids, reason=reason, with_names=with_names, actor=actor, progress=progress)
