# SPDX-License-Identifier: GPL-3.0-or-later
"""Which names the accounts of a case showed, from when to when."""

from evidence_vault.cases.name_history import name_histories
from evidence_vault.records import ShownName

__all__ = ["ShownName", "name_histories"]
