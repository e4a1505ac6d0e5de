# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet with the recovery key, as plain text for printing or saving."""

from datetime import datetime

from evidence_vault.gui.flows.new_vault_flow import groups
from evidence_vault.translations import _

GROUPS_A_LINE = 4


def recovery_sheet(vault_name: str, recovery_key: str, made_at: datetime) -> str:
    """What somebody needs who finds this sheet in two years: which vault, the key, how to use it."""
    parts = groups(recovery_key)
    lines = ["   ".join(parts[place : place + GROUPS_A_LINE]) for place in range(0, len(parts), GROUPS_A_LINE)]
    return "\n".join([
        _("Recovery key of an Evidence Vault"),
        "",
        _("Vault: {name}").format(name=vault_name),
        _("Made on: {date}").format(date=made_at.strftime("%Y-%m-%d")),
        "",
        *(f"    {line}" for line in lines),
        "",
        _("To use it: open the vault, press “Forgot your passphrase?”, and type this key."),
        _("Whoever has this sheet and the vault can read everything in it. Keep it away from the computer."),
        "",
    ])
