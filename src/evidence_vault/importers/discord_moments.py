# SPDX-License-Identifier: GPL-3.0-or-later
"""The moment in a number that Discord gives (https://discord.com/developers/docs/reference#snowflakes), in UTC."""

from decimal import Decimal

from evidence_vault.importers.local_times import utc_from_epoch

_EPOCH = 1_420_070_400_000
"""Milliseconds from 1970 to the first second of 2015, from which Discord counts."""

_SHORTEST, _LONGEST = 15, 20


def moment_in(identity: str) -> str | None:
    """When the thing of that number was made; None for what is no such number."""
    if not (identity.isascii() and identity.isdigit() and _SHORTEST <= len(identity) <= _LONGEST):
        return None
    return utc_from_epoch(Decimal((int(identity) >> 22) + _EPOCH) / 1000)
