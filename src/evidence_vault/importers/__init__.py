# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads strangers' chat logs into records; runs in the keyless worker only."""
