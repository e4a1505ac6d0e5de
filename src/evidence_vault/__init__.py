# SPDX-License-Identifier: GPL-3.0-or-later
"""Evidence Vault: the version and nothing else (an import here would drag the vault into the checker)."""

__version__ = "0.1.0"
