# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns a dossier into the files of a package; never sees the vault."""
